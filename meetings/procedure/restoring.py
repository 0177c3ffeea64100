"""Restoring: once a text is approved or corrected, the meeting's live rows say what it says (rule 1).

What was written in an item after it was sent, and never sent, gives way; it stays in the history.
"""

from django.db import transaction

from meetings.documents import build
from meetings.models import AgendaItem, Member, ProtocolVersion
from meetings.models.base import acting_as
from meetings.procedure import deciding
from meetings.procedure.steps import ProcedureError


def restore(version: ProtocolVersion, *, by: Member | None) -> None:
    """Let the items, their decisions and tasks, and the printed names be those of the version. Part of other steps."""
    paper, meeting = build.read(version), version.protocol.meeting
    rows = {row.anchor: row for row in meeting.items.select_related("meeting__council")}
    with acting_as(by):
        for item in paper.items:
            row = rows.get(item.anchor)
            if row and not build.says_the_same(row, item):
                _rewrite(row, item.title, build.written(item))
        people = meeting.attendances.order_by("position", "pk")
        if len(people) == len(paper.people):
            for one, person in zip(people, paper.people, strict=True):
                if one.printed_name != person.name:
                    one.printed_name = person.name
                    one.save()


def _rewrite(row: AgendaItem, title: str, words: str) -> None:
    """Write an item's words. One whose rows already have a life of their own stays as it is: the version counts."""
    try:
        with transaction.atomic():
            row.title, row.text = title, words
            row.save()
            deciding.read(row)
    except ProcedureError:
        return
