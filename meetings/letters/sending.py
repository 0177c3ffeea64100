"""Emptying the outbox: each letter is taken, sent outside any transaction, and marked.

At least once: a letter sent again after a crash bears the same Message-ID.
"""

import logging
from datetime import timedelta

from django.core.mail import get_connection
from django.db import OperationalError, transaction

from meetings.letters import composing
from meetings.models import Letter, LetterState, clock

MOST_ATTEMPTS = 12
MARKS_TRIED = 3  # times; each waits for a locked database as long as the settings say
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 1440))
_logger = logging.getLogger(__name__)


def send_due(limit: int) -> int:
    """Send up to `limit` letters that are due; how many were sent.

    Stops at the first that fails: when the mail server is away, the others would only wait as long.
    """
    sent = 0
    for _turn in range(limit):
        letter = take()
        if letter is None:
            break
        if not _deliver(letter):
            break
        sent += letter.state == LetterState.SENT
    return sent


def take() -> Letter | None:
    """Take the next letter that is due, so that no other worker does; the attempt counts even if this worker dies."""
    if not Letter.objects.due().exists():  # a look without a lock: nobody is held up by an empty outbox
        return None
    with transaction.atomic():
        found = Letter.objects.due().select_for_update(skip_locked=True, of=("self",)).order_by("next_try_at", "pk")
        letter = found.select_related("member", "meeting__council", "council").first()
        if letter is None:
            return None
        letter.state, letter.taken_at = LetterState.SENDING, clock.now()
        letter.attempts += 1
        letter.save()
        return letter


def _deliver(letter: Letter) -> bool:
    """Send a letter and mark it; False when it could not be sent and must be tried again."""
    if letter.attempts > MOST_ATTEMPTS:
        _mark(letter, LetterState.FAILED, error=letter.error or "Given up: no worker lived to tell what happened.")
        return True
    try:
        needless = _needless(letter)
        message = None if needless else composing.compose(letter, get_connection())
        if message is None:
            _mark(letter, LetterState.FAILED, error=f"Not sent: {needless or 'what it says is no longer true'}.")
            return True
        message.send()
    except Exception as error:  # noqa: BLE001 - whatever stops one letter must not stop the others
        _put_back(letter, error)
        return False
    _mark(letter, LetterState.SENT)
    return True


def _needless(letter: Letter) -> str:
    """Why a letter that waits shall not go out after all."""
    if letter.address:
        return ""  # to a former address: each is told once
    if not letter.member.email or letter.member.anonymised_at:
        return "the person has no address any more"
    newer = Letter.objects.filter(
        kind=letter.kind, member=letter.member_id, meeting=letter.meeting_id, pk__gt=letter.pk
    )
    if letter.version:
        newer = newer.filter(version__protocol=letter.version.protocol_id)
    return "a newer letter says the same" if newer.exists() else ""


def _put_back(letter: Letter, error: Exception) -> None:
    """Try again later, more seldom each time; give up in the end, and say what happened."""
    _logger.warning("Letter %s could not be sent (attempt %s): %r", letter.pk, letter.attempts, error)
    if letter.attempts >= MOST_ATTEMPTS:
        _mark(letter, LetterState.FAILED, error=repr(error))
        return
    wait = DELAYS[min(letter.attempts, len(DELAYS)) - 1]
    letter.next_try_at = clock.now() + wait
    _mark(letter, LetterState.WAITING, error=repr(error))


def _mark(letter: Letter, state: LetterState, *, error: str = "") -> None:
    """Say how it went, unless another worker has taken the letter back meanwhile.

    Tried again when the database is locked: what has left must not leave again for that.
    """
    letter.state, letter.error = state, error
    letter.sent_at = clock.now() if state == LetterState.SENT else None
    held = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, taken_at=letter.taken_at)
    for turn in range(1, MARKS_TRIED + 1):
        try:
            held.update(state=state, error=error, sent_at=letter.sent_at, next_try_at=letter.next_try_at)
        except OperationalError:
            if turn == MARKS_TRIED:
                raise
        else:
            return
