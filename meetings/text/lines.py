"""A text as lines: where each begins and ends, and which are literal because they stand in a code fence."""

import re
from dataclasses import dataclass

LIST_MARK = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])(?:[ \t\u00a0]+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
# What begins a Markdown block of its own: sub-heading, quotation, table row.
_OTHER_BLOCK = re.compile(r"#{1,6}(?:\s|$)|[>|]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 0, offsets of the line, of its words and of the next line, and the words alone."""

    number: int
    start: int
    at: int
    stop: int
    words: str
    literal: bool = False

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.at + len(self.words)

    @property
    def is_prose_of_its_own(self) -> bool:
        """Whether it cannot go on a paragraph that began above it; points of lists are for the reader to judge."""
        return self.literal or not self.words or bool(_OTHER_BLOCK.match(self.words))

    @property
    def unmarked(self) -> str:
        """Its words without the mark of a list."""
        match = LIST_MARK.match(self.words)
        return self.words[match.end() :] if match else self.words

    @property
    def is_listed(self) -> bool:
        """Whether it is a point of a list."""
        return LIST_MARK.match(self.words) is not None


def read_lines(text: str) -> list[Line]:
    """Every line of the text. Only a line feed ends one; a carriage return before it is a space."""
    parts = text.split("\n")
    if not parts[-1]:
        parts.pop()
    words = [part.strip() for part in parts]
    literal = _literal(words)
    lines = []
    start = 0
    for number, part in enumerate(parts):
        stop = min(start + len(part) + 1, len(text))
        at = start + len(part) - len(part.lstrip())
        lines.append(Line(number, start, at, stop, words[number], number in literal))
        start = stop
    return lines


def _literal(words: list[str]) -> set[int]:
    """Lines in a closed code fence. One that nobody closed is a slip, and must not hide a decision."""
    closing = _longest_closing_after(words)
    literal: set[int] = set()
    opened = ""
    for number, line in enumerate(words):
        fence = _FENCE.match(line)
        if opened:
            literal.add(number)
            if fence and fence[1].startswith(opened) and not fence[2].strip():
                opened = ""
        elif fence and len(fence[1]) <= closing[number].get(fence[1][0], 0):
            literal.add(number)
            opened = fence[1]
    return literal


def _longest_closing_after(words: list[str]) -> list[dict[str, int]]:
    """For each line, how long the longest closing fence of each sort below it is."""
    after: list[dict[str, int]] = []
    longest: dict[str, int] = {}
    for line in reversed(words):
        after.append(longest)
        fence = _FENCE.match(line)
        if fence and not fence[2].strip():
            mark = fence[1][0]
            longest = {**longest, mark: max(longest.get(mark, 0), len(fence[1]))}
    return after[::-1]
