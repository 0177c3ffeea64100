"""Following up: which actions are shown, what becomes of one, and ending what lies on the table."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from meetings import access
from meetings.models import ActionItem, ActionResponsible, ActionStatus, Council, Member, UpdateKind, sort_name
from meetings.models.action_item import ActionItemQuerySet
from meetings.models.base import StaleRowError
from meetings.procedure import assigning
from meetings.web.forms import Line, StepForm

_MOST_WORDS = 5  # that are looked for; each costs a search through all that is said of an action
_SAID = ("what", "to_whom", "item__title", "responsible__printed_name", "updates__text")

LATE, EVERY = "late", "all"
STATUSES = (
    (ActionStatus.OPEN.value, pgettext_lazy("actions", "Open")),
    (LATE, pgettext_lazy("actions", "Late")),
    (ActionStatus.DONE.value, pgettext_lazy("actions", "Done")),
    (ActionStatus.DROPPED.value, pgettext_lazy("actions", "Dropped")),
    (EVERY, pgettext_lazy("actions", "All")),
)


class ActionFilter(forms.Form):
    """Which actions are shown; the names of its fields stand in the address. A choice that is none is left aside."""

    status = forms.ChoiceField(label=_("Status"), choices=STATUSES, required=False)
    ansvarig = forms.ChoiceField(label=_("Responsible"), required=False)
    rad = forms.ChoiceField(label=_("Council"), required=False)
    ord = Line(label=_("Words"), required=False, max_length=100)

    def __init__(self, data: Any, *, member: Member, councils: list[Council]) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, auto_id="filter_%s")
        self.followed = access.actions_to_follow(member)
        responsible: Any = self.fields["ansvarig"]
        responsible.choices = [("", gettext("Everybody")), *_responsible(self.followed)]
        council: Any = self.fields["rad"]
        council.choices = [("", gettext("All councils")), *((one.slug, one.name) for one in councils)]
        if len(councils) == 1:
            del self.fields["rad"]

    def found(self) -> ActionItemQuerySet:
        """The actions that were asked for, those that are late first."""
        self.full_clean()
        found = _with_status(self.followed, self._said("status"))
        if chosen := self._said("ansvarig"):
            found = _among(found, _is(chosen))
        if slug := self._said("rad"):
            found = found.filter(item__meeting__council__slug=slug)
        for word in self._said("ord").split()[:_MOST_WORDS]:
            found = _among(found, _says(word))
        return found.late_first()

    def _said(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


def _with_status(found: ActionItemQuerySet, status: str) -> ActionItemQuerySet:
    if status == LATE:
        return found.late()
    if status == EVERY:
        return found
    return found.filter(status=status or ActionStatus.OPEN)


def _among(found: ActionItemQuerySet, condition: Q) -> ActionItemQuerySet:
    """Those that a condition is true of, each once, however many rows beside it say so."""
    return found.filter(pk__in=ActionItem.objects.filter(condition).values("pk"))


def _responsible(followed: ActionItemQuerySet) -> list[tuple[str, str]]:
    """Everybody who has been given something: people, what only a printed name is known of, and groups."""
    rows = ActionResponsible.objects.filter(action__in=followed.values("pk"))
    named = rows.values_list("member", "member__name", "printed_name").distinct()
    found = {f"p{pk}" if pk else f"n{printed}": name or printed for pk, name, printed in named}
    found |= {f"g{pk}": name for pk, name in followed.exclude(group=None).values_list("group", "group__name")}
    return sorted(found.items(), key=lambda one: (sort_name(one[1]), one[0]))


def _is(chosen: str) -> Q:
    """That a person, alone or in a group, a group, or somebody of that printed name is responsible."""
    kind, who = chosen[0], chosen[1:]
    if kind == "p":
        return Q(responsible__member=who) | Q(group__people__member=who)
    return Q(group=who) if kind == "g" else Q(responsible__member=None, responsible__printed_name=who)


def _says(word: str) -> Q:
    """That a word stands somewhere in what is said. One of the databases knows case only of A–Z."""
    found = Q()
    for field in _SAID:
        for spelled in {word, word.lower(), word.upper(), word.capitalize()}:
            found |= Q(**{f"{field}__icontains": spelled})
    return found


class ReportForm(StepForm):
    """What is said about an action; the button says whether it is done, dropped or taken up again."""

    reason_field = "text"
    kind = forms.ChoiceField(choices=UpdateKind.choices, widget=forms.HiddenInput)
    text = Line(label=_("A line about it"), required=False, max_length=1000)
    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, action: ActionItem) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, auto_id="report_%s", initial={"row_version": action.row_version})
        self.action = action
        self.is_stale = False

    def save(self, *, by: Member) -> bool:
        """Report on the action. What somebody else has made of it meanwhile is said, and what was typed stays."""
        try:
            return self.attempt(lambda: self._report(by))
        except StaleRowError:
            self.is_stale = True
            self.action.refresh_from_db()
            self.put("row_version", str(self.action.row_version))
            words = gettext("Somebody else has reported on it: it is %(status)s. Press again if yours is right.")
            self.add_error(None, words % {"status": self.action.get_status_display()})
            return False

    def _report(self, by: Member) -> None:
        kind, version = UpdateKind(self.said("kind")), self.said("row_version")
        assigning.report(self.action, kind=kind, text=self.said("text"), row_version=version, by=by)
