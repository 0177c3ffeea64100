"""How the lines of an item are read: what each block is called and says, and what is asked about the text."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import assert_never

from django.utils.translation import gettext as _

from meetings import text
from meetings.documents import days
from meetings.models import AgendaItem, Member, outcome_label
from meetings.procedure.seating import People
from meetings.text import NoteKind, Outcome, Suggestion, SuggestionKind
from meetings.web.secretary import people

# Words that make a line mean something where the rest of it is as it should be: a colon, a day that exists.
_ALMOST = re.compile(
    r"(?:beslut|uppdrag|arbetsgrupp|bordläggs|återremitteras|väljs|utses|hänskjuts|överlämnas)\b", re.IGNORECASE
)
_MOST_LINES, _MOST_ASKED = 200, 20  # an item holds no more decisions, and nobody answers more questions at once
_TONES = {Outcome.TABLED: "tabled", Outcome.NOT_REACHED: "tabled", Outcome.REFERRED_BACK: "tabled"}


@dataclass(frozen=True, slots=True)
class Line:
    """One block as it is read, on these lines of the text. `lacks` says what it cannot do without.

    `fields` are what can be changed in it without writing the line: name, label and value of each.
    """

    tone: str
    symbol: str
    word: str
    says: str
    details: list[str] = field(default_factory=list)
    lacks: str = ""
    number: int | None = None
    first: int = 0
    last: int = 0
    fields: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name written with @ that nobody bears, and who may be meant."""

    name: str
    member: Member | None
    places: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read, and what is asked about it."""

    lines: list[Line]
    unknown: list[UnknownName]
    suggestions: list[Suggestion]

    @property
    def blocks(self) -> list[Line]:
        """The lines that mean something; not those that only begin as if they did."""
        return [one for one in self.lines if one.number is not None]

    @property
    def phrases(self) -> list[tuple[Suggestion, str, str]]:
        """The loose phrases, each with its question and the word on its button."""
        return [(one, *_asked(one.kind)) for one in self.suggestions]

    @property
    def marks(self) -> list[tuple[int, int, str]]:
        """What is underlined in the text: from, to, and why."""
        names = [(start, end, "unknown") for one in self.unknown for start, end in one.places]
        return sorted([*names, *((one.start, one.end, "loose") for one in self.suggestions)])


def read(words: str, item: AgendaItem, known: People) -> Reading:
    """Read a text as that of an item: as it stands, or as somebody types it."""
    day = item.meeting.held_on
    names = [member.name for member in known]
    suggestions = text.suggestions(words, people=names, day=day)
    return Reading(lines(words, day)[:_MOST_LINES], unknown_names(words, known), list(suggestions[:_MOST_ASKED]))


def lines(words: str, day: date) -> list[Line]:
    """Every block but prose, in order; of the prose, the lines that begin as if they meant something."""
    found: list[Line] = []
    for number, block in enumerate(text.parse(words, day=day)):
        if isinstance(block, text.Prose):
            almost = (line.strip() for line in block.source.splitlines() if _ALMOST.match(line.strip()))
            found += [Line("info", "question", _("Read as text"), line[:200]) for line in almost]
        else:
            found.append(replace(_line(block), number=number, first=block.first_line, last=block.last_line))
    return found


def _line(block: text.WrittenDecision | text.WrittenAction | text.WrittenGroup | text.WrittenNote) -> Line:
    match block:
        case text.WrittenDecision():
            tone, details, lacks = _decision(block)
            fields = [("sentence", _("As it stands in the minutes"), block.sentence)]
            word = outcome_label(block.outcome)
            return Line(tone, tone, word, block.sentence, details, lacks, fields=fields)
        case text.WrittenAction():
            who = ", ".join(block.responsible)
            details = [who, block.to_whom and _("to %(whom)s") % {"whom": block.to_whom}, _due(block)]
            lacks = "" if who else _("Nobody is responsible. Write @ and a name.")
            if not block.due_on and any(sign.isdigit() for sign in block.due_text):
                lacks = _("There is no such day. Write it as 2026-11-05.")
            fields = [
                ("what", _("What"), block.what),
                ("who", _("Responsible"), who),
                ("whom", _("To whom"), block.to_whom),
                ("due", _("Due"), block.due_text),
            ]
            said = [one for one in details if one]
            return Line("action", "action", _("Action"), block.what, said, lacks, fields=fields)
        case text.WrittenGroup():
            convener = _("convener %(name)s") % {"name": block.convener} if block.convener else ""
            others = [name for name in block.members if name != block.convener]
            fields = [
                ("members", _("Members"), ", ".join(others)),
                ("convener", _("Convener"), block.convener),
                ("what", _("Task"), block.what),
            ]
            said = [one for one in (block.what, convener) if one]
            return Line("action", "group", _("Working group"), ", ".join(others), said, fields=fields)
        case text.WrittenNote():
            return Line("info", "info", _note(block.kind), block.text)
    assert_never(block)


def _decision(block: text.WrittenDecision) -> tuple[str, list[str], str]:
    """Its tone, what stands beside its sentence, and what it lacks."""
    tone = _TONES.get(block.outcome, "decision")
    target = block.target.text if block.target else ""
    until = _("until %(target)s") % {"target": target} if target and target not in block.sentence else ""
    lacks = ""
    if block.outcome is Outcome.REFERRED_BACK and not block.reason:
        lacks = _("Say why, as “Återremitteras: reason”.")
    elif block.outcome is Outcome.HANDED_OVER and not block.recipient:
        lacks = _("Say to whom.")
    details = [one for one in (until, block.reason, block.recipient) if one and one not in block.sentence]
    return tone, details, lacks


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


def _asked(kind: SuggestionKind) -> tuple[str, str]:
    match kind:
        case SuggestionKind.DECISION:
            return _("Is it a decision?"), _("Make it a decision")
        case SuggestionKind.ACTION:
            return _("Is it an action?"), _("Make it an action")
        case SuggestionKind.GROUP:
            return _("Is it a working group?"), _("Make it a working group")
    assert_never(kind)


def unknown_names(words: str, known: People) -> list[UnknownName]:
    """Names written with @ that nobody on the council bears, each with who may be meant."""
    places: dict[str, list[tuple[int, int]]] = {}
    for found in text.find_names(words):
        places.setdefault(found.name, []).append((found.start, found.end))
    asked = islice((name for name in places if not known.bearing(name)), _MOST_ASKED)
    return [UnknownName(name, member, places[name]) for name, member in people.unknown(asked, known)]
