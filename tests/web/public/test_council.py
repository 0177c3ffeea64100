"""The installation, a council's page and its archive."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Council, Mandate, Matter, Member, PageKind, Seat, Side, Succession
from tests.support.reading import words
from tests.web.public.conftest import Put


def test_a_single_public_council_is_the_start_page_with_its_own_address_as_the_true_one(
    client: Client, council: Council, closed: Council
) -> None:
    page = words(client.get("/"))
    assert "<h1>Exempelrådet</h1>" in page
    assert '<link rel="canonical" href="http://localhost:8000/exempel/">' in page
    assert "Slutna" not in page


def test_several_councils_stand_side_by_side(client: Client, council: Council, closed: Council, put: Put) -> None:
    other = Council.objects.create(slug="annat", name="Andra rådet")
    put("2027-02-11", heading="Möte 11 februari 2027")
    put("2026-12-10", kind=PageKind.PROTOCOL, of=other, heading="Protokoll 10 december 2026")
    put("2026-12-11", kind=PageKind.PROTOCOL, of=closed, heading="Hemligt protokoll")
    page = words(client.get("/"))
    assert 'href="/exempel/"' in page
    assert "Andra rådet: Protokoll 10 december 2026" in page
    assert "torsdag 11 februari 2027" in page
    assert "Hemligt" not in page
    assert "Slutna" not in page


def test_an_empty_installation_says_that_there_is_nothing_yet(client: Client, db: None) -> None:
    assert "Här finns inget råd än." in words(client.get("/"))


def test_a_council_shows_what_comes_what_was_decided_and_what_is_awaited(client: Client, put: Put) -> None:
    put("2027-02-11", heading="Möte 11 februari 2027")
    put("2026-12-10")
    brief = {"decisions": [{"text": "Nyckeln lånas ut.", "anchor": "p4", "number": "§ 4"}], "tabled": [], "actions": []}
    sums = {"decisions": 1, "tabled": 0, "actions": 0}
    put("2026-11-05", kind=PageKind.PROTOCOL, heading="Protokoll 5 november 2026", sums=sums, brief=brief)
    page = words(client.get("/exempel/"))
    assert "Möte 11 februari 2027" in page
    assert "Protokoll 5 november 2026" in page
    assert '<a href="/exempel/moten/2026-11-05/#p4" lang="sv">Nyckeln lånas ut.</a>' in page
    assert '<a href="/exempel/moten/2026-11-05/p4/" lang="sv">Nyckeln lånas ut.</a>' in page
    assert "10 december 2026</a> är inte godkänt än. Det väntas 11 februari 2027." in page


def test_what_lies_on_the_table_is_counted_back_to_an_item_that_ended_otherwise(
    client: Client, put_item: Put, matter: Matter
) -> None:
    put_item("2026-04-16", "7", "Lokaler", matter, outcomes=["tabled"])
    put_item("2026-06-11", "5", "Lokaler", matter, outcomes=["adopted"])
    put_item("2026-09-24", "6", "Lokaler", matter, outcomes=["tabled"])
    put_item("2026-11-09", "3", "Lokaler på kvällar", matter, outcomes=["noted", "tabled"])
    page = words(client.get("/exempel/"))
    assert (
        '<a href="/exempel/moten/2026-11-09/p3/" lang="sv">Lokaler på kvällar</a> <small>18 veckor, 2 gånger</small>'
        in page
    )
    put_item("2027-01-20", "2", "Lokaler", matter, outcomes=["rejected"])
    assert "Lokaler på kvällar</a>" not in words(client.get("/exempel/"))


def test_the_table_is_drawn_with_its_vacant_seats(client: Client, council: Council) -> None:
    side = Side.objects.create(council=council, name="Föreningar")
    seats = [Seat.objects.create(council=council, side=side, from_on=date(2020, 1, 1)) for _ in range(3)]
    member = Member.objects.create(name="Elsa Ek")
    Mandate.objects.create(council=council, seat=seats[0], member=member, from_on=date(2020, 1, 1))
    Mandate.objects.create(
        council=council, seat=seats[1], member=member, from_on=date(2020, 1, 1), until_on=date(2026, 12, 31)
    )
    page = words(client.get("/exempel/"))
    assert "Föreningar <span>1 av 3</span>" in page
    assert page.count('class="seat"') == 1
    assert page.count("seat-empty") == 2
    assert "2 platser är vakanta." in page


def test_an_ended_council_says_when_why_and_what_follows_it_in_public(
    client: Client, council: Council, closed: Council
) -> None:
    council.ended_on, council.ended_why = date(2026, 12, 31), "Uppdraget är slut."
    council.save()
    after = Council.objects.create(slug="nya", name="Nya rådet")
    for successor in (after, closed):
        Succession.objects.create(council=council, successor=successor)
    page = words(client.get("/exempel/"))
    assert "Rådet upphörde 31 december 2026." in page
    assert "Uppdraget är slut." in page
    assert '<a href="/nya/">Nya rådet</a>' in page
    assert "Slutna" not in page


def test_a_year_of_the_archive_sums_its_protocols(client: Client, put: Put) -> None:
    put("2026-12-10")
    for day, decisions in (("2026-11-05", 3), ("2026-09-24", 2)):
        sums = {"decisions": decisions, "tabled": 1, "actions": 0}
        put(day, kind=PageKind.PROTOCOL, sums=sums, corrected_on="2027-01-10", edition=2)
    put("2025-12-10", kind=PageKind.PROTOCOL)
    page = words(client.get("/exempel/moten/2026/"))
    assert "3 möten, 2 publicerade protokoll: 5 beslut, 2 bordlagda frågor, 0 uppdrag." in page
    assert "Publicerat 8 jan., rättat 10 jan., utgåva 2" in page
    assert "Protokollet är inte godkänt än. Det väntas 11 februari 2027." in page
    assert "2025-12-10" not in page
    assert '<a href="/exempel/moten/2025/">2025</a>' in page
    assert client.get("/exempel/moten/2024/").status_code == 404


def test_a_members_only_council_does_not_exist_in_public(client: Client, closed: Council, put: Put) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL, of=closed)
    put("2026-12-10", "p1", PageKind.ITEM, of=closed, number="§ 1")
    put("2026-12-10", "json", PageKind.DATA, of=closed)
    addresses = ["", "moten/", "moten/2026/", "moten/2026-12-10/", "moten/2026-12-10/p1/", "moten/2026-12-10/1/"]
    addresses += ["moten/2026-12-10.json", "moten/2026-12-10.ics", "moten/2026-12-10/utgava/1/"]
    assert {client.get(f"/slutet/{address}").status_code for address in addresses} == {404}


@pytest.mark.parametrize("address", ["/", "/exempel/", "/exempel/moten/", "/exempel/moten/2026/"])
@pytest.mark.parametrize("several", [False, True])
def test_lists_ask_the_same_number_of_questions_however_long_they_are(
    client: Client,
    council: Council,
    put: Put,
    put_item: Put,
    matter: Matter,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    several: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    if several:
        Council.objects.create(slug="annat", name="Andra rådet")
    expected = {"/": 4 if several else 5, "/exempel/": 5, "/exempel/moten/": 3, "/exempel/moten/2026/": 3}[address]
    for day in ("2026-12-10", "2026-11-05", "2026-09-24"):
        put(day, kind=PageKind.PROTOCOL)
        put_item(day, "1", "Lokaler", matter, outcomes=["tabled"])
        with django_assert_num_queries(expected):
            client.get(address)
