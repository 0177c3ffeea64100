"""The lists as files: å ä ö right in a spreadsheet program, no formulas, and nothing more than on the page."""

import csv
import io
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import ActionItem, Decision, UpdateKind
from meetings.procedure import assigning, forwarding, writing
from meetings.web.secretary import sheets
from tests.web.secretary.conftest import Island

HERE = "/arbete/uppfoljning/"
WORDS = (
    "Uppdrag: måla båten @Mats Medlem till Åsa senast 1 mars 2031\n"
    "Uppdrag: tjära bryggan @Juni Justerare\n"
    "Överlämnas till Hamnnämnden\n"
    "Bordläggs"
)


def rows(answer: HttpResponse) -> list[list[str]]:
    """A file's rows, as a spreadsheet program takes them apart."""
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def get(client: Client, name: str, **asked: str) -> list[list[str]]:
    answer = client.get(f"{HERE}{name}.csv", asked)
    assert answer.status_code == 200
    return rows(answer)  # type: ignore[arg-type]  # what the client gives


def test_a_file_is_saved_and_its_letters_are_right(island: Island, secretary: Client) -> None:
    island.sent(WORDS, date(2031, 2, 4))
    answer = secretary.get(f"{HERE}uppdrag.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="uppdrag.csv"'
    assert "no-store" in answer["Cache-Control"]


def test_the_actions_are_those_that_were_chosen(island: Island, secretary: Client) -> None:
    island.sent(WORDS, date(2031, 2, 4))
    action = ActionItem.objects.get(what="måla båten")
    assigning.report(action, by=island.member, kind=UpdateKind.NOTE, text="Köpt färg; röd.")
    head, late, other = get(secretary, "uppdrag")
    assert head[:5] == ["Råd", "Möte", "Punkt", "Rubrik", "Sekretess"]
    assert head[5:] == ["Uppdrag", "Ansvarig", "Till vem", "Senast", "Status", "Avslutat", "Det som sades senast"]
    place = ["Örådet", "2031-02-04", "§\xa03", "Färjan", "nej"]
    assert late == [*place, "måla båten", "Mats Medlem", "Åsa", "2031-03-01", "Försenat", "", "Köpt färg; röd."]
    assert other == [*place, "tjära bryggan", "Juni Justerare", "", "", "Öppet", "", ""]
    assigning.report(action, by=island.member, kind=UpdateKind.DONE)
    assert [row[5] for row in get(secretary, "uppdrag")[1:]] == ["tjära bryggan"]
    assert [(row[5], row[9], row[10]) for row in get(secretary, "uppdrag", status="done")[1:]] == [
        ("måla båten", "Klart", "2031-03-04")
    ]


def test_every_page_of_the_actions_is_in_the_file(island: Island, secretary: Client) -> None:
    island.sent("\n".join(f"Uppdrag: åra {n} @Mats Medlem" for n in range(30)))
    assert len(get(secretary, "uppdrag", sida="2")) == 31


def test_what_lies_on_the_table_and_what_was_handed_over(island: Island, secretary: Client) -> None:
    island.sent(WORDS, date(2030, 12, 3))
    place = ["Örådet", "2030-12-03", "§\xa03", "Färjan", "nej"]
    assert get(secretary, "bordlagt")[1:] == [[*place, "2030-12-03", "1", "13", "Kommer på nästa möte."]]
    handed = [*place, "Överlämnas till Hamnnämnden", "Hamnnämnden"]
    assert get(secretary, "overlamnat")[1:] == [[*handed, "", "", ""]]
    decision = Decision.objects.get(outcome="handed_over")
    forwarding.write_down(
        decision,
        sent_on=date(2030, 12, 9),
        answered_on=date(2031, 1, 7),
        answer="=SUM(A1)\nNej.",
        row_version=0,
        by=island.secretary,
    )
    assert get(secretary, "overlamnat")[1:] == [[*handed, "2030-12-09", "2031-01-07", "'=SUM(A1)\nNej."]]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_begins_as_a_formula_is_text(sign: str) -> None:
    words = f'{sign}cmd|"/c calc"!A1;kanarie'
    assert rows(sheets.csv_file("x", ["a", sign], [[words, 7]])) == [["a", f"'{sign}"], [f"'{words}", "7"]]


def test_what_is_confidential_is_in_the_secretarys_file_alone(island: Island, secretary: Client, chair: Client) -> None:
    protocol = island.sent(WORDS, date(2031, 2, 4))
    item = island.item(protocol)
    writing.save_item(item, is_confidential=True, row_version=item.row_version, by=island.secretary)
    for name in ("uppdrag", "bordlagt", "overlamnat"):
        assert get(chair, name, status="all")[1:] == []
        assert {row[4] for row in get(secretary, name, status="all")[1:]} == {"ja"}


def test_files_are_for_those_who_follow_up(island: Island, member: Client, stranger: Client) -> None:
    for name in ("uppdrag", "bordlagt", "overlamnat"):
        for client in (member, stranger):
            assert client.get(f"{HERE}{name}.csv").status_code == 404


@pytest.mark.parametrize(("name", "questions"), [("uppdrag", 9), ("bordlagt", 6), ("overlamnat", 5)])
def test_a_file_asks_as_many_questions_for_three_rows_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, questions: int
) -> None:
    island.approved(WORDS, date(2030, 12, 3))
    with django_assert_num_queries(questions):
        get(secretary, name)
    island.approved(WORDS, date(2031, 1, 7))
    island.approved(WORDS, date(2031, 2, 4))
    with django_assert_num_queries(questions):
        get(secretary, name)
