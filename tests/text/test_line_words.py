"""Which lines are more than prose, and what they say."""

from datetime import date

import pytest

from meetings.text import (
    NoteKind,
    Outcome,
    Prose,
    Target,
    TargetKind,
    WrittenDecision,
    WrittenNote,
    parse,
)

MEETING_DAY = date(2026, 9, 24)


def outcomes(text: str) -> list[Outcome]:
    return [block.outcome for block in parse(text, day=MEETING_DAY) if isinstance(block, WrittenDecision)]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Godkänns", Outcome.APPROVED),
        ("Antas", Outcome.ADOPTED),
        ("Bifalls", Outcome.ADOPTED),
        ("Fastställs", Outcome.ADOPTED),
        ("Avslås", Outcome.REJECTED),
        ("Bordläggs", Outcome.TABLED),
        ("Återremitteras", Outcome.REFERRED_BACK),
        ("Läggs till handlingarna", Outcome.FILED),
        ("Noteras", Outcome.NOTED),
        ("Väljs: Hanna Ek till kassör", Outcome.ELECTED),
        ("Utses: Hanna Ek", Outcome.ELECTED),
        ("Hänskjuts till Socialnämnden", Outcome.HANDED_OVER),
        ("Överlämnas till Socialnämnden", Outcome.HANDED_OVER),
        ("Tillstyrks", Outcome.STATEMENT),
        ("Avstyrks", Outcome.STATEMENT),
        ("Ställer sig bakom yttrandet", Outcome.STATEMENT),
        ("Beviljas ansvarsfrihet", Outcome.DISCHARGED),
        ("Utgår", Outcome.WITHDRAWN),
        ("Hann inte behandlas", Outcome.NOT_REACHED),
        ("Frågan hann inte behandlas", Outcome.NOT_REACHED),
    ],
)
def test_a_line_word_decides_in_any_case_and_with_a_full_stop(line: str, outcome: Outcome) -> None:
    for way in (
        line,
        line.upper(),
        line.lower(),
        f"{line}.",
        f"  {line}  ",
        f"\u00a0{line}",
        f"**{line}**",
        f"{line}\r\n",
    ):
        assert outcomes(way) == [outcome], way


@pytest.mark.parametrize(
    "line",
    [
        "Godkänns utan ändringar",
        "Godkänns enhälligt.",
        "Godkänns med tillägg av en punkt om lokaler",
        "Godkänns och läggs till handlingarna",
        "Godkändes",
    ],
)
def test_a_bare_verb_may_have_a_listed_tail(line: str) -> None:
    assert outcomes(line) == [Outcome.APPROVED]


@pytest.mark.parametrize(
    "line",
    [
        "Godkänns av nämnden först i december",
        "Godkännande av dagordningen",
        "Antas förslaget får vi börja om",
        "Avslås ansökan går den vidare",
        "Bordläggs frågan en gång till blir det sent",
        "Bordläggs till dess vi orkar",
        "Noteras bör att lokalen är liten",
        "Utgår gör även kaffet",
        "Utgår med 500 kronor",
        "Väljs",
        "Väljs Hanna Ek blir det bra",
        "Beslut",
        "Beslut:",
        "Beslut om lokaler bordläggs",
        "Beslutsunderlag: rapporten",
        "Beslut: inget beslut",
        "Beslut: Rådet fattar inget beslut.",
        "Beslut: –",
        "Uppdrag:",
        "Uppdraget: ring",
        "Arbetsgrupp:",
        "Arbetsgruppen: redovisar",
        "Info:",
        "Ajournering diskuterades",
        "Rådet godkänner dagordningen",
        "Frågan bordläggs",
        "- Bordläggs",
        "* Godkänns",
        "1. Avslås",
        "> Bordläggs",
        "| Bordläggs |",
        "## Beslut: att flytta",
        "\\Bordläggs",
        "\\Beslut: att flytta",
        "```\nBeslut: att flytta\nBordläggs\n```",
        "~~~\nBordläggs\n~~~",
        "Godkänns 👍",
        "Вordläggs",
        "",
        " \n\n",
    ],
)
def test_anything_else_stays_prose(line: str) -> None:
    assert [block for block in parse(line) if not isinstance(block, Prose)] == []


def test_a_code_fence_that_nobody_closed_hides_no_decision() -> None:
    assert outcomes("```\nBordläggs") == [Outcome.TABLED]


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("Bordläggs", None),
        ("Bordläggs till nästa möte", Target(TargetKind.NEXT_MEETING, None, "nästa möte")),
        ("Bordlägger frågan till nästa gång.", Target(TargetKind.NEXT_MEETING, None, "nästa gång")),
        ("Bordläggs igen till nästa sammanträde", Target(TargetKind.NEXT_MEETING, None, "nästa sammanträde")),
        ("Bordläggs tills vidare", Target(TargetKind.UNTIL_FURTHER, None, "tills vidare")),
        ("Bordläggs till 5 november", Target(TargetKind.DAY, date(2026, 11, 5), "5 november")),
        ("Bordläggs till den 5:e feb.", Target(TargetKind.DAY, date(2027, 2, 5), "den 5:e feb")),
        ("Bordläggs till mötet 2026-11-05", Target(TargetKind.DAY, date(2026, 11, 5), "mötet 2026-11-05")),
        ("Bordläggs till nästa möte 5/11", Target(TargetKind.DAY, date(2026, 11, 5), "nästa möte 5/11")),
        ("Bordläggs till mötet i december", Target(TargetKind.DAY, None, "mötet i december")),
        (
            "Bordläggs till arbetsgruppen redovisar",
            Target(TargetKind.GROUP, None, "arbetsgruppen redovisar"),
        ),
        (
            "Bordläggs tills arbetsgruppen har redovisat.",
            Target(TargetKind.GROUP, None, "arbetsgruppen har redovisat"),
        ),
    ],
)
def test_a_tabling_says_until_when(line: str, target: Target | None) -> None:
    assert parse(line, day=MEETING_DAY) == (WrittenDecision(Outcome.TABLED, line, target),)


def test_a_day_without_a_year_is_no_day_where_the_meeting_has_none() -> None:
    expected = Target(TargetKind.DAY, None, "5 november")
    assert parse("Bordläggs till 5 november") == (
        WrittenDecision(Outcome.TABLED, "Bordläggs till 5 november", expected),
    )


def test_what_is_handed_over_to_a_meeting_is_tabled() -> None:
    target = Target(TargetKind.NEXT_MEETING, None, "nästa möte")
    assert parse("Hänskjuts till nästa möte") == (WrittenDecision(Outcome.TABLED, "Hänskjuts till nästa möte", target),)


@pytest.mark.parametrize(
    ("line", "recipient"),
    [
        ("Hänskjuts", ""),
        ("Hänskjuts till Socialnämnden.", "Socialnämnden"),
        ("Överlämnas till Nämnden för funktionsstöd för yttrande", "Nämnden för funktionsstöd"),
        ("Överlämnas till Idrotts- och föreningsnämnden, med tack", "Idrotts- och föreningsnämnden"),
    ],
)
def test_handing_over_says_to_whom_or_leaves_it_empty(line: str, recipient: str) -> None:
    assert parse(line) == (WrittenDecision(Outcome.HANDED_OVER, line, recipient=recipient),)


def test_referring_back_says_why_or_leaves_it_empty() -> None:
    assert parse("Återremitteras: underlaget saknar\nkostnader") == (
        WrittenDecision(
            Outcome.REFERRED_BACK,
            "Återremitteras: underlaget saknar kostnader",
            reason="underlaget saknar kostnader",
        ),
    )
    assert parse("Återremitteras") == (WrittenDecision(Outcome.REFERRED_BACK, "Återremitteras"),)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("Jäv: Hanna Ek deltar inte.", NoteKind.DISQUALIFICATION, "Hanna Ek deltar inte."),
        ("Reservation: @Hanna Ek mot beslutet", NoteKind.RESERVATION, "Hanna Ek mot beslutet"),
        ("Ajournering kl. 15.20–15.30", NoteKind.ADJOURNMENT, "kl. 15.20–15.30"),
        ("Ajournering: tio minuter", NoteKind.ADJOURNMENT, "tio minuter"),
        ("INFO : Kansliet flyttar", NoteKind.INFORMATION, "Kansliet flyttar"),
        ("- Info: Kansliet flyttar", NoteKind.INFORMATION, "Kansliet flyttar"),
        ("**Info:** Kansliet\nflyttar", NoteKind.INFORMATION, "Kansliet flyttar"),
    ],
)
def test_a_note_says_its_kind(line: str, kind: NoteKind, text: str) -> None:
    assert parse(line) == (WrittenNote(kind, text),)


def test_one_item_may_end_in_several_ways_with_prose_between() -> None:
    text = "Gruppen redovisade.\n\nBordläggs\nVi pratade vidare.\n\n- en punkt\n\nNoteras\n"
    blocks = parse(text)
    assert [(type(block).__name__, block.first_line, block.last_line, block.source) for block in blocks] == [
        ("Prose", 0, 0, "Gruppen redovisade.\n\n"),
        ("WrittenDecision", 2, 2, "Bordläggs\n"),
        ("Prose", 3, 5, "Vi pratade vidare.\n\n- en punkt\n\n"),
        ("WrittenDecision", 7, 7, "Noteras\n"),
    ]
