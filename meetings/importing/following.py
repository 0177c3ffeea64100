"""The next meeting, where a sentence or an item of its own states its day."""

import datetime as dt
import re

from meetings.importing.paper import Line, plain
from meetings.importing.parsed import Doubt, ParsedNextMeeting
from meetings.importing.segmenting import Cut
from meetings.text.dates import find_dates

_NEXT = re.compile(
    r"\bnästa\s+(?:\w+\s+){0,2}?\w*(?:möte[ts]?|sammanträde[ts]?|stämma[ns]?|träff)\b|"
    r"\bnästkommande möte",
    re.IGNORECASE,
)
_LONGEST = 600
_BELOW = 8


def next_meeting(cut: Cut, held: dt.date | None) -> tuple[ParsedNextMeeting | None, tuple[Doubt, ...]]:
    """Return the next meeting and, where its year was taken from the meeting's own day, a doubt."""
    for text, line in _statements(cut):
        for found in find_dates(text, near=held):
            if held is None or found.day > held:
                doubts = () if found.has_year else (Doubt(line, "year", text),)
                return ParsedNextMeeting(found.day, text, line), doubts
    return None, ()


def _statements(cut: Cut) -> list[tuple[str, int]]:
    """The sentences that speak of the next meeting, and the lines of an item of that name."""
    found: list[tuple[str, int]] = []
    spoken: list[tuple[str, int]] = []
    for item in cut.items:
        if _NEXT.match(item.title):
            found.append((item.title, item.line))
            found += [(plain(line.text), line.number) for line in item.body if not line.blank][:_BELOW]
        else:
            spoken += _spoken(item.body)
    return found + spoken + _spoken(cut.head) + _spoken(cut.tail)


def _spoken(lines: tuple[Line, ...]) -> list[tuple[str, int]]:
    found = []
    for at, line in enumerate(lines):
        match = _NEXT.search(line.text[:_LONGEST])
        if not match or line.code:
            continue
        start = line.text[:_LONGEST].rfind(". ", 0, match.start()) + 1
        following = " ".join(
            below.text.strip() for below in lines[at + 1 : at + 3] if not below.blank and not below.level
        )
        text = plain(line.text[start:_LONGEST] + " " + following)
        stop = re.search(r"\.\s+(?=[A-ZÅÄÖ])", text)
        found.append((text[: stop.start() + 1] if stop else text, line.number))
    return found
