"""What may be kept of an answer, and by whom."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

pytestmark = pytest.mark.django_db


def remembers(request: HttpRequest) -> HttpResponse:
    """A careless view: reads the session and sets a cookie."""
    response = HttpResponse(str(request.session.get("seen")))
    request.session["seen"] = True
    response.set_cookie("careless", "1")
    return response


urlpatterns = [path(f"{word}/x/", remembers) for word in ("admin", "arbete", "konto", "mina", "svara", "exempel")]
HERE = override_settings(ROOT_URLCONF=__name__)


@HERE
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("word", ["admin", "arbete", "konto", "mina", "svara"])
def test_what_is_for_one_person_is_kept_by_nobody(client: Client, word: str, prefix: str) -> None:
    assert client.get(f"{prefix}/{word}/x/").content == b"None"
    response = client.get(f"{prefix}/{word}/x/")
    assert (response.content, response["Cache-Control"]) == (b"True", "no-store")


@HERE
def test_an_address_with_a_token_is_told_to_nobody(client: Client) -> None:
    assert client.get("/svara/x/")["Referrer-Policy"] == "no-referrer"
    assert client.get("/mina/x/")["Referrer-Policy"] == "same-origin"


@HERE
def test_a_public_page_knows_nobody_however_careless_it_is(client: Client) -> None:
    client.get("/mina/x/")
    assert "sessionid" in client.cookies
    response = client.get("/exempel/x/")
    assert response.content == b"None"
    assert not response.cookies
    assert "Vary" not in response
    assert client.get("/mina/x/").content == b"True"


@HERE
def test_every_answer_says_what_a_browser_may_do(client: Client) -> None:
    for address in ("/mina/x/", "/exempel/x/"):
        response = client.get(address)
        assert "camera=()" in response["Permissions-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "default-src 'none'" in response["Content-Security-Policy"]
