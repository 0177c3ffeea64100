"""The adjusters named at the meeting approve, and the chair with them."""

from meetings.models import Member, OfficerRole, ProtocolVersion
from meetings.procedure.rules import chair


def awaits(version: ProtocolVersion) -> list[Member]:
    """The adjusters and the chair, each once."""
    return chair.officers(version, OfficerRole.ADJUSTER, OfficerRole.CHAIR)


def is_satisfied(version: ProtocolVersion) -> bool:
    """Whether there is an adjuster, and all of them and the chair have approved."""
    adjusters = chair.officers(version, OfficerRole.ADJUSTER)
    known = chair.are_known(version, OfficerRole.ADJUSTER, OfficerRole.CHAIR)
    return known and bool(adjusters) and chair.have_approved(version, awaits(version))
