"""What is written in the program's own words comes through as it stands, and is read as what it says."""

import pytest

from meetings.importing import parsing
from meetings.importing.parsed import ParsedItem
from meetings.text import Outcome, WrittenGroup, parse

HEAD = "Protokoll från rådet 2020-02-03\n\nNärvarande: Ylva Sand, Olle Hed, Tove Mo\n\n1 Dagordningen\n\nGodkänns\n\n"
LONG = "Arbetsgrupp: @Ylva Sand, @Olle Hed, @Tove Mo, sammankallande @Ylva Sand, om bryggorna"


def item(body: str) -> ParsedItem:
    return parsing.parse(f"{HEAD}2 Bryggan\n\n{body}\n\n3 Övriga frågor\n").items[1]


@pytest.mark.parametrize(
    ("body", "outcomes"),
    [
        ("Beslut: Rådet föreslår att staden höjer stödet med 5 %.", [Outcome.STATEMENT]),
        ("Beslut:\natt anta planen\natt sända den vidare", [Outcome.ADOPTED] * 2),
        ("Vi talade om planen.\n\nBeslut:\n\natt anta planen\n\natt sända den vidare", [Outcome.ADOPTED] * 2),
        ("Beslut: Rådet beslutar\n- att anta planen\n- att avslå motionen", [Outcome.ADOPTED, Outcome.REJECTED]),
        ("Beslut: att anta planen, att avslå motionen", [Outcome.ADOPTED, Outcome.REJECTED]),
        (f"{LONG}\nBordläggs till nästa möte", [Outcome.TABLED]),
        (f"{LONG}\n\nBeslut:\natt anta planen", [Outcome.ADOPTED]),
        ("Info: Bryggan har legat på land sedan i höstas, och masten är struken.\nNoteras", [Outcome.NOTED]),
        ("Frågan hann inte behandlas.", [Outcome.NOT_REACHED]),
        ("Återremitteras: Underlaget räcker inte.", [Outcome.REFERRED_BACK]),
        ("Uppdrag: måla bryggan @Olle Hed senast 5 april\nBordläggs tills vidare", [Outcome.TABLED]),
    ],
)
def test_what_is_written_already_is_left_as_it_stands(body: str, outcomes: list[Outcome]) -> None:
    found = item(body)
    assert (found.text, list(found.outcomes)) == (body, outcomes)


def test_a_decision_that_is_not_taken_yet_is_still_no_decision() -> None:
    assert item("Beslut: Beslut fattas på nästa möte.").outcomes == ()


def test_a_group_and_a_task_above_the_decision_are_found() -> None:
    found = item(f"{LONG}\nUppdrag: måla bryggan @Olle Hed\n\nBeslut:\natt anta planen")
    assert found.working_group is not None
    assert found.working_group.convener == "Ylva Sand"
    assert [(owner.who, owner.what) for owner in found.owners] == [("Olle Hed", "måla bryggan")]


def test_the_names_of_a_printed_group_get_their_marks_and_every_word_stays() -> None:
    found = item("Arbetsgrupp: Ylva Sand, Olle Hed, sammankallande Olle Hed. Gruppen ser över bryggorna.")
    assert found.text == "Arbetsgrupp: @Ylva Sand, @Olle Hed, sammankallande @Olle Hed. Gruppen ser över bryggorna."
    groups = [block for block in parse(found.text) if isinstance(block, WrittenGroup)]
    assert [(group.members, group.convener) for group in groups] == [(("Ylva Sand", "Olle Hed"), "Olle Hed")]


def test_what_is_said_in_other_words_keeps_every_word() -> None:
    said = "Olle Hed kontaktar hamnen. Mötet beslutade att måla bryggan."
    assert " ".join(item(said).text.replace("Beslut: ", "", 1).split()).startswith(said)
