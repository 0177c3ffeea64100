"""The doors to a row: who gets in, who is told that it may not, and for whom there is no such thing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from meetings import access
from meetings.models import (
    ActionItem,
    AgendaItem,
    ApprovalOutcome,
    Basis,
    Correction,
    CorrectionKind,
    Council,
    Mandate,
    Matter,
    Member,
    OfficerRole,
    Protocol,
    Role,
    Stance,
    TabledItem,
    User,
)
from meetings.procedure import answering, approving, attending, correcting, drafting, writing
from tests.support import council
from tests.support.council import World

VISITORS = (
    "public",
    "stranger",
    "other_secretary",
    "administrator",
    "guest",
    "member",
    "substitute",
    "adjuster",
    "chair",
    "deputy",
    "secretary",
)

# ok: in. 403: may read but not act. A point: there is no such thing (404).
TABLE = """
door                     public stranger other admin guest member substitute adjuster chair deputy secretary
council_to_write         .      .        .     .     .     403    403        403      403   ok     ok
planned_meeting          .      .        .     .     .     .      .          .        ok    ok     ok
planned_meeting_write    .      .        .     .     .     .      .          .        403   ok     ok
item                     .      .        .     .     .     .      .          .        ok    ok     ok
item_write               .      .        .     .     .     .      .          .        403   ok     ok
confidential_item        .      .        .     .     .     .      .          .        403   ok     ok
draft                    .      .        .     .     .     .      .          .        ok    ok     ok
draft_write              .      .        .     .     .     .      .          .        403   ok     ok
never_sent               .      .        .     .     .     .      .          .        .     .      .
under_review             .      .        .     .     .     ok     ok         ok       ok    ok     ok
recalled                 .      .        .     .     .     ok     ok         ok       ok    ok     ok
approved                 .      .        .     .     .     ok     ok         ok       ok    ok     ok
withdrawn                .      .        .     .     .     .      .          .        .     .      .
row_to_confirm           .      .        .     .     .     ok     .          ok       ok    ok     .
registration_to_confirm  .      .        .     .     .     ok     ok         ok       ok    ok     .
correction_to_confirm    .      .        .     .     .     .      .          ok       ok    .      .
own_action               .      .        .     .     .     ok     .          .        .     .      .
action_to_follow         .      .        .     .     .     .      .          .        ok    ok     ok
action_to_report_on      .      .        .     .     .     .      .          .        403   ok     ok
tabled_to_follow         .      .        .     .     .     .      .          .        403   ok     ok
"""


@dataclass(frozen=True)
class Things:
    """One thing behind each door."""

    council: Council
    planned: int
    item: AgendaItem
    confidential: AgendaItem
    draft: Protocol
    under_review: Protocol
    recalled: Protocol
    approved: Protocol
    withdrawn: Protocol
    row: int
    registration: int
    correction: Correction
    action: ActionItem
    tabled: TabledItem


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(datetime(2027, 2, 2, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def world(db: None) -> World:
    """The council, in a transaction that is undone."""
    return council.found()


def things(world: World) -> Things:
    words = "Uppdrag: Mäta bryggan @Lars Ledamot\n\nBordläggs"
    under_review = council.sent_protocol(world, on=council.day(-40), written={"Bryggan": words})
    recalled = council.sent_protocol(world, on=council.day(-38))
    drafting.recall(recalled, reason="Fel.", by=world.secretary)
    approved = council.approved_protocol(world, on=council.day(-36), written={"Kajen": "Prosa."})
    withdrawn = council.withdrawn_protocol(world, on=council.day(-34), written={"Fyren": "Prosa."})
    draft = council.opened(world, on=council.day(-1), written={"Vraket": "Prosa.", "Hemligt": "Prosa."})
    secret = council.item(draft.meeting, "Hemligt")
    writing.save_item(secret, row_version=secret.row_version, is_confidential=True, by=world.secretary)
    row = council.row_for(under_review, draft.meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    old = council.imported_protocol(world)
    approving.register_approval(old, basis=Basis.PAPER, by=world.secretary)
    correction = correcting.write(
        approved,
        kind=CorrectionKind.SLIP,
        place="head/place",
        old="Hamnkontoret",
        new="Hamnhuset",
        why="Fel hus.",
        by=world.secretary,
    )
    return Things(
        council=world.council,
        planned=council.planned(world).pk,
        item=council.item(draft.meeting, "Vraket"),
        confidential=secret,
        draft=draft,
        under_review=under_review,
        recalled=recalled,
        approved=approved,
        withdrawn=withdrawn,
        row=row.pk,
        registration=old.pk,
        correction=correction,
        action=ActionItem.objects.get(),
        tabled=TabledItem.objects.get(),
    )


Door = Callable[[Any, Things], object]
DOORS: dict[str, Door] = {
    "council_to_write": lambda user, at: access.council_to_write_or_404(user, at.council.slug),
    "planned_meeting": lambda user, at: access.meeting_or_404(user, at.planned),
    "planned_meeting_write": lambda user, at: access.meeting_or_404(user, at.planned, write=True),
    "item": lambda user, at: access.item_or_404(user, at.item.pk),
    "item_write": lambda user, at: access.item_or_404(user, at.item.pk, write=True),
    "confidential_item": lambda user, at: access.item_or_404(user, at.confidential.pk),
    "draft": lambda user, at: access.draft_or_404(user, at.draft.pk),
    "draft_write": lambda user, at: access.draft_or_404(user, at.draft.pk, write=True),
    "never_sent": lambda user, at: access.protocol_or_404(user, at.draft.pk),
    "under_review": lambda user, at: access.protocol_or_404(user, at.under_review.pk),
    "recalled": lambda user, at: access.protocol_or_404(user, at.recalled.pk),
    "approved": lambda user, at: access.protocol_or_404(user, at.approved.pk),
    "withdrawn": lambda user, at: access.protocol_or_404(user, at.withdrawn.pk),
    "row_to_confirm": lambda user, at: access.row_to_confirm_or_404(user, at.row),
    "registration_to_confirm": lambda user, at: access.registration_to_confirm_or_404(user, at.registration),
    "correction_to_confirm": lambda user, at: access.correction_to_confirm_or_404(user, at.correction.pk),
    "own_action": lambda user, at: access.own_action_or_404(user, at.action.pk),
    "action_to_follow": lambda user, at: access.action_to_follow_or_404(user, at.action.pk),
    "action_to_report_on": lambda user, at: access.action_to_follow_or_404(user, at.action.pk, write=True),
    "tabled_to_follow": lambda user, at: access.tabled_to_follow_or_404(user, at.tabled.pk),
}


def visitor(world: World, name: str) -> User | AnonymousUser:
    if name == "public":
        return AnonymousUser()
    found = getattr(world, name)
    return found if isinstance(found, User) else found.user


def entered(door: Door, user: User | AnonymousUser, at: Things) -> str:
    try:
        door(user, at)
    except Http404:
        return "."
    except PermissionDenied:
        return "403"
    return "ok"


def test_each_door_opens_to_those_the_table_names(world: World) -> None:
    at = things(world)
    rows = {line[0]: line[1:] for line in (line.split() for line in TABLE.strip().splitlines()[1:])}
    assert set(rows) == set(DOORS)
    found = {name: [entered(door, visitor(world, visits), at) for visits in VISITORS] for name, door in DOORS.items()}
    assert {name: cells for name, cells in found.items() if cells != rows[name]} == {}


def test_a_shut_account_and_an_anonymised_person_enter_nowhere(world: World) -> None:
    at = things(world)
    world.secretary.user.is_active = False  # type: ignore[union-attr]  # everybody here has an account
    world.chair.anonymised_at = council.moment(council.day(-1))
    world.chair.save()
    for member in (world.secretary, world.chair):
        assert member.user
        assert {entered(door, member.user, at) for door in DOORS.values()} <= {"."}


# --- Rights


@pytest.mark.parametrize(
    ("role", "secretary", "chair", "on_council"),
    [
        (Role.CHAIR, False, True, True),
        (Role.VICE_CHAIR, False, False, True),
        (Role.MEMBER, False, False, True),
        (Role.SUBSTITUTE, False, False, True),
        (Role.CO_OPTED, False, False, True),
        (Role.SECRETARY, True, False, True),
        (Role.DEPUTY_SECRETARY, True, False, True),
    ],
)
def test_rights_come_from_mandates(world: World, role: Role, *, secretary: bool, chair: bool, on_council: bool) -> None:
    council.sit(world.council, world.stranger, role, until_on=council.day(9))
    rights = access.rights(world.stranger, world.council)
    assert rights == access.Rights(is_secretary=secretary, is_chair=chair, is_member=on_council)
    assert access.rights(world.stranger, world.other_council) == access.Rights()


def test_rights_come_from_mandates_today(world: World) -> None:
    mandate = Mandate.objects.get(member=world.secretary)
    mandate.until_on = council.day(0)
    mandate.save()
    assert access.may_write(world.secretary, world.council)
    mandate.until_on = council.day(-1)
    mandate.save()
    assert not access.may_write(world.secretary, world.council)
    council.sit(world.council, world.stranger, Role.SECRETARY, from_on=council.day(1))
    assert not access.may_write(world.stranger, world.council)


def test_an_administrator_has_no_right_to_any_protocol(world: World) -> None:
    assert access.is_administrator(world.administrator)
    assert access.member_of(world.administrator) is None
    assert not access.is_administrator(visitor(world, "secretary"))
    person = council.person("Admin Ek")
    assert person.user
    person.user.is_administrator = True
    person.user.save()
    assert access.rights(person, world.council) == access.Rights()


# --- What was there lasts until approval


def no_seat_any_more(member: Member) -> None:
    mandate = Mandate.objects.get(member=member)
    mandate.until_on = council.day(-2)
    mandate.save()


def test_rule_7_whoever_was_there_reads_until_approval_whatever_their_seat_is_today(world: World) -> None:
    under_review, approved = council.sent_protocol(world), council.approved_protocol(world, on=council.day(-30))
    no_seat_any_more(world.member)
    assert world.member.user
    assert list(access.protocols(world.member.user)) == [under_review]
    assert approved not in access.protocols(world.member.user)


def test_an_adjuster_without_a_seat_reads_and_answers(world: World) -> None:
    protocol = council.sent_protocol(world)
    no_seat_any_more(world.adjuster)
    assert world.adjuster.user
    assert protocol.version
    assert access.may_answer(world.adjuster, protocol.version)
    assert list(access.protocols(world.adjuster.user)) == [protocol]


def test_every_door_to_what_may_be_answered_is_also_a_door_to_reading_it(world: World) -> None:
    """A guest who was named to adjust gets the letter, answers, and must be able to read."""
    protocol = council.held_meeting(world)
    attending.appoint(protocol.meeting, role=OfficerRole.ADJUSTER, people=[world.guest], by=None)
    version = drafting.send(protocol, by=world.secretary)
    assert world.guest.user
    assert access.may_answer(world.guest, version)
    assert list(access.protocols(world.guest.user)) == [council.again(protocol)]


# --- What is in what was sent


def test_confidential_items_are_withheld_from_all_but_the_secretary(world: World) -> None:
    at = things(world)
    anchor = at.confidential.anchor
    for member in (world.chair, world.member, world.stranger):
        assert access.withheld_from(member, at.draft) == {anchor}
    assert access.withheld_from(world.secretary, at.draft) == frozenset()


def test_names_of_answers_are_for_the_secretary_and_the_chair(world: World) -> None:
    protocol = council.sent_protocol(world)
    assert protocol.version
    for member in (world.member, world.neighbour):
        answering.answer(protocol.version, by=member, stance=Stance.APPROVE)
    protocol = council.again(protocol)
    assert {answer.member for answer in access.answers(world.chair, protocol)} == {world.member, world.neighbour}
    assert {answer.member for answer in access.answers(world.secretary, protocol)} == {world.member, world.neighbour}
    assert {answer.member for answer in access.answers(world.member, protocol)} == {world.member}
    assert list(access.answers(world.adjuster, protocol)) == []


def test_confidential_tasks_and_matters_are_not_followed_by_the_chair(world: World) -> None:
    at = things(world)
    item = at.tabled.decision.item
    item.refresh_from_db()
    item.is_confidential = True
    item.save()
    assert list(access.actions_to_follow(world.chair)) == []
    assert list(access.tabled_to_follow(world.chair)) == []
    assert list(access.actions_to_follow(world.secretary)) == [at.action]
    assert list(access.tabled_to_follow(world.secretary)) == [at.tabled]


def test_own_tasks_come_with_the_protocol(world: World) -> None:
    protocol = council.held_meeting(world, written={"Bryggan": "Uppdrag: Mäta bryggan @Lars Ledamot"})
    assert world.member.user
    assert list(access.own_actions(world.member.user)) == []
    drafting.send(protocol, by=world.secretary)
    assert [action.what for action in access.own_actions(world.member.user)] == ["Mäta bryggan"]
    drafting.recall(council.again(protocol), reason="Fel.", by=world.secretary)
    assert list(access.own_actions(world.member.user)) == []


# --- Councils


def test_a_members_only_council_does_not_exist_for_the_public(world: World) -> None:
    assert set(access.public_councils()) == {world.council, world.other_council}
    matter = Matter.objects.create(year=2027, serial=1, council=world.council, title="Bryggan")
    assert access.public_matter_or_404("2027-1") == matter
    world.council.members_only = True
    world.council.save()
    for door in (lambda: access.public_council_or_404("hamnradet"), lambda: access.public_matter_or_404("2027-1")):
        with pytest.raises(Http404):
            door()


@pytest.mark.parametrize("number", ["", "2027", "2027-", "-1", "x-y", "2027-1-1", "²-1", "2027-" + "1" * 40])
def test_what_is_no_matters_number_is_no_matter(world: World, number: str) -> None:
    with pytest.raises(Http404):
        access.public_matter_or_404(number)


def test_somebodys_councils_are_those_of_their_mandates(world: World) -> None:
    council.sit(world.other_council, world.chair)
    assert set(access.councils_of(world.chair)) == {world.council, world.other_council}
    assert set(access.councils_at_desk(world.chair)) == {world.council}
    assert set(access.councils_of_secretary(world.chair)) == set()
    assert set(access.councils_of_secretary(world.secretary)) == {world.council}
    assert set(access.councils_of(None)) == set()


def test_only_imports_that_nobody_registered_wait_to_be_checked(world: World) -> None:
    old = council.imported_protocol(world)
    council.held_meeting(world)
    assert list(access.imports_to_check(world.secretary)) == [old]
    assert list(access.imports_to_check(world.chair)) == []
    approving.register_approval(old, basis=Basis.PAPER, by=world.secretary)
    assert list(access.imports_to_check(world.secretary)) == []
