"""A matter, followed over the meetings."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Matter
from tests.support.reading import words
from tests.web.public.conftest import Put

ADDRESS = "/arenden/2026-3/lan-av-lokaler-pa-kvallar/"


def test_a_matter_shows_its_way_the_latest_first(client: Client, put_item: Put, matter: Matter) -> None:
    brief = {"decisions": [{"text": "Rådet lånar ut lokalen.", "anchor": "p4", "number": "§ 4"}]}
    put_item("2026-09-24", "6", "Lokaler", matter, outcomes=["tabled"])
    put_item("2026-11-05", "4", "Lån av lokaler på kvällar", matter, outcomes=["adopted"], brief=brief)
    page = words(client.get(ADDRESS))
    assert '<h1 lang="sv">Lån av lokaler på kvällar</h1>' in page
    assert "Så slutade det" in page
    assert "Rådet lånar ut lokalen." in page
    assert page.index("Möte 5 november, § 4") < page.index("Möte 24 september, § 6")
    assert "Uppe på 2 möten." in page


def test_a_wrong_or_missing_slug_is_put_right(client: Client, put_item: Put, matter: Matter) -> None:
    put_item("2026-09-24", "6", "Lån av lokaler på kvällar", matter)
    for wrong in ("", "fel/"):
        response = client.get(f"/arenden/2026-3/{wrong}")
        assert (response.status_code, response["Location"]) == (301, ADDRESS)


def test_a_matter_exists_only_through_what_is_published_of_it(client: Client, put_item: Put, matter: Matter) -> None:
    assert client.get(ADDRESS).status_code == 404
    put_item("2026-09-24", "6", "Maskerad punkt", matter, matter="")
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/arenden/2026-3/").status_code == 404


def test_no_number_of_a_matter_is_too_odd_to_answer(client: Client, council: object) -> None:
    for number in ("2026-4", "2026-999999999", "0000-1"):
        assert client.get(f"/arenden/{number}/").status_code == 404


def test_a_long_way_costs_as_many_queries_as_a_short_one(
    client: Client, put_item: Put, matter: Matter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in ("2026-09-24", "2026-11-05", "2026-12-10"):
        put_item(day, "1", "Lokaler", matter, outcomes=["tabled"])
        with django_assert_num_queries(2):
            client.get(ADDRESS)
