"""What can be taken away: text that can be read anywhere, and data that can be checked with Python alone."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

import pytest

from meetings.documents import build, edition, structure
from meetings.documents.edition import Edition
from meetings.documents.formats import FORMATS
from meetings.models import Council, Meeting, Protocol, Publication
from tests.documents import rows
from tests.documents.papers import PAPER


@pytest.fixture
def meeting(council: Council) -> Meeting:
    return rows.hold(council, PAPER.head.key)


@pytest.fixture
def publication(meeting: Meeting) -> Publication:
    rows.freeze(Protocol.objects.get(meeting=meeting), build.seal(PAPER))
    return rows.publish(meeting, on=date(2031, 4, 1), withheld={"items/p4/title": "sekretess", "head/place": "x"})


@pytest.fixture
def published(publication: Publication) -> Edition:
    return edition.read(publication)


def test_a_format_is_called_by_the_end_of_its_address() -> None:
    assert {name: one.content_type for name, one in FORMATS.items()} == {
        "txt": "text/plain; charset=utf-8",
        "json": "application/json; charset=utf-8",
    }


def test_no_line_of_the_text_is_longer_than_72_characters(published: Edition) -> None:
    text = FORMATS["txt"].render(published)
    assert max(len(line) for line in text.splitlines()) <= 72


def test_a_word_without_an_end_is_broken_too(meeting: Meeting) -> None:
    rows.say(meeting, "Länk", "https://example.org/" + "a" * 200)
    text = FORMATS["txt"].render(edition.read(rows.publish(meeting, on=date(2031, 4, 1))))
    assert max(len(line) for line in text.splitlines()) <= 72


def test_the_text_says_what_the_protocol_says_in_its_order(published: Edition) -> None:
    text = " ".join(FORMATS["txt"].render(published).replace("\u00a0", " ").split())
    said = [
        "Hamnrådet",
        "Protokoll 4 mars 2031",
        "Plats: [maskat]",
        "Ordförande: Olle Ordförande",
        "Justerare: Justus Justerare (§ 1–3)",
        "Rådet lagar bryggan och väntar med muddringen.",
        "§ 1 Föregående protokoll",
        "”tolv” ändrat till ”elva”.",
        "§ 2 Bryggan",
        "Bryggan är rutten. Virke finns i skjulet.",
        "2 beslut: Rådet lagar bryggan. – Rådet hyr en pråm.",
        "Uppdrag: Köper virke",
        "Ansvarig: Bo Boj; Till: hamnfogden; Senast: 1 april 2031",
        "Bordlagt, andra gången: Bordläggs till nästa möte",
        "§ 4 [maskat]",
        "NÄRVARO",
        "Maja Mast, Jolleklubben, förhinder",
        "Hamnrådet, protokoll 2031-03-04, utgåva 1",
    ]
    places = [text.find(words) for words in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)


def test_anybody_can_count_the_fingerprint_again(published: Edition) -> None:
    proof = json.loads(FORMATS["json"].render(published))["proof"]
    lines = f"idekom version {proof['schema']}\n"
    for leaf in proof["leaves"]:
        if "withheld" not in leaf:
            counted = hashlib.sha256(f"{leaf['path']}\n{leaf['salt']}\n{leaf['value']}".encode()).hexdigest()
            assert counted == leaf["sha256"], leaf["path"]
        lines += f"{leaf['path']} {leaf['sha256']}\n"
    assert hashlib.sha256(lines.encode()).hexdigest() == proof["root"]
    assert proof["root"] == published.publication.version.root


def test_the_data_are_the_paper_with_nothing_where_something_is_withheld(published: Edition) -> None:
    found = json.loads(FORMATS["json"].render(published))
    paper = found["protocol"]
    assert paper["head"]["place"] is None
    assert paper["items"][3]["title"] is None
    assert paper["items"][1] == json.loads(structure.as_json(asdict(PAPER.items[1])))
    assert paper["items"][1]["blocks"][0]["source"] == "Bryggan är *rutten*."
    assert (found["edition"], found["published"], found["address"]) == (
        1,
        "2031-04-01",
        "http://localhost:8000/hamnradet/moten/2031-03-04/",
    )
