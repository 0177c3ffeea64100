"""The council's people: the day to look at, and a list to read in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.importing import reading, refusals, roster
from meetings.models import Council, Member, clock
from meetings.procedure import enrolling
from meetings.web import fields
from meetings.web.forms import StepForm
from meetings.web.secretary.enrolment import choice


class DayForm(forms.Form):
    """The day whose seats are shown; today, unless another is asked for."""

    use_required_attribute = False
    dag = fields.day(label=_("As of"), required=False)

    @property
    def day(self) -> date:
        """The day that was asked for; one that does not exist is said, and today shown."""
        return (self.cleaned_data.get("dag") if self.is_valid() else None) or clock.today()


class RosterForm(StepForm):
    """A list of people as a file or as text. The text comes back with the form, so that nothing need be stored.

    `seen` is the mark of the plan that was shown.
    """

    file = forms.FileField(label=_("A file: csv"), required=False, allow_empty_file=True, max_length=255)
    text = forms.CharField(
        label=_("What stands in the list"),
        required=False,
        strip=False,
        max_length=roster.MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, council: Council, by: Member, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.council, self.by = council, by
        self.roster = roster.Roster()
        self.plan = enrolling.Plan([], [])
        self.done = enrolling.Done()

    def clean(self) -> dict[str, Any]:
        """Read the list, see what would become of each row, and ask what has to be asked."""
        given = super().clean() or {}
        if not self.errors and (written := self._written(given)) is not None:
            try:
                self.roster = roster.read(written)
            except roster.RosterError as error:
                self.add_error("text", roster.words(error))
            else:
                self.plan = enrolling.plan(self.council, self.roster.entries, by=self.by)
                self._ask()
        return given

    def _written(self, given: dict[str, Any]) -> str | None:
        """The text of the list, from the file if one was chosen."""
        if not given["file"]:
            if not given["text"].strip():
                self.add_error("file", _("Choose a file."))
            return given["text"] or None
        try:
            text = roster.decoded(given["file"].read(roster.MOST_BYTES + 1), name=given["file"].name)
        except roster.RosterError as error:
            self.add_error("file", roster.words(error))
        except reading.UnreadableFileError as error:
            self.add_error("file", refusals.words(error.code))
        else:
            self.put("text", text)
            return text
        return None

    def _ask(self) -> None:
        """A question for each row that may be about several people; nothing is chosen beforehand."""
        for line in self.plan.lines:
            if line.is_question:
                choices = [(way.answer, choice(way)) for way in line.ways]
                label = _("Row %(row)s: who is %(name)s?") % {"row": line.entry.row, "name": line.entry.name}
                field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)
                self.fields[f"who-{line.entry.row}"] = field

    @property
    def questions(self) -> list[forms.BoundField]:
        """The questions, as fields."""
        return [self[name] for name in self.fields if name.startswith("who-")]

    def shows(self) -> None:
        """Send along what is shown now."""
        self.put("seen", self.plan.mark)

    def save(self) -> bool:
        """Read the list in as it was shown. Raises StaleRowError when the register says something else by now."""
        if not self.is_valid():
            return False
        if self.roster.faults:
            self.add_error(None, _("Nothing was read in: put right what is wrong in the list first."))
            return False
        return self.attempt(self._enrol)

    def _enrol(self) -> None:
        answers = {int(name.removeprefix("who-")): self[name].value() or "" for name in self.fields if "who-" in name}
        self.done = enrolling.enrol(self.council, self.roster.entries, answers, seen=self.said("seen"), by=self.by)
