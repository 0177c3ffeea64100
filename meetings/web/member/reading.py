"""A protocol as one person reads it: where it stands for them, what is in it, and what they have answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from meetings import access
from meetings.documents import html, reading
from meetings.documents.aftermath import Aftermath
from meetings.documents.structure import Item, Paper
from meetings.history import Difference, differences
from meetings.letters import answer as answer_letter
from meetings.models import Answer, Member, Protocol, ProtocolVersion, State, clock
from meetings.procedure.answering import Count


class Situation(StrEnum):
    """What the person can do with the protocol now."""

    RECALLED = "recalled"
    TO_ANSWER = "to_answer"
    LATE = "late"
    WAS_NOT_THERE = "was_not_there"
    APPROVED = "approved"

    @property
    def takes_comments(self) -> bool:
        """Whether a comment to the secretary is taken."""
        return self in {Situation.TO_ANSWER, Situation.LATE, Situation.WAS_NOT_THERE}


def situation(member: Member, protocol: Protocol) -> Situation:
    """Where a sent protocol stands for somebody who may read it."""
    if protocol.state == State.DRAFT:
        return Situation.RECALLED
    if protocol.state != State.UNDER_REVIEW:
        return Situation.APPROVED
    if not access.may_answer(member, version_of(protocol)):
        return Situation.WAS_NOT_THERE
    return Situation.TO_ANSWER if protocol.is_answerable(clock.today()) else Situation.LATE


def version_of(protocol: Protocol) -> ProtocolVersion:
    """The version that is out."""
    assert protocol.version is not None, "only what has been sent is read here"
    return protocol.version


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything on the page of a protocol."""

    protocol: Protocol
    version: ProtocolVersion
    situation: Situation
    paper: Paper
    items: list[html.Shown]
    sides: list[html.Side]
    recorded_as: str
    mentions: list[html.Shown]
    who_approves: str
    meaning: str
    answer: Answer | None
    new: list[Difference]


def read(member: Member, protocol: Protocol) -> Reading:
    """Read a protocol as the person may read it. What is confidential is masked."""
    version = version_of(protocol)
    paper = reading.as_read_by(member, version)
    shown = items(paper)
    names = {member.name, *member.aliases.values_list("name", flat=True)}
    return Reading(
        protocol=protocol,
        version=version,
        situation=situation(member, protocol),
        paper=paper,
        items=shown,
        sides=html.sides(paper),
        recorded_as=reading.recorded_as(paper, member, protocol.meeting),
        mentions=[one for one in shown if any(name in _words(one.item) for name in names)],
        who_approves=answer_letter.who_approves(protocol),
        meaning=answer_letter.what_it_means(protocol),
        answer=own_answer(member, version),
        new=_new(member, version, paper),
    )


def items(paper: Paper) -> list[html.Shown]:
    """The items of a paper, each ready for its template."""
    return [html.show(item, paper.head.label, Aftermath()) for item in paper.items]


def _words(item: Item) -> str:
    return "\n".join(" ".join([block.source, *block.people]) for block in item.blocks)


def own_answer(member: Member, version: ProtocolVersion) -> Answer | None:
    """The answer of the person's that counts for a version."""
    found: Answer | None = Answer.objects.counting(version).filter(member=member).first()
    return found


def _new(member: Member, version: ProtocolVersion, paper: Paper) -> list[Difference]:
    """What is new since the version the person last answered, or since the one before."""
    earlier = version.protocol.versions.filter(number__lt=version.number)
    answered = earlier.filter(answers__member=member).order_by("-number").first()
    old = answered or earlier.order_by("-number").first()
    return differences(reading.as_read_by(member, old), paper) if old else []


def marks(count: Count) -> Iterator[str]:
    """One mark for each who may answer, for the row of marks."""
    yield from ["is-approving"] * count.approving
    yield from ["is-change"] * count.objecting
    yield from ["is-waiting"] * (count.all - count.answered)
