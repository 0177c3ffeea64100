"""Replying to a notice: who comes, and what it does to the register."""

import pytest

from meetings.models import AttendanceStatus, Coming, Meeting, Member, Reply
from meetings.procedure import calling, replying
from tests.support import council
from tests.support.council import World
from tests.support.histories import history
from tests.support.refusals import refusal
from tests.support.traces import events


def reply(meeting: Meeting, member: Member, says: Coming = Coming.COMES, *, by: Member | None = None) -> Reply:
    return replying.reply(meeting, member=member, says=says, by=by or member)


def test_a_later_reply_takes_the_place_of_an_earlier_and_the_same_again_is_harmless(world: World) -> None:
    meeting = council.called(world)
    for says in (Coming.COMES, Coming.COMES, Coming.CANNOT):
        reply(meeting, world.member, says)
    row = Reply.objects.get(meeting=meeting)
    assert (row.says, row.entered_by, history(row).count()) == (Coming.CANNOT, world.member, 2)
    assert "enter_reply" not in events(meeting)


def test_the_secretary_enters_what_somebody_said_by_phone_and_nobody_else_does(world: World) -> None:
    meeting = council.called(world)
    for by in (world.chair, world.neighbour, world.other_secretary):
        assert refusal(lambda by=by: reply(meeting, world.member, by=by)) == ["not_secretary"]  # type: ignore[misc]  # mypy does not see the default
    row = reply(meeting, world.member, Coming.SUBSTITUTE, by=world.secretary)
    assert (row.member, row.entered_by, events(meeting).count("enter_reply")) == (world.member, world.secretary, 1)


def test_only_who_is_called_replies_and_only_to_a_notice_that_is_out(world: World) -> None:
    planned, called = council.planned(world), council.called(world, on=council.day(20))
    assert refusal(lambda: reply(planned, world.member)) == ["not_called"]
    assert refusal(lambda: reply(called, world.stranger)) == ["nobody"]
    calling.cancel(called, reason="Storm.", by=world.secretary)
    assert refusal(lambda: reply(called, world.member)) == ["not_held"]
    begun = council.begun(world, council.called(world, on=council.day(0))).meeting
    assert refusal(lambda: reply(begun, world.member)) == ["held"]


@pytest.mark.parametrize(
    ("says", "status"),
    [
        (Coming.COMES, AttendanceStatus.UNMARKED),
        (Coming.CANNOT, AttendanceStatus.EXCUSED),
        (Coming.SUBSTITUTE, AttendanceStatus.EXCUSED),
    ],
)
def test_rule_6_a_reply_prefills_who_is_away_and_marks_nobody_as_here(
    world: World, says: Coming, status: AttendanceStatus
) -> None:
    meeting = council.called(world, on=council.day(0))
    reply(meeting, world.member, says)
    council.begun(world, meeting)
    rows = {row.member: row for row in meeting.attendances.with_replies()}
    assert (rows[world.member].status, rows[world.member].replied) == (status, says)
    others = {row.status for member, row in rows.items() if member != world.member}
    assert (others, rows[world.chair].replied) == ({AttendanceStatus.UNMARKED}, None)
