"""Lines that may begin an item because a number stands before them, and the run of them that counts.

Inner lists, dates and paragraphs of statutes also begin with numbers. An agenda is the run that goes up by one from
line to line, in one and the same way of writing, and that has most to show for itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.importing import labels
from meetings.importing.paper import Line, plain

_MONTH = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"jan|feb|aug|sept?|okt|nov|dec)\b"
)
_PARAGRAPH = re.compile(
    r"§\s?(\d{1,4})\s?([a-f]\b)?(\.\d{1,2})?\s*[.:)–-]?(?:\s+|$)(.*)$|(\d{1,4})\s?§\s*[.:)–-]?(?:\s+|$)(.*)$"
)
_POINT = re.compile(
    r"(?:punkt|paragraf|ärende|p)\.?\s(\d{1,3})\s?([a-f]\b)?(\.\d{1,2})?\s*[.:)–-]?(?:\s+|$)(.*)$", re.IGNORECASE
)
_NUMBER = re.compile(r"(\d{1,3})\s?([a-f](?=[.)\s]))?(\.\d{1,2})?\s*([.:)]?)(?:\s+|(?<=[.:)])(?=[A-ZÅÄÖ])|$)(.*)$")
_NO_TITLE = re.compile(rf"{_MONTH}|\d|kl\b|[-–]|st\b|kr\b|%|/|:", re.IGNORECASE)
_DIARY = re.compile(
    r"\s*\b(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer)\b.*$|^[A-ZÅÄÖ]{1,6}[ /-]?\d{4}[-/:.]\d+\S*\s*|"
    r"^\d{4}[/-]\d{2,6}\S*\s*",
    re.IGNORECASE,
)
MOST_CANDIDATES = 3_000
_LONGEST_TITLE = 300
_LONG = 150
_SHORT = 4
_QUOTES = "\"”“»'"

FACTOR = {"§": 1.6, "#": 1.3, ".": 1.0, "": 1.0, ":": 0.8, ")": 0.7, "alone": 0.9}


@dataclass(frozen=True)
class Candidate:
    """A line that may begin an item: at which index, how it is written, its number and what stands after it."""

    at: int
    style: tuple[str, int]
    number: int
    letter: str
    printed: str
    title: str
    weight: float


@dataclass(frozen=True)
class Run:
    """Candidates that follow each other, and what they are worth together."""

    candidates: tuple[Candidate, ...]
    value: float


def undiaried(text: str) -> str:
    """Return a title without the number under which the matter is registered."""
    return _DIARY.sub("", text).strip()


def split_number(text: str) -> tuple[str | None, str]:
    """Split the number off a heading; the number as printed, or None."""
    if match := _PARAGRAPH.match(text):
        digits = match[1] or match[5]
        return f"§ {digits}{match[2] or ''}{match[3] or ''}", undiaried((match[4] or match[6] or "").strip())
    if match := _POINT.match(text) or None:
        return match[1] + (match[2] or "") + (match[3] or ""), match[4].strip()
    match = _NUMBER.match(text)
    if match and match[5] and not _NO_TITLE.match(match[5]) and (match[4] or match[3] or match[5][0].isupper()):
        return match[1] + (match[2] or "") + (match[3] or ""), match[5].strip()
    return None, text


def candidates(lines: list[Line]) -> list[Candidate]:
    """Return every line that may begin an item, in order."""
    found = []
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not line.code and text[:1] in "§0123456789PpÄä" and text:
            candidate = _candidate(lines, at, text[:_LONGEST_TITLE])
            if candidate:
                found.append(candidate)
    return found if len(found) <= MOST_CANDIDATES else []


def _candidate(lines: list[Line], at: int, text: str) -> Candidate | None:
    line = lines[at]
    weight = 1.0 + bool(line.level) + (at == 0 or lines[at - 1].blank) / 2
    if match := _PARAGRAPH.match(text):
        number, letter, title = match[1] or match[5], (match[2] or "") + (match[3] or ""), match[4] or match[6] or ""
        return Candidate(at, ("§", 0), int(number), letter, f"§ {number}{letter}", title.strip(), weight)
    if match := _POINT.match(text):
        letter = (match[2] or "") + (match[3] or "")
        return Candidate(at, ("§", 1), int(match[1]), letter, match[1] + letter, match[4].strip(), weight)
    match = _NUMBER.match(text)
    return _numbered(lines, at, match, weight) if match else None


def _numbered(lines: list[Line], at: int, match: re.Match[str], weight: float) -> Candidate | None:
    """A bare number: before its title, or alone on the line above it."""
    line = lines[at]
    letter, sign, title = (match[2] or "") + (match[3] or ""), match[4], plain(match[5])
    printed = match[1] + letter
    if not title:
        fits = len(match[0]) <= _SHORT and line.indent <= 2 * _SHORT and _following(lines, at)
        return Candidate(at, ("alone", 0), int(match[1]), letter, printed, "", weight) if fits else None
    begins = title[0].isupper() or title[0] in _QUOTES
    if _NO_TITLE.match(title) or not (sign or letter.startswith(".") or begins):
        return None
    weight += begins / 2 - (title.endswith((",", ";")) or len(title) > _LONG)
    style = ("#", line.level) if line.level else (sign, min(line.indent // 4, 6))
    return Candidate(at, style, int(match[1]), letter, printed, title, weight)


def _following(lines: list[Line], at: int) -> str:
    """The line that would be the title of a number that stands alone."""
    for line in lines[at + 1 : at + 4]:
        text = line.text.strip()
        if text:
            fits = text[0].isupper() and len(text) <= _LONG and not text.endswith((".", ",")) and not labels.block(text)
            return text if fits else ""
    return ""


def runs(lines: list[Line], found: Iterable[Candidate]) -> list[Run]:
    """Return the best run of each way of writing, letters and sub-numbers left aside."""
    by_style: dict[tuple[str, int], list[Candidate]] = {}
    for candidate in found:
        if not candidate.letter:
            by_style.setdefault(candidate.style, []).append(candidate)
    return [run for group in by_style.values() if (run := _best(lines, group))]


def _best(lines: list[Line], group: list[Candidate]) -> Run | None:
    """The best-valued run with numbers going up, by one at a time wherever possible."""
    paragraphs = group[0].style[0] == "§"
    best: dict[int, tuple[float, int]] = {}
    values: list[float] = []
    previous: list[int] = []
    for position, candidate in enumerate(group):
        following = group[position + 1].at if position + 1 < len(group) else len(lines)
        own = candidate.weight + 2 * _has_body(lines, candidate.at, following)
        value, before = _start(candidate.number, paragraphs=paragraphs), -1
        if candidate.number - 1 in best:
            earlier, at = best[candidate.number - 1]
            value, before = max((value, before), (earlier, at))
        gap = 8 if paragraphs else 2
        for number in range(candidate.number - gap, candidate.number - 1):
            if number in best and best[number][0] - 2 > value:
                value, before = best[number][0] - 2, best[number][1]
        values.append(value + own)
        previous.append(before)
        if candidate.number not in best or values[-1] >= best[candidate.number][0]:
            best[candidate.number] = (values[-1], position)
    at = max(range(len(values)), key=lambda position: values[position])
    chain = []
    while at >= 0:
        chain.append(group[at])
        at = previous[at]
    factor = FACTOR[group[0].style[0]]
    return Run(tuple(reversed(chain)), max(values) * factor)


def _start(number: int, *, paragraphs: bool) -> float:
    """An agenda begins with 1; an extract, or a year's paragraphs, may begin anywhere."""
    return 0.0 if paragraphs or number <= 1 else -1.0 - min(number, 3)


def _has_body(lines: list[Line], at: int, following: int) -> bool:
    return any(not line.blank for line in lines[at + 1 : min(following, at + 12)])


def with_parts(run: Run, found: list[Candidate]) -> list[Candidate]:
    """Add 8.1 and 7 a, where they stand inside item 8, or after item 7."""
    chosen = list(run.candidates)
    styles = {candidate.style[0] for candidate in chosen}
    bounds = [*[candidate.at for candidate in chosen], 10**9]
    position = 0
    parts = []
    for candidate in found:
        while position + 1 < len(chosen) and candidate.at >= bounds[position + 1]:
            position += 1
        same = candidate.number == chosen[position].number and candidate.at > chosen[position].at
        if candidate.letter and same and candidate.style[0] in styles:
            parts.append(candidate)
    return sorted([*chosen, *parts], key=lambda candidate: candidate.at)
