"""What a step leaves behind: events and letters."""

from meetings.models import AuditEntry, Letter, LetterKind, Meeting, Member


def events(meeting: Meeting) -> list[str]:
    """The steps noted for a meeting, in the order taken."""
    return list(AuditEntry.objects.filter(meeting=meeting).order_by("pk").values_list("step", flat=True))


def last_event(meeting: Meeting) -> AuditEntry:
    """The step noted last for a meeting."""
    return AuditEntry.objects.filter(meeting=meeting).order_by("pk").reverse()[0]


def told(meeting: Meeting, kind: LetterKind) -> set[Member]:
    """Whom letters of a kind about a meeting are for."""
    return {letter.member for letter in Letter.objects.filter(meeting=meeting, kind=kind).select_related("member")}


def letter_count(meeting: Meeting, kind: LetterKind) -> int:
    """How many letters of a kind there are about a meeting."""
    return Letter.objects.filter(meeting=meeting, kind=kind).count()
