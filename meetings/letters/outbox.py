"""Putting a letter in the outbox, inside the step that causes it."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings

from meetings.models import Letter, LetterKind, Meeting, Member, Notice, ProtocolVersion, Publication, clock


def post(
    kind: LetterKind,
    member: Member,
    *,
    meeting: Meeting,
    notice: Notice | None = None,
    version: ProtocolVersion | None = None,
    publication: Publication | None = None,
) -> Letter | None:
    """Put a letter to somebody in the outbox; nothing for a person without an address.

    The Message-ID is made here, once, so that a letter sent again after a crash is seen as the same.
    """
    if not member.email or member.anonymised_at:
        return None
    now = clock.now()
    return Letter.objects.create(
        kind=kind,
        member=member,
        meeting=meeting,
        notice=notice,
        version=version,
        publication=publication,
        message_id=f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>",
        next_try_at=now,
        written_at=now,
    )
