"""What was found in a protocol: frozen, as printed, before anything becomes a row.

A field that the document does not state is None or empty. `line` is the line of the document, counted from 1.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from meetings.text import Outcome

Question = Literal[
    "pairing",  # names and organisations stand in two runs; nothing proves which belongs to whom
    "missing_comma",  # four words in a list of two-word names were read as two persons
    "absent_by_difference",  # called, but not among those present
    "year",  # a day without a year was placed in the year after the meeting's day
    "unread",  # a line of the attendance that could not be read as a person
    "number_gap",  # a number is missing between two items
    "too_long",  # longer than any protocol: not read
]


@dataclass(frozen=True)
class Doubt:
    """Something the secretary should look at, with the words it is about."""

    line: int
    question: Question
    about: str = ""


@dataclass(frozen=True)
class ParsedPerson:
    """A person as printed in the attendance. `proposed_group` stood beside the name, but nothing proves the pair."""

    name: str
    side: str | None = None
    group: str | None = None
    party: str | None = None
    role: str | None = None
    span: str | None = None
    line: int = 0
    proposed_group: str | None = None


@dataclass(frozen=True)
class ParsedOwner:
    """Who takes on what: `who` are the names as printed, joined by commas or "och"."""

    who: str
    what: str
    line: int = 0


@dataclass(frozen=True)
class ParsedGroup:
    """A working group that the item forms, and what it is formed for, as printed."""

    members: tuple[str, ...]
    convener: str | None = None
    line: int = 0
    what: str = ""


@dataclass(frozen=True)
class ParsedItem:
    """An item of the agenda. `text` is the item in the written language; `outcome` is None where none is stated."""

    number: str | None
    title: str
    text: str = ""
    outcome: Outcome | None = None
    outcome_text: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    owners: tuple[ParsedOwner, ...] = ()
    working_group: ParsedGroup | None = None
    tabled_to: str | None = None
    line: int = 0


@dataclass(frozen=True)
class ParsedSpan:
    """A part of the day with a name of its own, such as the pre-meeting."""

    name: str
    start: dt.time
    end: dt.time | None = None


@dataclass(frozen=True)
class ParsedNextMeeting:
    """The next meeting's day, and the sentence that states it."""

    day: dt.date
    text: str
    line: int = 0


@dataclass(frozen=True)
class ParsedProtocol:
    """Everything found in one document."""

    title: str = ""
    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    place: str | None = None
    chair: str | None = None
    secretary: str | None = None
    adjusters: tuple[str, ...] = ()
    pre_meeting: ParsedSpan | None = None
    is_minutes: bool = False
    attendees: tuple[ParsedPerson, ...] = ()
    absent: tuple[ParsedPerson, ...] = ()
    items: tuple[ParsedItem, ...] = ()
    next_meeting: ParsedNextMeeting | None = None
    doubts: tuple[Doubt, ...] = field(default=())
