"""Attending: the register, who leads, writes and adjusts."""

from datetime import time

import pytest

from meetings.documents import build
from meetings.models import (
    Attendance,
    AttendanceKind,
    AttendanceMode,
    AttendanceStatus,
    Mandate,
    Meeting,
    Member,
    Officer,
    OfficerRole,
    Role,
    Side,
)
from meetings.models.base import StaleRowError
from meetings.procedure import attending, drafting
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A meeting that has just begun: nobody is marked."""
    meeting = council.planned(world, on=council.day(0))
    drafting.open_meeting(meeting, by=world.secretary)
    return meeting


def row_of(meeting: Meeting, name: str) -> Attendance:
    return Attendance.objects.get(meeting=meeting, printed_name=name)


def test_rule_6_everybody_called_stands_unmarked_in_the_register(world: World, meeting: Meeting) -> None:
    rows = list(meeting.attendances.order_by("position"))
    assert {row.status for row in rows} == {AttendanceStatus.UNMARKED}
    assert {(row.printed_name, row.kind) for row in rows} == {
        ("Olle Ordförande", "member"),
        ("Gerd Granne", "member"),
        ("Julia Justerare", "member"),
        ("Lars Ledamot", "member"),
        ("Ebba Ersättare", "substitute"),
        ("Signe Sekreterare", "secretary"),
        ("Viola Vikarie", "secretary"),
        ("Adam Adjungerad", "co_opted"),
    }


def test_rule_6_sides_stand_side_by_side_and_without_a_vote_outside_the_count(world: World, meeting: Meeting) -> None:
    paper = build.paper(drafting.open_meeting(meeting, by=world.secretary))
    assert paper.sides == ("Staden", "Föreningarna")
    assert [person.name for person in paper.people if person.side == "Staden"] == ["Olle Ordförande", "Gerd Granne"]
    assert {person.name for person in paper.people if not person.counted} == {
        "Signe Sekreterare",
        "Viola Vikarie",
        "Adam Adjungerad",
    }


def test_rule_6_a_person_on_two_seats_is_one_row_that_prints_both(world: World) -> None:
    town = Side.objects.get(name="Staden")
    council.sit(world.council, world.member, seat=council.seat_for(town, "Kajbolaget", 9))
    meeting = council.planned(world, on=council.day(0))
    drafting.open_meeting(meeting, by=world.secretary)
    rows = Attendance.objects.filter(meeting=meeting, member=world.member)
    assert [row.printed_organisation for row in rows] == ["Kajbolaget, Roddklubben"]


def test_a_secretary_with_a_seat_is_a_member_that_prints_the_role(world: World) -> None:
    council.sit(world.council, world.member, Role.SECRETARY)
    meeting = council.planned(world, on=council.day(0))
    drafting.open_meeting(meeting, by=world.secretary)
    row = row_of(meeting, "Lars Ledamot")
    assert (row.kind, row.printed_role) == (AttendanceKind.MEMBER, "sekreterare")
    assert (str(row.side), row.printed_organisation) == ("Föreningarna", "Roddklubben")


def test_a_secretary_of_a_council_without_seats_is_a_member_that_prints_the_role(world: World) -> None:
    for role in (Role.SECRETARY, Role.MEMBER):
        council.sit(world.council, world.stranger, role)
    meeting = council.planned(world, on=council.day(0))
    drafting.open_meeting(meeting, by=world.secretary)
    row = row_of(meeting, "Frida Främling")
    assert (row.kind, row.printed_role) == (AttendanceKind.MEMBER, "sekreterare")


def test_rule_5_the_register_comes_from_the_mandates_of_the_meetings_day(world: World) -> None:
    mandate = Mandate.objects.get(member=world.member)
    mandate.until_on = council.day(-1)
    mandate.save()
    council.sit(world.council, world.stranger, from_on=council.day(1))
    meeting = council.planned(world, on=council.day(0))
    drafting.open_meeting(meeting, by=world.secretary)
    names = set(meeting.attendances.values_list("printed_name", flat=True))
    assert {"Lars Ledamot", "Frida Främling"} & names == set()
    earlier = council.opened(world, on=council.day(-7)).meeting
    assert earlier.attendances.filter(member=world.member).count() == 1


def test_rule_5_what_is_printed_is_a_copy_of_what_was(world: World, meeting: Meeting) -> None:
    world.member.name = "Lars Gift"
    world.member.save()
    assert Attendance.objects.get(meeting=meeting, member=world.member).printed_name == "Lars Ledamot"


def test_the_chair_and_secretary_of_the_day_are_named_by_their_mandates(world: World, meeting: Meeting) -> None:
    assert {(one.role, one.member) for one in meeting.officers.all()} == {
        (OfficerRole.CHAIR, world.chair),
        (OfficerRole.SECRETARY, world.secretary),
    }


def test_somebody_is_marked_for_a_part_of_the_meeting(world: World, meeting: Meeting) -> None:
    row = row_of(meeting, "Lars Ledamot")
    row = attending.mark(
        row,
        status=AttendanceStatus.PRESENT,
        mode=AttendanceMode.REMOTE,
        from_time=time(15, 20),
        to_time=time(16),
        row_version=row.row_version,
        by=world.secretary,
    )
    assert (row.status, row.mode, row.from_time, row.to_time) == ("present", "remote", time(15, 20), time(16))
    [person] = [one for one in build.paper(council.opened(world, meeting=meeting)).people if one.name == "Lars Ledamot"]
    assert person.span == "från kl. 15.20 till kl. 16.00"


def test_marking_somebody_as_they_are_marked_leaves_no_history(world: World, meeting: Meeting) -> None:
    row = council.mark(meeting, world.member, by=world.secretary)
    again = attending.mark(row, status=AttendanceStatus.PRESENT, row_version=1, by=world.secretary)
    assert again.row_version == row.row_version


def test_two_who_mark_the_same_person_do_not_overwrite_each_other(world: World, meeting: Meeting) -> None:
    row = row_of(meeting, "Lars Ledamot")
    attending.mark(row, status=AttendanceStatus.PRESENT, row_version=row.row_version, by=world.secretary)
    with pytest.raises(StaleRowError):
        attending.mark(row, status=AttendanceStatus.ABSENT, row_version=row.row_version, by=world.deputy)
    row.refresh_from_db()
    assert row.status == AttendanceStatus.PRESENT


def test_nobody_leaves_before_they_come(world: World, meeting: Meeting) -> None:
    row = row_of(meeting, "Lars Ledamot")

    def mark() -> Attendance:
        return attending.mark(
            row,
            status=AttendanceStatus.PRESENT,
            from_time=time(16),
            to_time=time(15),
            row_version=row.row_version,
            by=world.secretary,
        )

    assert refusal(mark) == ["times"]


def test_rule_6_everybody_else_is_here_marks_only_the_unmarked(world: World, meeting: Meeting) -> None:
    council.mark(meeting, world.member, AttendanceStatus.EXCUSED, by=world.secretary)
    assert attending.mark_rest_present(meeting, by=world.secretary) == 7
    assert row_of(meeting, "Lars Ledamot").status == AttendanceStatus.EXCUSED
    assert meeting.attendances.present().count() == 7
    assert attending.mark_rest_present(meeting, by=world.secretary) == 0
    assert events(meeting).count("mark_rest_present") == 1


def test_a_guest_is_added_once(world: World, meeting: Meeting) -> None:
    first = attending.add_person(meeting, name="Gäst Gran", organisation="Kranar AB", by=world.secretary)
    again = attending.add_person(meeting, name=" Gäst Gran ", organisation="Kranar AB", by=world.secretary)
    assert (first, first.kind, first.is_counted) == (again, AttendanceKind.GUEST, False)


def test_a_person_stands_once_in_a_register(world: World, meeting: Meeting) -> None:
    def add() -> Attendance:
        return attending.add_person(meeting, name="", member=world.member, by=world.secretary)

    assert refusal(add) == ["twice"]
    assert refusal(lambda: attending.add_person(meeting, name=" ", by=world.secretary)) == ["name"]


def test_rule_5_who_has_a_place_that_day_stands_by_it_also_when_added_by_hand(world: World, meeting: Meeting) -> None:
    late = council.person("Sena Seglare")
    seat = council.seat_for(Side.objects.get(name="Föreningarna"), "Roddklubben", 9)
    council.sit(world.council, late, Role.VICE_CHAIR, seat=seat)
    row = attending.add_person(meeting, name="", member=late, by=world.secretary)
    assert (row.printed_name, row.kind, row.printed_side, row.printed_organisation, row.printed_role, row.status) == (
        "Sena Seglare",
        AttendanceKind.MEMBER,
        "Föreningarna",
        "Roddklubben",
        "vice ordförande",
        AttendanceStatus.PRESENT,
    )
    stranger = attending.add_person(meeting, name="", member=world.stranger, by=world.secretary)
    assert (stranger.kind, stranger.printed_side) == (AttendanceKind.GUEST, "")


def test_who_was_added_by_mistake_is_taken_out_while_the_protocol_is_a_draft(world: World, meeting: Meeting) -> None:
    by = world.secretary
    row = attending.add_person(meeting, name="Fel Person", kind=AttendanceKind.MEMBER, by=by)
    serving = attending.add_person(meeting, name="Inhoppare Ek", substitutes_for=row, by=by)
    attending.appoint(meeting, role=OfficerRole.ADJUSTER, people=["Fel Person"], by=by)
    assert attending.added_by_hand(meeting) == [row, serving]

    def remove(one: Attendance = row, by: Member = by) -> None:
        attending.remove_person(one, by=by)

    assert refusal(remove) == ["office", "served"]
    attending.appoint(meeting, role=OfficerRole.ADJUSTER, people=[], by=by)
    for _ in range(2):
        remove(serving)
    assert refusal(lambda: remove(by=world.chair)) == ["not_secretary"]
    assert refusal(lambda: remove(row_of(meeting, "Lars Ledamot"))) == ["called"]
    remove()
    assert (attending.added_by_hand(meeting), meeting.attendances.count()) == ([], 8)
    assert events(meeting).count("remove_person") == 2


def test_nobody_is_taken_out_of_a_register_that_was_sent(world: World) -> None:
    meeting = council.sent_protocol(world).meeting
    for row in attending.added_by_hand(meeting):
        assert refusal(lambda one=row: attending.remove_person(one, by=world.secretary)) == ["sent"]  # type: ignore[misc]  # mypy does not see the default
    assert [row.kind for row in attending.added_by_hand(meeting)] == [AttendanceKind.GUEST]


def test_a_substitute_stands_on_the_side_of_whom_they_serve_for(world: World, meeting: Meeting) -> None:
    row = attending.add_person(
        meeting,
        name="Inhoppare Ek",
        kind=AttendanceKind.SUBSTITUTE,
        substitutes_for=row_of(meeting, "Lars Ledamot"),
        by=world.secretary,
    )
    assert (row.printed_side, row.is_counted) == ("Föreningarna", True)


def test_the_meeting_names_who_adjusts_and_names_others(world: World, meeting: Meeting) -> None:
    role = OfficerRole.ADJUSTER
    attending.appoint(meeting, role=role, people=[world.adjuster, "Utan Konto"], by=world.secretary)
    found = attending.appoint(meeting, role=role, people=[world.member, "Utan Konto"], by=world.secretary)
    assert {(one.printed_name, one.member) for one in found} == {("Lars Ledamot", world.member), ("Utan Konto", None)}
    same = attending.appoint(meeting, role=role, people=[world.member, "Utan Konto"], by=world.secretary)
    assert {one.pk for one in same} == {one.pk for one in found}


def a_twin(world: World) -> Member:
    """Somebody else on the council with the chair's name."""
    twin = Member.objects.create(name=world.chair.name)
    council.sit(world.council, twin)
    return twin


def test_of_two_with_the_same_name_the_one_who_is_named_holds_the_office(world: World) -> None:
    twin, role = a_twin(world), OfficerRole.CHAIR
    meeting = council.opened(world).meeting
    first = attending.appoint(meeting, role=role, people=[world.chair], by=world.secretary)
    assert [one.member for one in first] == [world.chair]
    second = attending.appoint(meeting, role=role, people=[twin], by=world.secretary)
    assert [one.member for one in second] == [twin]
    both = attending.appoint(meeting, role=role, people=[twin, world.chair], by=world.secretary)
    assert {one.member for one in both} == {twin, world.chair}


def test_somebody_known_only_by_name_becomes_the_person_when_they_are_named(world: World, meeting: Meeting) -> None:
    role = OfficerRole.ADJUSTER
    attending.appoint(meeting, role=role, people=["Lars Ledamot"], by=world.secretary)
    [now] = attending.appoint(meeting, role=role, people=[world.member], by=world.secretary)
    assert (now.printed_name, now.member) == ("Lars Ledamot", world.member)


def test_pairing_a_namesake_leaves_the_office_with_whom_it_was_given(world: World, meeting: Meeting) -> None:
    twin, role = Member.objects.create(name=world.chair.name), OfficerRole.CHAIR
    row = attending.add_person(
        meeting, name=world.chair.name, kind=AttendanceKind.MEMBER, organisation="Fyren", by=world.secretary
    )
    attending.pair_with(row, member=twin, by=world.secretary)
    assert Officer.objects.get(meeting=meeting, role=role).member == world.chair
    attending.appoint(meeting, role=role, people=[world.chair.name], by=world.secretary)
    attending.pair_with(row, member=None, by=world.secretary)
    attending.pair_with(row, member=twin, by=world.secretary)
    assert Officer.objects.get(meeting=meeting, role=role).member is None


def test_a_printed_name_is_paired_with_a_person_and_stays_as_printed(world: World, meeting: Meeting) -> None:
    row = attending.add_person(meeting, name="F. Främling", kind=AttendanceKind.MEMBER, by=world.secretary)
    attending.appoint(meeting, role=OfficerRole.ADJUSTER, people=["F. Främling"], by=world.secretary)
    row = attending.pair_with(row, member=world.stranger, by=world.secretary)
    assert (row.member, row.printed_name) == (world.stranger, "F. Främling")
    assert Officer.objects.get(meeting=meeting, role=OfficerRole.ADJUSTER).member == world.stranger
    assert attending.pair_with(row, member=None, by=world.secretary).member is None


def test_an_office_given_twice_under_two_spellings_is_one_when_they_are_paired(world: World, meeting: Meeting) -> None:
    row = attending.add_person(meeting, name="F. Främling", kind=AttendanceKind.MEMBER, by=world.secretary)
    both: list[Member | str] = [world.stranger, "F. Främling"]
    attending.appoint(meeting, role=OfficerRole.ADJUSTER, people=both, by=world.secretary)
    attending.pair_with(row, member=world.stranger, by=world.secretary)
    assert [one.printed_name for one in meeting.officers.filter(role=OfficerRole.ADJUSTER)] == ["Frida Främling"]


def test_a_printed_name_is_not_paired_with_somebody_who_stands_there(world: World, meeting: Meeting) -> None:
    row = attending.add_person(meeting, name="L. Ledamot", by=world.secretary)
    assert refusal(lambda: attending.pair_with(row, member=world.member, by=world.secretary)) == ["twice"]


def test_only_the_secretary_keeps_the_register_and_only_until_approval(world: World) -> None:
    protocol = council.sent_protocol(world)
    meeting = protocol.meeting
    row = row_of(meeting, "Lars Ledamot")
    for by, code in ((world.chair, "not_secretary"), (world.stranger, "not_secretary")):
        assert refusal(lambda who=by: council.mark(meeting, world.member, AttendanceStatus.ABSENT, by=who)) == [code]  # type: ignore[misc]  # mypy does not see the default
    council.mark(meeting, world.member, AttendanceStatus.ABSENT, by=world.deputy)
    stands = council.approved_protocol(world, on=council.day(-20)).meeting
    row = row_of(stands, "Lars Ledamot")
    by = world.secretary
    assert refusal(lambda: council.mark(stands, world.member, AttendanceStatus.ABSENT, by=by)) == ["approved"]
    assert refusal(lambda: attending.mark_rest_present(stands, by=by)) == ["approved"]
    assert refusal(lambda: attending.add_person(stands, name="Sen", by=by)) == ["approved"]
    assert refusal(lambda: attending.appoint(stands, role=OfficerRole.CHAIR, people=[], by=by)) == ["approved"]
    assert refusal(lambda: attending.pair_with(row, member=None, by=by)) == ["approved"]


def test_a_register_is_not_written_before_the_meeting_is_held(world: World) -> None:
    planned = council.planned(world)
    by = world.secretary
    assert refusal(lambda: attending.add_person(planned, name="Tidig", by=by)) == ["not_begun"]
    assert refusal(lambda: attending.appoint(planned, role=OfficerRole.CHAIR, people=["Tidig"], by=by)) == ["not_begun"]
