"""The language is part of the address."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from meetings.models import Council
from meetings.web.language import split

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return Council.objects.create(slug="exempel", name="Exempelrådet")


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_only_a_whole_first_word_is_a_language() -> None:
    assert split("/en/idekom/") == ("en", "/idekom/")
    assert split("/en/") == ("en", "/")
    assert split("/enkoping/") == ("sv", "/enkoping/")
    assert split("/idekom/en/") == ("sv", "/idekom/en/")


def test_an_address_speaks_its_language_whatever_the_reader_prefers(client: Client, council: Council) -> None:
    swedish, english = (
        client.get(address, headers={"accept-language": other})
        for address, other in (("/exempel/", "en"), ("/en/exempel/", "sv"))
    )
    assert (swedish["Content-Language"], english["Content-Language"]) == ("sv", "en")
    assert '<html lang="sv">' in swedish.content.decode()
    assert '<html lang="en">' in english.content.decode()
    assert "Möten" in swedish.content.decode()
    assert "Meetings" in english.content.decode()


def test_links_of_an_english_page_stay_english_and_static_files_have_no_language(
    client: Client, council: Council
) -> None:
    found = page(client, "/en/exempel/")
    assert 'href="/en/exempel/moten/"' in found
    assert 'href="/static/css/tokens.css"' in found
    assert "/en/static" not in found


def test_both_languages_name_each_other_and_themselves(client: Client, council: Council) -> None:
    for address, own in (("/exempel/moten/", "/exempel/moten/"), ("/en/exempel/moten/", "/en/exempel/moten/")):
        found = page(client, address)
        assert f'<link rel="canonical" href="http://localhost:8000{own}">' in found
        assert '<link rel="alternate" hreflang="sv" href="http://localhost:8000/exempel/moten/">' in found
        assert '<link rel="alternate" hreflang="en" href="http://localhost:8000/en/exempel/moten/">' in found
    assert '<a href="/en/exempel/moten/" lang="en" hreflang="en">In English</a>' in page(client, "/exempel/moten/")


def test_a_missing_slash_is_put_right_within_the_language(client: Client, council: Council) -> None:
    assert client.get("/en/exempel")["Location"] == "/en/exempel/"
    assert client.get("/en")["Location"] == "/en/"


def test_a_language_is_written_once(client: Client, council: Council) -> None:
    assert client.get("/en/en/exempel/").status_code == 404
    assert client.get("/sv/exempel/").status_code == 404


def test_nothing_of_the_language_stays_behind(client: Client, council: Council) -> None:
    before = translation.get_language()
    client.get("/en/exempel/")
    assert (translation.get_language(), reverse("start")) == (before, "/")
