"""Lämna över: a deputy is proposed until a day, and what waits stands as a list with its ways there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.history import deputies
from meetings.models import Mandate, Role, Stance, clock
from meetings.procedure import answering, deputising
from tests.web.secretary.conftest import DAY, TODAY, Island, signed_in

HERE = "/arbete/oradet/lamna-over/"


def chosen(island: Island, **more: str) -> dict[str, str]:
    return {"member": str(island.member.pk), "from_on": "2031-03-10", "until_on": "2031-04-10", **more}


def rows(client: Client) -> list[tuple[str, str]]:
    """Each row of the list: its way there, and its words."""
    page = client.get(HERE).content.decode().replace("\xa0", " ")
    found = re.findall(r"<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><a href=\"([^\"]*)\">(.*?)</tr>", page)
    return [(href, " ".join(re.sub(r"<[^>]+>", " ", row).split())) for href, row in found]


def test_nobody_is_chosen_and_today_is_the_first_day(island: Island, secretary: Client) -> None:
    page = secretary.get(HERE).content.decode()
    choices = re.findall(r'<option value="(\d*)"( selected)?>([^<]*)</option>', page)
    assert choices == [
        ("", " selected", "Välj"),
        (str(island.adjuster.pk), "", "Juni Justerare"),
        (str(island.member.pk), "", "Mats Medlem"),
    ]
    assert 'name="from_on" value="2031-03-04"' in page
    assert "Efter den sista dagen slutar rätten av sig själv." in page


def test_a_proposal_stands_there_until_the_chair_has_answered(island: Island, secretary: Client) -> None:
    answer = secretary.post(HERE, chosen(island), follow=True)
    page = answer.content.decode().replace("\xa0", " ")
    assert "Ordföranden får ett brev och utser med en knapp." in page
    assert "Föreslår Mats Medlem, från och med 10 mars till och med 10 april" in page
    assert "Olof Ordförande, ordförande" in page
    assert not Mandate.objects.filter(role=Role.DEPUTY_SECRETARY).exists()
    secretary.post(f"{HERE}ta-tillbaka/")
    assert deputies.waiting([island.council]) == []
    assert "Föreslår Mats" not in secretary.get(HERE).content.decode()


def test_what_was_filled_in_stays_when_it_is_refused(island: Island, secretary: Client) -> None:
    page = secretary.post(HERE, chosen(island, until_on="2031-03-09")).content.decode()
    assert "Den sista dagen är före den första." in page
    assert 'value="2031-03-09"' in page
    assert f'<option value="{island.member.pk}" selected>' in page
    assert deputies.waiting([island.council]) == []


def test_why_the_chair_said_no_is_seen(island: Island, secretary: Client) -> None:
    proposal = deputising.propose(island.council, island.member, DAY, DAY + timedelta(days=9), by=island.secretary)
    deputising.drop(proposal, why="Mats reser bort.", by=island.chair)
    assert "Mats reser bort." in secretary.get(HERE).content.decode()


def test_an_appointed_deputy_stands_there_and_can_be_ended(island: Island, secretary: Client) -> None:
    proposal = deputising.propose(island.council, island.member, DAY, DAY + timedelta(days=9), by=island.secretary)
    mandate = deputising.appoint(proposal, by=island.chair)
    deputy = signed_in(island.member)
    assert "Mats Medlem" in secretary.get(HERE).content.decode()
    assert deputy.get("/arbete/").status_code == 200
    secretary.post(f"{HERE}{mandate.pk}/avsluta/")
    assert deputy.get("/arbete/").status_code == 404


def test_a_deputy_reads_the_list_and_hands_nothing_on(island: Island) -> None:
    proposal = deputising.propose(island.council, island.member, DAY, DAY + timedelta(days=9), by=island.secretary)
    mandate = deputising.appoint(proposal, by=island.chair)
    deputy = signed_in(island.member)
    page = deputy.get(HERE).content.decode()
    assert "Det här väntar då" in page
    assert 'name="until_on"' not in page
    assert "Avsluta nu" not in page
    answer = deputy.post(HERE, chosen(island, member=str(island.adjuster.pk)))
    assert "Bara sekreteraren föreslår en tillförordnad." in answer.content.decode()
    refused = deputy.post(f"{HERE}{mandate.pk}/avsluta/").content.decode()
    assert "Bara ordföranden och sekreteraren kan göra det här." in refused
    with clock.at(TODAY + timedelta(days=10)):
        assert deputy.get(HERE).status_code == 404


def test_everything_that_waits_stands_there_with_its_way_there_and_its_day(island: Island, secretary: Client) -> None:
    sent = island.sent(
        "Uppdrag: laga färjan @Mats Medlem senast 1 mars 2031\nBordläggs tills vidare", DAY - timedelta(days=30)
    )
    assert sent.version is not None
    answering.answer(sent.version, by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    planned = island.planned(DAY + timedelta(days=30))
    draft = island.closed(held_on=DAY - timedelta(days=5))
    found = rows(secretary)
    assert found == [
        (f"/arbete/protokoll/{sent.pk}/forslag/", "Möte 2 februari 2031 Svara på ett förslag till ändring. 18 mars"),
        (
            f"/arbete/protokoll/{draft.pk}/utskick/",
            "Möte 27 februari 2031 Skicka protokollet från 27 februari. En sak kvar. –",
        ),
        (f"/arbete/moten/{planned.pk}/", "Möte 3 april 2031 Skicka kallelsen. 3 april"),
        ("/arbete/uppfoljning/#tabled", "Färjan Ligger på bordet –"),
        ("/arbete/uppfoljning/", "Försenat uppdrag Mats Medlem: laga färjan 1 mars"),
    ]


def test_nothing_that_waits_is_said(island: Island, secretary: Client) -> None:
    assert "Inget väntar." in secretary.get(HERE).content.decode()


def test_the_chair_reads_the_page_and_presses_nothing(
    island: Island, chair: Client, member: Client, stranger: Client
) -> None:
    page = chair.get(HERE).content.decode()
    assert "Det här väntar då" in page
    assert 'name="until_on"' not in page
    assert chair.post(HERE, chosen(island)).status_code == 403
    for client in (member, stranger):
        assert client.get(HERE).status_code == client.post(HERE, chosen(island)).status_code == 404
    assert deputies.waiting([island.council]) == []


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_as_many_questions_for_three_of_each_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    task = "Uppdrag: laga färjan @Mats Medlem senast 1 mars 2031\nBordläggs tills vidare"
    for n in range(1 + more):
        island.sent(task, DAY - timedelta(days=30 + n))
    secretary.get(HERE)
    with django_assert_num_queries(23):
        secretary.get(HERE)
