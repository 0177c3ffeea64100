"""The letter that says that the secretary has taken a protocol back to change it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.documents import days
from meetings.letters.content import Content, Section
from meetings.models import Letter, State


def content(letter: Letter) -> Content | None:
    """What it says; nothing when the new text has already gone out."""
    version = letter.version
    assert version is not None, "a letter about a protocol taken back says which version"
    protocol = version.protocol
    if protocol.version_id != version.pk or protocol.state != State.DRAFT:
        return None
    values = {"day": days.spoken(letter.about.held_on)}
    return Content(
        subject=_("The protocol of %(day)s is being changed") % values,
        heading=_("The secretary is changing the text"),
        opening=_(
            "The protocol of %(day)s cannot be answered right now. You will get a new letter when the text is ready. "
            "If you have answered, you will be asked again."
        )
        % values,
        button=_("To your page"),
        path=reverse("mine"),
        why=_("You get this letter because you were at the meeting."),
        sections=(Section(_("Why?"), (protocol.recalled_why,)),),
    )
