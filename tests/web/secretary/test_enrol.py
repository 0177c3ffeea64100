"""Läs in ledamöter: a list is looked at row by row, and then read in as it was shown."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import AuditEntry, Mandate, Member
from tests.web.secretary.conftest import DAY, Island, signed_in

HERE = "/arbete/oradet/ledamoter/las-in/"
CSV = "/arbete/oradet/ledamoter/lista.csv"
HEADS = "namn;e-post;telefon;sida;organisation;roll\n"
NEW = f"{HEADS}Nora Ny;nora@example.org;031-1;Öborna;Kranarna;ledamot\n"


def a_file(content: bytes, name: str = "ledamoter.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def look(client: Client, text: str, **more: object) -> str:
    answer = client.post(HERE, {"text": text, "seen": "", "go": "preview", **more})
    assert answer.status_code == 200
    return answer.content.decode()


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def text_on(page: str) -> str:
    found = re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def rows(page: str) -> list[str]:
    found = re.findall(r"<tr role=\"row\">(.*?)</tr>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", html.unescape(row)).split()) for row in found][1:]


def people() -> list[tuple[object, ...]]:
    return list(Member.objects.order_by("pk").values_list("name", "email", "phone", "row_version"))


def test_the_page_offers_a_file_an_example_and_the_list_as_it_stands(island: Island, secretary: Client) -> None:
    page = secretary.get(HERE).content.decode()
    assert 'type="file" name="file"' in page
    assert 'download="ledamoter-exempel.csv"' in page
    assert f'href="{CSV}"' in page
    assert ">Läs in</button>" not in page


def test_a_file_is_shown_row_by_row_and_nothing_is_written(island: Island, secretary: Client) -> None:
    before = people()
    content = f"{HEADS}Mats Medlem;mats@example.org;031-7;;;\nOlof Ordförande;olof@example.org;;;;\n".encode("cp1252")
    page = look(secretary, "", file=a_file(content + "Nora Ny;;;Staden;Kranarna;ersättare\n".encode("cp1252")))
    assert rows(page) == [
        "4 Nora Ny Ny person ersättare, Kranarna, från 4 mars 2031 ny organisation: Kranarna en ny plats",
        "2 Mats Medlem Ändras telefon: – 031-7",
        "3 Olof Ordförande Som förut",
    ]
    assert re.findall(r">(Juni Justerare|Signe Skrivare)</a>", page) == ["Juni Justerare", "Signe Skrivare"]
    assert people() == before
    assert AuditEntry.objects.filter(step="enrol").count() == 0


def test_what_was_shown_is_read_in_from_the_text_that_came_along(island: Island, secretary: Client) -> None:
    page = look(secretary, "", file=a_file(NEW.encode("utf-8-sig")))
    answer = secretary.post(HERE, {"text": text_on(page), "seen": seen_on(page), "go": "enrol"}, follow=True)
    assert answer.redirect_chain == [("/arbete/oradet/ledamoter/", 302)]
    assert "Inläst. En ny person." in answer.content.decode()
    assert str(Mandate.objects.get(member__name="Nora Ny").seat) == "Öborna · Kranarna"


def test_pressing_twice_reads_in_once(island: Island, secretary: Client) -> None:
    page = look(secretary, NEW)
    sent = {"text": NEW, "seen": seen_on(page), "go": "enrol"}
    secretary.post(HERE, sent)
    before = people()
    again = secretary.post(HERE, sent, follow=True)
    assert "Allt i listan står redan i registret. Inget ändrades." in again.content.decode()
    assert people() == before


def test_a_register_that_changed_meanwhile_is_shown_anew_with_the_text_kept(island: Island, secretary: Client) -> None:
    text = f"{HEADS}Mats Medlem;mats@example.org;031-7;;;\n"
    seen = seen_on(look(secretary, text))
    island.member.phone = "031-8"
    island.member.save()
    answer = secretary.post(HERE, {"text": text, "seen": seen, "go": "enrol"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Det här är inte det som visades sist." in page
    assert rows(page) == ["2 Mats Medlem Ändras telefon: 031-8 031-7"]
    assert text_on(page).split() == text.split()
    assert Member.objects.get(pk=island.member.pk).phone == "031-8"
    assert secretary.post(HERE, {"text": text, "seen": seen_on(page), "go": "enrol"}).status_code == 302
    assert Member.objects.get(pk=island.member.pk).phone == "031-7"


def test_reading_in_what_was_never_shown_is_shown_first(island: Island, secretary: Client) -> None:
    answer = secretary.post(HERE, {"text": NEW, "seen": "", "go": "enrol"})
    assert answer.status_code == 409
    assert not Member.objects.filter(name="Nora Ny").exists()


def test_a_name_alone_asks_who_it_is_with_nothing_chosen(island: Island, secretary: Client) -> None:
    text = f"{HEADS}Mats Medlem;ny@example.org;;;;\n"
    page = look(secretary, text)
    assert "Rad 2: vem är Mats Medlem?" in page
    choices = re.findall(r'name="who-2" value="([^"]+)"([^>]*)> ([^<]*)</label>', page)
    assert [(value, " ".join(html.unescape(words).split())) for value, _checked, words in choices] == [
        (
            str(island.member.pk),
            "Samma person: Mats Medlem (e-post mats@example.org → ny@example.org)",
        ),
        ("new", "Någon ny (ledamot, från 4 mars 2031)"),
    ]
    assert "checked" not in "".join(checked for _value, checked, _words in choices)
    sent = {"text": text, "seen": seen_on(page), "go": "enrol"}
    unanswered = secretary.post(HERE, sent)
    assert "Rad 2: säg vem det är." in unanswered.content.decode()
    assert "ny@example.org" not in [email for _name, email, *_rest in people()]
    assert secretary.post(HERE, {**sent, "who-2": str(island.member.pk)}).status_code == 302
    assert Member.objects.get(pk=island.member.pk).email == "ny@example.org"


def test_a_fault_says_its_row_and_column_and_nothing_is_read_in(island: Island, secretary: Client) -> None:
    text = f"{NEW}Fel Fält;ingen adress;;;;kung\n"
    page = look(secretary, text)
    assert rows(page)[0] == ("3 Fel Fält Fel roll: ”kung” är ingen roll. e-post: ”ingen adress” är ingen e-postadress.")
    assert ">Läs in</button>" not in page
    answer = secretary.post(HERE, {"text": text, "seen": seen_on(page), "go": "enrol"})
    assert "Inget lästes in: rätta först det som är fel i listan." in answer.content.decode()
    assert not Member.objects.filter(name="Nora Ny").exists()


def test_the_list_goes_out_and_comes_in_and_changes_nothing(island: Island, secretary: Client) -> None:
    island.member.phone = "+46 31-1"
    island.member.save()
    ended = Member.objects.create(name="Karl Slut")
    Mandate.objects.create(council=island.council, member=ended, from_on=DAY, until_on=DAY)
    before = people()
    answer = secretary.get(CSV)
    assert answer["Content-Disposition"] == 'attachment; filename="ledamoter-oradet.csv"'
    assert "no-store" in answer["Cache-Control"]
    assert "'+46 31-1" in answer.content.decode()
    page = look(secretary, "", file=a_file(answer.content))
    assert {row.rsplit(" ", 2)[-2] + " " + row.rsplit(" ", 1)[-1] for row in rows(page)} == {"Som förut"}
    assert len(rows(page)) == 5
    sent = {"text": text_on(page), "seen": seen_on(page), "go": "enrol"}
    assert "Inget ändrades." in secretary.post(HERE, sent, follow=True).content.decode()
    assert people() == before


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.csv", "Filen är tom"),
        (b"namn\nA\0B\n", "nul.csv", "Filen innehåller tecken"),
        (b"x" * 200_001, "stor.csv", "Listan är större än 200"),
        (b"PK\x03\x04", "lista.csv", "Spara listan som csv"),
        (b"\x01\x02\x03\x04" * 300, "binar.csv", "Spara listan som csv"),
        (bytes(range(1, 256)) * 40, "binar.csv", "Filens tecken gick inte att läsa"),
        (b"namn\n", "lista.xlsx", "Spara listan som csv"),
        (b"namn;" * 100_000, "bred.csv", "Listan är större än 200"),
        (b"namn" + b";" * 100_000, "bred.csv", "Listan har fler än 50 kolumner."),
        (b'namn\n"' + b"A" * 150_000, "citat.csv", "går inte att läsa som en tabell"),
        (b"namn\n" + b"A\n" * 1_001, "lang.csv", "Listan har fler än"),
    ],
)
def test_a_hostile_file_is_answered_in_words(
    island: Island, secretary: Client, content: bytes, name: str, said: str
) -> None:
    page = look(secretary, "", file=a_file(content, name))
    assert said in page.replace("\xa0", " ")
    assert "error-summary" in page


def test_a_formula_is_kept_as_text_and_never_as_markup(island: Island, secretary: Client) -> None:
    text = 'namn;organisation\n=HYPERLINK("x");\n<script>alert(1)</script>;\n'
    page = look(secretary, text)
    assert "<script>alert" not in page
    secretary.post(HERE, {"text": text, "seen": seen_on(page), "go": "enrol"})
    assert {'=HYPERLINK("x")', "<script>alert(1)</script>"} <= {name for name, *_rest in people()}
    assert "'=HYPERLINK" in secretary.get(CSV).content.decode()


def test_nothing_chosen_is_said(island: Island, secretary: Client) -> None:
    assert "Välj en fil." in look(secretary, "")


def test_who_keeps_the_minutes_reads_in_and_nobody_else(
    island: Island, chair: Client, member: Client, stranger: Client
) -> None:
    for address in (HERE, CSV):
        assert [client.get(address).status_code for client in (chair, member, stranger, Client())] == [
            403,
            403,
            404,
            302,
        ]
    for client in (chair, member):
        assert client.post(HERE, {"text": NEW, "seen": "", "go": "enrol"}).status_code == 403
    assert not Member.objects.filter(name="Nora Ny").exists()


def test_a_secretary_who_has_left_reads_in_nothing_at_the_next_request(island: Island) -> None:
    client = signed_in(island.secretary)
    page = look(client, NEW)
    mandate = island.secretary.mandates.get()
    mandate.until_on = DAY - timedelta(days=1)
    mandate.save()
    assert client.post(HERE, {"text": NEW, "seen": seen_on(page), "go": "enrol"}).status_code == 404
    assert not Member.objects.filter(name="Nora Ny").exists()


@pytest.mark.parametrize("many", [1, 3])
def test_the_preview_asks_as_many_questions_for_three_rows_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    text = HEADS + "".join(f"Ny {n};ny{n}@example.org;;Staden;Ny {n};\n" for n in range(many))
    look(secretary, text)
    with django_assert_num_queries(14):
        look(secretary, text)
