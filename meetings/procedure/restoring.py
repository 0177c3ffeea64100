"""Restoring: once a text is approved or corrected, the meeting's live rows say what it says (rule 1).

What was written in an item after it was sent, and never sent, gives way; it stays in the history. What the secretary
noted for nobody else is erased: it was for the writing.
"""

from collections.abc import Sequence

from django.db import transaction

from meetings.documents import build
from meetings.models import AgendaItem, Attendance, Member, Officer, PrivateNote, ProtocolVersion
from meetings.models.base import acting_as
from meetings.procedure import deciding, writing
from meetings.procedure.steps import ProcedureError


def restore(version: ProtocolVersion, *, by: Member | None) -> None:
    """Let the items, their decisions and tasks, and the printed names be those of the version. Part of other steps."""
    paper, meeting = build.read(version), version.protocol.meeting
    rows = {row.anchor: row for row in meeting.items.select_related("meeting__council", "typed_by")}
    for typed in (row for row in rows.values() if row.typed_by):
        writing.note_typed(typed)
    PrivateNote.objects.filter(item__meeting=meeting).delete()
    with acting_as(by):
        for item in paper.items:
            row = rows.get(item.anchor)
            if row and not build.says_the_same(row, item):
                _rewrite(row, item.title, "\n\n".join(block.source for block in item.blocks))
        _reprint(list(meeting.attendances.order_by("position", "pk")), [one.name for one in paper.people])
        _reprint(list(meeting.officers.order_by("role", "pk")), [one.name for one in paper.officers])


def _reprint(rows: Sequence[Attendance | Officer], names: Sequence[str]) -> None:
    """Print names as a paper does, row by row; not where somebody has come or gone since."""
    if len(rows) == len(names):
        for row, name in zip(rows, names, strict=True):
            if row.printed_name != name:
                row.printed_name = name
                row.save()


def _rewrite(row: AgendaItem, title: str, words: str) -> None:
    """Write an item's words. One whose rows already have a life of their own stays as it is: the version counts."""
    try:
        with transaction.atomic():
            row.title, row.text = title, words
            row.save()
            deciding.read(row)
    except ProcedureError:
        return
