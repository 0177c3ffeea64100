"""A paper taken apart into leaves, and put together again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from meetings.documents import structure
from meetings.documents.structure import OPEN, WITHHELD, NoticeItem, NoticePaper
from tests.documents.papers import HEAD, PAPER

GOLDEN = Path(__file__).with_name("schema_1.json")


def test_a_paper_taken_apart_and_put_together_is_the_same() -> None:
    assert structure.paper(PAPER.schema, structure.leaves(PAPER)) == PAPER


def test_schema_1_is_read_for_ever() -> None:
    kept = [(path, value) for path, value in json.loads(GOLDEN.read_text(encoding="utf-8"))]
    assert structure.paper(1, kept) == PAPER
    assert list(structure.leaves(PAPER)) == kept


def test_a_schema_that_was_never_issued_is_refused() -> None:
    with pytest.raises(ValueError, match="schema 99"):
        structure.paper(99, structure.leaves(PAPER))


def test_every_leaf_has_a_path_of_its_own() -> None:
    paths = [path for path, _value in structure.leaves(PAPER)]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("path", [path for path, _value in structure.leaves(PAPER) if path not in OPEN])
def test_a_withheld_leaf_is_gone_and_the_others_stand(path: str) -> None:
    shown = structure.paper(1, structure.leaves(PAPER), withheld={path: "grund"})
    before = dict(structure.leaves(PAPER))
    after = dict(structure.leaves(shown))
    if not path.startswith("sides/"):  # the sides that are left move up
        assert {at for at, value in before.items() if after[at] != value} <= {path}
        assert after[path] != before[path] or before[path] == '{"matter":"","times_tabled":0}'
    else:
        assert json.loads(before[path]) not in shown.sides


def test_what_the_address_says_already_cannot_be_withheld() -> None:
    everything = dict.fromkeys(OPEN, "grund")
    assert structure.paper(1, structure.leaves(PAPER), withheld=everything) == PAPER


def test_a_role_is_shown_without_the_name() -> None:
    shown = structure.paper(1, structure.leaves(PAPER), withheld={"people/0/name": "display"})
    assert shown.people[0] == replace(PAPER.people[0], name=WITHHELD)


def test_somebody_who_is_not_shown_at_all_is_only_a_place_in_the_register() -> None:
    shown = structure.paper(1, structure.leaves(PAPER), withheld={"people/0": "", "people/0/name": ""})
    person = shown.people[0]
    assert (person.name, person.side, person.organisation, person.role) == (WITHHELD, "", "", "")
    assert not person.counted


def test_an_item_whose_title_is_withheld_is_masked() -> None:
    shown = structure.paper(1, structure.leaves(PAPER), withheld={"items/p4/title": "confidential"})
    assert [item.is_masked for item in shown.items] == [False, False, False, True]


def test_the_agenda_and_previous_protocols_are_formal() -> None:
    assert [item.is_formal for item in PAPER.items] == [True, False, False, False]


def test_a_notice_is_read_back_as_it_was_kept() -> None:
    notice = NoticePaper(
        council=HEAD.council,
        council_slug=HEAD.council_slug,
        key=HEAD.key,
        held_on=HEAD.held_on,
        starts="15.00",
        ends="",
        place="Båthuset",
        pre_meeting="",
        items=(
            NoticeItem("p1", "1", "Protokoll", "", "previous_protocols", confidential=False, previous=("2030-12-03",)),
            NoticeItem("p2", "2", "", "", "ordinary", confidential=True),
        ),
    )
    assert structure.read_notice(structure.write_notice(notice)) == notice
