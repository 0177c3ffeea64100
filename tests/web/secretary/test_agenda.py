"""The agenda as one form: ticks, minutes and moves, and where each row comes from."""

import re
from datetime import date

from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Meeting, Protocol, StandingItem
from meetings.procedure import arranging, calling, drafting
from tests.support.filling import filled
from tests.support.reading import words
from tests.web.secretary.conftest import DAY, Island, of, titles


def agenda(secretary: Client, meeting: Meeting, **changed: object) -> HttpResponse:
    """Send the agenda as it stands on the page, with something changed; a tick is taken away by None."""
    sent = {**filled(secretary.get(of(meeting)), "agenda"), **changed}
    kept = {name: value for name, value in sent.items() if value is not None}
    return secretary.post(of(meeting, "dagordning/"), kept)  # type: ignore[return-value]  # the test client's own


def test_an_item_moves_past_its_neighbour(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    item = meeting.items.get(title="Färjan")
    pressed = f"up {item.pk} {item.position}"
    assert f'name="move" value="{pressed}"' in secretary.get(of(meeting)).content.decode()
    for _ in range(2):  # the second click is about a place where the item no longer stands
        assert agenda(secretary, meeting, move=pressed)["Location"] == of(meeting, f"#item-{item.pk}")
        assert titles(meeting) == ["Dagordningen", "Färjan", "Föregående protokoll", "Övriga frågor"]


def test_moving_an_item_saves_what_was_typed_beside_it(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    item = meeting.items.get(title="Färjan")
    agenda(secretary, meeting, move=f"up {item.pk} {item.position}", **{f"i{item.pk}-minutes": "25"})
    item.refresh_from_db()
    assert (item.planned_minutes, titles(meeting)[1]) == (25, "Färjan")


def test_other_business_stays_last_and_what_was_taken_off_is_not_moved(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    secretary.post(of(meeting, "kallelse/"))
    for title, way in (("Övriga frågor", "up"), ("Färjan", "down")):
        item = meeting.items.get(title=title)
        agenda(secretary, meeting, move=f"{way} {item.pk} {item.position}")
    assert titles(meeting) == ["Dagordningen", "Föregående protokoll", "Färjan", "Övriga frågor"]
    gone = meeting.items.get(title="Färjan")
    secretary.post(of(meeting, f"ta-bort/{gone.pk}/"), {"reason": "Färjan gick"})
    assert agenda(secretary, meeting, move=f"up {gone.pk} {gone.position}").status_code == 302


def test_a_tick_that_is_taken_away_asks_why_in_place_and_leaves_a_trace(island: Island, secretary: Client) -> None:
    island.sent("Bordläggs", date(2031, 2, 4))
    meeting = calling.plan(island.council, held_on=DAY, place="Bryggan", by=island.secretary)
    item = meeting.items.get(title="Färjan")
    out = {f"i{item.pk}-stands": None}
    page = agenda(secretary, meeting, **out)
    said = words(page)
    assert page.status_code == 200
    assert "Skriv varför punkten inte tas upp." in said
    assert f'id="id_i{item.pk}-reason_error"' in said
    assert not re.search(rf'name="i{item.pk}-stands"[^>]*checked', said)
    assert agenda(secretary, meeting, **out, **{f"i{item.pk}-reason": "Färjan ligger på varv"}).status_code == 302
    assert "Färjan" not in titles(meeting)
    assert "Lämnades utanför: Färjan ligger på varv" in words(secretary.get(of(meeting)))


def test_nothing_is_saved_while_one_row_is_wrong_and_all_that_was_typed_stays(
    island: Island, secretary: Client
) -> None:
    meeting = island.planned()
    first, item = meeting.items.get(title="Dagordningen"), meeting.items.get(title="Färjan")
    typed = {f"i{first.pk}-minutes": "5", f"i{item.pk}-minutes": "tio"}
    said = words(agenda(secretary, meeting, **typed))
    assert 'value="tio"' in said
    assert 'value="5"' in said
    assert f'href="#id_i{item.pk}-minutes"' in said
    first.refresh_from_db()
    assert first.planned_minutes is None


def test_minutes_that_somebody_else_has_planned_meanwhile_are_not_overwritten(
    island: Island, secretary: Client
) -> None:
    meeting = island.planned()
    item = meeting.items.get(title="Färjan")
    sent = {**filled(secretary.get(of(meeting)), "agenda"), f"i{item.pk}-minutes": "20"}
    arranging.plan_time(item, minutes=45, row_version=item.row_version, by=island.secretary)
    late = secretary.post(of(meeting, "dagordning/"), sent)
    assert late.status_code == 409
    assert 'value="20"' in words(late)
    assert "45 minuter" in words(late)
    again = filled(late, "agenda")
    assert secretary.post(of(meeting, "dagordning/"), again).status_code == 302
    item.refresh_from_db()
    assert item.planned_minutes == 20


def test_the_page_says_when_each_item_begins_and_warns_of_a_plan_that_is_too_long(
    island: Island, secretary: Client
) -> None:
    meeting = island.planned()
    first, item = meeting.items.get(title="Dagordningen"), meeting.items.get(title="Färjan")
    agenda(secretary, meeting, **{f"i{first.pk}-minutes": "20", f"i{item.pk}-minutes": "100"})
    said = words(secretary.get(of(meeting)))
    assert "kl. 15.20" in said
    assert "120 av 120 minuter planerade" in said
    assert "räcker" not in said
    agenda(secretary, meeting, **{f"i{item.pk}-minutes": "110"})
    said = words(secretary.get(of(meeting)))
    assert "De planerade minuterna räcker 10 minuter längre än mötet, till 17.10." in said


def test_every_row_that_came_by_itself_says_from_where_and_for_which_time(island: Island, secretary: Client) -> None:
    StandingItem.objects.create(council=island.council, title="Hamnkaptenen")
    for on, said in (
        (date(2031, 1, 7), "Bordläggs"),
        (date(2031, 1, 14), "Bordläggs"),
        (date(2031, 1, 21), "Bordläggs\nUppdrag: Mäta kajen @Mats Medlem"),
        (date(2031, 1, 28), "Hann inte behandlas\nArbetsgrupp: sammankallande @Mats Medlem"),
    ):
        island.held(island.planned(on), said)
    meeting = calling.plan(island.council, held_on=DAY, place="Bryggan", by=island.secretary)
    calling.add_item(meeting, title="Fyren", by=island.secretary)
    page = words(secretary.get(of(meeting)))
    for one in (
        "Protokollet 21 januari, inte godkänt än. 0 av 3 har svarat.",
        "Hann inte behandlas 28 januari, § 3, tredje gången",
        "Kommer för fjärde gången. Har bordlagts 3 gånger.",
        "Arbetsgruppen redovisar, sammankallande Mats Medlem.",
        "Ett öppet uppdrag",
        "Stående punkt",
        "Ny</span>",
    ):
        assert one in page


def test_what_was_typed_in_the_agenda_is_saved_before_the_notice_goes_out(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    item = meeting.items.get(title="Färjan")
    assert agenda(secretary, meeting, send="notice", **{f"i{item.pk}-minutes": "tio"}).status_code == 200
    assert meeting.notices.count() == 0
    agenda(secretary, meeting, send="notice", **{f"i{item.pk}-minutes": "10"})
    item.refresh_from_db()
    assert (item.planned_minutes, meeting.notices.count()) == (10, 1)


def test_what_comes_from_a_cancelled_meeting_says_so_until_the_council_has_met(
    island: Island, secretary: Client
) -> None:
    calling.cancel(island.planned(date(2031, 3, 3)), reason="Storm", by=island.secretary)
    meeting = calling.plan(island.council, held_on=DAY, place="Bryggan", by=island.secretary)
    assert "Från det inställda mötet 3 mars" in words(secretary.get(of(meeting)))
    drafting.open_meeting(meeting, by=island.secretary)
    after = island.planned(date(2031, 3, 18))
    assert "Färjan" in titles(after)
    assert "Från det inställda mötet" not in words(secretary.get(of(after)))


def test_a_resting_matter_is_offered_and_taken_up(island: Island, secretary: Client) -> None:
    island.sent("Bordläggs tills vidare", date(2031, 2, 4))
    meeting = calling.plan(island.council, held_on=DAY, place="Bryggan", by=island.secretary)
    assert "Bordlagd sedan 4\xa0februari 2031" in secretary.get(of(meeting)).content.decode()
    tabled = island.item(Protocol.objects.get(), "Färjan").decisions.get().tabled
    sent = {**filled(secretary.get(of(meeting)), "agenda"), f"t{tabled.pk}-wanted": "on"}
    for _ in range(2):
        assert secretary.post(of(meeting, "dagordning/"), sent).status_code == 302
    assert titles(meeting).count("Färjan") == 1


def test_the_agenda_asks_as_many_questions_for_three_items_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = island.planned()
    with django_assert_num_queries(QUESTIONS):
        secretary.get(of(meeting))
    for title in ("Fyren", "Båken"):
        calling.add_item(meeting, title=title, by=island.secretary)
    with django_assert_num_queries(QUESTIONS):
        secretary.get(of(meeting))


def test_it_asks_as_many_for_three_that_come_from_the_table_and_three_that_are_offered(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = island.planned(date(2031, 2, 4))
    for title in ("Fyren", "Båken"):
        calling.add_item(before, title=title, by=island.secretary)
    protocol = drafting.open_meeting(before, by=island.secretary)
    tabled = "Bordläggs\nArbetsgrupp: sammankallande @Mats Medlem"
    for title in ("Fyren", "Båken"):
        island.write(protocol, tabled, title)
    island.held(before, tabled)
    meeting = calling.plan(island.council, held_on=DAY, place="Bryggan", by=island.secretary)
    for _ in range(3):
        with django_assert_num_queries(QUESTIONS_FROM_THE_TABLE):
            secretary.get(of(meeting))
        carried = meeting.items.filter(carried_from__isnull=False)
        if carried.count() > 1:
            calling.take_off(carried[0], why="Ingen tid.", by=island.secretary)


QUESTIONS = 30
QUESTIONS_FROM_THE_TABLE = 36
