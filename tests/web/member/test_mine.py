"""The member's own page: what waits, own actions, coming meetings."""

import pytest
from pytest_django import DjangoAssertNumQueries

from meetings.models import ApprovalOutcome, Stance
from meetings.procedure import answering, approving, calling, drafting, writing
from tests.support import council
from tests.support.council import World
from tests.support.reading import words
from tests.web.member.conftest import SignedIn

ACTION = {"Bryggan": "Uppdrag: @Lars Ledamot mäter bryggan senast 1 mars"}


def test_with_nothing_to_do_it_says_so(world: World, as_: SignedIn) -> None:
    said = words(as_(world.member).get("/mina/"))
    assert "<h1>Hej Lars Ledamot</h1>" in said
    assert "Inget väntar på dig." in said
    assert "Till arbetsbordet" not in said


def test_a_protocol_waits_until_it_is_answered(world: World, as_: SignedIn) -> None:
    protocol = council.sent_protocol(world)
    visitor = as_(world.member)
    said = words(visitor.get("/mina/"))
    assert "<h3>Läs protokollet från 26 januari</h3> <p>Svara senast onsdag 10 februari.</p>" in said
    assert protocol.version
    answering.answer(protocol.version, by=world.member, stance=Stance.COMMENT, comment="Fint.")
    assert "Läs och svara" in words(visitor.get("/mina/"))
    answering.answer(protocol.version, by=world.member, stance=Stance.APPROVE)
    assert "Inget väntar på dig." in words(visitor.get("/mina/"))


def test_an_answer_stands_over_a_change_of_language_but_not_over_another(world: World, as_: SignedIn) -> None:
    world.council.keeps_answers_on_language_changes = True
    world.council.save()
    protocol = council.sent_protocol(world)
    visitor = as_(world.member)
    item = council.item(protocol.meeting, "Bryggan")
    assert protocol.version
    answering.answer(protocol.version, by=world.member, stance=Stance.APPROVE)
    for words_, language_only, waits in (
        ("Beslut: Att laga bryggan nu.", True, False),
        ("Beslut: Att riva bryggan.", False, True),
        ("Beslut: Att riva bryggan nu.", True, True),
    ):
        council.write(item, words_, by=world.secretary)
        drafting.send(council.again(protocol), by=world.secretary, language_only=language_only)
        assert ("Läs och svara" in words(visitor.get("/mina/"))) is waits


def test_a_protocol_waits_for_nobody_who_was_not_there(world: World, as_: SignedIn) -> None:
    council.sent_protocol(world)
    for who in (world.substitute, world.co_opted, world.secretary):
        assert "Läs och svara" not in words(as_(who).get("/mina/"))


def test_changes_wait_for_the_chair_and_an_approval_as_sent_for_all_who_were_there(world: World, as_: SignedIn) -> None:
    earlier = council.sent_protocol(world, on=council.day(-30))
    later = council.opened(world, on=council.day(-7))
    row = council.row_for(earlier, later.meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    asked = "Signe Sekreterare har skrivit att mötet 26 januari godkände det."
    for who, waits in ((world.member, True), (world.chair, True), (world.secretary, False), (world.substitute, False)):
        assert (asked in words(as_(who).get("/mina/"))) is waits
    changes = [("head/place", "Hamnkontoret", "Kontoret")]
    approving.decide_row(row, outcome=ApprovalOutcome.WITH_CHANGES, changes=changes, by=world.secretary)
    for who, waits in ((world.member, False), (world.chair, True)):
        assert (asked in words(as_(who).get("/mina/"))) is waits


def test_a_coming_meeting_is_shown_when_its_notice_is_out_with_the_link_for_those_called(
    world: World, as_: SignedIn
) -> None:
    meeting = council.planned(world)
    meeting.link = "https://video.example.org/hamn"
    meeting.save()
    visitor = as_(world.member)
    assert "Kommande möten" not in words(visitor.get("/mina/"))
    assert visitor.get(f"/mina/moten/{meeting.pk}/").status_code == 404
    calling.send_notice(meeting, by=world.secretary)
    assert "Tisdag 16 februari, kl. 15.00" in words(visitor.get("/mina/"))
    said = words(visitor.get(f"/mina/moten/{meeting.pk}/"))
    assert 'href="https://video.example.org/hamn"' in said
    assert "Bryggan" in said


def test_a_cancelled_meeting_says_so_and_gives_no_link(world: World, as_: SignedIn) -> None:
    meeting = council.called(world)
    meeting.link = "https://video.example.org/hamn"
    meeting.save()
    calling.cancel(meeting, reason="Hamnen är stängd.", by=world.secretary)
    said = words(as_(world.member).get(f"/mina/moten/{meeting.pk}/"))
    assert "Mötet ställdes in." in said
    assert "Hamnen är stängd." in said
    assert "video.example.org" not in said


def test_a_moved_meeting_says_where_to(world: World, as_: SignedIn) -> None:
    meeting = council.called(world)
    calling.move(meeting, held_on=council.day(21), reason="Storm.", by=world.secretary)
    assert "Mötet flyttas till 23 februari 2027" in words(as_(world.member).get(f"/mina/moten/{meeting.pk}/"))


def test_a_confidential_item_of_the_agenda_is_only_there(world: World, as_: SignedIn) -> None:
    meeting = council.planned(world)
    calling.add_item(meeting, title="KANARIEN", is_confidential=True, description="KANARIEN", by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    said = words(as_(world.member).get(f"/mina/moten/{meeting.pk}/"))
    assert "KANARIEN" not in said
    assert "Konfidentiell punkt" in said


def test_what_became_confidential_after_the_notice_is_only_there(world: World, as_: SignedIn) -> None:
    meeting = council.called(world, titles=["KANARIEN"])
    page = f"/mina/moten/{meeting.pk}/"
    assert "KANARIEN" in words(as_(world.member).get(page))
    item = council.item(meeting, "KANARIEN")
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=world.secretary)
    said = words(as_(world.member).get(page))
    assert "KANARIEN" not in said
    assert "Konfidentiell punkt" in said


def test_the_secretary_and_the_chair_find_the_desk_from_here(world: World, as_: SignedIn) -> None:
    for who in (world.secretary, world.chair):
        assert 'href="/arbete/"' in words(as_(who).get("/mina/"))


@pytest.mark.parametrize("meetings", [1, 3])
def test_it_takes_as_many_queries_whatever_there_is_on_it(
    world: World, as_: SignedIn, meetings: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(meetings):
        council.sent_protocol(world, on=council.day(-7 - n), written=ACTION)
        council.called(world, on=council.day(14 + n))
    visitor = as_(world.member)
    with django_assert_num_queries(15):
        said = words(visitor.get("/mina/"))
    assert said.count("Läs och svara") == meetings
    assert said.count('class="task"') == meetings
