"""What an import is unsure of, as a question to the secretary."""

from django.utils.translation import gettext as _

from meetings.importing.parsed import Question


def question(code: Question) -> str:
    """The question that a doubt asks."""
    return {
        "pairing": _("Who is from where? Names and organisations stand in two lists."),
        "missing_comma": _("Is this two persons? A comma seems to be missing."),
        "absent_by_difference": _("Called, but not among those present: was the person away?"),
        "year": _("Which year? The day has none."),
        "unread": _("Is this a person? The line could not be read."),
        "number_gap": _("Is an item missing? A number is left out."),
        "too_long": _("The text is longer than any minutes, and was not read."),
    }[code]
