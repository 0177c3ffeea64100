"""Läs upp besluten: what stands on the projector in the room, and what does not."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import ApprovalOutcome, Meeting, ProtocolApproval
from meetings.procedure import approving, attending, calling, drafting, writing
from tests.web.secretary.conftest import DAY, Island

READING = 15  # questions
WORDS = "Vi talade länge om färjan.\n\nBeslut: Att köpa en färja.\n\nUppdrag: måla båten @Mats Medlem senast 5 april"


def of(meeting: Meeting) -> str:
    return f"/arbete/moten/{meeting.pk}/las-upp/"


def test_decisions_and_tasks_stand_as_they_are_written_and_prose_does_not(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    item = island.write(protocol, WORDS)
    page = secretary.get(of(protocol.meeting)).content.decode()
    for said in ("Att köpa en färja.", "Måla båten", "Mats Medlem", "5\u00a0april 2031"):
        assert said in page
    assert "Vi talade länge" not in page
    assert f'href="/arbete/punkter/{item.pk}/"' in page


def test_a_task_that_nobody_is_responsible_for_says_so(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    island.write(protocol, "Uppdrag: måla båten")
    assert "Ingen är ansvarig för ett uppdrag." in secretary.get(of(protocol.meeting)).content.decode()


def test_what_is_confidential_is_only_counted_also_for_the_secretary(
    island: Island, secretary: Client, chair: Client
) -> None:
    protocol = island.opened()
    item = island.write(protocol, "Beslut: Att mata kanariefågeln.\n\nUppdrag: köpa kanariefrö @Mats Medlem")
    writing.save_item(
        item, row_version=item.row_version, title="Kanariehuset", is_confidential=True, by=island.secretary
    )
    for who in (secretary, chair):
        page = who.get(of(protocol.meeting)).content.decode()
        assert "1 sekretessbelagd punkt visas inte." in page
        assert "anarie" not in page
        assert "Mats Medlem" not in page


def test_an_item_that_was_marked_after_it_was_approved_is_not_shown(island: Island, secretary: Client) -> None:
    protocol = island.approved("Beslut: Att mata kanariefågeln.")
    assert "kanariefågeln" in secretary.get(of(protocol.meeting)).content.decode()
    item = island.item(protocol)
    item.is_confidential = True
    item.save()
    assert "kanariefågeln" not in secretary.get(of(protocol.meeting)).content.decode()


def test_an_approved_text_is_read_out_and_not_changed(island: Island, secretary: Client) -> None:
    protocol = island.approved("Beslut: Att köpa en färja.")
    page = secretary.get(of(protocol.meeting)).content.decode()
    assert "Att köpa en färja." in page
    assert "/arbete/punkter/" not in page


def test_an_open_meeting_is_closed_from_there_and_a_closed_one_is_sent(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    close, finish = f"/arbete/moten/{protocol.meeting_id}/avsluta/", f"/arbete/protokoll/{protocol.pk}/utskick/"
    page = secretary.get(of(protocol.meeting)).content.decode()
    assert (close in page, finish in page) == (True, False)
    attending.mark_rest_present(protocol.meeting, by=island.secretary)
    drafting.close_meeting(protocol.meeting, by=island.secretary)
    page = secretary.get(of(protocol.meeting)).content.decode()
    assert (close in page, finish in page) == (False, True)


def test_who_gets_a_letter_with_tasks_is_said_before_the_meeting_is_closed(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    island.write(protocol, WORDS)
    said = "När mötet avslutas får alla sina egna uppdrag med mejl: Mats Medlem 1."
    assert said in secretary.get(of(protocol.meeting)).content.decode()
    drafting.close_meeting(protocol.meeting, by=island.secretary)
    assert said not in secretary.get(of(protocol.meeting)).content.decode()


def test_the_chair_reads_and_changes_nothing(island: Island, chair: Client, member: Client, stranger: Client) -> None:
    protocol = island.opened()
    island.write(protocol, WORDS)
    page = chair.get(of(protocol.meeting)).content.decode()
    assert "Att köpa en färja." in page
    assert "/arbete/punkter/" not in page
    assert "/avsluta/" not in page
    assert [who.get(of(protocol.meeting)).status_code for who in (member, stranger)] == [404, 404]


def test_a_meeting_that_has_not_begun_says_so(island: Island, secretary: Client) -> None:
    assert "Mötet har inte börjat." in secretary.get(of(island.planned())).content.decode()


def test_a_previous_protocol_stands_there_once_the_meeting_has_said_something(
    island: Island, secretary: Client
) -> None:
    island.sent(held_on=DAY - timedelta(days=30))
    protocol = island.opened()
    said = "Protokollet från 2\u00a0februari 2031 godkänns."
    assert said not in secretary.get(of(protocol.meeting)).content.decode()
    row = ProtocolApproval.objects.get(item__meeting=protocol.meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=island.secretary)
    assert said in secretary.get(of(protocol.meeting)).content.decode()


def test_the_page_of_writing_and_that_of_closing_lead_there(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    for part in ("skriv/", "avsluta/"):
        page = secretary.get(f"/arbete/moten/{protocol.meeting_id}/{part}").content.decode()
        assert of(protocol.meeting) in page


def test_reading_out_asks_as_many_questions_for_three_items_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.opened()
    island.write(protocol, WORDS)
    secretary.get(of(protocol.meeting))
    with django_assert_num_queries(READING):
        secretary.get(of(protocol.meeting))
    for title in ("Kranen", "Bojen"):
        calling.add_item(protocol.meeting, title=title, by=island.secretary)
        island.write(protocol, "Beslut: Att måla.\n\nUppdrag: köpa färg @Juni Justerare", title)
    with django_assert_num_queries(READING):
        secretary.get(of(protocol.meeting))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(island: Island, secretary: Client, method: str) -> None:
    protocol = island.opened()
    assert getattr(secretary, method)(of(protocol.meeting)).status_code == 405
