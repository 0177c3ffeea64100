"""Why a file was not read, in words for the person who gave it."""

from django.utils.translation import gettext as _

from meetings.importing.reading import Reason


def words(code: Reason) -> str:
    """What is wrong with a file and what to do about it."""
    return {
        "empty": _("The file is empty."),
        "too_large": _("The file is larger than 5 MB. Minutes as plain text are much smaller."),
        "kind": _("Only plain text can be read so far: txt, md or org. Copy the text and paste it instead."),
        "binary": _("The file is not plain text. Copy the text of the minutes and paste it instead."),
        "nul": _("The file holds characters that cannot be kept. Save it again as plain text (UTF-8)."),
        "encoding": _("The file's characters could not be read. Save it again as plain text (UTF-8)."),
    }[code]
