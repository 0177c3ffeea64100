"""The addresses: which are taken, and what every public answer has in common."""

import pytest
from django.test import Client
from django.urls import get_resolver

from idekom.urls import urlpatterns
from meetings.models import Matter, PageKind
from meetings.models.council import FIXED_WORDS
from meetings.web.public import urls as public
from tests.web.public.conftest import Put


def test_no_council_can_take_the_first_word_of_another_address() -> None:
    first = {str(found.pattern) for found in urlpatterns} | {str(found.pattern) for found in public.urlpatterns}
    words = {pattern.split("/")[0] for pattern in first}
    assert {word for word in words if word and not word.startswith("<")} <= FIXED_WORDS


def test_no_council_can_take_a_language() -> None:
    assert {"sv", "en"} <= FIXED_WORDS
    assert get_resolver().resolve("/exempel/").url_name == "council"


ADDRESSES = [
    "/",
    "/halsa",
    "/sakerhet/kedja.txt",
    "/arenden/2026-3/lan-av-lokaler-pa-kvallar/",
    "/exempel/",
    "/exempel/moten/",
    "/exempel/moten/2026/",
    "/exempel/moten/2026-12-10/",
    "/exempel/moten/2026-12-10.json",
    "/exempel/moten/2026-12-10.txt",
    "/exempel/moten/2026-12-10.ics",
    "/exempel/moten/2026-12-10/utgava/1/",
    "/exempel/moten/2026-12-10/p4/",
    "/exempel/moten/2026-12-10/4/",
    "/finns/inte/",
]


@pytest.fixture
def everything(put: Put, put_item: Put, matter: Matter) -> None:
    put("2026-12-10", kind=PageKind.PROTOCOL, edition=2)
    put("2026-12-10", "utgava/1", PageKind.PROTOCOL)
    put("2026-12-10", "json", PageKind.DATA)
    put("2026-12-10", "txt", PageKind.TEXT)
    put_item("2026-12-10", "4", "Lokaler", matter)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_answer_sets_no_cookie_and_does_not_vary(client: Client, address: str, prefix: str) -> None:
    client.cookies["sessionid"] = "whatever"
    response = client.get(prefix + address, headers={"sec-fetch-dest": "document", "accept-language": "de"})
    assert response.status_code < 500
    assert not response.cookies
    assert "Vary" not in response


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_public_address_is_only_for_reading(client: Client, address: str, method: str) -> None:
    status = getattr(client, method)(address).status_code
    assert status == (404 if address == "/finns/inte/" else 405)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("address", [a for a in ADDRESSES if a not in {"/halsa", "/finns/inte/"}])
def test_what_may_be_kept_says_for_how_long(client: Client, address: str) -> None:
    assert client.get(address)["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("address", ["/", "/exempel/", "/exempel/moten/2026/", "/exempel/moten/2026-12-10/p4/"])
def test_a_reader_who_has_the_page_gets_304(client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    assert client.get(f"/en{address}", headers={"if-none-match": etag}).status_code == 200
