"""Who stands where in the register of a protocol that is brought in, and who is counted."""

from datetime import timedelta

import pytest

from meetings.importing import drafting, parsing
from meetings.models import Attendance, AttendanceKind, Member, clock
from tests.support import council

pytestmark = pytest.mark.django_db

BY_SIDES = """Närvarande

Staden
Ylva Sand, Hamnkontoret
M. Hed
Bo Fyr, föredragande § 2

Föreningarna
Tove Mo, Roddklubben
Eva Dal (gäst)

Frånvarande: Nils Strand, Ove Klipp
"""
IN_ONE_LIST = "Närvarande: Ylva Sand, Tove Mo\n\nFrånvarande: Nils Strand, Ove Klipp\n"


def registered(people: str) -> list[Attendance]:
    """The register that the lists become, in a council where Nils Strand has a seat among the associations."""
    world = council.found()
    clubs = world.council.sides.get(name="Föreningarna")
    away = Member.objects.create(name="Nils Strand")
    council.sit(world.council, away, seat=council.seat_for(clubs, "Badklubben"))
    day = clock.today() - timedelta(days=7)
    words = f"Protokoll från Hamnrådet {day}\n\n{people}\n1 Dagordningen\n\nGodkänns\n\n2 Övriga frågor\n"
    parsed = parsing.parse(words)
    protocol = drafting.propose(world.council, parsed, data=words.encode(), name="p.txt", by=world.secretary)
    return list(protocol.meeting.attendances.order_by("position"))


def test_everybody_printed_is_registered_and_a_guest_is_not_counted() -> None:
    assert [(row.printed_name, row.kind) for row in registered(BY_SIDES)] == [
        ("Ylva Sand", AttendanceKind.MEMBER),
        ("M. Hed", AttendanceKind.MEMBER),
        ("Bo Fyr", AttendanceKind.GUEST),
        ("Tove Mo", AttendanceKind.MEMBER),
        ("Eva Dal", AttendanceKind.GUEST),
        ("Nils Strand", AttendanceKind.MEMBER),
        ("Ove Klipp", AttendanceKind.MEMBER),
    ]


def test_somebody_away_stands_on_the_side_of_their_seat_that_day() -> None:
    rows = {row.printed_name: row for row in registered(BY_SIDES)}
    assert [(row.printed_side, str(row.side or "")) for row in (rows["Nils Strand"], rows["Ove Klipp"])] == [
        ("Föreningarna", "Föreningarna"),
        ("", ""),
    ]


def test_where_no_sides_are_printed_nobody_is_set_apart() -> None:
    assert {row.printed_side for row in registered(IN_ONE_LIST)} == {""}


def test_those_who_were_asked_in_are_guests() -> None:
    rows = registered("Närvarande: Ylva Sand, Tove Mo\nInbjuden: Bo Fyr\nGäster: Eva Dal\n")
    assert [row.printed_name for row in rows if row.kind == AttendanceKind.GUEST] == ["Bo Fyr", "Eva Dal"]
