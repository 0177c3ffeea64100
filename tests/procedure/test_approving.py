"""Approving: previous protocols, one row each; and undoing (rule 9)."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from meetings import access
from meetings.documents import build
from meetings.models import (
    ApprovalOutcome,
    ApprovalRule,
    AttendanceKind,
    AttendanceStatus,
    LetterKind,
    MeetingStatus,
    Member,
    OfficerRole,
    Protocol,
    ProtocolApproval,
    Stance,
    State,
    TabledItem,
    clock,
)
from meetings.models.base import StaleRowError
from meetings.procedure import answering, approving, attending, drafting, publishing
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event, letter_count, told

CHANGE = ("items/p3/blocks/1", "laga bryggan", "laga och måla bryggan")


@pytest.fixture
def earlier(world: World) -> Protocol:
    """A protocol with the members, from a month ago."""
    return council.sent_protocol(world, on=council.day(-28))


@pytest.fixture
def row(world: World, earlier: Protocol) -> ProtocolApproval:
    """Its row on the agenda of a meeting that has ended, with nothing decided about it."""
    meeting = council.opened(world, written={"Fyren": "Beslut: Att måla."}).meeting
    drafting.close_meeting(meeting, by=world.secretary)
    return council.row_for(earlier, meeting)


def approving_protocol(row: ProtocolApproval) -> Protocol:
    return Protocol.objects.get(meeting=row.item.meeting)


def as_sent(row: ProtocolApproval, world: World) -> ProtocolApproval:
    return approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)


def with_changes(row: ProtocolApproval, world: World) -> ProtocolApproval:
    outcome = ApprovalOutcome.WITH_CHANGES
    return approving.decide_row(row, outcome=outcome, changes=[CHANGE], by=world.secretary)


# --- What the meeting decided


def test_rule_9_what_the_secretary_writes_does_not_approve(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    row = as_sent(row, world)
    assert (row.outcome, row.version, row.written_by) == (ApprovalOutcome.AS_SENT, earlier.version, world.secretary)
    assert council.again(earlier).state == State.UNDER_REVIEW
    assert told(row.item.meeting, LetterKind.CONFIRM) == {world.chair}
    assert (last_event(row.item.meeting).step, last_event(row.item.meeting).about) == ("decide_previous", "as_sent")


def test_writing_the_same_again_is_harmless_and_something_else_replaces_it(world: World, row: ProtocolApproval) -> None:
    first = with_changes(row, world)
    assert with_changes(row, world).row_version == first.row_version
    assert events(row.item.meeting).count("decide_previous") == 1
    tabled = approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
    assert (tabled.version, tabled.changes.count()) == (None, 0)


def test_two_who_decide_about_the_same_row_do_not_overwrite_each_other(world: World, row: ProtocolApproval) -> None:
    seen = row.row_version
    outcome = ApprovalOutcome.TABLED
    approving.decide_row(row, outcome=outcome, by=world.secretary, row_version=seen)
    with pytest.raises(StaleRowError):
        approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.deputy, row_version=seen)
    assert ProtocolApproval.objects.get(pk=row.pk).outcome == outcome


def test_changes_are_listed_with_the_old_words_that_stand(world: World, row: ProtocolApproval) -> None:
    def decide(outcome: ApprovalOutcome, *changes: tuple[str, str, str]) -> Callable[[], object]:
        return lambda: approving.decide_row(row, outcome=outcome, changes=changes, by=world.secretary)

    place, old, new = CHANGE
    assert refusal(decide(ApprovalOutcome.WITH_CHANGES)) == ["no_changes"]
    assert refusal(decide(ApprovalOutcome.AS_SENT, CHANGE)) == ["changes"]
    assert refusal(decide(ApprovalOutcome.WITH_CHANGES, (place, "laga fyren", new))) == ["old_wording"]
    assert refusal(decide(ApprovalOutcome.WITH_CHANGES, ("items/p9/blocks/0", "laga", new))) == ["old_wording"]
    assert refusal(decide(ApprovalOutcome.WITH_CHANGES, (place, "a", "o"))) == ["old_wording"]
    assert refusal(decide(ApprovalOutcome.WITH_CHANGES, (place, old, old))) == ["same"]


def test_only_the_secretary_writes_what_the_meeting_decided(world: World, row: ProtocolApproval) -> None:
    for by in (world.chair, world.member, world.other_secretary):
        assert refusal(lambda who=by: approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=who)) == [  # type: ignore[misc]  # mypy does not see the default
            "not_secretary"
        ]


def test_a_protocol_that_was_not_sent_can_only_be_tabled(world: World) -> None:
    draft = council.held_meeting(world, on=council.day(-28))
    meeting = council.opened(world).meeting
    row = council.row_for(draft, meeting)
    assert refusal(lambda: as_sent(row, world)) == ["not_out"]
    row = approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
    assert row.version is None


def test_a_meeting_that_is_not_held_approves_nothing(world: World, earlier: Protocol) -> None:
    row = council.row_for(earlier, council.called(world))
    assert refusal(lambda: as_sent(row, world)) == ["not_begun"]
    begun = council.opened(world, written={}, meeting=row.item.meeting).meeting
    with clock.at(council.moment(begun.held_on, 16)):
        as_sent(row, world)
    begun.refresh_from_db()
    begun.status = MeetingStatus.CANCELLED
    begun.save()
    assert refusal(lambda: approving.confirm_row(row, by=world.chair)) == ["not_begun"]


def test_a_decision_is_not_rewritten_once_its_own_protocol_is_approved(world: World, row: ProtocolApproval) -> None:
    approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
    council.choose(world, ApprovalRule.CHAIR)
    version = drafting.send(approving_protocol(row), by=world.secretary)
    answering.answer(version, by=world.chair, stance=Stance.APPROVE)
    assert refusal(lambda: as_sent(row, world)) == ["approved"]


# --- A second person


def test_rule_9_a_tap_by_the_chair_or_another_who_was_there_approves(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    as_sent(row, world)
    row = approving.confirm_row(row, by=world.member)
    approved = council.again(earlier)
    assert (approved.state, approved.approved_version) == (State.APPROVED, earlier.version)
    assert (approved.approved_on, approved.approved_by_item) == (row.item.meeting.held_on, row.item)
    assert (row.confirmed_by, last_event(earlier.meeting).step) == (world.member, "approve")
    assert approving.confirm_row(row, by=world.chair).confirmed_by == world.member
    tabled = ApprovalOutcome.TABLED
    assert refusal(lambda: approving.decide_row(row, outcome=tabled, by=world.secretary)) == ["done"]


def test_rule_9_nobody_both_writes_and_alone_approves(world: World, row: ProtocolApproval) -> None:
    as_sent(row, world)
    assert refusal(lambda: approving.confirm_row(row, by=world.secretary)) == ["alone"]
    row.refresh_from_db()
    row.confirmed_by, row.confirmed_at = world.secretary, row.written_at
    with pytest.raises(IntegrityError, match="nobody_writes_and_alone_approves"), transaction.atomic():
        row.save()


def test_rule_9_somebody_who_was_not_at_the_approving_meeting_does_not_confirm(
    world: World, row: ProtocolApproval
) -> None:
    as_sent(row, world)
    for by in (world.substitute, world.stranger, world.other_secretary):
        assert refusal(lambda who=by: approving.confirm_row(row, by=who)) == ["not_there"]  # type: ignore[misc]  # mypy does not see the default


def test_rule_9_whoever_sent_a_protocol_does_not_confirm_its_approval(world: World, row: ProtocolApproval) -> None:
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.deputy)
    assert refusal(lambda: approving.confirm_row(row, by=world.secretary)) == ["alone"]
    assert approving.confirm_row(row, by=world.chair).confirmed_by == world.chair


def test_rule_9_whoever_is_put_into_the_register_afterwards_does_not_confirm(
    world: World, row: ProtocolApproval
) -> None:
    with clock.at(council.moment(council.day(-1))):
        as_sent(row, world)
    twin = Member.objects.create(name=world.chair.name)
    attending.add_person(
        row.item.meeting, name="", member=twin, kind=AttendanceKind.MEMBER, organisation="Fyren", by=world.secretary
    )
    assert refusal(lambda: approving.confirm_row(row, by=twin)) == ["not_there"]


def test_rule_9_with_changes_only_the_chair_confirms_and_only_the_places_listed_differ(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    with_changes(row, world)
    assert refusal(lambda: approving.confirm_row(row, by=world.member)) == ["not_chair"]
    approving.confirm_row(row, by=world.chair)
    approved = council.again(earlier)
    assert approved.approved_version
    assert earlier.version
    assert approved.approved_version.number == 2
    found = build.differences(build.read(earlier.version), build.read(approved.approved_version))
    assert [path for path, _old, _new in found] == ["items/p3/blocks/1"]
    assert [block.sentence for block in build.read(approved.approved_version).items[2].decisions] == [
        "Att laga och måla bryggan."
    ]


def test_rule_1_the_rows_say_what_the_approved_text_says(world: World) -> None:
    """Also the task that the meeting gave to somebody else, and what was written since and never sent."""
    task = "Uppdrag: laga bryggan @Lars Ledamot senast nästa möte\n\nBordläggs"
    sent = council.sent_protocol(world, on=council.day(-28), written={"Bryggan": task})
    council.write(council.item(sent.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    assert not TabledItem.objects.filter(decision__item__meeting=sent.meeting).exists()
    meeting = council.opened(world, written={}).meeting
    row = council.row_for(sent, meeting)
    change = ("items/p3/blocks/0", "@Lars Ledamot", "@Gerd Granne")
    approving.decide_row(row, outcome=ApprovalOutcome.WITH_CHANGES, changes=[change], by=world.secretary)
    approving.confirm_row(row, by=world.chair)
    item = council.item(sent.meeting, "Bryggan")
    assert item.text == "Uppdrag: laga bryggan @Gerd Granne senast nästa möte\n\nBordläggs"
    assert [one.member for one in item.actions.get().responsible.all()] == [world.neighbour]
    assert TabledItem.objects.get(decision__item=item).decision.outcome == "tabled"


def test_nobody_is_asked_to_confirm_a_row_about_another_version_than_the_one_that_is_out(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    as_sent(row, world)
    assert list(access.rows_to_confirm(world.chair)) == [row]
    drafting.recall(earlier, reason="Fel namn.", by=world.secretary)
    assert list(access.rows_to_confirm(world.chair)) == []
    council.write(council.item(earlier.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    drafting.send(council.again(earlier), by=world.secretary)
    assert list(access.rows_to_confirm(world.chair)) == []


def test_nothing_is_confirmed_before_something_is_written(world: World, row: ProtocolApproval) -> None:
    assert refusal(lambda: approving.confirm_row(row, by=world.chair)) == ["nothing", "replaced"]
    approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
    assert refusal(lambda: approving.confirm_row(row, by=world.chair)) == ["nothing", "replaced"]


def test_a_tap_holds_for_what_was_read(world: World, row: ProtocolApproval) -> None:
    seen = approving.mark_of_row(with_changes(row, world))
    other = [(CHANGE[0], CHANGE[1], "riva bryggan")]
    row = approving.decide_row(row, outcome=ApprovalOutcome.WITH_CHANGES, changes=other, by=world.secretary)
    with pytest.raises(StaleRowError):
        approving.confirm_row(row, by=world.chair, seen=seen)
    assert approving.confirm_row(row, by=world.chair, seen=approving.mark_of_row(row)).took_effect_at


def test_a_tap_is_refused_when_the_protocol_has_changed_since(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    as_sent(row, world)
    council.write(council.item(earlier.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    drafting.send(earlier, by=world.secretary)
    assert refusal(lambda: approving.confirm_row(row, by=world.chair)) == ["replaced"]


# --- When the approving meeting's own protocol is sent


def test_rule_9_sending_the_approving_meetings_protocol_makes_as_sent_take_effect(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    as_sent(row, world)
    drafting.send(approving_protocol(row), by=world.secretary)
    row.refresh_from_db()
    assert (council.again(earlier).state, row.confirmed_by) == (State.APPROVED, None)
    assert row.took_effect_at is not None


def test_rule_9_changes_take_no_effect_without_the_chair(world: World, row: ProtocolApproval) -> None:
    with_changes(row, world)
    protocol = approving_protocol(row)
    assert refusal(lambda: drafting.send(protocol, by=world.secretary)) == ["changes_not_confirmed"]
    approving.confirm_row(row, by=world.chair)
    assert drafting.send(protocol, by=world.secretary).number == 1


def test_rule_9_a_tabled_protocol_stands_on_the_next_agenda(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
    drafting.send(approving_protocol(row), by=world.secretary)
    meeting = council.planned(world)
    listed = {one.protocol for one in council.previous(meeting).approvals.all()}
    assert listed == {earlier, approving_protocol(row)}


def test_an_approved_protocol_leaves_the_agendas_ahead(world: World, row: ProtocolApproval) -> None:
    meeting = council.planned(world)
    as_sent(row, world)
    approving.confirm_row(row, by=world.chair)
    assert [one.protocol for one in council.previous(meeting).approvals.all()] == [approving_protocol(row)]


def test_rule_8_the_next_meeting_approves_also_what_answers_did_not(world: World) -> None:
    protocol = council.sent_protocol(world, on=council.day(-28), rule=ApprovalRule.MEMBERS)
    meeting = council.opened(world, written={"Fyren": "Prosa."}).meeting
    row = as_sent(council.row_for(protocol, meeting), world)
    approving.confirm_row(row, by=world.chair)
    assert council.again(protocol).state == State.APPROVED


# --- Undoing


def test_undoing_needs_a_reason_and_gives_what_was_sent_back_to_the_members(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    with_changes(row, world)
    approving.confirm_row(row, by=world.chair)
    approved = council.again(earlier)
    assert refusal(lambda: approving.undo(approved, reason=" ", by=world.secretary)) == ["reason"]
    assert refusal(lambda: approving.undo(approved, reason="Fel.", by=world.chair)) == ["not_secretary"]
    undone = approving.undo(approved, reason="Fel protokoll.", by=world.secretary)
    assert (undone.state, undone.version, undone.approved_version) == (State.UNDER_REVIEW, earlier.version, None)
    row.refresh_from_db()
    assert (row.outcome, row.confirmed_by, row.took_effect_at) == ("", None, None)
    assert last_event(earlier.meeting).reason == "Fel protokoll."


def test_answers_that_approved_are_void_when_the_approval_is_undone(world: World) -> None:
    approved = council.approved_protocol(world)
    council.choose(world, ApprovalRule.CHAIR)
    assert approved.version
    letters = letter_count(approved.meeting, LetterKind.ANSWER)
    undone = approving.undo(approved, reason="Fel protokoll.", by=world.secretary)
    assert undone.version
    assert (undone.version.number, build.is_same(undone.version, build.read(approved.version))) == (2, True)
    assert letter_count(approved.meeting, LetterKind.ANSWER) == letters + 4
    answering.answer(undone.version, by=world.member, stance=Stance.COMMENT, comment="Så kan det gå.")
    answering.answer(undone.version, by=world.member, stance=Stance.APPROVE)
    assert council.again(approved).state == State.UNDER_REVIEW
    answering.answer(undone.version, by=world.chair, stance=Stance.APPROVE)
    assert council.again(approved).state == State.APPROVED


def test_what_a_published_protocol_says_was_approved_is_not_undone(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    as_sent(row, world)
    approving.confirm_row(row, by=world.chair)
    council.choose(world, ApprovalRule.CHAIR)
    version = drafting.send(approving_protocol(row), by=world.secretary)
    answering.answer(version, by=world.chair, stance=Stance.APPROVE)
    publishing.publish(approving_protocol(row), by=world.secretary, reviewed=True)
    approved = council.again(earlier)
    assert refusal(lambda: approving.undo(approved, reason="Fel.", by=world.secretary)) == ["told"]


def test_undoing_twice_is_harmless_and_what_is_not_approved_is_not_undone(world: World) -> None:
    protocol = council.approved_protocol(world)
    approving.undo(protocol, reason="Fel.", by=world.secretary)
    approving.undo(protocol, reason="Igen.", by=world.secretary)
    assert events(protocol.meeting).count("undo_approval") == 1
    sent = council.sent_protocol(world, on=council.day(-4))
    assert refusal(lambda: approving.undo(sent, reason="Fel.", by=world.secretary)) == ["not_approved"]


def test_rule_9_undoing_is_refused_after_publication(world: World) -> None:
    for protocol, codes in (
        (council.published_protocol(world), ["published"]),
        (council.withdrawn_protocol(world, on=council.day(-30)), ["published"]),
    ):
        assert refusal(lambda one=protocol: approving.undo(one, reason="Fel.", by=world.secretary)) == codes  # type: ignore[misc]  # mypy does not see the default


def test_an_undone_protocol_stands_on_the_next_agenda_again(
    world: World, row: ProtocolApproval, earlier: Protocol
) -> None:
    as_sent(row, world)
    drafting.send(approving_protocol(row), by=world.secretary)
    meeting = council.planned(world)
    approving.undo(council.again(earlier), reason="Fel protokoll.", by=world.secretary)
    assert {one.protocol for one in council.previous(meeting).approvals.all()} == {earlier, approving_protocol(row)}


def test_rule_9_sent_to_nobody_who_can_be_reached_an_approval_waits_for_a_tap(world: World, earlier: Protocol) -> None:
    meeting = council.opened(world, written={"Fyren": "Beslut: Att måla."}).meeting
    row = as_sent(council.row_for(earlier, meeting), world)
    for member in (world.chair, world.adjuster, world.member, world.neighbour):
        council.mark(meeting, member, AttendanceStatus.ABSENT, by=world.secretary)
    silent = Member.objects.create(name="Tyst Tage")
    attending.add_person(meeting, name="", member=silent, kind=AttendanceKind.MEMBER, by=world.secretary)
    attending.appoint(meeting, role=OfficerRole.ADJUSTER, people=[], by=world.secretary)
    drafting.close_meeting(meeting, by=world.secretary)
    drafting.send(approving_protocol(row), by=world.secretary)
    assert council.again(earlier).state == State.UNDER_REVIEW


def test_a_meeting_does_not_begin_before_its_day(world: World) -> None:
    meeting = council.planned(world)
    assert refusal(lambda: drafting.open_meeting(meeting, by=world.secretary)) == ["early"]
