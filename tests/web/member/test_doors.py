"""Who is let in where: signed out, strangers, members of another council, an administrator."""

from collections.abc import Callable

import pytest
from django.test import Client

from meetings.models import ApprovalOutcome, Basis, CorrectionKind, Member
from meetings.procedure import approving, correcting
from tests.support import council
from tests.support.council import World
from tests.web.member.conftest import SignedIn

WRITTEN = {"Bryggan": "Uppdrag: @Lars Ledamot mäter bryggan"}


def protocol(world: World) -> str:
    return f"/mina/protokoll/{council.sent_protocol(world).pk}/"


def receipt(world: World) -> str:
    return protocol(world) + "kvitto/"


def meeting(world: World) -> str:
    return f"/mina/moten/{council.called(world).pk}/"


def action(world: World) -> str:
    sent = council.sent_protocol(world, written=WRITTEN)
    return f"/mina/uppdrag/{council.item(sent.meeting, 'Bryggan').actions.get().pk}/"


def row(world: World) -> str:
    earlier = council.sent_protocol(world, on=council.day(-30))
    later = council.opened(world, on=council.day(-7))
    found = council.row_for(earlier, later.meeting)
    approving.decide_row(found, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    return f"/mina/bekrafta/rad/{found.pk}/"


def registration(world: World) -> str:
    old = council.imported_protocol(world)
    approving.register_approval(old, basis=Basis.PAPER, by=world.secretary)
    return f"/mina/bekrafta/godkannande/{old.pk}/"


def correction(world: World) -> str:
    found = correcting.write(
        council.approved_protocol(world),
        kind=CorrectionKind.SLIP,
        place="head/place",
        old="Hamnkontoret",
        new="Kontoret",
        why="Skrivfel.",
        by=world.secretary,
    )
    return f"/mina/bekrafta/rattelse/{found.pk}/"


Door = Callable[[World], str]
DOORS: list[Door] = [protocol, meeting, action, row, registration, correction]


@pytest.mark.parametrize("door", [*DOORS, receipt, lambda _world: "/mina/", lambda _world: "/konto/klar/"])
def test_somebody_signed_out_is_led_to_the_way_in(world: World, client: Client, door: Door) -> None:
    address = door(world)
    assert client.get(address)["Location"] == f"/konto/logga-in/?next={address}"
    assert client.post(address).status_code in {302, 405}


@pytest.mark.parametrize("pk", [1, 999_999, 10**30])
@pytest.mark.parametrize("door", ["protokoll/{}", "protokoll/{}/kvitto", "moten/{}", "uppdrag/{}", "bekrafta/rad/{}"])
def test_somebody_signed_out_learns_nothing_about_what_is_there(db: None, client: Client, door: str, pk: int) -> None:
    address = f"/mina/{door.format(pk)}/"
    assert client.get(address)["Location"] == f"/konto/logga-in/?next={address}"


@pytest.mark.parametrize("door", [*DOORS, receipt])
def test_for_strangers_and_administrators_nothing_is_there(world: World, as_: SignedIn, door: Door) -> None:
    address = door(world)
    administrator = Client()
    administrator.force_login(world.administrator)
    for visitor in (as_(world.stranger), as_(world.other_secretary), administrator):
        assert visitor.get(address).status_code == 404
        assert visitor.post(address).status_code in {404, 405}


@pytest.mark.parametrize("door", DOORS)
def test_those_it_is_for_are_let_in(world: World, as_: SignedIn, door: Door) -> None:
    address = door(world)
    people: dict[Door, Member] = {action: world.member, correction: world.chair}
    answer = as_(people.get(door, world.adjuster)).get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("door", [action, correction])
def test_what_is_another_members_is_not_there(world: World, as_: SignedIn, door: Door) -> None:
    assert as_(world.neighbour).get(door(world)).status_code == 404


def test_an_account_that_is_nobodys_has_no_pages_here(world: World) -> None:
    administrator = Client()
    administrator.force_login(world.administrator)
    assert administrator.get("/mina/").status_code == 404


def test_a_mandate_that_has_ended_ends_the_right_at_the_next_request(world: World, as_: SignedIn) -> None:
    address = meeting(world)
    visitor = as_(world.member)
    assert visitor.get(address).status_code == 200
    mandate = world.member.mandates.get()
    mandate.until_on = council.day(-1)
    mandate.save()
    assert visitor.get(address).status_code == 404


def test_an_account_that_is_closed_is_signed_out_at_the_next_request(world: World, as_: SignedIn) -> None:
    visitor = as_(world.member)
    assert visitor.get("/mina/").status_code == 200
    assert world.member.user
    world.member.user.is_active = False
    world.member.user.save()
    assert visitor.get("/mina/").status_code == 302


@pytest.mark.parametrize("door", DOORS)
def test_reading_a_page_changes_nothing(world: World, as_: SignedIn, door: Door) -> None:
    from tests.support.refusals import everything  # noqa: PLC0415 - the apps are ready only now

    people: dict[Door, Member] = {action: world.member}
    address = door(world)
    before = everything()
    for _time in range(3):
        as_(people.get(door, world.chair)).get(address)
    after = everything()
    for rows in (before, after):
        rows.pop("User", None)  # signing in says when
    assert after == before
