"""Publishing: reading what was found, withholding what must not be public, and taking away what was."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Member, Protocol
from meetings.procedure import publishing
from meetings.procedure.steps import Objection
from meetings.web.forms import Line, StepForm
from meetings.web.secretary import finds, places

_ROOM = 3  # places that may be withheld besides those that were found


class PublishForm(StepForm):
    """A ground for each place that is withheld, and the tick that what was found has been read.

    `seen` is the mark of what stood on the page, and a ground bears the name of its place: it never lands elsewhere.
    """

    reviewed = forms.BooleanField(label=_("I have read what was found"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, protocol: Protocol, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.protocol = protocol
        version = protocol.approved_version
        self.review = publishing.review(protocol)
        self.fields["seen"].initial = self.review.mark
        self.choices = [("", "—"), *(places.choices(version) if version else [])]
        written = [path for path, _label in self.choices if path and self.data.get(f"ground-{path}")]
        self.paths = list(dict.fromkeys([*(find.path for find in self.review.finds), *written]))
        for path in self.paths:
            self.fields[f"ground-{path}"] = Line(
                label=_("Withhold the place, on this ground (leave empty to publish it)"), required=False
            )
        for n in range(_ROOM):
            self.fields[f"place{n}"] = forms.ChoiceField(
                label=_("Where in the minutes"), choices=self.choices, required=False
            )
            self.fields[f"why{n}"] = Line(label=_("Ground"), required=False)

    @property
    def found(self) -> list[tuple[str, list[finds.Shown], forms.BoundField]]:
        """Place by place what was found: what the place is called, the finds, and the field for its ground.

        A place that somebody gave a ground is there although nothing is found in it any more.
        """
        labels = dict(self.choices)
        return [(str(labels.get(path, path)), self._at(path), self[f"ground-{path}"]) for path in self.paths]

    def _at(self, path: str) -> list[finds.Shown]:
        return [finds.shown(find) for find in self.review.finds if find.path == path]

    @property
    def more(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Rows for other places to withhold."""
        return [(self[f"place{n}"], self[f"why{n}"]) for n in range(_ROOM)]

    @property
    def withheld(self) -> dict[str, str]:
        """The places to withhold, each with its ground; a chosen place without one is refused by the step."""
        chosen = {path: self.said(f"ground-{path}") for path in self.paths if self.said(f"ground-{path}")}
        return chosen | {self.said(f"place{n}"): self.said(f"why{n}") for n in range(_ROOM) if self.said(f"place{n}")}

    def object_to(self, objections: Iterable[Objection]) -> None:
        """An objection to a leaf stands by the field for its ground."""
        super().object_to(
            Objection(one.code, one.text, f"ground-{one.place}" if one.place in self.paths else one.place)
            for one in objections
        )

    def save(self, *, by: Member) -> bool:
        """Make it public without what is withheld. Raises StaleRowError when something else is to be read now."""
        return self.attempt(
            lambda: publishing.publish(
                self.protocol,
                reviewed=self.said("reviewed"),
                withheld=self.withheld,
                seen=self.said("seen"),
                by=by,
            )
        )

    def ask_again(self) -> None:
        """What stands here now has not been read: the grounds stay, the tick does not."""
        self.is_valid()
        self.add_error(None, _("Something has changed since you opened the page. Read what was found, and tick again."))
        self.put("seen", self.review.mark)
        self.put("reviewed", "")
