"""One's own tasks: done, a line, help wanted, taken up again."""

import pytest

from meetings.models import ActionItem, ActionStatus, Protocol
from tests.support import council
from tests.support.council import World
from tests.support.reading import words
from tests.web.member.conftest import SignedIn

WRITTEN = {"Bryggan": "Uppdrag: @Lars Ledamot mäter bryggan senast 1 mars"}


@pytest.fixture
def protocol(world: World) -> Protocol:
    return council.sent_protocol(world, written=WRITTEN)


@pytest.fixture
def action(protocol: Protocol) -> ActionItem:
    found: ActionItem = council.item(protocol.meeting, "Bryggan").actions.get()
    return found


def address(action: ActionItem) -> str:
    return f"/mina/uppdrag/{action.pk}/"


def said_about(action: ActionItem) -> list[tuple[str, str]]:
    return list(action.updates.order_by("pk").values_list("kind", "text"))


def test_it_is_on_the_own_page_with_its_day_and_on_nobody_elses(
    world: World, as_: SignedIn, action: ActionItem
) -> None:
    said = words(as_(world.member).get("/mina/"))
    assert "Mäter bryggan" in said
    assert "Senast 1 mars" in said
    assert "äter bryggan" not in words(as_(world.neighbour).get("/mina/"))


def test_a_task_is_known_only_when_its_protocol_has_been_sent(world: World, as_: SignedIn) -> None:
    protocol = council.held_meeting(world, written=WRITTEN)
    action = council.item(protocol.meeting, "Bryggan").actions.get()
    visitor = as_(world.member)
    assert "äter bryggan" not in words(visitor.get("/mina/"))
    assert visitor.get(address(action)).status_code == 404


def test_done_takes_one_tap_and_a_second_changes_nothing(world: World, as_: SignedIn, action: ActionItem) -> None:
    visitor = as_(world.member)
    for _click in range(2):
        answer = visitor.post(address(action), {"kind": "done"}, follow=True)
        assert "Tack. Uppdraget är markerat som klart." in words(answer)
    action.refresh_from_db()
    assert (action.status, action.ended_by) == (ActionStatus.DONE, world.member)
    assert said_about(action) == [("done", "")]
    assert "äter bryggan" not in words(visitor.get("/mina/"))


def test_done_too_early_is_taken_up_again(world: World, as_: SignedIn, action: ActionItem) -> None:
    visitor = as_(world.member)
    visitor.post(address(action), {"kind": "done"})
    assert "Var det för tidigt?" in words(visitor.get(address(action)))
    visitor.post(address(action), {"kind": "reopened", "text": "Halva är kvar."})
    action.refresh_from_db()
    assert action.status == ActionStatus.OPEN
    assert said_about(action) == [("done", ""), ("reopened", "Halva är kvar.")]


@pytest.mark.parametrize(("kind", "thanks"), [("note", "Din rad är sparad."), ("help", "behöver hjälp.")])
def test_a_line_is_kept_once_and_shown(world: World, as_: SignedIn, action: ActionItem, kind: str, thanks: str) -> None:
    visitor = as_(world.member)
    for _click in range(2):
        answer = visitor.post(address(action), {"kind": kind, "text": "Har lånat ett måttband."}, follow=True)
        assert thanks in words(answer)
    assert said_about(action) == [(kind, "Har lånat ett måttband.")]
    assert "”Har lånat ett måttband.”" in words(visitor.get("/mina/"))


@pytest.mark.parametrize("kind", ["note", "help"])
def test_an_empty_line_says_what_to_do(world: World, as_: SignedIn, action: ActionItem, kind: str) -> None:
    answer = as_(world.member).post(address(action), {"kind": kind, "text": " "})
    assert "Skriv en rad." in words(answer)
    assert said_about(action) == []


@pytest.mark.parametrize("kind", ["dropped", "", "free"])
def test_who_is_responsible_does_not_drop_or_invent(world: World, as_: SignedIn, action: ActionItem, kind: str) -> None:
    answer = as_(world.member).post(address(action), {"kind": kind, "text": "Orkar inte."})
    assert "Orkar inte.</textarea>" in words(answer)
    action.refresh_from_db()
    assert (action.status, said_about(action)) == (ActionStatus.OPEN, [])


def test_a_late_task_says_so(world: World, as_: SignedIn) -> None:
    council.sent_protocol(world, written={"Bryggan": "Uppdrag: @Lars Ledamot mäter bryggan senast 1 februari"})
    assert "Skulle ha varit klart 1 februari" in words(as_(world.member).get("/mina/"))


def test_a_member_of_the_group_reports_for_it(world: World, as_: SignedIn) -> None:
    words = "Arbetsgrupp: @Julia Justerare, @Gerd Granne\n\nUppdrag: @Lars Ledamot mäter bryggan"
    item = council.item(council.sent_protocol(world, written={"Bryggan": words}).meeting, "Bryggan")
    action = item.actions.get()
    assert as_(world.neighbour).get(address(action)).status_code == 404
    action.group = item.groups.get()
    action.save()
    assert as_(world.neighbour).post(address(action), {"kind": "note", "text": "Börjat."}).status_code == 302
    assert said_about(action) == [("note", "Börjat.")]
    assert as_(world.chair).get(address(action)).status_code == 404
