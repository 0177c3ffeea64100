"""The protocol as the middle of a page."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from meetings.documents import build, html, pages
from meetings.documents.aftermath import Aftermath
from meetings.documents.structure import WITHHELD, Block, Item
from meetings.models import Attendance, Council, Matter, Meeting, MeetingStatus, Protocol, PublicPage
from tests.documents import rows
from tests.documents.papers import PAPER, item


def shown(*blocks: Block, times_tabled: int = 0) -> html.Shown:
    one = item("4", "Bryggan", blocks=blocks, times_tabled=times_tabled)
    return html.show(one, "paragraph", Aftermath())


def decision(sentence: str, outcome: str = "adopted") -> Block:
    return Block("decision", sentence, outcome, sentence)


# --- How an item is shown


def test_prose_that_stands_together_is_one_text() -> None:
    boxes = shown(Block("prose", "1. Först"), Block("prose", "2. Sedan"), decision("Ja."), Block("prose", "Mer")).boxes
    assert [box.kind for box in boxes] == ["prose", "outcome", "prose"]
    assert boxes[0].html.count("<ol>") == 1


def test_decisions_that_stand_together_share_a_box() -> None:
    (box,) = shown(decision("Rådet lagar."), decision("Rådet hyr.")).boxes
    assert (box.label, box.tone, box.sentences) == ("2 beslut", "decision", ("Rådet lagar.", "Rådet hyr."))


def test_a_decision_and_a_tabling_stand_apart() -> None:
    boxes = shown(decision("Rådet lagar."), decision("Bordläggs", "tabled"), times_tabled=3).boxes
    assert [(box.tone, box.label) for box in boxes] == [("decision", "Beslutat"), ("tabled", "Bordlagt, tredje gången")]


@pytest.mark.parametrize(
    ("times", "label"), [(1, "Bordlagt"), (2, "Bordlagt, andra gången"), (9, "Bordlagt, gång nummer 9")]
)
def test_a_tabling_says_for_which_time(times: int, label: str) -> None:
    assert shown(decision("Bordläggs", "tabled"), times_tabled=times).boxes[0].label == label


def test_a_task_says_who_to_whom_and_until_when() -> None:
    block = Block("action", "x", sentence="köper virke", people=("Bo", "Maja"), to_whom="fogden", due="2031-04-01")
    (box,) = shown(block).boxes
    assert (box.label, box.sentences) == ("Uppdrag", ("Köper virke",))
    assert box.facts == (("Ansvarig", "Bo, Maja"), ("Till", "fogden"), ("Senast", "1\u00a0april 2031"))


def test_a_group_says_who_is_in_it_and_who_convenes_it() -> None:
    block = Block("group", "x", people=("Bo", "Maja"), convener="Maja")
    (box,) = shown(block).boxes
    assert (box.label, box.icon, box.sentences, box.facts) == (
        "Arbetsgrupp",
        "group",
        ("Bo, Maja",),
        (("Sammankallande", "Maja"),),
    )


def test_what_was_not_decided_is_not_guessed() -> None:
    assert [mark.word for mark in shown(Block("prose", "Frågan diskuterades.")).marks] == ["Information"]


def test_masked_places_that_stand_together_are_one() -> None:
    masked = Block("prose", WITHHELD)
    assert [box.kind for box in shown(masked, masked, decision("Ja."), masked).boxes] == ["masked", "outcome", "masked"]


def test_an_item_that_may_not_be_known_is_its_number_alone() -> None:
    secret: Item = item("4", WITHHELD, blocks=(Block("prose", WITHHELD),))
    one = html.show(secret, "paragraph", Aftermath())
    assert (one.number, one.title, one.boxes, [mark.word for mark in one.marks]) == (
        "§\u00a04",
        "[maskat]",
        (),
        ["Maskat"],
    )


def test_what_was_written_as_html_is_shown_as_it_was_typed() -> None:
    box = shown(Block("prose", "<script>alert(1)</script> & [länk](javascript:alert(1))")).boxes[0]
    assert "<script" not in box.html
    assert 'href="javascript' not in box.html


def test_a_substitute_sits_in_the_place_of_somebody() -> None:
    away, there = PAPER.people[1], PAPER.people[0]
    people = (away, replace(there, kind="substitute"))
    side = html.Side("Seglarna", people)
    assert (side.present, side.total, side.seats) == (1, 1, [True])


# --- The whole page


@pytest.fixture
def meeting(council: Council, matter: Matter) -> Meeting:
    """Everything at once: tabled twice, sub-headings, a masked item, a register, an earlier meeting."""
    before = rows.hold(council, "2031-01-10")
    old = rows.say(before, "Muddring", "Bordläggs till nästa möte", matter=matter)
    rows.publish(before, on=date(2031, 2, 1))
    meeting = rows.hold(council, "2031-03-04")
    new = rows.say(
        meeting,
        "Muddring",
        "## Läget\n\nGrunt.\n\n### Djupet\n\n1. Norr\n2. Söder\n\nBeslut: Rådet muddrar.\n"
        "Uppdrag: mäter @Bo Boj senast 1 april\nArbetsgrupp: @Bo Boj, sammankallande @Maja Mast\nBordläggs",
        matter=matter,
    )
    rows.carry(old, new)
    rows.say(meeting, "Hemligt", "Lönen.", is_confidential=True)
    rows.say(meeting, "Övriga frågor", "Inga.")
    for n, (name, side, kind) in enumerate(
        [
            ("Bo Boj", "Seglarna", "member"),
            ("Ir Is", "Hamnkontoret", "member"),
            ("Signe", "Hamnkontoret", "secretary"),
            ("Gäst", "", "guest"),
        ]
    ):
        Attendance.objects.create(
            meeting=meeting, printed_name=name, printed_side=side, kind=kind, status="present", position=n
        )
    hidden = {f"items/p2/{leaf}": "confidential" for leaf in ("title", "matter", "blocks/0")}
    rows.publish(meeting, on=date(2031, 4, 1), withheld=hidden)
    return meeting


def fragment(meeting: Meeting, part: str = "", language: str = "sv") -> str:
    return next(page.fragment for page in pages.pages(meeting) if (page.part, page.language) == (part, language))


@pytest.mark.parametrize("part", ["", "p1"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_headings_are_in_order_and_every_id_is_its_own(meeting: Meeting, part: str, language: str) -> None:
    text = fragment(meeting, part, language)
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1
    assert [b for a, b in pairwise(levels) if b > a + 1] == []
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<a [^>]*href="#([^"]+)"', text)) <= set(ids)


def test_an_english_page_marks_what_is_swedish(meeting: Meeting) -> None:
    text = fragment(meeting, "p1", "en")
    assert '<h1 lang="sv">Muddring</h1>' in text
    assert '<div class="prose" lang="sv">' in text
    assert "After the meeting" in text
    assert 'href="/en/hamnradet/moten/2031-03-04/"' in text


def test_no_style_and_no_script_stands_in_a_fragment(meeting: Meeting) -> None:
    text = "".join(page.fragment for page in pages.pages(meeting))
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|javascript:", text) == []


def test_the_table_is_drawn_only_for_two_sides(meeting: Meeting) -> None:
    assert 'class="round-table"' in fragment(meeting)
    assert "Dessutom sekreterare, 1 gäst." in fragment(meeting).replace("\u00a0", " ")
    alone = rows.hold(meeting.council, "2031-05-06")
    Attendance.objects.create(meeting=alone, printed_name="Bo", printed_side="Seglarna", status="present")
    rows.publish(alone, on=date(2031, 6, 1))
    assert 'class="round-table"' not in fragment(alone)


def test_an_empty_protocol_gives_a_whole_page(council: Council) -> None:
    meeting = rows.hold(council, "2031-03-04")
    rows.publish(meeting, on=date(2031, 4, 1))
    assert "Protokollet säger inte vilka som var med." in fragment(meeting)
    assert "Inga beslut, bordlagda frågor eller uppdrag." in fragment(meeting)


def test_a_draft_can_be_shown_as_it_would_read(council: Council) -> None:
    meeting = rows.hold(council, "2031-03-04")
    rows.say(meeting, "Bryggan", "Beslut: Rådet lagar bryggan.")
    paper = build.paper(Protocol.objects.get(meeting=meeting))
    one = html.show(paper.items[0], paper.head.label, Aftermath())
    assert (one.number, one.boxes[0].sentences) == ("§\u00a01", ("Rådet lagar bryggan.",))


# --- In a browser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_open_to_all_and_fit_the_screen(
    live_server: LiveServer, meeting: Meeting, browser: Browser, width: int, theme: str
) -> None:
    coming = rows.hold(meeting.council, "2031-05-06", status=MeetingStatus.PLANNED)
    rows.carry(meeting.items.get(anchor="p1"), rows.say(coming, "Muddring"))
    rows.say(coming, "Hemligt", is_confidential=True)
    rows.call(coming, on=date(2031, 4, 20))
    for page in [*pages.pages(meeting), *pages.pages(coming)]:
        page.save()
    assert PublicPage.objects.count() > 8
    scheme: dict[str, str] = {"color_scheme": theme}
    context = browser.new_context(viewport={"width": width, "height": 800}, **scheme)  # type: ignore[arg-type]  # a word
    tab = context.new_page()
    faults = []
    for address in ("2031-03-04/", "2031-03-04/p1/", "2031-05-06/"):
        for prefix in ("", "/en"):
            tab.goto(f"{live_server.url}{prefix}/hamnradet/moten/{address}")
            faults += [f"{prefix}/{address}: {one['id']}" for one in Axe().run(tab).response["violations"]]
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{prefix}/{address}: wider than {width}")
    context.close()
    assert faults == []
