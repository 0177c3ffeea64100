"""What happened after the meeting: only from publications and sent notices, outside the frozen text (rule 12)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from meetings.documents import build, labels, structure
from meetings.documents.edition import local_day
from meetings.documents.structure import Item
from meetings.models import (
    ActionItem,
    ActionStatus,
    AgendaItem,
    Decision,
    Forwarding,
    Meeting,
    MeetingStatus,
    Protocol,
    Publication,
    State,
)
from meetings.text import Outcome, TargetKind

_TABLES = {Outcome.TABLED.value, Outcome.NOT_REACHED.value}


@dataclass(frozen=True, slots=True)
class Step:
    """One meeting's part in a matter's way. A step that is not public yet has no outcomes and no number."""

    held_on: date
    key: str
    anchor: str
    number: str
    outcomes: tuple[str, ...]
    times: int
    is_public: bool
    is_here: bool

    @property
    def is_tabled(self) -> bool:
        """Whether the matter went on from there."""
        return bool(_TABLES & set(self.outcomes))

    @property
    def words(self) -> str:
        """How it ended there: each outcome once, or that it was only taken up."""
        found = [labels.outcome(outcome) for outcome in dict.fromkeys(self.outcomes)] or [_("Taken up")]
        return ", ".join([found[0], *map(str.lower, found[1:])])


@dataclass(frozen=True, slots=True)
class EndedTask:
    """A task of the protocol that is done, or that was dropped, and the day."""

    what: str
    on: date
    is_done: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """What the item hands over: to whom, the day it was sent, and the day it was answered."""

    recipient: str
    on: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What is said of an item afterwards: its chain, what ended, what was sent on, and whether a group reported."""

    chain: tuple[Step, ...] = ()
    ended: tuple[EndedTask, ...] = ()
    sent: tuple[Sent, ...] = ()
    awaits_group: bool = False

    @property
    def later(self) -> tuple[Step, ...]:
        """The steps after this meeting."""
        here = next((n for n, step in enumerate(self.chain) if step.is_here), len(self.chain))
        return self.chain[here + 1 :]

    @property
    def latest(self) -> Step | None:
        """The last later step that is public."""
        return next((step for step in reversed(self.later) if step.is_public), None)

    @property
    def awaited(self) -> Step | None:
        """A later step whose protocol is not public yet."""
        return next((step for step in reversed(self.later) if not step.is_public), None)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.chain or self.ended or self.sent)

    @property
    def has_reported(self) -> bool:
        """Whether the group that the matter waited for has reported."""
        return self.awaits_group and self.latest is not None


@dataclass(slots=True)
class Shelf:
    """Published papers and sent notices, each read once while pages are made."""

    _papers: dict[int, tuple[Publication, structure.Paper] | None] = field(default_factory=dict)

    def paper(self, meeting: Meeting) -> structure.Paper | None:
        """The paper of a meeting's current edition, if it is public."""
        if meeting.pk not in self._papers:
            self._papers[meeting.pk] = self._read(meeting)
        found = self._papers[meeting.pk]
        return found[1] if found else None

    @staticmethod
    def _read(meeting: Meeting) -> tuple[Publication, structure.Paper] | None:
        protocol = Protocol.objects.main().published().filter(meeting=meeting).first()
        if meeting.council.members_only:
            return None
        publication = current(protocol) if protocol else None
        if publication is None:
            return None
        return publication, build.read(publication.version, withheld=build.withheld(publication))

    def item(self, item: AgendaItem) -> Item | None:
        """The item as the public may read it."""
        paper = self.paper(item.meeting)
        found = (one for one in paper.items if one.anchor == item.anchor) if paper else iter(())
        one = next(found, None)
        return one if one and not one.is_masked else None


def current(protocol: Protocol) -> Publication | None:
    """A protocol's current edition."""
    found = protocol.publications.editions().newest_first()
    return found.select_related("version__content", "protocol__meeting__council").first()


def of(item: AgendaItem, paper_item: Item, shelf: Shelf, *, is_chained: bool = True) -> Aftermath:
    """What is said of one published item afterwards. An item that was never tabled or carried has no chain."""
    if paper_item.is_masked:
        return Aftermath()
    chain = tuple(_steps(item, shelf)) if is_chained else ()
    return Aftermath(
        chain=chain if len(chain) > 1 else (),
        ended=tuple(_ended(item, paper_item)),
        sent=tuple(_sent(item, paper_item)),
        awaits_group=any(block.target == TargetKind.GROUP for block in paper_item.decisions),
    )


def tabled_before(item: AgendaItem, shelf: Shelf) -> tuple[date, ...]:
    """The days on which published protocols say that the matter was tabled, before it came to this item."""
    found = (shelf.item(one) for one in build.chain(item, forwards=False)[:-1])
    days = (one.meeting.held_on for one in build.chain(item, forwards=False)[:-1])
    return tuple(day for day, one in zip(days, found, strict=True) if one and _is_tabled(one))


def _is_tabled(item: Item) -> bool:
    return any(block.outcome == Outcome.TABLED for block in item.decisions)


def _steps(item: AgendaItem, shelf: Shelf) -> Iterator[Step]:
    """The chain as far as it is public: where a published text does not table, it ends."""
    is_later = False
    for one in build.chain(item):
        is_here = one.pk == item.pk
        step = _published(one, shelf, is_here=is_here) or _called(one)
        if step:
            yield step
        is_later = is_later or is_here
        if is_later and step and step.is_public and not step.is_tabled:
            return


def _published(item: AgendaItem, shelf: Shelf, *, is_here: bool) -> Step | None:
    found = shelf.item(item)
    if found is None:
        return None
    paper = shelf.paper(item.meeting)
    return Step(
        held_on=item.meeting.held_on,
        key=item.meeting.key,
        anchor=item.anchor,
        number=labels.number(found, paper.head.label if paper else "paragraph"),
        outcomes=tuple(block.outcome for block in found.decisions),
        times=found.times_tabled,
        is_public=True,
        is_here=is_here,
    )


def _called(item: AgendaItem) -> Step | None:
    """A meeting whose notice the public may read, and whose protocol is not public yet: that the item stood there."""
    meeting = item.meeting
    notice = meeting.notice
    hidden = meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.MOVED} or meeting.council.members_only
    if hidden or notice is None or not meeting.council.shows_notices:
        return None
    if Protocol.objects.main().filter(meeting=meeting, state__in=[State.PUBLISHED, State.WITHDRAWN]).exists():
        return None  # what is public says nothing of the item, or was taken away
    if not any(one.anchor == item.anchor and not one.confidential for one in build.sent_notice(notice).items):
        return None
    return Step(meeting.held_on, meeting.key, item.anchor, "", (), 0, is_public=False, is_here=False)


def _ended(item: AgendaItem, paper_item: Item) -> Iterator[EndedTask]:
    """Tasks that have ended, said with the published words; of a task that cannot be read, nothing."""
    written = [block.sentence for block in paper_item.blocks if block.kind == "action"]
    tasks = list(ActionItem.objects.filter(item=item).order_by("position", "pk")) if written else []
    in_order = dict(zip((task.pk for task in tasks), written, strict=True)) if len(tasks) == len(written) else {}
    for task in tasks:
        what = in_order.get(task.pk, task.what if task.what in written else "")
        if what and task.ended_at:
            yield EndedTask(what, local_day(task.ended_at), task.status == ActionStatus.DONE)


def _sent(item: AgendaItem, paper_item: Item) -> Iterator[Sent]:
    """What was sent on, and to whom in the published words; nothing of what cannot be read, and no answer's words."""
    written = [one for one in paper_item.decisions if one.outcome == Outcome.HANDED_OVER]
    found = Decision.objects.filter(item=item, outcome=Outcome.HANDED_OVER.value).select_related("forwarding")
    rows = list(found.order_by("position", "pk")) if written else []
    same = {(one.sentence, one.recipient): one for one in written}
    in_order = dict(zip((row.pk for row in rows), written, strict=True)) if len(rows) == len(written) else {}
    for row in rows:
        block = in_order.get(row.pk) or same.get((row.sentence, row.recipient))
        sent: Forwarding | None = getattr(row, "forwarding", None)
        if block and sent and sent.sent_on:
            yield Sent(block.recipient, sent.sent_on, sent.answered_on)
