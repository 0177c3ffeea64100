"""A council on an island, its known people, and its meetings at each state of their life."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from meetings.models import (
    AgendaItem,
    ApprovalOutcome,
    Council,
    Mandate,
    Meeting,
    Member,
    Organisation,
    Protocol,
    ProtocolApproval,
    Role,
    Seat,
    Side,
    Stance,
    User,
    clock,
)
from meetings.procedure import answering, approving, attending, calling, drafting, publishing, writing
from meetings.web.fields import moment

SINCE = date(2015, 1, 1)
TODAY = datetime(2031, 3, 4, 14, 0, tzinfo=UTC)
DAY = date(2031, 3, 4)


@dataclass
class Island:
    """Örådet: two sides, a secretary, a chair, an adjuster, members, and somebody who has nothing to do with it."""

    council: Council
    sides: list[Side]
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def secretary(self) -> Member:
        return self.people["Signe Skrivare"]

    @property
    def chair(self) -> Member:
        return self.people["Olof Ordförande"]

    @property
    def adjuster(self) -> Member:
        return self.people["Juni Justerare"]

    @property
    def member(self) -> Member:
        return self.people["Mats Medlem"]

    @property
    def stranger(self) -> Member:
        return self.people["Frida Främling"]

    def person(self, name: str, *, role: Role | None = None, side: int | None = None) -> Member:
        """Somebody with an account, and a mandate if there is a role."""
        address = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        member = Member.objects.create(name=name, email=address, user=User.objects.create_user(address))
        if role:
            seat = None
            if side is not None:
                body = Organisation.objects.create(side=self.sides[side], name=f"{name.split(maxsplit=1)[0]}s förening")
                seat = Seat.objects.create(
                    council=self.council, side=self.sides[side], organisation=body, from_on=SINCE
                )
            Mandate.objects.create(council=self.council, member=member, role=role, seat=seat, from_on=SINCE)
        self.people[name] = member
        return member

    def planned(self, held_on: date = DAY) -> Meeting:
        """A meeting with one item of its own on the agenda."""
        meeting = calling.plan(
            self.council,
            held_on=held_on,
            starts_at=moment(held_on, time(15, 0)),
            ends_at=moment(held_on, time(17, 0)),
            place="Bryggan",
            by=self.secretary,
        )
        calling.add_item(meeting, title="Färjan", by=self.secretary)
        return meeting

    def opened(self, held_on: date = DAY) -> Protocol:
        """A meeting under way: its register is called, nobody is marked."""
        return drafting.open_meeting(self.planned(held_on), by=self.secretary)

    def item(self, protocol: Protocol, title: str = "Färjan") -> AgendaItem:
        """An item by its title."""
        return AgendaItem.objects.select_related("meeting__council").get(meeting=protocol.meeting_id, title=title)

    def write(self, protocol: Protocol, words: str, title: str = "Färjan") -> AgendaItem:
        """Write in an item."""
        item = self.item(protocol, title)
        return writing.save_item(item, written=words, row_version=item.row_version, by=self.secretary)

    def held(self, meeting: Meeting, words: str) -> Protocol:
        """A meeting that was planned, held and sent, with this written about the ferry."""
        protocol = drafting.open_meeting(meeting, by=self.secretary)
        self.write(protocol, words)
        attending.mark_rest_present(meeting, by=self.secretary)
        for row in ProtocolApproval.objects.undecided().filter(item__meeting=meeting):
            approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=self.secretary)
        drafting.close_meeting(meeting, by=self.secretary)
        drafting.send(self.read(protocol), by=self.secretary)
        return self.read(protocol)

    def closed(self, words: str = "Godkänns", held_on: date = DAY) -> Protocol:
        """A meeting that is over, with nothing missing."""
        protocol = self.opened(held_on)
        self.write(protocol, words)
        attending.mark_rest_present(protocol.meeting, by=self.secretary)
        drafting.close_meeting(protocol.meeting, by=self.secretary)
        return Protocol.objects.select_related("meeting__council").get(pk=protocol.pk)

    def sent(self, words: str = "Godkänns", held_on: date = DAY) -> Protocol:
        """With the members."""
        protocol = self.closed(words, held_on)
        drafting.send(protocol, by=self.secretary)
        return self.read(protocol)

    def approved(self, words: str = "Godkänns", held_on: date = DAY) -> Protocol:
        """Approved by its chair."""
        self.council.refresh_from_db()
        self.council.approval_rule = "chair"
        self.council.save()
        protocol = self.sent(words, held_on)
        assert protocol.version is not None
        answering.answer(protocol.version, by=self.chair, stance=Stance.APPROVE)
        return self.read(protocol)

    def published(self, words: str = "Godkänns", held_on: date = DAY) -> Protocol:
        """What anyone may read."""
        protocol = self.approved(words, held_on)
        publishing.publish(protocol, by=self.secretary, reviewed=True)
        return self.read(protocol)

    def read(self, protocol: Protocol) -> Protocol:
        """The protocol as it stands now."""
        found = Protocol.objects.select_related("meeting__council", "version", "approved_version")
        return found.get(pk=protocol.pk)


@pytest.fixture(autouse=True)
def _same_day() -> Iterator[None]:
    """The fourth of March 2031, in every test."""
    with clock.at(TODAY):
        yield


def founded() -> Island:
    """The council and its people."""
    council = Council.objects.create(slug="oradet", name="Örådet")
    sides = [Side.objects.create(council=council, name=name, position=n) for n, name in enumerate(["Öborna", "Staden"])]
    found = Island(council, sides)
    found.person("Signe Skrivare", role=Role.SECRETARY)
    found.person("Olof Ordförande", role=Role.CHAIR, side=0)
    found.person("Juni Justerare", role=Role.MEMBER, side=0)
    found.person("Mats Medlem", role=Role.MEMBER, side=1)
    found.person("Frida Främling")
    return found


@pytest.fixture
def island(db: None) -> Island:
    """The council, in a transaction that is undone."""
    return founded()


@pytest.fixture
def lasting_island(transactional_db: None) -> Island:
    """The council, committed: a browser can see it."""
    return founded()


def signed_in(member: Member | None) -> Client:
    """Somebody at a browser; nobody is signed out."""
    client = Client()
    if member and member.user:
        client.force_login(member.user)
    return client


@pytest.fixture
def secretary(island: Island) -> Client:
    return signed_in(island.secretary)


@pytest.fixture
def deputy(island: Island) -> Client:
    """Somebody who writes beside the secretary."""
    return signed_in(island.person("Viola Vikarie", role=Role.SECRETARY))


@pytest.fixture
def chair(island: Island) -> Client:
    return signed_in(island.chair)


@pytest.fixture
def member(island: Island) -> Client:
    return signed_in(island.member)


@pytest.fixture
def stranger(island: Island) -> Client:
    return signed_in(island.stranger)


def of(meeting: Meeting, part: str = "") -> str:
    """A meeting's address at the desk."""
    return f"/arbete/moten/{meeting.pk}/{part}"


def titles(meeting: Meeting) -> list[str]:
    """What stands on the agenda, in order."""
    return list(meeting.items.standing().in_order().values_list("title", flat=True))
