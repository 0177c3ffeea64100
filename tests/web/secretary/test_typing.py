"""What the editor asks in the background: keep, read, mark, and the meeting as it stands."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import AgendaItem, AttendanceStatus, Coming, PrivateNote, Reply
from tests.support.filling import filled
from tests.web.secretary.conftest import Island
from tests.web.secretary.test_write import at, typed

# Session, account, person, item; lock, mandate, approval, update; and the savepoint of the step, opened and closed.
KEEPING = 10
EVIL = "<script>alert(1)</script>"


def kept(client: Client, item: AgendaItem, words: str, **more: str) -> tuple[int, dict[str, object]]:
    answer = client.post(f"{at(item)}spara/", typed(item, words, **more))
    return answer.status_code, answer.json()


def test_what_is_typed_is_kept_and_the_page_goes_on_with_the_new_version(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    status, answer = kept(secretary, item, "Vi tal")
    assert (status, answer["row_version"]) == (200, item.row_version + 1)
    item.refresh_from_db()
    assert item.text == "Vi tal"


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    kept(secretary, item, "Mitt")
    assert kept(secretary, item, "Ditt") == (409, {"conflict": True})
    item.refresh_from_db()
    assert item.text == "Mitt"


def test_what_cannot_be_kept_is_said(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    status, answer = kept(secretary, item, "Ord", title=" ")
    assert (status, answer) == (422, {"objections": ["En punkt behöver en rubrik."]})
    assert kept(secretary, item, "x" * 200_000)[0] == 422
    assert kept(secretary, item, "Ord", row_version="ett")[0] == 422


def test_nothing_is_kept_in_an_approved_protocol(island: Island, secretary: Client) -> None:
    item = island.item(island.approved("Godkänns"))
    assert kept(secretary, item, "Ord")[0] == 422
    item.refresh_from_db()
    assert item.text == "Godkänns"


def test_keeping_asks_few_questions(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = island.item(island.opened())
    with django_assert_num_queries(KEEPING):
        kept(secretary, item, "Bordläggs")


def test_a_text_is_read_as_the_server_reads_it_and_nothing_is_written(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    said = (f"Vi talade. {EVIL}", "", "Beslut: att köpa färja", "Bordläggs", "Uppdrag: ringa @Mats Medlemm")
    words = "\r\n".join(said)
    answer = secretary.post(f"{at(item)}lasning/", {"text": words}).json()
    lines = [[2, 2, "decision", "decision"], [3, 3, "tabled", "tabled"], [4, 4, "action", "action"]]
    assert answer["lines"] == lines
    unknown = [answer["text"][start:end] for start, end, kind in answer["marks"] if kind == "unknown"]
    assert unknown == ["@Mats Medlemm"]
    assert "Byt till Mats Medlem" in answer["html"]
    assert EVIL not in answer["html"]
    item.refresh_from_db()
    assert item.text == ""


@pytest.mark.parametrize(
    ("words", "button", "after"),
    [
        ("Uppdrag: ringa @Mats Medlemm", {"rename": "Mats Medlemm"}, "Uppdrag: ringa @Mats Medlem"),
        (
            "Vi talade.\n\nMats tar kontakt med varvet.",
            {"accept": "12"},
            "Uppdrag: tar kontakt med varvet @Mats Medlem",
        ),
        (
            "Uppdrag: ringa",
            {
                "rewrite": "0",
                "b0-what": "ringa varvet",
                "b0-who": "Mats Medlem",
                "b0-whom": "",
                "b0-due": "5 april 2031",
            },
            "Uppdrag: ringa varvet @Mats Medlem senast 5 april 2031",
        ),
        ("Beslut: att köpa", {"rewrite": "0", "b0-sentence": "att sälja"}, "Beslut: att sälja"),
        (
            "Arbetsgrupp: @Mats Medlem",
            {"rewrite": "0", "b0-members": "Mats Medlem", "b0-convener": "Juni Justerare", "b0-what": ""},
            "Arbetsgrupp: @Mats Medlem, sammankallande @Juni Justerare",
        ),
        ("Vi talade.", {"rewrite": "7", "b7-what": "x"}, "Vi talade."),
        ("Vi talade.", {"accept": "99"}, "Vi talade."),
        ("Vi talade.", {"rename": "Ingen"}, "Vi talade."),
    ],
)
def test_a_button_under_the_text_rewrites_its_line(
    island: Island, secretary: Client, words: str, button: dict[str, str], after: str
) -> None:
    item = island.item(island.opened())
    asked = secretary.post(f"{at(item)}lasning/", {"text": words, **button}).json()
    assert after in asked["text"]
    secretary.post(at(item), typed(item, words, **button))  # without scripts the same button saves too
    item.refresh_from_db()
    assert item.text == asked["text"]


def test_a_line_that_cannot_be_written_so_says_why_and_the_text_stays(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    button = {"rewrite": "0", "b0-what": "", "b0-who": "", "b0-whom": "", "b0-due": ""}
    why = "Raden kan inte skrivas så. Skriv den i texten i stället."
    asked = secretary.post(f"{at(item)}lasning/", {"text": "Uppdrag: ringa", **button}).json()
    assert (asked["refused"], asked["text"]) == ([why], "Uppdrag: ringa")
    page = secretary.post(at(item), typed(item, "Uppdrag: ringa", **button)).content.decode()
    assert why in page
    assert "Uppdrag: ringa</textarea>" in page


# --- The register beside the text


def marked(client: Client, island: Island, **more: str) -> str:
    meeting = island.council.meetings.get()
    page = client.get(at(island.item(meeting.protocols.get())))
    fields = filled(page, "editor", **more)
    answer = client.post(f"/arbete/moten/{meeting.pk}/narvaro/markera/", fields)
    assert answer.status_code == 200
    return answer.content.decode()


def row(island: Island, name: str) -> str:
    return f"n{island.council.meetings.get().attendances.get(printed_name=name).pk}"


def status(island: Island, name: str) -> str:
    return island.council.meetings.get().attendances.get(printed_name=name).status


@pytest.mark.parametrize(
    ("pressed", "written", "stands"),
    [
        ("here", "", ("present", None, None)),
        ("", "15.20", ("present", "15.20", None)),
        ("here", "–16.30", ("present", None, "16.30")),
        ("here", "15:20-16", ("present", "15.20", "16.00")),
        ("here", "kl. 15,20", ("present", "15.20", None)),
        ("away", "", ("absent", None, None)),
    ],
)
def test_here_or_away_in_one_press_and_a_time_on_the_row(
    island: Island, secretary: Client, pressed: str, written: str, stands: tuple[str, str | None, str | None]
) -> None:
    island.opened()
    one = row(island, "Mats Medlem")
    marked(secretary, island, **{f"{one}-status": pressed, f"{one}-clock": written})
    found = island.council.meetings.get().attendances.get(printed_name="Mats Medlem")
    times = [f"{at:%H.%M}" if at else None for at in (found.from_time, found.to_time)]
    assert (found.status, *times) == stands


def test_who_has_replied_that_they_cannot_come_is_excused(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    Reply.objects.create(
        meeting=protocol.meeting, member=island.member, says=Coming.CANNOT, entered_by=island.secretary
    )
    marked(secretary, island, **{f"{row(island, 'Mats Medlem')}-status": "away"})
    assert status(island, "Mats Medlem") == AttendanceStatus.EXCUSED


@pytest.mark.parametrize("written", ["halv fyra", "25.00", "15.20 och", "16–15"])
def test_a_time_that_no_clock_shows_is_said_and_marks_nothing(island: Island, secretary: Client, written: str) -> None:
    island.opened()
    before = status(island, "Mats Medlem")
    page = marked(secretary, island, **{f"{row(island, 'Mats Medlem')}-clock": written})
    assert ("field-error" in page, status(island, "Mats Medlem")) == (True, before)


def test_everybody_else_is_here(island: Island, secretary: Client) -> None:
    island.opened()
    one = row(island, "Mats Medlem")
    page = marked(secretary, island, **{f"{one}-status": "away", "rest": "present"})
    assert (status(island, "Mats Medlem"), status(island, "Juni Justerare")) == ("absent", "present")
    assert "Alla är markerade." in page


def test_the_register_is_saved_with_the_item_where_there_are_no_scripts(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    fields = filled(secretary.get(at(item)), "editor", text="Bordläggs", go="register")
    answer = secretary.post(at(item), {**fields, f"{row(island, 'Mats Medlem')}-status": "away"})
    assert answer["Location"] == f"{at(item)}#attendance"
    assert (status(island, "Mats Medlem"), item.decisions.count()) == ("absent", 1)


# --- Notes, the meeting as it stands, and the worker


def test_what_i_note_for_myself_is_seen_by_nobody_else(
    island: Island, secretary: Client, chair: Client, deputy: Client
) -> None:
    item = island.item(island.opened())
    secretary.post(at(item), typed(item, "Bordläggs", note="Ring varvet före mötet"))
    item.refresh_from_db()
    readers = (secretary, deputy, chair)
    assert ["Ring varvet" in reader.get(at(item)).content.decode() for reader in readers] == [True, False, False]
    secretary.post(at(item), typed(item, "Bordläggs", note=""))
    assert not PrivateNote.objects.exists()


def test_a_form_without_the_note_leaves_it(island: Island, secretary: Client) -> None:
    item = island.item(island.opened())
    secretary.post(at(item), typed(item, "Ord", note="Ring varvet"))
    item.refresh_from_db()
    secretary.post(at(item), typed(item, "Andra ord"))
    assert PrivateNote.objects.get().text == "Ring varvet"


def test_the_meeting_as_it_stands_has_no_confidential_item(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    item = island.item(protocol)
    address = f"/arbete/moten/{protocol.meeting_id}/ogonblick/"
    assert item.title in [one["title"] for one in secretary.get(address).json()["items"]]
    secretary.post(at(item), typed(item, "Hemligt", is_confidential="on"))
    answer = secretary.get(address)
    assert item.title not in [one["title"] for one in answer.json()["items"]]
    assert "Hemligt" not in answer.content.decode()


def test_the_worker_keeps_no_page_of_anybody(island: Island, secretary: Client) -> None:
    script = secretary.get("/arbete/sw.js")
    assert script["Content-Type"].startswith("text/javascript")
    shell = secretary.get("/arbete/utan-nat/").content.decode()
    assert "/arbete/utan-nat/" in script.content.decode()
    assert island.secretary.name not in shell
    assert island.secretary.email not in shell


def test_two_in_one_item_see_each_other(island: Island, secretary: Client, deputy: Client) -> None:
    item = island.item(island.opened())
    kept(deputy, item, "Vi tal")
    page = secretary.get(at(item)).content.decode()
    assert "Viola Vikarie skrev här 15.00" in page
    assert secretary.post(f"{at(item)}lasning/", {"text": "x"}).json()["typist"] == "Viola Vikarie"
