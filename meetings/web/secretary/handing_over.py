"""What waits on a council's desk, for whoever takes over: drafts, days, what lies on the table, and late actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import days
from meetings.models import Council, MeetingStatus, Member, Protocol, State
from meetings.web.secretary import next_action


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is, where it is done, the next step, and by when."""

    what: str
    href: str
    step: str
    by: date | None = None


def waiting(council: Council, member: Member) -> list[Waiting]:
    """Everything that waits at the council, as far as the reader may see it."""
    follow_up = reverse("secretary:follow_up")
    return [
        *_meetings(council, member),
        *_tabled(council, member, f"{follow_up}#tabled"),
        *_late(council, member, follow_up),
        *_imports(council, member),
    ]


def _meetings(council: Council, member: Member) -> Iterator[Waiting]:
    """Meetings and protocols: those that wait for the secretary, that are ahead, and that are with the members."""
    found = access.meetings_to_read(member).filter(council=council).latest_first()
    out = Protocol.objects.main().filter(meeting__council=council, state=State.UNDER_REVIEW)
    answered_by = dict(out.values_list("meeting", "answer_by"))
    kept = access.councils_of_secretary(member).values_list("pk", flat=True)
    for row in reversed(next_action.rows(found, kept=set(kept))):
        is_ahead = row.meeting.status == MeetingStatus.PLANNED
        if row.waits or is_ahead or row.meeting.pk in answered_by:
            what = _("Meeting %(day)s") % {"day": days.full(row.meeting.held_on)}
            href = row.href or row.links[0][1]
            yield Waiting(
                what, href, row.sentence, row.meeting.held_on if is_ahead else answered_by.get(row.meeting.pk)
            )


def _tabled(council: Council, member: Member, href: str) -> Iterator[Waiting]:
    for one in access.tabled_to_follow(member).of(council).lying().order_by("decision__item__meeting__held_on", "pk"):
        ahead = one.taken_up_as.meeting.held_on if one.taken_up_as else None
        step = _("On the agenda %(day)s") % {"day": days.spoken(ahead)} if ahead else _("Lies on the table")
        yield Waiting(one.decision.item.title, href, step, ahead)


def _late(council: Council, member: Member, href: str) -> Iterator[Waiting]:
    found = access.actions_to_follow(member).of(council).late().nearest_first()
    for action in found.prefetch_related("responsible"):
        who = ", ".join(str(one) for one in action.responsible.all()) or str(action.group or "")
        yield Waiting(_("Late action"), href, ": ".join(filter(None, [who, action.what])), action.due_on)


def _imports(council: Council, member: Member) -> Iterator[Waiting]:
    for protocol in access.imports_to_check(member).filter(meeting__council=council):
        step = _("Check %(day)s") % {"day": days.full(protocol.meeting.held_on)}
        yield Waiting(_("Older minutes"), reverse("secretary:check_import", args=[protocol.pk]), step)
