"""The body of an item as paragraphs and sentences, each with the block it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from meetings.importing import labels, names
from meetings.importing.paper import BOLD_LEVEL, LONGEST_READ, Line, plain
from meetings.text import Block, Prose, WrittenNote, parse

MOST_PARAGRAPHS = 400
_WRAPPED = 60
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:kl|bl|a|dvs|ev|ex|t|nr|ca|resp|st|ordf|sekr|tel|inkl|exkl|m|fl|d|v|s|o|f|p|g|osv|mfl|tom|jfr|dnr|"
    r"max|min|prof|dr|adj|punkt)|\b[A-ZÅÄÖ]|\d)\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"”(§A-ZÅÄÖÉ\d-])")
_INLINE = re.compile(r"((?:[^\W\d_]+\s+){0,4}[^\W\d_]+)\s*:\s+(?=\S)")
_DECISION = re.compile(r"(?:\w+s\s+)?(?:beslut|överenskommelse|mötesbeslut)\b", re.IGNORECASE)
_ATT = re.compile(r"att\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, which of the body's lines they are, and the block they stand in.

    `written` is what they say where they are in the written language already.
    """

    text: str
    first: int
    last: int
    line: int
    block: labels.Block | None = None
    inline: bool = False
    bullet: bool = False
    written: tuple[Block, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """The sentences, without the label before them."""
        return sentences(self.words)

    @property
    def words(self) -> str:
        """The text without the label before it."""
        return _INLINE.sub("", self.text, count=1) if self.inline else self.text


def paragraphs(body: tuple[Line, ...]) -> list[Paragraph]:
    """Join the lines of a body into paragraphs; the head of a block opens it and is no paragraph."""
    done: list[Paragraph] = []
    block: labels.Block | None = None
    pending: list[tuple[int, Line]] = []
    written = dict(islice(_written(body), MOST_PARAGRAPHS))
    until = -1

    def close(said: tuple[Block, ...] = ()) -> None:
        if pending and len(done) < MOST_PARAGRAPHS:
            done.append(_paragraph(pending, block, said))
        pending.clear()

    for at, line in enumerate(body):
        if at <= until:
            continue
        if line.blank or line.code:
            close()
            continue
        kind = labels.block(line.text)
        if at in written and block != "unstated":
            close()
            until, said = written[at]
            block = kind if kind and until > at else block
            pending += [(row, body[row]) for row in range(at, until + 1)]
            close(said)
            continue
        if kind or 0 < line.level < BOLD_LEVEL:
            close()
            block = kind
            continue
        if pending and _begins(pending[-1][1], line):
            close()
        pending.append((at, line))
    close()
    return done[:MOST_PARAGRAPHS]


def _written(body: tuple[Line, ...]) -> Iterator[tuple[int, tuple[int, tuple[Block, ...]]]]:
    """What is in the written language: its first line, its last, and what it says. "Beslut:" keeps all its clauses."""
    lines = ["" if line.code or 0 < line.level < BOLD_LEVEL else line.text for line in body]
    said = [block for block in parse("\n".join(lines)) if not isinstance(block, Prose)]
    while said:
        first = said.pop(0)
        together: list[Block] = [first]
        while said and (
            said[0].first_line <= together[-1].last_line or isinstance(parse(lines[said[0].first_line])[0], Prose)
        ):
            together.append(said.pop(0))
        yield first.first_line, (together[-1].last_line, tuple(together))


def _begins(before: Line, line: Line) -> bool:
    """Whether the line begins anew, rather than going on with a line that was full."""
    text = line.text.strip()
    if names.unbulleted(text) != text or _ATT.match(text) or _INLINE.match(text):
        return True
    if text.startswith("att ") and before.text.strip().startswith("att "):
        return True
    if text[0].islower() and not text.startswith(("att ", "samt att ")):
        return False
    return len(before.text.strip()) < _WRAPPED


def _paragraph(rows: list[tuple[int, Line]], block: labels.Block | None, said: tuple[Block, ...]) -> Paragraph:
    begins, number = rows[0][0], rows[0][1].number
    if len(rows) > 1 and labels.block(rows[0][1].text):  # "Beslut:" alone is the label of what stands below
        rows = [row for row in rows[1:] if not row[1].blank]
    first = rows[0][1].text.strip()
    text = plain(" ".join(line.text.strip() for _, line in rows))[:LONGEST_READ]
    bullet = names.unbulleted(first) != first
    text = plain(names.unbulleted(text)) if bullet else text
    inline = _INLINE.match(text)
    kind = _inline_kind(inline[1]) if inline else None
    # A note is told in words of its own, which are read as all others are.
    written = tuple(one for one in said if not isinstance(one, WrittenNote))
    return Paragraph(text, begins, rows[-1][0], number, kind or block, bool(kind), bullet, written)


def _inline_kind(label: str) -> labels.Block | None:
    kind = labels.block(label)
    return kind or ("decision" if _DECISION.fullmatch(label) else None)


def sentences(text: str) -> list[str]:
    """Split a text into sentences, minding abbreviations and times of day."""
    done: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _ABBREVIATIONS.search(
            text[max(start, match.start() - 12) : match.start() + 1]
        ):
            continue
        done.append(text[start : match.end()].strip())
        start = match.end()
    done.append(text[start:].strip())
    return [sentence for sentence in done if sentence]
