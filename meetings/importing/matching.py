"""Who a printed name may be: proposals with a reason, never applied by themselves.

A protocol spells people in its own way: Tångberg and Tångbärg, Ylva for Ylva Sand. A proposal says which known person
is meant and why; a person confirms it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Reason = Literal["same", "alias", "spelling", "given_name", "longer_name"]
_ORDER: tuple[Reason, ...] = ("same", "alias", "spelling", "given_name", "longer_name")
_LONGEST = 80
_SHORT = 4
_LONG = 8


@dataclass(frozen=True)
class Known:
    """Somebody the council knows, with other spellings of the name."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The printed name may mean this known name, for this reason."""

    printed: str
    name: str
    reason: Reason


def proposals(printed: Iterable[str], known: Sequence[Known]) -> list[Proposal]:
    """Propose known people for printed names, the likeliest first; a name that is like two people proposes both."""
    found = []
    for name in dict.fromkeys(printed):
        words = _words(name)
        likely = [Proposal(name, person.name, reason) for person in known if (reason := _reason(words, person))]
        found += sorted(likely, key=lambda proposal: (_ORDER.index(proposal.reason), proposal.name))
    return found


def within(printed: Iterable[str]) -> list[Proposal]:
    """Propose that two spellings in one document are the same person; the one printed first is the name."""
    names = list(dict.fromkeys(printed))
    by_given: defaultdict[str, list[str]] = defaultdict(list)
    found = []
    for name in names:
        words = _words(name)
        if not words:
            continue
        for earlier in by_given[words[0]]:
            reason = _likeness(words, _words(earlier))
            if reason and reason != "same":
                found.append(Proposal(name, earlier, reason))
        by_given[words[0]].append(name)
    return found


def _reason(words: tuple[str, ...], person: Known) -> Reason | None:
    likeness = _likeness(words, _words(person.name))
    if likeness == "same":
        return "same"
    aliases = [_likeness(words, _words(alias)) for alias in person.aliases]
    return "alias" if "same" in aliases else likeness or ("spelling" if "spelling" in aliases else None)


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Reason | None:
    """How two names are alike: the given name has to be the same in all but its spelling."""
    if not one or not other:
        return None
    if one == other:
        return "same"
    if len(one) == 1 or len(other) == 1:
        return "given_name" if one[0] == other[0] else None
    if len(one) == len(other):
        distances = [_distance(left, right) for left, right in zip(one, other, strict=True)]
        close = all(distance <= _allowed(word) for distance, word in zip(distances, one, strict=True))
        return "spelling" if close and sum(map(bool, distances)) == 1 else None
    shorter, longer = sorted((one, other), key=len)
    return "longer_name" if shorter[0] == longer[0] and set(shorter) <= set(longer) else None


def _allowed(word: str) -> int:
    """How many letters two spellings may differ in: none in a short word, two in a long one."""
    return 0 if len(word) < _SHORT else 1 if len(word) < _LONG else 2


def _words(name: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFC", name[:_LONGEST]).casefold()
    return tuple(word for word in folded.replace("-", " ").replace(".", " ").replace(",", " ").split() if word)


def _distance(one: str, other: str) -> int:
    """Letters to change, add or leave out; two that changed places count as one."""
    if one == other:
        return 0
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, sign in enumerate(other, 1):
            cost = min(row[to - 1] + 1, before[to] + 1, before[to - 1] + (letter != sign))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == sign:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
    return row[-1]
