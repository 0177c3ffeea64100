"""A text read as blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from meetings.text import decisions, tasks, words
from meetings.text.blocks import Block, NoteKind, Outcome, Prose, WrittenDecision, WrittenNote
from meetings.text.lines import Line, read_lines
from meetings.text.rendering import plain_words

_REASONED = {"återremitteras": Outcome.REFERRED_BACK, "utgår": Outcome.WITHDRAWN}
_ELECTS = frozenset(["väljs", "väljes", "utses"])
_RUNNING = frozenset(["jäv", "reservation", "info", "information", *_REASONED])
"""Words whose text is running prose, so that it goes on to the end of its paragraph. Tasks and groups are one line."""


def parse(text: str, *, day: date | None = None) -> tuple[Block, ...]:
    """Read a text as prose, decisions, tasks, groups and notes, in order.

    `day` is the meeting's: a day written without a year is the next such day on or after it. Nothing is refused and
    nothing guessed; the sources of the blocks together are the text.
    """
    lines = read_lines(text)
    return tuple(_with_sources(list(_blocks(lines, day)), text, lines))


def _blocks(lines: Sequence[Line], day: date | None) -> Iterator[Block]:
    n = 0
    prose: list[Line] = []
    while n < len(lines):
        found = _read(lines, n, day)
        if not found:
            prose.append(lines[n])
            n += 1
            continue
        yield from _prose(prose)
        prose = []
        yield from found
        n = found[-1].last_line + 1
    yield from _prose(prose)


def _prose(lines: list[Line]) -> Iterator[Prose]:
    said = [line for line in lines if line.words]
    if said:
        first, last = said[0], said[-1]
        yield Prose(start=first.at, end=last.end, first_line=first.number, last_line=last.number)


def _with_sources(blocks: list[Block], text: str, lines: Sequence[Line]) -> Iterator[Block]:
    """Give every character to a block: the empty lines after it, before the first one too."""
    if not blocks:
        if text:
            yield Prose(text, start=0, end=0, first_line=0, last_line=len(lines) - 1)
        return
    cuts = [_cut(block, lines[block.first_line]) for block in blocks]
    for block, (start, stop) in zip(blocks, pairwise([0, *cuts[1:], len(text)]), strict=True):
        yield replace(block, source=text[start:stop])


def _cut(block: Block, line: Line) -> int:
    """A block begins with its line, unless another one stands before it there."""
    return line.start if block.start <= line.end - len(line.unmarked) else block.start


def _read(lines: Sequence[Line], n: int, day: date | None) -> Sequence[Block]:
    """The blocks that begin at a line; none where it is prose."""
    line = lines[n]
    if line.literal or not line.words:
        return ()
    start = line.end - len(line.unmarked)
    head = words.read_head(line.unmarked)
    if head and head.word == "beslut":
        return decisions.read(head.body, _decided(head.body, lines, n), start, day=day)
    paragraph = _running(lines, n) if head and head.word in _RUNNING else [line]
    block = _headed(head, paragraph, day) if head else None
    if block is None and not line.is_listed:
        block = _bare(line.words, day)
    if block is None:
        return ()
    last = paragraph[-1]
    return (replace(block, start=start, end=last.end, first_line=n, last_line=last.number),)


def _headed(head: words.Headed, paragraph: Sequence[Line], day: date | None) -> Block | None:
    """What a word with a colon says; nothing where nothing follows it."""
    body = " ".join(part for part in (head.body, *(line.words for line in paragraph[1:])) if part)
    if not body:
        return None
    if head.word == "uppdrag":
        return tasks.read_action(body, day=day)
    if head.word == "arbetsgrupp":
        return tasks.read_group(body)
    body = plain_words(body)
    if kind := words.NOTES.get(head.word):
        return WrittenNote(kind, body)
    sentence = f"{head.word.capitalize()}: {body}"
    if outcome := _REASONED.get(head.word):
        return WrittenDecision(outcome, sentence, reason=body)
    assert head.word in _ELECTS
    return WrittenDecision(Outcome.ELECTED, sentence)


def _bare(line: str, day: date | None) -> Block | None:
    pause = words.read_pause(line)
    return WrittenNote(NoteKind.ADJOURNMENT, plain_words(pause)) if pause else words.read_bare(line, day=day)


def _goes_on(line: Line) -> bool:
    """Whether a line belongs to the paragraph above it; points of lists aside."""
    if line.is_prose_of_its_own or words.read_head(line.unmarked):
        return False
    return line.is_listed or not (words.read_pause(line.words) or words.read_bare(line.words))


def _running(lines: Sequence[Line], n: int) -> Sequence[Line]:
    end = n + 1
    while end < len(lines) and not lines[end].is_listed and _goes_on(lines[end]):
        end += 1
    return lines[n:end]


def _decided(body: str, lines: Sequence[Line], n: int) -> list[Line]:
    """The lines of a paragraph "Beslut:".

    Points of a list belong to it where it announces them. A paragraph that begins with "att" belongs to it too: no
    sentence of its own begins so.
    """
    found = [lines[n]]
    said, points = body, False
    end = n + 1
    while end < len(lines):
        line = lines[end]
        att = bool(decisions.ATT_LINE.match(line.unmarked)) and not line.literal
        if not line.words:
            following = next((later for later in lines[end : end + 3] if later.words), None)
            if following is None or following.literal or not following.unmarked.startswith("att "):
                break
        elif not _goes_on(line) or (line.is_listed and not (att or points or _announces(said))):
            break
        else:
            points = line.is_listed
            said = line.unmarked
            found.append(line)
        end += 1
    return found


def _announces(words_before: str) -> bool:
    return words_before.endswith(":") or bool(decisions.OPEN_HEAD.search(words_before[-80:]))
