"""Mina möten, and planning a meeting."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import AgendaItem, AuditEntry, Mandate, Meeting, Stance, clock
from meetings.procedure import answering, attending, calling, drafting, publishing, writing
from tests.web.secretary.conftest import DAY, Island

NEW = "/arbete/oradet/nytt/"


def planning(**changes: str) -> dict[str, str]:
    return {"held_on": "2031-04-08", "begins": "15.00", "ends": "17.00", "place": "Bryggan", "kind": "ordinary"} | {
        "nth": "1",
        **changes,
    }


def test_a_planned_meeting_asks_for_its_notice(island: Island, secretary: Client) -> None:
    island.planned()
    page = secretary.get("/arbete/").content.decode()
    assert "Skicka kallelsen." in page
    assert 'class="button button-primary"' in page


def test_an_agenda_that_is_not_as_in_its_notice_asks_for_a_changed_one(island: Island, secretary: Client) -> None:
    meeting = island.planned(DAY + timedelta(days=90))
    calling.send_notice(meeting, by=island.secretary)
    asked, rests = "Dagordningen har ändrats sedan kallelsen skickades.", "Kallelsen är skickad. Inget att göra än."

    def said() -> list[str]:
        page = secretary.get("/arbete/").content.decode()
        return [words for words in (asked, rests, "Skicka ändrad kallelse") if words in page]

    assert said() == [rests]
    late = calling.add_item(meeting, title="Kranen", by=island.secretary)
    assert said() == [asked, "Skicka ändrad kallelse"]
    calling.send_notice(meeting, by=island.secretary)
    assert said() == [rests]
    calling.take_off(late, why="Ingen tid.", by=island.secretary)
    assert said() == [asked, "Skicka ändrad kallelse"]


def test_the_chair_reads_without_buttons(island: Island, chair: Client) -> None:
    island.planned()
    page = chair.get("/arbete/").content.decode()
    assert "Skicka kallelsen." in page
    assert "button-primary" not in page


def test_somebody_without_a_council_has_no_desk(island: Island, stranger: Client, member: Client) -> None:
    assert stranger.get("/arbete/").status_code == 404
    assert member.get("/arbete/").status_code == 404


def test_signed_out_leads_to_the_way_in_before_anything_is_looked_up(island: Island) -> None:
    for address in ("/arbete/", "/arbete/moten/99999/", "/arbete/protokoll/99999/historik/", NEW):
        assert Client().get(address).status_code == 302


def test_the_desk_asks_as_many_questions_for_three_meetings_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    island.sent(held_on=DAY)
    secretary.get("/arbete/")
    with django_assert_num_queries(DESK):
        secretary.get("/arbete/")
    island.sent(held_on=DAY - timedelta(days=30))
    island.planned(DAY + timedelta(days=30))
    with django_assert_num_queries(DESK):
        secretary.get("/arbete/")


def test_a_draft_says_how_much_is_left_before_it_is_sent(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    island.write(protocol, "Uppdrag: måla båten")
    drafting.close_meeting(protocol.meeting, by=island.secretary)
    said = "<h3>Skicka protokollet från 4\u00a0mars. 2 saker kvar.</h3>"
    assert said in secretary.get("/arbete/").content.decode()
    assert secretary.get(f"/arbete/protokoll/{protocol.pk}/utskick/").content.decode().count("2 saker kvar") == 1
    attending.mark_rest_present(protocol.meeting, by=island.secretary)
    assert "<h3>Skicka protokollet från 4\u00a0mars. En sak kvar.</h3>" in secretary.get("/arbete/").content.decode()
    island.write(protocol, "Uppdrag: måla båten @Mats Medlem")
    assert "<h3>Skicka protokollet från 4\u00a0mars. Inget saknas.</h3>" in secretary.get("/arbete/").content.decode()


def test_the_chair_is_not_told_of_what_is_left_in_a_confidential_item(
    island: Island, secretary: Client, chair: Client
) -> None:
    protocol = island.closed("Uppdrag: måla båten")
    item = island.item(protocol)
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=island.secretary)
    said = {who: "En sak kvar." in who.get("/arbete/").content.decode() for who in (secretary, chair)}
    assert said == {secretary: True, chair: False}


def test_the_desk_asks_as_many_questions_for_four_drafts_as_for_two(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    words = "Beslut: Att köpa.\n\nUppdrag: måla båten @Mats Medlem"
    for n in (90, 0):
        island.closed(words, held_on=DAY - timedelta(days=n))
    with django_assert_num_queries(DRAFTS):
        secretary.get("/arbete/")
    for n in (30, 60):
        island.closed(words, held_on=DAY - timedelta(days=n))
    with django_assert_num_queries(DRAFTS):
        secretary.get("/arbete/")


DESK, DRAFTS = 18, 25


@pytest.mark.parametrize(
    ("state", "word", "button"),
    [
        ("planned", "Planerat", "Skicka kallelsen"),
        ("opened", "Möte pågår", "Avsluta mötet"),
        ("closed", "Utkast", "Skicka till ledamöterna"),
        ("sent", "Hos ledamöterna", ""),
        ("approved", "Godkänt", "Publicera"),
        ("published", "Publicerat", ""),
    ],
)
def test_each_state_has_one_word_and_at_most_one_button(
    island: Island, secretary: Client, state: str, word: str, button: str
) -> None:
    getattr(island, state)()
    page = secretary.get("/arbete/").content.decode()
    assert f"</svg>{word}</span>" in page
    assert re.findall(r'class="button button-primary"[^>]*>([^<]*)<', page) == ([button] if button else [])


def test_an_open_wish_and_what_was_withdrawn_wait_for_the_secretary(island: Island, secretary: Client) -> None:
    sent = island.sent()
    assert sent.version is not None
    answering.answer(sent.version, by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    gone = island.published(held_on=DAY - timedelta(days=30))
    publishing.withdraw(gone, reason="Fel fil", by=island.secretary)
    page = secretary.get("/arbete/").content.decode()
    assert re.findall(r'class="button button-primary"[^>]*>([^<]*)<', page) == ["Svara på förslagen"]
    for said in ("Ändring föreslagen", "Svara på ett förslag till ändring.", "Tillbakadraget", "Publicera igen"):
        assert said in page
    assert "2 saker väntar på dig." in page


def test_time_and_place_come_from_last_time(island: Island, secretary: Client) -> None:
    island.planned()
    page = secretary.get(NEW).content.decode()
    assert 'value="15.00"' in page
    assert 'value="Bryggan"' in page


def test_a_new_meeting_comes_with_its_agenda(island: Island, secretary: Client) -> None:
    answer = secretary.post(NEW, planning())
    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/arbete/moten/{meeting.pk}/"
    assert meeting.key == "2031-04-08"
    assert AgendaItem.objects.filter(meeting=meeting).count() == 3


def test_the_same_form_sent_twice_plans_one_meeting(island: Island, secretary: Client) -> None:
    secretary.post(NEW, planning())
    again = secretary.post(NEW, planning())
    assert "Rådet har redan ett möte den dagen." in again.content.decode()
    assert Meeting.objects.count() == 1


def test_a_second_meeting_that_day_is_offered_and_planned_once(island: Island, secretary: Client) -> None:
    secretary.post(NEW, planning())
    offered = secretary.post(NEW, planning()).content.decode()
    assert 'name="nth" value="2"' in offered
    secretary.post(NEW, planning(nth="2"))
    secretary.post(NEW, planning(nth="2"))
    assert list(Meeting.objects.order_by("pk").values_list("key", flat=True)) == ["2031-04-08", "2031-04-08-2"]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("held_on", "2031-02-30", "Det finns ingen sådan dag. Skriv den som 2026-11-05."),
        ("begins", "25.00", "Det finns ingen sådan tid. Skriv den som 15.00."),
        ("ends", "14.00", "Mötet slutar innan det börjar."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    island: Island, secretary: Client, field: str, typed: str, said: str
) -> None:
    page = secretary.post(NEW, planning(**{field: typed, "place": "Nya bryggan"})).content.decode()
    assert said in page
    assert 'value="Nya bryggan"' in page
    assert Meeting.objects.count() == 0


def test_looking_changes_nothing(island: Island, secretary: Client) -> None:
    island.planned()
    before = AuditEntry.objects.count()
    for address in ("/arbete/", "/arbete/?visa=alla", NEW):
        assert secretary.get(address).status_code == 200
    assert AuditEntry.objects.count() == before


def test_an_ended_mandate_ends_the_desk_at_the_next_request(island: Island, secretary: Client) -> None:
    assert secretary.get("/arbete/").status_code == 200
    mandate = Mandate.objects.get(member=island.secretary)
    mandate.until_on = clock.today() - timedelta(days=1)
    mandate.save()
    assert secretary.get("/arbete/").status_code == 404


def test_a_member_of_the_council_may_not_plan(island: Island, chair: Client, stranger: Client) -> None:
    assert chair.post(NEW, planning()).status_code == 403
    assert stranger.post(NEW, planning()).status_code == 404
    assert Meeting.objects.filter(held_on__gte=date(2031, 1, 1)).count() == 0
