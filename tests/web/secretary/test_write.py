"""Writing an item, and what happens when two have written."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import AgendaItem, clock
from meetings.procedure import calling, drafting, writing
from tests.support import council
from tests.web.secretary.conftest import Island

EVIL = "<script>alert(1)</script>"


def at(item: AgendaItem) -> str:
    return f"/arbete/punkter/{item.pk}/"


def typed(item: AgendaItem, words: str, **more: str) -> dict[str, str]:
    return {"title": item.title, "text": words, "row_version": str(item.row_version), **more}


def test_the_words_become_decisions(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    answer = secretary.post(at(item), typed(item, "Vi talade.\r\n\r\nBeslut: att köpa en färja\r\nBordläggs"))
    assert answer["Location"] == at(item)
    assert [decision.outcome for decision in item.decisions.all()] == ["adopted", "tabled"]
    page = secretary.get(at(item)).content.decode()
    assert "att köpa en färja" in page
    assert "Bordlagt" in page or "Bordlagd" in page


def test_an_action_without_anybody_says_so_and_an_unknown_name_is_marked(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    secretary.post(at(item), typed(item, "Uppdrag: måla båten\nUppdrag: tjära bryggan @Mats Medlemm"))
    page = secretary.get(at(item)).content.decode()
    assert "Ansvarig saknas. Skriv @ och ett namn." in page
    assert "<b>Mats Medlemm</b> finns inte i registret. Menar du Mats Medlem?" in page


def test_a_line_that_only_begins_as_if_it_meant_something_is_said_to_be_read_as_text(
    island: Island, secretary: Client
) -> None:
    protocol = island.opened()
    item = island.write(protocol, "Bordläggs till 31 februari\n\nUppdrag köpa kaffe\n\nVi talade om färjan.")
    page = secretary.get(at(item)).content.decode()
    assert page.count("Läses som text") == 2
    item = island.write(protocol, "Uppdrag: köpa kaffe @Mats Medlem senast 31 februari\nBordläggs tills vidare")
    page = secretary.get(at(item)).content.decode()
    assert "Det finns ingen sådan dag. Skriv den som 2026-11-05." in page
    assert [words in page for words in ("Läses som text", "till tills vidare")] == [False, False]


def test_next_leads_to_the_next_item(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    item = island.item(protocol)
    answer = secretary.post(at(item), typed(item, "Hej", go="next"))
    assert answer["Location"] == at(island.item(protocol, "Övriga frågor"))


def test_a_stale_text_overwrites_nothing_and_both_are_shown(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    item = island.item(protocol)
    mine = typed(item, f"Gemensamt\n{EVIL}")
    island.write(protocol, "Gemensamt\nDeras rad")
    answer = secretary.post(at(item), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Signe Skrivare sparade medan du skrev." in page
    assert EVIL not in page
    assert "Gemensamt\nDeras rad\n&lt;script&gt;" in page
    item.refresh_from_db()
    assert item.text == "Gemensamt\nDeras rad"


def test_keeping_my_text_keeps_an_item_that_somebody_marked_as_confidential(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    item = island.item(protocol)
    mine = typed(item, "Min rad")
    writing.save_item(item, is_confidential=True, row_version=item.row_version, by=island.secretary)
    page = secretary.post(at(item), mine).content.decode()
    assert page.count('<input type="hidden" name="is_confidential" value="on">') == 2


def test_the_merged_text_is_saved_with_the_version_of_the_conflict_page(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    item = island.item(protocol)
    island.write(protocol, "Deras rad")
    secretary.post(at(item), typed(item, "Min rad"))
    item.refresh_from_db()
    assert secretary.post(at(item), typed(item, "Deras rad\nMin rad")).status_code == 302
    item.refresh_from_db()
    assert item.text == "Deras rad\nMin rad"


def test_the_same_text_twice_is_no_conflict(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    sent = typed(item, "Hej")
    assert [secretary.post(at(item), sent).status_code for _ in range(2)] == [302, 302]


def test_an_item_without_a_title_is_refused_and_the_text_stays(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    page = secretary.post(at(item), {**typed(item, "Den långa texten"), "title": ""}).content.decode()
    assert "Den långa texten" in page
    item.refresh_from_db()
    assert item.text == ""


def test_what_hangs_on_a_line_is_said_and_the_text_stays(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    later = calling.plan(island.council, held_on=protocol.meeting.held_on.replace(month=4), by=island.secretary)
    island.write(protocol, "Bordläggs")
    with clock.at(council.moment(later.held_on)):
        drafting.open_meeting(later, by=island.secretary)
    item = island.item(protocol)
    page = secretary.post(at(item), typed(item, "Godkänns och mera därtill")).content.decode()
    assert "Godkänns och mera därtill" in page
    assert "error-summary" in page
    item.refresh_from_db()
    assert item.text == "Bordläggs"


def test_an_approved_text_is_read_and_not_written(island: Island, secretary: Client) -> None:
    item = island.item(island.approved("Godkänns"))
    assert "<textarea" not in secretary.get(at(item)).content.decode()
    page = secretary.post(at(item), typed(item, "Något annat")).content.decode()
    assert "error-summary" in page
    item.refresh_from_db()
    assert item.text == "Godkänns"


def test_the_chair_reads_and_does_not_write(island: Island, chair: Client, stranger: Client) -> None:
    item = island.item(island.opened())
    assert chair.get(at(item)).status_code == 200
    assert chair.post(at(item), typed(item, "Hej")).status_code == 403
    assert [stranger.get(at(item)).status_code, stranger.post(at(item)).status_code] == [404, 404]


def test_the_list_asks_as_many_questions_for_three_items_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.opened()
    address = f"/arbete/moten/{protocol.meeting_id}/skriv/"
    with django_assert_num_queries(QUESTIONS):
        secretary.get(address)
    for title in ("Fyren", "Båken"):
        calling.add_item(protocol.meeting, title=title, by=island.secretary)
        island.write(protocol, "Godkänns", title)
    with django_assert_num_queries(QUESTIONS):
        secretary.get(address)


QUESTIONS = 12
