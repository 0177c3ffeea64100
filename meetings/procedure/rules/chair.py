"""The chair of the meeting approves, by an answer of their own."""

from meetings.models import Answer, Member, Method, OfficerRole, ProtocolVersion, Stance


def officers(version: ProtocolVersion, *roles: OfficerRole) -> list[Member]:
    """Those who held an office at the meeting, each once."""
    found = version.protocol.meeting.officers.filter(role__in=roles, member__isnull=False).select_related("member")
    return list({officer.member_id: officer.member for officer in found if officer.member}.values())


def are_known(version: ProtocolVersion, *roles: OfficerRole) -> bool:
    """Whether everybody who held an office is a person who can answer; nobody is passed over for being only a name."""
    return not version.protocol.meeting.officers.filter(role__in=roles, member=None).exists()


def have_approved(version: ProtocolVersion, members: list[Member]) -> bool:
    """Whether all of them have approved themselves: an answer that somebody else entered does not count for them."""
    own = Answer.objects.counting(version).filter(stance=Stance.APPROVE, method__in=[Method.LINK, Method.SIGNED_IN])
    approved = set(own.values_list("member", flat=True))
    return bool(members) and {member.pk for member in members} <= approved


def awaits(version: ProtocolVersion) -> list[Member]:
    """The chair, or those who shared the chair."""
    return officers(version, OfficerRole.CHAIR)


def is_satisfied(version: ProtocolVersion) -> bool:
    """Whether the chair has approved."""
    return are_known(version, OfficerRole.CHAIR) and have_approved(version, awaits(version))
