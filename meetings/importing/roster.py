"""A list of a council's people as a table (csv): read into entries, and written so that it reads back the same.

A cell that a spreadsheet program would take for a formula is written with ' before it, and read without.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from meetings import text
from meetings.importing import reading
from meetings.models import Mandate, Role
from meetings.procedure.placing import Entry

MOST_BYTES = 200_000
MOST_ROWS = 1_000
_MOST_COLUMNS = 50
_MOST_UNREAD = 10  # names of columns that are told
_SHOWN = 40  # characters of what stands in a cell

# The heads of the columns, as they are written; then other words that are read.
COLUMNS = {
    "name": "namn",
    "email": "e-post",
    "phone": "telefon",
    "side": "sida",
    "organisation": "organisation",
    "role": "roll",
    "from_on": "från",
    "until_on": "till",
    "party": "parti",
    "has_vote": "röstar",
}
_ALSO = {
    "epost": "email",
    "e-postadress": "email",
    "mejl": "email",
    "mejladress": "email",
    "email": "email",
    "e-mail": "email",
    "tel": "phone",
    "mobil": "phone",
    "part": "side",
    "företräder": "organisation",
    "uppdrag": "role",
    "från och med": "from_on",
    "fr.o.m.": "from_on",
    "till och med": "until_on",
    "t.o.m.": "until_on",
    "rösträtt": "has_vote",
}
_FIELDS = {head: name for name, head in COLUMNS.items()} | _ALSO
_LONGEST = {"name": 200, "email": 254, "phone": 40, "side": 200, "organisation": 200, "party": 20}

_ROLES = {
    Role.CHAIR: ("ordförande", "ordf", "ordf."),
    Role.VICE_CHAIR: ("vice ordförande", "v. ordf.", "vice ordf."),
    Role.MEMBER: ("ledamot", "ordinarie", "ordinarie ledamot"),
    Role.SUBSTITUTE: ("ersättare", "suppleant"),
    Role.CO_OPTED: ("adjungerad",),
    Role.SECRETARY: ("sekreterare",),
    Role.DEPUTY_SECRETARY: ("tillförordnad sekreterare", "tf sekreterare", "t.f. sekreterare"),
}
_ROLE_WORDS = {word: role for role, words in _ROLES.items() for word in words}
_VOTES = {"ja": True, "j": True, "x": True, "1": True, "nej": False, "n": False, "0": False}
_FORMULA = re.compile(r"'*[=+\-@]")
_KEPT_AS_TEXT = re.compile(r"'+[=+\-@]")

Reason = Literal["kind", "large", "rows", "columns", "name", "twice", "shape", "no_rows"]
T = TypeVar("T")


class RosterError(ValueError):
    """A text that is no list of people. `code` says why."""

    def __init__(self, code: Reason, *, row: int = 0, what: str = "") -> None:
        super().__init__(code)
        self.code, self.row, self.what = code, row, what


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell."""

    row: int
    column: str
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """What was read: an entry for each row that can be understood, and what is wrong with the others."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def decoded(data: bytes, *, name: str) -> str:
    """The text of a file. Raises RosterError, or reading.UnreadableFileError."""
    if "." in name and not name.lower().endswith((".csv", ".txt")):
        code: Reason = "kind"
        raise RosterError(code)
    if len(data) > MOST_BYTES:
        code = "large"
        raise RosterError(code)
    try:
        return reading.read(data, name="list.txt")
    except reading.UnreadableFileError as error:
        if error.code == "binary":
            code = "kind"
            raise RosterError(code) from error
        raise


def read(written: str) -> Roster:
    """The entries of a table with heads, its cells apart by semicolon, comma or tab. Raises RosterError."""
    rows = list(_rows(written))
    if not rows:
        code: Reason = "name"
        raise RosterError(code)
    heads = [" ".join(cell.casefold().split()).rstrip(":") for cell in rows[0][1]]
    columns = _columns(heads)
    roster = Roster(unread=[head[:_SHOWN] for head in heads if head and head not in _FIELDS][:_MOST_UNREAD])
    for number, cells in rows[1:]:
        found = _Row(number, dict(zip(columns, cells, strict=False)))
        entry = found.entry()
        if any(cell.strip() for cell in cells[len(columns) :]):
            found.fault("", _("There are more cells than heads."))
        roster.faults.extend(found.faults)
        if not found.faults:
            roster.entries.append(entry)
    if not roster.entries and not roster.faults:
        code = "no_rows"
        raise RosterError(code)
    return roster


def _rows(written: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says anything, by its number in a spreadsheet."""
    if len(written) > MOST_BYTES:
        code: Reason = "large"
        raise RosterError(code)
    written = written.removeprefix("\ufeff")
    first = next((line for line in written.splitlines() if line.strip()), "")
    apart = max(";,\t", key=first.count)
    table, number, found = csv.reader(io.StringIO(written, newline=""), delimiter=apart, strict=True), 0, 0
    try:
        for number, cells in enumerate(table, 1):
            if len(cells) > _MOST_COLUMNS:
                code = "columns"
                raise RosterError(code)
            if any(cell.strip() for cell in cells):
                found += 1
                if found > MOST_ROWS + 1:
                    code = "rows"
                    raise RosterError(code)
                yield number, cells
    except csv.Error as error:
        code = "shape"
        raise RosterError(code, row=number + 1) from error


def _columns(heads: list[str]) -> list[str]:
    """The field of each column, "" for one that is not read."""
    columns = [_FIELDS.get(head, "") for head in heads]
    if "name" not in columns:
        code: Reason = "name"
        raise RosterError(code)
    twice = next((name for name in COLUMNS if columns.count(name) > 1), "")
    if twice:
        code = "twice"
        raise RosterError(code, what=COLUMNS[twice])
    return columns


class _Row:
    """One row, cell by cell; what cannot be understood is told with its column."""

    def __init__(self, number: int, cells: dict[str, str]) -> None:
        self.number, self.cells = number, cells
        self.faults: list[Fault] = []

    def entry(self) -> Entry:
        """What the row says."""
        role = self._known("role", _ROLE_WORDS, _("“%(says)s” is no role."))
        entry = Entry(
            row=self.number,
            name=self._text("name"),
            email=self._email(),
            phone=self._text("phone"),
            side=self._text("side"),
            organisation=self._text("organisation"),
            role=role,
            from_on=self._day("from_on"),
            until_on=self._day("until_on"),
            party=self._text("party"),
            has_vote=self._known("has_vote", _VOTES, _("“%(says)s”: write ja or nej.")),
        )
        if not entry.name and not self.faults:
            self.fault("name", _("The name is missing."))
        return entry

    def fault(self, name: str, words: str) -> None:
        """Something is wrong in a column, or in the row."""
        who = "".join(sign for sign in self.cells.get("name", "").strip()[:_SHOWN] if sign.isprintable())
        self.faults.append(Fault(self.number, COLUMNS.get(name, ""), words, who))

    def _text(self, name: str) -> str:
        written = self.cells.get(name, "").strip()
        written = written[1:] if _KEPT_AS_TEXT.match(written) else written
        try:
            return text.clean_text(written, limit=_LONGEST.get(name, 100), one_line=True, name=True)
        except text.TextError as error:
            if error.code == "too_long":
                self.fault(name, _("At most %(limit)s characters.") % {"limit": error.limit})
            else:
                self.fault(name, _("The text holds a character that cannot be kept. Paste it again as plain text."))
            return ""

    def _email(self) -> str:
        written = self._text("email").lower()
        try:
            if written:
                validate_email(written)
        except ValidationError:
            self.fault("email", _("“%(says)s” is no e-mail address.") % {"says": written[:_SHOWN]})
        return written

    def _known(self, name: str, words: dict[str, T], fault: str) -> T | None:
        written = self._text(name).casefold()
        if written and written not in words:
            self.fault(name, fault % {"says": written[:_SHOWN]})
        return words.get(written)

    def _day(self, name: str) -> date | None:
        written = self._text(name)
        found = text.starts_with_date(written) if written else None
        if found and found.has_year and found.end == len(written):
            return found.day
        if written:
            says = {"says": written[:_SHOWN]}
            self.fault(name, _("“%(says)s” is no day. Write it as 2026-11-05.") % says)
        return None


def write(mandates: Iterable[Mandate]) -> str:
    """The table of these mandates. A spreadsheet program opens it by itself, and it reads back the same."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=";")
    table.writerow(COLUMNS.values())
    table.writerows([_safe(cell) for cell in _cells(mandate)] for mandate in mandates)
    return "\ufeff" + file.getvalue()


def _cells(mandate: Mandate) -> list[str]:
    member, seat = mandate.member, mandate.seat
    return [
        member.name,
        member.email,
        member.phone,
        str(seat.side) if seat and seat.side else "",
        str(seat.organisation) if seat and seat.organisation else "",
        _ROLES[Role(mandate.role)][0],
        mandate.from_on.isoformat(),
        mandate.until_on.isoformat() if mandate.until_on else "",
        mandate.party,
        "ja" if mandate.has_vote else "nej",
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def words(error: RosterError) -> str:
    """Why a list was not read, and what to do about it."""
    return {
        "kind": _("Save the list as csv in the spreadsheet program, and choose that file."),
        "large": _("The list is larger than 200 kB. Split it into several files."),
        "rows": _("The list has more than 1,000 rows. Split it into several files."),
        "columns": _("The list has more than 50 columns."),
        "name": _("The first row must say what the columns are, and one of them is called namn."),
        "twice": _("Two columns are called %(what)s.") % {"what": error.what},
        "shape": _("Row %(row)s cannot be read as a table: look at its quotation marks.") % {"row": error.row},
        "no_rows": _("There is nobody in the list, only heads."),
    }[error.code]
