"""Cancelling and moving: a meeting that is not held says so, and what it was to take up goes on."""

import json

from meetings.models import (
    Coming,
    ItemKind,
    LetterKind,
    Meeting,
    MeetingStatus,
    Presenter,
    ProtocolApproval,
    PublicPage,
    Reply,
    StandingItem,
    TabledItem,
)
from meetings.procedure import calling, retaining, tabling
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


def test_what_somebody_wished_to_take_up_at_a_cancelled_meeting_goes_on_to_the_next(world: World) -> None:
    first, second = council.planned(world, titles=["Bryggan", "Fyren"]), council.planned(world, on=council.day(40))
    light = council.item(first, "Fyren")
    light.description, light.planned_minutes, light.is_confidential = "Ska den lysa?", 15, True
    light.save()
    Presenter.objects.create(item=light, printed_name="Gun Gäst", email="gun@example.org")
    for title, parent in (("Lampan", light), ("Måsarna", first.items.get(kind=ItemKind.OTHER_BUSINESS))):
        calling.add_item(first, title=title, parent=parent, by=world.secretary)
    calling.cancel(first, reason="Storm.", by=world.secretary)
    assert titles(second)[2:] == ["Bryggan", "Fyren", "Lampan", "Övriga frågor", "Måsarna"]
    copy = council.item(second, "Fyren")
    assert (copy.description, copy.planned_minutes, copy.is_confidential) == ("Ska den lysa?", 15, True)
    assert [(row.printed_name, row.email) for row in copy.presenters.all()] == [("Gun Gäst", "gun@example.org")]
    assert council.item(second, "Måsarna").parent == second.items.get(kind=ItemKind.OTHER_BUSINESS)


def test_a_cancelled_agenda_waits_for_the_meeting_that_is_planned_next(world: World) -> None:
    StandingItem.objects.create(council=world.council, title="Hamnkaptenen")
    council.held_meeting(world, written={"Kajen": "Bordläggs"})
    first = council.planned(world, titles=["Bryggan"])
    calling.take_off(council.item(first, "Kajen"), why="Ingen tid.", by=world.secretary)
    calling.cancel(first, reason="Storm.", by=world.secretary)
    second = council.planned(world, on=council.day(40), titles=())
    assert titles(second)[2:-1] == ["Kajen", "Bryggan", "Hamnkaptenen"]
    assert titles(council.planned(world, on=council.day(60), titles=()))[2:-1] == ["Hamnkaptenen"]


def test_what_was_tabled_and_ended_is_not_taken_from_a_cancelled_agenda(world: World) -> None:
    council.held_meeting(world, written={"Kajen": "Bordläggs"})
    first = council.planned(world, titles=())
    calling.cancel(first, reason="Storm.", by=world.secretary)
    tabling.end(TabledItem.objects.get(), why="Kajen är riven.", by=world.secretary)
    assert titles(council.planned(world, on=council.day(40), titles=()))[2:-1] == []


def test_a_cancelled_meeting_passes_the_plan_of_what_was_tabled_on(world: World) -> None:
    council.held_meeting(world, written={"Kajen": "Bordläggs"})
    first, second = council.planned(world, titles=()), council.planned(world, on=council.day(40), titles=())
    item = council.item(first, "Kajen")
    item.planned_minutes = 20
    item.save()
    Presenter.objects.create(item=item, member=world.member, printed_name=world.member.name)
    calling.cancel(first, reason="Storm.", by=world.secretary)
    copy = council.item(second, "Kajen")
    assert (copy.planned_minutes, [row.member for row in copy.presenters.all()]) == (20, [world.member])


def test_a_moved_meeting_takes_standing_items_minutes_and_presenters_along_and_no_replies(world: World) -> None:
    StandingItem.objects.create(council=world.council, title="Hamnkaptenen", planned_minutes=10)
    meeting = council.called(world, titles=["Bryggan"])
    Presenter.objects.create(item=council.item(meeting, "Bryggan"), printed_name="Gun Gäst", email="gun@example.org")
    Reply.objects.create(meeting=meeting, member=world.member, says=Coming.COMES, entered_by=world.member)
    new = calling.move(meeting, held_on=council.day(21), reason="Lokalen.", by=world.secretary)
    assert titles(new).count("Hamnkaptenen") == 1
    assert council.item(new, "Hamnkaptenen").planned_minutes == 10
    assert council.item(new, "Bryggan").presenters.get().email == "gun@example.org"
    assert (meeting.replies.count(), new.replies.count()) == (1, 0)


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
