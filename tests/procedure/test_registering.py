"""Old protocols: one registers on what ground they count as approved, another confirms (rule 15)."""

from collections.abc import Callable

import pytest

from meetings.documents import build
from meetings.models import AttendanceStatus, Basis, Meeting, Protocol, State, clock
from meetings.models.base import StaleRowError
from meetings.procedure import approving, attending, drafting, publishing
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events


@pytest.fixture
def old(world: World) -> Protocol:
    """An old protocol that was brought in."""
    return council.imported_protocol(world)


def register(old: Protocol, world: World, basis: Basis = Basis.PAPER, note: str = "") -> Protocol:
    return approving.register_approval(old, basis=basis, note_=note, by=world.secretary)


def test_rule_15_an_old_protocol_is_registered_by_one_and_confirmed_by_another(world: World, old: Protocol) -> None:
    registered = register(old, world)
    assert (registered.state, registered.registered_by) == (State.DRAFT, world.secretary)
    assert refusal(lambda: approving.confirm_registration(old, by=world.secretary)) == ["alone"]
    confirmed = approving.confirm_registration(old, by=world.chair)
    assert (confirmed.state, confirmed.confirmed_by, confirmed.basis) == (State.APPROVED, world.chair, Basis.PAPER)
    assert confirmed.approved_version
    assert build.read(confirmed.approved_version).head.imported
    assert events(old.meeting)[-2:] == ["register_approval", "approve"]
    again = approving.confirm_registration(old, by=world.member)
    assert (again.confirmed_by, old.versions.count()) == (world.chair, 1)


def test_rule_15_registering_the_same_twice_is_harmless(world: World, old: Protocol) -> None:
    first = register(old, world)
    assert register(old, world).row_version == first.row_version
    assert events(old.meeting).count("register_approval") == 1


def change_the_text(old: Protocol, world: World) -> None:
    council.write(council.item(old.meeting, "Kranen"), "Beslut: Att sälja kranen.", by=world.deputy)


def change_the_register(old: Protocol, world: World) -> None:
    attending.add_person(old.meeting, name="Senkommen Sven", by=world.deputy)


def change_the_place(old: Protocol, world: World) -> None:
    change_the_head(old, world, place="Magasinet")


def change_the_summary(old: Protocol, world: World) -> None:
    change_the_head(old, world, summary="Rådet avsatte alla.")


def change_the_head(old: Protocol, world: World, place: str = "", summary: str = "") -> None:
    meeting = Meeting.objects.get(pk=old.meeting_id)
    facts = drafting.HeadFacts(
        None, None, place, summary, start_unknown=True, end_unknown=True, chair_unknown=True, secretary_unknown=True
    )
    drafting.save_head(meeting, facts, row_version=meeting.row_version, by=world.deputy)


@pytest.mark.parametrize("change", [change_the_text, change_the_register, change_the_place, change_the_summary])
def test_rule_15_what_is_written_after_the_registration_is_registered_again(
    world: World, old: Protocol, change: Callable[[Protocol, World], None]
) -> None:
    with clock.at(council.moment(council.day(-2))):
        seen = approving.mark_of_registration(register(old, world))
    change(old, world)
    assert refusal(lambda: approving.confirm_registration(old, by=world.deputy)) == ["changed"]
    register(old, world)
    with pytest.raises(StaleRowError):
        approving.confirm_registration(old, by=world.chair, seen=seen)
    seen = approving.mark_of_registration(council.again(old))
    assert approving.confirm_registration(old, by=world.chair, seen=seen).state == State.APPROVED


def test_what_is_missing_is_not_told_to_whoever_is_asked_to_confirm(world: World, old: Protocol) -> None:
    """It may stand in an item that is not for everybody."""
    with clock.at(council.moment(council.day(-2))):
        register(old, world)
    council.write(council.item(old.meeting, "Kranen"), "Uppdrag: laga kranen", by=world.deputy)
    assert refusal(lambda: approving.confirm_registration(old, by=world.chair)) == ["changed"]


def test_rule_15_only_people_on_the_council_confirm(world: World, old: Protocol) -> None:
    assert refusal(lambda: approving.confirm_registration(old, by=world.chair)) == ["nothing"]
    register(old, world)
    for by in (world.stranger, world.other_secretary):
        assert refusal(lambda who=by: approving.confirm_registration(old, by=who)) == ["not_member"]  # type: ignore[misc]  # mypy does not see the default


def test_rule_15_a_meetings_approval_says_which(world: World, old: Protocol) -> None:
    assert refusal(lambda: register(old, world, Basis.MEETING)) == ["note"]
    named = "3 mars 2026, av 811218-9876"
    assert refusal(lambda: register(old, world, Basis.MEETING, named)) == ["personal_data"]
    assert register(old, world, Basis.MEETING, " 3 mars 2026, § 2 ").basis_note == "3 mars 2026, § 2"


def test_rule_15_what_was_never_stated_is_registered_as_such(world: World, old: Protocol) -> None:
    register(old, world, Basis.UNKNOWN)
    assert approving.confirm_registration(old, by=world.member).basis == Basis.UNKNOWN


def test_rule_15_an_old_protocol_that_lacks_something_is_not_registered(world: World, old: Protocol) -> None:
    attending.add_person(old.meeting, name="Omarkerad", status=AttendanceStatus.UNMARKED, by=world.secretary)
    assert refusal(lambda: register(old, world)) == ["unmarked"]


def test_rule_15_a_recent_protocol_goes_the_ordinary_way(world: World) -> None:
    council.held_meeting(world, on=council.day(-60))
    recent, older = (council.imported_protocol(world, on=council.day(-days)) for days in (30, 90))
    assert refusal(lambda: register(recent, world)) == ["recent"]
    assert register(older, world).registered_by == world.secretary


def test_rule_15_only_an_imported_draft_is_registered_by_the_secretary(world: World, old: Protocol) -> None:
    new = council.held_meeting(world)
    assert refusal(lambda: register(new, world)) == ["not_imported"]
    by = world.chair
    assert refusal(lambda: approving.register_approval(old, basis=Basis.PAPER, by=by)) == ["not_secretary"]
    drafting.send(old, by=world.secretary)
    assert refusal(lambda: register(old, world)) == ["not_draft"]


def test_rule_15_an_undone_registration_is_a_draft_that_is_registered_again(world: World, old: Protocol) -> None:
    register(old, world)
    approving.confirm_registration(old, by=world.chair)
    undone = approving.undo(council.again(old), reason="Fel papper.", by=world.secretary)
    assert (undone.state, undone.version, undone.registered_by, undone.basis) == (State.DRAFT, None, None, "")
    assert approving.undo(undone, reason="Igen.", by=world.secretary).state == State.DRAFT
    register(old, world, Basis.UNKNOWN)
    confirmed = approving.confirm_registration(old, by=world.member)
    assert confirmed.approved_version
    assert confirmed.approved_version.number == 2


def test_rule_15_a_recent_import_goes_the_ordinary_way(world: World, old: Protocol) -> None:
    register(old, world)
    drafting.send(old, by=world.secretary)
    sent = council.again(old)
    assert (sent.state, sent.basis, sent.registered_by) == (State.UNDER_REVIEW, "", None)
    assert refusal(lambda: approving.confirm_registration(old, by=world.chair)) == ["nothing"]


def test_a_registered_protocol_is_published_like_any_other(world: World, old: Protocol) -> None:
    register(old, world)
    approving.confirm_registration(old, by=world.chair)
    assert publishing.publish(council.again(old), by=world.secretary, reviewed=True).edition == 1
    assert Meeting.objects.get(pk=old.meeting_id).pages.count() > 0
