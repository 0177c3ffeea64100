"""The letter that asks a second person to confirm: an approval of previous protocols, or a correction."""

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import days
from meetings.letters.content import Content, Row, Section
from meetings.models import Letter


def content(letter: Letter) -> Content | None:
    """What waits for the person at the meeting; nothing when somebody has confirmed it before the letter left."""
    member, meeting = letter.member, letter.about
    rows = [
        Row(
            _("Approval"),
            _("The protocol of %(day)s, as the meeting on %(at)s approved it. Written by %(name)s.")
            % {
                "day": days.spoken(row.protocol.meeting.held_on),
                "at": days.spoken(meeting.held_on),
                "name": row.written_by,
            },
        )
        for row in access.rows_to_confirm(member).filter(item__meeting=meeting)
    ]
    rows += [
        Row(
            _("Correction"),
            _("The protocol of %(day)s. Written by %(name)s.")
            % {"day": days.spoken(meeting.held_on), "name": correction.written_by},
        )
        for correction in access.corrections_to_confirm(member).filter(protocol__meeting=meeting)
    ]
    if not rows:
        return None
    return Content(
        subject=_("Confirm: the meeting on %(day)s") % {"day": days.spoken(meeting.held_on)},
        heading=_("Something waits for you to confirm"),
        opening=_("Nobody both writes and alone approves. It applies when you have confirmed it."),
        button=_("Read and confirm"),
        path=reverse("mine"),
        why=_("You get this letter because you had a part in the meeting."),
        sections=(Section(_("This waits for you"), rows=tuple(rows)),),
    )
