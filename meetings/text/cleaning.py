"""The one way in for words that somebody typed, pasted or sent."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters but \t and \n, the mark of byte order, and the two code points that XML refuses.
# The last is the mark for words that are left out: nobody writes it.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u2588]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# What turns the direction of writing, or takes no room at all: nothing that a name is told apart by.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]")
_MARKS = 30
"""Accents on one letter. No language stacks more, and the time to order them grows with their square."""


class TextError(ValueError):
    """Words that cannot be taken as they are. `code` says why, `limit` how many characters there may be.

    From `clean_text`: nul, surrogate, marks, too_long. From `rewrite` and `accept`: stale, unwritable.
    """

    def __init__(self, *, code: str, limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


def clean_text(value: str, *, limit: int = 100_000, one_line: bool = False, name: bool = False) -> str:
    """Return the words as they are kept, or raise TextError.

    Every kind of line end becomes a line feed, letters are composed (NFC), control characters go. Spaces at the end of
    a line stay: they do no harm, and what was typed is what was saved. `one_line` makes line ends and tabs spaces and
    trims; `name` does so too, makes runs of spaces one, and takes out what is invisible or turns the direction of
    writing.
    """
    if len(value) > 4 * limit:
        raise TextError(code="too_long", limit=limit)
    _refuse(value)
    value = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", value))
    value = unicodedata.normalize("NFC", value)
    if name:
        value = " ".join(_INVISIBLE.sub("", value).split())
    elif one_line:
        value = re.sub(r"[\t\n]", " ", value).strip()
    if len(value) > limit:
        raise TextError(code="too_long", limit=limit)
    return value


def _refuse(value: str) -> None:
    if "\0" in value:
        raise TextError(code="nul")
    if _SURROGATES.search(value):
        raise TextError(code="surrogate")
    run = 0
    for letter in "" if value.isascii() else value:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run > _MARKS:
            raise TextError(code="marks", limit=_MARKS)
