"""Approving: by the next meeting, by answers, or, for an old protocol, on the ground that is known (rules 8, 9, 15)."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import build, structure
from meetings.letters import outbox
from meetings.models import (
    AgendaItem,
    ApprovalChange,
    ApprovalOutcome,
    Attendance,
    Basis,
    LetterKind,
    Meeting,
    MeetingStatus,
    Member,
    Officer,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Publication,
    State,
    clock,
)
from meetings.models.base import StaleRowError, acting_as
from meetings.procedure import keeping, listing, numbering, publishing, readiness, restoring, rules
from meetings.procedure.steps import (
    Objection,
    lock_council,
    lock_meeting,
    lock_protocol,
    must_be_read,
    must_have_begun,
    must_say,
    must_write,
    note,
    refuse_if,
)

_APPROVES = (ApprovalOutcome.AS_SENT, ApprovalOutcome.WITH_CHANGES)
Change = tuple[str, str, str]  # place, old wording, new wording


def _approve(
    protocol: Protocol,
    version: ProtocolVersion,
    *,
    by: Member | None,
    on: date,
    how: str,
    item: AgendaItem | None = None,
) -> Protocol:
    """The text stands from now on. Always the last thing in a step that has asked its objections."""
    before = protocol.state
    protocol.state = State.APPROVED
    protocol.version = protocol.approved_version = version
    protocol.approved_at, protocol.approved_on, protocol.approved_by_item = clock.now(), on, item
    with acting_as(by):
        protocol.save()
    restoring.restore(version, by=by)
    note("approve", by=by, meeting=protocol.meeting, protocol=protocol, version=version, from_state=before, about=how)
    for row in protocol.approval_rows.undecided().filter(item__meeting__status=MeetingStatus.PLANNED):
        row.delete()  # it came by itself, and has nothing left to decide
    publishing.refresh_around(protocol.meeting)
    return protocol


def approve_if_answered(version: ProtocolVersion) -> bool:
    """Approve when the answers that have come satisfy the council's rule. Part of the step that took the answer."""
    protocol = version.protocol
    if protocol.state != State.UNDER_REVIEW or not rules.is_satisfied(version):
        return False
    _approve(protocol, version, by=None, on=clock.today(), how=protocol.approval_rule)
    return True


# --- Previous protocols, one row each


def objections_to_row(
    row: ProtocolApproval, *, outcome: ApprovalOutcome, changes: Iterable[Change] = (), by: Member | None
) -> list[Objection]:
    """Why a meeting's decision about a previous protocol cannot be written so."""
    found = [*must_write(by, row.item.meeting.council), *must_have_begun(row.item.meeting)]
    protocol, changes = row.protocol, list(changes)
    if row.item.meeting.protocols.main().approved().exists():
        return [*found, Objection("approved", _("The protocol is approved: its text stands. A mistake is corrected."))]
    if row.took_effect_at:
        return [*found, Objection("done", _("The approval has already taken effect."))]
    if outcome in _APPROVES and protocol.state != State.UNDER_REVIEW:
        found.append(Objection("not_out", _("These minutes have not been sent to those who were there."), "outcome"))
    if outcome == ApprovalOutcome.WITH_CHANGES and not changes:
        found.append(Objection("no_changes", _("List each change: the place, the old words and the new."), "changes"))
    if outcome != ApprovalOutcome.WITH_CHANGES and changes:
        found.append(Objection("changes", _("Only “approved with changes” lists changes."), "changes"))
    if not found and changes and protocol.version:
        found += keeping.objections_to_changes(protocol.version, changes)
    return found


@transaction.atomic
def decide_row(
    row: ProtocolApproval,
    *,
    outcome: ApprovalOutcome,
    by: Member,
    changes: Iterable[Change] = (),
    row_version: int | None = None,
) -> ProtocolApproval:
    """Write what the meeting decided about a previous protocol. It takes effect when a second person confirms.

    The same again is harmless. Raises ProcedureError, or StaleRowError when somebody has saved the row
    since `row_version`.
    """
    lock_meeting(row.item.meeting_id)
    row = _lock_row(row.pk)
    changes = list(changes)
    if _stands(row, outcome, changes):
        return row
    if row_version is not None:
        must_be_read(row, row_version)
    refuse_if(objections_to_row(row, outcome=outcome, changes=changes, by=by))
    with acting_as(by):
        for old in row.changes.all():
            old.delete()
        row.outcome, row.written_by, row.written_at = outcome, by, clock.now()
        row.version = row.protocol.version if outcome in _APPROVES else None
        row.confirmed_by = row.confirmed_at = None
        row.save()
        for place, was, becomes in changes:
            ApprovalChange.objects.create(row=row, place=place, old=was, new=becomes)
    note("decide_previous", by=by, meeting=row.item.meeting, protocol=row.protocol, version=row.version, about=outcome)
    for member in confirmers(row):
        outbox.post(LetterKind.CONFIRM, member, meeting=row.item.meeting, version=row.version)
    return row


def _stands(row: ProtocolApproval, outcome: ApprovalOutcome, changes: Sequence[Change]) -> bool:
    """Whether just this is written already, about the version that is out."""
    written = [(change.place, change.old, change.new) for change in row.changes.all()]
    version = row.protocol.version_id if outcome in _APPROVES else None
    return (row.outcome, row.version_id, written) == (outcome, version, changes)


def confirmers(row: ProtocolApproval) -> list[Member]:
    """Who is asked to confirm: the chair of the approving meeting, if somebody else wrote."""
    if row.outcome not in _APPROVES:
        return []
    officers = row.item.meeting.officers.filter(role="chair", member__isnull=False).select_related("member")
    return [officer.member for officer in officers if officer.member and officer.member_id != row.written_by_id]


def _lock_row(pk: int) -> ProtocolApproval:
    found = ProtocolApproval.objects.select_for_update(of=("self",))
    return found.select_related("item__meeting__council", "protocol__meeting__council", "version").get(pk=pk)


def objections_to_confirm_row(row: ProtocolApproval, *, by: Member) -> list[Objection]:
    """Why somebody cannot confirm: it takes another than the writer, who was there; for changes, the chair."""
    meeting = row.item.meeting
    found = must_have_begun(meeting)
    if row.outcome not in _APPROVES:
        found.append(Objection("nothing", _("There is nothing to confirm.")))
    if by.pk in {row.written_by_id, row.version.made_by_id if row.version else None}:
        found.append(Objection("alone", _("Nobody both writes and alone approves. Somebody else confirms.")))
    if row.outcome == ApprovalOutcome.WITH_CHANGES and not access.led(by, meeting):
        found.append(Objection("not_chair", _("Only the chair of the meeting confirms changes.")))
    elif not (access.led(by, meeting) or access.was_present(by, meeting)) or _came_after(row, by):
        found.append(Objection("not_there", _("Only somebody who was at the meeting confirms.")))
    if row.protocol.state != State.UNDER_REVIEW or row.protocol.version_id != row.version_id:
        found.append(Objection("replaced", _("The protocol has changed since the meeting dealt with it.")))
    return found


def _came_after(row: ProtocolApproval, by: Member) -> bool:
    """Whether somebody was put into the register only after the row was written."""
    states: Any = Attendance.history
    first = states.filter(meeting_id=row.item.meeting_id, member_id=by.pk).order_by("history_date").first()
    return bool(first and row.written_at and first.history_date > row.written_at)


def mark_of_row(row: ProtocolApproval) -> str:
    """The mark of what somebody is asked to confirm: another one as soon as the row says something else."""
    return f"{row.pk}-{row.row_version}"


def _must_be_seen(mark: str, seen: str | None) -> None:
    """Only who has read what stands now confirms it: StaleRowError when it was rewritten since."""
    if seen is not None and seen != mark:
        message = "What is to be confirmed was rewritten by somebody."
        raise StaleRowError(message)


@transaction.atomic
def confirm_row(row: ProtocolApproval, *, by: Member, seen: str | None = None) -> ProtocolApproval:
    """Confirm with a tap what the meeting decided; the approval takes effect. A second tap is harmless.

    `seen` is the mark of what was read. Raises ProcedureError or StaleRowError.
    """
    lock_council(row.item.meeting.council_id)
    lock_meeting(row.item.meeting_id)
    lock_protocol(row.protocol_id)
    row = _lock_row(row.pk)
    if row.took_effect_at:
        return row
    _must_be_seen(mark_of_row(row), seen)
    refuse_if(objections_to_confirm_row(row, by=by))
    row.confirmed_by, row.confirmed_at = by, clock.now()
    return _take_effect(row, by=by, how="confirmed")


def _take_effect(row: ProtocolApproval, *, by: Member | None, how: str) -> ProtocolApproval:
    protocol = lock_protocol(row.protocol_id)
    version = row.version
    assert version is not None, "an approving row says which version"
    with acting_as(by):
        if row.outcome == ApprovalOutcome.WITH_CHANGES:
            changes = [(change.place, change.old, change.new) for change in row.changes.all()]
            version = keeping.freeze(protocol, build.replace(version, changes), by=by)
        row.took_effect_at = clock.now()
        row.save()
    _approve(protocol, version, by=by, on=row.item.meeting.held_on, how=how, item=row.item)
    return row


def settle_rows(meeting: Meeting, *, by: Member | None) -> None:
    """The approving meeting's own protocol is sent: what it approved as sent takes effect, if no tap came before.

    Sent to nobody but the one who wrote it, it has been read by nobody else: then it waits for a tap.
    """
    reached = Q(member__user__isnull=False) | ~Q(member__email="")
    readers = meeting.attendances.may_answer().filter(reached).exclude(member=by)
    waiting = ProtocolApproval.objects.waiting().filter(item__meeting=meeting, outcome=ApprovalOutcome.AS_SENT)
    for found in waiting.order_by("protocol__meeting_id", "protocol_id"):
        row = _lock_row(found.pk)
        stands = row.protocol.state == State.UNDER_REVIEW and row.protocol.version_id == row.version_id
        if stands and readers.exclude(member=row.written_by).exists():
            _take_effect(row, by=by, how="sent")
    for row in ProtocolApproval.objects.filter(item__meeting=meeting, outcome=ApprovalOutcome.TABLED):
        listing.list_on_coming(row.protocol)


def objections_to_undo(protocol: Protocol, *, reason: str, by: Member | None) -> list[Objection]:
    """Why an approval cannot be undone: never after publication."""
    found = must_write(by, protocol.meeting.council)
    found += must_say(reason, _("Say why the approval is undone."))
    if protocol.publications.exists():
        found.append(Objection("published", _("A published protocol is not undone: it is corrected.")))
    elif protocol.state != State.APPROVED:
        found.append(Objection("not_approved", _("The protocol is not approved.")))
    item = protocol.approved_by_item
    if item and Publication.objects.filter(protocol__meeting=item.meeting_id).exists():
        words = _("The published minutes of the meeting that approved it say so: it is not undone, but corrected.")
        found.append(Objection("told", words))
    if protocol.corrections.confirmed().exists():
        found.append(Objection("corrected", _("A corrected protocol is not undone: it is corrected again.")))
    return found


@transaction.atomic
def undo(protocol: Protocol, *, reason: str, by: Member | None) -> Protocol:
    """Undo an approval that was a mistake, with a reason. What was sent is with the members again.

    An old protocol that was registered, never sent, is a draft again. Answers that approved are void: the text goes
    out anew.
    """
    lock_council(protocol.meeting.council_id)
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    if not protocol.is_approved and protocol.audit_entries.filter(step="undo_approval").exists():
        return protocol
    refuse_if(objections_to_undo(protocol, reason=reason, by=by))
    answered = None if protocol.basis or protocol.approved_by_item_id else protocol.version
    with acting_as(by):
        for row in protocol.approval_rows.exclude(took_effect_at=None).select_related("version"):
            protocol.version = row.version  # without the changes that only the approved version had
            row.took_effect_at = row.confirmed_at = row.confirmed_by = row.written_at = row.written_by = None
            row.outcome, row.version = "", None
            row.save()
        protocol.state = State.DRAFT if protocol.basis else State.UNDER_REVIEW
        if protocol.basis:
            protocol.version = None
        protocol.approved_version = protocol.approved_at = protocol.approved_on = protocol.approved_by_item = None
        protocol.basis = protocol.basis_note = ""
        protocol.registered_by = protocol.registered_at = protocol.confirmed_by = protocol.confirmed_at = None
        if answered:
            keeping.send_out(protocol, build.seal(build.read(answered)), by=by)
        protocol.save()
    note("undo_approval", by=by, meeting=protocol.meeting, protocol=protocol, from_state=State.APPROVED, reason=reason)
    listing.list_on_coming(protocol)
    publishing.refresh_around(protocol.meeting)
    return protocol


# --- Old protocols are registered, not sent


def objections_to_register(protocol: Protocol, *, basis: Basis, note_: str, by: Member | None) -> list[Objection]:
    """Why an old protocol's approval cannot be registered."""
    found = must_write(by, protocol.meeting.council)
    if not protocol.is_imported:
        found.append(Objection("not_imported", _("Only an imported protocol is registered; others are sent.")))
    if Protocol.objects.written_before(protocol.meeting).exists():
        words = _("The council already kept its minutes here when the meeting was held: send these as any other.")
        found.append(Objection("recent", words))
    if protocol.state != State.DRAFT or protocol.version_id:
        found.append(Objection("not_draft", _("The protocol has already been sent or approved.")))
    if basis == Basis.MEETING and not note_.strip():
        found.append(Objection("note", _("Say which day and item approved it."), "note"))
    found += publishing.objections_to_reason(protocol, note_, at="note")
    return [*found, *readiness.missing(protocol)]


@transaction.atomic
def register_approval(protocol: Protocol, *, basis: Basis, by: Member, note_: str = "") -> Protocol:
    """Register on what ground an old protocol counts as approved. It holds when a second person confirms.

    The same again is harmless, and needed when the protocol has been written in since.
    """
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    stands = protocol.registered_by and (protocol.basis, protocol.basis_note) == (basis, note_.strip())
    if stands and not is_written_since_registered(protocol):
        return protocol
    refuse_if(objections_to_register(protocol, basis=basis, note_=note_, by=by))
    with acting_as(by):
        protocol.basis, protocol.basis_note = basis, note_.strip()
        protocol.registered_by, protocol.registered_at = by, clock.now()
        protocol.save()
    note("register_approval", by=by, meeting=protocol.meeting, protocol=protocol, about=basis, reason=note_)
    return protocol


def objections_to_confirm_registration(protocol: Protocol, *, by: Member) -> list[Objection]:
    """Why somebody cannot confirm a registered approval: it takes another than the one who registered."""
    found = []
    if protocol.registered_by_id is None or protocol.state != State.DRAFT:
        found.append(Objection("nothing", _("There is nothing to confirm.")))
    if by.pk == protocol.registered_by_id:
        found.append(Objection("alone", _("Nobody both writes and alone approves. Somebody else confirms.")))
    if not access.rights(by, protocol.meeting.council).is_member:
        found.append(Objection("not_member", _("Only somebody on the council confirms.")))
    if is_written_since_registered(protocol):
        words = _("The text has been changed since it was registered. The secretary registers it again.")
        found.append(Objection("changed", words))
    elif readiness.missing(protocol):  # not said what: it may be in an item that is not for everybody
        words = _("Something is missing in the minutes. The secretary mends it and registers them again.")
        found.append(Objection("missing", words))
    return found


def is_written_since_registered(protocol: Protocol) -> bool:
    """Whether anything of what would be frozen has been written since the approval was registered."""
    since = protocol.registered_at
    if since is None:
        return False
    parts: list[Any] = [AgendaItem.history, Attendance.history, Officer.history]
    meeting: Any = Meeting.history
    if meeting.filter(id=protocol.meeting_id, history_date__gt=since).exists():
        return True
    if any(rows.filter(meeting_id=protocol.meeting_id, history_date__gt=since).exists() for rows in parts):
        return True
    own: Any = Protocol.history
    registered = own.filter(id=protocol.pk, registered_at=since).order_by("history_date", "history_id").first()
    return bool(registered is None or registered.summary != protocol.summary)


def mark_of_registration(protocol: Protocol) -> str:
    """The mark of what somebody is asked to confirm: the ground, and every word that would be frozen."""
    ground = [protocol.pk, protocol.basis, protocol.basis_note, structure.leaves(build.paper(protocol))]
    return hashlib.sha256(structure.as_json(ground).encode()).hexdigest()


@transaction.atomic
def confirm_registration(protocol: Protocol, *, by: Member, seen: str | None = None) -> Protocol:
    """Confirm a registered approval: the old protocol's text is frozen and stands. A second tap is harmless.

    `seen` is the mark of what was read. Raises ProcedureError or StaleRowError.
    """
    lock_council(protocol.meeting.council_id)
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    if protocol.is_approved:
        return protocol
    _must_be_seen(mark_of_registration(protocol), seen)
    refuse_if(objections_to_confirm_registration(protocol, by=by))
    with acting_as(by):
        numbering.draw_paragraphs(protocol.meeting)
        numbering.draw_matters(protocol.meeting)
        version = keeping.freeze(protocol, build.seal(build.paper(protocol)), by=by)
        protocol.confirmed_by, protocol.confirmed_at = by, clock.now()
    return _approve(protocol, version, by=by, on=clock.today(), how=protocol.basis)
