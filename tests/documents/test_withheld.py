"""A leaf that is withheld shows none of its words, in any format, in any language."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from meetings.documents import build, pages, structure
from meetings.documents.structure import OPEN
from meetings.models import Council, Meeting, Protocol, Publication
from tests.documents import rows
from tests.documents.papers import PAPER

CANARY = "Kanarie"


def marked() -> tuple[list[structure.Leaf], dict[str, str]]:
    """The leaves of the paper with a word of its own in each text, and that word by path."""
    words: dict[str, str] = {}
    leaves = []
    for n, (path, value) in enumerate(structure.leaves(PAPER)):
        found = json.loads(value)
        bird = f"{CANARY}{n}x"
        if path in OPEN or path.endswith(("/head", "/matter")):
            pass  # numbers and kinds: they hold nobody's words
        elif isinstance(found, str):
            words[path], found = bird, bird
        elif "blocks" in path:
            words[path] = bird
            found |= {"source": bird} | {key: bird for key in ("sentence", "reason", "recipient") if found[key]}
            found |= {key: bird for key in ("convener", "to_whom") if found[key]}
            found["people"] = [bird for _name in found["people"]]
        elif "approvals" in path:
            words[path] = bird
            found["changes"] = [[bird, bird]]
        elif "people" in path:
            words[path] = bird
            found |= {"organisation": bird, "role": bird, "span": bird}
        else:
            words[path] = bird
            found["span"] = bird
        leaves.append((path, structure.as_json(found)))
    return leaves, words


LEAVES, WORDS = marked()


def published(meeting: Meeting, withheld: dict[str, str]) -> Publication:
    paper = structure.paper(1, LEAVES)
    for item in paper.items:
        rows.say(meeting, f"Rad {item.anchor}")
    rows.freeze(Protocol.objects.get(meeting=meeting), build.seal(paper))
    return rows.publish(meeting, on=date(2031, 4, 1), withheld=withheld)


def everything_said(meeting: Meeting) -> Iterator[tuple[str, str]]:
    for page in pages.pages(meeting):
        name = f"{page.part or 'whole'} {page.language}"
        yield name, f"{page.title}\n{page.description}\n{page.facts}\n{page.fragment}\n{page.etag}"


@pytest.fixture
def meeting(council: Council) -> Meeting:
    return rows.hold(council, PAPER.head.key)


def test_every_word_that_is_not_withheld_is_shown_somewhere(meeting: Meeting) -> None:
    published(meeting, {})
    said = "\n".join(text for _name, text in everything_said(meeting))
    assert {path for path, word in WORDS.items() if word not in said} == set()


@pytest.mark.parametrize("path", WORDS)
def test_a_withheld_leaf_shows_none_of_its_words_anywhere(meeting: Meeting, path: str) -> None:
    published(meeting, {path: "grund"})
    assert [name for name, text in everything_said(meeting) if WORDS[path] in text] == []


def test_a_whole_paper_withheld_shows_nothing_and_still_gives_its_pages(meeting: Meeting) -> None:
    published(meeting, dict.fromkeys([path for path, _value in LEAVES], "grund"))
    assert [name for name, text in everything_said(meeting) if CANARY in text] == []
    assert {page.part for page in pages.pages(meeting)} >= {"", "json", "txt"}


def test_what_is_left_out_is_said_to_be_left_out(meeting: Meeting) -> None:
    published(meeting, {"items/p2/blocks/0": "sekretess", "head/place": "sekretess"})
    found = {(page.part, page.language): page.fragment for page in pages.pages(meeting)}
    assert "[maskat]" in found["", "sv"]
    assert "[maskat]" in found["p2", "sv"]
    assert "[maskat]" in found["txt", "sv"]
    assert "[withheld]" in found["", "en"]
    assert "█" not in "".join(found.values())


def test_a_confidential_item_is_one_masked_line(meeting: Meeting) -> None:
    blocks = [path for path, _value in LEAVES if path.startswith("items/p4/") and not path.endswith("/head")]
    published(meeting, dict.fromkeys(blocks, "confidential"))
    found = {(page.part, page.language): page for page in pages.pages(meeting)}
    assert ("p4", "sv") not in found
    assert 'id="p4"' in found["", "sv"].fragment
    assert "2031-2" not in "".join(page.fragment + page.facts for page in found.values())


def test_the_data_hold_neither_words_nor_salt_of_what_is_withheld(meeting: Meeting) -> None:
    publication = published(meeting, {"items/p2/blocks/0": "sekretess"})
    data = json.loads(next(page.fragment for page in pages.pages(meeting) if page.part == "json"))
    leaf = next(one for one in data["proof"]["leaves"] if one["path"] == "items/p2/blocks/0")
    assert leaf.keys() == {"path", "sha256", "withheld"}
    salts = {path: salt for path, salt, _value in json.loads(publication.version.content.leaves)}
    assert salts["items/p2/blocks/0"] not in json.dumps(data)
    assert data["protocol"]["items"][1]["blocks"][0] is None or "█" not in json.dumps(data, ensure_ascii=False)
