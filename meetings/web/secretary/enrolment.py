"""What a list of people would do, row by row, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.documents import days
from meetings.importing.roster import COLUMNS, Roster
from meetings.procedure import enrolling
from meetings.procedure.placing import Wanted

_TONES = {"error": "error", "question": "tabled", "new": "action", "changed": "correction", "same": "decision"}
_SYMBOLS = {"question": "question", "new": "plus", "same": "check"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: what becomes of it, and everything that is to be said."""

    number: int
    name: str
    kind: str
    changes: list[enrolling.Change] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        """What becomes of it, in a word."""
        return {
            "error": _("Wrong"),
            "question": _("Question"),
            "new": _("New person"),
            "changed": _("Changed"),
            "same": _("As before"),
        }[self.kind]

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return _TONES[self.kind]

    @property
    def symbol(self) -> str:
        """Its shape, where it is not the tone's own."""
        return _SYMBOLS.get(self.kind, "")


def rows(roster: Roster, plan: enrolling.Plan) -> list[Row]:
    """Every row, what has to be looked at first."""
    faulty: dict[int, Row] = {}
    for fault in roster.faults:
        row = faulty.setdefault(fault.row, Row(fault.row, fault.name, "error"))
        row.faults.append(f"{fault.column}: {fault.text}" if fault.column else fault.text)
    found = list(faulty.values())
    found += [_row(line) for line in plan.lines]
    return sorted(found, key=lambda row: (list(_TONES).index(row.kind), row.number))


def count(found: Iterable[Row]) -> list[tuple[str, str, str, int]]:
    """How many rows there are of each kind: colour, shape, word and number."""
    kinds: dict[str, list[Row]] = {}
    for row in found:
        kinds.setdefault(row.kind, []).append(row)
    return [(same[0].tone, same[0].symbol, same[0].word, len(same)) for same in kinds.values()]


def _row(line: enrolling.Line) -> Row:
    entry = line.entry
    if len(line.ways) > 1:
        words = [*line.ways[0].notes] if not line.is_question else []
        return Row(entry.row, entry.name, "question", words=words)
    way = line.ways[0]
    faults = [f"{COLUMNS[one.place]}: {one.text}" if one.place in COLUMNS else one.text for one in way.objections]
    kind = "error" if faults else "new" if way.member is None else "same" if way.does_nothing else "changed"
    return Row(entry.row, entry.name, kind, _named(way), [*_given(way.wanted), *way.notes], faults)


def _named(way: enrolling.Way) -> list[enrolling.Change]:
    return [
        enrolling.Change(COLUMNS[one.what], one.old or "–", one.new, one.value) for one in (*way.contact, *way.changes)
    ]


def _given(wanted: Wanted | None) -> Iterable[str]:
    """What a new mandate is, and what is made for it."""
    if wanted is None:
        return
    until = _("to %(day)s") % {"day": days.full(wanted.until)} if wanted.until else ""
    since = _("from %(day)s") % {"day": days.full(wanted.begins)}
    whom = wanted.organisation or wanted.side
    yield ", ".join(filter(None, [str(wanted.role.label), whom, " ".join(filter(None, [since, until]))]))
    made = (
        _("new side: %(name)s") % {"name": wanted.side} if wanted.is_new_side else "",
        _("new organisation: %(name)s") % {"name": wanted.organisation} if wanted.is_new_organisation else "",
        _("a new seat") if wanted.is_new_seat else "",
    )
    yield from filter(None, made)


def choice(way: enrolling.Way) -> str:
    """One answer to who it is, with what would become of the row then."""
    changes = [f"{one.what} {one.old} → {one.new}" for one in _named(way)]
    then = "; ".join([*changes, *_given(way.wanted), *way.notes, *(one.text for one in way.objections)])
    who = _("The same person: %(name)s") % {"name": way.member} if way.member else _("Somebody new")
    return f"{who} ({then})" if then else who


def said(done: enrolling.Done) -> str:
    """How much was read in."""
    if not (done.new or done.changed):
        return _("Everything in the list stands in the register already. Nothing was changed.")
    new = ngettext("One new person.", "%(count)s new people.", done.new) % {"count": done.new}
    changed = ngettext("One person changed.", "%(count)s people changed.", done.changed) % {"count": done.changed}
    return " ".join(filter(None, [_("Read in."), new if done.new else "", changed if done.changed else ""]))
