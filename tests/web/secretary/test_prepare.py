"""Preparing a meeting: its facts, agenda and notice."""

import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import AgendaItem, Coming, Meeting, MeetingStatus, Protocol, Role, StandingItem
from meetings.procedure import arranging, calling, drafting, replying
from meetings.procedure.arranging import Presents
from tests.support.filling import filled
from tests.support.reading import words
from tests.web.secretary.conftest import DAY, Island


def of(meeting: Meeting, part: str = "") -> str:
    return f"/arbete/moten/{meeting.pk}/{part}"


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.standing().in_order().values_list("title", flat=True))


def test_time_and_place_are_saved_and_the_link_kept_apart(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    typed = {"begins": "16.00", "ends": "18", "place": "Båthuset", "link": "https://video.example/x"}
    secretary.post(of(meeting, "tid-och-plats/"), {**typed, "row_version": meeting.row_version})
    meeting.refresh_from_db()
    assert (meeting.place, meeting.link) == ("Båthuset", "https://video.example/x")


def test_saving_twice_is_harmless_and_another_text_meanwhile_is_a_conflict(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    typed = {"begins": "16.00", "ends": "", "place": "Båthuset", "row_version": meeting.row_version}
    assert secretary.post(of(meeting, "tid-och-plats/"), typed).status_code == 302
    assert secretary.post(of(meeting, "tid-och-plats/"), typed).status_code == 302
    late = secretary.post(of(meeting, "tid-och-plats/"), {**typed, "place": "Fyren"})
    assert late.status_code == 409
    assert "Fyren" in late.content.decode()
    meeting.refresh_from_db()
    assert meeting.place == "Båthuset"


def test_an_item_is_added_before_other_business_and_only_once(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    typed = {"title": "Fyren", "description": "Ska den lysa?", "kind": "decision"}
    secretary.post(of(meeting, "punkter/"), typed)
    secretary.post(of(meeting, "punkter/"), typed)
    assert titles(meeting) == ["Dagordningen", "Föregående protokoll", "Färjan", "Fyren", "Övriga frågor"]


def test_an_item_without_a_title_is_refused_and_what_was_typed_stays(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    page = secretary.post(of(meeting, "punkter/"), {"title": " ", "description": "Ska den lysa?", "kind": "ordinary"})
    assert "Ska den lysa?" in page.content.decode()
    assert len(titles(meeting)) == 4


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


def test_an_item_is_renamed_and_a_second_click_changes_nothing(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    item = meeting.items.get(title="Färjan")
    typed = {"title": "Nya färjan", "description": "", "kind": "decision", "row_version": item.row_version}
    address = f"/arbete/punkter/{item.pk}/dagordning/"
    assert secretary.get(address).status_code == 200
    assert [secretary.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert "Nya färjan" in titles(meeting)
    assert AgendaItem.history.filter(id=item.pk).count() == 2  # type: ignore[attr-defined]  # simple-history adds it


def test_members_and_guests_are_said_to_present_an_item(island: Island, secretary: Client) -> None:
    item = island.planned().items.get(title="Färjan")
    form, address = f"/arbete/punkter/{item.pk}/dagordning/", f"/arbete/punkter/{item.pk}/foredragande/"
    typed = {
        "members": str(island.member.pk),
        "guests": "Gun Berg, gun@example.org\nNils Nyman <nils@example.org>\nIda",
    }
    sent = {**filled(secretary.get(form), "presenters"), **typed}
    for _ in range(2):
        assert secretary.post(address, sent).status_code == 302
    rows = [(row.printed_name, row.member, row.email) for row in item.presenters.all()]
    assert rows == [
        ("Mats Medlem", island.member, ""),
        ("Gun Berg", None, "gun@example.org"),
        ("Nils Nyman", None, "nils@example.org"),
        ("Ida", None, ""),
    ]
    said = words(secretary.get(of(item.meeting)))
    assert "Föredragande: Mats Medlem, Gun Berg, Nils Nyman, Ida" in said
    assert "gun@example.org" not in said
    assert secretary.post(address, {**filled(secretary.get(form), "presenters"), "guests": ""}).status_code == 302
    assert [row.printed_name for row in item.presenters.all()] == ["Mats Medlem"]


@pytest.mark.parametrize("line", ["gun@example.org", "Gun Berg, gun@", "Gun, Berg", "x" * 501])
def test_a_guest_that_is_not_understood_is_said_and_what_was_typed_stays(
    island: Island, secretary: Client, line: str
) -> None:
    item = island.planned().items.get(title="Färjan")
    page = secretary.post(f"/arbete/punkter/{item.pk}/foredragande/", {"guests": line})
    assert "går inte att förstå" in words(page)
    assert line in words(page)
    assert item.presenters.count() == 0


def test_presenters_that_somebody_else_named_meanwhile_are_not_overwritten(island: Island, secretary: Client) -> None:
    item = island.planned().items.get(title="Färjan")
    sent = filled(secretary.get(f"/arbete/punkter/{item.pk}/dagordning/"), "presenters")
    arranging.present(item, wanted=[Presents("Ida")], seen=(), by=island.secretary)
    late = secretary.post(f"/arbete/punkter/{item.pk}/foredragande/", {**sent, "guests": "Gun Berg"})
    assert late.status_code == 409
    assert [row.printed_name for row in item.presenters.all()] == ["Ida"]


def test_a_heading_and_a_part_are_added_from_the_page(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    ferry = meeting.items.get(title="Färjan")
    secretary.post(of(meeting, "punkter/"), {"title": "För beslut", "kind": "heading"})
    secretary.post(of(meeting, "punkter/"), {"title": "Priset", "kind": "decision", "under": str(ferry.pk)})
    assert titles(meeting)[2:-1] == ["Färjan", "Priset", "För beslut"]
    said = words(secretary.get(of(meeting)))
    assert '<span class="num">3.1</span>' in said
    assert "Rubrik utan nummer." in said
    refused = secretary.post(of(meeting, "punkter/"), {"title": "Mer", "kind": "decision", "under": "999999"})
    assert refused.status_code == 200
    assert "Mer" not in titles(meeting)


def test_replies_stand_by_side_with_the_count_for_coffee(island: Island, secretary: Client) -> None:
    substitute = island.person("Sixten Suppleant", role=Role.SUBSTITUTE, side=0)
    meeting = island.planned()
    arranging.present(meeting.items.get(title="Färjan"), wanted=[Presents("Gun Berg")], seen=(), by=island.secretary)
    assert "Vilka kommer?" not in words(secretary.get(of(meeting)))
    secretary.post(of(meeting, "kallelse/"))
    said = words(secretary.get(of(meeting)))
    assert "0 av 3 kommer" in said
    assert said.count("Inget svar än") == 5
    assert "0 av 5 har svarat." in said
    for member, says in (
        (island.chair, Coming.COMES),
        (island.adjuster, Coming.SUBSTITUTE),
        (island.member, Coming.CANNOT),
        (substitute, Coming.COMES),
    ):
        replying.reply(meeting, member=member, says=says, by=member)
    said = words(secretary.get(of(meeting)))
    assert "2 av 3 kommer" in said
    assert "Öborna <span>2 av 2 kommer</span>" in said
    assert "Staden <span>0 av 1 kommer</span>" in said
    assert "Fika till 3" in said  # the chair, the substitute who comes for the adjuster, and the guest


def test_the_secretary_enters_a_reply_by_phone_and_a_second_click_changes_nothing(
    island: Island, secretary: Client
) -> None:
    meeting = island.planned()
    secretary.post(of(meeting, "kallelse/"))
    typed = {"member": str(island.member.pk), "says": "cannot"}
    assert [secretary.post(of(meeting, "svar/"), typed)["Location"] for _ in range(2)] == [of(meeting, "#h-coming")] * 2
    assert "inskrivet av sekreteraren" in words(secretary.get(of(meeting)))
    refused = secretary.post(of(meeting, "svar/"), {**typed, "says": ""})
    assert f'<option value="{island.member.pk}" selected' in words(refused)
    assert meeting.replies.get().says == Coming.CANNOT


def test_the_register_shows_who_has_replied_and_marks_only_who_is_away(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    secretary.post(of(meeting, "kallelse/"))
    replying.reply(meeting, member=island.chair, says=Coming.COMES, by=island.chair)
    replying.reply(meeting, member=island.member, says=Coming.CANNOT, by=island.member)
    secretary.post(of(meeting, "oppna/"))
    said = words(secretary.get(of(meeting, "narvaro/")))
    assert ("Svar: kommer" in said, "Svar: kan inte" in said) == (True, True)
    assert meeting.attendances.unmarked().count() == 3


def test_what_has_changed_is_proposed_and_can_be_written_anew(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    secretary.post(of(meeting, "kallelse/"))
    assert "Inget som syns i kallelsen." in words(secretary.get(of(meeting)))
    calling.add_item(meeting, title="Fyren", by=island.secretary)
    page = secretary.get(of(meeting))
    assert words(page).count("Ny punkt 3 a: Fyren") == 2  # in the list, and ready in the field
    for _ in range(2):
        secretary.post(of(meeting, "kallelse/"), {"changes": "Ny punkt 3 a: Fyren. Kom i tid."})
    assert meeting.notices.count() == 2
    assert meeting.notices.latest("number").changes == "Ny punkt 3 a: Fyren. Kom i tid."
    assert "Inget som syns i kallelsen." in words(secretary.get(of(meeting)))


def test_a_sent_notice_asks_as_many_questions_for_three_people_and_items_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = island.planned()
    secretary.post(of(meeting, "kallelse/"))
    calling.add_item(meeting, title="Fyren", by=island.secretary)
    replying.reply(meeting, member=island.chair, says=Coming.COMES, by=island.chair)
    with django_assert_num_queries(QUESTIONS_SENT):
        secretary.get(of(meeting))
    for name in ("Båken", "Bojen"):
        calling.add_item(meeting, title=name, by=island.secretary)
        person = island.person(f"{name} Ny", role=Role.MEMBER, side=0)
        replying.reply(meeting, member=person, says=Coming.COMES, by=person)
    with django_assert_num_queries(QUESTIONS_SENT):
        secretary.get(of(meeting))


def test_an_item_of_a_sent_notice_is_taken_off_only_with_a_reason(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    secretary.post(of(meeting, "kallelse/"))
    item = meeting.items.get(title="Färjan")
    page = secretary.post(of(meeting, f"ta-bort/{item.pk}/"), {"reason": ""}).content.decode()
    assert "Skriv varför punkten inte tas upp." in page
    gone = [secretary.post(of(meeting, f"ta-bort/{item.pk}/"), {"reason": "Färjan gick"}) for _ in range(2)]
    assert [answer["Location"] for answer in gone] == [of(meeting)] * 2
    assert "Färjan gick" in secretary.get(of(meeting)).content.decode()


def test_the_notice_is_sent_once_however_often_the_button_is_pressed(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    for _ in range(2):
        assert secretary.post(of(meeting, "kallelse/")).status_code == 302
    assert meeting.notices.count() == 1
    assert "Skicka ändrad kallelse" in secretary.get(of(meeting)).content.decode()


def test_what_was_typed_in_the_agenda_is_saved_before_the_notice_goes_out(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    item = meeting.items.get(title="Färjan")
    assert agenda(secretary, meeting, send="notice", **{f"i{item.pk}-minutes": "tio"}).status_code == 200
    assert meeting.notices.count() == 0
    agenda(secretary, meeting, send="notice", **{f"i{item.pk}-minutes": "10"})
    item.refresh_from_db()
    assert (item.planned_minutes, meeting.notices.count()) == (10, 1)


def test_a_notice_without_a_place_says_what_is_missing(island: Island, secretary: Client) -> None:
    meeting = calling.plan(island.council, held_on=DAY, by=island.secretary)
    page = secretary.post(of(meeting, "kallelse/")).content.decode()
    assert "Skriv var mötet hålls." in page
    assert meeting.notices.count() == 0


def test_opening_calls_the_register_and_leads_there(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    answer = [secretary.post(of(meeting, "oppna/")) for _ in range(2)][-1]
    assert answer["Location"] == of(meeting, "narvaro/")
    assert meeting.attendances.count() == 4
    assert Protocol.objects.filter(meeting=meeting).count() == 1


def test_a_meeting_is_cancelled_with_a_reason(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    assert "cancel_reason_error" in secretary.post(of(meeting, "stall-in/"), {"reason": ""}).content.decode()
    secretary.post(of(meeting, "stall-in/"), {"reason": "Storm"})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.status_reason) == (MeetingStatus.CANCELLED, "Storm")
    assert "Storm" in secretary.get(of(meeting)).content.decode()


def test_a_meeting_is_moved_and_its_agenda_with_it(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    typed = {"held_on": "2031-03-18", "begins": "15.00", "ends": "17.00", "reason": "Storm"}
    answer = secretary.post(of(meeting, "flytta/"), typed)
    new = Meeting.objects.get(held_on=date(2031, 3, 18))
    assert answer["Location"] == of(new)
    assert titles(new) == titles(meeting)
    assert "Mötet flyttades till 18\xa0mars 2031." in secretary.get(of(meeting)).content.decode()


def test_a_resting_matter_is_offered_and_taken_up(island: Island, secretary: Client) -> None:
    island.sent("Bordläggs tills vidare", date(2031, 2, 4))
    meeting = calling.plan(island.council, held_on=DAY, place="Bryggan", by=island.secretary)
    assert "Bordlagd sedan 4\xa0februari 2031" in secretary.get(of(meeting)).content.decode()
    tabled = island.item(Protocol.objects.get(), "Färjan").decisions.get().tabled
    sent = {**filled(secretary.get(of(meeting)), "agenda"), f"t{tabled.pk}-wanted": "on"}
    for _ in range(2):
        assert secretary.post(of(meeting, "dagordning/"), sent).status_code == 302
    assert titles(meeting).count("Färjan") == 1


@pytest.mark.parametrize(
    "part", ["tid-och-plats/", "punkter/", "kallelse/", "oppna/", "stall-in/", "flytta/", "narvaro/"]
)
def test_the_chair_reads_and_nobody_else_knows_of_it(
    island: Island, chair: Client, member: Client, stranger: Client, part: str
) -> None:
    meeting = island.planned()
    assert chair.get(of(meeting)).status_code == 200
    assert chair.post(of(meeting, part)).status_code == 403
    assert [who.post(of(meeting, part)).status_code for who in (member, stranger)] == [404, 404]
    assert [who.get(of(meeting)).status_code for who in (member, stranger)] == [404, 404]


def test_the_chair_does_not_see_a_confidential_item(island: Island, chair: Client, secretary: Client) -> None:
    meeting = island.planned()
    calling.add_item(meeting, title="Kanariefågeln", is_confidential=True, by=island.secretary)
    item = meeting.items.get(title="Kanariefågeln")
    assert "Kanariefågeln" in secretary.get(of(meeting)).content.decode()
    assert "Kanariefågeln" not in chair.get(of(meeting)).content.decode()
    assert chair.get(f"/arbete/punkter/{item.pk}/").status_code == 403


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


QUESTIONS = 29
QUESTIONS_SENT = 33
QUESTIONS_FROM_THE_TABLE = 35
