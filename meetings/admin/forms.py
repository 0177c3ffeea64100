"""What every form of the registers shares: the version it was opened at, clean words, and a step's objections."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from meetings import text
from meetings.models import Member
from meetings.models.base import Tracked
from meetings.procedure import writing
from meetings.procedure.steps import Objection, ProcedureError

if TYPE_CHECKING:
    ModelForm: TypeAlias = forms.ModelForm[Any]
    InlineFormSet: TypeAlias = forms.BaseInlineFormSet[Any, Any, Any]
else:  # Django's own classes know no brackets
    ModelForm, InlineFormSet = forms.ModelForm, forms.BaseInlineFormSet

Step = Callable[[], object]
_MOST_SHOWN = 500  # characters of another's text, beside one's own


class Written(forms.CharField):
    """A text of several lines, taken in as all texts are."""

    one_line = name = False

    def to_python(self, value: Any) -> str:
        """The text as it is kept; what cannot be kept is said."""
        found = super().to_python(value) or ""
        try:
            return text.clean_text(found, one_line=self.one_line, name=self.name)
        except text.TextError as error:
            raise ValidationError(writing.text_objection(error, "").text) from error


class Line(Written):
    """A text of one line."""

    one_line = True


class Name(Line):
    """A name: without anything that cannot be seen."""

    name = True


class SeenVersion(forms.IntegerField):
    """The version of the row that stood in the form when it was opened."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: it is nothing that somebody typed."""
        return False


class RowForm(ModelForm):
    """A form for one row. Saving over what somebody else saved meanwhile is refused; what was typed stays.

    `fixed` names what is chosen once, when the row is made. `by` is the person who fills the form in.
    """

    seen_version = SeenVersion(required=False)
    fixed: ClassVar[tuple[str, ...]] = ()
    by: ClassVar[Member | None] = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["seen_version"] = self.instance.row_version
            for name in self.fixed:
                if name in self.fields:
                    self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Compare versions, then ask for the objections that hold for this kind of row."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._compare_versions(cleaned.get("seen_version"))
        if not self.errors:
            self.object_to(list(self.objections(cleaned)))  # all of them, before any takes its field out
        return cleaned

    def objections(self, cleaned: dict[str, Any]) -> Iterable[Objection]:
        """Why the row cannot be saved so."""
        return ()

    def object_to(self, objections: Iterable[Objection]) -> None:
        """Show each objection by the field it is about, or above the form."""
        for objection in objections:
            self.add_error(objection.place if objection.place in self.fields else None, objection.text)

    def _compare_versions(self, seen: int | None) -> None:
        row: Tracked = self.instance
        if seen is None:
            self.add_error(None, _("The form has lost its version. Reload the page."))
        elif seen != row.row_version and self.changed_data:
            says = "; ".join(f"{self.fields[name].label}: {self._stands(name)}" for name in self.changed_data)
            words = _("Somebody else saved this while you wrote, and nothing was overwritten. Now it says: %(says)s")
            self.add_error(None, words % {"says": says})

    def _stands(self, name: str) -> str:
        value = self.initial.get(name)
        return str(self[name].field.prepare_value(value) if value is not None else "–")[:_MOST_SHOWN]


class StepFormSet(InlineFormSet):
    """Rows that are saved by steps of the procedure. Their objections stand in the forms; nothing is saved halfway."""

    by: ClassVar[Member | None] = None

    def steps(self) -> Iterable[tuple[forms.BaseForm | None, Step]]:
        """The steps to take, each with the form whose objections it may raise."""
        return ()

    def clean(self) -> None:
        """Take the steps and undo them: only so is everything known that speaks against them."""
        super().clean()
        if any(self.errors):
            return
        with transaction.atomic():
            for form, step in self.steps():
                try:
                    with transaction.atomic():
                        step()
                except ProcedureError as error:
                    for objection in error.objections:
                        self._object(form, objection)
            transaction.set_rollback(True)

    def _object(self, form: forms.BaseForm | None, objection: Objection) -> None:
        if form is None:
            self._non_form_errors.append(objection.text)  # type: ignore[attr-defined]  # where Django keeps them
        else:
            form.add_error(objection.place if objection.place in form.fields else None, objection.text)

    def save(self, commit: bool = True) -> list[Any]:
        """Take the steps, and keep them this time."""
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        for _form, step in self.steps():
            step()
        return []

    def filled(self) -> Iterable[Any]:
        """The forms in which somebody changed something."""
        return (form for form in self.forms if form.has_changed() and form not in self.deleted_forms)
