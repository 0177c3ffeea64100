"""Which headings of a document are items: not its title, not the facts of its head, not the blocks of an item."""

import re
from collections import Counter
from dataclasses import dataclass

from meetings.importing import labels, numbering
from meetings.importing.paper import BOLD_LEVEL, Line

MOST_HEADINGS = 3_000
_FEW = 3
_TITLE_WORDS = re.compile(
    r"protokoll|anteckning|möte|sammanträde|stämma|\d{4}-\d\d-\d\d|"
    r"\d{1,2}\s+\w+\s+\d{4}",
    re.IGNORECASE,
)
_ITEM_WORDS = re.compile(
    r"\bmötets\b|öppna|avslut|föregående|val av|godkänn|fastställ|formalia|nästa möte|justera", re.IGNORECASE
)
_LISTED = re.compile(r"\s*(?:[-*•]|\d+[.)]?|§)\s*\S")


@dataclass(frozen=True)
class Heading:
    """A heading, its level, and the lines before the next heading of any level."""

    at: int
    level: int
    text: str
    own: tuple[Line, ...]


def items(lines: list[Line]) -> list[int]:
    """Return where the headings stand that are items."""
    marked = _marked(lines, BOLD_LEVEL - 1)
    if len(marked) < _FEW:
        marked = [heading for heading in _marked(lines, BOLD_LEVEL) if not labels.block(heading.text)]
    if len(marked) > MOST_HEADINGS:
        return []
    marked = _until_tail(marked[_head_until(lines, marked) :])
    return _leveled([heading for heading in marked if not labels.section(heading.text)])


def value(lines: list[Line], titled: list[int]) -> float:
    """What the headings are worth, as a run of numbers is."""
    bounds = [*titled[1:], len(lines)]
    filled = sum(
        any(not line.blank for line in lines[at + 1 : min(end, at + 12)])
        for at, end in zip(titled, bounds, strict=False)
    )
    return numbering.FACTOR["#"] * (2.0 * len(titled) + 2.0 * filled)


def _marked(lines: list[Line], deepest: int) -> list[Heading]:
    at = [index for index, line in enumerate(lines) if 0 < line.level <= deepest]
    bounds = [*at[1:], len(lines)]
    return [
        Heading(
            start,
            lines[start].level,
            lines[start].text,
            tuple(line for line in lines[start + 1 : end] if not line.blank),
        )
        for start, end in zip(at, bounds, strict=False)
    ]


def _until_tail(marked: list[Heading]) -> list[Heading]:
    for position, heading in enumerate(marked):
        if position and labels.ends(heading.text):
            return marked[:position]
    return marked


def _head_until(lines: list[Line], marked: list[Heading]) -> int:
    """How many headings at the beginning are the title, or facts of the head."""
    until = 0
    for position, heading in enumerate(marked):
        if _is_label(heading) or (position == 0 and _is_title(lines, marked)):
            until = position + 1
        elif heading.own:
            break
    return until


def _is_title(lines: list[Line], marked: list[Heading]) -> bool:
    first = marked[0]
    if any(not line.blank for line in lines[: first.at][-30:]) or _ITEM_WORDS.search(first.text):
        return False
    alone = len(marked) > 1 and all(first.level < other.level for other in marked[1:])
    return alone or bool(_TITLE_WORDS.search(first.text))


def _is_label(heading: Heading) -> bool:
    stated = labels.fact(heading.text)
    if labels.section(heading.text) or (stated and stated[0] in {"date", "place", "time", "pre_meeting"}):
        return True
    agenda = bool(re.match(r"dagordning|föredragningslista|ärendelista", heading.text, re.IGNORECASE))
    return agenda and len(heading.own) >= _FEW and all(_LISTED.match(line.text) for line in heading.own)


def _leveled(marked: list[Heading]) -> list[int]:
    """Keep the headings of the items' own level, and those that stand under an empty one."""
    counts = Counter(heading.level for heading in marked if not labels.block(heading.text))
    total = sum(counts.values())
    own = min((level for level, count in counts.items() if count >= _FEW or count * 5 >= total * 2), default=0)
    kept: list[int] = []
    above: list[tuple[int, bool]] = []
    for heading in marked:
        while above and above[-1][0] >= heading.level:
            above.pop()
        filled = bool(heading.own)
        is_block = bool(kept) and labels.block(heading.text) is not None and (heading.level > own or filled)
        if is_block and above:
            above[-1] = (above[-1][0], True)
        inside = heading.level > own and (not above or above[-1][1])
        if not (is_block or inside or (heading.level < own and not filled)):
            kept.append(heading.at)
        above.append((heading.level, filled or is_block or inside))
    return kept
