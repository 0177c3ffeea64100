"""`check_history` compares what stands with the newest row of its history."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models import Max

from meetings.models import AgendaItem
from meetings.models.base import Tracked

# What of an item is ahead of its history while somebody types in it.
_TYPED = frozenset({"title", "text", "row_version", "typed_at", "typed_by_id"})


class Command(BaseCommand):
    """Name every row whose history does not end in the row as it stands."""

    help = "Compare every tracked row with the newest row of its history; fail and name the differences."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Print each difference on a line of its own; CommandError, exit code 1, if there is any."""
        with one_moment():
            found = [line for model in tracked_models() for line in differences(model)]
        for line in found:
            self.stdout.write(line)
        if found:
            message = f"{len(found)} differences between rows and their history."
            raise CommandError(message)
        self.stdout.write("Every row stands as its history says.")


@contextmanager
def one_moment() -> Iterator[None]:
    """Read rows and history as they stood at one moment, while others go on writing."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":  # otherwise each query there has a moment of its own
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def tracked_models() -> list[type[Tracked]]:
    """The models whose every saved state stays in a history; a proxy shares the rows of its model."""
    models = apps.get_app_config("meetings").get_models()
    return [model for model in models if issubclass(model, Tracked) and not model._meta.proxy]


def differences(model: type[Tracked]) -> Iterator[str]:
    """How the rows of a model differ from the newest rows of their history, one line for each."""
    history: Any = model.history.model  # type: ignore[attr-defined]  # made by simple-history
    newest = history.objects.values("id").annotate(newest=Max("history_id")).values("newest")
    latest = {row.id: row for row in history.objects.filter(history_id__in=newest).iterator()}
    fields = [field.attname for field in model._meta.concrete_fields]
    for row in model._default_manager.order_by("pk").iterator():
        name, noted = f"{model.__name__} {row.pk}", latest.pop(row.pk, None)
        if noted is None:
            yield f"{name}: has no history"
        elif noted.history_type == "-":
            yield f"{name}: was deleted, says its history"
        else:
            changed = [field for field in fields if getattr(row, field) != getattr(noted, field)]
            if isinstance(row, AgendaItem) and row.typed_by_id and not row.meeting.protocols.approved().exists():
                changed = [field for field in changed if field not in _TYPED]  # its history follows at a checkpoint
            yield from (f"{name}: {field} differs from its history" for field in changed)
    for pk, noted in sorted(latest.items()):
        if noted.history_type != "-":
            yield f"{model.__name__} {pk}: is gone, but its history does not say that it was deleted"
