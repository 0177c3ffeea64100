"""Cancelling and moving: a meeting that is not held says so, and what it was to take up goes on."""

import json

from meetings.models import LetterKind, Meeting, MeetingStatus, ProtocolApproval, PublicPage, TabledItem
from meetings.procedure import calling, retaining
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event, letter_count


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.standing().in_order()]


def test_a_cancelled_meeting_says_why_and_everybody_called_is_told(world: World) -> None:
    meeting = council.called(world)
    before = letter_count(meeting, LetterKind.NOTICE)
    assert refusal(lambda: calling.cancel(meeting, reason=" ", by=world.secretary)) == ["reason"]
    assert refusal(lambda: calling.cancel(meeting, reason="Storm.", by=world.chair)) == ["not_secretary"]
    meeting = calling.cancel(meeting, reason="Storm.", by=world.secretary)
    assert (meeting.status, meeting.status_reason) == (MeetingStatus.CANCELLED, "Storm.")
    assert letter_count(meeting, LetterKind.NOTICE) == 2 * before
    assert events(meeting)[-1] == "cancelled"


def test_cancelling_twice_is_harmless(world: World) -> None:
    meeting = council.called(world)
    calling.cancel(meeting, reason="Storm.", by=world.secretary)
    before = letter_count(meeting, LetterKind.NOTICE)
    assert calling.cancel(meeting, reason="Igen.", by=world.secretary).status_reason == "Storm."
    assert letter_count(meeting, LetterKind.NOTICE) == before


def test_a_meeting_that_has_begun_is_neither_cancelled_nor_moved(world: World) -> None:
    meeting = council.opened(world).meeting
    day = council.day(9)
    assert refusal(lambda: calling.cancel(meeting, reason="Nej.", by=world.secretary)) == ["held"]
    assert refusal(lambda: calling.move(meeting, held_on=day, reason="Nej.", by=world.secretary)) == ["held"]


def test_a_cancelled_meeting_is_not_moved_and_a_moved_one_not_cancelled(world: World) -> None:
    cancelled, moved = council.planned(world), council.planned(world, on=council.day(20))
    calling.cancel(cancelled, reason="Storm.", by=world.secretary)
    calling.move(moved, held_on=council.day(25), reason="Lokalen.", by=world.secretary)
    day = council.day(30)
    assert refusal(lambda: calling.move(cancelled, held_on=day, reason="Nej.", by=world.secretary)) == ["not_held"]
    assert refusal(lambda: calling.cancel(moved, reason="Nej.", by=world.secretary)) == ["not_held"]
    moved.refresh_from_db()
    assert moved.moved_to is not None


def test_rule_9_the_protocols_on_a_cancelled_agenda_go_on_to_the_next(world: World) -> None:
    first, second = council.planned(world), council.planned(world, on=council.day(40))
    protocol = council.sent_protocol(world)
    assert ProtocolApproval.objects.filter(item__meeting=second).count() == 0
    calling.cancel(first, reason="Storm.", by=world.secretary)
    assert [row.protocol for row in council.previous(second).approvals.all()] == [protocol]


def test_rule_18_a_moved_meeting_keeps_its_address_and_leads_on(world: World) -> None:
    meeting = council.called(world, titles=["Bryggan"])
    new = calling.move(meeting, held_on=council.day(21), reason="Lokalen var upptagen.", by=world.secretary)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.moved_to, meeting.key) == (MeetingStatus.MOVED, new, "2027-02-16")
    assert (new.key, titles(new)) == ("2027-02-23", titles(meeting))
    assert last_event(meeting).about == new.key


def test_a_meeting_that_moved_past_another_is_where_that_ones_protocol_is_awaited(world: World) -> None:
    first, second = council.called(world), council.called(world, on=council.day(20))
    calling.move(first, held_on=council.day(30), reason="Lokalen.", by=world.secretary)
    page = PublicPage.objects.get(meeting=second, language="sv")
    assert json.loads(page.facts)["expected_on"] == council.day(30).isoformat()
    assert list(retaining.verify()) == []


def test_moving_twice_to_the_same_day_moves_once(world: World) -> None:
    meeting = council.planned(world)
    new = calling.move(meeting, held_on=council.day(21), reason="Lokalen.", by=world.secretary)
    assert calling.move(meeting, held_on=council.day(21), reason="Lokalen.", by=world.secretary) == new
    assert Meeting.objects.filter(held_on=council.day(21)).count() == 1


def test_a_moved_meeting_takes_its_parts_rows_and_matters_along(world: World) -> None:
    protocol = council.held_meeting(world, written={"Fyren": "Bordläggs"})
    meeting = council.planned(world, titles=["Bryggan"])
    calling.add_item(meeting, title="Räcket", parent=council.item(meeting, "Bryggan"), by=world.secretary)
    new = calling.move(meeting, held_on=council.day(21), reason="Lokalen.", by=world.secretary)
    assert council.item(new, "Räcket").parent == council.item(new, "Bryggan")
    assert council.item(new, "Fyren").carried_from.decision.item.meeting == protocol.meeting
    assert [row.protocol for row in council.previous(new).approvals.all()] == [protocol]


def test_what_was_taken_off_with_a_reason_is_not_put_back_by_moving_the_meeting(world: World) -> None:
    council.held_meeting(world, written={"Fyren": "Bordläggs", "Kajen": "Bordläggs"})
    meeting = council.planned(world, titles=())
    calling.take_off(council.item(meeting, "Fyren"), why="Utredningen är inte klar.", by=world.secretary)
    new = calling.move(meeting, held_on=council.day(21), reason="Lokalen.", by=world.secretary)
    assert [title for title in titles(new) if title in {"Fyren", "Kajen"}] == ["Kajen"]
    [left] = TabledItem.objects.of(world.council).due()
    assert left.left_out_why == "Utredningen är inte klar."


def test_a_moved_meeting_has_the_same_objections_as_a_planned_one(world: World) -> None:
    meeting = council.planned(world)
    world.council.ended_on, world.council.ended_why = council.day(20), "Uppgick i Skogsrådet."
    world.council.save()
    day = council.day(21)
    assert refusal(lambda: calling.move(meeting, held_on=day, reason="Lokalen.", by=world.secretary)) == ["ended"]
