"""Guests as the secretary types them: one on each line, a name and perhaps an address."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from meetings import text
from meetings.procedure.arranging import Presents

_GUEST = re.compile(r"(?P<name>[^,<>@]+)(?:[,<\s]\s*(?P<email>[^\s,<>]+@[^\s,<>]+)>?)?")
_LONGEST_NAME, _LONGEST_LINE = 200, 500


def read(written: str) -> list[Presents]:
    """The guests of a text. Raises ValidationError for a line that is not understood."""
    return [_guest(line.strip()) for line in written.splitlines() if line.strip()]


def _guest(line: str) -> Presents:
    found = _GUEST.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    try:
        name = text.clean_text(found["name"], one_line=True, name=True, limit=_LONGEST_NAME).strip() if found else ""
        email = (found["email"] or "").lower() if found else ""
        if email:
            validate_email(email)
    except (text.TextError, ValidationError):
        name = email = ""
    if not name:
        raise ValidationError(
            _("”%(line)s” is not understood. Write it as Gun Berg, gun@example.org.") % {"line": line}
        )
    return Presents(name, email=email)


def line(guest: Presents) -> str:
    """A guest as a line."""
    return ", ".join(filter(None, [guest.name, guest.email]))
