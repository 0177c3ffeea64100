"""Tables to take away: files that a Swedish spreadsheet program opens with å ä ö right and each value in its column."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents import labels
from meetings.models import ActionItem, AgendaItem, Decision
from meetings.web.secretary.on_the_table import Lying

_BYTE_ORDER_MARK = "\ufeff"  # without it such a program takes å for two letters
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | date | None


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A table as a file. The semicolon is what stands between values where the comma stands in numbers."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_text(cell) for cell in head])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(_BYTE_ORDER_MARK + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _text(cell: Cell) -> str:
    """A value as text. What a spreadsheet program would count out as a formula is held as text by an apostrophe."""
    if isinstance(cell, datetime):
        cell = timezone.localdate(cell)
    words = cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
    return f"'{words}" if words.startswith(_BEGINS_A_FORMULA) else words


def actions(found: Iterable[ActionItem]) -> HttpResponse:
    """Actions, with who is responsible and what was `said`."""
    head = [
        *_place_head(),
        _("Action"),
        _("Responsible"),
        _("To whom"),
        _("Due"),
        _("Status"),
        _("Ended"),
        _("What was said last"),
    ]
    return csv_file("uppdrag", head, ([*_place(one.item), *_action(one)] for one in found))


def _action(action: ActionItem) -> Iterable[Cell]:
    said = action.said[-1:]  # type: ignore[attr-defined]  # with_what_was_said
    names = [one.printed_name for one in action.responsible.all()] or [action.group.name if action.group else ""]
    status = _("Late") if action.is_late else action.get_status_display().capitalize()  # type: ignore[attr-defined]  # told_late
    yield from (action.what, ", ".join(names), action.to_whom, action.due_on or action.due_text)
    yield from (status, action.ended_at, said[0].text if said else "")


def tabled(found: Iterable[Lying]) -> HttpResponse:
    """What lies on the table."""
    head = [*_place_head(), _("Tabled since"), _("Times tabled"), _("Weeks"), _("Where it stands")]
    rows = ([*_place(one.tabled.decision.item), one.since, one.times, one.weeks, one.now] for one in found)
    return csv_file("bordlagt", head, rows)


def handed_over(found: Iterable[Decision]) -> HttpResponse:
    """What was handed over, and what became of it."""
    head = [*_place_head(), _("The decision"), _("To whom"), _("Sent"), _("The answer came"), _("The answer")]
    return csv_file("overlamnat", head, ([*_place(one.item), *_handed_over(one)] for one in found))


def _handed_over(decision: Decision) -> Iterable[Cell]:
    yield from (decision.sentence, decision.recipient)
    row = getattr(decision, "forwarding", None)
    yield from (row.sent_on, row.answered_on, row.answer) if row else ("", "", "")


def _place_head() -> list[str]:
    return [_("Council"), _("Meeting"), _("Item"), _("Title"), _("Confidential")]


def _place(item: AgendaItem) -> list[Cell]:
    """Where it was said. A file leaves the program: whether it is confidential stands in it."""
    secret = _("yes") if item.is_confidential else _("no")
    return [item.meeting.council.name, item.meeting.held_on, labels.item_number(item), item.title, secret]
