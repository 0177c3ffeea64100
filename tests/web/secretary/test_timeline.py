"""Historik: who, when and what."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.procedure import calling
from tests.web.secretary.conftest import Island


def test_the_steps_and_the_work_on_the_draft_are_told(island: Island, secretary: Client) -> None:
    protocol = island.sent("Färjan går.\n\nGodkänns")
    page = secretary.get(f"/arbete/protokoll/{protocol.pk}/historik/").content.decode()
    for told in ("Protokollet skickades till ledamöterna", "Signe Skrivare", "Färjan går."):
        assert told in page


def test_steps_alone_are_one_click_away(island: Island, secretary: Client) -> None:
    protocol = island.sent("Färjan går.\n\nGodkänns")
    page = secretary.get(f"/arbete/protokoll/{protocol.pk}/historik/", {"visa": "steg"}).content.decode()
    assert "Mötet avslutades" in page
    assert "Färjan går." not in page


def test_nobody_writes_here_and_strangers_find_nothing(island: Island, chair: Client, stranger: Client) -> None:
    protocol = island.sent()
    address = f"/arbete/protokoll/{protocol.pk}/historik/"
    assert [chair.get(address).status_code, chair.post(address).status_code] == [200, 405]
    assert stranger.get(address).status_code == 404


def test_the_history_asks_as_many_questions_for_three_items_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.opened()
    island.write(protocol, "Bordläggs")
    address = f"/arbete/protokoll/{protocol.pk}/historik/"
    with django_assert_num_queries(QUESTIONS):
        secretary.get(address)
    for title in ("Fyren", "Båken"):
        calling.add_item(protocol.meeting, title=title, by=island.secretary)
        island.write(protocol, "Bordläggs", title)
    with django_assert_num_queries(QUESTIONS):
        secretary.get(address)


QUESTIONS = 35
