"""Ledamöter: who holds which seat on a day, what is vacant and shared, and what ends soon."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Mandate, Member, Organisation, Role, Seat
from tests.web.secretary.conftest import DAY, SINCE, Island, signed_in

HERE = "/arbete/oradet/ledamoter/"


def rows(client: Client, on: str = "") -> list[str]:
    """Each row of the tables, in words; a hard space is a space."""
    page = client.get(HERE, {"dag": on} if on else {}).content.decode().replace("\xa0", " ")
    found = re.findall(r"<tr role=\"row\">(.*?)</tr>", page, re.DOTALL)
    words = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]
    return [row for row in words if not row.startswith("Namn")]


def seat(island: Island, name: str, side: int = 0) -> Seat:
    body, _ = Organisation.objects.get_or_create(side=island.sides[side], name=name)
    return Seat.objects.create(council=island.council, side=island.sides[side], organisation=body, from_on=SINCE)


def sit(island: Island, name: str, on: Seat | None, until: date | None = None, since: date = SINCE) -> Mandate:
    member = Member.objects.create(name=name)
    return Mandate.objects.create(council=island.council, member=member, seat=on, from_on=since, until_on=until)


def test_each_seat_says_who_holds_it_by_side(island: Island, secretary: Client) -> None:
    island.member.phone = "031-123 45 67"
    island.member.save()
    since = "sedan 1 januari 2015"
    assert rows(secretary) == [
        f"Olof Ordförande ordförande , Olof Ordförande Olofs förening , plats olof@example.org {since}",
        f"Juni Justerare ledamot , Juni Justerare Junis förening , plats juni@example.org {since}",
        f"Mats Medlem ledamot , Mats Medlem Matss förening , plats mats@example.org 031-123 45 67 {since}",
        f"Signe Skrivare sekreterare , Signe Skrivare signe@example.org {since}",
    ]
    page = secretary.get(HERE).content.decode()
    assert re.findall(r"(\w+) <span class=\"small soft\">([^<]*)<", page) == [
        ("Öborna", "2 av 2 platser"),
        ("Staden", "1 av en plats"),
    ]


def test_a_vacant_seat_says_who_held_it_and_a_shared_one_that_it_is(island: Island, secretary: Client) -> None:
    sit(island, "Karl Förr", seat(island, "Sjöräddningen"), until=DAY - timedelta(days=30))
    shared = seat(island, "Fyrvännerna")
    sit(island, "Ada Ek", shared)
    sit(island, "Bo Al", shared)
    found = [row for row in rows(secretary) if "Sjöräddningen" in row or "Fyrvännerna" in row]
    assert found == [
        "Vakant fyll platsen , Öborna · Sjöräddningen Sjöräddningen , plats Karl Förr till 2 februari 2031",
        "Bo Al ledamot , Bo Al Fyrvännerna , plats delad plats saknar adress sedan 1 januari 2015",
        "Ada Ek ledamot , Ada Ek Fyrvännerna , plats delad plats saknar adress sedan 1 januari 2015",
    ]
    assert "En plats är vakant." in secretary.get(HERE).content.decode()


def test_another_day_shows_who_sat_then(island: Island, secretary: Client) -> None:
    left = sit(island, "Karl Förr", seat(island, "Sjöräddningen"), until=DAY - timedelta(days=30))
    assert not any("Karl Förr ledamot" in row for row in rows(secretary))
    assert any("Karl Förr ledamot" in row for row in rows(secretary, "2031-02-02"))
    assert left.until_on == date(2031, 2, 2)
    page = secretary.get(HERE, {"dag": "2031-02-02"}).content.decode()
    assert "Örådet, per den 2\xa0februari 2031." in page


def test_a_day_that_does_not_exist_is_said_and_today_is_shown(island: Island, secretary: Client) -> None:
    page = secretary.get(HERE, {"dag": "2031-02-30"}).content.decode()
    assert "Det finns ingen sådan dag." in page
    assert 'value="2031-02-30"' in page
    assert "Mats Medlem" in page


def test_what_ends_and_begins_within_three_months_is_told(island: Island, secretary: Client) -> None:
    sit(island, "Ada Ek", None, until=DAY + timedelta(days=90))
    sit(island, "Bo Al", None, until=DAY + timedelta(days=91))
    sit(island, "Cia By", None, since=DAY + timedelta(days=28))
    page = secretary.get(HERE).content.decode().replace("\xa0", " ")
    assert re.findall(r">([^<]*)</a><span>([^<]*uppdraget [^<]*)</span>", page) == [
        ("Ada Ek", "ledamot, uppdraget går ut 2 juni"),
        ("Cia By", "ledamot, uppdraget börjar 1 april"),
    ]


def test_who_keeps_the_minutes_reads_it_and_nobody_else(
    island: Island, chair: Client, member: Client, stranger: Client
) -> None:
    deputy = island.person("Dag Vikarie")
    Mandate.objects.create(
        council=island.council, member=deputy, role=Role.DEPUTY_SECRETARY, from_on=SINCE, until_on=DAY
    )
    assert signed_in(deputy).get(HERE).status_code == 200
    assert [client.get(HERE).status_code for client in (chair, member, stranger, Client())] == [403, 403, 404, 302]


def test_a_day_before_anybody_sat_there_says_how_to_begin(island: Island, secretary: Client) -> None:
    assert rows(secretary, "2010-01-01") == []
    assert "Ingen sitter här än" in secretary.get(HERE, {"dag": "2010-01-01"}).content.decode()


@pytest.mark.parametrize("more", [0, 3])
def test_the_table_asks_as_many_questions_for_many_seats_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    sit(island, "Karl Förr", seat(island, "Sjöräddningen"), until=DAY - timedelta(days=30))
    for n in range(more):
        sit(island, f"Någon Nr{n}", seat(island, f"Förening {n}"))
        sit(island, f"Före Nr{n}", seat(island, f"Tom {n}"), until=DAY - timedelta(days=30))
    secretary.get(HERE)
    with django_assert_num_queries(10):
        secretary.get(HERE)
