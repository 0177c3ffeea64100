"""What a text can say: prose, decisions, tasks, working groups and notes, as frozen values.

Two blocks are equal when they say the same; where they stand in a text does not count.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from meetings.text import dates


class Outcome(StrEnum):
    """How an item, or one decision of it, ended."""

    APPROVED = "approved"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    TABLED = "tabled"
    REFERRED_BACK = "referred_back"
    NOTED = "noted"
    FILED = "filed"
    ELECTED = "elected"
    STATEMENT = "statement"
    HANDED_OVER = "handed_over"
    DISCHARGED = "discharged"
    WITHDRAWN = "withdrawn"
    NOT_REACHED = "not_reached"


class TargetKind(StrEnum):
    """When a tabled matter is to come again."""

    NEXT_MEETING = "next_meeting"
    DAY = "day"
    GROUP = "group"
    UNTIL_FURTHER = "until_further"


class NoteKind(StrEnum):
    """What a note for the protocol is about."""

    DISQUALIFICATION = "disqualification"  # jäv
    RESERVATION = "reservation"
    ADJOURNMENT = "adjournment"  # ajournering: the meeting pauses
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Target:
    """Until when a matter is tabled. `text` is as written: "nästa möte", "5 november", "arbetsgruppen redovisar".

    Of the kind `DAY`, `day` is None where the words name no day of the calendar: "mötet i september".
    """

    kind: TargetKind
    day: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a block stands: offsets in characters, lines counted from 0.

    `source` holds every character that belongs to the block, the empty lines around it too, so that the sources of
    all blocks together are the text. From `start` up to `end` stand the words themselves.
    """

    source: str = field(default="", compare=False, repr=False)
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)
    first_line: int = field(default=0, compare=False)
    last_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Prose(Place):
    """Paragraphs, lists, sub-headings and tables: Markdown, as written."""

    source: str = ""


@dataclass(frozen=True, slots=True)
class WrittenDecision(Place):
    """One decision. `sentence` is what is printed, without the word "Beslut:" and in plain words."""

    outcome: Outcome
    sentence: str
    target: Target | None = None
    reason: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class WrittenAction(Place):
    """One task: who (names without @), for whom, until when (`due_text` is as written)."""

    what: str
    responsible: tuple[str, ...] = ()
    to_whom: str = ""
    due_on: date | None = None
    due_text: str = ""

    @property
    def is_due_next_meeting(self) -> bool:
        """Whether it is due when the council meets again: "senast nästa möte", "till nästa gång"."""
        return dates.is_next_meeting(self.due_text.removeprefix("på ").removeprefix("till ").removeprefix("vid "))


@dataclass(frozen=True, slots=True)
class WrittenGroup(Place):
    """A working group. The convener, if there is one, stands among the members too."""

    members: tuple[str, ...]
    convener: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class WrittenNote(Place):
    """A note for the protocol: disqualification, reservation, adjournment, information."""

    kind: NoteKind
    text: str


Block = Prose | WrittenDecision | WrittenAction | WrittenGroup | WrittenNote
