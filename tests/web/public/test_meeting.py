"""A meeting's page through its whole life, at one address."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Council, PageKind
from tests.support.reading import words
from tests.web.public.conftest import Put

ADDRESS = "/exempel/moten/2027-02-11/"


def test_before_the_meeting_the_page_says_when_and_in_how_many_days(client: Client, put: Put) -> None:
    put("2027-02-11", heading="Möte 11 februari 2027")
    page = words(client.get(ADDRESS))
    assert "torsdag 11 februari 2027, kl. 15.00–17.00" in page
    assert "Planerat" in page
    assert "om 10 dagar" in page
    assert "Text sv 2027-02-11" in page


def test_after_the_meeting_the_page_says_that_the_protocol_is_awaited(client: Client, put: Put) -> None:
    put("2026-12-10")
    page = words(client.get("/exempel/moten/2026-12-10/"))
    assert "Protokollet är inte godkänt än. Det väntas 11 februari 2027." in page
    assert "Planerat" not in page


def test_a_protocol_is_shown_as_it_was_finished(client: Client, put: Put) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL, fragment="<article>Rådet beslutar.</article>")
    page = words(client.get("/exempel/moten/2026-12-10/"))
    assert "<article>Rådet beslutar.</article>" in page
    assert "inte godkänt" not in page


def test_a_withdrawn_protocol_answers_410_with_day_and_reason(client: Client, put: Put) -> None:
    gone = {"on": "2027-01-20", "why": "Fel bilaga.", "by": "sekreteraren"}
    put("2026-12-10", kind=PageKind.GONE, state="gone", gone=gone)
    put("2026-12-10", "json", PageKind.GONE, state="gone", gone=gone)
    for address in ("/", "/p4/", "/utgava/1/", ".json"):
        response = client.get(f"/exempel/moten/2026-12-10{address}")
        assert response.status_code == 410
        assert "20 januari 2027" in words(response)
        assert "Fel bilaga." in words(response)


def test_a_moved_meeting_leads_to_its_new_day(client: Client, put: Put) -> None:
    put("2027-02-11", state="moved", moved_to="2027-02-18")
    put("2027-02-18")
    response = client.get(ADDRESS)
    assert (response.status_code, response["Location"]) == (302, "/exempel/moten/2027-02-18/")


def test_a_cancelled_meeting_says_so(client: Client, put: Put) -> None:
    put("2027-02-11", state="cancelled", reason="För få ärenden.")
    page = words(client.get(ADDRESS))
    assert "Inställt" in page
    assert "För få ärenden." in page
    assert "Planerat" not in page


def test_a_meeting_without_a_page_does_not_exist(client: Client, council: Council) -> None:
    for address in ("", "p1/", "1/", "utgava/1/"):
        assert client.get(f"/exempel/moten/2027-02-11/{address}").status_code == 404
    for ending in ("json", "txt", "ics"):
        assert client.get(f"/exempel/moten/2027-02-11.{ending}").status_code == 404


def test_an_item_stands_alone_and_answers_to_its_number(client: Client, put: Put, put_item: Put) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL)
    put_item("2026-12-10", "4", "Lokaler")
    assert "Text sv 2026-12-10 p4" in words(client.get("/exempel/moten/2026-12-10/p4/"))
    for quoted in ("4", "§4", "§ 4"):
        response = client.get(f"/exempel/moten/2026-12-10/{quoted}/")
        assert response["Location"] == "/exempel/moten/2026-12-10/p4/"


def test_a_paragraph_counted_over_the_year_leads_to_its_own_anchor(client: Client, put: Put, put_item: Put) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL)
    put_item("2026-12-10", "4", "Lokaler", number="§\u00a023")
    assert client.get("/exempel/moten/2026-12-10/§23/")["Location"] == "/exempel/moten/2026-12-10/p4/"


def test_an_item_before_the_protocol_leads_to_the_agenda(client: Client, put: Put) -> None:
    put("2027-02-11")
    assert client.get(f"{ADDRESS}p4/")["Location"] == f"{ADDRESS}#p4"


def test_the_current_edition_stands_at_the_meetings_own_address(client: Client, put: Put) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL, edition=2)
    put("2026-12-10", "utgava/1", PageKind.PROTOCOL, fragment="<p>Så stod det först.</p>")
    assert client.get("/exempel/moten/2026-12-10/utgava/2/")["Location"] == "/exempel/moten/2026-12-10/"
    assert "Så stod det först." in words(client.get("/exempel/moten/2026-12-10/utgava/1/"))
    assert client.get("/exempel/moten/2026-12-10/utgava/3/").status_code == 404


def test_an_edition_that_was_taken_away_leads_to_the_one_that_holds(client: Client, put: Put) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL, edition=2)
    gone = {"on": "2027-01-20", "why": "Ett telefonnummer.", "by": ""}
    put("2026-12-10", "utgava/1", PageKind.GONE, state="gone", gone=gone)
    response = client.get("/exempel/moten/2026-12-10/utgava/1/")
    assert response.status_code == 410
    assert "Utgåva 1 visas inte längre" in words(response)
    assert 'href="/exempel/moten/2026-12-10/"' in words(response)


def test_json_and_text_lie_beside_the_page(client: Client, put: Put) -> None:
    put("2026-12-10", "json", PageKind.DATA, fragment='{"a": 1}')
    put("2026-12-10", "txt", PageKind.TEXT, fragment="Protokoll")
    data, text = (client.get(f"/exempel/moten/2026-12-10.{part}") for part in ("json", "txt"))
    assert (data["Content-Type"], data.json()) == ("application/json; charset=utf-8", {"a": 1})
    assert (text["Content-Type"], text.content) == ("text/plain; charset=utf-8", b"Protokoll")


def test_a_reader_who_has_the_page_gets_304_until_the_day_or_the_page_changes(client: Client, put: Put) -> None:
    page = put("2027-02-11")
    etag = client.get(ADDRESS)["ETag"]
    again = client.get(ADDRESS, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    with time_machine.travel(page.changed_at + timedelta(days=1)):
        assert client.get(ADDRESS, headers={"if-none-match": etag}).status_code == 200
    page.etag = "another"
    page.save()
    assert client.get(ADDRESS, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("part", ["", "p4", "json", "txt"])
def test_a_page_costs_at_most_two_queries(
    client: Client, put: Put, put_item: Put, django_assert_max_num_queries: DjangoAssertNumQueries, part: str
) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL)
    put("2026-11-10", kind=PageKind.PROTOCOL)
    put_item("2026-12-10", "4", "Lokaler")
    put("2026-12-10", "json", PageKind.DATA)
    put("2026-12-10", "txt", PageKind.TEXT)
    endings = {"": "/", "p4": "/p4/", "json": ".json", "txt": ".txt"}
    with django_assert_max_num_queries(2):
        assert client.get(f"/exempel/moten/2026-12-10{endings[part]}").status_code == 200


def test_a_meeting_leads_to_the_one_before_and_the_one_after(client: Client, closed: Council, put: Put) -> None:
    for day in ("2026-09-24", "2026-11-05", "2026-12-10", "2027-02-11"):
        put(day, kind=PageKind.PROTOCOL)
    put("2026-12-01", kind=PageKind.PROTOCOL, of=closed)
    page = words(client.get("/exempel/moten/2026-11-05/"))
    around = page[page.index('aria-label="Fler möten"') :]
    assert '<a class="button" href="/exempel/moten/2026-09-24/">' in around
    assert '<a class="button row-end" href="/exempel/moten/2026-12-10/">10 december 2026' in around
    assert "2027-02-11" not in around
    assert "2026-12-01" not in around


def test_the_new_day_of_a_moved_meeting_says_where_it_was_moved_from(client: Client, put: Put) -> None:
    put("2027-02-18", moved_from="2027-02-11")
    assert "<dt>Flyttat</dt><dd>från 11 februari 2027</dd>" in words(client.get("/exempel/moten/2027-02-18/"))
