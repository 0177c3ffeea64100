"""Two columns that are read one after the other: pairs are only made where the document proves one."""

import pytest

from meetings.importing import parsing
from meetings.importing.parsed import ParsedPerson

HEAD = "Protokoll från rådet 2020-02-03\n\n{secretary}\n\nNärvarande\n\n"
LISTS = "Ylva Sand\nOlle Hed\nTove Mo\n\nParknämnden\nSkolkontoret, handläggare\nBadförening Syd\n"
ITEMS = "\n1 Dagordningen\n\nGodkänns\n\n2 Övriga frågor\n"


def present(secretary: str, lists: str = LISTS) -> tuple[ParsedPerson, ...]:
    return parsing.parse(HEAD.format(secretary=secretary) + lists + ITEMS).attendees


def test_a_pair_that_stands_elsewhere_too_proves_the_columns() -> None:
    people = present("Sekreterare\nOlle Hed, Skolkontoret")
    assert [(person.group, person.role) for person in people] == [
        ("Parknämnden", None),
        ("Skolkontoret", "handläggare"),
        ("Badförening Syd", None),
    ]


@pytest.mark.parametrize("secretary", ["", "Sekreterare\nOlle Hed", "Sekreterare\nOlle Hed, Parknämnden"])
def test_without_proof_or_against_it_the_pairs_are_only_proposed(secretary: str) -> None:
    people = present(secretary)
    assert [person.group for person in people] == [None, None, None]
    assert [person.proposed_group for person in people] == ["Parknämnden", "Skolkontoret", "Badförening Syd"]


def test_columns_of_different_length_are_not_even_proposed() -> None:
    people = present("Sekreterare\nOlle Hed, Skolkontoret", LISTS.replace("Badförening Syd\n", ""))
    assert [(person.group, person.proposed_group) for person in people] == [(None, None)] * 3


def test_an_organisation_right_below_each_name_needs_no_proof() -> None:
    people = present("", "Ylva Sand\nParknämnden\nOlle Hed\nSkolkontoret\n")
    assert [(person.name, person.group) for person in people] == [
        ("Ylva Sand", "Parknämnden"),
        ("Olle Hed", "Skolkontoret"),
    ]
