"""Replying to a notice: who comes, who cannot, and whose substitute comes (domain rule 6)."""

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import Coming, Meeting, MeetingStatus, Member, Reply, clock
from meetings.models.base import acting_as
from meetings.procedure import calling
from meetings.procedure.steps import Objection, lock_meeting, must_write, note, refuse_if


def objections_to_reply(meeting: Meeting, member: Member, *, by: Member) -> list[Objection]:
    """Why somebody's reply cannot be taken in: their own, or what they have told the secretary."""
    found = [] if by == member else must_write(by, meeting.council)
    if meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.MOVED}:
        found.append(Objection("not_held", _("The meeting was moved or cancelled.")))
    elif meeting.status != MeetingStatus.PLANNED:
        found.append(Objection("held", _("The meeting has already begun.")))
    elif meeting.notice is None:
        found.append(Objection("not_called", _("The notice has not been sent.")))
    if member not in calling.called(meeting):
        found.append(Objection("nobody", _("%(name)s is not called to the meeting.") % {"name": member.name}, "member"))
    return found


@transaction.atomic
def reply(meeting: Meeting, *, member: Member, says: Coming, by: Member) -> Reply:
    """Take in a reply; a later one takes its place. The same again is harmless and leaves no history.

    A secretary enters what somebody has said by phone; the reply then says who entered it.
    """
    meeting = lock_meeting(meeting.pk)
    refuse_if(objections_to_reply(meeting, member, by=by))
    found = Reply.objects.filter(meeting=meeting, member=member).first()
    if found and found.says == says:
        return found
    row = found or Reply(meeting=meeting, member=member)
    row.says, row.entered_at, row.entered_by = says, clock.now(), by
    with acting_as(by):
        row.save()
    if by != member:
        note("enter_reply", by=by, meeting=meeting, about=str(member.pk))
    return row
