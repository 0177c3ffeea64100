"""What an event is made of: a field's old value and new, as words, with long texts cut to what changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents import days
from meetings.documents.structure import WITHHELD
from meetings.models import AgendaItem, Member, Protocol, outcome_label
from meetings.text import Outcome

_MOST_PARAGRAPHS = 200  # comparing more takes seconds; the whole is shown instead, cut
_MOST_SHOWN = 2000  # characters of one value

# Bookkeeping, not anybody's words.
_UNSAID = frozenset({"id", "row_version", "sort_name", "anchor", "position", "key", "version", "source", "part"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it said and what it says now; "" for nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, who did it (None is the system), what, and what changed.

    `code` is the step, or the kind of row with how it changed; `about` says which item or person.
    """

    at: datetime
    member: Member | None
    code: str
    what: str
    about: str = ""
    reason: str = ""
    changes: tuple[Change, ...] = field(default=())

    @property
    def is_step(self) -> bool:
        """Whether a step was taken; otherwise somebody worked on the draft."""
        return not self.code.endswith(("+", "~", "-"))


class Names:
    """What foreign keys point to, looked up all at once: one query for each model.

    Of the items in `hidden` only that they are there.
    """

    def __init__(self, rows: Iterable[models.Model], *, hidden: Collection[int] = ()) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for row in rows:
            for column in row._meta.concrete_fields:
                if isinstance(column, models.ForeignKey) and not _is_bookkeeping(column):
                    pk = getattr(row, column.attname)
                    if pk is not None:
                        wanted[_target(column)].add(pk)
        self._found: dict[tuple[type[models.Model], int], str] = {
            (model, one.pk): str(one) for model, pks in wanted.items() for one in _rows(model, pks)
        }
        self._found |= {(AgendaItem, pk): WITHHELD for pk in hidden}

    def name(self, column: "models.ForeignKey[Any, Any]", pk: int | None) -> str:
        """What a key points to, as words; a row that is gone is said by its number."""
        return "" if pk is None else self._found.get((_target(column), pk), f"#{pk}")


def _rows(model: type[models.Model], pks: set[int]) -> Iterable[models.Model]:
    found = model._default_manager.filter(pk__in=pks)
    return found.select_related("meeting__council") if model is Protocol else found


def _target(column: "models.ForeignKey[Any, Any]") -> type[models.Model]:
    return column.remote_field.model


def _is_bookkeeping(column: "models.Field[Any, Any]") -> bool:
    return column.name in _UNSAID or column.name.startswith("history_")


def changes(old: models.Model | None, new: models.Model, names: Names) -> tuple[Change, ...]:
    """The fields that differ between two rows of a history, in the model's order."""
    found = []
    for column in new._meta.concrete_fields:
        if _is_bookkeeping(column):
            continue
        was = _words(column, getattr(old, column.attname), names) if old else ""
        becomes = _words(column, getattr(new, column.attname), names)
        if was != becomes:
            label = str(column.verbose_name)
            found.append(Change(label, *changed_paragraphs(was, becomes)))
    return tuple(found)


def _words(column: "models.Field[Any, Any]", value: Any, names: Names) -> str:  # noqa: ANN401 - whatever a column holds
    if isinstance(column, models.ForeignKey):
        return names.name(column, value)
    if column.name == "outcome" and value in set(Outcome):
        return outcome_label(Outcome(value))
    return _plain(dict(column.flatchoices).get(value, value))


def _plain(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    """A value as a person writes it."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return timezone.localtime(value).strftime("%Y-%m-%d %H.%M")
        case date():
            return days.full(value)
        case time():
            return value.strftime("%H.%M")
    return str(value)


def changed_paragraphs(old: str, new: str) -> tuple[str, str]:
    """Only the paragraphs that differ, each side cut to what can be read."""
    before, after = old.split("\n"), new.split("\n")
    if 1 < max(len(before), len(after)) <= _MOST_PARAGRAPHS:
        matches = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        changed = [code for code in matches if code[0] != "equal"]
        old = "\n".join(line for _tag, i1, i2, _j1, _j2 in changed for line in before[i1:i2])
        new = "\n".join(line for _tag, _i1, _i2, j1, j2 in changed for line in after[j1:j2])
    return _cut(old.strip("\n")), _cut(new.strip("\n"))


def _cut(value: str) -> str:
    return value if len(value) <= _MOST_SHOWN else value[:_MOST_SHOWN].rstrip() + " …"
