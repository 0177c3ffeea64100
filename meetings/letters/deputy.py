"""The letters about a deputy secretary: to the chair who appoints, and to whoever was appointed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import days
from meetings.history import deputies
from meetings.letters.content import Content
from meetings.models import Letter, Mandate, Role


def content(letter: Letter) -> Content | None:
    """What its reader is asked or told; nothing when it is no longer so."""
    council, member = letter.sender, letter.member
    if access.mandates(member).filter(council=council, role=Role.CHAIR).exists():
        waiting = deputies.waiting([council])
        return _asks(letter, waiting[0]) if waiting else None
    held = Mandate.objects.filter(council=council, member=member, role=Role.DEPUTY_SECRETARY).not_ended()
    mandate = held.order_by("from_on").first()
    return _tells(letter, mandate) if mandate else None


def _asks(letter: Letter, proposal: deputies.Proposal) -> Content:
    values = {
        "name": proposal.member,
        "by": proposal.by,
        "since": days.spoken(proposal.from_on),
        "until": days.spoken(proposal.until_on),
        "council": letter.sender,
    }
    return Content(
        subject=_("Appoint a deputy secretary: %(council)s") % values,
        heading=_("Shall %(name)s be deputy secretary?") % values,
        opening=_(
            "%(by)s proposes %(name)s from %(since)s to %(until)s. You appoint, as chair, and nothing changes before "
            "you have."
        )
        % values,
        button=_("Read and answer"),
        path=reverse("mine"),
        why=_("You get this letter because you are the chair of %(council)s.") % values,
    )


def _tells(letter: Letter, mandate: Mandate) -> Content:
    values = {
        "council": letter.sender,
        "since": days.spoken(mandate.from_on),
        "until": days.spoken(mandate.until_on) if mandate.until_on else "",
    }
    return Content(
        subject=_("You are deputy secretary of %(council)s") % values,
        heading=_("You are deputy secretary of %(council)s") % values,
        opening=_(
            "From %(since)s to %(until)s you keep the minutes, with the same rights as the secretary. What waits "
            "stands under My meetings. After that day the right ends by itself."
        )
        % values,
        button=_("To My meetings"),
        path=reverse("secretary:desk"),
        why=_("You get this letter because the chair has appointed you."),
    )
