"""Those who were present approve: all of them, or a set number before the day. Otherwise the next meeting does."""

from meetings.models import Answer, Member, ProtocolVersion, Stance


def awaits(version: ProtocolVersion) -> list[Member]:
    """Everybody who was there and may answer."""
    present = version.protocol.meeting.attendances.may_answer()
    return list(Member.objects.filter(pk__in=present.values("member")))


def _are_known(version: ProtocolVersion) -> bool:
    """Whether all who were there are people who can answer: nobody is passed over for being only a name."""
    return not version.protocol.meeting.attendances.deciding().filter(member=None).exists()


def is_satisfied(version: ProtocolVersion) -> bool:
    """Whether all have approved, or as many as the council asks for; somebody who objects stops it."""
    if version.protocol.approvals_needed is None and not _are_known(version):
        return False
    awaited = {member.pk for member in awaits(version)}
    latest = Answer.objects.counting(version).filter(member__in=awaited)
    stances = dict(latest.values_list("member", "stance"))
    if Stance.OBJECT in stances.values():
        return False
    needed = version.protocol.approvals_needed or len(awaited)
    approved = sum(1 for stance in stances.values() if stance == Stance.APPROVE)
    return bool(awaited) and approved >= min(needed, len(awaited))
