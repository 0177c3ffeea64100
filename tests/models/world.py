"""A small council with one of everything that constraints and triggers guard, made row by row."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from meetings.models import (
    ActionItem,
    ActionUpdate,
    AgendaItem,
    Answer,
    AuditEntry,
    Council,
    Decision,
    Meeting,
    Member,
    Notice,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Publication,
    SourceDocument,
    State,
    VersionContent,
)
from meetings.models.base import Frozen

MOMENT = datetime(2031, 3, 4, 14, 0, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """The rows that the tests lean on; `frozen` is one row of each kind that never changes."""

    council: Council
    secretary: Member
    chair: Member
    meeting: Meeting
    item: AgendaItem
    decision: Decision
    action: ActionItem
    protocol: Protocol
    version: ProtocolVersion
    approval: ProtocolApproval
    publication: Publication
    frozen: dict[str, Frozen]


def build_world() -> World:
    """Make the council."""
    council = Council.objects.create(slug="hamnradet", name="Hamnrådet")
    secretary = Member.objects.create(name="Signe Sekreterare", email="signe@example.org")
    chair = Member.objects.create(name="Olle Ordförande")
    meeting = Meeting.objects.create(council=council, key="2031-03-04", held_on=date(2031, 3, 4))
    item = AgendaItem.objects.create(meeting=meeting, title="Bryggan", anchor="p1")
    decision = Decision.objects.create(item=item, outcome="tabled", sentence="Bordläggs")
    action = ActionItem.objects.create(item=item, what="Mäta bryggan")
    protocol = Protocol.objects.create(meeting=meeting)
    version = ProtocolVersion.objects.create(protocol=protocol, number=1, schema=1, digests="[]", root="a" * 64)
    protocol.version, protocol.state = version, State.UNDER_REVIEW
    protocol.save()
    approval = ProtocolApproval.objects.create(item=item, protocol=protocol)
    publication = Publication.objects.create(
        council=council,
        sequence=1,
        protocol=protocol,
        version=version,
        edition=1,
        kind="published",
        made_at=MOMENT,
        chain="b" * 64,
    )
    rows: list[Frozen] = [
        version,
        publication,
        VersionContent.objects.create(version=version, leaves="[]"),
        Answer.objects.create(
            version=version, root=version.root, member=chair, stance="approve", method="link", comment="Bra"
        ),
        AuditEntry.objects.create(council=council, meeting=meeting, protocol=protocol, step="send"),
        Notice.objects.create(meeting=meeting, number=1, content="{}"),
        SourceDocument.objects.create(sha256="c" * 64, name="gammalt.txt", content=b"gammalt"),
        ActionUpdate.objects.create(action=action, kind="note", text="På gång"),
    ]
    return World(
        council=council,
        secretary=secretary,
        chair=chair,
        meeting=meeting,
        item=item,
        decision=decision,
        action=action,
        protocol=protocol,
        version=version,
        approval=approval,
        publication=publication,
        frozen={type(row).__name__: row for row in rows},
    )
