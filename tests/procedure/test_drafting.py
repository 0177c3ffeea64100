"""Drafting: the meeting begins and ends, its protocol is written, sent and taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from meetings.documents import build
from meetings.models import (
    ActionItem,
    ApprovalOutcome,
    ApprovalRule,
    AttendanceStatus,
    ItemKind,
    LetterKind,
    Meeting,
    MeetingStatus,
    NumberSeries,
    OfficerRole,
    ParagraphSeries,
    Protocol,
    State,
)
from meetings.models.base import StaleRowError
from meetings.procedure import approving, attending, calling, drafting, writing
from meetings.procedure.drafting import HeadFacts
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event, letter_count, told

# --- The meeting begins and ends


def test_a_meeting_begins_once(world: World) -> None:
    meeting = council.planned(world, on=council.day(0))
    protocol = drafting.open_meeting(meeting, by=world.secretary)
    assert drafting.open_meeting(meeting, by=world.secretary) == protocol
    meeting.refresh_from_db()
    assert (meeting.status, protocol.state, events(meeting).count("open")) == (MeetingStatus.OPEN, State.DRAFT, 1)
    assert protocol.word == "Möte pågår"


def test_only_the_secretary_begins_a_meeting_that_is_held(world: World) -> None:
    meeting = council.planned(world, on=council.day(0))
    assert refusal(lambda: drafting.open_meeting(meeting, by=world.chair)) == ["not_secretary"]
    calling.cancel(meeting, reason="Storm.", by=world.secretary)
    assert refusal(lambda: drafting.open_meeting(meeting, by=world.secretary)) == ["not_held"]


def test_rule_14_when_a_meeting_ends_everybody_with_a_task_gets_their_own(world: World) -> None:
    words = "Uppdrag: Mäta @Lars Ledamot\n\nUppdrag: Väga @Lars Ledamot, @Gerd Granne"
    meeting = council.opened(world, written={"Bryggan": words}).meeting
    drafting.close_meeting(meeting, by=world.secretary)
    assert told(meeting, LetterKind.TASKS) == {world.member, world.neighbour}
    drafting.close_meeting(meeting, by=world.secretary)
    assert letter_count(meeting, LetterKind.TASKS) == 2
    assert (Meeting.objects.get(pk=meeting.pk).status, events(meeting).count("close")) == (MeetingStatus.CLOSED, 1)


def test_a_meeting_ends_only_after_it_began(world: World) -> None:
    meeting = council.planned(world)
    assert refusal(lambda: drafting.close_meeting(meeting, by=world.secretary)) == ["not_open"]
    begun = council.opened(world).meeting
    assert refusal(lambda: drafting.close_meeting(begun, by=world.chair)) == ["not_secretary"]


def test_items_added_without_a_notice_are_numbered_when_the_meeting_ends(world: World) -> None:
    meeting = council.opened(world).meeting
    calling.add_item(meeting, title="Måsarna", by=world.secretary)
    drafting.close_meeting(meeting, by=world.secretary)
    assert list(meeting.items.in_order().values_list("agenda_number", flat=True)) == ["1", "2", "3", "4", "5"]


# --- The head


def head(meeting: Meeting, **changes: object) -> HeadFacts:
    facts = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "place": meeting.place}
    return HeadFacts(**{**facts, **changes})  # type: ignore[arg-type]  # the test names what it changes


def test_the_head_is_saved_whole_or_not_at_all(world: World) -> None:
    protocol = council.opened(world)
    meeting = Meeting.objects.get(pk=protocol.meeting_id)
    facts = head(meeting, place="Kajen", summary="Bryggan lagas.")
    saved = drafting.save_head(meeting, facts, row_version=meeting.row_version, by=world.secretary)
    assert (saved.place, council.again(protocol).summary) == ("Kajen", "Bryggan lagas.")
    same = drafting.save_head(meeting, facts, row_version=1, by=world.secretary)
    assert same.row_version == saved.row_version
    late = head(meeting, place="Fyren", summary="Annat.")
    with pytest.raises(StaleRowError):
        drafting.save_head(meeting, late, row_version=meeting.row_version, by=world.deputy)
    assert (Meeting.objects.get(pk=meeting.pk).place, council.again(protocol).summary) == ("Kajen", "Bryggan lagas.")


def test_the_head_has_objections(world: World) -> None:
    meeting = council.opened(world).meeting
    backwards = head(meeting, starts_at=council.moment(meeting.held_on, 18))
    kept = council.approved_protocol(world, on=council.day(-30)).meeting

    def save(facts: HeadFacts, of: Meeting = meeting, by: object = world.secretary) -> Callable[[], object]:
        return lambda: drafting.save_head(of, facts, row_version=of.row_version, by=by)  # type: ignore[arg-type]  # a member

    assert refusal(save(backwards)) == ["times"]
    assert refusal(save(head(meeting), by=world.chair)) == ["not_secretary"]
    assert refusal(save(head(kept, place="Kajen"), of=kept)) == ["approved"]


def test_rule_15_only_an_old_protocol_may_leave_something_unknown(world: World) -> None:
    old, new = council.imported_protocol(world).meeting, council.opened(world).meeting
    new.refresh_from_db()
    drafting.save_head(new, head(new, end_unknown=True), row_version=new.row_version, by=world.secretary)
    assert (Meeting.objects.get(pk=old.pk).end_unknown, Meeting.objects.get(pk=new.pk).end_unknown) == (True, False)


def test_rule_15_what_an_old_protocol_does_not_state_stands_until_somebody_says_otherwise(world: World) -> None:
    old = council.imported_protocol(world).meeting
    old.refresh_from_db()
    drafting.save_head(old, HeadFacts(None, None, "Kajen"), row_version=old.row_version, by=world.secretary)
    old.refresh_from_db()
    unknown = (old.start_unknown, old.end_unknown, old.chair_unknown, old.secretary_unknown)
    assert (old.place, unknown) == ("Kajen", (True, True, True, True))
    facts = HeadFacts(None, None, "Kajen", end_unknown=False)
    drafting.save_head(old, facts, row_version=old.row_version, by=world.secretary)
    old.refresh_from_db()
    assert (old.start_unknown, old.end_unknown) == (True, False)


# --- What is missing before sending


def unmark(protocol: Protocol, world: World) -> None:
    attending.add_person(protocol.meeting, name="Sen Gäst", status=AttendanceStatus.UNMARKED, by=world.secretary)


def no_chair(protocol: Protocol, world: World) -> None:
    attending.appoint(protocol.meeting, role=OfficerRole.CHAIR, people=[], by=world.secretary)


def no_secretary(protocol: Protocol, world: World) -> None:
    attending.appoint(protocol.meeting, role=OfficerRole.SECRETARY, people=[], by=world.secretary)


def no_times(protocol: Protocol, world: World) -> None:
    meeting = Meeting.objects.get(pk=protocol.meeting_id)
    facts = head(meeting, starts_at=None, ends_at=None)
    drafting.save_head(meeting, facts, row_version=meeting.row_version, by=world.secretary)


def unended(protocol: Protocol, world: World) -> None:
    item = council.item(protocol.meeting, "Bryggan")
    writing.save_item(item, row_version=item.row_version, written="Prosa.", kind=ItemKind.DECISION, by=world.secretary)


def written(words: str) -> Callable[[Protocol, World], None]:
    return lambda protocol, world: void(
        council.write(council.item(protocol.meeting, "Bryggan"), words, by=world.secretary)
    )


def void(_: object) -> None:
    """A thing whose result does not matter."""


@pytest.mark.parametrize(
    ("lack", "codes"),
    [
        (unmark, ["unmarked"]),
        (no_chair, ["no_chair"]),
        (no_secretary, ["no_secretary"]),
        (no_times, ["no_starts_at", "no_ends_at"]),
        (unended, ["no_outcome"]),
        (written("Uppdrag: Mäta bryggan"), ["no_responsible"]),
        (written("Återremitteras"), ["no_reason"]),
        (written("Överlämnas"), ["no_recipient"]),
    ],
)
def test_a_protocol_that_lacks_something_is_not_sent(
    world: World, lack: Callable[[Protocol, World], None], codes: list[str]
) -> None:
    protocol = council.held_meeting(world)
    assert drafting.objections_to_send(protocol, by=world.secretary) == []
    lack(protocol, world)
    assert refusal(lambda: drafting.send(council.again(protocol), by=world.secretary)) == codes


def test_every_previous_protocol_has_an_outcome_before_sending(world: World) -> None:
    earlier = council.sent_protocol(world, on=council.day(-30))
    protocol = council.opened(world)
    drafting.close_meeting(protocol.meeting, by=world.secretary)
    assert refusal(lambda: drafting.send(protocol, by=world.secretary)) == ["no_approval"]
    row = council.row_for(earlier, protocol.meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
    assert drafting.send(protocol, by=world.secretary).number == 1


def test_a_matter_that_lay_on_the_table_says_how_it_ended(world: World) -> None:
    council.sent_protocol(world, on=council.day(-30), written={"Bryggan": "Bordläggs"})
    protocol = council.held_meeting(world, written={"Bryggan": "Diskuterades."})
    assert refusal(lambda: drafting.send(protocol, by=world.secretary)) == ["no_outcome"]


def test_a_decision_about_an_older_version_is_said_again(world: World) -> None:
    earlier = council.sent_protocol(world, on=council.day(-30))
    protocol = council.held_meeting(world)
    row = council.row_for(earlier, protocol.meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    drafting.recall(earlier, reason="Ett fel.", by=world.secretary)
    assert refusal(lambda: drafting.send(protocol, by=world.secretary)) == ["replaced"]
    drafting.send(council.again(earlier), by=world.secretary)
    assert refusal(lambda: drafting.send(protocol, by=world.secretary)) == ["replaced"]
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    drafting.send(protocol, by=world.secretary)
    assert council.again(earlier).state == State.APPROVED


def test_a_protocol_is_not_sent_while_the_meeting_goes_on_or_after_approval_or_too_late(world: World) -> None:
    begun = council.opened(world)
    assert refusal(lambda: drafting.send(begun, by=world.secretary)) == ["open"]
    held = council.held_meeting(world, on=council.day(-5))
    assert refusal(lambda: drafting.send(held, by=world.chair)) == ["not_secretary"]
    yesterday = council.day(-1)
    assert refusal(lambda: drafting.send(held, by=world.secretary, answer_by=yesterday)) == ["deadline"]
    coming = council.planned(world, titles=()).held_on
    assert refusal(lambda: drafting.send(held, by=world.secretary, answer_by=coming)) == ["after"]
    approved = council.approved_protocol(world, on=council.day(-30))
    assert refusal(lambda: drafting.send(approved, by=world.secretary)) == ["approved"]


# --- Sending


def test_sending_freezes_a_version_and_writes_to_those_who_were_there(world: World) -> None:
    protocol = council.held_meeting(world)
    version = drafting.send(protocol, by=world.secretary)
    protocol = council.again(protocol)
    assert (protocol.state, protocol.version, version.number) == (State.UNDER_REVIEW, version, 1)
    assert build.is_same(version, build.paper(protocol))
    assert told(protocol.meeting, LetterKind.ANSWER) == {world.chair, world.adjuster, world.member, world.neighbour}
    assert protocol.answer_by == council.day(14)
    event = last_event(protocol.meeting)
    assert (event.step, event.from_state, event.to_state, event.version) == ("send", "draft", "under_review", version)


def test_sending_the_very_same_text_again_is_harmless(world: World) -> None:
    protocol = council.sent_protocol(world)
    letters = letter_count(protocol.meeting, LetterKind.ANSWER)
    assert drafting.send(protocol, by=world.secretary) == protocol.version
    assert (protocol.versions.count(), letter_count(protocol.meeting, LetterKind.ANSWER)) == (1, letters)
    assert events(protocol.meeting).count("send") == 1


def test_another_last_day_for_the_same_text_is_kept_and_told(world: World) -> None:
    protocol = council.sent_protocol(world)
    letters = letter_count(protocol.meeting, LetterKind.ANSWER)
    for _double_click in range(2):
        assert drafting.send(protocol, by=world.secretary, answer_by=council.day(30)) == protocol.version
    assert council.again(protocol).answer_by == council.day(30)
    assert letter_count(protocol.meeting, LetterKind.ANSWER) == letters + 4
    assert events(protocol.meeting).count("set_deadline") == 1


def test_a_new_text_is_a_new_version_and_the_old_one_stands(world: World) -> None:
    protocol = council.sent_protocol(world)
    assert protocol.version
    first = protocol.version.content.leaves
    council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    second = drafting.send(protocol, by=world.secretary)
    assert (second.number, [version.number for version in protocol.versions.all()]) == (2, [1, 2])
    assert protocol.versions.get(number=1).content.leaves == first


def test_the_deadline_comes_before_the_meeting_that_approves(world: World) -> None:
    held = council.held_meeting(world)
    council.planned(world, on=council.day(5))
    drafting.send(held, by=world.secretary)
    assert council.again(held).answer_by == council.day(4)


def test_the_deadline_is_the_councils_or_the_secretarys(world: World) -> None:
    world.council.answer_days = 5
    world.council.save()
    assert council.again(council.sent_protocol(world)).answer_by == council.day(-1)
    other = council.held_meeting(world, on=council.day(-3))
    drafting.send(other, by=world.secretary, answer_by=council.day(9))
    assert council.again(other).answer_by == council.day(9)


def test_rule_8_a_protocol_keeps_the_rule_it_was_sent_under(world: World) -> None:
    protocol = council.sent_protocol(world)
    council.choose(world, ApprovalRule.CHAIR)
    assert council.again(protocol).approval_rule == ApprovalRule.NEXT_MEETING


def test_a_sent_protocol_stands_on_the_next_meetings_agenda(world: World) -> None:
    meeting = council.planned(world)
    protocol = council.sent_protocol(world)
    assert [row.protocol for row in council.previous(meeting).approvals.all()] == [protocol]


# --- Numbers


def paragraphs(meeting: Meeting) -> list[int | None]:
    return list(meeting.items.in_order().values_list("paragraph_number", flat=True))


def test_rule_4_paragraphs_are_drawn_when_first_sent_and_stay(world: World) -> None:
    held = council.held_meeting(world)
    assert paragraphs(held.meeting) == [None, None, None, None]
    drafting.send(held, by=world.secretary)
    assert paragraphs(held.meeting) == [1, 2, 3, 4]
    council.write(council.item(held.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    drafting.send(held, by=world.secretary)
    assert paragraphs(held.meeting) == [1, 2, 3, 4]


def test_rule_4_paragraphs_of_a_year_go_on_from_meeting_to_meeting(world: World) -> None:
    world.council.paragraph_series = ParagraphSeries.YEAR
    world.council.save()
    first = council.sent_protocol(world, on=council.day(-28))
    second = council.sent_protocol(world, on=council.day(-7))
    assert paragraphs(first.meeting) == [1, 2, 3, 4]
    assert paragraphs(second.meeting) == [5, 6, 7, 8]
    assert NumberSeries.objects.get(kind="paragraph", year=2027).last == 8


def test_rule_4_paragraphs_follow_the_order_in_which_items_were_taken(world: World) -> None:
    protocol = council.held_meeting(world, written={"Bryggan": "Prosa.", "Fyren": "Prosa."})
    for order, title in enumerate(("Dagordningen", "Föregående protokoll", "Fyren", "Bryggan", "Övriga frågor"), 1):
        item = council.item(protocol.meeting, title)
        item.taken_order = order
        item.save()
    drafting.send(protocol, by=world.secretary)
    assert [council.item(protocol.meeting, title).paragraph_number for title in ("Fyren", "Bryggan")] == [3, 4]


def test_rule_4_a_matter_that_goes_on_gets_a_number_for_the_whole_installation(world: World) -> None:
    protocol = council.held_meeting(world, written={"Bryggan": "Bordläggs", "Fyren": "Beslut: Att måla."})
    meeting = council.planned(world, titles=())
    drafting.send(protocol, by=world.secretary)
    bridge, light = council.item(protocol.meeting, "Bryggan"), council.item(protocol.meeting, "Fyren")
    assert bridge.matter is not None
    assert (bridge.matter.number, light.matter) == ("2027-1", None)
    assert council.item(meeting, "Bryggan").matter == bridge.matter


# --- Taking back


def test_taking_back_needs_a_reason_and_tells_those_who_have_it(world: World) -> None:
    protocol = council.sent_protocol(world)
    assert refusal(lambda: drafting.recall(protocol, reason=" ", by=world.secretary)) == ["reason"]
    protocol = drafting.recall(protocol, reason=" Fel dag. ", by=world.secretary)
    assert (protocol.state, protocol.recalled_why, protocol.word) == (State.DRAFT, "Fel dag.", "Utkast")
    assert told(protocol.meeting, LetterKind.RECALLED) == told(protocol.meeting, LetterKind.ANSWER)
    assert last_event(protocol.meeting).step == "recall"


def test_an_adjuster_of_the_meeting_takes_back_and_nobody_else(world: World) -> None:
    protocol = council.sent_protocol(world)
    for by in (world.chair, world.member, world.co_opted, world.guest, world.other_secretary):
        assert refusal(lambda who=by: drafting.recall(protocol, reason="Fel.", by=who)) == ["not_secretary"]  # type: ignore[misc]  # mypy does not see the default
    assert drafting.recall(protocol, reason="Fel.", by=world.adjuster).state == State.DRAFT


def test_taking_back_twice_is_harmless_and_a_draft_is_not_taken_back(world: World) -> None:
    protocol = council.sent_protocol(world)
    drafting.recall(protocol, reason="Fel.", by=world.secretary)
    drafting.recall(protocol, reason="Igen.", by=world.secretary)
    assert (council.again(protocol).recalled_why, events(protocol.meeting).count("recall")) == ("Fel.", 1)
    draft = council.held_meeting(world, on=council.day(-3))
    assert refusal(lambda: drafting.recall(draft, reason="Fel.", by=world.secretary)) == ["not_out"]


def test_what_was_taken_back_is_sent_anew(world: World) -> None:
    protocol = council.sent_protocol(world)
    drafting.recall(protocol, reason="Fel.", by=world.secretary)
    assert drafting.send(protocol, by=world.secretary).number == 2
    assert (council.again(protocol).recalled_why, ActionItem.objects.count()) == ("", 0)
    assert council.again(protocol).answer_by == council.day(0) + timedelta(days=14)
