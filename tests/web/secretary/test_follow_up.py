"""Following up actions and what lies on the table."""

from datetime import date

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.importing import drafting as importing
from meetings.importing import parsing
from meetings.models import ActionItem, ActionStatus, Basis, TabledItem
from meetings.procedure import approving, calling
from tests.web.secretary.conftest import Island

HERE = "/arbete/uppfoljning/"
TASK = "Uppdrag: måla båten @Mats Medlem senast 1 mars 2031"


def test_a_late_action_says_so(island: Island, secretary: Client) -> None:
    island.sent(TASK, date(2031, 2, 4))
    page = secretary.get(HERE).content.decode()
    assert "måla båten" in page
    assert "Försenat" in page


def test_an_action_is_done_opened_again_and_dropped(island: Island, secretary: Client) -> None:
    island.sent(TASK)
    action = ActionItem.objects.get()
    address = f"/arbete/uppdrag/{action.pk}/"
    for _ in range(2):
        assert secretary.post(address, {"kind": "done", "text": "Målad röd"})["Location"] == HERE
    action.refresh_from_db()
    assert (action.status, action.updates.count()) == (ActionStatus.DONE, 1)
    assert "måla båten" not in secretary.get(HERE).content.decode()
    assert "Målad röd" in secretary.get(HERE, {"visa": "alla"}).content.decode()
    secretary.post(address, {"kind": "reopened", "text": ""})
    secretary.post(address, {"kind": "dropped", "text": "Båten sjönk"})
    action.refresh_from_db()
    assert action.status == ActionStatus.DROPPED


def test_an_action_is_not_dropped_without_a_reason(island: Island, secretary: Client) -> None:
    island.sent(TASK)
    action = ActionItem.objects.get()
    page = secretary.post(f"/arbete/uppdrag/{action.pk}/", {"kind": "dropped", "text": ""}).content.decode()
    assert "error-summary" in page
    assert 'aria-invalid="true"' in page
    action.refresh_from_db()
    assert action.status == ActionStatus.OPEN


def test_what_a_registered_protocol_tabled_rests(island: Island, secretary: Client) -> None:
    there = "Närvarande:\nOve Olsson, ordförande\nStina Ek, sekreterare"
    said = "1. Dagordningen\nGodkänns\n\n2. Färjan\nRådet talade om färjan.\nBordläggs till nästa möte"
    parsed = parsing.parse(f"Örådet\nProtokoll 2019-02-14 kl. 15.00–17.00\n{there}\n\n{said}\n")
    old = importing.propose(island.council, parsed, data=b"gammalt", name="gammalt.txt", by=island.secretary)
    assert "Färjan" not in secretary.get(HERE).content.decode()
    approving.register_approval(old, basis=Basis.PAPER, by=island.secretary)
    approving.confirm_registration(old, by=island.member)
    assert "Vilar tills vidare." in secretary.get(HERE).content.decode()


def test_a_chain_ends_with_a_reason(island: Island, secretary: Client) -> None:
    island.sent("Bordläggs")
    tabled = TabledItem.objects.get()
    address = f"/arbete/bordlagt/{tabled.pk}/avsluta/"
    assert "error-summary" in secretary.post(address, {"reason": ""}).content.decode()
    for _ in range(2):
        assert secretary.post(address, {"reason": "Färjan är såld"}).status_code == 302
    tabled.refresh_from_db()
    assert tabled.ended_why == "Färjan är såld"
    assert "Inget är bordlagt." in secretary.get(HERE).content.decode()


def test_what_stands_on_a_coming_agenda_still_lies_on_the_table(island: Island, secretary: Client) -> None:
    calling.plan(island.council, held_on=date(2031, 4, 8), by=island.secretary)
    island.sent("Bordläggs")
    assert "Står på dagordningen 8\xa0april 2031." in secretary.get(HERE).content.decode()


def test_the_chair_reads_and_changes_nothing(island: Island, chair: Client, stranger: Client) -> None:
    island.sent(f"{TASK}\nBordläggs")
    changing = [
        f"/arbete/uppdrag/{ActionItem.objects.get().pk}/",
        f"/arbete/bordlagt/{TabledItem.objects.get().pk}/avsluta/",
    ]
    page = chair.get(HERE).content.decode()
    assert "måla båten" in page
    assert [address in page for address in changing] == [False, False]
    for address in changing:
        assert chair.post(address, {"kind": "done", "reason": "x"}).status_code == 403
        assert stranger.post(address, {"kind": "done", "reason": "x"}).status_code == 404
    assert stranger.get(HERE).status_code == 404


def test_the_list_asks_as_many_questions_for_three_actions_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.opened()
    island.write(protocol, f"{TASK}\nBordläggs")
    with django_assert_num_queries(QUESTIONS):
        secretary.get(HERE)
    for title in ("Fyren", "Båken"):
        calling.add_item(protocol.meeting, title=title, by=island.secretary)
        island.write(protocol, f"{TASK}\nBordläggs", title)
    with django_assert_num_queries(QUESTIONS):
        secretary.get(HERE)


QUESTIONS = 10
