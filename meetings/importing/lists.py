"""The lines of one list of people, however it was set: in a row, one below the other, in columns, in a table."""

import re
from dataclasses import dataclass, replace

from meetings.importing import labels, names
from meetings.importing.columns import Beside, Entry, Paired, people
from meetings.importing.paper import Line, plain
from meetings.importing.parsed import Doubt, ParsedPerson

_GAP = re.compile(r"\s{2,}")
_LABEL_WORDS = 5
_ROWS = 3
_TWO_NAMES = 4  # words
_PAIR = 2  # a name and what stands beside it
_RIGHT = 20


@dataclass(frozen=True)
class Listed:
    """A label such as Närvarande, what stands after it on its line, and the lines below."""

    kind: labels.Section
    label: str
    rest: str
    line: int
    lines: tuple[Line, ...]


def read(listed: Listed, beside: Beside) -> Paired:
    """Read the persons of one list, in the order in which they are printed."""
    elected = bool(labels.ELECTED.search(listed.label))
    rest = (
        [Line(listed.line, listed.rest.strip())] if listed.rest.strip() and not _GAP.search(listed.rest.strip()) else []
    )
    if rest and labels.group_label(rest[0].text):
        rest = []
    rows = [*rest, *listed.lines]
    if any(row.text.strip().startswith("|") for row in rows):
        return Paired(tuple(_table(rows)))
    if _all_single(rows):
        return Paired(
            tuple(ParsedPerson(labels.words(row.text).strip(" ,."), line=row.number) for row in rows if not row.blank)
        )
    found: list[ParsedPerson] = []
    doubts: list[Doubt] = []
    column = _Columns(listed, elected=elected)
    for paragraph in _paragraphs(rows):
        if _in_a_row(paragraph):
            column.flush(beside, found, doubts)
            in_row, more = _row(paragraph, column.group, elected=column.elected)
            found += in_row
            doubts += more
        else:
            for row in paragraph:
                column.add(row, beside, found, doubts)
    column.flush(beside, found, doubts)
    return Paired(tuple(found), tuple(doubts))


def _all_single(rows: list[Line]) -> bool:
    """A list of handles or given names, one a line."""
    printed = [labels.words(row.text).strip(" ,.") for row in rows if not row.blank]
    return len(printed) > 1 and all(names.looks_like_handle(word) for word in printed)


def _paragraphs(rows: list[Line]) -> list[list[Line]]:
    done: list[list[Line]] = [[]]
    for row in rows:
        if row.blank:
            done.append([])
        else:
            done[-1].append(row)
    return [paragraph for paragraph in done if paragraph]


# ------------------------------------------------------------------ in a row


def _in_a_row(paragraph: list[Line]) -> bool:
    """Whether some line holds several names with commas between."""
    texts = [labels.words(row.text) for row in paragraph]
    if _under_a_heading(texts):
        return False
    if any(_GAP.search(row.text.strip()) for row in paragraph) or max(_names_in(text) for text in texts) <= 1:
        return False
    pairs = all(text.count(",") == 1 and not text.endswith(",") and " och " not in text for text in texts)
    return not (pairs and len(texts) >= _ROWS)


def _under_a_heading(texts: list[str]) -> bool:
    """Whether lines with a name and what stands beside it follow the name of their side, as a line of its own."""
    heading, *rest = texts
    beside = [text for text in rest if "," in text]
    if "," in heading or names.printed(heading) or len(beside) <= 1:
        return False
    return all(names.looks_like_person(text.partition(",")[0]) and not _is_row(text) for text in beside)


def _is_row(text: str) -> bool:
    """Whether what stands after the first comma are persons too."""
    return any(names.looks_like_person(part) for part in names.split_names(text)[1:])


def _after_colon(text: str) -> str:
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and rest.strip() and len(head.split()) <= _LABEL_WORDS else text


def _names_in(text: str) -> int:
    parts = names.split_names(_after_colon(text))
    if all(names.looks_like_handle(part) for part in parts):
        return len(parts)
    return sum(bool(names.printed(part)) or names.looks_like_given_name(part) for part in parts)


def _row(paragraph: list[Line], group: str | None, *, elected: bool) -> tuple[list[ParsedPerson], list[Doubt]]:
    """Read names with commas between, over several lines; a bullet or a label with colon begins anew."""
    found: list[ParsedPerson] = []
    doubts: list[Doubt] = []
    for number, whole in _joined(paragraph):
        side, named, role = None, group, None
        text = _after_colon(whole)
        if text != whole:
            head = whole.partition(":")[0]
            if labels.ELECTED.search(head):
                role, elected = elected_as(head), True
            elif names.looks_like_role(head.strip()):
                role = head.strip()
            elif labels.group_label(head):
                named = head.strip()
            else:
                side = head.strip()
        parts = names.split_names(text)
        if len(parts) == _PAIR and names.looks_like_person(parts[0]) and names.looks_like_given_name(parts[1]):
            parts = [text]  # nobody with a whole name sits beside a given name alone: it says where they come from
        parts, divided = _divided(parts)
        doubts += [Doubt(number, "missing_comma", part) for part in divided]
        for part in parts:
            _add(part, found, ParsedPerson("", side=side, group=named, role=role, line=number), elected=elected)
    return found, doubts


def _add(part: str, found: list[ParsedPerson], blank: ParsedPerson, *, elected: bool) -> None:
    """Add the person that the words name, or let them say something of the person before."""
    printed = names.printed(part, elected=elected)
    bare = re.sub(r"\s*\(.*?\)", "", plain(part)).strip(" .")
    if printed:
        found.append(
            replace(
                blank,
                name=printed.name,
                party=printed.party,
                role=printed.role or blank.role,
                group=printed.group or blank.group,
                span=printed.span,
            )
        )
    elif bare in names.PARTIES and found:
        found[-1] = replace(found[-1], party=found[-1].party or bare)
    elif found and (" " in bare or names.looks_like_role(bare)) and not names.looks_like_handle(bare):
        last = found[-1]
        if names.looks_like_role(bare):
            found[-1] = replace(last, role=last.role or bare)
        else:
            found[-1] = replace(last, group=last.group or bare)
    elif names.looks_like_handle(bare) or names.looks_like_given_name(bare):
        found.append(replace(blank, name=bare))


def _joined(paragraph: list[Line]) -> list[tuple[int, str]]:
    done: list[tuple[int, str]] = []
    for row in paragraph:
        text = row.text.strip()
        fresh = names.unbulleted(text) != text or re.match(r"[^,:]{2,50}:\s", plain(text))
        if done and not fresh:
            done[-1] = (done[-1][0], f"{done[-1][1]} {plain(text)}")
        else:
            done.append((row.number, labels.words(text)))
    return done


def _divided(parts: list[str]) -> tuple[list[str], list[str]]:
    """Where all other names are of two words, four words are two persons whose comma was forgotten."""
    lengths = [len(part.split()) for part in parts]
    others = [length for length in lengths if length != _TWO_NAMES]
    if lengths.count(_TWO_NAMES) != 1 or len(others) <= 1 or set(others) != {2}:
        return parts, []
    at = lengths.index(_TWO_NAMES)
    words = parts[at].split()
    if not names.looks_like_person(parts[at]) or not all(word[0].isupper() for word in words):
        return parts, []
    return [*parts[:at], " ".join(words[:2]), " ".join(words[2:]), *parts[at + 1 :]], [parts[at]]


# ------------------------------------------------------------------ one below the other


class _Columns:
    """The lines of a list, sorted into the columns they were printed in."""

    def __init__(self, listed: Listed, *, elected: bool) -> None:
        cells = [cell for cell in _GAP.split(listed.rest.strip()) if cell]
        heads = [label for cell in cells if (label := labels.group_label(cell))]
        self.base = elected
        self.labels: list[str | None] = [heads[0] if heads else None, heads[1] if len(heads) > 1 else None]
        self.rows: list[list[tuple[int, str]]] = [[], []]
        for cell in cells:
            if not labels.group_label(cell) and len(cells) > 1:
                self.rows[0].append((listed.line, cell))

    @property
    def group(self) -> str | None:
        """The group of the left column, where it says to whom its people belong."""
        label = self.labels[0]
        return None if label is None or labels.ELECTED.search(label) else label

    @property
    def elected(self) -> bool:
        """Whether the left column holds elected members."""
        return self.base if self.labels[0] is None else bool(labels.ELECTED.search(self.labels[0]))

    def add(self, row: Line, beside: Beside, found: list[ParsedPerson], doubts: list[Doubt]) -> None:
        """Put the cells of a line below those of their column."""
        cells = [cell for cell in _GAP.split(row.text.strip()) if cell]
        heads = [labels.group_label(cell) for cell in cells]
        if all(heads):
            self.flush(beside, found, doubts)
            self.labels = [heads[0], heads[1] if len(heads) > 1 else None]
            return
        if len(cells) == 1:
            side = 1 if row.indent >= _RIGHT and self.rows[1] else 0
            self._put(side, row.number, cells[0])
        elif self._is_second(cells):
            self._put(0, row.number, cells[0])
            self._put(1, row.number, " ".join(cells[1:]))
        else:
            self._put(0, row.number, ", ".join(cells))

    def _is_second(self, cells: list[str]) -> bool:
        """Whether the second cell is a person of the right column, or goes on with one."""
        if names.printed(cells[1]):
            return True
        return bool(self.rows[1]) and (cells[1][0].islower() or cells[1][0] in "§(0123456789")

    def _put(self, side: int, number: int, cell: str) -> None:
        rows = self.rows[side]
        goes_on = cell[0].islower() or cell[0] in "§(" or (cell[0].isdigit() and names.unbulleted(cell) == cell)
        if rows and goes_on:
            before = rows[-1][1]
            divided = before.endswith("-") and cell[0].isdigit()
            rows[-1] = (rows[-1][0], before + ("" if divided else " ") + cell)
        else:
            rows.append((number, cell))

    def flush(self, beside: Beside, found: list[ParsedPerson], doubts: list[Doubt]) -> None:
        """Read what was collected since the last label."""
        for side, label in enumerate(self.labels):
            rows, self.rows[side] = self.rows[side], []
            elected = self.base if label is None else bool(labels.ELECTED.search(label))
            entries = [
                Entry(number, labels.words(cell).strip(" ,"), names.printed(cell, elected=elected))
                for number, cell in rows
            ]
            paired = people(entries, beside)
            found += [_labelled(person, label) for person in paired.people]
            doubts += paired.doubts


def elected_as(label: str) -> str:
    """Return what one of the people under the label is."""
    return "ersättare" if re.search(r"ersättare|suppleant", label, re.IGNORECASE) else "ledamot"


def _labelled(person: ParsedPerson, label: str | None) -> ParsedPerson:
    if label is None:
        return person
    if labels.ELECTED.search(label):
        return replace(person, role=person.role or elected_as(label))
    return replace(person, group=person.group or label)


# ------------------------------------------------------------------ in a table


def _table(rows: list[Line]) -> list[ParsedPerson]:
    """A table: the name in the first cell that looks like one; party, role and organisation by their headings."""
    found = []
    heads: list[str] = []
    for row in rows:
        cells = [plain(cell) for cell in row.text.strip().strip("|").split("|")]
        person = next((printed for cell in cells if (printed := names.printed(cell, elected=True))), None)
        if person is None:
            heads = heads or [cell.casefold() for cell in cells]
            continue
        known = dict(zip(heads, cells, strict=False))
        if (_cell(known, "närvar") or "").casefold().startswith(("nej", "frånvar", "ej")):
            continue
        found.append(
            ParsedPerson(
                person.name,
                group=person.group or _cell(known, "organisation", "grupp", "förvaltning", "representerar"),
                party=person.party or _cell(known, "parti"),
                role=person.role or _cell(known, "roll", "uppdrag", "funktion", "befattning", "titel"),
                span=person.span,
                line=row.number,
            )
        )
    return found


def _cell(known: dict[str, str], *heads: str) -> str | None:
    return next((value for key, value in known.items() if value and key.startswith(heads)), None)
