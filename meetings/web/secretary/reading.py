"""How the lines of an item are read: what each block is called, says, and whom it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from django.utils.translation import gettext as _

from meetings import text
from meetings.documents import days
from meetings.models import AgendaItem, Member, outcome_label
from meetings.procedure.seating import People
from meetings.text import NoteKind, Outcome
from meetings.web.secretary import people

# Words that make a line mean something where the rest of it is as it should be: a colon, a day that exists.
_ALMOST = re.compile(
    r"(?:beslut|uppdrag|arbetsgrupp|bordläggs|återremitteras|väljs|utses|hänskjuts|överlämnas)\b", re.IGNORECASE
)
_TONES = {Outcome.TABLED: "tabled", Outcome.NOT_REACHED: "tabled", Outcome.REFERRED_BACK: "tabled"}


@dataclass(frozen=True, slots=True)
class Line:
    """One block as it is read. `lacks` says what it cannot do without."""

    tone: str
    symbol: str
    word: str
    says: str
    details: list[str] = field(default_factory=list)
    lacks: str = ""


def lines(item: AgendaItem) -> list[Line]:
    """Every block but prose, in order; of the prose, the lines that begin as if they meant something."""
    found: list[Line] = []
    for block in text.parse(item.text, day=item.meeting.held_on):
        if isinstance(block, text.Prose):
            almost = (line.strip() for line in block.source.splitlines() if _ALMOST.match(line.strip()))
            found += [Line("info", "question", _("Read as text"), line[:200]) for line in almost]
        else:
            found.append(_line(block))
    return found


def _line(block: text.WrittenDecision | text.WrittenAction | text.WrittenGroup | text.WrittenNote) -> Line:
    match block:
        case text.WrittenDecision():
            return _decision(block)
        case text.WrittenAction():
            who = ", ".join(block.responsible)
            details = [who, block.to_whom and _("to %(whom)s") % {"whom": block.to_whom}, _due(block)]
            lacks = "" if who else _("Nobody is responsible. Write @ and a name.")
            if not block.due_on and any(sign.isdigit() for sign in block.due_text):
                lacks = _("There is no such day. Write it as 2026-11-05.")
            return Line("action", "action", _("Action"), block.what, [one for one in details if one], lacks)
        case text.WrittenGroup():
            convener = _("convener %(name)s") % {"name": block.convener} if block.convener else ""
            details = [one for one in (block.what, convener) if one]
            others = [name for name in block.members if name != block.convener]
            return Line("action", "group", _("Working group"), ", ".join(others), details)
        case text.WrittenNote():
            return Line("info", "info", _note(block.kind), block.text)
    assert_never(block)


def _decision(block: text.WrittenDecision) -> Line:
    tone = _TONES.get(block.outcome, "decision")
    target = block.target.text if block.target else ""
    until = _("until %(target)s") % {"target": target} if target and target not in block.sentence else ""
    lacks = ""
    if block.outcome is Outcome.REFERRED_BACK and not block.reason:
        lacks = _("Say why, as “Återremitteras: reason”.")
    elif block.outcome is Outcome.HANDED_OVER and not block.recipient:
        lacks = _("Say to whom.")
    details = [one for one in (until, block.reason, block.recipient) if one and one not in block.sentence]
    return Line(tone, tone, outcome_label(block.outcome), block.sentence, details, lacks)


def _due(block: text.WrittenAction) -> str:
    if block.due_on:
        return _("by %(day)s") % {"day": days.full(block.due_on)}
    return _("by %(day)s") % {"day": block.due_text} if block.due_text else ""


def _note(kind: NoteKind) -> str:
    match kind:
        case NoteKind.DISQUALIFICATION:
            return _("Conflict of interest")
        case NoteKind.RESERVATION:
            return _("Reservation")
        case NoteKind.ADJOURNMENT:
            return _("Adjournment")
        case NoteKind.INFORMATION:
            return _("Information")
    assert_never(kind)


def unknown_names(item: AgendaItem) -> list[tuple[str, Member | None]]:
    """Names written with @ that nobody on the council bears, each with who may be meant."""
    named = list(_names(item))
    return people.unknown(named, People(item.meeting)) if named else []


def _names(item: AgendaItem) -> Iterator[str]:
    for block in text.parse(item.text, day=item.meeting.held_on):
        match block:
            case text.WrittenAction():
                yield from block.responsible
            case text.WrittenGroup():
                yield from block.members
            case text.Prose():
                yield from text.names(block.source)
            case text.WrittenDecision() | text.WrittenNote():
                pass
