"""Who approves a protocol by answering: one file for each rule (domain rule 8).

A rule says whose answers it waits for, and whether those that have come are enough.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from meetings.models import (
    AgendaItem,
    Answer,
    ApprovalRule,
    Attendance,
    Member,
    Method,
    Officer,
    ProtocolVersion,
    Stance,
)
from meetings.procedure.rules import adjusters, chair, members, next_meeting


@dataclass(frozen=True, slots=True)
class Rule:
    """`awaits` names those whose answers decide; `is_satisfied` says whether the version is approved by them."""

    awaits: Callable[[ProtocolVersion], list[Member]]
    is_satisfied: Callable[[ProtocolVersion], bool]


RULES: Mapping[str, Rule] = {
    ApprovalRule.NEXT_MEETING: Rule(next_meeting.awaits, next_meeting.is_satisfied),
    ApprovalRule.ADJUSTERS: Rule(adjusters.awaits, adjusters.is_satisfied),
    ApprovalRule.CHAIR: Rule(chair.awaits, chair.is_satisfied),
    ApprovalRule.MEMBERS: Rule(members.awaits, members.is_satisfied),
}


def is_satisfied(version: ProtocolVersion) -> bool:
    """Whether the answers approve. Nobody both writes and alone approves: one comes from who neither wrote nor sent.

    They decide only while the register and the officers are those that were sent: otherwise a changed
    chair, or a member marked as absent afterwards, would change who decides.
    """
    if register_changed(version):
        return False
    decides = rule(version)
    writers = {version.made_by_id, *_writers(version)}
    awaited = [member for member in decides.awaits(version) if member.pk not in writers]
    others = Answer.objects.counting(version).filter(stance=Stance.APPROVE, member__in=awaited)
    others = others.filter(method__in=[Method.LINK, Method.SIGNED_IN])  # what the writer entered is the writer's word
    return decides.is_satisfied(version) and others.exists()


def _writers(version: ProtocolVersion) -> set[int | None]:
    """Who has saved an item of the meeting while its protocol was written."""
    states: Any = AgendaItem.history
    saved = states.filter(meeting_id=version.protocol.meeting_id).exclude(text="")
    return set(saved.values_list("history_member_id", flat=True).distinct())


def register_changed(version: ProtocolVersion) -> bool:
    """Whether somebody has changed the register or the officers since the version was made."""
    histories: list[Any] = [Attendance.history, Officer.history]
    meeting = version.protocol.meeting_id
    return any(rows.filter(meeting_id=meeting, history_date__gt=version.made_at).exists() for rows in histories)


def rule(version: ProtocolVersion) -> Rule:
    """The rule the protocol was sent under, whatever the council has chosen since."""
    return RULES[version.protocol.approval_rule]
