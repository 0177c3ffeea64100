"""Questions that were handed over: those that wait, when they were sent, and what was answered."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Decision, Forwarding
from meetings.procedure import attending, calling, drafting, forwarding, writing
from tests.web.secretary.conftest import Island

HERE = "/arbete/uppfoljning/"
EVERY = f"{HERE}overlamnat/"
WORDS = "Beslut: Rådet vill ha en ny färja.\nÖverlämnas till Hamnnämnden"


@pytest.fixture
def decision(island: Island) -> Decision:
    """A question that a sent protocol hands over."""
    island.sent(WORDS, date(2031, 2, 4))
    return Decision.objects.get(outcome="handed_over")


def about(decision: Decision) -> str:
    return f"{EVERY}{decision.pk}/"


def plain(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\xa0", " ")


def test_what_was_handed_over_waits_until_it_is_sent_and_answered(secretary: Client, decision: Decision) -> None:
    assert "Överlämnat till Hamnnämnden. Det är inte inskrivet" in plain(secretary, HERE)
    for _ in range(2):
        sent = secretary.post(about(decision), {"sent_on": "2031-02-10", "row_version": "0"})
        assert sent["Location"] == HERE
    assert "Skickat till Hamnnämnden 10 februari. Svar har inte kommit." in plain(secretary, HERE)
    answer = {"sent_on": "2031-02-10", "answered_on": "3 mars 2031", "answer": "Ja,\ntvå färjor.", "row_version": "1"}
    assert secretary.post(about(decision), answer)["Location"] == HERE
    row = Forwarding.objects.get()
    assert (row.answered_on, row.answer) == (date(2031, 3, 3), "Ja,\ntvå färjor.")
    assert "Ingen överlämnad fråga väntar." in plain(secretary, HERE)
    assert "Skickat till Hamnnämnden 10 februari. Svarade 3 mars." in plain(secretary, EVERY)


def test_what_is_not_sent_to_the_members_is_not_handed_over_yet(island: Island, secretary: Client) -> None:
    protocol = island.closed(WORDS, date(2031, 2, 4))
    decision = Decision.objects.get(outcome="handed_over")
    assert "Hamnnämnden" not in plain(secretary, HERE)
    assert secretary.get(about(decision)).status_code == 404
    drafting.send(protocol, by=island.secretary)
    assert "Hamnnämnden" in plain(secretary, HERE)


def test_what_was_sent_stays_while_the_protocol_is_taken_back(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS, date(2031, 2, 4))
    decision = Decision.objects.get(outcome="handed_over")
    forwarding.write_down(decision, sent_on=date(2031, 2, 10), row_version=0, by=island.secretary)
    drafting.recall(protocol, reason="Fel dag.", by=island.secretary)
    assert "Skickat till Hamnnämnden" in plain(secretary, HERE)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sent_on": "i går"}, "Det finns ingen sådan dag."),
        ({"sent_on": "2031-02-30"}, "Det finns ingen sådan dag."),
        ({"sent_on": "2031-02-03"}, "Mötet som beslutade det hölls 4 februari 2031."),
        ({"sent_on": "2031-03-05"}, "Den dagen har inte kommit än."),
        ({"sent_on": "2031-02-10", "answered_on": "2031-02-09"}, "Svaret kom innan frågan skickades."),
        ({"answered_on": "2031-02-20"}, "Skriv när frågan skickades."),
        ({"sent_on": "2031-02-10", "row_version": "x"}, "Något behöver ändras"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    secretary: Client, decision: Decision, typed: dict[str, str], said: str
) -> None:
    answer = secretary.post(about(decision), {"row_version": "0", "answer": "Skrivet för hand", **typed})
    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 200
    assert said in page
    assert "Skrivet för hand" in page
    assert all(f'value="{value}"' in page for name, value in typed.items() if name != "row_version")
    assert not Forwarding.objects.exists()


def test_who_comes_second_sees_both_texts_and_may_save_again(
    island: Island, secretary: Client, decision: Decision
) -> None:
    forwarding.write_down(
        decision,
        sent_on=date(2031, 2, 10),
        answered_on=date(2031, 3, 1),
        answer="Nej tack.",
        row_version=0,
        by=island.secretary,
    )
    mine = {"sent_on": "2031-02-11", "answered_on": "2031-03-02", "answer": "Ja tack.", "row_version": "0"}
    refused = secretary.post(about(decision), mine)
    page = refused.content.decode().replace("\xa0", " ")
    assert refused.status_code == 409
    assert "Ja tack." in page
    assert "Nej tack." in page
    assert "Skickat: 10 februari. Svaret kom: 1 mars." in page
    assert Forwarding.objects.get().answer == "Nej tack."
    assert 'name="row_version" value="1"' in page
    assert secretary.post(about(decision), {**mine, "row_version": "1"}).status_code == 302
    assert Forwarding.objects.get().answer == "Ja tack."


def test_the_chair_reads_and_writes_nothing(
    island: Island, chair: Client, stranger: Client, member: Client, decision: Decision
) -> None:
    forwarding.write_down(
        decision,
        sent_on=date(2031, 2, 10),
        answered_on=date(2031, 3, 1),
        answer="Nej tack.",
        row_version=0,
        by=island.secretary,
    )
    for address in (HERE, EVERY, about(decision)):
        page = chair.get(address).content.decode()
        assert 'method="post"' not in page
        assert "Skriv in" not in page
        assert member.get(address).status_code == stranger.get(address).status_code == 404
    assert "Nej tack." in plain(chair, about(decision))
    assert chair.post(about(decision), {"sent_on": "2031-02-12", "row_version": "1"}).status_code == 403
    assert stranger.post(about(decision), {"sent_on": "2031-02-12"}).status_code == 404


def test_a_confidential_question_is_the_secretarys_alone(
    island: Island, secretary: Client, chair: Client, decision: Decision
) -> None:
    item = decision.item
    writing.save_item(item, is_confidential=True, row_version=item.row_version, by=island.secretary)
    for address in (HERE, EVERY):
        assert "Hamnnämnden" in plain(secretary, address)
        assert "Hamnnämnden" not in plain(chair, address)
    assert chair.get(about(decision)).status_code == 404


def test_the_lists_ask_as_many_questions_for_three_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    island.approved(WORDS, date(2031, 1, 7))
    _ask(secretary, django_assert_num_queries)
    protocol = island.opened(date(2031, 2, 4))
    for title in ("Fyren", "Båken"):
        calling.add_item(protocol.meeting, title=title, by=island.secretary)
        island.write(protocol, WORDS, title)
    attending.mark_rest_present(protocol.meeting, by=island.secretary)
    drafting.close_meeting(protocol.meeting, by=island.secretary)
    drafting.send(island.read(protocol), by=island.secretary)
    _ask(secretary, django_assert_num_queries)


def _ask(secretary: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for address, questions in ((HERE, 13), (EVERY, 8)):
        with django_assert_num_queries(questions):
            secretary.get(address)
