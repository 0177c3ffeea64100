"""Whole documents, invented, of the shapes that real ones have; beside each what a careful reader finds in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from meetings.importing import parsing, preview, reading
from meetings.text import WrittenAction, WrittenDecision, WrittenGroup, parse

DOCUMENTS = sorted(path for path in (Path(__file__).parent / "documents").iterdir() if path.suffix != ".json")


def truth(document: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def found(document: Path) -> dict[str, Any]:
    """The preview of a document, in the shape of the truth: what is not stated is left out."""
    parsed = parsing.parse(reading.read(document.read_bytes(), name=document.name))
    shown: dict[str, Any] = preview.preview(parsed, file=document.name)
    for people in ("attendees", "absent"):
        shown[people] = [{key: value for key, value in person.items() if value} for person in shown[people]]
    shown["items"] = [item_in_short(item) for item in shown["items"]]
    shown["doubts"] = [doubt["question"] for doubt in shown["doubts"]]
    return shown


def item_in_short(item: dict[str, Any]) -> dict[str, Any]:
    always = {key: item[key] for key in ("number", "title", "outcome")}
    several = {"outcomes": item["outcomes"]} if len(item["outcomes"]) > 1 else {}
    stated = {key: item[key] for key in ("outcome_text", "owners", "working_group", "tabled_to") if item[key]}
    return {**always, **several, **stated}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_says_what_a_careful_reader_finds_in_it(document: Path) -> None:
    assert found(document) == truth(document)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_the_text_of_an_item_says_in_the_written_language_what_was_found(document: Path) -> None:
    for item in parsing.parse(reading.read(document.read_bytes(), name=document.name)).items:
        blocks = parse(item.text)
        assert tuple(block.outcome for block in blocks if isinstance(block, WrittenDecision)) == item.outcomes
        groups = [set(block.members) for block in blocks if isinstance(block, WrittenGroup)]
        assert groups == ([set(item.working_group.members)] if item.working_group else [])
        tasks = [block for block in blocks if isinstance(block, WrittenAction)]
        assert len(tasks) == (0 if item.working_group else len(item.owners))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_windows_line_ends_and_encoding_change_nothing(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    windows = text.replace("\n", "\r\n").encode("cp1252")
    read = reading.read(windows, name=document.name)
    assert parsing.parse(read).items == parsing.parse(text).items


def test_no_document_is_without_its_truth() -> None:
    assert len(DOCUMENTS) == len(list((Path(__file__).parent / "documents").glob("*.json"))) == 14
