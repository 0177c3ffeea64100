"""Tasks and working groups: who, what, for whom, until when."""

from datetime import date

import pytest

from meetings.text import WrittenAction, WrittenGroup, parse

NOVEMBER = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        (
            "Uppdrag: ta frågan till konferensgruppen @Frida Ståhl",
            WrittenAction("ta frågan till konferensgruppen", ("Frida Ståhl",)),
        ),
        (
            "Uppdrag: skriva brev @Anna Öst-Berg, @Bo af Ek och @Mia Lund till Kansliet senast 5 november.",
            WrittenAction("skriva brev", ("Anna Öst-Berg", "Bo af Ek", "Mia Lund"), "Kansliet", NOVEMBER, "5 november"),
        ),
        (
            "uppdrag: @Frida Ståhl skriver till nämnden senast den 5:e nov 2026",
            WrittenAction("skriver till nämnden", ("Frida Ståhl",), "", NOVEMBER, "den 5:e nov 2026"),
        ),
        (
            "Uppdrag: ordna lokal @Frida Ståhl senast nästa möte",
            WrittenAction("ordna lokal", ("Frida Ståhl",), "", None, "nästa möte"),
        ),
        (
            "Uppdrag: ordna lokal @Frida Ståhl till nästa möte",
            WrittenAction("ordna lokal", ("Frida Ståhl",), "", None, "nästa möte"),
        ),
        (
            "Uppdrag: ordna lokal senast i mars @Frida Ståhl",
            WrittenAction("ordna lokal", ("Frida Ståhl",), "", None, "i mars"),
        ),
        (
            "Uppdrag: ordna lokal @Frida Ståhl senast 2026-11-05 till @Mia Lund",
            WrittenAction("ordna lokal till", ("Frida Ståhl", "Mia Lund"), "", NOVEMBER, "2026-11-05"),
        ),
        (
            "Uppdrag: ordna lokal @[Gruppen om rådets form] senast när den redovisar",
            WrittenAction("ordna lokal", ("Gruppen om rådets form",), "", None, "när den redovisar"),
        ),
        (
            "Uppdrag: ta reda på vem som kom senast @Frida Ståhl",
            WrittenAction("ta reda på vem som kom senast", ("Frida Ståhl",)),
        ),
        ("Uppdrag: kansliet bokar lokal", WrittenAction("kansliet bokar lokal")),
        ("Uppdrag: boka lokal @fr", WrittenAction("boka lokal @fr")),
        ("- Uppdrag: boka lokal @Frida", WrittenAction("boka lokal", ("Frida",))),
    ],
)
def test_a_task_says_who_what_and_when(line: str, action: WrittenAction) -> None:
    assert parse(line, day=date(2026, 9, 24)) == (action,)


def test_a_task_is_one_line() -> None:
    assert [block.first_line for block in parse("Uppdrag: boka lokal @Mia Lund\nVi pratade vidare.")] == [0, 1]


@pytest.mark.parametrize(
    ("line", "group"),
    [
        (
            "Arbetsgrupp: @Sofia Ny, @Bo Ek, sammankallande @Mia Lund",
            WrittenGroup(("Sofia Ny", "Bo Ek", "Mia Lund"), "Mia Lund"),
        ),
        (
            "Arbetsgrupp: @Sofia Ny (sammankallande), @Bo Ek och @Mia Lund formulerar ett nytt uppdrag.",
            WrittenGroup(("Sofia Ny", "Bo Ek", "Mia Lund"), "Sofia Ny", "formulerar ett nytt uppdrag"),
        ),
        (
            "ARBETSGRUPP: se över lokalerna, @Sofia Ny, @Bo Ek, sammankallande: @Bo Ek",
            WrittenGroup(("Sofia Ny", "Bo Ek"), "Bo Ek", "se över lokalerna"),
        ),
        ("Arbetsgrupp: @Sofia Ny, @Bo Ek", WrittenGroup(("Sofia Ny", "Bo Ek"))),
    ],
)
def test_a_group_says_who_and_who_convenes(line: str, group: WrittenGroup) -> None:
    assert parse(line) == (group,)
