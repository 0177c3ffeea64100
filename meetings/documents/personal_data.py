"""Personal data in a paper, found before it becomes public. A person decides what to do about each find (rule 11)."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from meetings.documents import structure
from meetings.documents.structure import Paper

Kind = Literal["identity_number", "organisation_number", "hidden_name", "phone", "email", "address"]
_Number = Literal["identity_number", "organisation_number"]
Severity = Literal["blocks", "decide", "look", "harmless"]

_SPACE = "[ \u00a0]"
# Read in plain words (`_plain`). Where a dash parts them, the last four too may stand two and two.
_NUMBER = re.compile(r"(?<!\d)(?<!\d-)(?:(?:18|19|20) ?)?\d\d ?\d\d ?\d\d(?: ?[-+] ?\d\d ?\d\d| {0,2}\d{4})(?!-?\d)")
_PHONE = re.compile(
    rf"(?<![\w+./–-])(?:\+46{_SPACE}?-?(?:\(0\))?{_SPACE}?|0046{_SPACE}?-?|0)[1-9]\d{{0,2}}"
    rf"{_SPACE}?[-–/]?{_SPACE}?\d{{2,3}}(?:[ \u00a0-]?\d{{2,3}}){{1,2}}(?![\w–-]?\d)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_ADDRESS = re.compile(
    r"\b[A-ZÅÄÖ][\w-]{0,40}(?:gata|gatan|väg|vägen|gränd|gränden|allé|allén|stig|stigen|plan|backe|backen|torg|torget)"
    rf"{_SPACE}\d{{1,4}}(?:{_SPACE}?[A-Z])?(?!\w)"
)
_EMPHASIS = frozenset("*_~`\\")  # marks that are not read, as in 811218-**9876**
_COORDINATION = 60  # a coordination number (samordningsnummer) adds this to the day
_ORGANISATION = 2  # an organisation number has at least this as its third digit; a month has not
_AROUND = 30  # characters on each side, to see what it is


@dataclass(frozen=True, slots=True)
class Find:
    """Something found: in which leaf, the words, what they seem to be, how serious it is, and the words around them.

    `blocks` must be withheld before publishing, `decide` needs a choice, `look` only a glance.
    """

    path: str
    text: str
    kind: Kind
    severity: Severity
    around: str


def find(paper: Paper, *, hidden: Collection[str] = ()) -> list[Find]:
    """Everything found, in the order of the paper. Leaves that are withheld are not searched: nobody reads them.

    `hidden` are names that are not shown to the public: they may not stand in running text either.
    """
    leaves = [(path, value) for path, value in structure.leaves(paper) if path not in structure.OPEN]
    return [one for path, value in leaves for one in _search(path, _words(json.loads(value)), hidden)]


def find_in(words: str, *, at: str, hidden: Collection[str] = ()) -> list[Find]:
    """Everything found in words that are shown beside a paper, such as a reason; `at` says where they are written."""
    return list(_search(at, words, hidden))


def _words(value: Any) -> str:  # noqa: ANN401 - whatever a leaf holds
    """The words of a leaf. A block says its words twice, written and as read: its source is enough."""
    match value:
        case str():
            return value
        case {"source": str(source)}:
            return source
        case dict():
            return "\n".join(filter(None, map(_words, value.values())))
        case list():
            return "\n".join(filter(None, map(_words, value)))
    return ""


def _search(path: str, words: str, hidden: Collection[str]) -> Iterator[Find]:
    numbers = list(_numbers(words))
    for kind, span in numbers:
        yield _found(path, kind, "blocks" if kind == "identity_number" else "harmless", words, span)
    for name in hidden:
        spelt = r"\s+".join(map(re.escape, name.split()))
        for match in re.finditer(rf"(?<!\w){spelt}s?(?!\w)", words, re.IGNORECASE):
            yield _found(path, "hidden_name", "blocks", words, match.span())
    for match in _EMAIL.finditer(words):
        yield _found(path, "email", "decide", words, match.span())
    for match in _PHONE.finditer(words):
        if not any(start < match.end() and match.start() < end for _kind, (start, end) in numbers):
            yield _found(path, "phone", "decide", words, match.span())
    if not path.startswith("head/"):  # where the meeting was held is no personal data
        for match in _ADDRESS.finditer(words):
            yield _found(path, "address", "look", words, match.span())


def _numbers(words: str) -> Iterator[tuple[_Number, tuple[int, int]]]:
    """Numbers of persons and organisations, each with where it begins and ends in the words as they are written."""
    plain, places = _plain(words)
    for match in _NUMBER.finditer(plain):
        kind = _kind(re.sub(r"\D", "", match[0])[-10:])
        if kind:
            yield kind, (places[match.start()], places[match.end() - 1] + 1)


def _plain(words: str) -> tuple[str, list[int]]:
    """The words as a reader sees them, every dash and space a plain one, and where each sign stands in what is written.

    A number is a number though a text editor put a soft hyphen or a hyphen that does not break in it.
    """
    kept = [(n, sign) for n, sign in enumerate(words) if sign not in _EMPHASIS and unicodedata.category(sign) != "Cf"]
    return "".join(_plain_sign(sign) for _n, sign in kept), [n for n, _sign in kept]


def _plain_sign(sign: str) -> str:
    match unicodedata.category(sign):
        case "Pd":
            return "-"
        case "Zs":
            return " "
    return "-" if sign == "\N{MINUS SIGN}" else sign


def _kind(digits: str) -> _Number | None:
    """What ten digits are: nothing unless the check digit is right."""
    doubled = [int(digit) * (2 - n % 2) for n, digit in enumerate(digits)]
    if sum(value // 10 + value % 10 for value in doubled) % 10:
        return None
    if int(digits[2]) >= _ORGANISATION:
        return "organisation_number"
    return "identity_number" if _is_day(int(digits[2:4]), int(digits[4:6])) else None


def _is_day(month: int, day: int) -> bool:
    try:
        # 2000 was a leap year: a 29th of February is not refused for the century that the number may leave out.
        date(2000, month, day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return True


def _found(path: str, kind: Kind, severity: Severity, words: str, span: tuple[int, int]) -> Find:
    start, end = span
    around = words[max(0, start - _AROUND) : end + _AROUND]
    return Find(path, words[start:end], kind, severity, " ".join(around.split()))
