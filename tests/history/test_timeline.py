"""What is told of a protocol: every step, and every saved state that changed something."""

from meetings import history
from meetings.documents.structure import WITHHELD
from meetings.history import Change, Event
from meetings.models import AgendaItem, ApprovalOutcome, CorrectionKind
from meetings.procedure import approving, attending, calling, correcting, drafting, writing
from tests.support import council
from tests.support.council import World

WRITTEN = {"Bryggan": "Bryggan är ruten.\n\nBeslut: Att laga bryggan."}


def told(events: list[Event], code: str) -> list[Event]:
    return [event for event in events if event.code == code]


def test_each_step_says_who_and_when_the_latest_first(world: World) -> None:
    protocol = council.sent_protocol(world, written=WRITTEN)
    steps = [event for event in history.timeline(protocol, for_secretary=True) if event.is_step]
    assert [event.code for event in steps] == ["send", "close", "mark_rest_present", "open", "add_item", "plan"]
    assert {event.member for event in steps} == {world.secretary}
    assert [event.at for event in steps] == sorted((event.at for event in steps), reverse=True)
    assert (steps[0].what, steps[0].about) == ("Protokollet skickades till ledamöterna", "utskick 1")


def test_a_changed_text_shows_only_the_paragraphs_that_changed(world: World) -> None:
    protocol = council.opened(world, written={"Bryggan": "Första raden.\nBryggan är ruten.\nSista raden."})
    item = council.item(protocol.meeting, "Bryggan")
    council.write(item, "Första raden.\nBryggan är lagad.\nSista raden.", by=world.deputy)
    event = told(history.timeline(protocol, for_secretary=True), "agendaitem~")[0]
    assert (event.member, event.about) == (world.deputy, "Bryggan")
    assert event.changes == (Change("text", "Bryggan är ruten.", "Bryggan är lagad."),)


def test_a_save_that_changes_nothing_anybody_said_is_not_told(world: World) -> None:
    protocol = council.opened(world, written=WRITTEN)
    before = len(history.timeline(protocol, for_secretary=True))
    item = council.item(protocol.meeting, "Bryggan")
    item.position += 1
    item.save()
    assert len(history.timeline(protocol, for_secretary=True)) == before


def test_what_was_taken_away_is_told(world: World) -> None:
    protocol = council.opened(world, written=WRITTEN)
    council.write(council.item(protocol.meeting, "Bryggan"), "Bryggan är ruten.", by=world.secretary)
    gone = told(history.timeline(protocol, for_secretary=True), "decision-")
    assert [(event.about, event.member) for event in gone] == [("Att laga bryggan.", world.secretary)]


def test_people_are_named_and_words_are_the_words_of_the_page(world: World) -> None:
    protocol = council.opened(world, written=WRITTEN)
    row = protocol.meeting.attendances.get(member=world.member)
    attending.pair_with(row, member=None, by=world.secretary)
    event = told(history.timeline(protocol, for_secretary=True), "attendance~")[0]
    assert event.changes == (Change("person", "Lars Ledamot", ""),)


def test_a_long_text_is_cut(world: World) -> None:
    protocol = council.opened(world, written={"Bryggan": "ord " * 5_000})
    texts = [
        change
        for event in told(history.timeline(protocol, for_secretary=True), "agendaitem~")
        for change in event.changes
        if change.label == "text"
    ]
    assert len(texts[0].new) == 2_001


def test_confidential_items_are_told_to_the_secretary_alone(world: World) -> None:
    protocol = council.opened(world, written={"Bryggan": "Uppdrag: mata kanariefågeln @Lars Ledamot"})
    item = council.item(protocol.meeting, "Bryggan")
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=world.secretary)
    assert "kanariefågeln" in str(history.timeline(protocol, for_secretary=True))
    assert "kanariefågeln" not in str(history.timeline(protocol))
    assert "Bryggan" not in str(history.timeline(protocol))


def test_what_was_confidential_once_stays_untold(world: World) -> None:
    protocol = council.opened(world, written={"Bryggan": "Kanariefågeln är sjuk."})
    for hidden in (True, False):
        item = AgendaItem.objects.get(pk=council.item(protocol.meeting, "Bryggan").pk)
        writing.save_item(item, row_version=item.row_version, is_confidential=hidden, by=world.secretary)
    assert "Kanariefågeln" not in str(history.timeline(protocol))


def test_the_reason_for_taking_off_a_confidential_item_is_untold(world: World) -> None:
    meeting = council.called(world)
    item = calling.add_item(meeting, title="Hemligt", is_confidential=True, by=world.secretary)
    calling.take_off(item, why="Kanariefågeln dog", by=world.secretary)
    protocol = council.begun(world, meeting)
    assert "Kanariefågeln" in str(history.timeline(protocol, for_secretary=True))
    assert "Kanariefågeln" not in str(history.timeline(protocol))


def test_the_reason_is_untold_though_the_notice_gave_the_item_another_number(world: World) -> None:
    meeting = council.planned(world)
    first = council.item(meeting, "Bryggan")
    last = calling.add_item(meeting, title="Hemligt", is_confidential=True, by=world.secretary)
    calling.take_off(first, by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    assert AgendaItem.objects.get(pk=last.pk).anchor != last.anchor
    calling.take_off(last, why="Kanariefågeln dog", by=world.secretary)
    protocol = council.begun(world, meeting)
    assert "Kanariefågeln" in str(history.timeline(protocol, for_secretary=True))
    assert "Kanariefågeln" not in str(history.timeline(protocol))


def test_an_open_part_of_a_confidential_item_does_not_tell_its_title(world: World) -> None:
    meeting = council.planned(world)
    secret = calling.add_item(meeting, title="Kanariefågeln", is_confidential=True, by=world.secretary)
    calling.add_item(meeting, title="Lunch", parent=secret, by=world.secretary)
    protocol = council.begun(world, meeting)
    assert "Kanariefågeln" in str(history.timeline(protocol, for_secretary=True))
    said = str(history.timeline(protocol))
    assert [word in said for word in ("Lunch", WITHHELD, "Kanariefågeln")] == [True, True, False]


def test_a_correction_of_a_confidential_item_is_told_to_the_secretary_alone(world: World) -> None:
    protocol = council.opened(world, written={"Bryggan": "Kanarifågeln är sjuk.\n\nGodkänns"})
    item = council.item(protocol.meeting, "Bryggan")
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=world.secretary)
    drafting.close_meeting(protocol.meeting, by=world.secretary)
    drafting.send(council.again(protocol), by=world.secretary)
    meeting = council.opened(world, on=council.day(0), written={}).meeting
    row = council.row_for(protocol, meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    approving.confirm_row(row, by=world.chair)
    correcting.write(
        council.again(protocol),
        kind=CorrectionKind.SLIP,
        place=f"items/{item.anchor}/blocks/0",
        old="Kanarifågeln",
        new="Kanariefågeln",
        why="Kanariefågeln stavas så",
        by=world.secretary,
    )
    assert "Kanariefågeln" in str(history.timeline(council.again(protocol), for_secretary=True))
    assert "Kanari" not in str(history.timeline(council.again(protocol)))


def test_the_meeting_that_approved_is_told_too(world: World) -> None:
    protocol = council.sent_protocol(world, written=WRITTEN)
    meeting = council.opened(world, on=council.day(0), written={}).meeting
    row = council.row_for(protocol, meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    approving.confirm_row(row, by=world.chair)
    events = history.timeline(council.again(protocol), for_secretary=True)
    assert [event.member for event in told(events, "decide_previous")] == [world.secretary]
    assert [event.member for event in told(events, "approve")] == [world.chair]


def test_who_saved_a_row_last(world: World) -> None:
    protocol = council.opened(world, written=WRITTEN)
    item = council.write(council.item(protocol.meeting, "Bryggan"), "Ny text", by=world.deputy)
    who, state = history.last_saved(item)
    assert (who, state.text) == (world.deputy, "Ny text")
