"""Preparing a meeting: its facts, agenda and notice."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import AgendaItem, Coming, Matter, Meeting, MeetingStatus, Protocol, Role
from meetings.procedure import arranging, calling, replying
from meetings.procedure.arranging import Presents
from tests.support.filling import filled
from tests.support.reading import words
from tests.web.secretary.conftest import DAY, Island, of, titles


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


def test_a_matter_is_pulled_in_with_its_title_and_an_item_without_any_is_refused(
    island: Island, secretary: Client
) -> None:
    matter = Matter.objects.create(council=island.council, year=2030, serial=7, title="Hamnplanen")
    meeting = island.planned()
    assert "2030-7 Hamnplanen" in words(secretary.get(of(meeting)))
    typed = {"title": "", "kind": "ordinary", "matter": str(matter.pk)}
    assert "En punkt behöver en rubrik." in words(secretary.post(of(meeting, "punkter/"), {**typed, "matter": ""}))
    assert [secretary.post(of(meeting, "punkter/"), typed).status_code for _ in range(2)] == [302, 302]
    assert meeting.items.get(title="Hamnplanen").matter == matter
    assert "2030-7 Hamnplanen" not in words(secretary.get(of(meeting)))


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


QUESTIONS_SENT = 34
