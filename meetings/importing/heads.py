"""The head of a protocol: title, day, times, place."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.importing import labels
from meetings.importing.paper import Line, Paper, plain
from meetings.importing.parsed import ParsedSpan
from meetings.importing.segmenting import Cut, Segment
from meetings.text.dates import find_date, find_dates, find_times

_LONGEST_TITLE = 200
_TITLE_LINES = 4
_NEAR = 12
_OPENS = re.compile(r"öppna|började|börjar|inled(?:er|des|s)", re.IGNORECASE)
_CLOSES = re.compile(r"avslut|avslöt|slut(?:ade|ar)\b|stäng(?:er|des|de)\b", re.IGNORECASE)
_MEETING = re.compile(r"\b\w*(?:möte[st]?|mötet|sammanträdet?s?|stämman?s?)\b", re.IGNORECASE)
_SENTENCE_PLACE = re.compile(
    r"(?:\b(?:klockan|kl\.?)\s*\d{1,2}(?:[.:]\d\d)?(?:\s*[-–]\s*\d{1,2}(?:[.:]\d\d)?)?|\b(?:19|20)\d\d)\s+(?:i|på|vid|"
    r"hos)\s+([^.,;\n]{2,80})",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?\b|\bmellan\b|"
    r"(?:\bkl(?:ockan|\.)?\s*)?\b\d{1,2}[.:]\d\d(?::\d\d)?(?:\s*[-–—]\s*\d{1,2}[.:]\d\d(?::\d\d)?)?|\bkl(?:ockan|\.)?\s*\d{1,2}(?:\s*[-–]\s*\d{1,2})?\b|\bklockan\b",
    re.IGNORECASE,
)
_OTHER_CELL = re.compile(r"\s{2,}")
_LABELLED = re.compile(
    r"\b(?:datum|plats|tid|ordförande|sekreterare|närvarande|beslutande|paragraf|justerare)\b\s*:?", re.IGNORECASE
)


@dataclass(frozen=True)
class Head:
    """What the head states, and nothing else."""

    title: str
    date: dt.date | None
    start: dt.time | None
    end: dt.time | None
    place: str | None
    pre_meeting: ParsedSpan | None


@dataclass(frozen=True)
class Fact:
    """A labelled fact, with the words on its line and those of the lines below."""

    name: str
    words: str
    below: tuple[str, ...]
    line: int


def head(paper: Paper, cut: Cut) -> Head:
    """Read the head of the document, and the sentences with which the meeting was opened and closed."""
    facts = list(stated(cut.head))
    title = _title(paper, cut, facts)
    announced = _announced(cut, facts)
    start = announced[0] if len(announced) > 1 else _said(cut.items[:3], cut.head, _OPENS, first=True)
    end = announced[-1] if len(announced) > 1 else _said(cut.items[-3:], (), _CLOSES, first=False)
    return Head(
        title=title,
        date=_date(paper, cut, facts, title),
        start=start or (announced[0] if announced else None),
        end=end,
        place=_place(cut, facts),
        pre_meeting=_pre_meeting(facts),
    )


def stated(lines: tuple[Line, ...]) -> Iterator[Fact]:
    """Yield the labelled facts of some lines."""
    for at, line in enumerate(lines):
        found = labels.fact(line.text)
        if not found or line.code:
            continue
        below = []
        for following in lines[at + 1 : at + 1 + _NEAR]:
            if following.blank:
                continue
            if labels.fact(following.text) or labels.section(following.text) or following.level or following.code:
                break
            below.append(following.text.strip())
        yield Fact(found[0], found[1], tuple(below), line.number)


# ------------------------------------------------------------------ title and day


def _title(paper: Paper, cut: Cut, facts: list[Fact]) -> str:
    if paper.fields.get("title"):
        return plain(paper.fields["title"])[:_LONGEST_TITLE]
    lines = [line for line in cut.head or paper.lines[:20] if not line.code]
    first_fact = min((fact.line for fact in facts), default=10**9)
    parts: list[str] = []
    for line in lines:
        text = plain(line.text)
        if not text and parts and not any(line.level for line in lines):
            break
        if line.number >= first_fact or labels.section(line.text) or len(parts) == _TITLE_LINES:
            break
        if text and not (parts and not line.level and lines[0].level):
            parts.append(text)
    return " ".join(parts)[:_LONGEST_TITLE]


def _date(paper: Paper, cut: Cut, facts: list[Fact], title: str) -> dt.date | None:
    labelled = [" ".join((fact.words, *fact.below[:1])) for fact in facts if fact.name in {"date", "place", "time"}]
    first = [line.text[:300] for line in cut.head if not line.blank]
    for text in [*labelled, title, *first[:_NEAR], paper.fields.get("date", ""), *first[_NEAR:60]]:
        if found := find_date(text):
            return found
    opening = " ".join(line.text for item in cut.items[:1] for line in item.body[:5])[:600]
    return find_date(opening)


# ------------------------------------------------------------------ times


def _announced(cut: Cut, facts: list[Fact]) -> list[dt.time]:
    """The times that the head states for the meeting: none, when it begins, or from when to when."""
    for fact in facts:
        if fact.name in {"time", "place", "date"}:
            found = [*find_times(fact.words), *[time for text in fact.below for time in find_times(text)]]
            if found:
                return found
    for line in cut.head:
        if not line.code and (found := find_times(line.text[:400])) and not labels.fact(line.text):
            return found[:2]
    return []


def _said(items: tuple[Segment, ...], head: tuple[Line, ...], verb: re.Pattern[str], *, first: bool) -> dt.time | None:
    """The time of day in the title or sentence that opens or closes the meeting."""
    texts = [line.text[:400] for line in head if line.level]
    for item in items:
        if verb.search(item.title):
            texts += [item.title, *[line.text[:400] for line in item.body[:6]]]
        else:
            texts += [
                line.text[:400] for line in item.body[:200] if verb.search(line.text) and _MEETING.search(line.text)
            ]
    for text in texts if first else reversed(texts):
        if (verb.search(text) or any(verb.search(item.title) for item in items)) and (found := find_times(text)):
            return found[0] if first else found[-1]
    return None


def _pre_meeting(facts: list[Fact]) -> ParsedSpan | None:
    for fact in facts:
        if fact.name == "pre_meeting" and (found := find_times(fact.words)):
            return ParsedSpan("Förmöte", found[0], found[1] if len(found) > 1 else None)
    return None


# ------------------------------------------------------------------ place


def _place(cut: Cut, facts: list[Fact]) -> str | None:
    for fact in facts:
        if fact.name == "place":
            for text in (fact.words, *fact.below[:2]):
                if place := _without_times(text):
                    return place
    for line in cut.head:
        if match := _SENTENCE_PLACE.search(line.text[:400]):
            return match[1].strip()
    return None


def _without_times(text: str) -> str | None:
    """The words of a line that say where, when the cell for the time has been set aside."""
    cells = [_without(cell) for cell in _OTHER_CELL.split(_plain_cells(text))]
    place = next((cell for cell in cells if re.search(r"[^\W\d_]{2}", cell) and not _LABELLED.fullmatch(cell)), None)
    return place or None


def _without(text: str) -> str:
    """The words that are left when days and times are taken out."""
    for found in reversed(find_dates(text, near=dt.date(2000, 1, 1))):
        text = text[: found.start] + " " + text[found.end :]
    text = re.sub(r"(?:^|(?<=[\s,;]))[-–—](?=[\s,;]|$)", " ", _TIMES.sub(" ", text))
    return re.sub(r"\s+([,;.])", r"\1", " ".join(text.split())).strip(" ,;.:-–")


def _plain_cells(text: str) -> str:
    """Markup away, but not the distance between cells."""
    return "  ".join(plain(cell) for cell in _OTHER_CELL.split(text.strip()))
