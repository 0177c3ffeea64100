"""The one way in for words."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.text import TextError, clean_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a\0b", "nul"),
        ("a\ud83db", "surrogate"),
        ("a" * 100_001, "too_long"),
        ("a" * 1_000_000, "too_long"),
        ("Z" + "\u0300\u0316" * 40, "marks"),
    ],
)
def test_what_cannot_be_kept_is_refused(words: str, code: str) -> None:
    with pytest.raises(TextError) as refused:
        clean_text(words)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("a\x01\x1f\x7f\x9f\ufeff\uffffb\tc", "ab\tc"),
        ("\u2588", ""),
        ("Rådet", "Rådet"),
        (" två rader  \nmed mellanslag ", " två rader  \nmed mellanslag "),
        ("§\u00a04 👩‍👩‍👧 שלום", "§\u00a04 👩‍👩‍👧 שלום"),
    ],
)
def test_words_are_kept_but_for_what_cannot_be_seen(words: str, kept: str) -> None:
    assert clean_text(words) == kept


def test_one_line_has_neither_line_ends_nor_tabs_nor_space_around_it() -> None:
    assert clean_text(" a\tb\nc ", one_line=True) == "a b c"


def test_a_name_has_nothing_invisible_in_it() -> None:
    assert clean_text(" Anna\u202e \u200b\u00adEk\u00a0\n", name=True) == "Anna Ek"


def test_the_limit_counts_what_is_kept() -> None:
    assert clean_text("é" * 10, limit=10) == "é" * 10
    with pytest.raises(TextError) as refused:
        clean_text("a" * 11, limit=10)
    assert refused.value.limit == 10


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(words: str) -> None:
    for how in ({}, {"one_line": True}, {"name": True}):
        kept = clean_text(words, **how)
        assert clean_text(kept, **how) == kept


@given(TEXTS)
def test_what_is_kept_is_composed_and_without_control_characters(words: str) -> None:
    kept = clean_text(words)
    assert unicodedata.is_normalized("NFC", kept)
    assert [letter for letter in kept if unicodedata.category(letter) == "Cc" and letter not in "\t\n"] == []


def test_a_hundred_thousand_accents_are_refused_at_once() -> None:
    start = time.perf_counter()
    with pytest.raises(TextError):
        clean_text("a" + "\u0316\u0300" * 49_000)
    assert time.perf_counter() - start < 30
