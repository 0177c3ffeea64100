"""Any text is parsed, soon and without complaint."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.importing import parsing, preview
from meetings.importing.parsed import Doubt, ParsedProtocol
from meetings.text import WrittenDecision, parse

MEGABYTE = 1_000_000
SOON = 60  # seconds: what hangs is found, however busy the machine is

WORDS = [
    *("Närvarande:", "Frånvarande", "Kallade", "Beslut", "§", "1", "1.", "2.", "##", "*", "|", "-", "att", "beslutar"),
    *("mötet", "godkänns", "bordläggs", "till", "nästa", "möte", "väljs", "Ylva", "Sand", "Olle", "Hed,", "och", "(S)"),
    *(
        "ordförande",
        "sekreterare",
        "Datum",
        "2020-02-03",
        "kl",
        "15.00",
        "Plats",
        "Innehåll",
        "....",
        "Att:",
        "bifalles",
    ),
    *("Beslut:", "Bordläggs", "Återremitteras:", "1.", "samt", "inget", "\n- ", "\n### ", "\n> "),
    *("Uppdrag:", "@Ylva", "Arbetsgrupp:", "Info:", "```", "<!--", "-->", "#+TITLE:", "+++", "---", "===", "\n"),
    *("bildar", "en", "grupp", "sammankallande", "tar", "på", "sig", "till handlingarna", "Val av", "avslås", "Utgår"),
]


@given(st.text(max_size=600))
def test_any_text_is_parsed(text: str) -> None:
    preview.preview(parsing.parse(text), file="något.txt")


@given(st.lists(st.sampled_from([*WORDS, "\n", "\n\n", "      ", "\f", "\u00ad"]), max_size=120))
def test_what_is_found_in_any_text_is_what_the_written_text_says(words: list[str]) -> None:
    for item in parsing.parse(" ".join(words)).items:
        written = [block.outcome for block in parse(item.text) if isinstance(block, WrittenDecision)]
        assert tuple(written) == item.outcomes


@pytest.mark.parametrize(
    "line",
    [
        "a",
        "a" * 200,
        "1. Mötet öppnas",
        "§ 1 Dagordningen Dnr XX-2020-00001",
        "## Mötet öppnas",
        "Närvarande: Ylva Sand, Olle Hed och Tove Mo",
        "Ylva Sand      Olle Hed (S), ordförande",
        "Mötet beslutar att lägga att lägga att lägga till och med Ylva och Olle och",
        "<!-- **[länk](adress) =text= __",
        "........................ 3",
        "(((((((((((((((((((((((((((((((((",
    ],
)
@pytest.mark.parametrize("end", ["\n", " "])
def test_a_megabyte_of_the_same_is_read_soon(line: str, end: str) -> None:
    for amount in (MEGABYTE, 15_000 * (len(line) + 1)):
        text = ("Närvarande\n" + (line + end) * (amount // (len(line) + len(end))))[:MEGABYTE]
        started = time.perf_counter()
        parsing.parse(text)
        assert time.perf_counter() - started < SOON


def test_a_megabyte_of_words_in_any_order_is_read_soon() -> None:
    shuffled = random.Random(1)  # noqa: S311 - the same disorder each time
    text = " ".join(shuffled.choice([*WORDS, "\n"]) for _ in range(MEGABYTE // 6))[:MEGABYTE]
    started = time.perf_counter()
    parsing.parse(text)
    assert time.perf_counter() - started < SOON


def test_more_lines_than_any_protocol_has_are_not_read() -> None:
    assert parsing.parse("Godkänns\n" * 30_000) == ParsedProtocol(doubts=(Doubt(0, "too_long"),))


def test_a_letter_with_a_numbered_list_is_no_protocol() -> None:
    text = "Hej alla!\n\n1. Grinden är lagad\n2. Gräset är klippt\n\nHälsningar\nYlva"
    assert parsing.parse(text).is_minutes is False


def test_a_call_with_an_agenda_is_no_protocol_and_decides_nothing() -> None:
    parsed = parsing.parse("Kallelse till årsmöte 2020-02-03\n\n1. Öppnande\n2. Val av kassör\n3. Avslutning\n")
    assert parsed.is_minutes is False
    assert [item.outcomes for item in parsed.items] == [(), (), ()]
