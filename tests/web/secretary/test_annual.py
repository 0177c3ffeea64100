"""Underlag till verksamhetsberättelsen: from approved and published protocols only, nothing confidential."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import (
    ActionItem,
    Attendance,
    AttendanceStatus,
    Council,
    Mandate,
    Protocol,
    Role,
    Stance,
    UpdateKind,
)
from meetings.procedure import answering, assigning, attending, calling, drafting, publishing, writing
from tests.web.secretary.conftest import SINCE, Island

HERE = "/arbete/uppfoljning/underlag/"
WORDS = "Beslut: Rådet köper en färja.\nUppdrag: måla båten @Mats Medlem senast 1 mars 2031"


def read(client: Client, **asked: str) -> str:
    """The words of the page."""
    page = client.get(HERE, asked).content.decode()
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page[page.index("<main") :]).replace("\xa0", " "))


def test_last_year_is_told_from_its_protocols(island: Island, secretary: Client) -> None:
    island.published(WORDS, date(2030, 2, 5))
    island.approved("Bordläggs", date(2030, 12, 3))
    island.approved("Beslut: kanarie", date(2031, 2, 4))
    assigning.report(ActionItem.objects.get(), by=island.member, kind=UpdateKind.DONE)
    page = read(secretary)
    assert "Örådet, 1 januari 2030 – 31 december 2030" in page
    assert "2 möten. Beslut: 1. Bordlagda frågor: 1. Uppdrag: 1." in page
    assert "Öborna: 4 av 4 platser var tagna (100 procent)." in page
    assert "Staden: 2 av 2 platser var tagna (100 procent)." in page
    assert "§ 3 Färjan Rådet köper en färja." in page
    assert "Måla båten Mats Medlem. 5 februari 2030. Klart 4 mars 2031." in page
    assert "Inga konfidentiella punkter är utelämnade." in page
    assert "kanarie" not in page


def test_who_was_away_is_counted(island: Island, secretary: Client) -> None:
    protocol = island.opened(date(2030, 2, 5))
    row = Attendance.objects.get(meeting=protocol.meeting, member=island.adjuster)
    attending.mark(row, status=AttendanceStatus.EXCUSED, row_version=row.row_version, by=island.secretary)
    approve(island, protocol)
    assert "Öborna: 1 av 2 platser var tagna (50 procent)." in read(secretary)


def approve(island: Island, protocol: Protocol) -> None:
    """Close, send and approve a meeting under way."""
    island.council.refresh_from_db()
    island.council.approval_rule = "chair"
    island.council.save()
    attending.mark_rest_present(protocol.meeting, by=island.secretary)
    drafting.close_meeting(protocol.meeting, by=island.secretary)
    version = drafting.send(island.read(protocol), by=island.secretary)
    answering.answer(version, by=island.chair, stance=Stance.APPROVE)


def test_what_is_not_approved_is_left_out_and_said_so(island: Island, secretary: Client) -> None:
    island.sent("Beslut: kanarie", date(2030, 2, 5))
    page = read(secretary)
    assert "kanarie" not in page
    assert "eller är tillbakadraget, är inte med: 5 februari 2030." in page
    assert "Det finns inga sådana protokoll från tiden." in page


def test_what_was_taken_away_is_left_out_and_said_so(island: Island, secretary: Client) -> None:
    publishing.withdraw(island.published("Beslut: kanarie", date(2030, 2, 5)), reason="Fel.", by=island.secretary)
    page = read(secretary)
    assert "kanarie" not in page
    assert "är inte med: 5 februari 2030" in page


def test_what_is_confidential_is_left_out_for_everybody_and_counted(
    island: Island, secretary: Client, chair: Client
) -> None:
    protocol = island.opened(date(2030, 2, 5))
    calling.add_item(protocol.meeting, title="Hemlig kanarie", is_confidential=True, by=island.secretary)
    island.write(protocol, "Beslut: kanarie\nUppdrag: mata kanarien @Mats Medlem", "Hemlig kanarie")
    island.write(protocol, WORDS)
    approve(island, protocol)
    for client in (secretary, chair):
        page = read(client)
        assert "Rådet köper en färja." in page
        assert "kanarie" not in page.lower()
        assert "En konfidentiell punkt är utelämnad." in page
        assert "Beslut: 1." in page


def test_what_an_edition_withholds_is_withheld_here(island: Island, secretary: Client) -> None:
    protocol = island.approved(f"Beslut: kanarie\n{WORDS}", date(2030, 2, 5))
    at = f"items/{island.item(protocol).anchor}/blocks/0"
    publishing.publish(protocol, by=island.secretary, reviewed=True, withheld={at: "sekretess"})
    page = read(secretary)
    assert "Rådet köper en färja." in page
    assert "kanarie" not in page


def test_a_matter_that_came_again_stands_once(island: Island, secretary: Client) -> None:
    island.approved("Bordläggs", date(2030, 2, 5))
    meeting = island.planned(date(2030, 3, 5))
    protocol = drafting.open_meeting(meeting, by=island.secretary)
    item = meeting.items.get(carried_from__isnull=False)
    writing.save_item(item, written="Godkänns", row_version=item.row_version, by=island.secretary)
    approve(island, protocol)
    told = r"Färjan 5 februari 2030, § 3; 5 mars 2030, § \d\. Slutade senast så: Godkänt\."
    assert re.search(told, read(secretary))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"fran": "i går"}, "Det finns ingen sådan dag."),
        ({"fran": "2031-01-01"}, "Tiden slutar innan den börjar."),
        ({"till": ""}, "Något behöver ändras"),
        ({"rad": "finns-inte"}, "Något behöver ändras"),
    ],
)
def test_a_period_that_is_none_is_said(island: Island, secretary: Client, asked: dict[str, str], said: str) -> None:
    island.approved(WORDS, date(2030, 2, 5))
    assert said in read(secretary, **asked)
    assert "Rådet köper en färja." not in read(secretary, **asked)


def test_all_days_there_are_can_be_asked_for(island: Island, secretary: Client) -> None:
    island.approved(WORDS, date(2030, 2, 5))
    assert "Rådet köper en färja." in read(secretary, fran="0001-01-01", till="9999-12-31")


def test_one_council_at_a_time(island: Island, secretary: Client) -> None:
    island.approved(WORDS, date(2030, 2, 5))
    other = Council.objects.create(slug="fyrradet", name="Fyrrådet")
    Mandate.objects.create(council=other, member=island.secretary, role=Role.SECRETARY, from_on=SINCE)
    assert "Rådet köper en färja." in read(secretary, rad="oradet")
    assert "Rådet köper en färja." not in read(secretary, rad="fyrradet")


def test_others_do_not_get_there(island: Island, member: Client, stranger: Client) -> None:
    assert member.get(HERE).status_code == stranger.get(HERE).status_code == 404


def test_the_page_asks_as_many_questions_for_three_meetings_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    island.published(WORDS, date(2030, 2, 5))
    with django_assert_num_queries(QUESTIONS):
        secretary.get(HERE)
    island.approved(WORDS, date(2030, 3, 5))
    island.published(WORDS, date(2030, 4, 9))
    with django_assert_num_queries(QUESTIONS):
        secretary.get(HERE)


QUESTIONS = 11
