"""Previous protocols on the agenda: one row for each that is not approved, and who is to confirm."""

from dataclasses import dataclass

from django.http import QueryDict

from meetings.models import AgendaItem, Answer, ItemKind, Member, ProtocolApproval, Stance
from meetings.procedure import answering, approving
from meetings.web.secretary.forms.previous import RowForm


@dataclass(frozen=True, slots=True)
class Row:
    """One previous protocol: its form, how it was answered, and who is asked to confirm."""

    row: ProtocolApproval
    form: RowForm
    count: answering.Count | None
    answers: list[Answer]
    confirmers: list[Member]

    @property
    def objections(self) -> list[Answer]:
        """What somebody has against it."""
        return [answer for answer in self.answers if answer.stance != Stance.APPROVE]


def rows(item: AgendaItem, sent: QueryDict | None = None) -> list[Row]:
    """The rows of an item, with what was sent for them; a row that has come since the page was made has nothing."""
    if item.kind != ItemKind.PREVIOUS_PROTOCOLS:
        return []
    found = item.approvals.select_related("protocol__meeting", "protocol__version", "version", "confirmed_by")
    return [_row(row, RowForm(sent if sent and f"row{row.pk}-row_version" in sent else None, row=row)) for row in found]


def _row(row: ProtocolApproval, form: RowForm) -> Row:
    version = row.protocol.version
    count = answering.count(version) if version else None
    answers = list(Answer.objects.holding(version).select_related("member")) if version else []
    return Row(row, form, count, answers, approving.confirmers(row))
