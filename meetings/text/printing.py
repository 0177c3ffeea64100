"""Blocks as text: printed again as they were, or rewritten by a form."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from meetings.text import dates
from meetings.text.blocks import (
    Block,
    NoteKind,
    Outcome,
    Prose,
    TargetKind,
    WrittenAction,
    WrittenDecision,
    WrittenGroup,
    WrittenNote,
)
from meetings.text.cleaning import TextError
from meetings.text.naming import write_name
from meetings.text.parsing import parse

_NOTE_WORDS = {
    NoteKind.DISQUALIFICATION: "Jäv",
    NoteKind.RESERVATION: "Reservation",
    NoteKind.ADJOURNMENT: "Ajournering",
    NoteKind.INFORMATION: "Info",
}


def print_blocks(blocks: Iterable[Block]) -> str:
    """The text that the blocks were read from, byte for byte."""
    return "".join(block.source for block in blocks)


def line(block: Block) -> str:
    """The line, or lines, that a block is written as, made from what it says and not from its source.

    A decision keeps its sentence as long as that still says the outcome, target, reason and recipient of the block.
    """
    match block:
        case Prose():
            return block.source.strip("\n")
        case WrittenDecision():
            return _decision_line(block)
        case WrittenAction():
            return _action_line(block)
        case WrittenGroup():
            return _group_line(block)
        case WrittenNote():
            paused = block.kind is NoteKind.ADJOURNMENT and block.text.lower().startswith("kl")
            return f"{_NOTE_WORDS[block.kind]}{' ' if paused else ': '}{block.text}"
    assert_never(block)


def rewrite(text: str, block: Block, replacement: Block | None, *, day: date | None = None) -> str:
    """Write `replacement` where `block`, as read from this text, stands, or take it out. Every other word stays.

    Raises TextError: stale where the text no longer holds the block, unwritable where the line would not be read as
    the replacement or would change what another line says; then it has to be written by hand.
    """
    blocks = parse(text, day=day)
    here = next((n for n, one in enumerate(blocks) if one == block and one.start == block.start), None)
    if here is None:
        raise TextError(code="stale")
    after = [replacement if n == here else old for n, old in enumerate(blocks)]
    expected = [said for one in after if one and (said := meaning(one))]
    for candidate in _ways(text, blocks, here, replacement):
        if [said for one in parse(candidate, day=day) if (said := meaning(one))] == expected:
            return candidate
    raise TextError(code="unwritable")


def meaning(block: Block) -> tuple[object, ...] | None:
    """What a block says apart from how it is worded; nothing of prose. Two ways to write the same mean the same."""
    match block:
        case Prose():
            return None
        case WrittenDecision():
            target = block.target and (block.target.kind, block.target.day)
            bare = block.outcome is Outcome.TABLED and block.target is None
            return block.outcome, (TargetKind.NEXT_MEETING, None) if bare else target, block.reason, block.recipient
        case WrittenAction():
            return block.what, block.responsible, block.to_whom, block.due_on
        case WrittenGroup():
            return block.members, block.convener, block.what
        case WrittenNote():
            return block.kind, block.text
    assert_never(block)


def _ways(text: str, blocks: tuple[Block, ...], here: int, replacement: Block | None) -> Iterator[str]:
    """Just there; among the *att* of one paragraph as one of them; else every one of them on a line of its own."""
    old = blocks[here]
    if replacement:
        yield text[: old.start] + line(replacement) + text[old.end :]
    if isinstance(replacement, WrittenDecision):
        yield text[: old.start] + replacement.sentence + text[old.end :]
    first, last = here, here
    while first and _continues(text, blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and _continues(text, blocks[last + 1]):
        last += 1
    begin = text.rfind("\n", 0, blocks[first].start) + 1
    stay = [replacement if n == here else blocks[n] for n in range(first, last + 1)]
    lines = [line(one) for one in stay if one]
    rest = text[blocks[last].end :]
    yield text[:begin] + "\n".join(lines) + (rest if lines else rest.lstrip(" \r").removeprefix("\n"))


def _continues(text: str, block: Block) -> bool:
    """Whether a decision only is one through the "Beslut:" of the paragraph it stands in."""
    alone = parse(text[block.start : block.end])
    return isinstance(block, WrittenDecision) and not isinstance(alone[0], WrittenDecision)


def _decision_line(block: WrittenDecision) -> str:
    day = block.target.day if block.target else None
    ways = [block.sentence, f"Beslut: {block.sentence}"] if block.sentence else []
    for way in (*ways, _in_short(block)):
        found = parse(way, day=day)
        if len(found) == 1 and meaning(found[0]) == meaning(block):
            return way
    return ways[-1] if ways else _in_short(block)


def _in_short(block: WrittenDecision) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each outcome
    """The decision by its own word alone."""
    match block.outcome:
        case Outcome.APPROVED:
            return "Godkänns"
        case Outcome.ADOPTED:
            return "Antas"
        case Outcome.REJECTED:
            return "Avslås"
        case Outcome.TABLED:
            return f"Bordläggs{_until(block)}"
        case Outcome.REFERRED_BACK:
            return f"Återremitteras: {block.reason}" if block.reason else "Återremitteras"
        case Outcome.NOTED:
            return "Noteras"
        case Outcome.FILED:
            return "Läggs till handlingarna"
        case Outcome.ELECTED:
            return f"Väljs: {block.sentence}"
        case Outcome.STATEMENT:
            return "Tillstyrks"
        case Outcome.HANDED_OVER:
            return f"Överlämnas till {block.recipient}" if block.recipient else "Överlämnas"
        case Outcome.DISCHARGED:
            return "Beviljas ansvarsfrihet"
        case Outcome.WITHDRAWN:
            return f"Utgår: {block.reason}" if block.reason else "Utgår"
        case Outcome.NOT_REACHED:
            return "Hann inte behandlas"
    assert_never(block.outcome)


def _until(block: WrittenDecision) -> str:
    target = block.target
    if target is None:
        return ""
    match target.kind:
        case TargetKind.NEXT_MEETING:
            return " till nästa möte"
        case TargetKind.UNTIL_FURTHER:
            return " tills vidare"
        case TargetKind.DAY:
            return f" till {dates.write_date(target.day) if target.day else target.text}"
        case TargetKind.GROUP:
            return f" till {target.text or 'arbetsgruppen redovisar'}"
    assert_never(target.kind)


def _action_line(block: WrittenAction) -> str:
    parts = ["Uppdrag:", block.what, ", ".join(map(write_name, block.responsible))]
    if block.to_whom:
        parts.append(f"till {block.to_whom}")
    stands = block.due_on is None or dates.find_date(block.due_text, near=block.due_on) == block.due_on
    due = block.due_text if stands else dates.write_date(block.due_on) if block.due_on else ""
    if due:
        parts.append(f"senast {due}")
    return " ".join(part for part in parts if part)


def _group_line(block: WrittenGroup) -> str:
    people = [write_name(name) for name in block.members if name != block.convener]
    if block.convener:
        people.append(f"sammankallande {write_name(block.convener)}")
    return "Arbetsgrupp: " + ", ".join(part for part in (*people, block.what) if part)
