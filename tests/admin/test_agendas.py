"""Meetings in the registers: the same steps and objections as at the desk, and no step skipped."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from meetings.models import AgendaItem, Attendance, AttendanceStatus, Meeting, Officer, Protocol
from meetings.procedure import attending, drafting, tabling, writing
from tests.admin.conftest import Place
from tests.support.filling import filled
from tests.support.histories import history
from tests.support.reading import words


class Sheet:
    """A meeting's page in the registers, filled in and sent."""

    def __init__(self, client: Client, place: Place) -> None:
        self.client, self.place = client, place
        self.path = f"/admin/meetings/meeting/{place.meeting.pk}/change/"
        self.sent = filled(client.get(self.path), "meeting_form")

    def row(self, prefix: str, pk: int) -> str:
        """The beginning of the names of a row's fields."""
        name = next(
            name
            for name, value in self.sent.items()
            if name.endswith("-id") and value == str(pk) and name.startswith(prefix)
        )
        return name.removesuffix("id")

    def item(self, **changes: str) -> "Sheet":
        row = self.row("items", self.place.item.pk)
        self.sent |= {row + name: value for name, value in changes.items()}
        return self

    def add(self, prefix: str, values: Mapping[str, Any]) -> "Sheet":
        """Fill in a row that is not there yet."""
        number = int(self.sent[f"{prefix}-TOTAL_FORMS"])
        empty = {
            name.replace("__prefix__", str(number)): value
            for name, value in self.sent.items()
            if name.startswith(f"{prefix}-__prefix__-")
        }
        self.sent |= {**empty, f"{prefix}-TOTAL_FORMS": str(number + 1)}
        self.sent |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
        return self

    def post(self) -> Any:  # noqa: ANN401 - the test client's own answer
        return self.client.post(
            self.path, {name: value for name, value in self.sent.items() if "__prefix__" not in name}
        )


@pytest.fixture
def sheet(secretary: Client, hamn: Place) -> Sheet:
    return Sheet(secretary, hamn)


def stands(place: Place) -> AgendaItem:
    return AgendaItem.objects.get(pk=place.item.pk)


def saves() -> list[int]:
    """How often rows of each kind have been saved."""
    return [history(model).count() for model in (AgendaItem, Attendance, Officer, Meeting)]


def test_an_items_text_is_saved_and_its_decisions_follow(sheet: Sheet, hamn: Place) -> None:
    assert sheet.item(text="Vi talade.\r\nBeslut: Bryggan lagas.").post().status_code == 302
    item = stands(hamn)
    assert item.text == "Vi talade.\nBeslut: Bryggan lagas."
    assert [decision.sentence for decision in item.decisions.all()] == ["Bryggan lagas."]
    assert history(item).latest("history_id").history_member_id == hamn.secretary.pk
    assert "Bryggan lagas." in words(sheet.client.get(sheet.path))


def test_saving_the_page_unchanged_changes_no_row(sheet: Sheet, hamn: Place) -> None:
    sheet.item(text="En rad.\r\nEn till.").post()
    before = saves()
    assert Sheet(sheet.client, hamn).post().status_code == 302
    assert saves() == before


def test_what_the_procedure_objects_to_stands_in_the_form_with_what_was_typed(sheet: Sheet, hamn: Place) -> None:
    sheet.item(text="Bordläggs").post()
    tabled = stands(hamn).decisions.get().tabled
    tabled.taken_up_as = AgendaItem.objects.create(meeting=hamn.meeting, title="Åter", anchor="p99", text="Skrivet")
    tabled.save()
    assert tabling.is_pinned(tabled)
    answer = Sheet(sheet.client, hamn).item(text="Inget alls").post()
    assert answer.status_code == 200
    assert "Inget alls" in words(answer)
    assert stands(hamn).text == "Bordläggs"


@pytest.mark.parametrize("typed", ["\0", "x" * 100_001, "a" + "\u0301" * 40])
def test_a_text_that_cannot_be_kept_is_refused_in_words(sheet: Sheet, hamn: Place, typed: str) -> None:
    answer = sheet.item(text=typed).post()
    assert answer.status_code == 200
    assert stands(hamn).text == ""


def test_an_item_that_somebody_else_saved_meanwhile_is_refused_with_both_texts(sheet: Sheet, hamn: Place) -> None:
    writing.save_item(stands(hamn), row_version=stands(hamn).row_version, written="Deras ord", by=hamn.secretary)
    answer = sheet.item(text="Mina ord").post()
    assert answer.status_code == 200
    assert "Mina ord" in words(answer)
    assert "Deras ord" in words(answer)
    assert stands(hamn).text == "Deras ord"


def test_another_row_saved_meanwhile_does_not_hinder(sheet: Sheet, hamn: Place) -> None:
    row = Attendance.objects.get(member=hamn.member)
    attending.mark(row, status=AttendanceStatus.EXCUSED, row_version=row.row_version, by=hamn.secretary)
    sheet.sent[sheet.row("attendances", row.pk) + "status"] = "excused"
    assert sheet.item(text="Mina ord").post().status_code == 302
    assert stands(hamn).text == "Mina ord"


def test_nothing_is_saved_when_one_of_the_rows_is_refused(sheet: Sheet, hamn: Place) -> None:
    row = sheet.row("attendances", Attendance.objects.get(member=hamn.member).pk)
    sheet.sent |= {row + "from_time": "16:00", row + "to_time": "15:00"}
    assert sheet.item(text="Mina ord").post().status_code == 200
    assert stands(hamn).text == ""


def test_once_sent_everything_is_only_read(sheet: Sheet, hamn: Place) -> None:
    hamn.send()
    said = words(sheet.client.get(sheet.path))
    assert "<textarea" not in said
    assert "seen_version" not in said
    assert "hamnfrågan" in said


def test_a_form_opened_before_the_protocol_was_sent_is_refused_and_keeps_what_was_typed(
    sheet: Sheet, hamn: Place
) -> None:
    hamn.send()
    answer = sheet.item(text="För sent skrivet").post()
    assert answer.status_code == 200
    assert "För sent skrivet" in words(answer)
    assert stands(hamn).text == ""


def test_a_protocol_taken_back_can_be_written_again(sheet: Sheet, hamn: Place) -> None:
    hamn.send()
    drafting.recall(Protocol.objects.get(pk=hamn.protocol.pk), reason="Fel namn", by=hamn.secretary)
    assert Sheet(sheet.client, hamn).item(text="Rätt namn").post().status_code == 302
    assert stands(hamn).text == "Rätt namn"


def test_no_step_can_be_skipped_by_sending_a_state(sheet: Sheet, hamn: Place) -> None:
    sheet.sent |= {"status": "closed", "state": "approved", "held_on": "2001-01-01", "key": "x", "kind": "extra"}
    row = sheet.row("items", hamn.item.pk)
    sheet.sent |= {
        row + "paragraph_number": "7",
        row + "anchor": "p50",
        row + "withdrawn_why": "x",
        row + "kind": "heading",
    }
    assert sheet.item(text="Ord").post().status_code == 302
    meeting, item = Meeting.objects.get(pk=hamn.meeting.pk), stands(hamn)
    assert (meeting.status, meeting.held_on, meeting.key, meeting.kind) == (
        "open",
        hamn.meeting.held_on,
        hamn.meeting.key,
        "ordinary",
    )
    assert (item.paragraph_number, item.anchor, item.withdrawn_why, item.kind) == (
        None,
        hamn.item.anchor,
        "",
        "ordinary",
    )
    assert Protocol.objects.get(pk=hamn.protocol.pk).state == "draft"


def test_attendance_is_marked_and_paired_and_a_guest_added(sheet: Sheet, hamn: Place) -> None:
    row = sheet.row("attendances", Attendance.objects.get(member=hamn.member).pk)
    sheet.sent |= {row + "status": "present", row + "from_time": "15:20", row + "member": ""}
    sheet.add("attendances", {"printed_name": "Gun Gäst", "kind": "guest", "status": "present"})
    assert sheet.post().status_code == 302
    marked = Attendance.objects.get(printed_name="Maja Medlem")
    assert (marked.status, str(marked.from_time), marked.member) == ("present", "15:20:00", None)
    guest = Attendance.objects.get(printed_name="Gun Gäst")
    assert (guest.kind, guest.status, guest.meeting) == ("guest", "present", hamn.meeting)


def test_a_printed_name_stands_as_it_was_printed(sheet: Sheet, hamn: Place) -> None:
    row = sheet.row("attendances", Attendance.objects.get(member=hamn.member).pk)
    sheet.sent |= {row + "printed_name": "Annan", row + "status": "absent"}
    assert sheet.post().status_code == 302
    assert Attendance.objects.get(member=hamn.member).printed_name == "Maja Medlem"


def test_a_person_stands_once_in_the_register(sheet: Sheet, hamn: Place) -> None:
    sheet.add("attendances", {"member": hamn.chair.pk, "kind": "member", "status": "present"})
    assert sheet.post().status_code == 200
    assert Attendance.objects.filter(member=hamn.chair).count() == 1


def test_officers_are_named_and_taken_away(sheet: Sheet, hamn: Place) -> None:
    chair = sheet.row("officers", Officer.objects.get(role="chair").pk)
    sheet.sent[chair + "DELETE"] = "on"
    sheet.add("officers", {"role": "chair", "member": hamn.member.pk})
    sheet.add("officers", {"role": "adjuster", "printed_name": "Just Justerare"})
    assert sheet.post().status_code == 302
    assert sorted(Officer.objects.values_list("role", "printed_name", "member")) == [
        ("adjuster", "Just Justerare", None),
        ("chair", "Maja Medlem", hamn.member.pk),
        ("secretary", "Signe Sekreterare", hamn.secretary.pk),
    ]


def test_an_officer_without_a_name_is_refused(sheet: Sheet, hamn: Place) -> None:
    sheet.add("officers", {"role": "adjuster"})
    assert sheet.post().status_code == 200
    assert not Officer.objects.filter(role="adjuster").exists()


def test_an_item_can_be_put_on_the_agenda(sheet: Sheet, hamn: Place) -> None:
    sheet.add("items", {"kind": "decision", "title": "Kajen", "text": "Beslut: Kajen målas."})
    assert sheet.post().status_code == 302
    item = AgendaItem.objects.get(title="Kajen")
    assert (item.kind, item.decisions.get().sentence) == ("decision", "Kajen målas.")


def test_the_head_is_saved_by_its_step(sheet: Sheet, hamn: Place) -> None:
    day = hamn.meeting.held_on.isoformat()
    sheet.sent |= {"starts_at_0": day, "starts_at_1": "15:00", "ends_at_0": day, "ends_at_1": "14:00"}
    assert sheet.post().status_code == 200
    for elsewhere in ("0001-01-01", "9999-12-31"):
        sheet.sent["ends_at_0"] = elsewhere
        assert "Klockslaget är inte på mötets dag." in sheet.post().content.decode()
    sheet.sent["ends_at_0"] = day
    sheet.sent |= {"ends_at_1": "16:00", "place": "Magasinet", "title": "Vårmötet"}
    assert sheet.post().status_code == 302
    meeting = Meeting.objects.get(pk=hamn.meeting.pk)
    assert (meeting.place, meeting.title, meeting.starts_at is not None) == ("Magasinet", "Vårmötet", True)


def test_a_new_meeting_is_planned_with_an_agenda_that_comes_filled(secretary: Client, hamn: Place) -> None:
    form = secretary.get("/admin/meetings/meeting/add/")
    sent = filled(form, "meeting_form", council=hamn.council.pk, held_on="2031-04-01", place="Salen")
    assert secretary.post("/admin/meetings/meeting/add/", sent).status_code == 302
    meeting = Meeting.objects.get(held_on="2031-04-01")
    assert (meeting.key, meeting.status, meeting.items.count() > 0) == ("2031-04-01", "planned", True)


def test_another_councils_meeting_cannot_be_planned(secretary: Client, hamn: Place, skog: Place) -> None:
    form = secretary.get("/admin/meetings/meeting/add/")
    sent = filled(form, "meeting_form", council=skog.council.pk, held_on="2031-04-01")
    assert secretary.post("/admin/meetings/meeting/add/", sent).status_code == 200
    assert Meeting.objects.count() == 2


def test_another_councils_item_cannot_be_reached_on_an_own_page(sheet: Sheet, hamn: Place, skog: Place) -> None:
    row = sheet.row("items", hamn.item.pk)
    sheet.sent |= {row + "id": str(skog.item.pk), row + "text": "Taget"}
    assert sheet.post().status_code == 200
    assert AgendaItem.objects.get(pk=skog.item.pk).text == ""


def test_forms_that_have_lost_their_rows_are_refused_in_words(sheet: Sheet, hamn: Place) -> None:
    sheet.item(text="Mina ord")
    for name in ("items-TOTAL_FORMS", "attendances-INITIAL_FORMS"):
        broken = {key: value for key, value in sheet.sent.items() if key != name and "__prefix__" not in key}
        assert sheet.client.post(sheet.path, broken).status_code == 200
    assert sheet.client.post(sheet.path, {}).status_code == 200
    assert stands(hamn).text == ""


@pytest.mark.parametrize("count", ["9999999", "-1", "x"])
def test_forms_that_count_their_rows_wrongly_break_nothing(sheet: Sheet, hamn: Place, count: str) -> None:
    for name in ("items-TOTAL_FORMS", "items-INITIAL_FORMS", "attendances-TOTAL_FORMS", "officers-INITIAL_FORMS"):
        sent = {key: value for key, value in sheet.sent.items() if "__prefix__" not in key}
        assert sheet.client.post(sheet.path, {**sent, name: count}).status_code in {200, 302}
    assert stands(hamn).text == ""
