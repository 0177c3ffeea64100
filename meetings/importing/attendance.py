"""Who was there, who was not, who was called: from the lists of the head, or from a sentence that says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from meetings.importing import labels, lists, names
from meetings.importing.columns import Beside
from meetings.importing.lists import Listed
from meetings.importing.paper import Line
from meetings.importing.parsed import Doubt, ParsedPerson
from meetings.importing.segmenting import Cut

_ENDS = frozenset(["date", "place", "time", "other", "pre_meeting", "adjuster"])
_MOST_WORDS = 9
_MOST_LINES = 1_000
_MOST_LISTS = 200
_SENTENCE = re.compile(
    r"(?:närvarade|närvarande var|närvarande är|deltog|deltagare var|var närvarande)\b([^:.]{0,80}):\s*([^.:]{2,1500})",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\b(?:dessutom|även|också)\s+(?:närvarade|deltog|var)\s+([^.:]{2,200}?)(?:\s+(?:närvarande|med|utan|som|"
    r"från)\b[^.]*)?\.",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Attendance:
    """The people of the meeting, and what is doubtful about the lists."""

    present: tuple[ParsedPerson, ...]
    absent: tuple[ParsedPerson, ...]
    doubts: tuple[Doubt, ...] = ()


def attendance(cut: Cut) -> Attendance:
    """Read every list of people in the document."""
    found: dict[labels.Section, list[ParsedPerson]] = {"present": [], "absent": [], "called": []}
    doubts: list[Doubt] = []
    sections = list(islice(_sections(cut), _MOST_LISTS))
    beside = _beside(cut)
    for listed in sections:
        paired = lists.read(listed, beside)
        found[listed.kind] += paired.people
        doubts += paired.doubts
    present = _once(found["present"]) or _once(_stated(cut))
    absent = _once(found["absent"])
    if found["called"] and present and not absent:
        there = {person.name.casefold() for person in present}
        absent = _once([person for person in found["called"] if person.name.casefold() not in there])
        doubts += [Doubt(person.line, "absent_by_difference", person.name) for person in absent]
    return Attendance(present, absent, tuple(doubts))


def _once(people: list[ParsedPerson]) -> tuple[ParsedPerson, ...]:
    """A person printed twice in the same way is one."""
    seen: dict[str, ParsedPerson] = {}
    for person in people:
        seen.setdefault(person.name.casefold(), person)
    return tuple(seen.values())


def _sections(cut: Cut) -> Iterator[Listed]:
    yield from _in(cut.head)
    for lines in cut.people:
        yield from _in(lines)
    for item in cut.items:
        if any(labels.section(line.text) for line in item.body[:40]):
            yield from _in(item.body)


def _in(lines: tuple[Line, ...]) -> Iterator[Listed]:
    opened: tuple[labels.Section, str, str, int] | None = None
    below: list[Line] = []
    for line in lines:
        opens = labels.section(line.text) or (None if opened else _table_of_people(line))
        if opened and (opens or _closes(line) or (opened[0] == "absent" and _names_an_officer(line))):
            yield Listed(*opened, tuple(below))
            opened, below = None, []
        if opens:
            kind, rest = opens
            opened = (kind, labels.words(line.text)[: -len(rest.strip()) or None], rest, line.number)
        elif opened and len(below) < _MOST_LINES:
            below.append(line)
    if opened:
        yield Listed(*opened, tuple(below))


def _names_an_officer(line: Line) -> bool:
    """A line such as Sekreterare: Anna Ek, which among those who were away tells of somebody else."""
    stated = labels.fact(line.text)
    return bool(stated and stated[0] in {"chair", "secretary"} and ":" in line.text)


def _table_of_people(line: Line) -> tuple[labels.Section, str] | None:
    """A table whose heading has a column for the name."""
    heads = [cell.strip() for cell in line.text[:300].casefold().split("|")]
    return ("present", line.text) if "namn" in heads else None


def _closes(line: Line) -> bool:
    """A fact of the head, a heading or running text ends a list of people."""
    text = line.text.strip()
    # A line that begins small goes on with the line above: "§ 21–26, till" and then "klockan 11.45".
    if not text or text[0].islower() or labels.group_label(text):
        return False
    stated = labels.fact(text)
    if (stated and stated[0] in _ENDS) or line.code or labels.ends(text):
        return True
    words = text.split()
    return "," not in text and "|" not in text and "  " not in text and len(words) > _MOST_WORDS


def _beside(cut: Cut) -> Beside:
    """What stands after a name and a comma on the lines of the document, where the name begins the line."""
    found: dict[str, set[str]] = {}
    for line in (*cut.head, *cut.tail, *(line for item in cut.items for line in item.body)):
        name, comma, rest = line.text[:300].partition(",")
        if comma and names.looks_like_person(name.strip()):
            found.setdefault(name.strip().casefold(), set()).update(
                part.strip(" .,()").casefold() for part in rest.split(",")
            )
    return {name: frozenset(parts) for name, parts in found.items()}


def _stated(cut: Cut) -> list[ParsedPerson]:
    """People whom only a sentence names, as where the roll is called in an item."""
    found: list[ParsedPerson] = []
    for item in cut.items:
        text = " ".join(line.text.strip() for line in item.body[:60])[:4000]
        parts = [part for match in _SENTENCE.finditer(text) for part in names.split_names(match[2])]
        parts += [part for match in _ALSO.finditer(text) for part in names.split_names(match[1])]
        for part in parts:
            printed = names.printed(part)
            if printed or names.looks_like_handle(part):
                found.append(ParsedPerson(printed.name if printed else part, line=item.line))
    return found
