"""Fingerprints: of a leaf, of a version, of a council's chain. Knows no Django: anyone can compute the same.

leaf   = SHA-256 of the UTF-8 bytes of  path LF salt LF value
root   = SHA-256 of  "idekom version " schema LF, then one line "path SP leaf LF" for each leaf in order
chain  = SHA-256 of the previous link's chain (or 64 zeros) and the link's own fields, one a line
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence

NOTHING = "0" * 64


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def salt() -> str:
    """A new salt: without it, a withheld leaf of few words could be guessed from its fingerprint."""
    return secrets.token_hex(16)


def leaf(path: str, salted: str, value: str) -> str:
    """The fingerprint of one leaf."""
    return _sha256(f"{path}\n{salted}\n{value}")


def root(schema: int, digests: Iterable[Sequence[str]]) -> str:
    """The fingerprint of a version from its (path, fingerprint) pairs in order."""
    lines = "".join(f"{path} {digest}\n" for path, digest in digests)
    return _sha256(f"idekom version {schema}\n{lines}")


def link(previous: str, *own: str) -> str:
    """The fingerprint of one link of a council's chain. Fields may not hold a line break."""
    return _sha256("\n".join([previous or NOTHING, *(field.replace("\n", " ") for field in own)]))


def seal(found: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Salt leaves and return what is kept of them, as JSON texts: the words, and their fingerprints."""
    words = [(path, salt(), value) for path, value in found]
    prints = [(path, leaf(path, salted, value)) for path, salted, value in words]
    return json.dumps(words, ensure_ascii=False), json.dumps(prints)


def faults(schema: int, content: str, digests: str, sealed_root: str) -> list[str]:
    """Paths whose words do not agree with their fingerprints, and "root" if the whole does not. Empty is sound."""
    try:
        words, prints = json.loads(content), json.loads(digests)
        found = [path for path, salted, value in words if dict(prints).get(path) != leaf(path, salted, value)]
        missing = {path for path, _ in prints} ^ {path for path, *_ in words}
        whole = [] if root(schema, prints) == sealed_root else ["root"]
    except (ValueError, TypeError):
        return ["unreadable"]
    return [*found, *sorted(missing), *whole]
