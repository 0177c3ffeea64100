"""What waits for a person: protocols to answer, things to confirm, tasks, and meetings to come."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import days
from meetings.models import (
    ActionItem,
    Answer,
    ApprovalOutcome,
    Attendance,
    Meeting,
    MeetingStatus,
    Member,
    Officer,
    OfficerRole,
    Protocol,
    ProtocolVersion,
    Stance,
    State,
    clock,
)
from meetings.procedure import deputising


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits, and the button that leads to it."""

    heading: str
    text: str
    button: str
    href: str


def cards(user: access.Visitor, member: Member) -> list[Card]:
    """Everything that waits for the person, the most urgent first."""
    asked = [*_rows(member), *_deputies(member), *_corrections(member), *_registrations(member)]
    return [*_to_answer(user, member), *asked]


def _to_answer(user: access.Visitor, member: Member) -> list[Card]:
    here = Attendance.objects.filter(meeting=OuterRef("meeting"), member=member).may_answer()
    adjusts = Officer.objects.filter(meeting=OuterRef("meeting"), member=member, role=OfficerRole.ADJUSTER)
    mine = access.protocols(user).filter(Q(Exists(here)) | Q(Exists(adjusts)), state=State.UNDER_REVIEW)
    in_time = mine.filter(Q(answer_by=None) | Q(answer_by__gte=clock.today()))
    answered = Answer.objects.filter(member=member, version__in=ProtocolVersion.objects.standing())
    answered = answered.exclude(stance=Stance.COMMENT)
    waiting = in_time.exclude(Exists(answered.filter(version__protocol=OuterRef("pk"))))
    return [
        Card(
            _("Read the protocol of %(day)s") % {"day": days.spoken(one.meeting.held_on)},
            _answer_by(one),
            _("Read and answer"),
            reverse("mine_protocol", args=[one.pk]),
        )
        for one in waiting.order_by("answer_by", "pk")
    ]


def _answer_by(protocol: Protocol) -> str:
    if protocol.answer_by is None:
        return ""
    day = f"{days.weekday(protocol.answer_by)} {days.spoken(protocol.answer_by)}"
    return _("Answer by %(day)s.") % {"day": day}


def _rows(member: Member) -> list[Card]:
    leads = Officer.objects.filter(meeting=OuterRef("item__meeting"), member=member, role=OfficerRole.CHAIR)
    for_me = Q(outcome=ApprovalOutcome.AS_SENT) | Exists(leads)
    return [
        Card(
            _("Was the protocol of %(day)s approved?") % {"day": days.spoken(row.protocol.meeting.held_on)},
            _("%(name)s has written that the meeting on %(day)s approved it.")
            % {"name": row.written_by, "day": days.spoken(row.item.meeting.held_on)},
            _("Read and confirm"),
            reverse("mine_confirm_row", args=[row.pk]),
        )
        for row in access.rows_to_confirm(member).filter(for_me)
    ]


def _deputies(member: Member) -> list[Card]:
    return [
        Card(
            _("Shall %(name)s be deputy secretary?") % {"name": one.member},
            _("%(by)s proposes it, until %(day)s. You appoint.") % {"by": one.by, "day": days.spoken(one.until_on)},
            _("Read and answer"),
            reverse("mine_confirm_deputy", args=[one.pk]),
        )
        for one in deputising.asked_of(member)
    ]


def _corrections(member: Member) -> list[Card]:
    return [
        Card(
            _("Is the correction of the protocol of %(day)s right?")
            % {"day": days.spoken(one.protocol.meeting.held_on)},
            _("Written by %(name)s. It applies when you have confirmed it.") % {"name": one.written_by},
            _("Read and confirm"),
            reverse("mine_confirm_correction", args=[one.pk]),
        )
        for one in access.corrections_to_confirm(member)
    ]


def _registrations(member: Member) -> list[Card]:
    return [
        Card(
            _("Confirm an old protocol: %(day)s") % {"day": days.full(one.meeting.held_on)},
            _("Registered as approved by %(name)s.") % {"name": one.registered_by},
            _("Read and confirm"),
            reverse("mine_confirm_registration", args=[one.pk]),
        )
        for one in access.registrations_to_confirm(member)
    ]


def open_actions(user: access.Visitor) -> QuerySet[ActionItem]:
    """The person's own tasks that are not done, the most urgent first."""
    mine = access.own_actions(user).open().nearest_first()
    return mine.prefetch_related("responsible", "updates__written_by")


def coming_meetings(member: Member) -> QuerySet[Meeting]:
    """Meetings the person is called to, the nearest first."""
    called = access.meetings_called(member).filter(status=MeetingStatus.PLANNED, held_on__gte=clock.today())
    return called.select_related("council").order_by("held_on", "pk")


def read_lately(user: access.Visitor) -> QuerySet[Protocol]:
    """The latest protocols the person may read."""
    return access.protocols(user).order_by("-meeting__held_on", "-pk")[:6]
