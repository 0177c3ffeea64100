"""Two wordings of one place: what is taken away, what is put there, and what is alike around it."""

import re
from typing import NamedTuple

_WORD = re.compile(r"\S+\s*|\s+")


class Wording(NamedTuple):
    """The words before and after what differs, and in between the old ones and the new ones."""

    before: str
    old: str
    new: str
    after: str


def compared(old: str, new: str) -> Wording:
    """Where two texts begin and end alike, word by word. In time with their length, whatever stands in them."""
    was, becomes = _WORD.findall(old), _WORD.findall(new)
    shortest = min(len(was), len(becomes))
    first = next((n for n in range(shortest) if was[n] != becomes[n]), shortest)
    last = next((n for n in range(shortest - first) if was[-1 - n] != becomes[-1 - n]), shortest - first)
    ends_old, ends_new = len(was) - last, len(becomes) - last
    gone, put, after = "".join(was[first:ends_old]), "".join(becomes[first:ends_new]), "".join(was[ends_old:])
    space = (gone or put)[len((gone or put).rstrip()) :] if after else ""
    return Wording("".join(was[:first]), gone.rstrip(), put.rstrip(), space + after)
