"""The document is cut into head, items and what follows the last of them."""

import re
from dataclasses import dataclass, field

from meetings.importing import headings, labels, numbering
from meetings.importing.numbering import Candidate
from meetings.importing.paper import Line, Paper, plain

MOST_ITEMS = 600
_TITLE_LINES = 6
_WRAPPED = 50
_LONGEST_PART = 120
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")


@dataclass(frozen=True)
class Segment:
    """An item as lines: its number as printed, its title, and the body."""

    number: str | None
    title: str
    line: int
    body: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Cut:
    """The document in its parts. `people` are the lists of people that were printed as if they were items."""

    head: tuple[Line, ...]
    items: tuple[Segment, ...] = ()
    tail: tuple[Line, ...] = ()
    people: tuple[tuple[Line, ...], ...] = field(default=())


def cut(paper: Paper) -> Cut:
    """Cut the running text at the items that state most clearly that they are items."""
    lines = [line for line in paper.lines if not (_RULE.match(line.text[:100]) and not line.code)]
    found = numbering.candidates(lines)
    runs = numbering.runs(lines, found)
    best = max(runs, key=lambda run: run.value, default=None)
    titled = headings.items(lines)
    if len(titled) > 1 and (best is None or headings.value(lines, titled) >= best.value):
        starts = [_start_of_heading(lines, at) for at in titled]
    elif best is not None and (len(best.candidates) > 1 or best.candidates[0].style == ("§", 0)):
        chosen = _until_attachments(lines, numbering.with_parts(best, found))
        starts = [_start_of_number(lines, candidate, paper.contents) for candidate in chosen]
    else:
        starts = []
    return _cut_at(lines, starts[:MOST_ITEMS])


@dataclass(frozen=True)
class _Start:
    """Where an item begins, and where its body does."""

    at: int
    body: int
    number: str | None
    title: str


def _cut_at(lines: list[Line], starts: list[_Start]) -> Cut:
    if not starts:
        return Cut(tuple(lines))
    items: list[Segment] = []
    people: list[tuple[Line, ...]] = []
    bounds = [*[start.at for start in starts[1:]], len(lines)]
    tail: tuple[Line, ...] = ()
    for start, end in zip(starts, bounds, strict=True):
        body = lines[start.body : end]
        if end == len(lines):
            body, tail = _without_tail(body)
        if labels.section(start.title):
            people.append((Line(lines[start.at].number, start.title), *body))
        else:
            items.append(Segment(start.number, start.title, lines[start.at].number, tuple(body)))
    return Cut(tuple(lines[: starts[0].at]), tuple(items), tail, tuple(people))


def _without_tail(body: list[Line]) -> tuple[list[Line], tuple[Line, ...]]:
    for at, line in enumerate(body):
        if not line.code and line.text and labels.ends(line.text):
            return body[:at], tuple(body[at:])
    return body, ()


def _until_attachments(lines: list[Line], chosen: list[Candidate]) -> list[Candidate]:
    """What is numbered in an attachment is no item."""
    last = chosen[0].at
    for position, candidate in enumerate(chosen):
        if any(line.level and labels.ends(line.text) for line in lines[last : candidate.at]):
            return chosen[:position]
        last = candidate.at
    return chosen


def _start_of_number(lines: list[Line], candidate: Candidate, contents: tuple[str, ...]) -> _Start:
    title = numbering.undiaried(candidate.title)
    at = candidate.at + 1
    own_line = bool(title)
    if not own_line:
        at = _skip_blank(lines, at)
    listed = _listed(lines, at, title, contents)
    if listed:
        return _Start(candidate.at, listed[1], candidate.printed, listed[0])
    parts = [title] if own_line else []
    while at < len(lines) and len(parts) < _TITLE_LINES:
        following = _skip_blank(lines, at)
        if following >= len(lines):
            break
        text = plain(lines[following].text)
        if parts and not _continues(parts[-1], text, own_line=own_line and len(parts) == 1, blank=following > at):
            break
        parts.append(text if own_line or parts else numbering.undiaried(text) or text)
        at = following + 1
    return _Start(candidate.at, at, candidate.printed, _joined(parts))


def _listed(lines: list[Line], at: int, title: str, contents: tuple[str, ...]) -> tuple[str, int] | None:
    """The longest title that the table of contents knows, and where the body begins after it."""
    known = {_bare(entry) for entry in contents}
    parts, best = [title] if title else [], None
    for following in range(at, min(len(lines), at + 2 * _TITLE_LINES)):
        if not lines[following].blank:
            parts.append(plain(lines[following].text))
        if parts and _bare(" ".join(parts)) in known:
            best = (_joined(parts), following + 1)
    return best


def _bare(text: str) -> str:
    """The letters of a title, without its number and what it is registered under."""
    parts = [numbering.undiaried(numbering.split_number(part)[1]) for part in text.split("\n")]
    return re.sub(r"\W+", "", "".join(parts)).casefold()


def _continues(previous: str, text: str, *, own_line: bool, blank: bool) -> bool:
    """Whether a line goes on with the title above it: it was broken for want of room."""
    if (
        not text
        or labels.block(text)
        or labels.section(text)
        or len(text) > _LONGEST_PART
        or text[:2] in {"- ", "* ", "• "}
    ):
        return False
    if numbering.split_number(text)[0]:
        return False
    if text[0].islower() or text[0].isdigit():
        return len(previous) >= _WRAPPED - 15 and not previous.endswith((".", ":", "?", "!"))
    if own_line or blank:
        return False
    return len(previous) >= _WRAPPED and not text.endswith(".")


def _joined(parts: list[str]) -> str:
    """One line of the parts; a word divided at the end of a line keeps its hyphen."""
    return " ".join(" ".join(parts).split())


def _skip_blank(lines: list[Line], at: int) -> int:
    while at < len(lines) and lines[at].blank:
        at += 1
    return at


def _start_of_heading(lines: list[Line], at: int) -> _Start:
    number, title = numbering.split_number(lines[at].text)
    return _Start(at, at + 1, number, title or lines[at].text)
