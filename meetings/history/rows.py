"""The history of rows: who saved them, when, and what changed, one event for each save that changed something."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from meetings.history.values import Event, Names, changes
from meetings.models import Member

Saved = Any  # a row of a history, whose class simple-history makes


def of_row(row: models.Model) -> list[Event]:
    """Every saved state of a tracked row, the latest first."""
    saved = list(saved_rows(type(row)).filter(id=row.pk))
    members = members_of(state.history_member_id for state in saved)
    return sorted(events(saved, members, Names(saved)), key=lambda event: event.at, reverse=True)


def last_saved(row: models.Model) -> tuple[Member | None, Saved]:
    """Who saved a row last, and the state they saved."""
    latest = saved_rows(type(row)).filter(id=row.pk).order_by("-history_date", "-history_id").first()
    found = members_of([latest.history_member_id] if latest else [])
    return (found.get(latest.history_member_id) if latest else None), latest


def saved_rows(model: type[models.Model]) -> "models.Manager[Any]":
    """Every state of a tracked model's rows that was ever saved."""
    manager: models.Manager[Any] = model.history  # type: ignore[attr-defined]  # simple-history adds it
    return manager


def members_of(pks: Iterable[int | None]) -> dict[int | None, Member]:
    """The people behind the numbers that a history keeps."""
    found = Member.objects.filter(pk__in={pk for pk in pks if pk is not None})
    return {member.pk: member for member in found}


def events(saved: Iterable[Saved], members: dict[int | None, Member], names: Names) -> Iterator[Event]:
    """An event for each save that changed something, row by row."""
    ordered = sorted(saved, key=lambda row: (row._meta.label, row.id, row.history_date, row.history_id))
    for _row, states in groupby(ordered, key=lambda row: (row._meta.label, row.id)):
        before: Saved = None
        for state in states:
            changed = () if state.history_type == "-" else changes(before, state, names)
            if changed or state.history_type == "-":
                yield _save(state, changed, members)
            before = state


def _save(state: Saved, changed: tuple[Any, ...], members: dict[int | None, Member]) -> Event:
    kind = state.instance_type
    wording = {"+": _("%(kind)s: added"), "~": _("%(kind)s: changed"), "-": _("%(kind)s: taken away")}
    return Event(
        at=state.history_date,
        member=members.get(state.history_member_id),
        code=f"{kind._meta.model_name}{state.history_type}",
        what=wording[state.history_type] % {"kind": _capital(str(kind._meta.verbose_name))},
        about=_about(state),
        changes=changed,
    )


def _about(state: Saved) -> str:
    """Which item or person: its own words, without another query."""
    for name in ("title", "printed_name", "name", "sentence", "what"):
        value = getattr(state, name, "")
        if value:
            return str(value)[:120]
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
