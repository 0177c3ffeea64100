"""Underlag till verksamhetsberättelsen: a council's meetings, attendance, decisions, matters and actions for a period.

Only from protocols whose text stands and is not taken away, as they would be read in public: what an edition withholds
is withheld here too, and confidential items are left out and counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from meetings import access
from meetings.documents import build, html, labels
from meetings.documents.structure import Item, Paper
from meetings.models import ActionItem, AgendaItem, Council, Meeting, MeetingStatus, Member, Protocol, Publication

Hidden = set[tuple[int, str]]  # items marked as confidential by now: meeting and anchor


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting of the period, as its protocol tells it."""

    meeting: Meeting
    paper: Paper
    items: tuple[Item, ...]
    left_out: int

    @property
    def sides(self) -> list[html.Side]:
        """Who was there, side by side."""
        return [side for side in html.sides(self.paper) if side.total]

    @property
    def sums(self) -> dict[str, int]:
        """How many decisions, tabled matters and actions."""
        return html.sums(self.items)

    @property
    def decided(self) -> list[tuple[str, str, list[str]]]:
        """The items that decided something: number, title and the decisions that `sums` counts, as printed."""
        found = ((one, _decided(one)) for one in self.items if not one.is_formal)
        return [(self.number(one), one.title, sentences) for one, sentences in found if sentences]

    def number(self, item: Item) -> str:
        """§ 4, or item 4, as the council calls it."""
        return labels.number(item, self.paper.head.label)


@dataclass(slots=True)
class Present:
    """A side of the table over all meetings: seats taken, of how many."""

    name: str
    present: int = 0
    total: int = 0

    @property
    def share(self) -> int:
        """Of a hundred."""
        return round(100 * self.present / self.total) if self.total else 0


@dataclass(slots=True)
class Taken:
    """A matter that was taken up: its title as it was last called, where, and how it ended last."""

    title: str = ""
    places: list[tuple[Meeting, str]] = field(default_factory=list)
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """All of it."""

    held: list[Held]
    waiting: list[Meeting]
    actions: list[ActionItem]

    @property
    def left_out(self) -> int:
        """How many confidential items nothing is told of."""
        return sum(one.left_out for one in self.held)

    @property
    def sums(self) -> dict[str, int]:
        """The meetings' sums together."""
        return {name: sum(one.sums[name] for one in self.held) for name in ("decisions", "tabled", "actions")}

    @property
    def sides(self) -> list[Present]:
        """Attendance by side, over all meetings."""
        found: dict[str, Present] = {}
        for side in (side for one in self.held for side in one.sides):
            total = found.setdefault(side.name, Present(side.name))
            total.present += side.present
            total.total += side.total
        return list(found.values())

    @property
    def matters(self) -> list[Taken]:
        """What was taken up, in the order it first was; an item without a matter stands for itself."""
        found: dict[str, Taken] = {}
        for one in self.held:
            for item in one.items:
                if not item.is_formal and item.kind not in _NO_MATTER:
                    matter = found.setdefault(item.matter or f"{one.meeting.pk} {item.anchor}", Taken())
                    matter.title, matter.outcomes = item.title, _words(item)
                    matter.places.append((one.meeting, one.number(item)))
        return list(found.values())


_NO_MATTER = {"actions", "other_business", "heading"}


def _decided(item: Item) -> list[str]:
    return [block.sentence for block in item.decisions if html.tone(block.outcome) == "decision"]


def _words(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels.outcome(block.outcome) for block in item.decisions))


def basis(member: Member, council: Council, *, from_on: date, until_on: date) -> Basis:
    """What a council did from one day until another, both counted, as far as its protocols are approved."""
    meetings = access.meetings_to_read(member).filter(council=council, held_on__range=(from_on, until_on))
    found = Protocol.objects.main().standing().filter(meeting__in=meetings).order_by("meeting__held_on", "pk")
    protocols = list(found.select_related("meeting__council", "approved_version__content"))
    held = list(_held(protocols))
    closed = meetings.filter(status=MeetingStatus.CLOSED).exclude(pk__in=[one.meeting_id for one in protocols])
    return Basis(held, list(closed.order_by("held_on", "pk")), _actions(member, held))


def _held(protocols: Iterable[Protocol]) -> Iterable[Held]:
    """Each protocol's meeting. What is withheld and what is confidential is asked of all of them at once."""
    withheld = _withheld(protocols)
    marked = AgendaItem.objects.filter(meeting__in=[one.meeting_id for one in protocols], is_confidential=True)
    hidden = set(marked.values_list("meeting", "anchor"))
    for one in protocols:
        assert one.approved_version is not None, "what is approved says what"
        paper = build.read(one.approved_version, withheld=withheld.get(one.pk))
        items = tuple(item for item in paper.items if not _is_hidden(item, one, hidden))
        yield Held(one.meeting, paper, items, len(paper.items) - len(items))


def _is_hidden(item: Item, protocol: Protocol, hidden: Hidden) -> bool:
    return item.confidential or item.is_masked or (protocol.meeting_id, item.anchor) in hidden


def _withheld(protocols: Iterable[Protocol]) -> Mapping[int, dict[str, str]]:
    """What the newest edition of each leaves out."""
    editions = Publication.objects.editions().filter(protocol__in=[one.pk for one in protocols]).order_by("sequence")
    return {one.protocol_id: build.withheld(one) for one in editions}


def _actions(member: Member, held: Iterable[Held]) -> list[ActionItem]:
    """Tasks that the meetings gave, as their protocols print them, with where they stand today."""
    printed = {
        (one.meeting.pk, item.anchor, block.sentence) for one in held for item in one.items for block in item.actions
    }
    found = access.actions_to_follow(member).filter(item__meeting__in=[one.meeting.pk for one in held])
    ordered = found.order_by("item__meeting__held_on", "item__position", "position").prefetch_related("responsible")
    return [one for one in ordered if (one.item.meeting_id, one.item.anchor, one.what) in printed]
