"""The register of meetings: agenda with text, attendance and officers, written by the same steps as at the desk.

Once the protocol has been sent it is only read here: no step can be skipped, for no state can be edited.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.base import CouncilFilter, RowAdmin, RowInline
from meetings.admin.forms import RowForm, Step, StepFormSet
from meetings.admin.site import site
from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceKind,
    AttendanceMode,
    AttendanceStatus,
    Decision,
    Meeting,
    MeetingKind,
    Officer,
    OfficerRole,
    Protocol,
    State,
    TabledItem,
)
from meetings.procedure import attending, calling, drafting, writing
from meetings.procedure.drafting import HeadFacts
from meetings.procedure.steps import Objection


def objections_to_edit(meeting: Meeting) -> list[Objection]:
    """Why a meeting is only read here: its protocol has been sent, or it is not held."""
    protocol = Protocol.objects.main_of(meeting)
    if protocol and protocol.state != State.DRAFT:
        return [Objection("sent", _("The protocol has been sent: here it can only be read now. Nothing was saved."))]
    return []


class MeetingForm(RowForm):
    """The head of a meeting. A new one is planned; its day is then changed by moving it, at the desk."""

    def objections(self, cleaned: dict[str, Any]) -> Iterable[Objection]:
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        held_on = cleaned.get("held_on", self.instance.held_on)
        elsewhere = [Objection("hour", _("The hour is not of the meeting's day."), name) for name in self._off(held_on)]
        if elsewhere:
            return elsewhere
        if not self.instance.pk:
            return calling.objections_to_plan(
                cleaned["council"], held_on=cleaned["held_on"], starts_at=starts_at, ends_at=ends_at, by=self.by
            )
        found = [*objections_to_edit(self.instance), *writing.objections_to_write(self.instance, by=self.by)]
        if starts_at and ends_at and ends_at < starts_at:
            found.append(Objection("times", _("The meeting ends before it begins."), "ends_at"))
        return found

    def _off(self, held_on: date) -> Iterable[str]:
        """Which of the hours are neither of the meeting's day nor of the night after."""
        for name in ("starts_at", "ends_at"):
            moment = self.cleaned_data.get(name)
            if moment and not 0 <= (moment.date() - held_on).days <= 1:
                yield name


class ItemForm(RowForm):
    """An item. What kind it is, and what the notice said, is settled when it is put on the agenda."""

    fixed = ("kind", "description")


class ItemFormSet(StepFormSet):
    """An agenda: items are saved and added by the steps of the procedure, which read their text again."""

    def steps(self) -> Iterable[tuple[Any, Step]]:
        for form in self.filled():
            yield form, partial(self._save, form.instance, form.cleaned_data)

    def _save(self, item: AgendaItem, said: dict[str, Any]) -> None:
        row_version = said["seen_version"]
        if not item.pk:
            item = calling.add_item(
                self.instance, title=said["title"], kind=said["kind"], description=said["description"], by=self.by
            )
            row_version = item.row_version
        writing.save_item(
            item,
            row_version=row_version,
            title=said["title"],
            written=said["text"],
            is_confidential=said["is_confidential"],
            by=self.by,
        )


class OfMeeting(RowInline):
    """Rows of a meeting, read and edited as the meeting is."""

    council_path = "meeting__council"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site.get_model_admin(Meeting).has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)


class ItemInline(OfMeeting):
    """The agenda, with what each item's text was read as."""

    model = AgendaItem
    form = ItemForm
    formset = ItemFormSet
    template = "admin/edit_inline/stacked.html"
    fields = ("kind", "title", "is_confidential", "description", "text", "read_as")
    readonly_fields = ("read_as",)
    ordering = ("position", "pk")

    @admin.display(description=gettext_lazy("decisions"))
    def read_as(self, item: AgendaItem) -> SafeString | str:
        """The decisions of the item, which follow its text, and where what was tabled has gone."""
        rows = item.decisions.select_related("tabled__taken_up_as__meeting").order_by("position", "pk")
        return format_html_join("", "<p>{}</p>", ((told(decision),) for decision in rows)) or "–"


def told(decision: Decision) -> str:
    """A decision as one line: its outcome, its sentence, and the meeting that took it up."""
    tabled = getattr(decision, "tabled", None)
    taken_up = tabled.taken_up_as if tabled else None
    if taken_up is None:
        return str(decision)
    words = _("taken up at the meeting of %(day)s") % {"day": taken_up.meeting.held_on}
    return f"{decision} ({words})"


class AttendanceForm(RowForm):
    """A row of the register. Names are printed as they were written: a person is paired with them, not put in place."""

    fixed = ("printed_name", "printed_organisation", "kind")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "printed_name" in self.fields:
            self.fields["printed_name"].required = False  # of somebody in the register of people it is taken from there


_MARKS = ("status", "mode", "from_time", "to_time", "span")


class AttendanceFormSet(StepFormSet):
    """A register of attendance, marked, paired and added to by the steps of the procedure."""

    def steps(self) -> Iterable[tuple[Any, Step]]:
        for form in self.filled():
            step = self._save if form.instance.pk else self._add
            yield form, partial(step, form.instance, form.cleaned_data, set(form.changed_data))

    def _save(self, row: Attendance, said: dict[str, Any], changed: set[str]) -> None:
        if changed & set(_MARKS):
            self._mark(row, said, row_version=said["seen_version"])
        if "member" in changed:
            attending.pair_with(row, member=said["member"], by=self.by)

    def _add(self, _row: Attendance, said: dict[str, Any], _changed: set[str]) -> None:
        added = attending.add_person(
            self.instance,
            name=said["printed_name"],
            member=said["member"],
            kind=AttendanceKind(said["kind"]),
            organisation=said["printed_organisation"],
            by=self.by,
        )
        self._mark(added, said, row_version=added.row_version)

    def _mark(self, row: Attendance, said: dict[str, Any], *, row_version: int) -> None:
        attending.mark(
            row,
            row_version=row_version,
            status=AttendanceStatus(said["status"]),
            mode=AttendanceMode(said["mode"]),
            from_time=said["from_time"],
            to_time=said["to_time"],
            span=said["span"],
            by=self.by,
        )


class AttendanceInline(OfMeeting):
    """The register of attendance."""

    model = Attendance
    form = AttendanceForm
    formset = AttendanceFormSet
    fields = ("printed_name", "member", "printed_organisation", "kind", *_MARKS)
    ordering = ("position", "pk")


class OfficerForm(RowForm):
    """Somebody with a part in the meeting: a person of the register, or only a printed name."""

    fixed = ("role", "member", "printed_name")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "printed_name" in self.fields:
            self.fields["printed_name"].required = False

    def objections(self, cleaned: dict[str, Any]) -> Iterable[Objection]:
        if not cleaned.get("member") and not cleaned.get("printed_name"):
            yield Objection("name", _("Write a name."), "printed_name")


class OfficerFormSet(StepFormSet):
    """Chair, secretary and adjusters of the meeting, named role by role."""

    def steps(self) -> Iterable[tuple[Any, Step]]:
        touched = [form for form in self.forms if form in self.deleted_forms or form.has_changed()]
        for role in dict.fromkeys(form.cleaned_data.get("role") for form in touched):
            if role:  # a new row that was filled in and taken away again may have none
                yield None, partial(self._appoint, OfficerRole(role))

    def _appoint(self, role: OfficerRole) -> None:
        attending.appoint(self.instance, role=role, people=self._people(role), by=self.by)

    def _people(self, role: OfficerRole) -> list[Any]:
        """Who has the role now: those who stay and those who are added, each a person or only a printed name."""
        named = [form.instance for form in self.forms if self._stays(form, role)]
        return [officer.member or officer.printed_name for officer in named]

    def _stays(self, form: Any, role: OfficerRole) -> bool:
        said = getattr(form, "cleaned_data", {})
        return form not in self.deleted_forms and said.get("role") == role


class OfficerInline(OfMeeting):
    """Who led the meeting, wrote and adjusts."""

    model = Officer
    form = OfficerForm
    formset = OfficerFormSet
    fields = ("role", "member", "printed_name")
    may_delete = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


_HEAD = ("starts_at", "ends_at", "place")
_REST = ("title", "link", "pre_meeting")


@admin.register(Meeting, site=site)
class MeetingAdmin(RowAdmin):
    """Meetings. A new one is planned, with an agenda that comes filled."""

    form = MeetingForm
    inlines = (OfficerInline, AttendanceInline, ItemInline)
    list_display = ("__str__", "kind", "place", "status", "stands")
    list_filter = (CouncilFilter, "status")
    list_select_related = ("council",)
    search_fields: ClassVar = ("title", "place", "key")
    readonly_fields = ("council", "kind", "held_on", "status", "stands")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A form that was opened before the protocol was sent is answered with what was typed, and why it is late."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or request.method == "POST" or not objections_to_edit(obj))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return ["council", "kind", "held_on", *_HEAD]
        shown = ["council", "kind", "held_on", *_REST, *_HEAD, "status", "stands"]
        return [*shown, "seen_version"] if self.has_change_permission(request, obj) else shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.readonly_fields if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[Any, ...]:
        return self.inlines if obj else ()

    @admin.display(description=gettext_lazy("protocol"))
    def stands(self, meeting: Meeting) -> str:
        """Where its protocol stands."""
        protocol = Protocol.objects.main_of(meeting)
        return protocol.word if protocol else "–"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        said = form.cleaned_data
        if change:
            self._save_head(request, obj, form)
            return
        planned = calling.plan(
            said["council"],
            held_on=said["held_on"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            place=said["place"],
            kind=MeetingKind(said["kind"]),
            by=self.by(request),
        )
        obj.pk = planned.pk
        obj.refresh_from_db()

    def _save_head(self, request: HttpRequest, meeting: Meeting, form: Any) -> None:
        """Times and place by the procedure's step; what no rule is about by a save of its own."""
        by, said = self.by(request), form.cleaned_data
        stands = Meeting.objects.get(pk=meeting.pk)
        if set(form.changed_data) & set(_HEAD):
            facts = HeadFacts(**{name: said[name] for name in _HEAD})
            stands = drafting.save_head(stands, facts, row_version=said["seen_version"], by=by)
        if set(form.changed_data) & set(_REST):
            for name in _REST:
                setattr(stands, name, said[name])
            with self.acting(request):
                stands.save()


class ReadOnlyAdmin(RowAdmin):
    """Rows that follow from something else: shown, never edited."""

    may_add = may_change = False
    list_filter: ClassVar[Any] = (CouncilFilter,)


@admin.register(Decision, site=site)
class DecisionAdmin(ReadOnlyAdmin):
    """Decisions, as the items' texts say."""

    council_path = "item__meeting__council"
    fields = ("item", "label", "sentence", "reason", "recipient")
    list_display = ("sentence", "label", "item", "meeting")
    list_select_related = ("item__meeting__council",)
    search_fields: ClassVar = ("sentence",)

    @admin.display(description=gettext_lazy("outcome"))
    def label(self, decision: Decision) -> str:
        return decision.label

    @admin.display(description=gettext_lazy("meeting"))
    def meeting(self, decision: Decision) -> Meeting:
        return decision.item.meeting


@admin.register(TabledItem, site=site)
class TabledItemAdmin(ReadOnlyAdmin):
    """What lies on the table, and what was taken up again."""

    council_path = "decision__item__meeting__council"
    fields = ("decision", "target", "target_on", "target_group", "target_meeting", "counts", "taken_up_as", "ended_on")
    list_display = ("__str__", "meeting", "target", "taken_up_as", "ended_on")
    list_select_related = ("decision__item__meeting__council", "taken_up_as")

    @admin.display(description=gettext_lazy("meeting"))
    def meeting(self, tabled: TabledItem) -> Meeting:
        return tabled.decision.item.meeting
