"""The chair appoints the deputy whom the secretary proposed, from their own page."""

import pytest
from django.test import Client

from meetings import access
from meetings.history import deputies
from meetings.history.deputies import Proposal
from meetings.models import Mandate, Role
from meetings.procedure import deputising
from tests.support.council import World, day, sit
from tests.web.member.conftest import SignedIn


@pytest.fixture
def proposal(world: World) -> Proposal:
    return deputising.propose(world.council, world.member, day(0), day(30), by=world.secretary)


def of(proposal: Proposal) -> str:
    return f"/mina/bekrafta/vikarie/{proposal.pk}/"


def given(world: World) -> list[Mandate]:
    return list(Mandate.objects.filter(member=world.member, role=Role.DEPUTY_SECRETARY))


def test_it_stands_on_the_chairs_page_and_on_nobody_elses(world: World, as_: SignedIn, proposal: Proposal) -> None:
    for member in (world.secretary, world.member, world.adjuster):
        assert "tillförordnad sekreterare?" not in as_(member).get("/mina/").content.decode()
    page = as_(world.chair).get("/mina/").content.decode()
    assert "Ska Lars Ledamot vara tillförordnad sekreterare?" in page
    assert f'href="{of(proposal)}"' in page


def test_opening_it_appoints_nobody_and_the_button_does(world: World, as_: SignedIn, proposal: Proposal) -> None:
    chair = as_(world.chair)
    pages = [chair.get(of(proposal)).content.decode().replace("\xa0", " ") for _again in range(3)]
    page = pages[-1]
    assert "Signe Sekreterare föreslår det: Hamnrådet, från och med 2 februari 2027 till och med 4 mars 2027." in page
    assert "Bekräfta som Olle Ordförande" in page
    assert given(world) == []
    answer = chair.post(of(proposal), follow=True)
    assert answer.redirect_chain == [("/mina/", 302)]
    assert "Tack. Lars Ledamot är utsedd till tillförordnad sekreterare." in answer.content.decode()
    assert len(given(world)) == 1
    assert as_(world.member).get("/arbete/").status_code == 200


def test_pressing_twice_appoints_once_and_then_it_is_done(world: World, as_: SignedIn, proposal: Proposal) -> None:
    chair = as_(world.chair)
    for _twice in range(2):
        chair.post(of(proposal))
    assert len(given(world)) == 1
    page = chair.get(of(proposal)).content.decode()
    assert "Lars Ledamot är utsedd. Det finns inget mer att göra." in page
    assert "Bekräfta som" not in page


def test_the_chair_says_no_with_a_reason(world: World, as_: SignedIn, proposal: Proposal) -> None:
    chair = as_(world.chair)
    silent = chair.post(of(proposal), {"decline": "1", "why": ""}).content.decode()
    assert "Säg varför, så att sekreteraren kan föreslå någon annan." in silent
    assert deputising.asked_of(world.chair) == [proposal]
    chair.post(of(proposal), {"decline": "1", "why": "Lars reser bort."})
    assert deputies.refusal(world.council) == "Lars reser bort."
    page = chair.get(of(proposal)).content.decode()
    assert "Förslaget väntar inte längre." in page
    refused = chair.post(of(proposal)).content.decode()
    assert "Förslaget väntar inte längre" in refused
    assert given(world) == []


def test_it_does_not_exist_for_anybody_else(world: World, as_: SignedIn, proposal: Proposal) -> None:
    others = (world.secretary, world.deputy, world.member, world.adjuster, world.other_secretary, world.stranger)
    for member in others:
        assert as_(member).get(of(proposal)).status_code == as_(member).post(of(proposal)).status_code == 404
    assert Client().get(of(proposal)).status_code == 302
    assert as_(world.chair).get("/mina/bekrafta/vikarie/999999/").status_code == 404
    assert given(world) == []


def test_a_secretary_who_is_also_chair_does_not_appoint_their_own(
    world: World, as_: SignedIn, proposal: Proposal
) -> None:
    sit(world.council, world.secretary, Role.CHAIR)
    assert as_(world.secretary).post(of(proposal)).status_code == 404
    assert not access.may_write(world.member, world.council)
