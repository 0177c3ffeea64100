"""Attendance that was two columns on the paper and is read column by column: names, then organisations.

A run of names and a run of organisations of the same length look like pairs, but one line too many or too few on the
paper moves them all. So they are paired only where the document itself confirms a pair: the same person stands with
the same organisation somewhere else. What is not confirmed is a proposal.
"""

from dataclasses import dataclass, replace

from meetings.importing.names import Printed, looks_like_role
from meetings.importing.parsed import Doubt, ParsedPerson

_TWO_PAIRS = 4  # runs


@dataclass(frozen=True)
class Entry:
    """A line of the attendance: a person, or words that are no person."""

    line: int
    text: str
    person: Printed | None


@dataclass(frozen=True)
class Paired:
    """The persons of a column, and what is doubtful about them."""

    people: tuple[ParsedPerson, ...]
    doubts: tuple[Doubt, ...] = ()


# What stands beside a name, after a comma, on the lines outside the lists: by the name in lower case.
Beside = dict[str, frozenset[str]]


def people(entries: list[Entry], beside: Beside) -> Paired:
    """Read a column of names and other words into persons with their side and organisation."""
    runs = _runs(entries)
    found: list[ParsedPerson] = []
    doubts: list[Doubt] = []
    side: str | None = None
    headed = bool(runs) and not runs[0][0].person
    alternating = _alternating(runs)
    for position, run in enumerate(runs):
        if not run[0].person:
            if position == 0 and len(runs) > 1:
                side = run[-1].text
                doubts += [Doubt(entry.line, "unread", entry.text) for entry in run[:-1]]
            elif position == 0:
                doubts += [Doubt(entry.line, "unread", entry.text) for entry in run]
            continue
        below = runs[position + 1] if position + 1 < len(runs) else []
        more = position + 2 < len(runs)
        organisations, following = _split(run, below, headed=headed, more=more)
        persons, new_doubts = _pair(run, organisations, beside, certain=alternating)
        found += [_seated(person, side) for person in persons]
        doubts += new_doubts
        side = following or side
    return Paired(tuple(found), tuple(doubts))


def _runs(entries: list[Entry]) -> list[list[Entry]]:
    runs: list[list[Entry]] = []
    for entry in entries:
        if runs and (runs[-1][0].person is None) == (entry.person is None):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _alternating(runs: list[list[Entry]]) -> bool:
    """Name, organisation, name, organisation: each stands right below its person."""
    return (
        len(runs) >= _TWO_PAIRS
        and len(runs) % 2 == 0
        and bool(runs[0][0].person)
        and all(len(run) == 1 for run in runs)
    )


def _split(names: list[Entry], below: list[Entry], *, headed: bool, more: bool) -> tuple[list[Entry], str | None]:
    """Split what follows the names into their organisations and the heading of the next names."""
    if not more or not below or len(below) == len(names):
        return below, None
    if len(below) == 1 or len(below) == len(names) + 1 or headed:
        return below[:-1], below[-1].text
    return below, None


def _pair(
    names: list[Entry], organisations: list[Entry], beside: Beside, *, certain: bool
) -> tuple[list[ParsedPerson], list[Doubt]]:
    persons = [_person(entry) for entry in names]
    if not organisations:
        return persons, []
    doubt = Doubt(organisations[0].line, "pairing", "; ".join(entry.text for entry in organisations))
    if len(organisations) != len(names):
        return persons, [doubt]
    words = [_words(entry.text) for entry in organisations]
    pairs = list(zip(persons, words, strict=True))
    if certain or _confirmed([(person.name, group) for person, (group, _) in pairs], beside):
        return [_belonging(person, *pair) for person, pair in pairs], []
    return [replace(person, proposed_group=group) for person, (group, _) in pairs], [doubt]


def _confirmed(pairs: list[tuple[str, str]], beside: Beside) -> bool:
    """Whether some pair stands together elsewhere too, and none of them stands together with another of the run."""
    groups = {group.casefold() for _, group in pairs}
    proof = False
    for name, group in pairs:
        stated = beside.get(name.casefold(), frozenset()) & groups
        if stated - {group.casefold()}:
            return False
        proof = proof or bool(stated)
    return proof


def _words(text: str) -> tuple[str, str | None]:
    """The organisation, and the role after its comma."""
    group, _, role = text.partition(",")
    return group.strip(), role.strip() or None


def _belonging(person: ParsedPerson, group: str, role: str | None) -> ParsedPerson:
    if person.group or (not role and looks_like_role(group) and not group[:1].isupper()):
        return replace(person, role=person.role or role or group)
    return replace(person, group=group, role=person.role or role)


def _person(entry: Entry) -> ParsedPerson:
    assert entry.person is not None
    person = entry.person
    return ParsedPerson(
        person.name, group=person.group, party=person.party, role=person.role, span=person.span, line=entry.line
    )


def _seated(person: ParsedPerson, side: str | None) -> ParsedPerson:
    if not side:
        return person
    if looks_like_role(side):
        return replace(person, role=person.role or side.rstrip(":"))
    return replace(person, side=side.rstrip(": "))
