"""Two councils that must not see each other, and the people who come to the registers."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.test import Client

from meetings.models import (
    AgendaItem,
    Council,
    Mandate,
    Matter,
    Meeting,
    Member,
    MemberAlias,
    Organisation,
    Phrase,
    Protocol,
    ProtocolVersion,
    Role,
    Seat,
    Side,
    StandingItem,
    State,
    User,
    clock,
)
from meetings.procedure import calling, drafting

SINCE = date(2020, 1, 1)


@dataclass
class Place:
    """A council with its people and one meeting that is being written."""

    council: Council
    side: Side
    organisation: Organisation
    seat: Seat
    secretary: Member
    chair: Member
    member: Member
    meeting: Meeting
    protocol: Protocol
    item: AgendaItem
    matter: Matter
    standing: StandingItem
    phrase: Phrase
    mandates: dict[str, Mandate] = field(default_factory=dict)

    def send(self) -> None:
        """Let the protocol be with the members."""
        version = ProtocolVersion.objects.create(
            protocol=self.protocol, number=1, schema=1, digests="[]", root="a" * 64, made_by=self.secretary
        )
        self.protocol.refresh_from_db()
        self.protocol.version, self.protocol.state = version, State.UNDER_REVIEW
        self.protocol.save()


def person(name: str) -> Member:
    address = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return Member.objects.create(name=name, email=address, user=User.objects.create_user(address))


def build(slug: str, serial: int, names: tuple[str, str, str]) -> Place:
    council = Council.objects.create(slug=slug, name=f"{slug.capitalize()}rådet")
    side = Side.objects.create(council=council, name=f"{slug}sidan")
    organisation = Organisation.objects.create(side=side, name=f"{slug}föreningen")
    seat = Seat.objects.create(council=council, side=side, organisation=organisation, from_on=SINCE)
    secretary, chair, member = people = [person(name) for name in names]
    mandates = {
        role.value: Mandate.objects.create(
            council=council, member=who, role=role, from_on=SINCE, seat=seat if role == Role.MEMBER else None
        )
        for who, role in zip(people, (Role.SECRETARY, Role.CHAIR, Role.MEMBER), strict=True)
    }
    MemberAlias.objects.create(member=member, name=f"{slug}stavning")
    meeting = calling.plan(council, held_on=clock.today(), by=secretary, place=f"{slug}salen")
    item = calling.add_item(meeting, title=f"{slug}frågan", by=secretary)
    protocol = drafting.open_meeting(meeting, by=secretary)
    meeting.refresh_from_db()
    return Place(
        council=council,
        side=side,
        organisation=organisation,
        seat=seat,
        secretary=secretary,
        chair=chair,
        member=member,
        meeting=meeting,
        protocol=protocol,
        item=AgendaItem.objects.get(pk=item.pk),
        matter=Matter.objects.create(council=council, year=2031, serial=serial, title=f"{slug}ärendet"),
        standing=StandingItem.objects.create(council=council, title=f"{slug}punkten"),
        phrase=Phrase.objects.create(council=council, words=f"{slug}frasen"),
        mandates=mandates,
    )


@pytest.fixture
def hamn(db: None) -> Place:
    """The council whose secretary comes here."""
    return build("hamn", 1, ("Signe Sekreterare", "Olle Ordförande", "Maja Medlem"))


@pytest.fixture
def skog(db: None) -> Place:
    """A council that the secretary of the other has nothing to do with; its rows are the canaries."""
    return build("skog", 2, ("Sture Skrivare", "Ove Ordare", "Malte Medverkande"))


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("drift@example.org")


def signed_in(who: Member | User | None) -> Client:
    client = Client()
    user = who.user if isinstance(who, Member) else who
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def secretary(hamn: Place) -> Client:
    """The secretary of the one council, signed in."""
    return signed_in(hamn.secretary)
