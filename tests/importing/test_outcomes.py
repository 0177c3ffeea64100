"""What a sentence decides, and above all what it does not."""

import pytest

from meetings.importing.outcomes import Manner, stated
from meetings.text import Outcome


@pytest.mark.parametrize(
    ("sentence", "outcomes"),
    [
        ("Godkänns", [Outcome.APPROVED]),
        ("Dagordningen godkändes utan ändringar.", [Outcome.APPROVED]),
        ("Mötet fann att kallelsen gått ut i rätt tid.", [Outcome.APPROVED]),
        ("Nämnden för parker avslår ansökan om en damm.", [Outcome.REJECTED]),
        ("Bordlägger frågan till mötet i maj.", [Outcome.TABLED]),
        ("Frågan om båtplatser bordläggs tills vidare", [Outcome.TABLED]),
        ("Mötet beslutade att frågan bordläggs till hösten.", [Outcome.TABLED]),
        ("Beslutas att det blir av.", [Outcome.ADOPTED]),
        ("Efter en rast beslutade mötet att bygga bryggan.", [Outcome.ADOPTED]),
        ("Protokollet från den 3 maj lades till handlingarna.", [Outcome.FILED]),
        ("Berättelsen godkändes och lades till handlingarna.", [Outcome.APPROVED, Outcome.FILED]),
        ("Mötet beslutar att stryka en rad samt att lägga planen till handlingarna.", [Outcome.FILED]),
        ("Stämman beviljade styrelsen ansvarsfrihet.", [Outcome.DISCHARGED]),
        ("Till kassör valdes Ylva Sand.", [Outcome.ELECTED]),
        ("Styrelsen noterar rapporten.", [Outcome.NOTED]),
        ("Punkten utgår.", [Outcome.WITHDRAWN]),
        ("Ärendet hann inte behandlas.", [Outcome.NOT_REACHED]),
    ],
)
def test_a_sentence_states_its_outcome(sentence: str, outcomes: list[Outcome]) -> None:
    assert stated(sentence, Manner()) == outcomes


@pytest.mark.parametrize(
    "sentence",
    [
        "Godkänns av nämnden först i december.",
        "Resten fastställs på ett separat möte.",
        "Styrelsen föreslår att mötet godkänner budgeten.",
        "Ska budgeten godkännas?",
        "Budgeten godkänns inte.",
        "Förslaget kan godkännas nästa år.",
        "Om stämman godkänner avtalet börjar bygget.",
        "Den 30 mars avslog nämnden en liknande ansökan.",
        "Nämnden avslog tidigare en liknande ansökan.",
        "Ylva Sand väljs att ta reda på priset.",
        "Ylva Sand och Olle Hed väljs ansvariga för festen.",
        "Mötet valde att inte diskutera saken.",
        "Ingen hade något att säga.",
        "”Motionen avslås.”",
    ],
)
def test_a_wish_a_plan_or_a_memory_decides_nothing(sentence: str) -> None:
    assert stated(sentence, Manner()) == []


def test_what_is_told_as_background_decides_nothing_in_the_past_tense() -> None:
    assert stated("Styrelsen beslutade att måla taket.", Manner(past=False)) == []


def test_in_an_election_the_verb_alone_elects() -> None:
    assert stated("Mötet valde Ylva.", Manner()) == []
    assert stated("Mötet valde Ylva.", Manner(election=True)) == [Outcome.ELECTED]


def test_in_a_block_for_the_decision_anybody_who_decides_is_the_meeting() -> None:
    assert stated("Granskarna avslår förslaget.", Manner(decision=True)) == [Outcome.REJECTED]
    assert stated("att godkänna planen", Manner(decision=True)) == [Outcome.APPROVED]
