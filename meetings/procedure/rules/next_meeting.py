"""The next meeting approves; answers say in advance whether anybody has anything against it."""

from meetings.models import Member, ProtocolVersion


def awaits(version: ProtocolVersion) -> list[Member]:
    """Nobody's answer decides."""
    return []


def is_satisfied(version: ProtocolVersion) -> bool:
    """No number of answers approves: the meeting does."""
    return False
