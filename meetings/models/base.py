"""What all rows share: those that are tracked while they are written, and those that never change."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from meetings.models import clock

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

_acting: ContextVar[int | None] = ContextVar("id of the member who takes the step", default=None)


@contextmanager
def acting_as(member: models.Model | None) -> Iterator[None]:
    """Let the history of what is saved inside name this member; None is the system itself."""
    token = _acting.set(member.pk if member else None)
    try:
        yield
    finally:
        _acting.reset(token)


class BypassError(TypeError):
    """A programmer's error: a way of writing that would leave no history, or would change what is frozen."""


class StaleRowError(RuntimeError):
    """Somebody else has saved the row since it was read: nothing was overwritten."""


class GuardedQuerySet(models.QuerySet[M_co]):
    """For reading. Writing is one row at a time, with save(): whatever leaves no history is refused."""

    def _refuse(self) -> NoReturn:
        message = f"{self.model.__name__} is written one row at a time, so that its history is kept."
        raise BypassError(message)

    def update(self, **_values: Any) -> int:  # noqa: ANN401 - Django's own signature
        """Refused: it writes no history."""
        self._refuse()

    def bulk_create(self, *_args: object, **_options: object) -> NoReturn:
        """Refused: it writes no history."""
        self._refuse()

    def bulk_update(self, *_args: object, **_options: object) -> NoReturn:
        """Refused: it writes no history."""
        self._refuse()

    def delete(self) -> NoReturn:
        """Refused: rows are deleted one at a time."""
        self._refuse()


class HistoryEntry(models.Model):
    """One row of the drafting history: also says which member saved it."""

    history_member_id = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Tracked(models.Model):
    """A row that is written and rewritten, whose every saved state stays in its history.

    `row_version` counts the saves. A save of a row that somebody else has saved since it was read
    is refused with StaleRowError, on both databases: nobody silently loses another's text.
    """

    row_version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(bases=[HistoryEntry], inherit=True)  # type: ignore[no-untyped-call]  # has no types
    objects: ClassVar = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Save every field, counting the save."""
        if options.get("update_fields") is not None:
            message = "A tracked row is saved whole: a partial save writes a false history row."
            raise BypassError(message)
        if not self._state.adding:
            self.row_version += 1
        super().save(*args, **options)

    def _do_update(self, base_qs: models.QuerySet[Any], *args: Any) -> Any:  # noqa: ANN401 - Django's own signature
        # The one place where Django writes an existing row: only the version that was read may be replaced.
        adding = self._state.adding
        updated = super()._do_update(base_qs.filter(row_version=self.row_version - 1), *args)
        if not updated and not adding:
            self.row_version -= 1
            message = f"{type(self).__name__} {self.pk} was saved by somebody else."
            raise StaleRowError(message)
        return updated


class FrozenQuerySet(GuardedQuerySet[M_co]):
    """Reading what never changes."""

    def _refuse(self) -> NoReturn:
        message = f"{self.model.__name__} is never changed or deleted."
        raise BypassError(message)


class Frozen(models.Model):
    """A row that is written once: what was sent, answered, published or noted.

    Held three times: here, in the QuerySet, and by a trigger in the database (`immutability`). Should a row be changed
    all the same, its seal tells: the sha256 of everything else in it.
    """

    seal = models.CharField(max_length=64, editable=False)

    # Fields with a fingerprint of their own, which the seal leaves out.
    unsealed: ClassVar[frozenset[str]] = frozenset()

    objects: ClassVar = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Insert the row; a second save is refused."""
        if not self._state.adding:
            message = f"{type(self).__name__} {self.pk} is never changed."
            raise BypassError(message)
        self.seal = self.sealed()
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:  # noqa: ANN401 - Django's own signature
        """Refused."""
        message = f"{type(self).__name__} {self.pk} is never deleted."
        raise BypassError(message)

    def sealed(self) -> str:
        """The seal that the row as it is now would have."""
        fields = [one for one in self._meta.concrete_fields if not one.primary_key and one.name != "seal"]
        words = [(one.attname, _plain(getattr(self, one.attname))) for one in fields if one.name not in self.unsealed]
        return hashlib.sha256(json.dumps(sorted(words), ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> str:
    """A value in words that are the same before it is stored and after."""
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case bool() | int():
            return str(int(value))
        case _:
            return str(value)


class PeriodQuerySet(GuardedQuerySet[M_co]):
    """Rows that hold from a day until a day."""

    def on(self, day: Any) -> "PeriodQuerySet[M_co]":  # noqa: ANN401 - a date, or an expression giving one
        """Those that hold on that day."""
        return self.filter(from_on__lte=day).filter(models.Q(until_on=None) | models.Q(until_on__gte=day))


class Period(Tracked):
    """Something that holds from a day until and including a day, or still."""

    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"), null=True, blank=True)

    objects: ClassVar = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="%(class)s_ends_after_it_begins",
            )
        ]


def pair(at: str, by: str, *, name: str) -> models.CheckConstraint:
    """Say that who and when come together: both empty or both set."""
    both = models.Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
    neither = models.Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return models.CheckConstraint(condition=both | neither, name=name)


@receiver(pre_create_historical_record)
def note_who_and_when(*, history_instance: Any, history_user: object = None, **_: object) -> None:  # noqa: ANN401 - a generated model
    """Let a history row say which member saved, at the council's clock."""
    acting = _acting.get()
    history_instance.history_member_id = acting or getattr(getattr(history_user, "member", None), "pk", None)
    history_instance.history_date = clock.now()
