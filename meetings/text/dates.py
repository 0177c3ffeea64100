"""Swedish days and times of day, as people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH = rf"(?:({'|'.join(MONTHS)})\b|(jan|feb|mar|apr|maj|jun|jul|aug|sept?|okt|nov|dec)\b\.?)"
_WEEKDAY = r"(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?\.?,?\s{1,3})?(?:den\s{1,3})?"
_ISO = re.compile(r"(?<![\d.-])(?:den\s{1,3})?((?:19|20)\d\d)([-–./])(\d{1,2})\2(\d{1,2})(?![\d-])", re.IGNORECASE)
_WORDS = re.compile(
    rf"(?<![\w.,:/-]){_WEEKDAY}(\d{{1,2}})(?::?[aedt]{{1,2}})?\.?\s{{1,3}}{_MONTH}(?:,?\s{{1,3}}((?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    rf"(?<![\w.,:/-]){_WEEKDAY}(\d{{1,2}})/(\d{{1,2}})(?:[-/ ]((?:19|20)\d\d)|[-/](\d\d))?(?![\w/])", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?<![\w.:,/-])([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:][0-5]\d)?(?![\d:]|[.,]\d|\s?(?:%|kr|mkr|tkr|mnkr))"
)
_TO_CLOCK = re.compile(r"\s?[-–—]\s?([01]?\d|2[0-4])[.:]([0-5]\d)(?!\d)")
_HOUR = re.compile(
    r"\bkl(?:ockan|\.)?\s{0,3}([01]?\d|2[0-4])(?![\d.:]*\d)(?:\s?[-–—]\s?([01]?\d|2[0-4])(?![\d.:]*\d))?", re.IGNORECASE
)
_MEETING = r"(?:gång(?:en)?|\w{0,20}möte(?:t)?|\w{0,20}sammanträde(?:t)?|\w{0,20}träff(?:en)?|tillfälle(?:t)?)"
_NEXT = re.compile(
    rf"(?:(?:vårt|rådets|nämndens|styrelsens)\s)?(?:nästa|nästkommande|kommande|följande)\s(?:ordinarie\s)?{_MEETING}",
    re.IGNORECASE,
)
_YEARS_AHEAD = 9  # the 29th of February may be eight years away


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day and the characters that name it, the weekday and "den" before it among them."""

    day: date
    start: int
    end: int
    has_year: bool


def find_date(text: str, *, near: date | None = None) -> date | None:
    """Return the first day named. A day without a year is the next such day on or after `near`; else it is none."""
    return next((found.day for found in find_dates(text, near=near)), None)


def find_dates(text: str, *, near: date | None = None) -> list[FoundDate]:
    """Every day named, in the order in which they stand."""
    found = sorted((*_iso(text), *_in_words(text, near), *_slashed(text, near)), key=lambda one: one.start)
    return [one for n, one in enumerate(found) if n == 0 or one.start >= found[n - 1].end]


def starts_with_date(text: str, *, near: date | None = None) -> FoundDate | None:
    """The day that the words begin with."""
    found = find_dates(text[:60], near=near)
    return found[0] if found and found[0].start == 0 else None


def _iso(text: str) -> Iterator[FoundDate]:
    for match in _ISO.finditer(text):
        day = _day(int(match[1]), int(match[3]), int(match[4]))
        if day:
            yield FoundDate(day, match.start(), match.end(), has_year=True)


def _in_words(text: str, near: date | None) -> Iterator[FoundDate]:
    for match in _WORDS.finditer(text):
        month = [name[:3] for name in MONTHS].index((match[2] or match[3])[:3].lower()) + 1
        yield from _found(match, month, int(match[4]) if match[4] else None, near)


def _slashed(text: str, near: date | None) -> Iterator[FoundDate]:
    for match in _SLASHED.finditer(text):
        year = int(match[3]) if match[3] else 2000 + int(match[4]) if match[4] else None
        yield from _found(match, int(match[2]), year, near)


def _found(match: re.Match[str], month: int, year: int | None, near: date | None) -> Iterator[FoundDate]:
    number = int(match[1])
    day = _day(year, month, number) if year else near and _next_such_day(month, number, near)
    if day:
        yield FoundDate(day, match.start(), match.end(), has_year=year is not None)


def _next_such_day(month: int, number: int, near: date) -> date | None:
    days = (_day(year, month, number) for year in range(near.year, near.year + _YEARS_AHEAD))
    return next((day for day in days if day and day >= near), None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def write_date(day: date) -> str:
    """The day as a Swede writes it: 5 november 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def is_next_meeting(text: str) -> bool:
    """Whether the words, and nothing else, name the meeting after this one: nästa möte, nästa gång."""
    return bool(_NEXT.fullmatch(" ".join(text[:80].split()).rstrip(".!")))


def find_times(text: str) -> list[time]:
    """Every time of day, in the order in which they stand. "kl. 15" counts; "3.50 kr" and "2.4" do not."""
    found: dict[int, time] = {}
    for match in _CLOCK.finditer(text):
        found[match.start()] = _time(match[1], match[2])
        if end := _TO_CLOCK.match(text, match.end()):
            found[end.start(1)] = _time(end[1], end[2])
    for match in _HOUR.finditer(text):
        found |= {match.start(group): _time(match[group], "0") for group in (1, 2) if match[group]}
    return [found[at] for at in sorted(found)]


def _time(hour: str, minute: str) -> time:
    return time(int(hour) % 24, int(minute))
