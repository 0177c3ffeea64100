"""An old protocol in: a file or a pasted text, for a council."""

import base64
import zlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.importing import drafting, parsing, reading, refusals
from meetings.importing.parsed import ParsedProtocol
from meetings.models import Council, Member, Protocol
from meetings.procedure.steps import Objection
from meetings.web.forms import StepForm

_PASTED = "inklistrat.txt"


class ImportForm(StepForm):
    """A text or a file becomes a preview, then a draft. A file that was previewed comes back in `original`."""

    council = forms.ModelChoiceField(label=gettext_lazy("Council"), queryset=Council.objects.none(), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("A file: txt, md or org"), required=False, allow_empty_file=True, max_length=255
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text of the minutes, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    original = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    parsed: ParsedProtocol
    protocol: Protocol

    def __init__(self, *args: Any, councils: QuerySet[Council], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        council = self.fields["council"]
        assert isinstance(council, forms.ModelChoiceField)
        council.queryset = councils
        self.place = "text"
        self.content = b""
        self.source = ""

    def clean(self) -> dict[str, Any]:
        """Read the text out of what was given, and parse it."""
        given = super().clean() or {}
        if self.errors:
            return given
        self.place, self.content, name = self._given(given)
        try:
            self.source = reading.read(self.content, name=name)
        except reading.UnreadableFileError as error:
            self.add_error(self.place, refusals.words(error.code))
            return given
        self.parsed = parsing.parse(self.source)
        given["name"] = name
        return given

    def _given(self, given: dict[str, Any]) -> tuple[str, bytes, str]:
        """The field that was used, its bytes and the name of the file."""
        if given["file"]:
            return "file", given["file"].read(reading.MOST_BYTES + 1), given["file"].name
        if given["text"].strip():
            return "text", given["text"].replace("\r\n", "\n").encode(), _PASTED
        if given["original"]:
            return "file", _unpacked(given["original"]), given["name"]
        raise ValidationError(_("Choose a file, or paste the text of the minutes."))

    def keep(self) -> None:
        """Let a previewed file come back with the form, byte for byte: a browser does not send a file twice."""
        if self.place == "file":
            self.put("original", base64.b64encode(zlib.compress(self.content)).decode())
            self.put("name", self.said("name"))

    @property
    def came_as_file(self) -> bool:
        """Whether the form carries a file that was read."""
        return bool(self.data.get("original"))

    def object_to(self, objections: Iterable[Objection]) -> None:
        """An objection to the text stands by the field it came from."""
        super().object_to(
            Objection(one.code, one.text, self.place if one.place == "text" else one.place) for one in objections
        )

    def save(self, *, by: Member) -> bool:
        """Store it as a draft with its original."""
        return self.attempt(lambda: self._propose(by))

    def _propose(self, by: Member) -> None:
        self.protocol = drafting.propose(
            self.said("council"), self.parsed, data=self.content, name=self.said("name"), by=by
        )


def _unpacked(original: str) -> bytes:
    """The bytes that came back; no more of them than a file may hold."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(original, validate=True), reading.MOST_BYTES + 1)
    except (ValueError, zlib.error) as error:
        raise ValidationError(_("The file was damaged on the way. Choose it once more.")) from error
