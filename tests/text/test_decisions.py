"""What stands after "Beslut:": how many decisions, and how each ends."""

from datetime import date

import pytest

from meetings.text import Outcome, Prose, Target, TargetKind, WrittenDecision, parse


def decisions(text: str) -> list[tuple[Outcome, str]]:
    blocks = parse(text, day=date(2026, 9, 24))
    return [(block.outcome, block.sentence) for block in blocks if isinstance(block, WrittenDecision)]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Rådet godkänner dagordningen.", Outcome.APPROVED),
        ("Rådet beslutar att godkänna rapporten", Outcome.APPROVED),
        ("Rådet antar arbetsgruppens förslag.", Outcome.ADOPTED),
        ("Rådet håller konferensen torsdag 19 november 2026.", Outcome.ADOPTED),
        ("Attsats bifalles", Outcome.ADOPTED),
        ("Rådet avslår ansökan.", Outcome.REJECTED),
        ("att avslå motionen", Outcome.REJECTED),
        ("avslag", Outcome.REJECTED),
        ("Rådet bordlägger frågan.", Outcome.TABLED),
        ("Frågan om nya lokaler bordläggs.", Outcome.TABLED),
        ("Frågan, som väcktes i maj, bordläggs.", Outcome.TABLED),
        ("Frågan ska bordläggas", Outcome.TABLED),
        ("Rådet tackar för underlaget. Frågan bordläggs.", Outcome.TABLED),
        ("Rådet noterar informationen och bordlägger frågan.", Outcome.TABLED),
        ("att notera informationen och bordlägga frågan", Outcome.TABLED),
        ("Rådet återremitterar frågan. Skäl: underlaget saknar kostnader.", Outcome.REFERRED_BACK),
        ("Rådet lägger rapporten till handlingarna.", Outcome.FILED),
        ("att lägga den till handlingarna", Outcome.FILED),
        ("Rådet noterar informationen.", Outcome.NOTED),
        ("Rådet väljer Hanna Ek till kassör.", Outcome.ELECTED),
        ("Hanna Ek väljs till kassör.", Outcome.ELECTED),
        ("Rådet föreslår att staden prövar fleråriga överenskommelser.", Outcome.STATEMENT),
        ("Rådet tillstyrker förslaget.", Outcome.STATEMENT),
        ("Rådet ställer sig bakom yttrandet.", Outcome.STATEMENT),
        ("Rådet överlämnar förslaget till Socialnämnden.", Outcome.HANDED_OVER),
        ("Styrelsen beviljas ansvarsfrihet för 2025.", Outcome.DISCHARGED),
        ("Punkten utgår.", Outcome.WITHDRAWN),
        ("Bordläggs till nästa möte", Outcome.TABLED),
        ("Ärendet hann inte behandlas.", Outcome.NOT_REACHED),
    ],
)
def test_the_verb_tells_the_outcome(sentence: str, outcome: Outcome) -> None:
    assert decisions(f"Beslut: {sentence}") == [(outcome, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rådet godkänner inte rapporten.",
        "att inte godkänna rapporten",
        "Rådet beslutar inte att avslå ansökan",
        "Rådet väljer att avvakta.",
        "Rådet konstaterar att nämnden avslår ansökan.",
        "Rådet uppdrar åt kansliet att godkänna fakturor.",
        "Rådet vill välja en ny kassör i vår.",
        "Arvode utgår med 500 kronor.",
        "Rådet lägger fram en plan.",
        "Rådet överlämnar blommor.",
        "Rådet beviljar bidraget.",
        "Rådet ställer in mötet.",
        "Rådet återkommer om nämnden avslår ansökan.",
    ],
)
def test_where_the_verb_is_uncertain_something_was_adopted(sentence: str) -> None:
    assert decisions(f"Beslut: {sentence}") == [(Outcome.ADOPTED, sentence)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Beslut: att hålla mötet, att bjuda in alla", ["att hålla mötet", "att bjuda in alla"]),
        ("Beslut: att hålla mötet samt att bjuda in alla.", ["att hålla mötet", "att bjuda in alla."]),
        ("Beslut: att hålla mötet och att bjuda in alla", ["att hålla mötet", "att bjuda in alla"]),
        ("Beslut: att mötet hålls; att alla bjuds in", ["att mötet hålls", "att alla bjuds in"]),
        (
            "Beslut: Rådet beslutar att hålla mötet, att bjuda in alla",
            ["Rådet beslutar att hålla mötet", "att bjuda in alla"],
        ),
        (
            "Beslut: Rådet beslutar\natt hålla mötet,\natt bjuda in alla",
            ["Rådet beslutar att hålla mötet", "att bjuda in alla"],
        ),
        ("Beslut:\natt hålla mötet\natt bjuda in alla", ["att hålla mötet", "att bjuda in alla"]),
        ("Beslut:\n\natt hålla mötet\n\natt bjuda in alla", ["att hålla mötet", "att bjuda in alla"]),
        ("Beslut:\n- att hålla mötet\n- att bjuda in alla", ["att hålla mötet", "att bjuda in alla"]),
        ("Beslut:\n1. Hålla mötet\n2. Bjuda in alla", ["Hålla mötet", "Bjuda in alla"]),
        (
            "Beslut: att hålla mötet den 5\nnovember, att bjuda in alla",
            ["att hålla mötet den 5 november", "att bjuda in alla"],
        ),
        ("**Beslut:** att hålla mötet,\r\natt bjuda in alla", ["att hålla mötet", "att bjuda in alla"]),
    ],
)
def test_several_att_sentences_are_several_decisions(text: str, sentences: list[str]) -> None:
    assert [sentence for _, sentence in decisions(text)] == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Rådet föreslår nämnden att utreda frågan, att avsätta pengar",
        "att meddela, att mötet ställs in",
        "att uppdra åt kansliet att ta fram en plan och att bjuda in alla",
        "att föreslå att mötet flyttas",
        "Rådet tackar för att alla kom.",
    ],
)
def test_an_att_within_a_decision_begins_no_other(sentence: str) -> None:
    assert [said for _, said in decisions(f"Beslut: {sentence}")] == [sentence]


def test_what_is_proposed_is_a_statement_att_by_att() -> None:
    assert decisions("Beslut: Rådet föreslår nämnden\natt anta planen\natt avslå ansökan") == [
        (Outcome.STATEMENT, "Rådet föreslår nämnden att anta planen"),
        (Outcome.STATEMENT, "att avslå ansökan"),
    ]


def test_a_decision_goes_on_to_an_empty_line_or_the_next_line_word() -> None:
    text = (
        "Beslut: Rådet håller\nkonferensen i maj.\nBeslut: Rådet bjuder in alla.\nGodkänns\nProsa.\n\n"
        "Beslut: Ja.\n\nMer prosa."
    )
    assert decisions(text) == [
        (Outcome.ADOPTED, "Rådet håller konferensen i maj."),
        (Outcome.ADOPTED, "Rådet bjuder in alla."),
        (Outcome.APPROVED, "Godkänns"),
        (Outcome.ADOPTED, "Ja."),
    ]
    assert [block.source for block in parse(text) if isinstance(block, Prose)] == ["Prosa.\n\n", "Mer prosa."]


def test_a_list_belongs_to_a_decision_that_announces_it_and_to_no_other() -> None:
    assert decisions("Beslut: Rådet möts dessa dagar:\n- 5 mars\n- 9 april\n") == [
        (Outcome.ADOPTED, "Rådet möts dessa dagar:\n- 5 mars\n- 9 april")
    ]
    assert decisions("Beslut: Rådet möts i mars.\n- en punkt") == [(Outcome.ADOPTED, "Rådet möts i mars.")]


def test_a_sentence_is_printed_in_plain_words() -> None:
    text = "Beslut: Rådet väljer **@Hanna Ek** enligt [förslaget](https://example.org/)."
    assert decisions(text) == [(Outcome.ELECTED, "Rådet väljer Hanna Ek enligt förslaget.")]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Rådet bordlägger frågan", None),
        ("Rådet bordlägger frågan till nästa möte.", Target(TargetKind.NEXT_MEETING, None, "nästa möte")),
        (
            "Rådet bordlägger bidragen till föreningar tills vidare",
            Target(TargetKind.UNTIL_FURTHER, None, "tills vidare"),
        ),
        (
            "Rådet bordlägger frågan till 5 november, eftersom underlaget saknas.",
            Target(TargetKind.DAY, date(2026, 11, 5), "5 november"),
        ),
        ("att bordlägga frågan till mötet i mars", Target(TargetKind.DAY, None, "mötet i mars")),
    ],
)
def test_a_tabling_in_a_sentence_says_until_when(sentence: str, target: Target | None) -> None:
    (block,) = parse(f"Beslut: {sentence}", day=date(2026, 9, 24))
    assert block == WrittenDecision(Outcome.TABLED, sentence, target)


def test_a_sentence_says_to_whom_and_why() -> None:
    (handed,) = parse("Beslut: Rådet överlämnar förslaget till nytt uppdrag till Socialnämnden för beslut.")
    assert isinstance(handed, WrittenDecision)
    assert handed.recipient == "Socialnämnden"
    (back,) = parse("Beslut: Rådet återremitterar frågan. Skäl: underlaget saknar kostnader.")
    assert isinstance(back, WrittenDecision)
    assert back.reason == "underlaget saknar kostnader."
