"""Assigning: what becomes of the tasks the council gave (rule 14)."""

import pytest

from meetings.models import ActionItem, ActionStatus, ActionUpdate, UpdateKind
from meetings.models.base import StaleRowError
from meetings.procedure import assigning, drafting
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import last_event


@pytest.fixture
def action(world: World) -> ActionItem:
    """A task of the member's and the neighbour's, from a protocol with the members."""
    words = "Uppdrag: Mäta bryggan @Lars Ledamot, @Gerd Granne senast 3 mars"
    council.sent_protocol(world, written={"Bryggan": words})
    return ActionItem.objects.get()


def again(action: ActionItem) -> ActionItem:
    return ActionItem.objects.get(pk=action.pk)


def test_rule_14_the_responsible_report_and_mark_done(world: World, action: ActionItem) -> None:
    assigning.report(action, by=world.member, kind=UpdateKind.NOTE, text=" Halva är mätt. ")
    assigning.report(action, by=world.neighbour, kind=UpdateKind.DONE)
    updates = list(action.updates.values_list("kind", "text", "written_by"))
    assert updates == [("note", "Halva är mätt.", world.member.pk), ("done", "", world.neighbour.pk)]
    done = again(action)
    assert (done.status, done.ended_by) == (ActionStatus.DONE, world.neighbour)
    event = last_event(action.item.meeting)
    assert (event.step, event.member_id, event.about) == ("report_done", world.neighbour.pk, str(action.pk))


def test_rule_14_reporting_changes_neither_who_nor_when(world: World, action: ActionItem) -> None:
    assigning.report(action, by=world.member, kind=UpdateKind.DONE, text="Klart.")
    done = again(action)
    assert (done.what, done.due_on) == (action.what, action.due_on)
    assert {one.member for one in done.responsible.all()} == {world.member, world.neighbour}


def test_a_task_is_taken_up_again(world: World, action: ActionItem) -> None:
    assigning.report(action, by=world.member, kind=UpdateKind.DONE)
    assigning.report(action, by=world.member, kind=UpdateKind.REOPENED, text="Mätte fel.")
    assert (again(action).status, again(action).ended_at, again(action).ended_by) == (ActionStatus.OPEN, None, None)


@pytest.mark.parametrize("kind", [UpdateKind.NOTE, UpdateKind.HELP, UpdateKind.DONE, UpdateKind.REOPENED])
def test_the_same_report_twice_is_one(world: World, action: ActionItem, kind: UpdateKind) -> None:
    first = assigning.report(action, by=world.member, kind=kind, text="En rad.")
    assert assigning.report(action, by=world.member, kind=kind, text="En rad.") == first
    assert ActionUpdate.objects.count() == 1


def test_only_the_responsible_and_the_secretary_report(world: World, action: ActionItem) -> None:
    for by in (world.chair, world.adjuster, world.guest, world.stranger, world.other_secretary):
        assert refusal(lambda who=by: assigning.report(action, by=who, kind=UpdateKind.DONE)) == ["not_secretary"]  # type: ignore[misc]  # mypy does not see the default
    assigning.report(action, by=world.secretary, kind=UpdateKind.DONE)
    assert again(action).ended_by == world.secretary


def test_a_line_says_something(world: World, action: ActionItem) -> None:
    for kind in (UpdateKind.NOTE, UpdateKind.HELP):
        assert refusal(lambda what=kind: assigning.report(action, by=world.member, kind=what, text=" ")) == ["reason"]  # type: ignore[misc]  # mypy does not see the default


def test_only_the_secretary_drops_a_task_and_says_why(world: World, action: ActionItem) -> None:
    def drop_as_member() -> ActionUpdate:
        return assigning.report(action, by=world.member, kind=UpdateKind.DROPPED, text="Orkar inte.")

    assert refusal(drop_as_member) == ["not_secretary"]
    assert refusal(lambda: assigning.report(action, by=world.secretary, kind=UpdateKind.DROPPED)) == ["reason"]
    assigning.report(action, by=world.secretary, kind=UpdateKind.DROPPED, text="Bryggan är riven.")
    assert again(action).status == ActionStatus.DROPPED


def test_a_task_due_at_the_next_meeting_is_late_when_that_has_been_held(world: World) -> None:
    task = {"Bryggan": "Uppdrag: mäta bryggan @Lars Ledamot senast nästa möte"}
    council.sent_protocol(world, on=council.day(-28), written=task)
    later = council.opened(world, on=council.day(-7), written={"Kajen": "Kajen är hel."})
    assert list(ActionItem.objects.late()) == []
    drafting.close_meeting(later.meeting, by=world.secretary)
    assert [action.what for action in ActionItem.objects.late()] == ["mäta bryggan"]


def test_what_another_has_ended_meanwhile_is_not_ended_by_who_has_not_read_it(world: World, action: ActionItem) -> None:
    read = action.row_version
    assigning.report(action, by=world.member, kind=UpdateKind.DONE)
    with pytest.raises(StaleRowError):
        assigning.report(action, by=world.secretary, kind=UpdateKind.DROPPED, text="Ingen brygga.", row_version=read)
    assert again(action).status == ActionStatus.DONE
    assigning.report(action, by=world.secretary, kind=UpdateKind.NOTE, text="Tack!", row_version=read)
    assigning.report(action, by=world.secretary, kind=UpdateKind.DONE, row_version=read)  # the same is harmless
