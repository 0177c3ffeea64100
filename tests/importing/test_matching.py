"""Who a printed name may be."""

from meetings.importing.matching import Known, Proposal, proposals, within

COUNCIL = (Known("Nils Tångberg"), Known("Ylva Sand", aliases=("Ylva Sandh-Mo",)), Known("Ylva Hed"))


def test_the_name_itself_is_proposed_as_the_same() -> None:
    assert proposals(["Nils Tångberg"], COUNCIL) == [Proposal("Nils Tångberg", "Nils Tångberg", "same")]


def test_a_letter_that_differs_is_a_spelling() -> None:
    assert proposals(["Nils Tångbärg"], COUNCIL) == [Proposal("Nils Tångbärg", "Nils Tångberg", "spelling")]
    assert proposals(["Nils Tångbreg"], COUNCIL) == [Proposal("Nils Tångbreg", "Nils Tångberg", "spelling")]


def test_a_known_spelling_is_an_alias() -> None:
    assert proposals(["Ylva Sandh Mo"], COUNCIL)[0] == Proposal("Ylva Sandh Mo", "Ylva Sand", "alias")


def test_a_given_name_may_mean_two_people_and_both_are_proposed() -> None:
    assert proposals(["Ylva"], COUNCIL) == [
        Proposal("Ylva", "Ylva Hed", "given_name"),
        Proposal("Ylva", "Ylva Sand", "given_name"),
    ]


def test_another_given_name_or_a_short_name_that_differs_proposes_nobody() -> None:
    assert proposals(["Måns Tångberg", "Ylva Hud"], COUNCIL) == []


def test_two_spellings_in_one_document_are_proposed_as_one_person() -> None:
    printed = ["Nils Tångberg", "Ylva Sand", "Nils Tångbärg", "Nils Tångberg", "Ylva Mo Sand"]
    assert within(printed) == [
        Proposal("Nils Tångbärg", "Nils Tångberg", "spelling"),
        Proposal("Ylva Mo Sand", "Ylva Sand", "longer_name"),
    ]
