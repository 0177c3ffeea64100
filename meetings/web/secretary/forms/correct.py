"""After the approval: a correction, undoing, and registering the approval of an old protocol."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.documents import days
from meetings.models import AgendaItem, Basis, CorrectionKind, Member, Protocol
from meetings.procedure import approving, correcting
from meetings.web.forms import Line, StepForm, Words
from meetings.web.secretary import places

_LATEST = 200  # items to choose the deciding one from


class _ItemField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's class cannot be subscripted
    """An item, with the day it was decided."""

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - Django's own signature
        """Django's documented place for what a choice is called."""
        return f"{days.full(obj.meeting.held_on)}: {obj}"


class CorrectionForm(StepForm):
    """One place: so it stands, so it shall stand, and why."""

    place = forms.ChoiceField(label=_("Where in the minutes"))
    old = Words(label=_("So it stands"), rows=3, help_text=_("The words that are wrong, just as they stand."))
    new = Words(label=_("So it shall stand"), rows=3, required=False)
    kind = forms.ChoiceField(
        label=_("What kind of mistake is it?"), choices=CorrectionKind.choices, widget=forms.RadioSelect
    )
    decided_by_item = _ItemField(
        label=_("Decided by"), queryset=AgendaItem.objects.none(), required=False, empty_label="—"
    )
    why = Line(label=_("Reason, shown on the page"), max_length=1000)

    def __init__(self, *args: Any, protocol: Protocol, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.protocol = protocol
        place, decided = self.fields["place"], self.fields["decided_by_item"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(decided, forms.ModelChoiceField)
        version = protocol.approved_version
        place.choices = [("", "—"), *(places.to_correct(version) if version else [])]
        decided.queryset = _latest_deciding(protocol)

    def save(self, *, by: Member) -> bool:
        """Write the correction, and ask the chair or an adjuster to confirm it."""
        return self.attempt(
            lambda: correcting.write(
                self.protocol,
                kind=CorrectionKind(self.said("kind")),
                place=self.said("place"),
                old=self.said("old"),
                new=self.said("new"),
                why=self.said("why"),
                decided_by_item=self.said("decided_by_item"),
                by=by,
            )
        )


def _latest_deciding(protocol: Protocol) -> Any:  # noqa: ANN401 - a QuerySet that is cut
    """The latest items that can have decided it."""
    decided = correcting.deciding_items(protocol).order_by("-meeting__held_on", "position")
    latest = list(decided.values_list("pk", flat=True)[:_LATEST])
    found = AgendaItem.objects.filter(pk__in=latest).select_related("meeting")
    return found.order_by("-meeting__held_on", "position")


class RegisterForm(StepForm):
    """On what ground an old protocol counts as approved."""

    basis = forms.ChoiceField(label=_("The approval"), choices=Basis.choices, widget=forms.RadioSelect)
    note = Line(label=_("Which day and item, or what the paper says"), required=False)

    def __init__(self, *args: Any, protocol: Protocol, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        stands = {"basis": protocol.basis, "note": protocol.basis_note}
        super().__init__(*args, **{**options, "initial": stands})
        self.protocol = protocol

    def save(self, *, by: Member) -> bool:
        """Register it; it holds when somebody else on the council confirms."""
        return self.attempt(
            lambda: approving.register_approval(
                self.protocol, basis=Basis(self.said("basis")), note_=self.said("note"), by=by
            )
        )
