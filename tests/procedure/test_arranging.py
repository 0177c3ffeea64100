"""Arranging an agenda: standing items, parts and headings, minutes, presenters, and putting back what was taken off."""

import pytest

from meetings.documents import schedule
from meetings.models import AgendaItem, ItemKind, MatterStatus, Meeting, MeetingKind, StandingItem, TabledItem
from meetings.models.base import StaleRowError
from meetings.procedure import arranging, calling, tabling
from meetings.procedure.arranging import Presents
from tests.support import council
from tests.support.council import World
from tests.support.histories import history
from tests.support.refusals import refusal
from tests.support.traces import events, last_event


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.standing().in_order()]


def numbers(meeting: Meeting) -> dict[str, str]:
    return {item.title: item.agenda_number for item in meeting.items.standing()}


# --- What stands there


def test_standing_items_stand_on_each_new_agenda_in_their_order(world: World) -> None:
    StandingItem.objects.create(council=world.council, title="Hamnkaptenen", position=2, planned_minutes=10)
    StandingItem.objects.create(council=world.council, title="Val av justerare", position=1, kind=ItemKind.DECISION)
    StandingItem.objects.create(council=world.council, title="Årsredovisning", meeting_kind=MeetingKind.CONSTITUTING)
    StandingItem.objects.create(council=world.other_council, title="Skogsvägen")
    meeting = council.planned(world, titles=())
    assert titles(meeting)[2:-1] == ["Val av justerare", "Hamnkaptenen"]
    assert council.item(meeting, "Hamnkaptenen").planned_minutes == 10
    yearly = calling.plan(world.council, held_on=council.day(20), kind=MeetingKind.CONSTITUTING, by=world.secretary)
    assert titles(yearly)[2:-1] == ["Årsredovisning", "Val av justerare", "Hamnkaptenen"]


def test_a_standing_item_that_was_tabled_stands_once(world: World) -> None:
    StandingItem.objects.create(council=world.council, title="Bryggan")
    council.held_meeting(world, written={"Bryggan": "Bordläggs"})
    assert titles(council.planned(world, titles=())).count("Bryggan") == 1


def test_a_standing_item_is_taken_off_with_a_reason_that_stays_before_any_notice(world: World) -> None:
    StandingItem.objects.create(council=world.council, title="Hamnkaptenen")
    item = council.item(council.planned(world), "Hamnkaptenen")
    assert refusal(lambda: calling.take_off(item, by=world.secretary)) == ["reason"]
    calling.take_off(item, why="Kaptenen är sjuk.", by=world.secretary)
    item.refresh_from_db()
    assert (item.withdrawn_why, last_event(item.meeting).reason) == ("Kaptenen är sjuk.", "Kaptenen är sjuk.")


def test_rule_4_a_part_stands_under_its_item_and_moves_with_it(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan", "Fyren"])
    bridge, light = council.item(meeting, "Bryggan"), council.item(meeting, "Fyren")
    for title in ("Räcket", "Trappan"):
        calling.add_item(meeting, title=title, parent=bridge, by=world.secretary)
    assert titles(meeting)[2:-1] == ["Bryggan", "Räcket", "Trappan", "Fyren"]
    calling.move_item(light, up=True, seen_at=light.position, by=world.secretary)
    assert titles(meeting)[2:-1] == ["Fyren", "Bryggan", "Räcket", "Trappan"]
    calling.send_notice(meeting, by=world.secretary)
    assert [numbers(meeting)[title] for title in titles(meeting)[2:]] == ["3", "4", "4.1", "4.2", "5"]


def test_many_parts_find_room_under_their_item(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan", "Fyren"])
    names = [f"Del {n}" for n in range(14)]
    for title in names:
        calling.add_item(meeting, title=title, parent=council.item(meeting, "Bryggan"), by=world.secretary)
    assert titles(meeting)[2:-1] == ["Bryggan", *names, "Fyren"]


def test_a_heading_has_no_number_and_holds_the_address_of_none(world: World) -> None:
    meeting = council.planned(world, titles=())
    calling.add_item(meeting, title="För beslut", kind=ItemKind.HEADING, by=world.secretary)
    calling.add_item(meeting, title="Bryggan", by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    assert (numbers(meeting)["För beslut"], numbers(meeting)["Bryggan"]) == ("", "3")
    anchors = dict(meeting.items.values_list("title", "anchor"))
    assert (anchors["Bryggan"], anchors["Övriga frågor"], anchors["För beslut"] in {"p3", "p4"}) == ("p3", "p4", False)


def test_a_matter_waits_while_it_is_on_no_agenda_and_not_on_the_table(world: World) -> None:
    council.sent_protocol(world, on=council.day(-60), written={"Kajen": "Bordläggs"})
    meeting = council.planned(world, titles=())
    assert list(arranging.waiting_matters(meeting)) == []
    tabling.end(TabledItem.objects.get(), why="Kajen är lagad.", by=world.secretary)
    [matter] = arranging.waiting_matters(meeting)
    assert (
        list(
            arranging.waiting_matters(
                calling.plan(world.other_council, held_on=council.day(9), by=world.other_secretary)
            )
        )
        == []
    )
    item = calling.add_item(meeting, title=matter.title, matter=matter, by=world.secretary)
    assert (item.matter, list(arranging.waiting_matters(meeting))) == (matter, [])
    calling.take_off(item, by=world.secretary)
    assert list(arranging.waiting_matters(meeting)) == [matter]
    matter.status = MatterStatus.CLOSED
    matter.save()
    assert list(arranging.waiting_matters(meeting)) == []


def test_what_takes_up_a_confidential_matter_is_confidential(world: World) -> None:
    protocol = council.sent_protocol(world, on=council.day(-60), written={"Kajen": "Bordläggs"})
    old = council.item(protocol.meeting, "Kajen")
    tabling.end(TabledItem.objects.get(), why="Kajen är lagad.", by=world.secretary)
    old.is_confidential = True
    old.save()
    item = calling.add_item(council.planned(world), title="Kajen", matter=old.matter, by=world.secretary)
    assert item.is_confidential


# --- How long, and by whom


def plan(world: World, item: AgendaItem, minutes: int | None) -> AgendaItem:
    return arranging.plan_time(item, minutes=minutes, row_version=item.row_version, by=world.secretary)


def test_the_same_minutes_again_are_harmless_and_another_plan_meanwhile_is_a_conflict(world: World) -> None:
    seen = council.item(council.planned(world), "Bryggan")
    for _ in range(2):
        plan(world, seen, 20)
    assert history(seen).count() == 2
    with pytest.raises(StaleRowError):
        plan(world, seen, 30)
    assert AgendaItem.objects.get(pk=seen.pk).planned_minutes == 20


def test_minutes_are_some_and_not_too_many_and_a_heading_takes_none(world: World) -> None:
    meeting = council.planned(world)
    item = council.item(meeting, "Bryggan")
    heading = calling.add_item(meeting, title="För beslut", kind=ItemKind.HEADING, by=world.secretary)
    assert [refusal(lambda n=n: plan(world, item, n)) for n in (0, 601)] == [["minutes"], ["minutes"]]  # type: ignore[misc]  # mypy does not see the default
    assert refusal(lambda: plan(world, heading, 5)) == ["heading"]
    assert refusal(lambda: arranging.plan_time(item, minutes=5, row_version=1, by=world.chair)) == ["not_secretary"]


def timed(world: World, *minutes: int | None) -> Meeting:
    meeting = council.planned(world, titles=[f"Punkt {n}" for n, _minutes in enumerate(minutes)])
    for n, wanted in enumerate(minutes):
        plan(world, council.item(meeting, f"Punkt {n}"), wanted)
    return meeting


def test_each_item_with_minutes_says_when_it_begins_and_none_is_guessed(world: World) -> None:
    meeting = timed(world, 20, None, 30)
    found = schedule.of(meeting, meeting.items.standing().in_order())
    begins = {item.title: found.begins.get(item.pk, "") for item in meeting.items.all()}
    assert (begins["Punkt 0"], begins["Punkt 1"], begins["Punkt 2"]) == ("15.00", "", "15.20")
    assert (found.minutes, found.available, found.ends, found.over) == (50, 120, "15.50", 0)


def test_a_plan_that_is_longer_than_the_meeting_says_by_how_much(world: World) -> None:
    meeting = timed(world, 90, 45)
    assert schedule.of(meeting, meeting.items.standing().in_order()).over == 15
    meeting.ends_at = None
    assert schedule.of(meeting, meeting.items.standing().in_order()).over == 0


def test_members_and_guests_present_an_item_in_order(world: World) -> None:
    item = council.item(council.planned(world), "Bryggan")
    first = [Presents(world.member.name, world.member), Presents("Gun Gäst", email="gun@example.org")]
    arranging.present(item, wanted=first, seen=(), by=world.secretary)
    arranging.present(item, wanted=first, seen=(), by=world.secretary)
    assert arranging.presenting(item.presenters.all()) == first
    assert events(item.meeting).count("present") == 1
    turned = [first[1], Presents("Nina Ny")]
    arranging.present(item, wanted=turned, seen=first, by=world.secretary)
    assert arranging.presenting(item.presenters.all()) == turned


def test_who_presents_is_not_overwritten_by_somebody_who_saw_others(world: World) -> None:
    item = council.item(council.planned(world), "Bryggan")
    stands = [Presents("Gun Gäst")]
    arranging.present(item, wanted=stands, seen=(), by=world.secretary)
    with pytest.raises(StaleRowError):
        arranging.present(item, wanted=[Presents("Nina Ny")], seen=(), by=world.deputy)
    assert arranging.presenting(item.presenters.all()) == stands
    twice = [Presents("Nina Ny"), Presents("Nina Ny", email="nina@example.org")]
    assert refusal(lambda: arranging.present(item, wanted=twice, seen=stands, by=world.secretary)) == ["twice"]


def test_an_item_with_presenters_that_nobody_has_seen_is_taken_off(world: World) -> None:
    item = council.item(council.planned(world), "Bryggan")
    arranging.present(item, wanted=[Presents("Gun Gäst")], seen=(), by=world.secretary)
    calling.take_off(item, by=world.secretary)
    assert AgendaItem.objects.filter(title="Bryggan").count() == 0


def test_what_came_by_itself_is_put_back_and_what_lies_on_the_table_is_taken_up_from_there(world: World) -> None:
    StandingItem.objects.create(council=world.council, title="Hamnkaptenen")
    council.held_meeting(world, written={"Kajen": "Bordläggs"})
    meeting = council.called(world)
    standing, tabled = council.item(meeting, "Hamnkaptenen"), council.item(meeting, "Kajen")
    for item in (standing, tabled):
        calling.take_off(item, why="Ingen tid.", by=world.secretary)
    for _ in range(2):
        assert arranging.put_back(standing, by=world.secretary).withdrawn_why == ""
    assert events(meeting).count("put_back") == 1
    assert refusal(lambda: arranging.put_back(tabled, by=world.secretary)) == ["gone_on"]
    assert refusal(lambda: arranging.put_back(standing, by=world.chair)) == ["not_secretary"]
