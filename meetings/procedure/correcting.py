"""Correcting: the approved text stands; a slip of the pen is mended by two people, both wordings kept (rule 10)."""

import json

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from meetings import access, text
from meetings.documents import build, structure
from meetings.letters import outbox
from meetings.models import (
    AgendaItem,
    Correction,
    CorrectionKind,
    LetterKind,
    Member,
    OfficerRole,
    Protocol,
    ProtocolVersion,
    PublicationKind,
    State,
    clock,
)
from meetings.models.agenda_item import AgendaItemQuerySet
from meetings.models.base import acting_as
from meetings.procedure import keeping, publishing, restoring, writing
from meetings.procedure.steps import (
    Objection,
    lock_council,
    lock_meeting,
    lock_protocol,
    must_say,
    must_write,
    note,
    refuse_if,
)


def signers(protocol: Protocol) -> list[Member]:
    """Who may confirm a correction: the chair and the adjusters of that meeting."""
    roles = [OfficerRole.CHAIR, OfficerRole.ADJUSTER]
    found = protocol.meeting.officers.filter(role__in=roles, member__isnull=False).select_related("member")
    return list({officer.member_id: officer.member for officer in found if officer.member}.values())


def deciding_items(protocol: Protocol) -> AgendaItemQuerySet:
    """Items that can have decided a correction: of the council's later meetings, with a decision in a sent protocol."""
    later = AgendaItem.objects.standing().filter(
        meeting__council=protocol.meeting.council_id, meeting__held_on__gt=protocol.meeting.held_on
    )
    sent = Protocol.objects.main().filter(meeting=OuterRef("meeting"), version__isnull=False)
    return later.filter(Exists(sent), decisions__isnull=False).distinct()


def objections_to_write(
    protocol: Protocol,
    *,
    kind: CorrectionKind,
    place: str,
    old: str,
    new: str,
    why: str,
    by: Member,
    decided_by_item: AgendaItem | None = None,
) -> list[Objection]:
    """Why a correction cannot be written so."""
    found = must_write(by, protocol.meeting.council) + must_say(why, _("Say why. The reason is shown on the page."))
    found += publishing.objections_to_reason(protocol, why)
    version = protocol.approved_version
    if version is None:
        return [*found, Objection("not_approved", _("Only an approved protocol is corrected; a draft is changed."))]
    if kind == CorrectionKind.DECIDED and decided_by_item is None:
        words = _("More than a slip of the pen is decided by a meeting. Say which item decided it.")
        found.append(Objection("undecided", words, "decided_by_item"))
    elif decided_by_item and not deciding_items(protocol).filter(pk=decided_by_item.pk).exists():
        words = _("That item is not a decision of a later meeting whose minutes have been sent.")
        found.append(Objection("not_deciding", words, "decided_by_item"))
    if not [member for member in signers(protocol) if member.pk != by.pk]:
        found.append(Objection("nobody", _("There is no chair or adjuster in the register who can confirm.")))
    return [*found, *_objections_to_words(protocol, version, (place, old, new))]


def _objections_to_words(protocol: Protocol, version: ProtocolVersion, change: tuple[str, str, str]) -> list[Objection]:
    """The old words must stand at the place, and a new edition may not show what must be withheld."""
    found = keeping.objections_to_changes(version, [change])
    if found or protocol.state != State.PUBLISHED:
        return found  # what is not public is reviewed before it is
    sealed = build.replace(version, [change])
    leaves = [(path, value) for path, _salt, value in json.loads(sealed.leaves)]
    paper = structure.paper(sealed.schema, leaves, withheld=publishing.withheld_next(protocol, version))
    return publishing.objections_to_finds(publishing.finds_in(paper, protocol))


@transaction.atomic
def write(
    protocol: Protocol,
    *,
    kind: CorrectionKind,
    place: str,
    old: str,
    new: str,
    why: str,
    by: Member,
    decided_by_item: AgendaItem | None = None,
) -> Correction:
    """Write a correction and ask the chair or an adjuster to confirm it. The same again is harmless."""
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    try:
        old, new, why = (text.clean_text(words).strip() for words in (old, new, why))
    except text.TextError as error:
        refuse_if([writing.text_objection(error, "new")])
    same = protocol.corrections.waiting().filter(place=place, old=old, new=new).first()
    if same:
        return same
    refuse_if(
        objections_to_write(
            protocol, kind=kind, place=place, old=old, new=new, why=why, by=by, decided_by_item=decided_by_item
        )
    )
    base = protocol.approved_version
    assert base is not None, "asked among the objections"
    with acting_as(by):
        correction = Correction.objects.create(
            protocol=protocol,
            base=base,
            kind=kind,
            place=place,
            old=old,
            new=new,
            why=why,
            decided_by_item=decided_by_item,
            written_by=by,
            written_at=clock.now(),
        )
    note("write_correction", by=by, meeting=protocol.meeting, protocol=protocol, about=place, reason=why)
    for member in signers(protocol):
        if member.pk != by.pk:
            outbox.post(LetterKind.CONFIRM, member, meeting=protocol.meeting, version=protocol.approved_version)
    return correction


def _lock(pk: int) -> Correction:
    found = Correction.objects.select_for_update(of=("self",))
    return found.select_related("protocol__meeting__council").get(pk=pk)


def objections_to_confirm(correction: Correction, *, by: Member) -> list[Objection]:
    """Why somebody cannot confirm: it takes the chair or an adjuster, other than the writer."""
    found = []
    meeting = correction.protocol.meeting
    if by.pk == correction.written_by_id:
        found.append(Objection("alone", _("Who writes the correction cannot confirm it.")))
    if not (access.led(by, meeting) or access.adjusted(by, meeting)):
        found.append(Objection("not_signer", _("Only the chair or an adjuster of the meeting confirms.")))
    if correction.dropped_at:
        found.append(Objection("dropped", _("The correction has been declined.")))
    version = correction.protocol.approved_version
    if version is None:
        found.append(Objection("not_approved", _("The protocol is not approved.")))
    else:
        change = (correction.place, correction.old, correction.new)
        found += _objections_to_words(correction.protocol, version, change)
    return found


@transaction.atomic
def confirm(correction: Correction, *, by: Member) -> Correction:
    """Confirm a correction: a new version holds the new wording, and a published protocol gets a new edition."""
    council = lock_council(correction.protocol.meeting.council_id)
    lock_meeting(correction.protocol.meeting_id)
    protocol = lock_protocol(correction.protocol_id)
    correction = _lock(correction.pk)
    if correction.confirmed_at:
        return correction
    refuse_if(objections_to_confirm(correction, by=by))
    assert protocol.approved_version is not None, "asked among the objections"
    with acting_as(by):
        sealed = build.replace(protocol.approved_version, [(correction.place, correction.old, correction.new)])
        version = keeping.freeze(protocol, sealed, by=by)
        correction.confirmed_by, correction.confirmed_at, correction.version = by, clock.now(), version
        correction.save()
        protocol.version = protocol.approved_version = version
        protocol.save()
    restoring.restore(version, by=by)
    note("correct", by=by, meeting=protocol.meeting, protocol=protocol, version=version, about=correction.place)
    if protocol.state == State.PUBLISHED:
        kept = publishing.withheld_next(protocol, version)
        publishing.append(
            council, protocol, version, PublicationKind.CORRECTED, by=by, withheld=kept, reason=correction.why
        )
    publishing.refresh_around(protocol.meeting)
    return correction


@transaction.atomic
def decline(correction: Correction, *, by: Member, why: str) -> Correction:
    """Decline a correction, with a reason; nothing is changed."""
    lock_meeting(correction.protocol.meeting_id)
    correction = _lock(correction.pk)
    if correction.dropped_at:
        return correction
    found = must_say(why, _("Say why."))
    if not (access.led(by, correction.protocol.meeting) or access.adjusted(by, correction.protocol.meeting)):
        found += must_write(by, correction.protocol.meeting.council)
    if correction.confirmed_at:
        found.append(Objection("confirmed", _("The correction has already been confirmed.")))
    refuse_if(found)
    correction.dropped_at = clock.now()
    with acting_as(by):
        correction.save()
    note(
        "decline_correction",
        by=by,
        meeting=correction.protocol.meeting,
        protocol=correction.protocol,
        about=correction.place,
        reason=why,
    )
    return correction
