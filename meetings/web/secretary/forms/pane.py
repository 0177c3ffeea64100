"""The register beside the text: here or away in one press, and a time on the row."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.models import Attendance, AttendanceKind, AttendanceMode, AttendanceStatus, Coming, Member
from meetings.procedure import attending
from meetings.web.forms import Line
from meetings.web.secretary.forms.register import MarkForm, RegisterForm

_HERE, _AWAY = "here", "away"
_CLOCK = re.compile(r"(?:kl\.? ?)?(?P<came>\d{1,2}(?:[.:,]\d\d)?)?(?: ?[-–] ?(?P<left>\d{1,2}(?:[.:,]\d\d)?))?")


class PaneRowForm(MarkForm):
    """One person's row: here or away. 15.20 in the field is when somebody came, –16.30 when they left."""

    letter = "n"

    status = forms.ChoiceField(
        choices=(("", ""), (_HERE, pgettext_lazy("register", "Here")), (_AWAY, pgettext_lazy("register", "Away"))),
        widget=forms.RadioSelect,
        required=False,
        show_hidden_initial=True,
    )
    clock = Line(label=gettext_lazy("Time"), required=False, max_length=20, show_hidden_initial=True)

    def stands(self, row: Attendance) -> dict[str, object]:
        """Excused and absent are both away."""
        away = row.status in {AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT}
        here = _HERE if row.status == AttendanceStatus.PRESENT else ""
        left = f"–{row.to_time:%H.%M}" if row.to_time else ""
        return {"status": _AWAY if away else here, "clock": (f"{row.from_time:%H.%M}" if row.from_time else "") + left}

    @property
    def pills(self) -> list[BoundWidget]:
        """Here and away."""
        return list(self["status"])[1:]

    def clean_clock(self) -> tuple[time | None, time | None]:
        """When somebody came, and when they left."""
        match = _CLOCK.fullmatch(self.said("clock"))
        if not match:
            raise ValidationError(_("Write 15.20 for who came then, –16.30 for who left then."), code="clock")
        return _time(match["came"]), _time(match["left"])

    def mark(self, *, by: Member) -> None:
        """Mark the row as pressed and typed; who came or left at a time was here. Raises StaleRowError."""
        came, left = self.said("clock")
        attending.mark(
            self.row,
            status=self._status(timed=bool(came or left)),
            mode=AttendanceMode(self.row.mode),
            from_time=came,
            to_time=left,
            span=self.row.span,
            row_version=self.said("row_version"),
            by=by,
        )

    def _status(self, *, timed: bool) -> AttendanceStatus:
        chosen = self.said("status")
        if chosen == _AWAY:
            stands = AttendanceStatus(self.row.status)
            if stands in {AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT}:
                return stands
            has_replied = self.row.replied in {Coming.CANNOT, Coming.SUBSTITUTE}
            return AttendanceStatus.EXCUSED if has_replied else AttendanceStatus.ABSENT
        return AttendanceStatus.PRESENT if chosen == _HERE or timed else AttendanceStatus.UNMARKED


def _time(written: str | None) -> time | None:
    """15, 15.20 or 15:20."""
    if not written:
        return None
    hour, _sep, minute = written.replace(":", ".").replace(",", ".").partition(".")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise ValidationError(_("There is no such time. Write it as 15.00."), code="clock") from error


class PaneRegister(RegisterForm):
    """All rows beside the text, by side, with how many are here."""

    row_form = PaneRowForm

    def save_each(self, *, by: Member) -> bool:
        """Save the changed rows, each by itself: a time that no clock shows keeps nobody else from being marked."""
        marked = [self._mark(row, by) for row in self.rows if row.is_touched]
        return all(marked)

    def renewed(self) -> "PaneRegister":
        """The register as it stands now; a row that was refused keeps what was typed in it, and says why."""
        fresh = PaneRegister(None, meeting=self.meeting)
        refused = {row.row.pk: row for row in self.rows if row.is_bound and row.errors}
        fresh.rows = [refused.get(row.row.pk, row) for row in fresh.rows]
        return fresh

    @property
    def unmarked(self) -> int:
        """How many nobody has marked."""
        return sum(row.row.status == AttendanceStatus.UNMARKED for row in self.rows)

    @property
    def counted(self) -> list[tuple[str, list[MarkForm], str]]:
        """Each side with its rows and its count: 7 here, 2 excused."""
        return [(side, rows, _count(rows)) for side, rows in self.sides]


def _count(rows: list[MarkForm]) -> str:
    statuses = [one.row.status for one in rows if one.row.is_counted or one.row.kind == AttendanceKind.CO_OPTED]
    words = (
        (AttendanceStatus.PRESENT, _("%(count)s here")),
        (AttendanceStatus.EXCUSED, _("%(count)s excused")),
        (AttendanceStatus.ABSENT, _("%(count)s absent")),
    )
    return ", ".join(text % {"count": statuses.count(status)} for status, text in words if status in statuses)
