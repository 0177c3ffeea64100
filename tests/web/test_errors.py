"""When something cannot be answered."""

from collections.abc import Callable

import pytest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from pytest_django import DjangoAssertNumQueries

from meetings.models.base import StaleRowError
from meetings.web import errors
from tests.support.reading import words

pytestmark = pytest.mark.django_db


def fails(exception: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise exception

    return view


urlpatterns = [
    path("", fails(RuntimeError("broken")), name="start"),
    path("stale/", fails(StaleRowError("saved by somebody else"))),
    path("data/", fails(DataError("out of range"))),
    path("nul/", fails(ValueError("A string literal cannot contain NUL (0x00) characters."))),
]
handler500 = "meetings.web.errors.server_error"
HERE = override_settings(ROOT_URLCONF=__name__)


@HERE
def test_a_row_saved_by_somebody_else_answers_409_and_gives_back_what_was_written(client: Client) -> None:
    response = client.post("/stale/", {"text": "Rådet <b>lånar</b> ut", "row_version": "7", "csrfmiddlewaretoken": "x"})
    assert response.status_code == 409
    assert "Någon annan hann före" in words(response)
    assert "Rådet &lt;b&gt;lånar&lt;/b&gt; ut" in words(response)
    assert ">7<" not in words(response)


@HERE
@pytest.mark.parametrize("address", ["/data/", "/nul/"])
def test_what_no_database_can_hold_answers_400(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "Adressen går inte att läsa" in words(response)


@HERE
def test_our_own_fault_answers_500_without_asking_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/")
    assert response.status_code == 500
    assert "Felet är vårt." in words(response)


def test_even_without_templates_an_answer_is_owed() -> None:
    with override_settings(TEMPLATES=[]):
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Något gick fel" in response.content.decode()


def test_nul_in_an_address_never_reaches_the_database(client: Client) -> None:
    assert client.get("/exempel/moten/2026%00/").status_code == 404
    assert client.get("/?q=%00").status_code == 400


def test_an_unknown_address_answers_in_its_language(client: Client) -> None:
    assert "Sidan finns inte" in words(client.get("/finns/inte/"))
    assert "The page does not exist" in words(client.get("/en/finns/inte/"))


def test_a_form_that_is_too_old_is_told_so_plainly() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/")
    assert response.status_code == 403
    assert "Formuläret har varit öppet för länge" in words(response)
