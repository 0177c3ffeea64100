"""From a letter's row to the mail that is sent: its words in plain text and in HTML, under one Message-ID."""

import re
import textwrap
from typing import assert_never

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from meetings.letters import address, answer, confirm, deputy, notice, publication, recalled, tasks
from meetings.letters.content import Content
from meetings.models import Council, Letter, LetterKind

WIDTH = 72  # characters in a line of plain text
_HANGING = re.compile(r"[^ ]{0,20} {2}|")  # a number or a word, two spaces, and what is said of it


def content(letter: Letter) -> Content | None:  # noqa: PLR0911 - one for each kind
    """What the letter says; nothing when it is no longer true."""
    kind = LetterKind(letter.kind)
    match kind:
        case LetterKind.NOTICE:
            return notice.content(letter)
        case LetterKind.ANSWER:
            return answer.content(letter)
        case LetterKind.RECALLED:
            return recalled.content(letter)
        case LetterKind.PUBLISHED:
            return publication.content(letter)
        case LetterKind.CONFIRM:
            return confirm.content(letter) if letter.meeting_id else deputy.content(letter)
        case LetterKind.TASKS:
            return tasks.content(letter)
        case LetterKind.ADDRESS:
            return address.content(letter)
    assert_never(kind)


def compose(letter: Letter, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives | None:
    """The mail, in the language of the council's protocols; nothing when the letter is no longer true."""
    with translation.override(settings.LANGUAGE_CODE):
        said = content(letter)
        if said is None:
            return None
        council = letter.sender
        subject, body = in_plain_text(said, council=council, name=letter.member.name)
        return EmailMultiAlternatives(
            subject=subject,
            body=body,
            to=[letter.address or letter.member.email],
            reply_to=[council.contact_email] if council.contact_email else None,
            alternatives=[(_rendered("letter.html", said, council, letter.member.name), "text/html")],
            connection=connection,
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        )


def in_plain_text(said: Content, *, council: Council, name: str) -> tuple[str, str]:
    """A letter's subject, and its words as plain text."""
    subject = " ".join(said.subject.replace("\u00a0", " ").split())
    return subject, wrapped(_rendered("letter.txt", said, council, name))


def _rendered(template: str, said: Content, council: Council, name: str) -> str:
    values = {"letter": said, "council": council, "link": settings.SITE_URL + said.path, "name": name}
    return render_to_string(f"letters/{template}", values)


def wrapped(text: str) -> str:
    """Plain text in lines of at most 72 characters; what hangs under a number goes on hanging, addresses stay whole."""
    lines = (line for written in text.strip().splitlines() for line in _lines(written.rstrip()))
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)) + "\n"


def _lines(written: str) -> list[str]:
    hanging = _HANGING.match(written)
    indent = " " * len(hanging[0]) if hanging else ""
    broken = textwrap.wrap(written, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return broken or [""]
