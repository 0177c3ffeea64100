"""The chair's own page about deputies: one is appointed there, and one is ended there."""

import re

from django.test import Client

from meetings.models import Mandate, Role
from tests.support.council import World, day
from tests.web.member.conftest import SignedIn

HERE = "/mina/tillforordnad/hamnradet/"


def given(world: World) -> list[Mandate]:
    return list(Mandate.objects.filter(member=world.member, role=Role.DEPUTY_SECRETARY))


def chosen(world: World, **more: str) -> dict[str, str]:
    return {"member": str(world.member.pk), "from_on": str(day(0)), "until_on": str(day(9)), **more}


def test_the_chairs_own_page_leads_there_and_nobody_elses(world: World, as_: SignedIn) -> None:
    assert f'href="{HERE}"' in as_(world.chair).get("/mina/").content.decode()
    assert HERE not in as_(world.secretary).get("/mina/").content.decode()


def test_the_chair_appoints_and_the_deputy_writes_at_the_next_request(world: World, as_: SignedIn) -> None:
    chair, deputy = as_(world.chair), as_(world.member)
    assert deputy.get("/arbete/").status_code == 404
    pages = [chair.post(HERE, chosen(world), follow=True).content.decode() for _twice in range(2)]
    assert all("Lars Ledamot är utsedd till tillförordnad sekreterare." in page for page in pages)
    assert len(given(world)) == 1
    assert deputy.get("/arbete/").status_code == 200


def test_the_chair_ends_it_and_the_next_request_is_refused(world: World, as_: SignedIn) -> None:
    chair, deputy = as_(world.chair), as_(world.deputy)
    assert deputy.get("/arbete/").status_code == 200
    ended = re.findall(r'name="end" value="(\d+)"', chair.get(HERE).content.decode())
    assert ended == [str(world.deputy.mandates.get().pk)]
    assert "Rätten har slutat." in chair.post(HERE, {"end": ended[0]}, follow=True).content.decode()
    assert deputy.get("/arbete/").status_code == 404
    assert chair.post(HERE, {"end": ended[0]}).status_code == 200
    assert chair.post(HERE, {"end": str(world.chair.mandates.get().pk)}).status_code == 200
    assert world.chair.mandates.get().until_on is None


def test_what_was_filled_in_stays_when_it_is_refused(world: World, as_: SignedIn) -> None:
    page = as_(world.chair).post(HERE, chosen(world, until_on=str(day(-1)))).content.decode()
    assert "Den sista dagen är före den första." in page
    assert f'<option value="{world.member.pk}" selected>' in page
    assert f'value="{day(-1)}"' in page
    assert given(world) == []


def test_the_page_is_nobody_elses(world: World, as_: SignedIn) -> None:
    for member in (world.secretary, world.deputy, world.member, world.other_secretary, world.stranger):
        assert as_(member).get(HERE).status_code == as_(member).post(HERE, chosen(world)).status_code == 404
    assert Client().post(HERE, chosen(world)).status_code == 302
    assert given(world) == []
