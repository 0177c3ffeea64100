"""Reading an answer as a person does: words, one space between them, hard or not."""

from typing import Protocol


class Answer(Protocol):
    """What the test client gives back."""

    @property
    def content(self) -> bytes: ...


def words(answer: Answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())
