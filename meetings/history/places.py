"""What a leaf of a protocol is called, and what it says, in words a person knows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meetings.documents import structure
from meetings.documents.structure import Item, Paper

_SHOWN = 60  # characters of a text, to tell its places apart in a list


@dataclass(frozen=True, slots=True)
class Place:
    """A leaf that has words: its path, what it is called, and what it says."""

    path: str
    label: str
    says: str


def places(paper: Paper) -> Iterator[Place]:
    """Every leaf of a paper that says something, in the order it stands."""
    for path, value in structure.leaves(paper):
        says = words(path, value)
        if says:
            yield Place(path, place_label(path, paper), says)


def place_label(path: str, paper: Paper) -> str:
    """What a leaf is called: "§ 4 Uppföljningskonferensen", "Närvaro", "Plats"."""
    room, _slash, rest = path.partition("/")
    match room:
        case "head":
            return _head(rest)
        case "officers":
            return _("Chair, secretary and adjusters")
        case "people" | "sides":
            return _("Attendance")
    anchor = rest.partition("/")[0]
    item = next((one for one in paper.items if one.anchor == anchor), None)
    return _item(item, paper) if item else anchor


def _head(name: str) -> str:
    labels = {
        "starts": _("The meeting began"),
        "ends": _("The meeting ended"),
        "place": _("Place"),
        "summary": _("Summary"),
        "pre_meeting": _("Pre-meeting"),
        "title": _("Title"),
        "council": _("Council"),
    }
    return labels.get(name, _("Introduction"))


def _item(item: Item, paper: Paper) -> str:
    sign = "§\u00a0" if paper.head.label == "paragraph" else ""
    return f"{sign}{item.number} {item.title}".strip()


def words(path: str, value: str) -> str:
    """What a leaf says in plain words; "" for one that holds no words of anybody's."""
    if not value:
        return ""
    found = json.loads(value)
    if isinstance(found, str):
        return "" if path in _NO_WORDS else found
    return _of_parts(path, found) if isinstance(found, dict) else ""


_NO_WORDS = frozenset({"head/council_slug", "head/key", "head/held_on", "head/kind", "head/label", "head/council"})


def _of_parts(path: str, found: dict[str, Any]) -> str:
    if path.startswith("officers/"):
        return str(found["span"])
    if path.startswith("people/"):
        return ", ".join(filter(None, [found["role"], found["organisation"], found["span"]]))
    if "/blocks/" in path:
        return str(found["source"]).strip()
    return ""


def shortened(says: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(says.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
