"""Answering: those who were there say whether the protocol is right (rule 7)."""

from collections.abc import Callable

import pytest

from meetings.models import (
    Answer,
    ApprovalRule,
    AttendanceStatus,
    Mandate,
    Member,
    Method,
    Protocol,
    ProtocolVersion,
    Stance,
    State,
)
from meetings.procedure import answering, approving, drafting
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event


@pytest.fixture
def protocol(world: World) -> Protocol:
    """A protocol with the members."""
    return council.sent_protocol(world)


def out(protocol: Protocol) -> ProtocolVersion:
    version = council.again(protocol).version
    assert version
    return version


def approve(protocol: Protocol, by: Member) -> Answer:
    return answering.answer(out(protocol), by=by, stance=Stance.APPROVE)


def objecting(protocol: Protocol, by: Member, words: str = "Det var onsdag.") -> Callable[[], Answer]:
    return lambda: answering.answer(out(protocol), by=by, stance=Stance.OBJECT, comment=words)


def test_rule_7_an_answer_is_bound_to_exactly_the_text_that_was_shown(world: World, protocol: Protocol) -> None:
    answer = approve(protocol, world.member)
    assert (answer.version, answer.root, answer.method) == (out(protocol), out(protocol).root, Method.SIGNED_IN)
    event = last_event(protocol.meeting)
    assert (event.step, event.member_id, event.about, event.version) == (
        "answer",
        world.member.pk,
        "approve",
        out(protocol),
    )


def test_rule_7_who_may_answer_comes_from_attendance_at_that_meeting(world: World, protocol: Protocol) -> None:
    not_there = (world.substitute, world.co_opted, world.guest, world.secretary, world.deputy)
    for by in not_there:
        assert refusal(lambda who=by: approve(protocol, who)) == ["not_there"]  # type: ignore[misc]  # mypy does not see the default
    for by in (world.chair, world.adjuster, world.member, world.neighbour):
        assert approve(protocol, by).member == by


def test_rule_7_the_right_to_answer_outlasts_the_seat(world: World, protocol: Protocol) -> None:
    mandate = Mandate.objects.get(member=world.member)
    mandate.until_on = council.day(-2)
    mandate.save()
    new = council.person("Nils Ny")
    council.sit(world.council, new, from_on=council.day(-2))
    assert approve(protocol, world.member).stance == Stance.APPROVE
    assert refusal(lambda: approve(protocol, new)) == ["not_there"]


def test_rule_7_a_serving_substitute_answers_and_the_absent_member_does_not(world: World) -> None:
    protocol = council.held_meeting(world)
    council.mark(protocol.meeting, world.member, AttendanceStatus.ABSENT, by=world.secretary)
    council.mark(protocol.meeting, world.substitute, by=world.secretary)
    drafting.send(protocol, by=world.secretary)
    assert approve(protocol, world.substitute).member == world.substitute
    assert refusal(lambda: approve(protocol, world.member)) == ["not_there"]


def test_rule_7_others_with_a_seat_comment_and_strangers_do_not(world: World, protocol: Protocol) -> None:
    def comment(by: Member) -> Answer:
        return answering.answer(out(protocol), by=by, stance=Stance.COMMENT, comment="Stavfel.")

    for by in (world.substitute, world.co_opted, world.member):
        assert comment(by).stance == Stance.COMMENT
    for by in (world.stranger, world.other_secretary):
        assert refusal(lambda who=by: comment(who)) == ["not_on_council"]  # type: ignore[misc]  # mypy does not see the default


def test_an_objection_or_comment_says_something(world: World, protocol: Protocol) -> None:
    assert refusal(objecting(protocol, world.member, " ")) == ["comment"]
    assert refusal(objecting(protocol, world.member, "a\0b")) == ["nul"]
    assert objecting(protocol, world.member, " Det var onsdag. ")().comment == "Det var onsdag."


def test_the_same_answer_twice_is_one(world: World, protocol: Protocol) -> None:
    assert approve(protocol, world.member) == approve(protocol, world.member)
    assert (Answer.objects.count(), events(protocol.meeting).count("answer")) == (1, 1)


def test_the_latest_answer_counts_and_a_comment_replaces_none(world: World, protocol: Protocol) -> None:
    approve(protocol, world.member)
    objecting(protocol, world.member)()
    counting = Answer.objects.counting(out(protocol))
    assert [answer.stance for answer in counting] == [Stance.OBJECT]
    assert answering.count(out(protocol)) == answering.Count(approving=0, objecting=1, all=4)
    approve(protocol, world.member)
    answering.answer(out(protocol), by=world.member, stance=Stance.COMMENT, comment="Bra.")
    assert answering.count(out(protocol)) == answering.Count(approving=1, objecting=0, all=4)
    assert Answer.objects.count() == 4


def test_after_the_deadline_only_a_comment_is_taken(world: World) -> None:
    protocol = council.sent_protocol(world, on=council.day(-30))
    assert refusal(lambda: approve(protocol, world.member)) == ["late"]
    late = answering.answer(out(protocol), by=world.member, stance=Stance.COMMENT, comment="Sent, men ändå.")
    assert late.stance == Stance.COMMENT
    on_time = council.held_meeting(world)
    drafting.send(on_time, by=world.secretary, answer_by=council.day(0))
    assert approve(on_time, world.member).version == out(on_time)


def test_rule_7_a_new_version_voids_the_answers_to_the_old_one(world: World, protocol: Protocol) -> None:
    first = out(protocol)
    approve(protocol, world.member)
    council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    drafting.send(protocol, by=world.secretary)
    assert answering.count(out(protocol)) == answering.Count(approving=0, objecting=0, all=4)
    old = lambda: answering.answer(first, by=world.neighbour, stance=Stance.APPROVE)  # noqa: E731 - one refusal, named
    assert refusal(old) == ["replaced"]


@pytest.mark.parametrize(("keeps", "language", "counted"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_rule_7_a_council_may_let_answers_stand_when_only_the_language_changed(
    world: World, *, keeps: bool, language: bool, counted: int
) -> None:
    world.council.keeps_answers_on_language_changes = keeps
    world.council.save()
    protocol = council.sent_protocol(world)
    approve(protocol, world.member)
    council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att laga bryggan snart.", by=world.secretary)
    version = drafting.send(protocol, by=world.secretary, language_only=language)
    assert (answering.count(version).approving, version.answers_stand) == (counted, bool(counted))


def test_a_protocol_taken_back_or_approved_is_not_answered(world: World, protocol: Protocol) -> None:
    drafting.recall(protocol, reason="Fel.", by=world.secretary)
    assert refusal(lambda: approve(protocol, world.member)) == ["recalled"]
    approved = council.approved_protocol(world, on=council.day(-4))
    assert refusal(lambda: approve(approved, world.member)) == ["approved"]


# --- By phone and on paper


def by_phone(protocol: Protocol, of: Member, entered_by: Member, stance: Stance = Stance.APPROVE) -> Answer:
    return answering.answer(out(protocol), by=of, stance=stance, method=Method.PHONE, entered_by=entered_by)


def test_an_answer_by_phone_says_who_entered_it(world: World, protocol: Protocol) -> None:
    answer = by_phone(protocol, world.member, world.secretary)
    assert (answer.member, answer.entered_by, answer.method) == (world.member, world.secretary, Method.PHONE)
    assert last_event(protocol.meeting).member_id == world.secretary.pk


def test_only_the_secretary_enters_answers(world: World, protocol: Protocol) -> None:
    for by in (world.chair, world.member, world.other_secretary):
        assert refusal(lambda who=by: by_phone(protocol, world.member, who)) == ["not_secretary"]  # type: ignore[misc]  # mypy does not see the default


def test_rule_7_an_answer_by_phone_is_no_way_around_who_was_there(world: World, protocol: Protocol) -> None:
    assert refusal(lambda: by_phone(protocol, world.substitute, world.secretary)) == ["not_there"]


def test_ones_own_answer_counts_also_after_the_same_by_phone(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.CHAIR)
    by_phone(protocol, world.chair, world.secretary)
    assert council.again(protocol).state == State.UNDER_REVIEW
    approve(protocol, world.chair)
    assert council.again(protocol).state == State.APPROVED


def test_an_answer_that_completes_the_rule_approves_in_the_same_step(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.CHAIR)
    approve(protocol, world.chair)
    approved = council.again(protocol)
    assert (approved.state, approved.approved_version, approved.approved_on) == (
        State.APPROVED,
        out(protocol),
        council.day(0),
    )
    assert events(protocol.meeting)[-2:] == ["answer", "approve"]
    assert not approving.approve_if_answered(out(protocol))
