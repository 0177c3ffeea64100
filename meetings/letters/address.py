"""The letter to somebody's former address, when another one has been written instead."""

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.letters.content import Content
from meetings.models import Letter


def content(letter: Letter) -> Content:
    """That the address no longer is theirs here, and what to do if that is wrong; not which the new one is."""
    council = {"council": letter.sender.name}
    return Content(
        subject=_("Your address at %(council)s has been changed") % council,
        heading=_("Your address has been changed"),
        opening=_(
            "Letters from %(council)s go to another address from now on, and this one no longer signs you in. "
            "If you have not asked for that, tell the council at once."
        )
        % council,
        button=_("To the start page"),
        path=reverse("start"),
        why=_("You get this letter because the address was yours."),
    )
