"""Loose phrases are suggested, never applied."""

import pytest

from meetings.text import Prose, SuggestionKind, TextError, accept, parse, suggestions

PEOPLE = ("Emma Rosander", "Lotta Lind", "Pia Svan", "Sven Bark", "Olof Jaks", "Sven Bjur")


def lines(text: str, people: tuple[str, ...] = PEOPLE) -> list[str]:
    return [one.line for one in suggestions(text, people=people)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Emma tar frågan till Lottas grupp.", "Uppdrag: tar frågan till Lottas grupp @Emma Rosander"),
        ("Emma Rosander och Pia ska ringa.", "Uppdrag: ringa @Emma Rosander, @Pia Svan"),
        ("- Olof återkommer", "Uppdrag: återkommer @Olof Jaks"),
        ("Hanna Ek bokar lokal", "Uppdrag: bokar lokal @Hanna Ek"),
        ("Lotta är sammankallande.", "Arbetsgrupp: sammankallande @Lotta Lind"),
        ("Sammankallande är Lotta Lind.", "Arbetsgrupp: sammankallande @Lotta Lind"),
        ("Texten. Bordlägger frågan till nästa gång.", "Bordlägger frågan till nästa gång."),
        ("Rådet bordlägger frågan till våren.", "Beslut: Rådet bordlägger frågan till våren."),
        ("Mötet beslutade att flytta.", "Beslut: Mötet beslutade att flytta."),
        ("Frågan bordläggs.", "Beslut: Frågan bordläggs."),
    ],
)
def test_a_loose_phrase_is_suggested(text: str, line: str) -> None:
    assert lines(text) == [line]


def test_a_group_and_its_convener_are_one_suggestion() -> None:
    text = (
        "Lotta Lind, Pia Svan, Sven Bark, Olof Jaks bildar en grupp för att formulera nytt. "
        "Lotta är sammankallande. Bordlägger frågan till nästa gång."
    )
    assert lines(text) == [
        "Arbetsgrupp: @Pia Svan, @Sven Bark, @Olof Jaks, sammankallande @Lotta Lind, formulera nytt",
        "Bordlägger frågan till nästa gång.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Rådet tar upp frågan.",
        "Sven tar frågan.",
        "Hanna tar frågan.",
        "Man ska ringa.",
        "Emma berättade om läget.",
        "Emma föreslår att vi väntar.",
        "Anna Ek noterar att lokalen är liten.",
        "Bordläggs",
        "Uppdrag: Emma tar frågan",
        "> Emma tar frågan",
        "## Emma tar frågan",
        "```\nEmma tar frågan\n```",
        "",
    ],
)
def test_nothing_is_suggested_where_nobody_undertakes_anything(text: str) -> None:
    assert lines(text) == []


def test_prose_stays_prose_until_it_is_accepted() -> None:
    assert [type(block) for block in parse("Emma tar frågan. Frågan bordläggs.")] == [Prose]


def test_accepting_puts_the_line_where_the_phrase_was() -> None:
    text = "Gruppen ses. Frågan bordläggs. Vi fikade.\nMer."
    (found,) = suggestions(text)
    assert (found.kind, found.phrase, found.first_line) == (SuggestionKind.DECISION, "Frågan bordläggs.", 0)
    assert accept(text, found) == "Gruppen ses.\nBeslut: Frågan bordläggs.\n\nVi fikade.\nMer."


def test_accepting_a_point_of_a_list_takes_its_mark_away() -> None:
    text = "- ett\n- Emma tar frågan\n- tre"
    (found,) = suggestions(text, people=PEOPLE)
    assert accept(text, found) == "- ett\nUppdrag: tar frågan @Emma Rosander\n\n- tre"


def test_a_phrase_that_has_changed_is_not_replaced() -> None:
    (found,) = suggestions("Frågan bordläggs.")
    with pytest.raises(TextError):
        accept("Frågan avgörs.", found)
