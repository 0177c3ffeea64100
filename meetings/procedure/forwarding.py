"""Forwarding: what the council hands over to somebody else is sent, and perhaps answered (rule 12)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.documents import days
from meetings.models import Decision, Forwarding, Member, Protocol, clock
from meetings.models.base import acting_as
from meetings.procedure import publishing
from meetings.procedure.steps import Objection, lock_meeting, must_be_read, must_write, note, refuse_if
from meetings.text import Outcome


def objections_to_write_down(
    decision: Decision, *, sent_on: date | None, answered_on: date | None, answer: str, by: Member | None
) -> list[Objection]:
    """Why it cannot be written down when something was sent, or what was answered."""
    meeting = decision.item.meeting
    found = must_write(by, meeting.council)
    if decision.outcome != Outcome.HANDED_OVER:
        found.append(Objection("not_handed_over", _("The decision hands nothing over.")))
    protocol = Protocol.objects.main_of(meeting)
    if protocol is None or protocol.version is None:
        found.append(Objection("not_sent", _("The minutes have not been sent to the members yet.")))
    if sent_on and sent_on < meeting.held_on:
        words = _("The meeting that decided it was held %(day)s.") % {"day": days.full(meeting.held_on)}
        found.append(Objection("before", words, "sent_on"))
    if answered_on and sent_on and answered_on < sent_on:
        found.append(Objection("order", _("The answer came before it was sent."), "answered_on"))
    for name, on in (("sent_on", sent_on), ("answered_on", answered_on)):
        if on and on > clock.today():
            found.append(Objection("ahead", _("That day has not come yet."), name))
    if answered_on and not sent_on:
        found.append(Objection("unsent", _("Say when it was sent."), "sent_on"))
    if answer.strip() and not answered_on:
        found.append(Objection("unanswered", _("Say when the answer came."), "answered_on"))
    return found


@transaction.atomic
def write_down(
    decision: Decision,
    *,
    sent_on: date | None,
    answered_on: date | None = None,
    answer: str = "",
    row_version: int,
    by: Member | None,
) -> Forwarding:
    """Write down when what was handed over was sent, and when and what was answered. The same again is harmless.

    `row_version` is that of the row somebody has read, 0 while there is none: StaleRowError when it says more by now.
    The public reads the days, once the decision is public; never the answer's own words.
    """
    meeting = lock_meeting(decision.item.meeting_id)
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("item__meeting__council").get(pk=decision.pk)
    )
    answer = answer.strip()
    refuse_if(objections_to_write_down(decision, sent_on=sent_on, answered_on=answered_on, answer=answer, by=by))
    row = Forwarding.objects.filter(decision=decision).first() or Forwarding(decision=decision)
    if (row.sent_on, row.answered_on, row.answer) == (sent_on, answered_on, answer):
        return row
    if row.pk:
        must_be_read(row, row_version)
    row.sent_on, row.answered_on, row.answer = sent_on, answered_on, answer
    with acting_as(by):
        row.save()
    note("forward", by=by, meeting=meeting, about=decision.item.anchor)
    publishing.refresh_around(meeting)
    return row


def is_sent(decision: Decision) -> bool:
    """Whether it has gone to whom it was handed over: then the text says so for ever."""
    return Forwarding.objects.filter(decision=decision, sent_on__isnull=False).exists()


def undo(decision: Decision) -> None:
    """The decision hands nothing over any more, and nothing was sent: nothing is left behind."""
    for row in Forwarding.objects.filter(decision=decision):
        row.delete()
