"""After the meeting: what became of it, only from publications and sent notices (domain rule 12)."""

from datetime import date

import pytest

from meetings.documents import pages
from meetings.models import (
    ActionItem,
    ActionUpdate,
    AgendaItem,
    Council,
    Matter,
    Meeting,
    MeetingStatus,
    Member,
    PublicationKind,
    TabledItem,
)
from meetings.text import TargetKind
from tests.documents import rows

FIRST, SECOND, THIRD = date(2031, 2, 1), date(2031, 3, 1), date(2031, 4, 1)


@pytest.fixture
def tabled(council: Council, matter: Matter) -> AgendaItem:
    """An item that was tabled on 10 January and is published."""
    meeting = rows.hold(council, "2031-01-10")
    return rows.say(meeting, "Muddring", "Inloppet är grunt.\n\nBordläggs till nästa möte", matter=matter)


def later(tabled: AgendaItem, day: str, text: str = "", *, status: MeetingStatus = MeetingStatus.CLOSED) -> AgendaItem:
    """The same question at a later meeting."""
    meeting = rows.hold(tabled.meeting.council, day, status=status)
    rows.say(meeting, "Dagordningen")
    item = rows.say(meeting, tabled.title, text, matter=tabled.matter)
    rows.carry(tabled, item)
    return item


def page(meeting: Meeting, part: str = "", language: str = "sv") -> str:
    found = {(one.part, one.language): one.fragment for one in pages.pages(meeting)}
    return " ".join(found[part, language].replace("\u00a0", " ").split())


def after(meeting: Meeting, part: str = "p1") -> str:
    """What stands under "Efter mötet" on an item's own page; "" for nothing."""
    _before, label, rest = page(meeting, part).partition("Efter mötet")
    return rest.partition("</article>")[0] if label else ""


def test_nothing_is_said_while_nothing_is_public(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    later(tabled, "2031-02-10", "Beslut: kanarie.")
    assert after(tabled.meeting) == ""
    assert "kanarie" not in page(tabled.meeting)


def test_a_sent_protocol_is_not_a_public_one(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    rows.send(later(tabled, "2031-02-10", "Beslut: kanarie.").meeting)
    assert after(tabled.meeting) == ""
    assert "kanarie" not in page(tabled.meeting)


def test_a_decision_is_told_with_day_and_paragraph_once_it_is_published(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    item = later(tabled, "2031-02-10", "Beslut: Rådet muddrar.")
    rows.publish(item.meeting, on=SECOND)
    assert '<a href="/hamnradet/moten/2031-02-10/p2/">10 februari 2031, § 2</a>' in after(tabled.meeting)
    assert "Beslutat" in after(tabled.meeting)
    assert '<a href="/en/hamnradet/moten/2031-02-10/p2/">' in page(tabled.meeting, "p1", "en")


def test_a_question_tabled_again_says_for_which_time(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    second = later(tabled, "2031-02-10", "Bordläggs till nästa möte")
    rows.publish(second.meeting, on=SECOND)
    third = later(second, "2031-03-10", "Bordläggs till nästa möte")
    rows.publish(third.meeting, on=THIRD)
    assert "Frågan är inte avgjord." in after(tabled.meeting)
    assert "tredje gången" in after(tabled.meeting)
    assert "tredje gången" in page(third.meeting, "p2")
    assert after(third.meeting, "p2").count("<li") == 3


def test_a_called_meeting_is_told_but_not_what_it_said(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    item = later(tabled, "2031-02-10", "Beslut: kanarie.")
    rows.call(item.meeting, on=FIRST)
    rows.send(item.meeting)
    assert "10 februari 2031" in after(tabled.meeting)
    assert "när det protokollet är publicerat" in after(tabled.meeting)
    assert "kanarie" not in page(tabled.meeting)


def test_a_notice_that_is_not_public_tells_nothing(tabled: AgendaItem, council: Council) -> None:
    council.shows_notices = False
    council.save()
    rows.publish(tabled.meeting, on=FIRST)
    rows.call(later(tabled, "2031-02-10").meeting, on=FIRST)
    assert after(Meeting.objects.get(pk=tabled.meeting_id)) == ""


def test_a_confidential_successor_is_never_told(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    item = later(tabled, "2031-02-10", "Beslut: kanarie.")
    item.is_confidential = True
    item.save()
    rows.call(item.meeting, on=FIRST)
    assert after(tabled.meeting) == ""
    hidden = {f"items/p2/{leaf}": "confidential" for leaf in ("title", "matter", "blocks/0")}
    rows.publish(item.meeting, on=SECOND, withheld=hidden)
    assert after(tabled.meeting) == ""
    assert "kanarie" not in page(tabled.meeting)


def test_a_decision_that_is_withheld_is_not_told(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    item = later(tabled, "2031-02-10", "Avslås")
    rows.publish(item.meeting, on=SECOND, withheld={"items/p2/blocks/0": "sekretess"})
    assert "vslag" not in after(tabled.meeting)
    assert "vslås" not in after(tabled.meeting)


def test_a_withdrawn_protocol_tells_nothing(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    item = later(tabled, "2031-02-10", "Beslut: Rådet muddrar.")
    rows.publish(item.meeting, on=SECOND)
    rows.publish(item.meeting, on=THIRD, kind=PublicationKind.WITHDRAWN, reason="Fel bilaga.")
    assert after(tabled.meeting) == ""


def test_a_chain_that_was_ended_at_the_desk_is_not_told(tabled: AgendaItem) -> None:
    rows.publish(tabled.meeting, on=FIRST)
    TabledItem.objects.create(
        decision=tabled.decisions.get(), ended_on=FIRST, ended_why="kanarie", target=TargetKind.NEXT_MEETING.value
    )
    assert after(tabled.meeting) == ""


def test_a_group_that_reported_is_told_with_the_question_it_worked_on(tabled: AgendaItem, council: Council) -> None:
    tabled.text = "Arbetsgrupp: @Maja Mast\nBordläggs till arbetsgruppen redovisar"
    tabled.save()
    rows.publish(tabled.meeting, on=FIRST)
    item = rows.say(rows.hold(council, "2031-02-10"), "Muddring", "Beslut: Rådet muddrar.")
    rows.carry(tabled, item, target=TargetKind.GROUP)
    rows.publish(item.meeting, on=SECOND)
    assert "Arbetsgruppen redovisade." in after(tabled.meeting)


@pytest.fixture
def task(council: Council) -> ActionItem:
    """A task that is open, from a published protocol."""
    meeting = rows.hold(council, "2031-01-10")
    item = rows.say(meeting, "Bryggan", "Uppdrag: köper virke @Maja Mast senast 1 mars")
    rows.publish(meeting, on=FIRST)
    return ActionItem.objects.create(item=item, what="köper virke")


def end(task: ActionItem, status: str) -> None:
    task.status, task.ended_at, task.ended_by = status, rows.moment(SECOND), Member.objects.create(name="kanarie")
    task.save()


def test_an_open_task_says_nothing_and_no_line_of_its_updates(task: ActionItem) -> None:
    ActionUpdate.objects.create(action=task, kind="help", text="kanarie")
    ActionUpdate.objects.create(action=task, kind="note", text="kanarie")
    assert after(task.item.meeting) == ""
    assert "kanarie" not in page(task.item.meeting)


def test_a_task_that_is_done_says_when(task: ActionItem) -> None:
    ActionUpdate.objects.create(action=task, kind="done", text="kanarie")
    end(task, "done")
    assert "Uppdraget blev klart 1 mars 2031" in after(task.item.meeting)
    assert "kanarie" not in page(task.item.meeting)


def test_a_task_that_is_withheld_is_not_told(task: ActionItem) -> None:
    end(task, "done")
    rows.publish(
        task.item.meeting,
        on=SECOND,
        kind=PublicationKind.CORRECTED,
        reason="Namn",
        withheld={"items/p1/blocks/0": "sekretess"},
    )
    assert after(task.item.meeting) == ""


def test_the_aftermath_stands_outside_the_frozen_text_and_its_formats(task: ActionItem) -> None:
    end(task, "done")
    found = {(one.part, one.language): one.fragment for one in pages.pages(task.item.meeting)}
    assert "klart" not in found["txt", "sv"]
    assert "klart" not in found["json", "sv"]
