"""Preparing a meeting: its facts, its agenda, its notice."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Coming, ItemKind, Meeting, Member
from meetings.procedure import arranging, calling, drafting, replying, writing
from meetings.procedure.arranging import Presents
from meetings.web import fields
from meetings.web.forms import Line, ReasonForm, SeenForm, StepForm, Words
from meetings.web.secretary.forms import guests as guests_in

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What somebody may choose; the other kinds come by themselves.
CHOSEN = (ItemKind.ORDINARY, ItemKind.DECISION, ItemKind.INFORMATION, ItemKind.HEADING)


class FactsForm(StepForm):
    """When and where the meeting is held."""

    begins = fields.clock(label=_("Begins"), required=False)
    ends = fields.clock(label=_("Ends"), required=False)
    place = Line(label=_("Place"), required=False)
    pre_meeting = Line(label=_("Pre-meeting"), required=False, max_length=200)
    link = forms.URLField(
        label=_("Link to the video meeting"),
        required=False,
        assume_scheme="https",
        help_text=_("Seen only in the letters to the members."),
        max_length=200,
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def save(self, meeting: Meeting, *, by: Member) -> bool:
        """Save what was typed. Raises StaleRowError."""
        return self.attempt(
            lambda: drafting.save_head(
                meeting,
                drafting.HeadFacts(
                    starts_at=fields.moment(meeting.held_on, self.said("begins")),
                    ends_at=fields.moment(meeting.held_on, self.said("ends")),
                    place=self.said("place"),
                    summary=None,
                    link=self.said("link"),
                    pre_meeting=self.said("pre_meeting"),
                ),
                row_version=self.said("row_version"),
                by=by,
            )
        )


def facts_of(meeting: Meeting) -> dict[str, object]:
    """What stands now."""
    return {
        "begins": fields.clock_of(meeting.starts_at),
        "ends": fields.clock_of(meeting.ends_at),
        "place": meeting.place,
        "pre_meeting": meeting.pre_meeting,
        "link": meeting.link,
        "row_version": meeting.row_version,
    }


class AddItemForm(StepForm):
    """A new item on the agenda, or a part of one that stands there; a heading is an item without a number."""

    title = Line(label=_("Title"), required=False)
    matter = forms.ChoiceField(label=_("Or from the list of matters"), required=False)
    description = Words(label=_("For the notice"), required=False, rows=2)
    kind = forms.ChoiceField(label=_("What is expected"), choices=[(kind.value, kind.label) for kind in CHOSEN])
    under = forms.ChoiceField(label=_("Part of another item"), required=False)
    is_confidential = forms.BooleanField(label=_("Confidential"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.meeting = meeting
        self.whole = {
            str(item.pk): item
            for item in meeting.items.standing().in_order().filter(parent=None).exclude(kind=ItemKind.HEADING)
        }
        self.matters = {str(matter.pk): matter for matter in arranging.waiting_matters(meeting)}
        if self.is_bound:  # the same form sent twice names a matter that stands there by now
            there = meeting.items.standing().exclude(matter=None).select_related("matter")
            self.matters |= {str(item.matter.pk): item.matter for item in there if item.matter}
        self._offer("under", _("No, an item of its own"), {pk: item.title for pk, item in self.whole.items()})
        self._offer("matter", _("None, a new question"), {pk: str(matter) for pk, matter in self.matters.items()})

    def _offer(self, name: str, nothing: "StrOrPromise", choices: Mapping[str, str]) -> None:
        """Let a field offer these, or nothing."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nothing), *choices.items()]

    def clean(self) -> dict[str, Any]:
        """An item has a title of its own, or that of its matter."""
        cleaned = super().clean() or self.cleaned_data
        matter = self.matters.get(cleaned.get("matter", ""))
        if not cleaned.get("title") and matter:
            cleaned["title"] = matter.title
        elif "title" in cleaned and not cleaned["title"]:
            self.add_error("title", _("An item needs a title."))
        return cleaned

    def save(self, *, by: Member) -> bool:
        """Put it on the agenda, before other business or under what it is part of."""
        return self.attempt(
            lambda: calling.add_item(
                self.meeting,
                title=self.said("title"),
                description=self.said("description"),
                kind=ItemKind(self.said("kind")),
                matter=self.matters.get(self.said("matter")),
                parent=self.whole.get(self.said("under")),
                is_confidential=self.said("is_confidential"),
                by=by,
            )
        )


class AgendaItemForm(StepForm):
    """An item as it stands in the notice."""

    title = Line(label=_("Title"))
    description = Words(label=_("For the notice"), required=False, rows=4)
    kind = forms.ChoiceField(label=_("What is expected"), required=False)
    is_confidential = forms.BooleanField(label=_("Confidential"), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        initial = {name: getattr(item, name) for name in ("title", "description", "kind", "is_confidential")}
        super().__init__(*args, **{**options, "initial": {**initial, "row_version": item.row_version}})
        self.item = item
        if item.kind in CHOSEN:
            kinds = self.fields["kind"]
            assert isinstance(kinds, forms.ChoiceField)
            kinds.choices = [(kind.value, kind.label) for kind in CHOSEN]
        else:
            del self.fields["kind"]  # it came by itself and stays what it is

    def save(self, *, by: Member) -> bool:
        """Save what was typed. Raises StaleRowError."""
        return self.attempt(
            lambda: writing.save_item(
                self.item,
                title=self.said("title"),
                description=self.said("description"),
                kind=ItemKind(self.cleaned_data["kind"]) if self.cleaned_data.get("kind") else None,
                is_confidential=self.said("is_confidential"),
                row_version=self.said("row_version"),
                by=by,
            )
        )


class PresentersForm(SeenForm):
    """Who presents an item: some of those who are called, and guests who are called to that item alone."""

    members = forms.MultipleChoiceField(
        label=_("Presented by"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        show_hidden_initial=True,
    )
    guests = Words(
        label=_("Guests"),
        help_text=_("One on each line: name, e-mail address. The address is seen by the secretary alone."),
        required=False,
        rows=2,
        max_length=4000,
        show_hidden_initial=True,
    )

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        self.item = item
        self.stands = arranging.presenting(item.presenters.select_related("member"))
        of_register = {str(one.member.pk): one for one in self.stands if one.member}
        guests = "\n".join(guests_in.line(one) for one in self.stands if not one.member)
        super().__init__(*args, **{**options, "initial": {"members": list(of_register), "guests": guests}})
        called = {str(member.pk): Presents(member.name, member) for member in calling.called(item.meeting)}
        self.known = {**called, **of_register}
        members = self.fields["members"]
        assert isinstance(members, forms.MultipleChoiceField)
        members.choices = [(pk, one.name) for pk, one in self.known.items()]

    def clean_guests(self) -> list[Presents]:
        """The guests, one of each line."""
        return guests_in.read(self.cleaned_data["guests"])

    def save(self, *, by: Member) -> bool:
        """Save who presents. Raises StaleRowError."""
        return self.attempt(
            lambda: arranging.present(
                self.item,
                wanted=[*(self.known[pk] for pk in self.said("members")), *self.said("guests")],
                seen=self._seen(),
                by=by,
            )
        )

    def _seen(self) -> list[Presents]:
        """Who presented when the page was made."""
        members = [self.known[pk] for pk in self.seen_in("members") if pk in self.known]
        try:
            return [*members, *guests_in.read("\n".join(self.seen_in("guests")))]
        except forms.ValidationError:
            return members  # nobody saw that on our page


class TakeOffForm(ReasonForm):
    """Unticking an item asks why, when it was carried here or stood in a notice."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.fields["reason"].label = _("Why is it not taken up?")
        self.fields["reason"].required = False


class ReplyForm(StepForm):
    """What somebody who is called has told the secretary."""

    member = forms.ChoiceField(label=_("Who?"))
    says = forms.ChoiceField(label=_("Reply"), choices=Coming.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, called: Iterable[Member], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.called = {str(member.pk): member for member in called}
        members = self.fields["member"]
        assert isinstance(members, forms.ChoiceField)
        members.choices = [("", "—"), *((pk, member.name) for pk, member in self.called.items())]

    def save(self, meeting: Meeting, *, by: Member) -> bool:
        """Take it in."""
        return self.attempt(
            lambda: replying.reply(
                meeting, member=self.called[self.said("member")], says=Coming(self.said("says")), by=by
            )
        )


class NoticeForm(StepForm):
    """Sending the notice; the second time it says what has changed."""

    changes = Words(label=_("What has changed since the last notice"), required=False, rows=2)


class MoveForm(ReasonForm):
    """Moving the meeting to another day."""

    held_on = fields.day(label=_("New day"))
    begins = fields.clock(label=_("Begins"), required=False)
    ends = fields.clock(label=_("Ends"), required=False)
    moved: Meeting

    field_order = ("held_on", "begins", "ends", "reason")

    def save(self, meeting: Meeting, *, by: Member) -> bool:
        """Move the meeting: a new one takes over its agenda."""
        return self.attempt(lambda: self._move(meeting, by))

    def _move(self, meeting: Meeting, by: Member) -> None:
        on: date = self.said("held_on")
        self.moved = calling.move(
            meeting,
            held_on=on,
            starts_at=fields.moment(on, self.said("begins")),
            ends_at=fields.moment(on, self.said("ends")),
            reason=self.said("reason"),
            by=by,
        )
