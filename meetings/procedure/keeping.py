"""Keeping a version, whose words and fingerprints are written once, and sending it out. Part of other steps."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from meetings.documents import build
from meetings.letters import outbox
from meetings.models import (
    ApprovalRule,
    Council,
    LetterKind,
    Meeting,
    Member,
    Protocol,
    ProtocolVersion,
    VersionContent,
    clock,
)
from meetings.procedure.steps import Objection


def freeze(
    protocol: Protocol, sealed: build.Sealed, *, by: Member | None, answers_stand: bool = False
) -> ProtocolVersion:
    """Keep a sealed paper as the protocol's next version."""
    last = protocol.versions.order_by("-number").first()
    version = ProtocolVersion.objects.create(
        protocol=protocol,
        number=last.number + 1 if last else 1,
        schema=sealed.schema,
        digests=sealed.digests,
        root=sealed.root,
        answers_stand=answers_stand,
        made_at=clock.now(),
        made_by=by,
    )
    VersionContent.objects.create(version=version, leaves=sealed.leaves)
    return version


def send_out(
    protocol: Protocol,
    sealed: build.Sealed,
    *,
    by: Member | None,
    answer_by: date | None = None,
    answers_stand: bool = False,
) -> ProtocolVersion:
    """Keep a sealed paper as the version that is out, and write to those who answer. The step saves the protocol."""
    version = freeze(protocol, sealed, by=by, answers_stand=answers_stand)
    protocol.version = version
    protocol.answer_by = answer_by or last_day_to_answer(protocol)
    ask(protocol, version)
    return version


def last_day_to_answer(protocol: Protocol) -> date:
    """The council's number of days from today, but before the meeting that is to approve."""
    council, today = protocol.meeting.council, clock.today()
    day = today + timedelta(days=council.answer_days)
    approving = approving_meeting(council)
    return min(day, approving.held_on - timedelta(days=1)) if approving else day


def follow_council(protocol: Protocol) -> None:
    """Put the protocol under its council's rule as it is today. The step saves the protocol."""
    council = protocol.meeting.council
    protocol.approval_rule, protocol.approvals_needed = council.approval_rule, council.approvals_needed


def day_offered(protocol: Protocol) -> date:
    """The last day to answer that is offered when a protocol is sent: the one that stands, while it has not passed."""
    stands = protocol.answer_by if protocol.is_answerable(clock.today()) else None
    return stands or last_day_to_answer(protocol)


def approving_meeting(council: Council) -> Meeting | None:
    """The coming meeting that is to approve what is sent today, where the next meeting does."""
    if council.approval_rule != ApprovalRule.NEXT_MEETING:
        return None
    return council.meetings.coming().filter(held_on__gt=clock.today()).first()


def may_let_answers_stand(council: Council) -> bool:
    """Whether answers may stand when only the language changed (rule 7): never where they approve the very text."""
    return council.keeps_answers_on_language_changes and council.approval_rule == ApprovalRule.NEXT_MEETING


def ask(protocol: Protocol, version: ProtocolVersion) -> None:
    """Write to those who answer."""
    for member in recipients(protocol):
        outbox.post(LetterKind.ANSWER, member, meeting=protocol.meeting, version=version)


def recipients(protocol: Protocol) -> list[Member]:
    """Those who get the protocol to answer: whoever was there, and who adjusts it."""
    meeting = protocol.meeting
    present = meeting.attendances.may_answer().values("member")
    adjusting = meeting.officers.filter(role="adjuster", member__isnull=False).values("member")
    found = Member.objects.filter(pk__in=present) | Member.objects.filter(pk__in=adjusting)
    return list(found.filter(anonymised_at=None).distinct())


def objections_to_changes(version: ProtocolVersion, changes: Sequence[tuple[str, str, str]]) -> list[Objection]:
    """Why these changes cannot be made: each changes something, and its old words stand at the place, once."""
    if any(old == new for _place, old, new in changes):
        return [Objection("same", _("The two wordings are the same."), "new")]
    try:
        build.replace(version, changes)
    except ValueError:
        words = _("The old wording does not stand in the protocol just as it is written here.")
        return [Objection("old_wording", words, "old")]
    return []
