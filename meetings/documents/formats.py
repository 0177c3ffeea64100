"""The formats of a published protocol: one new format is one new file and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.documents import data, plain
from meetings.documents.edition import Edition
from meetings.models import PageKind


@dataclass(frozen=True, slots=True)
class Format:
    """A way to take the protocol away: what it is called, its content type, and what writes it."""

    label: Promise
    content_type: str
    kind: PageKind
    render: Callable[[Edition], str]


FORMATS = {
    "txt": Format(_("Plain text (txt)"), "text/plain; charset=utf-8", PageKind.TEXT, plain.render),
    "json": Format(_("Data for developers (json)"), "application/json; charset=utf-8", PageKind.DATA, data.render),
}
