"""Putting a letter in the outbox, inside the step that causes it."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from meetings.models import Council, Letter, LetterKind, Meeting, Member, Notice, ProtocolVersion, Publication, clock


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
    return Letter.objects.create(
        kind=kind,
        member=member,
        meeting=meeting,
        notice=notice,
        version=version,
        publication=publication,
        **_stamped(),
    )


def post_to_former(address: str, member: Member, *, council: Council) -> Letter:
    """Tell somebody's former address that it no longer is theirs here."""
    return Letter.objects.create(kind=LetterKind.ADDRESS, member=member, council=council, address=address, **_stamped())


def post_from_council(member: Member, *, council: Council, at: datetime | None = None) -> Letter | None:
    """Put a letter about a deputy in the outbox, to leave now or then; nothing for a person without an address."""
    if not member.email or member.anonymised_at:
        return None
    stamped = _stamped()
    stamped["next_try_at"] = max(at or clock.now(), stamped["next_try_at"])
    return Letter.objects.create(kind=LetterKind.CONFIRM, member=member, council=council, **stamped)


def _stamped() -> dict[str, Any]:
    now = clock.now()
    message_id = f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"
    return {"message_id": message_id, "next_try_at": now, "written_at": now}
