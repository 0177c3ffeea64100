"""What lies on the table: how long, how many times it was tabled, where it stands now, and ending it."""

from datetime import date

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.importing import drafting as importing
from meetings.importing import parsing
from meetings.models import ApprovalOutcome, Basis, ProtocolApproval, TabledItem
from meetings.procedure import approving, attending, calling, drafting, writing
from tests.web.secretary.conftest import Island

HERE = "/arbete/uppfoljning/"


def end(tabled: TabledItem) -> str:
    return f"{HERE}bordlagt/{tabled.pk}/avsluta/"


def came_again(island: Island, words: str, held_on: date) -> None:
    """The matter came up at a meeting, and this was written; the protocol is sent."""
    meeting = island.planned(held_on)
    protocol = drafting.open_meeting(meeting, by=island.secretary)
    item = meeting.items.get(carried_from__isnull=False)
    writing.save_item(item, written=words, row_version=item.row_version, by=island.secretary)
    for row in ProtocolApproval.objects.filter(item__meeting=meeting):
        approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=island.secretary)
    attending.mark_rest_present(meeting, by=island.secretary)
    drafting.close_meeting(meeting, by=island.secretary)
    drafting.send(protocol, by=island.secretary)


def test_it_is_said_since_when_how_many_times_and_how_long(island: Island, secretary: Client) -> None:
    island.sent("Bordläggs", date(2030, 12, 3))
    assert "Bordlagd en gång, sedan 3\xa0december 2030 (13\xa0veckor). Kommer" in secretary.get(HERE).content.decode()
    came_again(island, "Hann inte behandlas", date(2031, 1, 7))
    assert "Bordlagd en gång, sedan 3\xa0december 2030 (13\xa0veckor)." in secretary.get(HERE).content.decode()
    came_again(island, "Bordläggs", date(2031, 2, 4))
    assert "Bordlagd 2 gånger, sedan 3\xa0december 2030 (13\xa0veckor)." in secretary.get(HERE).content.decode()


def test_what_is_not_sent_is_not_counted(island: Island, secretary: Client) -> None:
    island.closed("Bordläggs", date(2031, 2, 4))
    page = secretary.get(HERE).content.decode()
    assert "Bordlagd sedan 4\xa0februari (4\xa0veckor)." in page
    assert "en gång" not in page


def test_what_a_registered_protocol_tabled_rests(island: Island, secretary: Client) -> None:
    there = "Närvarande:\nOve Olsson, ordförande\nStina Ek, sekreterare"
    said = "1. Dagordningen\nGodkänns\n\n2. Färjan\nRådet talade om färjan.\nBordläggs till nästa möte"
    parsed = parsing.parse(f"Örådet\nProtokoll 2019-02-14 kl. 15.00–17.00\n{there}\n\n{said}\n")
    old = importing.propose(island.council, parsed, data=b"gammalt", name="gammalt.txt", by=island.secretary)
    assert "Färjan" not in secretary.get(HERE).content.decode()
    approving.register_approval(old, basis=Basis.PAPER, by=island.secretary)
    approving.confirm_registration(old, by=island.member)
    assert "Vilar tills vidare." in secretary.get(HERE).content.decode()


def test_what_stands_on_a_coming_agenda_still_lies_on_the_table(island: Island, secretary: Client) -> None:
    calling.plan(island.council, held_on=date(2031, 4, 8), by=island.secretary)
    island.sent("Bordläggs")
    assert "Står på dagordningen 8\xa0april." in secretary.get(HERE).content.decode()


def test_a_chain_ends_with_a_reason(island: Island, secretary: Client) -> None:
    island.sent("Bordläggs")
    tabled = TabledItem.objects.get()
    refused = secretary.post(end(tabled), {"reason": ""}).content.decode()
    assert "error-summary" in refused
    assert 'aria-invalid="true"' in refused
    assert "å" * 301 in secretary.post(end(tabled), {"reason": "å" * 301}).content.decode()
    for _ in range(2):
        assert secretary.post(end(tabled), {"reason": "Färjan är såld"}).status_code == 302
    tabled.refresh_from_db()
    assert tabled.ended_why == "Färjan är såld"
    assert "Inget är bordlagt." in secretary.get(HERE).content.decode()


def test_the_chair_reads_and_ends_nothing(island: Island, chair: Client, stranger: Client) -> None:
    island.sent("Bordläggs")
    tabled = TabledItem.objects.get()
    page = chair.get(HERE).content.decode()
    assert "Bordlagd en gång" in page
    assert end(tabled) not in page
    assert chair.post(end(tabled), {"reason": "x"}).status_code == 403
    assert stranger.post(end(tabled), {"reason": "x"}).status_code == 404


def test_a_long_way_back_asks_no_more_questions(
    island: Island, secretary: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    island.sent("Bordläggs", date(2030, 11, 5))
    for held_on in (date(2030, 12, 3), date(2031, 1, 7), date(2031, 2, 4)):
        came_again(island, "Bordläggs", held_on)
    with django_assert_max_num_queries(15):
        assert "Bordlagd 4 gånger" in secretary.get(HERE).content.decode()
