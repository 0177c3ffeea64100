"""Calling: planning a meeting, its agenda and its notice."""

import json
from datetime import date

from meetings.documents import structure
from meetings.models import (
    AgendaItem,
    ItemKind,
    LetterKind,
    Meeting,
    MeetingStatus,
    Member,
    Notice,
    TabledItem,
)
from meetings.procedure import calling, writing
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event, letter_count, told


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.standing().in_order()]


def numbers(meeting: Meeting) -> dict[str, str]:
    return {item.title: item.agenda_number for item in meeting.items.standing()}


def move(item: AgendaItem, *, up: bool = True, by: Member) -> None:
    """Move an item from where it stands in the row that was read."""
    calling.move_item(item, up=up, seen_at=item.position, by=by)


# --- Planning


def test_a_new_agenda_comes_filled(world: World) -> None:
    meeting = calling.plan(world.council, held_on=date(2027, 3, 4), by=world.secretary)
    kinds = list(meeting.items.in_order().values_list("kind", flat=True))
    assert kinds == [ItemKind.AGENDA, ItemKind.PREVIOUS_PROTOCOLS, ItemKind.OTHER_BUSINESS]
    assert (meeting.key, meeting.status, events(meeting)) == ("2027-03-04", MeetingStatus.PLANNED, ["plan"])
    assert last_event(meeting).member_id == world.secretary.pk


def test_rule_9_a_new_agenda_has_one_row_for_each_unapproved_protocol(world: World) -> None:
    first = council.sent_protocol(world, on=council.day(-60))
    second = council.held_meeting(world, on=council.day(-30))
    meeting = council.planned(world)
    assert [row.protocol for row in council.previous(meeting).approvals.all()] == [first, second]


def test_rule_14_open_actions_stand_on_the_next_agenda_by_themselves(world: World) -> None:
    council.held_meeting(world, written={"Bryggan": "Uppdrag: Mäta bryggan @Lars Ledamot"})
    assert council.planned(world).items.filter(kind=ItemKind.ACTIONS).count() == 1


def test_only_the_secretary_plans(world: World) -> None:
    for somebody in (world.chair, world.member, world.co_opted, world.other_secretary, world.stranger):
        assert refusal(lambda by=somebody: calling.plan(world.council, held_on=council.day(9), by=by)) == [  # type: ignore[misc]  # mypy does not see the default
            "not_secretary"
        ]
    assert calling.plan(world.council, held_on=council.day(9), by=world.deputy).status == MeetingStatus.PLANNED


def test_rule_17_a_council_that_has_ended_plans_no_meeting_after_its_last_day(world: World) -> None:
    world.council.ended_on, world.council.ended_why = council.day(5), "Uppgick i Skogsrådet."
    world.council.save()
    assert refusal(lambda: calling.plan(world.council, held_on=council.day(6), by=world.secretary)) == ["ended"]
    assert calling.plan(world.council, held_on=council.day(5), by=world.secretary).status == MeetingStatus.PLANNED


def test_a_meeting_does_not_end_before_it_begins(world: World) -> None:
    day = council.day(9)

    def plan() -> Meeting:
        starts, ends = council.moment(day, 17), council.moment(day, 15)
        return calling.plan(world.council, held_on=day, starts_at=starts, ends_at=ends, by=world.secretary)

    assert refusal(plan) == ["times"]


def test_the_same_form_sent_twice_plans_one_meeting(world: World) -> None:
    day = council.day(9)
    assert calling.next_that_day(world.council, day) == 1
    calling.refuse_if_taken(world.council, day, nth=1)
    meeting = calling.plan(world.council, held_on=day, by=world.secretary)
    assert refusal(lambda: calling.refuse_if_taken(world.council, day, nth=1)) == ["taken"]
    calling.refuse_if_taken(world.council, day, nth=2)
    assert calling.plan(world.council, held_on=day, by=world.secretary).key == f"{meeting.key}-2"


# --- The agenda


def test_an_added_item_stands_before_other_business(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan", "Fyren"])
    assert titles(meeting) == ["Dagordningen", "Föregående protokoll", "Bryggan", "Fyren", "Övriga frågor"]
    assert events(meeting) == ["plan", "add_item", "add_item"]


def test_many_items_find_room_before_other_business(world: World) -> None:
    names = [f"Ärende {n}" for n in range(24)]
    meeting = council.planned(world, titles=names)
    assert titles(meeting) == ["Dagordningen", "Föregående protokoll", *names, "Övriga frågor"]


def test_adding_the_same_item_twice_adds_one(world: World) -> None:
    meeting = council.planned(world)
    first = council.item(meeting, "Bryggan")
    assert calling.add_item(meeting, title="Bryggan", by=world.secretary) == first
    assert meeting.items.filter(title="Bryggan").count() == 1
    assert events(meeting) == ["plan", "add_item"]


def test_another_item_with_the_same_title_is_added_as_it_was_written(world: World) -> None:
    meeting = council.planned(world, titles=["Rapport"])
    first = council.item(meeting, "Rapport")
    secret = calling.add_item(
        meeting, title="Rapport", description="Om tomten.", is_confidential=True, by=world.secretary
    )
    assert (secret.pk == first.pk, secret.is_confidential, secret.description) == (False, True, "Om tomten.")
    again = calling.add_item(
        meeting, title="Rapport", description="Om tomten.", is_confidential=True, by=world.secretary
    )
    assert (again, meeting.items.filter(title="Rapport").count()) == (secret, 2)


def test_rule_4_an_item_after_the_notice_is_a_late_item(world: World) -> None:
    meeting = council.called(world, titles=["Bryggan", "Fyren"])
    for title in ("Kranen", "Vraket"):
        calling.add_item(meeting, title=title, by=world.secretary)
    other = meeting.items.get(kind=ItemKind.OTHER_BUSINESS)
    for title in ("Måsarna", "Vinden"):
        calling.add_item(meeting, title=title, parent=other, by=world.secretary)
    assert numbers(meeting) == {
        "Dagordningen": "1",
        "Föregående protokoll": "2",
        "Bryggan": "3",
        "Fyren": "4",
        "Kranen": "4 a",
        "Vraket": "4 b",
        "Övriga frågor": "5",
        "Måsarna": "5.1",
        "Vinden": "5.2",
    }


def test_rule_4_parts_of_two_items_are_counted_apart(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan", "Fyren"])
    for whole, part in (("Bryggan", "Räcket"), ("Fyren", "Lampan"), ("Bryggan", "Trappan")):
        calling.add_item(meeting, title=part, parent=council.item(meeting, whole), by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    found = numbers(meeting)
    assert [found[part] for part in ("Räcket", "Trappan", "Lampan")] == ["3.1", "3.2", "4.1"]


def test_rule_4_the_number_in_the_notice_stays_with_an_item_that_moves(world: World) -> None:
    meeting = council.called(world, titles=["Bryggan", "Fyren"])
    move(council.item(meeting, "Fyren"), by=world.secretary)
    assert titles(meeting)[2:4] == ["Fyren", "Bryggan"]
    calling.send_notice(meeting, by=world.secretary)
    assert numbers(meeting)["Fyren"] == "4"
    assert numbers(meeting)["Bryggan"] == "3"
    assert events(meeting)[-2:] == ["move_item", "send_notice"]


def test_the_same_button_pressed_twice_moves_an_item_once(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan", "Fyren", "Kranen"])
    seen = council.item(meeting, "Kranen")
    for _ in range(2):
        move(seen, by=world.secretary)
    assert titles(meeting)[2:5] == ["Bryggan", "Kranen", "Fyren"]
    assert events(meeting).count("move_item") == 1


def test_the_first_item_is_not_moved_up_and_the_last_not_down(world: World) -> None:
    meeting = council.planned(world)
    before = titles(meeting)
    move(council.item(meeting, before[0]), by=world.secretary)
    move(council.item(meeting, before[-1]), up=False, by=world.secretary)
    assert titles(meeting) == before
    assert events(meeting) == ["plan", "add_item"]


def test_only_the_secretary_changes_the_agenda(world: World) -> None:
    meeting = council.planned(world)
    item = council.item(meeting, "Bryggan")
    assert refusal(lambda: calling.add_item(meeting, title="Fyren", by=world.chair)) == ["not_secretary"]
    assert refusal(lambda: move(item, by=world.member)) == ["not_secretary"]
    assert refusal(lambda: calling.take_off(item, by=world.other_secretary)) == ["not_secretary"]


def test_the_agenda_of_a_meeting_that_is_not_held_stands(world: World) -> None:
    meeting = council.planned(world)
    calling.cancel(meeting, reason="Storm.", by=world.secretary)
    assert refusal(lambda: calling.add_item(meeting, title="Fyren", by=world.secretary)) == ["not_held"]


def test_the_agenda_stands_once_the_protocol_is_sent(world: World) -> None:
    meeting = council.sent_protocol(world).meeting
    assert refusal(lambda: calling.add_item(meeting, title="Fyren", by=world.secretary)) == ["sent"]
    item = council.item(meeting, "Bryggan")
    assert refusal(lambda: calling.take_off(item, why="Nej.", by=world.secretary)) == ["sent", "written"]


def test_an_item_nobody_has_seen_is_taken_off_without_a_trace(world: World) -> None:
    meeting = council.planned(world)
    calling.take_off(council.item(meeting, "Bryggan"), by=world.secretary)
    assert meeting.items.filter(title="Bryggan").count() == 0
    assert events(meeting)[-1] == "take_off"


def test_an_item_in_the_notice_is_taken_off_with_a_reason_and_marked(world: World) -> None:
    meeting = council.called(world)
    item = council.item(meeting, "Bryggan")
    assert refusal(lambda: calling.take_off(item, by=world.secretary)) == ["reason"]
    calling.take_off(item, why="Underlaget saknas.", by=world.secretary)
    item.refresh_from_db()
    assert item.withdrawn_why == "Underlaget saknas."
    assert "Bryggan" not in titles(meeting)
    assert last_event(meeting).reason == "Underlaget saknas."


def test_taking_off_twice_takes_off_once_and_the_first_reason_stands(world: World) -> None:
    meeting = council.called(world, titles=["Bryggan"])
    late = calling.add_item(meeting, title="Kranen", by=world.secretary)
    printed = council.item(meeting, "Bryggan")
    for why in ("Underlaget saknas.", "Ingen tid."):
        for item in (printed, late):
            calling.take_off(item, why=why, by=world.secretary)
    printed.refresh_from_db()
    assert (printed.withdrawn_why, events(meeting).count("take_off")) == ("Underlaget saknas.", 2)


def test_a_late_item_nobody_has_seen_goes_without_a_trace(world: World) -> None:
    meeting = council.called(world)
    late = calling.add_item(meeting, title="Kranen", by=world.secretary)
    calling.take_off(late, by=world.secretary)
    assert meeting.items.filter(title="Kranen").count() == 0


def test_an_address_is_never_used_again(world: World) -> None:
    meeting = council.called(world)
    late = calling.add_item(meeting, title="Kranen", by=world.secretary)
    calling.take_off(late, by=world.secretary)
    assert calling.add_item(meeting, title="Vraket", by=world.secretary).anchor != late.anchor


def test_an_item_with_text_or_parts_is_not_taken_off(world: World) -> None:
    meeting = council.opened(world).meeting
    item = council.item(meeting, "Bryggan")
    assert refusal(lambda: calling.take_off(item, by=world.secretary)) == ["written"]
    council.write(item, "", by=world.secretary)
    calling.add_item(meeting, title="Räcket", parent=item, by=world.secretary)
    assert refusal(lambda: calling.take_off(item, by=world.secretary)) == ["written"]


def test_a_tabled_matter_is_taken_off_with_a_reason_and_stays_on_the_table(world: World) -> None:
    council.held_meeting(world, written={"Bryggan": "Bordläggs"})
    meeting = council.planned(world, titles=())
    item = council.item(meeting, "Bryggan")
    assert refusal(lambda: calling.take_off(item, by=world.secretary)) == ["reason"]
    calling.take_off(item, why="Utredningen är inte klar.", by=world.secretary)
    [tabled] = TabledItem.objects.of(world.council).open()
    assert tabled.left_out_why == "Utredningen är inte klar."


# --- The notice


def test_the_notice_freezes_the_agenda_and_goes_to_everybody_called(world: World) -> None:
    meeting = council.planned(world)
    notice = calling.send_notice(meeting, by=world.secretary)
    paper = structure.read_notice(notice.content)
    assert [(item.number, item.title) for item in paper.items] == [
        ("1", "Dagordningen"),
        ("2", "Föregående protokoll"),
        ("3", "Bryggan"),
        ("4", "Övriga frågor"),
    ]
    everybody = {
        world.secretary,
        world.deputy,
        world.chair,
        world.adjuster,
        world.member,
        world.neighbour,
        world.substitute,
        world.co_opted,
    }
    assert told(meeting, LetterKind.NOTICE) == everybody
    assert (notice.number, notice.sent_by, last_event(meeting).step) == (1, world.secretary, "send_notice")


def test_the_anchors_of_a_first_notice_follow_its_numbers(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan", "Fyren"])
    move(council.item(meeting, "Fyren"), by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    assert list(meeting.items.in_order().values_list("anchor", flat=True)) == ["p1", "p2", "p3", "p4", "p5"]


def test_an_unchanged_notice_sent_twice_is_one(world: World) -> None:
    meeting = council.called(world)
    before = letter_count(meeting, LetterKind.NOTICE)
    assert calling.send_notice(meeting, by=world.secretary) == meeting.notice
    assert (meeting.notices.count(), letter_count(meeting, LetterKind.NOTICE)) == (1, before)


def test_a_changed_notice_is_a_new_one_and_says_what_changed(world: World) -> None:
    meeting = council.called(world)
    calling.add_item(meeting, title="Kranen", by=world.secretary)
    notice = calling.send_notice(meeting, changes="Punkt 3 a är ny.", by=world.secretary)
    assert (notice.number, notice.changes) == (2, "Punkt 3 a är ny.")


def test_a_notice_that_says_something_new_is_sent_though_the_agenda_is_the_same(world: World) -> None:
    """The link to the meeting stands in the letter alone."""
    meeting = council.called(world)
    before = letter_count(meeting, LetterKind.NOTICE)
    first, notice = (
        calling.send_notice(meeting, changes="Ny länk till mötet.", by=world.secretary) for _double_click in range(2)
    )
    assert first == notice
    assert (notice.number, notice.changes) == (2, "Ny länk till mötet.")
    assert letter_count(meeting, LetterKind.NOTICE) == 2 * before


def test_no_notice_is_sent_without_place_or_items_or_after_the_beginning(world: World) -> None:
    bare = calling.plan(world.council, held_on=council.day(3), filled=False, by=world.secretary)
    assert refusal(lambda: calling.send_notice(bare, by=world.secretary)) == ["empty", "place"]
    begun, ahead = council.opened(world).meeting, council.planned(world)
    assert refusal(lambda: calling.send_notice(begun, by=world.secretary)) == ["held"]
    assert refusal(lambda: calling.send_notice(ahead, by=world.chair)) == ["not_secretary"]


def test_rule_11_a_notice_and_the_reason_of_a_cancelled_meeting_name_no_identity_number(world: World) -> None:
    meeting = council.planned(world, titles=["Ärendet om 811218-9876", "Ansökan av 212000-1355"])
    assert refusal(lambda: calling.send_notice(meeting, by=world.secretary)) == ["personal_data"]
    item = council.item(meeting, "Ärendet om 811218-9876")
    writing.save_item(item, is_confidential=True, row_version=item.row_version, by=world.secretary)
    assert calling.send_notice(meeting, by=world.secretary).number == 1
    why = "811218-9876 är sjuk."
    assert refusal(lambda: calling.cancel(meeting, reason=why, by=world.secretary)) == ["personal_data"]


def test_rule_13_a_notice_holds_no_confidential_title_and_no_link(world: World) -> None:
    meeting = council.planned(world, titles=())
    meeting.link = "https://video.example.org/hemligt-rum"
    meeting.save()
    calling.add_item(
        meeting, title="Hemlig förhandling", description="Om tomten", is_confidential=True, by=world.secretary
    )
    content = calling.send_notice(meeting, by=world.secretary).content
    for secret in ("Hemlig", "tomten", "video.example.org"):
        assert secret not in content
    assert [item["confidential"] for item in json.loads(content)["items"]] == [False, False, True, False]


def test_what_is_written_in_an_agenda_is_kept_by_its_version(world: World) -> None:
    meeting = council.planned(world)
    item = council.item(meeting, "Bryggan")
    saved = writing.save_item(item, row_version=item.row_version, title="Båtbryggan", by=world.secretary)
    assert (saved.title, AgendaItem.objects.get(pk=item.pk).title) == ("Båtbryggan", "Båtbryggan")
    assert Notice.objects.count() == 0
