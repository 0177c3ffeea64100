"""The council that the tests know by name, and meetings as far along as a test wants them.

Every step taken here is a real one, at its own day: a meeting is held a week ago unless a test says otherwise.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from meetings.documents import build
from meetings.models import (
    AgendaItem,
    ApprovalOutcome,
    ApprovalRule,
    Attendance,
    AttendanceKind,
    AttendanceStatus,
    Council,
    ItemKind,
    Mandate,
    Meeting,
    MeetingStatus,
    Member,
    OfficerRole,
    Organisation,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Role,
    Seat,
    Side,
    SourceDocument,
    Stance,
    User,
    clock,
)
from meetings.procedure import answering, approving, attending, calling, drafting, listing, publishing, writing

WRITTEN = {"Bryggan": "Styrelsen berättade om bryggan.\n\nBeslut: Att laga bryggan."}


@dataclass(frozen=True)
class World:
    """The council and everybody that a test knows by name."""

    council: Council
    other_council: Council
    secretary: Member
    deputy: Member
    chair: Member
    adjuster: Member
    member: Member
    neighbour: Member
    substitute: Member
    co_opted: Member
    guest: Member
    other_secretary: Member
    stranger: Member
    administrator: User


def person(name: str) -> Member:
    """Somebody with an address and an account, and no mandate."""
    email = name.lower().translate(str.maketrans("åäö ", "aao.")) + "@example.org"
    return Member.objects.create(name=name, email=email, user=User.objects.create_user(email))


def found() -> World:
    """Found Hamnrådet, two sides of a table, and a council beside it."""
    council = Council.objects.create(slug="hamnradet", name="Hamnrådet")
    other = Council.objects.create(slug="skogsradet", name="Skogsrådet")
    world = World(
        council=council,
        other_council=other,
        secretary=person("Signe Sekreterare"),
        deputy=person("Viola Vikarie"),
        chair=person("Olle Ordförande"),
        adjuster=person("Julia Justerare"),
        member=person("Lars Ledamot"),
        neighbour=person("Gerd Granne"),
        substitute=person("Ebba Ersättare"),
        co_opted=person("Adam Adjungerad"),
        guest=person("Gustav Gäst"),
        other_secretary=person("Sten Skogssekreterare"),
        stranger=person("Frida Främling"),
        administrator=User.objects.create_user("admin@example.org", is_administrator=True),
    )
    _seat(world)
    sit(other, world.other_secretary, Role.SECRETARY)
    return world


def _seat(world: World) -> None:
    town = Side.objects.create(council=world.council, name="Staden", position=0)
    clubs = Side.objects.create(council=world.council, name="Föreningarna", position=1)
    seats = (
        (world.chair, Role.CHAIR, town, "Hamnkontoret"),
        (world.adjuster, Role.MEMBER, clubs, "Segelsällskapet"),
        (world.member, Role.MEMBER, clubs, "Roddklubben"),
        (world.neighbour, Role.MEMBER, town, "Gatukontoret"),
        (world.substitute, Role.SUBSTITUTE, clubs, "Roddklubben"),
    )
    for position, (member, role, side, organisation) in enumerate(seats):
        sit(world.council, member, role, seat=seat_for(side, organisation, position))
    sit(world.council, world.secretary, Role.SECRETARY)
    sit(world.council, world.deputy, Role.DEPUTY_SECRETARY, until_on=clock.today() + timedelta(days=90))
    sit(world.council, world.co_opted, Role.CO_OPTED)


def seat_for(side: Side, organisation: str, position: int = 0) -> Seat:
    """A seat for an organisation on a side of the table."""
    whom = Organisation.objects.get_or_create(side=side, name=organisation)[0]
    return Seat.objects.create(
        council=side.council, side=side, organisation=whom, position=position, from_on=years_ago()
    )


def sit(
    council: Council,
    member: Member,
    role: Role = Role.MEMBER,
    *,
    seat: Seat | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Mandate:
    """Give somebody a mandate, for two years by now."""
    return Mandate.objects.create(
        council=council,
        member=member,
        role=role,
        seat=seat,
        from_on=from_on or years_ago(),
        until_on=until_on,
        has_vote=role != Role.CO_OPTED,
    )


def years_ago() -> date:
    """The day when everybody took their seat."""
    return clock.today() - timedelta(days=730)


def day(days: int) -> date:
    """That many days from today."""
    return clock.today() + timedelta(days=days)


def moment(on: date, hour: int = 15) -> datetime:
    """An hour of a day, where the council meets."""
    return timezone.make_aware(datetime.combine(on, time(hour)))


# --- A meeting, as far along as wanted


def planned(world: World, *, on: date | None = None, titles: Iterable[str] = ("Bryggan",)) -> Meeting:
    """A planned meeting, in two weeks unless said; its items beside those that come by themselves."""
    on = on or day(14)
    with clock.at(moment(min(on, clock.today()) - timedelta(days=28), 9)):
        meeting = calling.plan(
            world.council,
            held_on=on,
            starts_at=moment(on),
            ends_at=moment(on, 17),
            place="Hamnkontoret",
            by=world.secretary,
        )
        for title in titles:
            calling.add_item(meeting, title=title, by=world.secretary)
    return meeting


def called(world: World, *, on: date | None = None, titles: Iterable[str] = ("Bryggan",)) -> Meeting:
    """A meeting whose notice is out."""
    meeting = planned(world, on=on, titles=titles)
    with clock.at(moment(min(meeting.held_on - timedelta(days=10), clock.today()), 10)):
        calling.send_notice(meeting, by=world.secretary)
    return meeting


def begun(world: World, meeting: Meeting) -> Protocol:
    """A meeting that begins on its day."""
    with clock.at(moment(meeting.held_on)):
        return drafting.open_meeting(meeting, by=world.secretary)


def opened(
    world: World, *, on: date | None = None, written: Mapping[str, str] = WRITTEN, meeting: Meeting | None = None
) -> Protocol:
    """A meeting under way: everybody but the substitute is here, a guest too, and these texts are written."""
    meeting = meeting or planned(world, on=on or day(-7), titles=written)
    with clock.at(moment(meeting.held_on)):
        protocol = drafting.open_meeting(meeting, by=world.secretary)
        mark(meeting, world.substitute, AttendanceStatus.EXCUSED, by=world.secretary)
        attending.mark_rest_present(meeting, by=world.secretary)
        attending.add_person(
            meeting,
            name="",
            member=world.guest,
            kind=AttendanceKind.GUEST,
            organisation="Kranar AB",
            by=world.secretary,
        )
        attending.appoint(meeting, role=OfficerRole.ADJUSTER, people=[world.adjuster], by=world.secretary)
        for title, words in written.items():
            write(item(meeting, title), words, by=world.secretary)
    return protocol


def held_meeting(
    world: World, *, on: date | None = None, written: Mapping[str, str] = WRITTEN, meeting: Meeting | None = None
) -> Protocol:
    """A meeting that has ended: its protocol is a draft that lacks nothing. Earlier protocols are tabled."""
    protocol = opened(world, on=on, written=written, meeting=meeting)
    held = protocol.meeting
    with clock.at(moment(held.held_on, 17)):
        for row in ProtocolApproval.objects.undecided().filter(item__meeting=held):
            approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
        drafting.close_meeting(held, by=world.secretary)
    return again(protocol)


def sent_protocol(
    world: World,
    *,
    on: date | None = None,
    written: Mapping[str, str] = WRITTEN,
    rule: ApprovalRule | None = None,
    meeting: Meeting | None = None,
) -> Protocol:
    """A protocol with the members since the day after, under the council's rule or this one."""
    protocol = held_meeting(world, on=on, written=written, meeting=meeting)
    if rule:
        choose(world, rule)
    with clock.at(moment(min(protocol.meeting.held_on + timedelta(days=1), clock.today()), 10)):
        drafting.send(again(protocol), by=world.secretary)
    return again(protocol)


def approved_protocol(world: World, *, on: date | None = None, written: Mapping[str, str] = WRITTEN) -> Protocol:
    """A protocol that the chair approved, as the council's rule then was."""
    protocol = sent_protocol(world, on=on, written=written, rule=ApprovalRule.CHAIR)
    assert protocol.version
    with clock.at(moment(min(protocol.meeting.held_on + timedelta(days=2), clock.today()), 11)):
        answering.answer(protocol.version, by=world.chair, stance=Stance.APPROVE)
    choose(world, ApprovalRule.NEXT_MEETING)
    return again(protocol)


def published_protocol(world: World, *, on: date | None = None, written: Mapping[str, str] = WRITTEN) -> Protocol:
    """A protocol that anyone may read."""
    protocol = approved_protocol(world, on=on, written=written)
    with clock.at(moment(min(protocol.meeting.held_on + timedelta(days=3), clock.today()), 12)):
        publishing.publish(protocol, by=world.secretary, reviewed=True)
    return again(protocol)


def withdrawn_protocol(world: World, *, on: date | None = None, written: Mapping[str, str] = WRITTEN) -> Protocol:
    """A protocol taken away from the public."""
    protocol = published_protocol(world, on=on, written=written)
    with clock.at(moment(min(protocol.meeting.held_on + timedelta(days=4), clock.today()), 13)):
        publishing.withdraw(protocol, reason="Fel bilaga.", by=world.secretary)
    return again(protocol)


def imported_protocol(world: World, *, on: date | None = None, words: str = "Beslut: Att köpa en kran.") -> Protocol:
    """An old protocol that was brought in, of which nobody knows who led, wrote, began and ended."""
    meeting = calling.plan(world.council, held_on=on or day(-400), filled=False, by=world.secretary)
    meeting.status = MeetingStatus.CLOSED
    meeting.save()
    content = f"gammalt {meeting.pk}".encode()
    source = SourceDocument.objects.create(
        sha256=hashlib.sha256(content).hexdigest(), name="gammalt.txt", content=content
    )
    protocol = Protocol.objects.create(meeting=meeting, source=source)
    old = listing.add(meeting, title="Kranen", number="1")
    write(old, words, by=world.secretary)
    attending.add_person(meeting, name="Gamle Gunnar", kind=AttendanceKind.MEMBER, by=world.secretary)
    facts = drafting.HeadFacts(
        None, None, "", start_unknown=True, end_unknown=True, chair_unknown=True, secretary_unknown=True
    )
    meeting.refresh_from_db()
    drafting.save_head(meeting, facts, row_version=meeting.row_version, by=world.secretary)
    return again(protocol)


# --- What tests do again and again


def again(protocol: Protocol) -> Protocol:
    """The protocol as it stands now."""
    return Protocol.objects.select_related("meeting__council", "version", "approved_version").get(pk=protocol.pk)


def item(meeting: Meeting, title: str) -> AgendaItem:
    """An item that stands on the agenda, by its title."""
    return meeting.items.standing().get(title=title)


def previous(meeting: Meeting) -> AgendaItem:
    """The item for previous protocols."""
    return meeting.items.standing().get(kind=ItemKind.PREVIOUS_PROTOCOLS)


def row_for(protocol: Protocol, meeting: Meeting) -> ProtocolApproval:
    """A meeting's row for a previous protocol."""
    return ProtocolApproval.objects.get(protocol=protocol, item__meeting=meeting)


def write(one: AgendaItem, words: str, *, by: Member | None = None) -> AgendaItem:
    """Write an item's text as it is now."""
    one.refresh_from_db()
    return writing.save_item(one, row_version=one.row_version, written=words, by=by)


def mark(
    meeting: Meeting,
    member: Member,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
    *,
    by: Member | None = None,
) -> Attendance:
    """Mark somebody in the register."""
    row = Attendance.objects.get(meeting=meeting, member=member)
    return attending.mark(row, status=status, row_version=row.row_version, by=by)


def choose(world: World, rule: ApprovalRule, *, needed: int | None = None) -> None:
    """Let the council choose who approves its protocols."""
    world.council.refresh_from_db()
    world.council.approval_rule, world.council.approvals_needed = rule, needed
    world.council.save()


def place_of(version: ProtocolVersion) -> str:
    """Where the meeting was held, as a version says."""
    return build.read(version).head.place
