"""A list of people as a table: whatever comes in is read or refused in words, and what goes out reads back."""

from datetime import date

import pytest
from django.conf import settings

from meetings.importing import roster
from meetings.importing.reading import UnreadableFileError
from meetings.models import Council, Mandate, Member, Organisation, Role, Seat, Side
from meetings.procedure.placing import Entry

HEADS = "namn;e-post;telefon;sida;organisation;roll;från;till;parti;röstar\n"
FULL = Entry(
    row=2,
    name="Anna Ek",
    email="anna@example.org",
    phone="031-12 34 56",
    side="Staden",
    organisation="Hamnkontoret",
    role=Role.VICE_CHAIR,
    from_on=date(2027, 1, 1),
    until_on=date(2028, 12, 31),
    party="S",
    has_vote=False,
)


def faults(written: str) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.text) for one in roster.read(written).faults]


@pytest.mark.parametrize("apart", [";", ",", "\t"])
def test_columns_are_known_by_their_heads_in_any_order(apart: str) -> None:
    rows = [
        ["Röstar", "Till", "Namn", "E-post", "Telefon", "Sida", "Organisation", "Roll", "Från", "Parti"],
        ["nej", "31 december 2028", "Anna Ek", "Anna@Example.org", "031-12 34 56", "Staden", "Hamnkontoret"],
    ]
    rows[1] += ["Vice ordförande", "2027-01-01", "S"]
    assert roster.read("\r\n".join(apart.join(row) for row in rows)).entries == [FULL]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_however_its_letters_are_kept(encoding: str) -> None:
    data = "namn;från\nÅke Östman;2027-01-01\n".encode(encoding)
    read = roster.read(roster.decoded(data, name="Ledamöter.CSV"))
    assert [(one.name, one.from_on) for one in read.entries] == [("Åke Östman", date(2027, 1, 1))]


def test_what_is_not_said_is_empty_and_empty_rows_are_nobody() -> None:
    read = roster.read("namn\n\n;;\nAnna Ek\n")
    assert read.entries == [Entry(row=4, name="Anna Ek")]
    assert read.faults == []


def test_each_fault_says_its_row_and_its_column() -> None:
    wrong = "Anna;ingen adress;;;;kung;2027-02-30;ibland;Ett parti med ett långt namn;kanske\n;a@example.org;;;;;;;;\n"
    assert faults(HEADS + wrong) == [
        (2, "roll", "”kung” är ingen roll."),
        (2, "e-post", "”ingen adress” är ingen e-postadress."),
        (2, "från", "”2027-02-30” är ingen dag. Skriv den som 2026-11-05."),
        (2, "till", "”ibland” är ingen dag. Skriv den som 2026-11-05."),
        (2, "parti", "Högst 20 tecken."),
        (2, "röstar", "”kanske”: skriv ja eller nej."),
        (3, "namn", "Namnet saknas."),
    ]
    assert faults("namn\nAnna;mer\n") == [(2, "", "Raden har fler rutor än rubriker.")]
    assert roster.read(HEADS + wrong).entries == []


def test_a_column_that_is_not_read_is_told() -> None:
    assert roster.read("Namn;Skonummer;telefon\nAnna;38;1\n").unread == ["skonummer"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "name"),
        ("telefon\n1\n", "name"),
        ("=cmd|' /C calc'!A0", "name"),
        ("namn;namn\nA;B\n", "twice"),
        ("namn\n", "no_rows"),
        ("namn\n" + "A\n" * 1001, "rows"),
        ("namn;" * 100_000, "large"),
        ("namn;" * 51, "columns"),
        ('namn\n"A\n', "shape"),
        ('namn\n"A"B\n', "shape"),
        ('namn\n"' + "A" * 150_000 + '"\n', "shape"),
        ("å" * 200_001, "large"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(written: str, code: str) -> None:
    with pytest.raises(roster.RosterError) as refused:
        roster.read(written)
    assert refused.value.code == code
    assert roster.words(refused.value)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "tom.csv", "empty"),
        (b"namn\nA\0\n", "nul.csv", "nul"),
        (b"PK\x03\x04rest", "lista.csv", "kind"),
        (b"namn\nA\n", "lista.xlsx", "kind"),
        (b"n" * 200_001, "stor.csv", "large"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_reason(data: bytes, name: str, code: str) -> None:
    with pytest.raises((roster.RosterError, UnreadableFileError)) as refused:
        roster.decoded(data, name=name)
    assert getattr(refused.value, "code", "") == code


@pytest.mark.parametrize("name", ["=1+1", "+46", "-a", "@b", "'=1", "''+x", "'t Hooft", 'Sa;g "Q", x', "Ö"])
@pytest.mark.django_db
def test_a_cell_that_looks_like_a_formula_is_made_safe_and_reads_back(name: str) -> None:
    council = Council.objects.create(slug="hamnradet", name="Hamnrådet")
    side = Side.objects.create(council=council, name=name)
    body = Organisation.objects.create(side=side, name=name)
    seat = Seat.objects.create(council=council, side=side, organisation=body, from_on=date(2020, 1, 1))
    member = Member.objects.create(name=name, phone=name)
    mandate = Mandate.objects.create(council=council, seat=seat, member=member, from_on=date(2020, 1, 1), party=name)
    written = roster.write([mandate])
    cells = written.removeprefix("\ufeff").splitlines()[1].split(";")
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "-", "@"))]
    (entry,) = roster.read(written).entries
    assert [entry.name, entry.phone, entry.side, entry.organisation, entry.party] == [name] * 5
    assert (entry.role, entry.has_vote, entry.from_on, entry.until_on) == (Role.MEMBER, True, date(2020, 1, 1), None)


def test_the_example_reads_without_a_fault() -> None:
    data = (settings.ROOT / "static" / "examples" / "ledamoter.csv").read_bytes()
    read = roster.read(roster.decoded(data, name="ledamoter.csv"))
    assert (len(read.entries), read.faults, read.unread) == (4, [], [])
