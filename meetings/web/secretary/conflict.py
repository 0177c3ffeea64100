"""Two texts of one item: what stands, what was typed, and both together."""

from difflib import SequenceMatcher

_MOST_LINES = 400  # longer texts are laid one after the other instead


def together(theirs: str, mine: str) -> str:
    """Both texts line by line: what they share stands once; where they differ theirs stands before mine."""
    theirs, mine = _ends(theirs), _ends(mine)
    before, after = theirs.split("\n"), mine.split("\n")
    if max(len(before), len(after)) > _MOST_LINES:
        return f"{theirs}\n\n{mine}"
    found: list[str] = []
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        found += before[i1:i2]
        found += [line for line in after[j1:j2] if line not in before[i1:i2]]
    return "\n".join(found)


def _ends(value: str) -> str:
    """Line ends as they are kept."""
    return value.replace("\r\n", "\n").replace("\r", "\n")
