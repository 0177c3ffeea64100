"""Names in a text: @Anna Öst-Berg, and @[Gruppen om lokaler] for one that is not all capitalised words."""

import re
from dataclasses import dataclass

# The @ of a name begins a word. That of a mail address, of a web address and of \@ do not.
_AT = re.compile(r"(?<![\w.@/\\+-])@(?=[\w\[])")
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,200})\]")
_WORD = re.compile(r"[^\W\d_][\w'’´-]*")
_PARTICLES = re.compile(
    r"(?:von|van|af|av|de|du|di|da|del|della|la|le|dos|bin|al|el|zu|ter)(?: (?:den|der|la|las|los))?(?=[ \u00a0])"
)
# A particle that is one with the name: al-Rashid, d'Este.
_JOINED = re.compile(r"(?:a[dlnrst]|ash|el|bin|ibn|[dl])['’´-](?=[^\W\d_])")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name without its @, and the characters that write it, the @ among them."""

    name: str
    start: int
    end: int


def find_names(text: str) -> list[FoundName]:
    """Every name in the text, in order."""
    found = (_name_at(text, match.start()) for match in _AT.finditer(text))
    return [name for name in found if name]


def names(text: str) -> tuple[str, ...]:
    """Every name in the text without its @, each once, in order."""
    return tuple(dict.fromkeys(found.name for found in find_names(text)))


def write_name(name: str) -> str:
    """The name as it is written in a text."""
    plain = f"@{name}"
    return plain if names(plain) == (name,) else f"@[{name}]"


def without_ats(text: str) -> str:
    """The text as it is printed: names without their @."""
    if "@" not in text:
        return text
    parts = []
    done = 0
    for found in find_names(text):
        parts += [text[done : found.start], found.name]
        done = found.end
    return "".join([*parts, text[done:]])


def _name_at(text: str, start: int) -> FoundName | None:
    if brackets := _BRACKETS.match(text, start + 1):
        return FoundName(brackets[1].strip(), start, brackets.end()) if brackets[1].strip() else None
    end = name_end(text, start + 1)
    return FoundName(text[start + 1 : end].replace("\u00a0", " "), start, end) if end else None


def name_end(text: str, start: int) -> int | None:
    """Where the name that begins at `start` ends: capitalised words, particles between them. None for no name."""
    end = _capitalised(text, start)
    for _ in range(_MOST_WORDS):
        more = _next_word(text, end) if end else None
        if more is None:
            break
        end = more
    return end


def _next_word(text: str, end: int) -> int | None:
    """Where the name ends when the word after `end` belongs to it, a particle between them or not."""
    if text[end : end + 1] not in {" ", "\u00a0"}:
        return None
    particle = _PARTICLES.match(text, end + 1)
    return _capitalised(text, particle.end() + 1 if particle else end + 1)


def _capitalised(text: str, start: int) -> int | None:
    word = _WORD.match(text, start)
    joined = _JOINED.match(text, start)
    return word.end() if word and text[joined.end() if joined else start].isupper() else None
