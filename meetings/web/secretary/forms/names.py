"""Who the printed names of a register are: all of them in one form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import Attendance, AttendanceKind, Meeting, Member, Protocol
from meetings.models.base import StaleRowError
from meetings.procedure import attending
from meetings.procedure.seating import People
from meetings.procedure.steps import ProcedureError
from meetings.web.forms import StepForm
from meetings.web.secretary import people


@dataclass(frozen=True, slots=True)
class Question:
    """One printed name, who it may be, and the choice."""

    field: forms.BoundField
    proposed: Member | None


class NamesForm(StepForm):
    """A choice for each printed name that nobody has paired. The names stay as they are printed.

    Nobody is chosen beforehand: whoever may be meant is only asked about, and stands first.
    """

    def __init__(self, data: Any, *, meeting: Meeting, protocol: Protocol | None) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data)
        self.meeting = meeting
        self.is_stale = False
        self.rows = {f"p{row.pk}": row for row in _unpaired(meeting, protocol)}
        self.people: dict[int, Member] = {}
        self.proposed: dict[str, Member] = {}
        if self.rows:  # who is on the council is asked only where there is a name to ask about
            self._ask(People(meeting))

    def _ask(self, known: People) -> None:
        self.people = {member.pk: member for member in known}
        everybody = people.told_apart(known, self.meeting)
        for name, row in self.rows.items():
            proposed = people.proposal(row.printed_name, known)
            if proposed:
                self.proposed[name] = proposed
            first = sorted(everybody, key=lambda one: proposed is None or one[0] != proposed.pk)
            choices = [("", _("Leave as text")), *first]
            self.fields[name] = forms.TypedChoiceField(
                label=row.printed_name, choices=choices, required=False, coerce=int, empty_value=None
            )

    @property
    def questions(self) -> Iterator[Question]:
        """What is asked, name by name."""
        return (Question(self[name], self.proposed.get(name)) for name in self.rows)

    @property
    def is_touched(self) -> bool:
        """Whether somebody is chosen."""
        return self.is_bound and any(name[:1] == "p" and name[1:].isdecimal() and self.data[name] for name in self.data)

    def clean(self) -> dict[str, Any]:
        """Names that somebody else has paired since, with another person than was chosen here, stay as they are."""
        for row in self.meeting.attendances.exclude(member=None).select_related("member"):
            chosen = self.data.get(f"p{row.pk}")
            if chosen and chosen != str(row.member_id):
                self._say_paired(row)
        return self.cleaned_data

    def _say_paired(self, row: Attendance) -> None:
        words = _("Somebody else has said that ”%(name)s” is %(member)s.")
        self.add_error(None, words % {"name": row.printed_name, "member": row.member})
        self.is_stale = True

    def save(self, *, by: Member) -> bool:
        """Pair the names with those who were chosen, all or none."""
        if not self.is_valid():
            return False
        with transaction.atomic():
            for name, row in self.rows.items():
                self._pair(name, row, by)
            transaction.set_rollback(bool(self.errors))
        return not self.errors

    def _pair(self, name: str, row: Attendance, by: Member) -> None:
        member = self.people.get(self.cleaned_data.get(name) or 0)
        if member is None:
            return
        try:
            attending.pair_with(row, member=member, by=by, row_version=row.row_version)
        except StaleRowError:
            row.refresh_from_db()
            self._say_paired(row)
        except ProcedureError as error:
            self.add_error(name, " ".join(objection.text for objection in error.objections))


def _unpaired(meeting: Meeting, protocol: Protocol | None) -> list[Attendance]:
    """Rows with a printed name alone; guests only of an old protocol, where they were read as such."""
    rows = meeting.attendances.filter(member=None).order_by("position", "pk")
    return list(rows if protocol and protocol.is_imported else rows.exclude(kind=AttendanceKind.GUEST))
