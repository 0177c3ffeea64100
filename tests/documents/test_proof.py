"""Fingerprints that anybody can count again."""

import hashlib
import json

import pytest

from meetings.documents import proof, structure
from tests.documents.papers import PAPER


def sealed() -> tuple[str, str, str]:
    words, digests = proof.seal(structure.leaves(PAPER))
    return words, digests, proof.root(1, json.loads(digests))


def test_what_was_sealed_is_sound() -> None:
    assert proof.faults(1, *sealed()) == []


def test_the_fingerprint_is_counted_with_nothing_but_a_hash() -> None:
    assert proof.leaf("head/place", "salt", '"Båthuset"') == (
        hashlib.sha256(b'head/place\nsalt\n"B\xc3\xa5thuset"').hexdigest()
    )
    prints = [("a", "1" * 64), ("b", "2" * 64)]
    assert proof.root(1, prints) == (
        hashlib.sha256(f"idekom version 1\na {'1' * 64}\nb {'2' * 64}\n".encode()).hexdigest()
    )
    assert proof.link("", "hamnradet", "1") == hashlib.sha256(f"{'0' * 64}\nhamnradet\n1".encode()).hexdigest()


def test_the_same_words_sealed_twice_have_other_fingerprints() -> None:
    assert sealed()[1] != sealed()[1]


@pytest.mark.parametrize("place", range(0, len(structure.leaves(PAPER)), 7))
def test_a_changed_word_is_named(place: int) -> None:
    words, digests, root = sealed()
    leaves = json.loads(words)
    path, salt, value = leaves[place]
    leaves[place] = [path, salt, value + " "]
    assert proof.faults(1, json.dumps(leaves), digests, root) == [path]


def test_a_leaf_that_was_taken_out_is_named() -> None:
    words, digests, root = sealed()
    left = [leaf for leaf in json.loads(words) if leaf[0] != "head/place"]
    assert proof.faults(1, json.dumps(left), digests, root) == ["head/place"]


def test_a_word_changed_together_with_its_fingerprint_changes_the_whole() -> None:
    words, digests, root = sealed()
    leaves, prints = json.loads(words), json.loads(digests)
    path, salt, _value = leaves[0]
    leaves[0] = [path, salt, '"Annat råd"']
    prints[0] = [path, proof.leaf(path, salt, '"Annat råd"')]
    assert proof.faults(1, json.dumps(leaves), json.dumps(prints), root) == ["root"]


@pytest.mark.parametrize("content", ["", "{}x", "[1]", '[["a"]]', "null"])
def test_what_cannot_be_read_is_not_sound(content: str) -> None:
    _words, digests, root = sealed()
    assert proof.faults(1, content, digests, root) != []
