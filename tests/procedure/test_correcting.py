"""Correcting: the approved text stands; a slip is mended by two people, both wordings kept (rule 10)."""

import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from meetings.documents import build
from meetings.models import (
    AgendaItem,
    Basis,
    Correction,
    CorrectionKind,
    Display,
    LetterKind,
    Mandate,
    Member,
    OfficerRole,
    Protocol,
    Role,
    State,
)
from meetings.procedure import approving, attending, correcting, drafting, publishing
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event, told

PLACE, OLD, NEW = "items/p3/blocks/1", "laga bryggan", "laga bron"


@pytest.fixture
def protocol(world: World) -> Protocol:
    """A published protocol."""
    return council.published_protocol(world)


def write(
    protocol: Protocol,
    by: Member,
    *,
    place: str = PLACE,
    old: str = OLD,
    new: str = NEW,
    why: str = "Skrivfel.",
    kind: CorrectionKind = CorrectionKind.SLIP,
    item: AgendaItem | None = None,
) -> Correction:
    return correcting.write(
        council.again(protocol), kind=kind, place=place, old=old, new=new, why=why, by=by, decided_by_item=item
    )


def writing(protocol: Protocol, by: Member, **changes: str) -> Callable[[], Correction]:
    return lambda: write(protocol, by, **changes)  # type: ignore[arg-type]  # texts alone


def test_rule_10_a_slip_is_written_by_the_secretary_and_changes_nothing_yet(world: World, protocol: Protocol) -> None:
    correction = write(protocol, world.secretary)
    assert (correction.base, correction.written_by, correction.version) == (
        protocol.approved_version,
        world.secretary,
        None,
    )
    assert council.again(protocol).approved_version == protocol.approved_version
    assert told(protocol.meeting, LetterKind.CONFIRM) == {world.chair, world.adjuster}
    assert (last_event(protocol.meeting).step, last_event(protocol.meeting).about) == ("write_correction", PLACE)


def test_rule_10_the_chair_or_an_adjuster_confirms_and_a_new_edition_follows(world: World, protocol: Protocol) -> None:
    correction = correcting.confirm(write(protocol, world.secretary), by=world.adjuster)
    corrected = council.again(protocol)
    assert corrected.approved_version
    assert protocol.approved_version
    assert (corrected.state, corrected.approved_version, correction.confirmed_by) == (
        State.PUBLISHED,
        correction.version,
        world.adjuster,
    )
    edition = protocol.publications.newest_first()[0]
    assert (edition.edition, edition.kind, edition.reason, edition.version) == (
        2,
        "corrected",
        "Skrivfel.",
        correction.version,
    )
    found = build.differences(build.read(protocol.approved_version), build.read(corrected.approved_version))
    assert [path for path, _old, _new in found] == [PLACE]
    assert events(protocol.meeting)[-1] == "correct"


def test_rule_10_the_old_wording_stays_readable(world: World, protocol: Protocol) -> None:
    correction = correcting.confirm(write(protocol, world.secretary), by=world.chair)
    assert (correction.old, correction.new) == (OLD, NEW)
    assert OLD in protocol.versions.get(number=1).content.leaves
    assert [link.version.number for link in protocol.publications.order_by("sequence")] == [1, 2]


def test_rule_10_an_approved_protocol_is_corrected_before_it_is_published(world: World) -> None:
    protocol = council.approved_protocol(world)
    correcting.confirm(write(protocol, world.secretary), by=world.chair)
    corrected = council.again(protocol)
    assert (corrected.state, corrected.publications.count()) == (State.APPROVED, 0)
    link = publishing.publish(corrected, by=world.secretary, reviewed=True)
    assert (link.edition, link.version.number) == (1, 2)


def test_rule_10_a_draft_is_changed_and_not_corrected(world: World) -> None:
    protocol = council.sent_protocol(world)
    assert refusal(writing(protocol, world.secretary)) == ["not_approved"]


def test_rule_10_a_correction_says_why_and_quotes_the_words_that_stand(world: World, protocol: Protocol) -> None:
    by = world.secretary
    assert refusal(writing(protocol, by, why=" ")) == ["reason"]
    assert refusal(writing(protocol, by, new=OLD)) == ["same"]
    assert refusal(writing(protocol, by, old="laga fyren")) == ["old_wording"]
    assert refusal(writing(protocol, by, old="a")) == ["old_wording"]
    assert refusal(writing(protocol, by, place="items/p9/title")) == ["old_wording"]
    assert refusal(writing(protocol, by, place="head/key", old="2027", new="2028")) == ["old_wording"]
    assert refusal(writing(protocol, by, new="a\0b")) == ["nul"]


def test_only_the_secretary_writes_a_correction(world: World, protocol: Protocol) -> None:
    for by in (world.chair, world.adjuster, world.member, world.other_secretary):
        assert refusal(writing(protocol, by)) == ["not_secretary"]


def test_rule_10_more_than_a_slip_points_to_a_meetings_decision(world: World, protocol: Protocol) -> None:
    decided = CorrectionKind.DECIDED
    assert refusal(lambda: write(protocol, world.secretary, kind=decided)) == ["undecided"]
    own = council.item(protocol.meeting, "Bryggan")
    planned = council.item(council.planned(world), "Bryggan")
    held = council.held_meeting(world, on=council.day(-1))
    later = council.item(held.meeting, "Bryggan")
    for item in (own, planned, later):
        assert refusal(lambda one=item: write(protocol, world.secretary, kind=decided, item=one)) == ["not_deciding"]  # type: ignore[misc]  # mypy does not see the default
    drafting.send(held, by=world.secretary)
    assert write(protocol, world.secretary, kind=decided, item=later).decided_by_item == later


def test_writing_the_same_correction_twice_is_harmless(world: World, protocol: Protocol) -> None:
    assert write(protocol, world.secretary) == write(protocol, world.secretary)
    assert events(protocol.meeting).count("write_correction") == 1


def test_rule_10_nobody_corrects_alone(world: World, protocol: Protocol) -> None:
    council.sit(world.council, world.chair, Role.SECRETARY)
    correction = write(protocol, world.chair)
    assert refusal(lambda: correcting.confirm(correction, by=world.chair)) == ["alone"]
    correction.confirmed_by, correction.confirmed_at = world.chair, correction.written_at
    with pytest.raises(IntegrityError, match="nobody_corrects_alone"), transaction.atomic():
        correction.save()


def test_rule_10_only_the_chair_or_an_adjuster_of_that_meeting_confirms(world: World, protocol: Protocol) -> None:
    correction = write(protocol, world.secretary)
    for by in (world.deputy, world.member, world.guest, world.stranger, world.other_secretary):
        assert refusal(lambda who=by: correcting.confirm(correction, by=who)) == ["not_signer"]  # type: ignore[misc]  # mypy does not see the default


def test_confirming_twice_is_harmless(world: World, protocol: Protocol) -> None:
    correction = write(protocol, world.secretary)
    correcting.confirm(correction, by=world.chair)
    assert correcting.confirm(correction, by=world.adjuster).confirmed_by == world.chair
    assert (protocol.versions.count(), protocol.publications.count()) == (2, 2)


def test_a_correction_that_nobody_could_confirm_is_not_written(world: World) -> None:
    protocol = council.held_meeting(world)
    for role in (OfficerRole.CHAIR, OfficerRole.ADJUSTER):
        attending.appoint(protocol.meeting, role=role, people=["Bara Ett Namn"], by=world.secretary)
    source = council.imported_protocol(world)
    approving.register_approval(source, basis=Basis.PAPER, by=world.secretary)
    approving.confirm_registration(source, by=world.chair)
    codes = refusal(writing(source, world.secretary, place="items/p1/blocks/0", old="kran", new="båt"))
    assert codes == ["nobody"]


def test_two_corrections_of_the_same_words_cannot_both_hold(world: World, protocol: Protocol) -> None:
    first = write(protocol, world.secretary)
    second = write(protocol, world.secretary, new="riva bryggan")
    correcting.confirm(first, by=world.chair)
    assert refusal(lambda: correcting.confirm(second, by=world.chair)) == ["old_wording"]
    correcting.decline(second, by=world.chair, why="Redan rättat.")
    assert council.again(protocol).corrections.waiting().count() == 0


def test_two_corrections_at_different_places_both_hold(world: World, protocol: Protocol) -> None:
    first = write(protocol, world.secretary)
    second = write(protocol, world.secretary, place="head/place", old="Hamnkontoret", new="Hamnhuset")
    correcting.confirm(second, by=world.chair)
    correcting.confirm(first, by=world.adjuster)
    paper = build.read(protocol.publications.newest_first()[0].version)
    assert (paper.head.place, paper.items[2].decisions[0].sentence) == ("Hamnhuset", "Att laga bron.")


def test_a_correction_is_declined_with_a_reason_and_changes_nothing(world: World, protocol: Protocol) -> None:
    correction = write(protocol, world.secretary)
    assert refusal(lambda: correcting.decline(correction, by=world.chair, why=" ")) == ["reason"]
    assert refusal(lambda: correcting.decline(correction, by=world.member, why="Nej.")) == ["not_secretary"]
    correcting.decline(correction, by=world.adjuster, why="Det var bryggan.")
    correcting.decline(correction, by=world.adjuster, why="Igen.")
    assert events(protocol.meeting).count("decline_correction") == 1
    assert refusal(lambda: correcting.confirm(correction, by=world.chair)) == ["dropped"]
    assert (protocol.versions.count(), protocol.publications.count()) == (1, 1)


def test_a_confirmed_correction_is_not_declined(world: World, protocol: Protocol) -> None:
    correction = correcting.confirm(write(protocol, world.secretary), by=world.chair)
    assert refusal(lambda: correcting.decline(correction, by=world.adjuster, why="Nej.")) == ["confirmed"]


def test_rule_11_a_new_edition_goes_on_withholding_and_hides_whoever_is_hidden_since(world: World) -> None:
    protocol = council.approved_protocol(world)
    withheld = {"items/p3/blocks/0": "sekretess"}
    publishing.publish(protocol, by=world.secretary, reviewed=True, withheld=withheld)
    mandate = Mandate.objects.get(member=world.neighbour)
    mandate.display = Display.ROLE_ONLY
    mandate.save()
    correcting.confirm(write(protocol, world.secretary), by=world.chair)
    kept = json.loads(protocol.publications.newest_first()[0].withheld)
    assert kept["items/p3/blocks/0"] == "sekretess"
    assert sorted(set(kept.values())) == ["display", "sekretess"]


def test_rule_11_a_correction_does_not_publish_an_identity_number(world: World, protocol: Protocol) -> None:
    assert refusal(writing(protocol, world.secretary, new="laga bryggan åt 811218-9876")) == ["personal_data"]
    unpublished = council.approved_protocol(world, on=council.day(-30))
    assert write(unpublished, world.secretary, new="laga bryggan åt 811218-9876").confirmed_at is None


def test_rule_10_a_corrected_name_gives_the_task_to_whom_it_names(world: World) -> None:
    words = {"Bryggan": "Uppdrag: laga bryggan @Lars Ledamot senast nästa möte"}
    protocol = council.published_protocol(world, written=words)
    slip = write(protocol, world.secretary, place="items/p3/blocks/0", old="@Lars Ledamot", new="@Gerd Granne")
    correcting.confirm(slip, by=world.chair)
    action = council.item(protocol.meeting, "Bryggan").actions.get()
    assert [one.member for one in action.responsible.all()] == [world.neighbour]


def test_rule_11_the_reason_of_a_correction_is_shown_and_names_no_identity_number(
    world: World, protocol: Protocol
) -> None:
    assert refusal(writing(protocol, world.secretary, why="Gällde 811218-9876.")) == ["personal_data"]
    assert write(protocol, world.secretary, why="Gällde 212000-1355.").confirmed_at is None


def test_a_withdrawn_protocol_is_corrected_before_it_is_published_again(world: World) -> None:
    protocol = council.withdrawn_protocol(world)
    correcting.confirm(write(protocol, world.secretary), by=world.chair)
    assert (council.again(protocol).state, protocol.publications.count()) == (State.WITHDRAWN, 2)
    link = publishing.publish(council.again(protocol), by=world.secretary, reviewed=True)
    assert (link.edition, link.version.number) == (2, 2)


def test_rule_9_a_corrected_approval_is_not_undone(world: World) -> None:
    protocol = council.approved_protocol(world)
    correcting.confirm(write(protocol, world.secretary), by=world.chair)
    assert refusal(lambda: approving.undo(council.again(protocol), reason="Fel.", by=world.secretary)) == ["corrected"]
