"""The agenda as one form: every row with its tick and its minutes, and what is offered; whichever button is pressed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import AgendaItem, ItemKind, Meeting, Member, TabledItem
from meetings.models.agenda_item import LONGEST
from meetings.models.base import StaleRowError
from meetings.procedure import arranging, calling, tabling
from meetings.web.forms import Line, SeenForm, StepForm

_ALWAYS_THERE = (ItemKind.AGENDA, ItemKind.PREVIOUS_PROTOCOLS, ItemKind.OTHER_BUSINESS)


class RowForm(SeenForm):
    """An item on the agenda: whether it is taken up, why not, and how long it may take."""

    stands = forms.BooleanField(required=False, show_hidden_initial=True)
    reason = Line(label=gettext_lazy("Reason, seen in the history"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        show_hidden_initial=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, item: AgendaItem) -> None:  # noqa: ANN401 - Django's own signature
        initial = {"stands": True, "minutes": item.planned_minutes, "row_version": item.row_version}
        prefix = f"i{item.pk}"
        sent = data if data and f"{prefix}-row_version" in data else None  # somebody may have added it since
        super().__init__(sent, prefix=prefix, initial=initial)
        self.item = item
        if item.kind in _ALWAYS_THERE:
            del self.fields["stands"], self.fields["reason"]
        if item.kind == ItemKind.HEADING:
            del self.fields["minutes"]

    @property
    def is_out(self) -> bool:
        """Whether the tick was taken away on a page that is shown again."""
        return self.is_bound and "stands" in self.fields and not self["stands"].value()

    def save(self, *, by: Member) -> None:
        """Take the item off, or plan its time. Raises ProcedureError or StaleRowError."""
        if "stands" in self.changed_data:
            calling.take_off(self.item, why=self.said("reason"), by=by)
        elif "minutes" in self.changed_data:
            arranging.plan_time(self.item, minutes=self.said("minutes"), row_version=self.said("row_version"), by=by)


class OfferForm(StepForm):
    """Something that is not on the agenda and can be: from the table, or taken off before."""

    wanted = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, offered: TabledItem | AgendaItem, meeting: Meeting) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, prefix=f"{'t' if isinstance(offered, TabledItem) else 'b'}{offered.pk}")
        self.offered, self.meeting = offered, meeting

    @property
    def is_touched(self) -> bool:
        """Whether it was ticked."""
        return self.is_bound and self.has_changed()

    def save(self, *, by: Member) -> None:
        """Put it on the agenda. Raises ProcedureError."""
        if isinstance(self.offered, TabledItem):
            tabling.take_up(self.offered, meeting=self.meeting, by=by)
        else:
            arranging.put_back(self.offered, by=by)


class MoveForm(StepForm):
    """The buttons that move an item up or down: which way, which item, and the position it was seen at."""

    move = forms.RegexField(r"^(up|down) \d{1,9} \d{1,9}$", required=False)

    def save(self, meeting: Meeting, *, by: Member) -> bool:
        """Move the item past its neighbour; one that is gone is not moved."""
        return self.attempt(lambda: self._move(meeting, by))

    def _move(self, meeting: Meeting, by: Member) -> None:
        if pressed := self.said("move"):
            way, pk, seen_at = pressed.split()
            item = meeting.items.filter(pk=pk).first()
            if item:
                calling.move_item(item, up=way == "up", seen_at=int(seen_at), by=by)


class AgendaForm:
    """All rows at once. Only what somebody changed is saved, all or nothing, so that two can prepare together."""

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - what was sent, or nothing
        *,
        meeting: Meeting,
        items: Iterable[AgendaItem],
        offered: Iterable[TabledItem | AgendaItem],
    ) -> None:
        self.meeting = meeting
        self.rows = {item.pk: RowForm(data, item=item) for item in items}
        self.offers = {one: OfferForm(data, offered=one, meeting=meeting) for one in offered}
        self.move = MoveForm(data)
        self.is_stale = False

    def save(self, *, by: Member) -> bool:
        """Save the changed rows, take up what was ticked, and move an item if that button was pressed."""
        changed = [form for _name, form in self._named() if form.is_touched]
        with transaction.atomic():
            saved = [self._save(form, by) for form in changed]  # all of them, so that every mistake is said at once
            saved.append(self.move.save(self.meeting, by=by))
            transaction.set_rollback(not all(saved))
        return all(saved)

    def _named(self) -> Iterator[tuple[str, RowForm | OfferForm]]:
        """Each form with the name of its item."""
        yield from ((str(form.item), form) for form in self.rows.values())
        yield from ((str(offered), form) for offered, form in self.offers.items())

    def _save(self, form: RowForm | OfferForm, by: Member) -> bool:
        try:
            return form.attempt(lambda: form.save(by=by))
        except StaleRowError:
            assert isinstance(form, RowForm), "only a row that was read can be read too early"
            stands = AgendaItem.objects.get(pk=form.item.pk)
            words = _("Somebody else has changed the item: %(minutes)s minutes. Save again if yours is right.")
            form.add_error("minutes", words % {"minutes": stands.planned_minutes or "–"})
            form.put("row_version", str(stands.row_version))
            self.is_stale = True
            return False

    @property
    def moved(self) -> str:
        """The item whose button was pressed, by its id."""
        return str(self.move.said("move")).split()[1] if self.move.said("move") else ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, with the item's name before it, and the field it is about."""
        found = [
            (f"{name}: {error}", form[field].auto_id if field in form.fields else "")
            for name, form in self._named()
            if form.is_bound and form.is_touched
            for field, errors in form.errors.items()
            for error in errors
        ]
        moved = self.move.errors.values() if self.move.is_bound else ()
        return [*found, *((str(error), "") for errors in moved for error in errors)]
