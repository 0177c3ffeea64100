"""Personal data in a paper. Every number is invented, with a right check digit where it says so."""

from dataclasses import replace

import pytest

from meetings.documents import personal_data
from meetings.documents.structure import WITHHELD, Block, Paper
from tests.documents.papers import PAPER

PERSON = "811218-9876"  # the example that is printed everywhere, nobody's number
COORDINATED = "811278-9873"
ORGANISATION = "212000-1256"


def saying(words: str) -> Paper:
    item = replace(PAPER.items[1], blocks=(Block("prose", words),))
    return replace(PAPER, items=(item,))


def found(words: str) -> list[tuple[str, str, str]]:
    return [(one.text, one.kind, one.severity) for one in personal_data.find(saying(words))]


def test_an_ordinary_paper_holds_nothing() -> None:
    assert personal_data.find(PAPER) == []


@pytest.mark.parametrize(
    "number", [PERSON, "8112189876", "19811218-9876", "198112189876", "811218+9876", "811218–9876", COORDINATED]
)
def test_an_identity_number_stops(number: str) -> None:
    assert found(f"Sökanden ({number}) får stöd.") == [(number, "identity_number", "blocks")]


@pytest.mark.parametrize("dash", ["\N{NON-BREAKING HYPHEN}", "\N{HYPHEN}", "\N{MINUS SIGN}", "\N{EM DASH}", "_", "-**"])
def test_an_identity_number_stops_whatever_parts_it(dash: str) -> None:
    assert found(f"Sökanden (811218{dash}9876) får stöd.") == [(f"811218{dash}9876", "identity_number", "blocks")]


@pytest.mark.parametrize("sign", ["\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}", "\ufeff"])
def test_signs_that_are_not_seen_hide_no_identity_number(sign: str) -> None:
    for number in (f"811218{sign}9876", f"8112{sign}18-9876"):
        assert found(f"Sökanden ({number}) får stöd.") == [(number, "identity_number", "blocks")]


@pytest.mark.parametrize(
    "number",
    ["81 12 18-9876", "1981 12 18-9876", "19 811218-9876", "811218 - 9876", "811218-98 76", "811218\N{THIN SPACE}9876"],
)
def test_an_identity_number_may_be_spaced(number: str) -> None:
    assert found(f"Sökanden ({number}) får stöd.") == [(number, "identity_number", "blocks")]


def test_an_identity_number_stops_though_it_is_written_together_with_a_word() -> None:
    assert found("Sökanden, nr811218-9876f, får stöd.") == [(PERSON, "identity_number", "blocks")]


@pytest.mark.parametrize("number", ["212000\N{NON-BREAKING HYPHEN}1256", "212000-**1256", "21 20 00-1256"])
def test_an_organisation_number_is_harmless_however_it_is_written(number: str) -> None:
    assert found(f"Staden ({number}) betalar.") == [(number, "organisation_number", "harmless")]


@pytest.mark.parametrize("number", ["811218-9875", "811318-9875", "811233-9877", "8112189876123", "2031-03-04"])
def test_digits_that_are_no_identity_number_do_not(number: str) -> None:
    assert [one for one in found(f"Se {number}.") if one[2] == "blocks"] == []


def test_an_organisation_number_is_harmless() -> None:
    assert found(f"Staden ({ORGANISATION}) betalar.") == [(ORGANISATION, "organisation_number", "harmless")]


@pytest.mark.parametrize(
    "phone", ["031-123 45 67", "0701234567", "070-123 45 67", "+46 70 123 45 67", "08-123 456", "0046 31 123 45 67"]
)
def test_a_phone_number_needs_a_decision(phone: str) -> None:
    assert found(f"Ring {phone} före mötet.") == [(phone, "phone", "decide")]


@pytest.mark.parametrize("words", ["2031-03-04", "kl. 15.00–17.00", "1 250 000 kronor", "§ 12", "dnr 2031/0123-45"])
def test_days_hours_and_sums_are_no_phone_numbers(words: str) -> None:
    assert found(f"Rådet noterar {words}.") == []


def test_a_mail_address_needs_a_decision() -> None:
    assert found("Skriv till bo.boj@example.org.") == [("bo.boj@example.org", "email", "decide")]


def test_a_street_is_worth_a_look_but_not_where_the_meeting_was() -> None:
    paper = saying("Familjen på Strandgatan 12 B klagar.")
    paper = replace(paper, head=replace(paper.head, place="Hamngatan 3"))
    assert [(one.text, one.severity) for one in personal_data.find(paper)] == [("Strandgatan 12 B", "look")]


def test_a_find_says_where_it_stands_and_what_stands_around_it() -> None:
    one = personal_data.find(saying(f"Sökanden ({PERSON}) får stöd."))[0]
    assert (one.path, one.around) == ("items/p2/blocks/0", f"Sökanden ({PERSON}) får stöd.")


def test_a_block_is_read_once_though_it_says_its_words_twice() -> None:
    block = Block("decision", f"Beslut: {PERSON} antas.", "adopted", f"{PERSON} antas.")
    paper = replace(PAPER, items=(replace(PAPER.items[1], blocks=(block,)),))
    assert [one.text for one in personal_data.find(paper)] == [PERSON]


def test_every_part_of_a_paper_is_read() -> None:
    paper = replace(PAPER, head=replace(PAPER.head, summary=PERSON))
    paper = replace(paper, people=(replace(PAPER.people[0], organisation=PERSON),))
    item = replace(PAPER.items[0], title=PERSON, blocks=())
    paper = replace(paper, items=(replace(item, approvals=(replace(item.approvals[0], changes=((PERSON, "x"),)),)),))
    assert [one.path for one in personal_data.find(paper)] == [
        "head/summary",
        "people/0",
        "items/p1/title",
        "items/p1/approvals/0",
    ]


def test_what_is_withheld_is_not_read() -> None:
    assert found(WITHHELD) == []


def test_a_name_that_is_not_shown_may_not_stand_in_the_text() -> None:
    paper = saying("Rådet tackar maja  mast och Majas vän. Maja Masts båt ligger kvar.")
    finds = personal_data.find(paper, hidden=["Maja Mast"])
    assert [(one.text, one.severity) for one in finds if "/blocks/" in one.path] == [
        ("maja  mast", "blocks"),
        ("Maja Masts", "blocks"),
    ]
