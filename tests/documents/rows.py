"""A council's rows, written as the steps would leave them: what is tabled, sent, approved and published."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils import timezone

from meetings.documents import build, structure
from meetings.models import (
    AgendaItem,
    Council,
    Decision,
    Matter,
    Meeting,
    MeetingStatus,
    Notice,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Publication,
    PublicationKind,
    State,
    TabledItem,
    VersionContent,
)
from meetings.text import Outcome, TargetKind


def moment(day: date, hour: int = 15) -> datetime:
    """An hour of a day where the council meets."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def hold(council: Council, day: str, *, status: MeetingStatus = MeetingStatus.CLOSED) -> Meeting:
    """A meeting from 15 to 17, and its protocol unless it is only planned."""
    held_on = date.fromisoformat(day)
    meeting = Meeting.objects.create(
        council=council,
        key=day,
        held_on=held_on,
        starts_at=moment(held_on),
        ends_at=moment(held_on, 17),
        place="Båthuset",
        status=status,
    )
    if status == MeetingStatus.CLOSED:
        Protocol.objects.create(meeting=meeting)
    return meeting


def say(meeting: Meeting, title: str, text: str = "", *, matter: Matter | None = None, **rest: object) -> AgendaItem:
    """An item with its text, and the decision rows that its text makes when it tables."""
    number = meeting.items.count() + 1
    values: dict[str, object] = {"position": number, "agenda_number": str(number), "paragraph_number": number, **rest}
    item = AgendaItem.objects.create(
        meeting=meeting, anchor=f"p{number}", title=title, text=text, matter=matter, **values
    )
    if "Bordläggs" in text:
        Decision.objects.create(item=item, outcome=Outcome.TABLED.value, sentence="Bordläggs")
    return item


def carry(old: AgendaItem, new: AgendaItem, *, counts: bool = True, target: TargetKind | None = None) -> TabledItem:
    """An item is tabled and taken up as another one."""
    decision = old.decisions.first() or Decision.objects.create(
        item=old, outcome=Outcome.NOT_REACHED.value, sentence="Hann inte behandlas"
    )
    kind = target or TargetKind.NEXT_MEETING
    return TabledItem.objects.create(decision=decision, taken_up_as=new, counts=counts, target=kind.value)


def send(meeting: Meeting) -> ProtocolVersion:
    """The protocol as it stands is frozen and goes out."""
    protocol = Protocol.objects.get(meeting=meeting, part_number=0)
    return freeze(protocol, build.seal(build.paper(protocol)))


def freeze(protocol: Protocol, sealed: build.Sealed) -> ProtocolVersion:
    """A version is kept, and is what the members have."""
    version = ProtocolVersion.objects.create(
        protocol=protocol,
        number=protocol.versions.count() + 1,
        schema=sealed.schema,
        digests=sealed.digests,
        root=sealed.root,
    )
    VersionContent.objects.create(version=version, leaves=sealed.leaves)
    protocol.version = version
    if protocol.state == State.DRAFT:
        protocol.state = State.UNDER_REVIEW
    protocol.save()
    return version


def approve(version: ProtocolVersion, *, on: date, at: AgendaItem | None = None) -> Protocol:
    """The version is approved, by an item of a later meeting or otherwise."""
    protocol = version.protocol
    protocol.state, protocol.approved_version, protocol.version = State.APPROVED, version, version
    protocol.approved_at, protocol.approved_on, protocol.approved_by_item = moment(on), on, at
    protocol.save()
    if at:
        ProtocolApproval.objects.create(item=at, protocol=protocol, version=version, outcome="as_sent")
    return protocol


def publish(
    meeting: Meeting,
    *,
    on: date,
    withheld: Mapping[str, str] | None = None,
    kind: PublicationKind = PublicationKind.PUBLISHED,
    reason: str = "",
    edition: int | None = None,
) -> Publication:
    """The approved version is made public, corrected or taken away; what is not yet approved becomes so."""
    protocol = Protocol.objects.get(meeting=meeting, part_number=0)
    if protocol.approved_version is None:
        protocol = approve(protocol.version or send(meeting), on=on)
    assert protocol.approved_version is not None
    protocol.state = State.WITHDRAWN if kind == PublicationKind.WITHDRAWN else State.PUBLISHED
    protocol.save()
    council = meeting.council
    last = council.publications.newest_first().first()
    editions = protocol.publications.editions().count()
    named = protocol.publications.editions().filter(edition=edition or 0).first()
    return Publication.objects.create(
        council=council,
        sequence=last.sequence + 1 if last else 1,
        protocol=protocol,
        version=named.version if named else protocol.approved_version,
        edition=edition or (editions if kind == PublicationKind.WITHDRAWN else editions + 1),
        kind=kind,
        withheld=json.dumps(dict(withheld or {})),
        reason=reason,
        made_at=moment(on),
        previous=last,
        chain=f"{last.sequence + 1 if last else 1:064x}",
    )


def call(meeting: Meeting, *, on: date) -> Notice:
    """The notice goes out."""
    content = structure.write_notice(build.notice(meeting))
    return Notice.objects.create(
        meeting=meeting, number=meeting.notices.count() + 1, content=content, sent_at=moment(on, 9)
    )
