"""Old protocols in: pasted or uploaded, looked at, made into a draft, checked."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.documents import build
from meetings.models import Meeting, Protocol, ProtocolApproval, SourceDocument
from meetings.procedure import attending, calling, drafting, writing
from tests.web.secretary.conftest import Island

OLD = """Örådet
Protokoll 2019-02-14 kl. 15.00–17.00
Plats: Bryggan

Närvarande:
Ove Olsson, ordförande
Stina Ek, sekreterare
Mats Medlemm

1. Dagordningen
Godkänns

2. Färjan
Rådet talade om färjan.
Bordläggs till nästa möte
"""
HERE = "/arbete/import/"


def given(island: Island, **more: object) -> dict[str, object]:
    return {"council": island.council.pk, "text": "", "original": "", "name": "", "go": "preview", **more}


def a_file(content: bytes, name: str = "protokoll.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_pasted_text_is_shown_and_nothing_is_kept(island: Island, secretary: Client) -> None:
    page = secretary.post(HERE, given(island, text=OLD)).content.decode()
    assert "14\xa0februari 2019" in page
    assert "Mats Medlemm" in page
    assert Protocol.objects.count() == SourceDocument.objects.count() == 0


def test_a_pasted_text_becomes_one_draft_however_often(island: Island, secretary: Client) -> None:
    answers = [secretary.post(HERE, given(island, text=OLD, go="draft")) for _ in range(2)]
    protocol = Protocol.objects.get()
    assert [answer["Location"] for answer in answers] == [f"{HERE}{protocol.pk}/"] * 2
    assert protocol.meeting.key == "2019-02-14"


def test_a_previewed_file_comes_back_byte_for_byte(island: Island, secretary: Client) -> None:
    content = OLD.encode("cp1252")
    page = secretary.post(HERE, given(island, file=a_file(content))).content.decode()
    original = re.search(r'name="original" value="([^"]+)"', page)
    assert original
    secretary.post(HERE, given(island, original=original[1], name="protokoll.txt", go="draft"))
    source = SourceDocument.objects.get()
    assert (bytes(source.content), source.name) == (content, "protokoll.txt")


def test_the_original_is_given_back_as_a_file(island: Island, secretary: Client, stranger: Client) -> None:
    secretary.post(HERE, given(island, file=a_file(OLD.encode()), go="draft"))
    address = f"{HERE}{Protocol.objects.get().pk}/original/"
    answer = secretary.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="protokoll.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer) == OLD.encode()
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.txt", "Filen är tom"),
        (b"x" * (5 * 1024 * 1024 + 1), "stor.txt", "5\xa0MB"),
        (b"%PDF-1.7 ...", "skannat.txt", "ren text"),
        (b"Protokoll", "protokoll.docx", "txt, md"),
        (b"Protokoll\x00 2019", "nul.txt", "tecken"),
        (b"Hej p\xc3\xa5 er", "hej.txt", "protokoll"),
        (OLD.replace("2019-02-14", "2019-02-30").encode(), "dag.txt", "Mötets dag hittades inte"),
    ],
)
def test_a_bad_file_says_what_is_wrong_and_keeps_nothing(
    island: Island, secretary: Client, content: bytes, name: str, said: str
) -> None:
    answer = secretary.post(HERE, given(island, file=a_file(content, name), go="draft"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "error-summary" in page
    assert said in page
    assert Protocol.objects.count() == SourceDocument.objects.count() == 0


def test_nothing_given_is_said_and_a_damaged_return_too(island: Island, secretary: Client) -> None:
    assert "Välj en fil eller klistra in" in secretary.post(HERE, given(island)).content.decode()
    damaged = secretary.post(HERE, given(island, original="inte base64", name="x.txt")).content.decode()
    assert "Filen skadades på vägen." in damaged


def test_what_was_typed_stays_when_it_is_refused(island: Island, secretary: Client) -> None:
    page = secretary.post(HERE, given(island, text="Bara en rad om katten", go="draft")).content.decode()
    assert "Bara en rad om katten</textarea>" in page


def test_a_second_meeting_that_day_says_which_it_becomes(island: Island, secretary: Client) -> None:
    secretary.post(HERE, given(island, text=OLD, go="draft"))
    other = OLD.replace("talade om färjan", "talade om fyren")
    page = secretary.post(HERE, given(island, text=other)).content.decode()
    assert "Det blir nummer 2" in page or "Det här blir nummer 2 den dagen." in page
    secretary.post(HERE, given(island, text=other, go="draft"))
    assert list(Meeting.objects.order_by("pk").values_list("key", flat=True)) == ["2019-02-14", "2019-02-14-2"]


def test_a_person_who_stands_there_twice_is_paired_once(island: Island, secretary: Client) -> None:
    twice = OLD.replace("Mats Medlemm", "Mats Medlem\nMats Medlem")
    secretary.post(HERE, given(island, text=twice, go="draft"))
    assert Protocol.objects.get().meeting.attendances.filter(member=island.member).count() == 1


def test_old_protocols_leave_the_next_agenda_as_it_is(island: Island, secretary: Client) -> None:
    meeting = calling.plan(island.council, held_on=date(2031, 4, 8), place="Bryggan", by=island.secretary)
    titles = list(meeting.items.values_list("title", flat=True))
    for year in range(2015, 2020):
        secretary.post(HERE, given(island, text=OLD.replace("2019", str(year)), go="draft"))
    assert Protocol.objects.exclude(source=None).count() == 5
    assert list(meeting.items.values_list("title", flat=True)) == titles
    assert ProtocolApproval.objects.filter(item__meeting=meeting).count() == 0
    assert "Färjan" not in secretary.get(f"/arbete/moten/{meeting.pk}/").content.decode()


def test_an_original_with_what_was_once_confidential_is_the_secretarys_alone(
    island: Island, secretary: Client, chair: Client
) -> None:
    secretary.post(HERE, given(island, text=OLD, go="draft"))
    protocol = Protocol.objects.get()
    address = f"{HERE}{protocol.pk}/original/"
    assert chair.get(address).status_code == 200
    item = island.item(protocol)
    saved = writing.save_item(item, is_confidential=True, written="", row_version=item.row_version, by=island.secretary)
    calling.take_off(saved, why="Fel.", by=island.secretary)
    assert (chair.get(address).status_code, secretary.get(address).status_code) == (403, 200)


def test_the_check_shows_the_lines_and_proposes_people(island: Island, secretary: Client) -> None:
    secretary.post(HERE, given(island, text=OLD, go="draft"))
    protocol = Protocol.objects.get()
    page = secretary.get(f"{HERE}{protocol.pk}/").content.decode()
    assert '<li id="l8" class="is-hit">Mats Medlemm</li>' in page
    assert "är det Mats Medlem?" in page
    row = protocol.meeting.attendances.get(printed_name="Mats Medlemm")
    answer = secretary.post(f"{HERE}{protocol.pk}/", {f"p{row.pk}": island.member.pk})
    assert answer["Location"] == f"{HERE}{protocol.pk}/#people"
    row.refresh_from_db()
    assert row.member == island.member


def test_before_sending_it_says_that_nobody_can_answer_and_where_the_unknown_is_ticked(
    island: Island, secretary: Client
) -> None:
    secretary.post(HERE, given(island, text=OLD.replace("Ove Olsson, ordförande\n", ""), go="draft"))
    protocol = Protocol.objects.get()
    page = secretary.get(f"/arbete/protokoll/{protocol.pk}/utskick/").content.decode()
    said = ["Skriv vem som var ordförande.", "under Inledning på sidan Närvaro", "Ingen får protokollet att svara på."]
    assert [words in page for words in said] == [True, True, True]
    row = protocol.meeting.attendances.get(printed_name="Mats Medlemm")
    attending.pair_with(row, member=island.member, by=island.secretary)
    page = secretary.get(f"/arbete/protokoll/{protocol.pk}/utskick/").content.decode()
    assert "En får protokollet att svara på, med mejl." in page


def test_the_tasks_and_groups_that_become_lines_are_shown_before(island: Island, secretary: Client) -> None:
    said, group = "Mats Medlem återkommer om färjan.", "Arbetsgrupp: @Mats Medlem, @Olof Ordförande"
    shown = secretary.post(HERE, given(island, text=OLD.replace("Rådet talade om färjan.", said))).content.decode()
    assert "Uppdrag: Mats Medlem, återkommer om färjan" in shown
    grouped = secretary.post(HERE, given(island, text=OLD.replace("Rådet talade om färjan.", f"{said}\n\n{group}")))
    assert "Arbetsgrupp: Mats Medlem, Olof Ordförande" in grouped.content.decode()


def test_the_numbers_that_an_old_protocol_printed_stay(island: Island, secretary: Client) -> None:
    lettered = OLD.replace("2. Färjan", "1 a. Fyren\nAntas\n\n2. Färjan")
    secretary.post(HERE, given(island, text=lettered, go="draft"))
    protocol = Protocol.objects.get()
    numbered = protocol.meeting.items.in_order()
    assert list(numbered.values_list("agenda_number", flat=True)) == ["1", "1a", "2"]
    version = drafting.send(island.read(protocol), by=island.secretary)
    assert [one.number for one in build.read(version).items] == ["1", "1a", "2"]


def test_an_approval_is_registered_and_waits_for_another(island: Island, secretary: Client) -> None:
    secretary.post(HERE, given(island, text=OLD, go="draft"))
    protocol = Protocol.objects.get()
    address = f"/arbete/protokoll/{protocol.pk}/registrera/"
    assert "Saknas fortfarande" not in secretary.get(address).content.decode()
    page = secretary.post(address, {"basis": "meeting", "note": ""}).content.decode()
    assert 'id="id_note_error"' in page
    assert secretary.post(address, {"basis": "meeting", "note": "4 april 2019, § 2"}).status_code == 302
    assert "Väntar på att någon annan i rådet bekräftar." in secretary.get(address).content.decode()
    assert island.read(protocol).registered_by == island.secretary


def test_only_an_imported_protocol_is_registered(island: Island, secretary: Client) -> None:
    protocol = island.closed()
    page = secretary.post(f"/arbete/protokoll/{protocol.pk}/registrera/", {"basis": "unknown", "note": ""})
    assert "error-summary" in page.content.decode()
    assert secretary.get(f"{HERE}{protocol.pk}/").status_code == 404


def test_only_a_secretary_brings_in_and_only_to_her_own_council(
    island: Island, secretary: Client, chair: Client, stranger: Client
) -> None:
    assert [who.get(HERE).status_code for who in (secretary, chair, stranger)] == [200, 404, 404]
    page = secretary.post(HERE, given(island, text=OLD, go="draft", council=99999))
    assert "error-summary" in page.content.decode()
    assert Protocol.objects.count() == 0
