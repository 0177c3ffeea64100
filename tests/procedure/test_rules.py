"""Who approves by answering: one test for each rule (rule 8)."""

from meetings.models import (
    ApprovalRule,
    AttendanceKind,
    Mandate,
    Member,
    Method,
    OfficerRole,
    Protocol,
    Role,
    Stance,
    State,
)
from meetings.procedure import answering, attending, drafting, rules
from tests.support import council
from tests.support.council import World


def answered(protocol: Protocol, *people: Member, stance: Stance = Stance.APPROVE) -> State:
    """Where the protocol stands after these have answered."""
    for member in people:
        version = council.again(protocol).version
        assert version
        answering.answer(version, by=member, stance=stance, comment="Nej." if stance == Stance.OBJECT else "")
    return State(council.again(protocol).state)


def phoned(world: World, protocol: Protocol, member: Member) -> State:
    version = council.again(protocol).version
    assert version
    answering.answer(version, by=member, stance=Stance.APPROVE, method=Method.PHONE, entered_by=world.secretary)
    return State(council.again(protocol).state)


def awaited(protocol: Protocol) -> set[Member]:
    version = council.again(protocol).version
    assert version
    return set(rules.rule(version).awaits(version))


def test_rule_8_the_next_meeting_approves_and_no_number_of_answers_does(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.NEXT_MEETING)
    everybody = (world.chair, world.adjuster, world.member, world.neighbour)
    assert (answered(protocol, *everybody), awaited(protocol)) == (State.UNDER_REVIEW, set())


def test_rule_8_the_chair_approves(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.CHAIR)
    assert awaited(protocol) == {world.chair}
    assert answered(protocol, world.adjuster, world.member, world.neighbour) == State.UNDER_REVIEW
    assert answered(protocol, world.chair, stance=Stance.OBJECT) == State.UNDER_REVIEW
    assert answered(protocol, world.chair) == State.APPROVED


def test_rule_8_those_who_shared_the_chair_approve_together(world: World) -> None:
    protocol = council.held_meeting(world)
    people = [world.chair, world.member]
    attending.appoint(protocol.meeting, role=OfficerRole.CHAIR, people=people, by=world.secretary)
    council.choose(world, ApprovalRule.CHAIR)
    drafting.send(protocol, by=world.secretary)
    assert answered(protocol, world.chair) == State.UNDER_REVIEW
    assert answered(protocol, world.member) == State.APPROVED


def test_rule_8_the_adjusters_and_the_chair_approve(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.ADJUSTERS)
    assert awaited(protocol) == {world.adjuster, world.chair}
    assert answered(protocol, world.member, world.adjuster) == State.UNDER_REVIEW
    assert phoned(world, protocol, world.chair) == State.UNDER_REVIEW
    assert answered(protocol, world.chair) == State.APPROVED


def test_rule_8_without_an_adjuster_the_chair_does_not_approve_alone(world: World) -> None:
    protocol = council.held_meeting(world)
    attending.appoint(protocol.meeting, role=OfficerRole.ADJUSTER, people=[], by=world.secretary)
    council.choose(world, ApprovalRule.ADJUSTERS)
    drafting.send(protocol, by=world.secretary)
    assert answered(protocol, world.chair) == State.UNDER_REVIEW


def test_rule_8_an_adjuster_known_only_by_name_cannot_be_passed_over(world: World) -> None:
    protocol = council.held_meeting(world)
    people: list[Member | str] = [world.adjuster, "Utan Konto"]
    attending.appoint(protocol.meeting, role=OfficerRole.ADJUSTER, people=people, by=world.secretary)
    council.choose(world, ApprovalRule.ADJUSTERS)
    drafting.send(protocol, by=world.secretary)
    assert answered(protocol, world.adjuster, world.chair) == State.UNDER_REVIEW


def test_rule_8_all_who_were_present_approve(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.MEMBERS)
    assert awaited(protocol) == {world.chair, world.adjuster, world.member, world.neighbour}
    assert answered(protocol, world.chair, world.adjuster, world.member) == State.UNDER_REVIEW
    assert phoned(world, protocol, world.neighbour) == State.APPROVED


def test_rule_8_somebody_present_who_is_known_only_by_name_cannot_be_passed_over(world: World) -> None:
    protocol = council.held_meeting(world)
    attending.add_person(protocol.meeting, name="Berit Besk", kind=AttendanceKind.MEMBER, by=world.secretary)
    council.choose(world, ApprovalRule.MEMBERS)
    drafting.send(protocol, by=world.secretary)
    everybody = (world.chair, world.adjuster, world.member, world.neighbour)
    assert answered(protocol, *everybody) == State.UNDER_REVIEW


def test_rule_8_a_set_number_of_those_who_were_present_approves(world: World) -> None:
    council.choose(world, ApprovalRule.MEMBERS, needed=2)
    protocol = council.sent_protocol(world)
    assert answered(protocol, world.member) == State.UNDER_REVIEW
    assert answered(protocol, world.neighbour) == State.APPROVED


def test_rule_8_an_objection_stops_the_members_approval_until_it_is_taken_back(world: World) -> None:
    council.choose(world, ApprovalRule.MEMBERS, needed=2)
    protocol = council.sent_protocol(world)
    assert answered(protocol, world.adjuster, stance=Stance.OBJECT) == State.UNDER_REVIEW
    assert answered(protocol, world.member, world.neighbour, world.chair) == State.UNDER_REVIEW
    assert answered(protocol, world.adjuster) == State.APPROVED


def test_rule_8_only_answers_to_one_and_the_same_version_approve(world: World) -> None:
    council.choose(world, ApprovalRule.MEMBERS, needed=2)
    protocol = council.sent_protocol(world)
    assert answered(protocol, world.member) == State.UNDER_REVIEW
    council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    drafting.send(protocol, by=world.secretary)
    assert answered(protocol, world.neighbour) == State.UNDER_REVIEW
    assert answered(protocol, world.member) == State.APPROVED


def test_rule_9_nobody_both_writes_and_alone_approves_by_answering(world: World) -> None:
    """The chair keeps the protocol and sends it, and would approve it by an answer of their own."""
    council.sit(world.council, world.chair, Role.SECRETARY)
    protocol = council.held_meeting(world)
    council.choose(world, ApprovalRule.CHAIR)
    drafting.send(protocol, by=world.chair)
    assert answered(protocol, world.chair) == State.UNDER_REVIEW
    alone = council.held_meeting(world, on=council.day(-3))
    council.choose(world, ApprovalRule.MEMBERS, needed=1)
    drafting.send(alone, by=world.chair)
    assert answered(alone, world.chair) == State.UNDER_REVIEW
    assert answered(alone, world.member) == State.APPROVED


def test_rule_9_whoever_wrote_does_not_approve_alone_though_somebody_else_sent(world: World) -> None:
    protocol = council.held_meeting(world)
    days = {"from_on": council.day(-30), "until_on": council.day(30)}
    Mandate.objects.create(council=world.council, member=world.chair, role=Role.DEPUTY_SECRETARY, **days)
    council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.chair)
    council.choose(world, ApprovalRule.CHAIR)
    drafting.send(protocol, by=world.secretary)
    assert answered(protocol, world.chair) == State.UNDER_REVIEW


def test_rule_8_answers_approve_only_under_the_register_that_was_sent(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.CHAIR)
    attending.appoint(protocol.meeting, role=OfficerRole.CHAIR, people=[world.member], by=world.secretary)
    assert answered(protocol, world.member, world.chair) == State.UNDER_REVIEW
    attending.appoint(protocol.meeting, role=OfficerRole.CHAIR, people=[world.chair], by=world.secretary)
    assert drafting.send(council.again(protocol), by=world.secretary).number == 2
    assert answered(protocol, world.member) == State.UNDER_REVIEW
    assert answered(protocol, world.chair) == State.APPROVED


def test_rule_8_the_number_that_approves_is_the_one_it_was_sent_under(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.MEMBERS)
    council.choose(world, ApprovalRule.MEMBERS, needed=1)
    assert answered(protocol, world.member) == State.UNDER_REVIEW


def test_rule_7_answers_that_approve_never_stand_for_another_text(world: World) -> None:
    world.council.keeps_answers_on_language_changes = True
    world.council.save()
    protocol = council.sent_protocol(world, rule=ApprovalRule.ADJUSTERS)
    assert answered(protocol, world.adjuster) == State.UNDER_REVIEW
    council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    drafting.send(council.again(protocol), by=world.secretary, language_only=True)
    assert answered(protocol, world.chair) == State.UNDER_REVIEW
