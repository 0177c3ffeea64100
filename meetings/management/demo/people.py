"""The invented people of the demonstration council, and their seats."""

from dataclasses import dataclass
from datetime import date

from meetings.models import (
    Council,
    Mandate,
    Member,
    Organisation,
    Role,
    Seat,
    Side,
    User,
)

SOCIAL, CITY = "Social ekonomi", "Göteborgs stad"

# Side, organisation, name ("" is a vacant seat), role.
_SEATS: tuple[tuple[str, str, str, Role], ...] = (
    (SOCIAL, "Ideella organisationer inom socialt arbete", "Karin Hallberg", Role.CHAIR),
    (SOCIAL, "Barn- och ungdomsorganisationer", "", Role.MEMBER),
    (SOCIAL, "Biståndsorganisationer", "Leila Karimi", Role.MEMBER),
    (SOCIAL, "Etniska organisationer", "Noor Haddad", Role.MEMBER),
    (SOCIAL, "Funktionsrättsorganisationer", "Ingrid Forsman", Role.MEMBER),
    (SOCIAL, "Idrottsföreningar", "Tomas Ekdahl", Role.MEMBER),
    (SOCIAL, "Idéburna vårdgivare", "Anders Wik", Role.MEMBER),
    (SOCIAL, "Integrationsorganisationer", "Yusuf Abdi", Role.MEMBER),
    (SOCIAL, "Kooperativa föreningar", "Margareta Lindqvist", Role.MEMBER),
    (SOCIAL, "Kyrkliga organisationer", "Per Sandgren", Role.MEMBER),
    (CITY, "Socialnämnden", "Camilla Roos", Role.VICE_CHAIR),
    (CITY, "Idrotts- och föreningsförvaltningen", "Mia Lund", Role.MEMBER),
    (CITY, "Park- och naturförvaltningen", "Johan Alm", Role.MEMBER),
    (CITY, "Socialförvaltningen", "Sofia Nyström", Role.MEMBER),
    (CITY, "Socialnämnden", "Henrik Dahl", Role.MEMBER),
    (CITY, "Stadsledningskontoret", "Gunnar Hed", Role.MEMBER),
)
_WITHOUT_VOTE = (("Olle Brandt", Role.SECRETARY), ("Frida Ståhl", Role.CO_OPTED))
_SUBSTITUTES = (("Elin Bergvall", SOCIAL), ("Åke Östman", CITY))
ADMINISTRATOR = "admin@idekom.example"


@dataclass(frozen=True, slots=True)
class Cast:
    """The council and the people that the story needs by name."""

    council: Council
    members: dict[str, Member]

    def __getitem__(self, name: str) -> Member:
        return self.members[name]

    @property
    def secretary(self) -> Member:
        """Who keeps the protocols."""
        return self["Olle Brandt"]

    @property
    def chair(self) -> Member:
        """Who leads the meetings."""
        return self["Karin Hallberg"]


def address(name: str) -> str:
    """An invented address for an invented person."""
    plain = name.lower().translate(str.maketrans("åäöé ", "aaoe."))
    return f"{plain}@idekom.example"


def gather(since: date) -> Cast:
    """Found the council, its sides, seats and people, and give everybody an account."""
    council = Council.objects.create(
        slug="idekom",
        name="Idékom",
        description="Rådet där den sociala ekonomin och Göteborgs stad möts.",
        contact_email="idekom@goteborg.example",
        contact_phone="031-000 00 00",
    )
    sides = {name: Side.objects.create(council=council, name=name, position=n) for n, name in enumerate((SOCIAL, CITY))}
    cast = Cast(council, {})
    for n, (side, organisation, name, role) in enumerate(_SEATS):
        seat = _seat(council, sides[side], organisation, since, position=n)
        if name:
            _sit(cast, name, role, since, seat=seat)
    office = _seat(council, sides[CITY], "Socialförvaltningen", since, position=90, is_counted=False)
    for name, role in _WITHOUT_VOTE:
        _sit(cast, name, role, since, seat=office)
    for name, side in _SUBSTITUTES:
        seat = _seat(council, sides[side], "Ersättare", since, position=80, is_counted=False)
        _sit(cast, name, Role.SUBSTITUTE, since, seat=seat)
    User.objects.create_user(ADMINISTRATOR, is_administrator=True)
    return cast


def _seat(
    council: Council, side: Side, organisation: str, since: date, *, position: int, is_counted: bool = True
) -> Seat:
    found = side.organisations.filter(name=organisation).first()
    found = found or Organisation.objects.create(side=side, name=organisation)
    return Seat.objects.create(
        council=council, side=side, organisation=found, from_on=since, position=position, is_counted=is_counted
    )


def _sit(cast: Cast, name: str, role: Role, since: date, *, seat: Seat) -> None:
    member = Member.objects.create(name=name, email=address(name), user=User.objects.create_user(address(name)))
    cast.members[name] = member
    Mandate.objects.create(
        council=cast.council, seat=seat, member=member, role=role, from_on=since, has_vote=role != Role.CO_OPTED
    )
