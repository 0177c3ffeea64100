"""A real mail server that keeps what it receives, and that can be away, refuse, or do something first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Postbox:
    """What has come, in order. `before` is called when a letter has come and before it is acknowledged."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = "250 OK"
        self.before: Callable[[], None] | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        """Keep a letter."""
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        if self.answer.startswith("250"):
            self.letters.append(letter)
        if self.before:
            self.before()
        return self.answer

    @property
    def subjects(self) -> list[str]:
        """What the letters are about."""
        return [subject(letter) for letter in self.letters]

    @property
    def ids(self) -> list[str]:
        """Their Message-IDs."""
        return [str(letter["Message-ID"]) for letter in self.letters]


@contextmanager
def server(postbox: Postbox, port: int) -> Iterator[None]:
    """The server, as long as it is up."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def subject(letter: EmailMessage) -> str:
    """What a letter is about; a long one begins on the line after its name."""
    return str(letter["Subject"]).strip()


def part(letter: EmailMessage, kind: str) -> str:
    """The plain text or the HTML of a letter, with plain line ends."""
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
