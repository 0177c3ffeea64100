"""The register of attendance: one row for each person, who led and wrote, and the head of the protocol."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.models import (
    Attendance,
    AttendanceKind,
    AttendanceMode,
    AttendanceStatus,
    Meeting,
    Member,
    Officer,
    OfficerRole,
    Protocol,
    Side,
)
from meetings.models.base import StaleRowError
from meetings.procedure import attending, drafting
from meetings.web import fields
from meetings.web.forms import Line, Name, SeenForm, StepForm, Words

_CHOICES = (
    ("", pgettext_lazy("register", "Not marked")),
    (AttendanceStatus.PRESENT.value, pgettext_lazy("register", "Here")),
    (AttendanceStatus.EXCUSED.value, pgettext_lazy("register", "Excused")),
    (AttendanceStatus.ABSENT.value, pgettext_lazy("register", "Away")),
)


class MarkForm(SeenForm):
    """A form for one person's row in the register, whatever fields mark it."""

    letter: str
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: Attendance) -> None:  # noqa: ANN401 - Django's own signature
        # Somebody added since the page was opened has no fields in what was sent, and is left as they are.
        sent = data if data and f"{self.letter}{row.pk}-row_version" in data else None
        initial = {**self.stands(row), "row_version": row.row_version}
        super().__init__(sent, prefix=f"{self.letter}{row.pk}", initial=initial)
        self.row = row

    def stands(self, row: Attendance) -> dict[str, object]:
        """What the row's fields show before anybody changes them."""
        raise NotImplementedError  # each kind of row has fields of its own

    def mark(self, *, by: Member) -> None:
        """Mark the row as typed. Raises StaleRowError."""
        raise NotImplementedError  # each kind of row has fields of its own


class RowForm(MarkForm):
    """One person's row: here, excused or away, on site or at a distance, all of the meeting or a part."""

    letter = "r"

    status = forms.ChoiceField(choices=_CHOICES, widget=forms.RadioSelect, required=False, show_hidden_initial=True)
    is_remote = forms.BooleanField(label=gettext_lazy("At a distance"), required=False, show_hidden_initial=True)
    from_time = fields.clock(label=gettext_lazy("Came"), required=False, show_hidden_initial=True)
    to_time = fields.clock(label=gettext_lazy("Left"), required=False, show_hidden_initial=True)
    span = Line(label=gettext_lazy("Items"), required=False, max_length=100, show_hidden_initial=True)

    def stands(self, row: Attendance) -> dict[str, object]:
        """As it is marked."""
        return {
            "status": "" if row.status == AttendanceStatus.UNMARKED else row.status,
            "is_remote": row.mode == AttendanceMode.REMOTE,
            "from_time": row.from_time,
            "to_time": row.to_time,
            "span": row.span,
        }

    @property
    def pills(self) -> list[BoundWidget]:
        """The choices; taking a mark back is offered only where there is one."""
        choices = list(self["status"])
        return choices[1:] if self.row.status == AttendanceStatus.UNMARKED else choices

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields for somebody who was there for a part, or at a distance."""
        return [self[name] for name in ("from_time", "to_time", "span", "is_remote")]

    def mark(self, *, by: Member) -> None:
        """Mark the row as typed. Raises StaleRowError."""
        attending.mark(
            self.row,
            status=AttendanceStatus(self.said("status") or AttendanceStatus.UNMARKED),
            mode=AttendanceMode.REMOTE if self.said("is_remote") else AttendanceMode.ON_SITE,
            from_time=self.said("from_time"),
            to_time=self.said("to_time"),
            span=self.said("span"),
            row_version=self.said("row_version"),
            by=by,
        )


class RegisterForm:
    """All rows at once. Only rows that somebody changed are saved, so that two can take the register together."""

    row_form: type[MarkForm] = RowForm

    def __init__(self, data: Any, *, meeting: Meeting) -> None:  # noqa: ANN401 - Django's own signature
        self.data, self.meeting = data, meeting
        self.rest = StepForm(data)  # the button that marks everybody else
        by_side = F("side__position").asc(nulls_last=True)  # those of no side come last, on every database
        rows = meeting.attendances.with_replies().select_related("side", "member").order_by(by_side, "position", "pk")
        self.rows = [self.row_form(data, row=row) for row in rows]
        self.stale: list[MarkForm] = []

    def save(self, *, by: Member) -> bool:
        """Save the changed rows, all or none."""
        changed = [row for row in self.rows if row.is_touched]
        with transaction.atomic():
            marked = [self._mark(row, by) for row in changed]  # all of them, so that every mistake is said at once
            transaction.set_rollback(not all(marked))
        return all(marked)

    def mark_rest(self, *, by: Member) -> bool:
        """Mark everybody else as present."""
        return self.rest.attempt(lambda: attending.mark_rest_present(self.meeting, by=by))

    def _mark(self, row: MarkForm, by: Member) -> bool:
        try:
            return row.attempt(lambda: row.mark(by=by))
        except StaleRowError:
            words = _("Somebody else has marked %(name)s: %(status)s. Save again if yours is right.")
            named = {"name": row.row.printed_name, "status": row.row.get_status_display()}
            row.add_error(None, words % named)
            row.put("row_version", str(row.row.row_version))
            self.stale.append(row)
            return False

    @property
    def sides(self) -> list[tuple[str, list[MarkForm]]]:
        """The rows under the name of their side, in order; guests and secretary under no side."""
        found: dict[str, list[MarkForm]] = {}
        for row in self.rows:
            apart = row.row.kind in {AttendanceKind.GUEST, AttendanceKind.SECRETARY}
            found.setdefault("" if apart else row.row.printed_side, []).append(row)
        return sorted(found.items(), key=lambda side: side[0] == "")

    @property
    def errors(self) -> list[str]:
        """What is wrong, with the person's name before it."""
        of_rows = [
            f"{row.row.printed_name}: {error}"
            for row in self.rows
            if row.is_bound
            for errors in row.errors.values()
            for error in errors
        ]
        return [*of_rows, *(self.rest.non_field_errors() if self.rest.is_bound else ())]


class GuestForm(StepForm):
    """Somebody who was not called. Nobody is added unless somebody is named."""

    name = Name(label=gettext_lazy("Name"), max_length=200, required=False)
    member = forms.ModelChoiceField(
        label=gettext_lazy("Or somebody on the council"), queryset=Member.objects.none(), required=False
    )
    organisation = Line(label=gettext_lazy("From"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("Side of the table"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Takes part as"),
        help_text=gettext_lazy("Whoever has a place on the council that day stands there by it."),
        choices=AttendanceKind.choices,
        initial=AttendanceKind.GUEST,
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.meeting = meeting
        members = self.fields["member"]
        assert isinstance(members, forms.ModelChoiceField)
        there = meeting.attendances.exclude(member=None).values("member")
        seated = Member.objects.filter(mandates__council=meeting.council_id, anonymised_at=None)
        members.queryset = seated.exclude(pk__in=there).distinct()
        self.sides = {
            str(side.pk): side for side in Side.objects.filter(council=meeting.council_id).order_by("position")
        }
        field = self.fields["side"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((pk, side.name) for pk, side in self.sides.items())]
        if not self.sides:
            del self.fields["side"]

    @property
    def is_touched(self) -> bool:
        """Whether somebody is named."""
        return bool({"name", "member", "organisation"} & set(self.changed_data))

    def save(self, *, by: Member) -> bool:
        """Add the person to the register."""
        return self.attempt(
            lambda: attending.add_person(
                self.meeting,
                name=self.said("name"),
                member=self.said("member"),
                organisation=self.said("organisation"),
                side=self.sides.get(self.cleaned_data.get("side", "")),
                kind=AttendanceKind(self.said("kind")),
                by=by,
            )
        )


def _several(label: Any) -> forms.MultipleChoiceField:  # noqa: ANN401 - words that are translated later
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, show_hidden_initial=True
    )


class OfficersForm(SeenForm):
    """Who was chair, secretary and adjusters, chosen among those in the register."""

    chair = _several(gettext_lazy("Chair"))
    secretary = _several(gettext_lazy("Secretary"))
    adjuster = _several(gettext_lazy("Adjusters"))

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        self.meeting = meeting
        self.is_stale = False
        self.officers = list(meeting.officers.select_related("member"))
        self.people: dict[str, Member | str] = {}
        self.printed: dict[str, tuple[str, str]] = {}
        for one, printed, more in self._people():
            self.people.setdefault(_who(one), one)
            self.printed.setdefault(_who(one), (printed, more))
        initial = {role.value: [_who(_named(one)) for one in self._holding(role)] for role in OfficerRole}
        super().__init__(*args, **{**options, "initial": initial})
        choices = self._choices()
        for role in OfficerRole:
            field = self.fields[role.value]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices

    def _choices(self) -> list[tuple[str, str]]:
        """Everybody by the printed name; of those who share one, also whom they are there for."""
        names = Counter(printed for printed, _more in self.printed.values())
        return [
            (who, f"{printed}, {more}" if more and names[printed] > 1 else printed)
            for who, (printed, more) in self.printed.items()
        ]

    def _people(self) -> Iterator[tuple[Member | str, str, str]]:
        """Everybody in the register, and those who hold an office already: who, as printed, and for whom."""
        for row in self.meeting.attendances.exclude(kind=AttendanceKind.GUEST).select_related("member"):
            yield _named(row), row.printed_name, row.printed_organisation or row.printed_role or row.printed_side
        for officer in self.officers:
            yield _named(officer), officer.printed_name, ""

    def _holding(self, role: OfficerRole) -> Sequence[Officer]:
        return [officer for officer in self.officers if officer.role == role]

    def save(self, *, by: Member) -> bool:
        """Appoint those who are chosen, in each role where somebody changed anything.

        Whom somebody else has appointed meanwhile is not undone, and what was chosen here stays in the form.
        """
        try:
            return self.attempt(lambda: self._appoint(by))
        except StaleRowError:
            self.add_error(None, _("Somebody else has said who led, wrote and adjusts. Save again if yours is right."))
            now = OfficersForm(None, meeting=self.meeting).initial
            for role in OfficerRole:
                self.put_seen(role.value, now[role.value])
            self.is_stale = True
            return False

    def _appoint(self, by: Member) -> None:
        with transaction.atomic():
            for role in (role for role in OfficerRole if role.value in self.changed_data):
                chosen = [self.people[who] for who in self.said(role.value)]
                seen = [self.people.get(who, who) for who in self.seen_in(role.value)]
                attending.appoint(self.meeting, role=role, people=chosen, by=by, seen=seen)


def _named(row: Attendance | Officer) -> Member | str:
    """The person, or only the name where nobody knows who it is."""
    return row.member or row.printed_name


def _who(one: Member | str) -> str:
    """What is chosen in the form: a person, not a name, for two may bear the same."""
    return f"m{one.pk}" if isinstance(one, Member) else f"n{one}"


class HeadForm(SeenForm):
    """The head of the protocol: when it began and ended, where, and the summary."""

    begins = fields.clock(label=gettext_lazy("The meeting began"), required=False)
    ends = fields.clock(label=gettext_lazy("The meeting ended"), required=False)
    place = Line(label=gettext_lazy("Place"), required=False)
    summary = Words(label=gettext_lazy("Summary, at most 60 words"), required=False, rows=4)
    start_unknown = forms.BooleanField(label=gettext_lazy("The beginning is not stated"), required=False)
    end_unknown = forms.BooleanField(label=gettext_lazy("The end is not stated"), required=False)
    chair_unknown = forms.BooleanField(label=gettext_lazy("The chair is not stated"), required=False)
    secretary_unknown = forms.BooleanField(label=gettext_lazy("The secretary is not stated"), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    unknown = ("start_unknown", "end_unknown", "chair_unknown", "secretary_unknown")

    def __init__(self, *args: Any, meeting: Meeting, protocol: Protocol | None, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        initial: dict[str, object] = {name: getattr(meeting, name) for name in (*self.unknown, "place", "row_version")}
        initial |= {"begins": fields.clock_of(meeting.starts_at), "ends": fields.clock_of(meeting.ends_at)}
        initial["summary"] = protocol.summary if protocol else ""
        super().__init__(*args, **{**options, "initial": initial})
        self.meeting = meeting
        self.is_stale = False
        if not (protocol and protocol.is_imported):
            for name in self.unknown:
                del self.fields[name]
        for name in self.fields.keys() - {"row_version"}:
            self.fields[name].show_hidden_initial = True

    def save(self, *, by: Member) -> bool:
        """Save the head. What somebody else has saved meanwhile is not overwritten, and mine stays in the form."""
        try:
            return self.attempt(lambda: self._save(by))
        except StaleRowError:
            self.meeting.refresh_from_db()
            self.add_error(
                None, _("Somebody else has saved the introduction. Look at it, and save again if yours is right.")
            )
            self.put("row_version", str(self.meeting.row_version))
            self.is_stale = True
            return False

    def _save(self, by: Member) -> None:
        drafting.save_head(self.meeting, self._facts(), row_version=self._version(), by=by)

    def _version(self) -> int:
        version: int = self.said("row_version")
        return version

    def _facts(self) -> drafting.HeadFacts:
        on = self.meeting.held_on
        return drafting.HeadFacts(
            starts_at=fields.moment(on, self.said("begins")),
            ends_at=fields.moment(on, self.said("ends")),
            place=self.said("place"),
            summary=self.said("summary"),
            **{name: self.said(name) for name in self.unknown if name in self.fields},
        )
