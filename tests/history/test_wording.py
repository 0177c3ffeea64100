"""Which words of a place differ."""

import time

import pytest

from meetings.history.wording import compared


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "Nu föreslogs delning i tre.",
            "Nu prövades delning i tre.",
            ("Nu ", "föreslogs", "prövades", " delning i tre."),
        ),
        ("Färjan går.", "Färjan går inte.", ("Färjan ", "går.", "går inte.", "")),
        ("Vi ses.", "", ("", "Vi ses.", "", "")),
        ("", "Vi ses.", ("", "", "Vi ses.", "")),
        ("Vi ses i dag.", "Vi ses dag.", ("Vi ses ", "i", "", " dag.")),
        ("Vi ses dag.", "Vi ses i dag.", ("Vi ses ", "", "i", " dag.")),
        ("att att att", "att att", ("att ", "att", "", " att")),
        ("Lika.", "Lika.", ("Lika.", "", "", "")),
    ],
)
def test_only_the_words_that_differ_are_marked(old: str, new: str, found: tuple[str, str, str, str]) -> None:
    assert compared(old, new) == found


def test_the_longest_text_is_compared_at_once() -> None:
    before = time.monotonic()
    found = compared("att " * 20_000, "att " * 20_001)
    assert found.new == "att"
    assert time.monotonic() - before < 1
