"""Drafting: the meeting begins and ends, its protocol is written, and sent to those who were there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import build, days
from meetings.letters import outbox
from meetings.models import (
    ActionItem,
    LetterKind,
    Meeting,
    MeetingStatus,
    Member,
    Protocol,
    ProtocolVersion,
    State,
    clock,
)
from meetings.models.base import acting_as
from meetings.procedure import (
    approving,
    attending,
    keeping,
    listing,
    numbering,
    publishing,
    readiness,
    rules,
    tabling,
    writing,
)
from meetings.procedure.steps import (
    Objection,
    lock_council,
    lock_meeting,
    lock_protocol,
    must_be_read,
    must_say,
    must_write,
    note,
    refuse_if,
)


def objections_to_open(meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """Why a meeting cannot begin."""
    found = must_write(by, meeting.council)
    if meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.MOVED}:
        found.append(Objection("not_held", _("The meeting was moved or cancelled.")))
    if meeting.held_on > clock.today():
        found.append(Objection("early", _("The meeting's day has not come yet.")))
    return found


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Member | None) -> Protocol:
    """The meeting begins: its register is called and its protocol can be written."""
    meeting = lock_meeting(meeting.pk)
    refuse_if(objections_to_open(meeting, by=by))
    with acting_as(by):
        protocol, created = Protocol.objects.get_or_create(meeting=meeting, part_number=0)
        if created:
            listing.number(meeting)
            attending.call_register(meeting)
        if meeting.status == MeetingStatus.PLANNED:
            meeting.status = MeetingStatus.OPEN
            meeting.save()
            note("open", by=by, meeting=meeting, protocol=protocol)
    return protocol


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Member | None) -> Meeting:
    """The meeting ends: everybody with a task gets a letter with their own."""
    meeting = lock_meeting(meeting.pk)
    refuse_if(objections_to_close(meeting, by=by))
    if meeting.status == MeetingStatus.CLOSED:
        return meeting
    writing.settle(meeting)
    with acting_as(by):
        meeting.status = MeetingStatus.CLOSED
        meeting.save()
        if meeting.notice is None:
            listing.number(meeting)
    note("close", by=by, meeting=meeting, protocol=Protocol.objects.main_of(meeting))
    publishing.refresh_around(meeting)  # what was awaited here is awaited at the meeting after, from now on
    tasks = ActionItem.objects.filter(item__meeting=meeting)
    for member in Member.objects.filter(responsibilities__action__in=tasks).distinct():
        outbox.post(LetterKind.TASKS, member, meeting=meeting)
    return meeting


def objections_to_close(meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """Why a meeting cannot be closed."""
    found = must_write(by, meeting.council)
    if meeting.status not in {MeetingStatus.OPEN, MeetingStatus.CLOSED}:
        found.append(Objection("not_open", _("The meeting has not begun.")))
    return found


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What stands at the top of the protocol, as the secretary writes it. None leaves it as it is."""

    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    summary: str | None = None
    start_unknown: bool | None = None
    end_unknown: bool | None = None
    chair_unknown: bool | None = None
    secretary_unknown: bool | None = None
    link: str | None = None
    pre_meeting: str | None = None


def _changes(meeting: Meeting, facts: HeadFacts, *, imported: bool) -> dict[str, object]:
    """What of the head differs from what stands. Only an old protocol may leave something unknown."""
    wanted: dict[str, object] = {name: getattr(facts, name) for name in ("starts_at", "ends_at", "place")}
    unknown = ("start_unknown", "end_unknown", "chair_unknown", "secretary_unknown") if imported else ()
    said = {name: getattr(facts, name) for name in ("link", "pre_meeting", *unknown)}
    wanted |= {name: value for name, value in said.items() if value is not None}
    return {name: value for name, value in wanted.items() if getattr(meeting, name) != value}


@transaction.atomic
def save_head(meeting: Meeting, facts: HeadFacts, *, row_version: int, by: Member | None) -> Meeting:
    """Save times, place and summary. Raises ProcedureError or StaleRowError. Saving what stands is harmless."""
    meeting = lock_meeting(meeting.pk)
    protocol = lock_protocol(main.pk) if (main := Protocol.objects.main_of(meeting)) else None
    found = writing.objections_to_write(meeting, by=by)
    if facts.starts_at and facts.ends_at and facts.ends_at < facts.starts_at:
        found.append(Objection("times", _("The meeting ends before it begins."), "ends_at"))
    refuse_if(found)
    changes = _changes(meeting, facts, imported=bool(protocol and protocol.is_imported))
    summary_changes = protocol is not None and facts.summary is not None and protocol.summary != facts.summary
    if changes or summary_changes:
        must_be_read(meeting, row_version)
        with acting_as(by):
            for name, value in changes.items():
                setattr(meeting, name, value)
            meeting.save()  # also for the summary alone: the meeting's version guards the whole head
            if protocol and summary_changes:
                protocol.summary = facts.summary or ""
                protocol.save()
    return meeting


def objections_to_send(protocol: Protocol, *, by: Member | None, answer_by: date | None = None) -> list[Objection]:
    """What is missing before the protocol can be sent, each with its place."""
    meeting = protocol.meeting
    found = must_write(by, meeting.council)
    if protocol.is_approved:
        return [*found, Objection("approved", _("The protocol is already approved."))]
    if meeting.status == MeetingStatus.OPEN:
        found.append(Objection("open", _("Close the meeting first."), "close"))
    if meeting.status == MeetingStatus.PLANNED:
        found.append(Objection("not_held", _("The meeting has not been held yet.")))
    if answer_by and answer_by < clock.today():
        found.append(Objection("deadline", _("The last day to answer has already passed."), "answer_by"))
    approving_meeting = keeping.approving_meeting(meeting.council) if answer_by else None
    if answer_by and approving_meeting and answer_by >= approving_meeting.held_on:
        words = _("The meeting that is to approve is on %(day)s: choose a day before it.")
        found.append(Objection("after", words % {"day": days.full(approving_meeting.held_on)}, "answer_by"))
    return [*found, *readiness.missing(protocol)]


@transaction.atomic
def send(
    protocol: Protocol, *, by: Member | None, answer_by: date | None = None, language_only: bool = False
) -> ProtocolVersion:
    """Send the protocol to those who were there: freeze a version, draw its numbers, write the letters.

    Sending the very same text again is harmless and gives the version that is out; a new last day to answer is told
    to those who answer. Approvals of previous protocols that the meeting wrote take effect now at the latest.
    """
    lock_council(protocol.meeting.council_id)
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    writing.settle(protocol.meeting)
    refuse_if(objections_to_send(protocol, by=by, answer_by=answer_by))
    before = State(protocol.state)
    with acting_as(by):
        numbering.draw_paragraphs(protocol.meeting)
        numbering.draw_matters(protocol.meeting)
        paper = build.paper(protocol)
        out = protocol.version if before == State.UNDER_REVIEW else None
        if out and build.is_same(out, paper) and not rules.register_changed(out):
            return _set_deadline(protocol, out, answer_by, by=by)
        stand = language_only and out is not None and keeping.may_let_answers_stand(protocol.meeting.council)
        version = keeping.send_out(protocol, build.seal(paper), by=by, answer_by=answer_by, answers_stand=stand)
        protocol.state = State.UNDER_REVIEW
        keeping.follow_council(protocol)
        protocol.recalled_why = ""
        protocol.registered_by = protocol.registered_at = None  # what is sent is approved in the ordinary way
        protocol.basis = protocol.basis_note = ""
        protocol.save()
    note("send", by=by, meeting=protocol.meeting, protocol=protocol, version=version, from_state=before)
    approving.settle_rows(protocol.meeting, by=by)
    tabling.carry_on(protocol.meeting)
    listing.list_on_coming(protocol)
    publishing.refresh_around(protocol.meeting)
    return version


def _set_deadline(
    protocol: Protocol, version: ProtocolVersion, answer_by: date | None, *, by: Member | None
) -> ProtocolVersion:
    """Give those who answer another day, where the secretary chose one, and tell them."""
    if answer_by and answer_by != protocol.answer_by:
        protocol.answer_by = answer_by
        protocol.save()
        note("set_deadline", by=by, meeting=protocol.meeting, protocol=protocol, version=version, about=str(answer_by))
        keeping.ask(protocol, version)
    return version


def objections_to_recall(protocol: Protocol, *, reason: str, by: Member | None) -> list[Objection]:
    """Why a protocol cannot be taken back from the members."""
    found = must_say(reason, _("Say why the protocol is taken back."))
    if not access.adjusted(by, protocol.meeting):
        found += must_write(by, protocol.meeting.council)
    if protocol.state != State.UNDER_REVIEW:
        found.append(Objection("not_out", _("The protocol is not with the members.")))
    return found


@transaction.atomic
def recall(protocol: Protocol, *, reason: str, by: Member | None) -> Protocol:
    """Take the protocol back to change it; its readers are told. Done by the secretary or an adjuster."""
    lock_council(protocol.meeting.council_id)
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    if protocol.state == State.DRAFT and protocol.version_id:
        return protocol
    refuse_if(objections_to_recall(protocol, reason=reason, by=by))
    before = protocol.state
    with acting_as(by):
        protocol.state = State.DRAFT
        protocol.recalled_why = reason.strip()
        protocol.save()
    note("recall", by=by, meeting=protocol.meeting, protocol=protocol, from_state=before, reason=reason)
    for member in keeping.recipients(protocol):
        outbox.post(LetterKind.RECALLED, member, meeting=protocol.meeting, version=protocol.version)
    publishing.refresh_around(protocol.meeting)
    return protocol
