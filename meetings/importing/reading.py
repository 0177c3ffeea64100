"""The bytes of a file become text, or the file is refused with a reason.

Encodings are tried by hand, since guessing libraries misread Swedish: UTF-8 (with or without a mark), UTF-16 with
a mark, then Windows-1252, which is what older Swedish programs wrote.
"""

import codecs
from typing import Literal

MOST_BYTES = 5 * 1024 * 1024
ENDINGS = (".txt", ".text", ".md", ".markdown", ".org")

Reason = Literal["empty", "too_large", "kind", "binary", "nul", "encoding"]

# What the first bytes of well-known files that are no text look like.
_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
    b"\x7fELF",
)
_MOST_CONTROLS = 0.01
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1a\x85")


class UnreadableFileError(ValueError):
    """A file that cannot be read as text. `code` says why; the words for a person are made where they are shown."""

    def __init__(self, name: str, *, code: Reason) -> None:
        super().__init__(f"{name}: {code}")
        self.code: Reason = code
        self.name = name


def read(data: bytes, *, name: str) -> str:
    """Return the text of a file called `name` (.txt, .md or .org). Raises UnreadableFileError."""
    reason = _objection(data, name)
    if reason:
        raise UnreadableFileError(name, code=reason)
    text = _decoded(data)
    if text is None:
        raise UnreadableFileError(name, code="encoding")
    if "\0" in text:
        raise UnreadableFileError(name, code="nul")
    if _garbled(text):
        raise UnreadableFileError(name, code="binary")
    if not text.strip():
        raise UnreadableFileError(name, code="empty")
    return text


def _objection(data: bytes, name: str) -> Reason | None:
    if not data.strip():
        return "empty"
    if len(data) > MOST_BYTES:
        return "too_large"
    if data.startswith(_SIGNATURES):
        return "binary"
    if "." in name and not name.lower().endswith(ENDINGS):
        return "kind"
    return None


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _attempt(data, "utf-16")
    text = _attempt(data, "utf-8-sig")
    if text is None and b"\0" not in data:
        text = _attempt(data, "cp1252")
    if text is None and b"\0" in data:
        # Let the caller name what stands out, rather than the encoding.
        text = data.decode("latin-1")
    return text


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _garbled(text: str) -> bool:
    """More control characters than any text has."""
    controls = sum(1 for sign in text if (sign < " " or "\x7f" <= sign < "\xa0") and sign not in _TEXT_CONTROLS)
    return controls > max(2, _MOST_CONTROLS * len(text))
