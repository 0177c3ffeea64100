"""The protocol as a paper: what a version holds, as plain frozen values. Knows no Django and no database.

A paper is taken apart into leaves (path, value), one for each field, person or block of text, and put
together again from them. A leaf that is withheld from the public comes back as `WITHHELD`. Every schema
that was ever issued can be read; schema 1 is the only one so far.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from dataclasses import replace as with_values
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

SCHEMA = 1
WITHHELD = "\u2588"  # stands alone where words are left out; each format says [maskat] in its own way

Tone: TypeAlias = Literal["decision", "tabled", "action", "info"]

# What the address of the paper says already, or what holds nobody's words: withholding these has no effect.
OPEN = frozenset(f"head/{name}" for name in ("council_slug", "key", "held_on", "kind", "label", "imported", "part"))


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top: whose meeting, when and where. Times are local, as 15.00; "" is not stated."""

    council: str
    council_slug: str
    key: str
    held_on: date
    kind: str
    title: str
    label: Literal["paragraph", "point"]
    starts: str
    ends: str
    place: str
    pre_meeting: str
    summary: str
    imported: bool
    part: int = 0


@dataclass(frozen=True, slots=True)
class Officer:
    """Who led, wrote or adjusts; `span` says for which items."""

    role: Literal["chair", "secretary", "adjuster", ""]
    name: str
    span: str = ""


NOBODY = Officer("", WITHHELD)  # somebody of whom nothing may be shown


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the register as printed. `status` is present, excused or absent."""

    name: str
    side: str
    organisation: str
    role: str
    party: str
    kind: str
    status: str
    mode: str = "on_site"
    span: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an item's text: prose, decision, action, group or note, with its written source.

    Only the fields of its kind are set. `outcome` is one of the words of `text.Outcome`; days are ISO.
    """

    kind: Literal["prose", "decision", "action", "group", "note"]
    source: str
    outcome: str = ""
    sentence: str = ""
    target: str = ""
    target_on: str = ""
    reason: str = ""
    recipient: str = ""
    people: tuple[str, ...] = ()
    convener: str = ""
    to_whom: str = ""
    due: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A previous protocol as the meeting dealt with it: outcome as_sent, with_changes, tabled, or "" for none."""

    key: str
    held_on: str
    outcome: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its address, number and what was said. `times_tabled` counts this meeting too."""

    anchor: str
    number: str
    agenda_number: str
    kind: str
    title: str
    matter: str
    confidential: bool
    times_tabled: int
    parent: str
    blocks: tuple[Block, ...] = ()
    approvals: tuple[Approval, ...] = ()

    @property
    def decisions(self) -> tuple[Block, ...]:
        """What was decided, in the order written."""
        return tuple(block for block in self.blocks if block.kind == "decision")

    @property
    def actions(self) -> tuple[Block, ...]:
        """Tasks and groups, in the order written."""
        return tuple(block for block in self.blocks if block.kind in {"action", "group"})

    @property
    def is_masked(self) -> bool:
        """Whether the reader may not know what it is about: it is one masked line."""
        return self.title == WITHHELD

    @property
    def is_formal(self) -> bool:
        """Whether it is left out of the sums: the agenda and previous protocols."""
        return self.kind in {"agenda", "previous_protocols"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole protocol."""

    head: Head
    officers: tuple[Officer, ...]
    sides: tuple[str, ...]
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    schema: int = field(default=SCHEMA)


Leaf: TypeAlias = tuple[str, str]  # path, value as JSON text


def as_json(value: object) -> str:
    """One way of writing a value, whatever the machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def leaves(paper: Paper) -> tuple[Leaf, ...]:
    """Take a paper apart, in order. A name is a leaf of its own, so that a role can be shown without it."""
    found: list[Leaf] = [(f"head/{name.name}", as_json(getattr(paper.head, name.name))) for name in fields(paper.head)]
    rooms: dict[str, tuple[Officer | Person | str, ...]] = {
        "officers": paper.officers,
        "sides": paper.sides,
        "people": paper.people,
    }
    for room, rows in rooms.items():
        for n, one in enumerate(rows):
            found.extend(_named(f"{room}/{n}", one))
    for item in paper.items:
        found.extend(_item_leaves(f"items/{item.anchor}", asdict(item)))
    return tuple(found)


def _named(at: str, one: "Officer | Person | str") -> Iterator[Leaf]:
    if isinstance(one, str):
        yield at, as_json(one)
        return
    rest = asdict(one)
    yield f"{at}/name", as_json(rest.pop("name"))
    yield at, as_json(rest)


def _item_leaves(at: str, whole: dict[str, Any]) -> Iterator[Leaf]:
    """An item's head, title, matter, then each block and each previous protocol."""
    lists = {name: whole.pop(name) for name in ("blocks", "approvals")}
    title, matter = whole.pop("title"), {name: whole.pop(name) for name in ("matter", "times_tabled")}
    yield f"{at}/head", as_json(whole)
    yield f"{at}/title", as_json(title)
    yield f"{at}/matter", as_json(matter)
    for name, rows in lists.items():
        for n, row in enumerate(rows):
            yield f"{at}/{name}/{n}", as_json(row)


def anchor_of(path: str) -> str:
    """The item that a leaf belongs to; "" for the head, officers and people."""
    room, _slash, rest = path.partition("/")
    return rest.partition("/")[0] if room == "items" else ""


# Fields with words as they are printed. All others are read by the program: a kind, an outcome, how somebody attended.
_PRINTED: Mapping[str, frozenset[str]] = {
    "officers": frozenset({"span"}),
    "people": frozenset({"organisation", "role", "party", "span"}),
    "blocks": frozenset({"source", "sentence", "reason", "recipient", "people", "convener", "to_whom", "due"}),
}


def printed_fields(path: str) -> frozenset[str]:
    """Which fields of a leaf hold words as printed, where the leaf is more than one text."""
    room = "blocks" if "/blocks/" in path else path.partition("/")[0]
    return _PRINTED.get(room, frozenset())


def is_correctable(path: str) -> bool:
    """Whether the words of a leaf can be corrected. A side's name cannot: the rows of the register stand under it."""
    return path not in OPEN and not path.startswith("sides/")


def paper(schema: int, found: Iterable[Leaf], *, withheld: Mapping[str, str] | None = None) -> Paper:
    """Put a paper together from its leaves; those named in `withheld` are left out, their places marked.

    Raises ValueError for a schema that was never issued.
    """
    if schema != SCHEMA:
        message = f"No protocol was ever written with schema {schema}."
        raise ValueError(message)
    hidden = (withheld or {}).keys() - OPEN
    rooms: dict[str, dict[str, Any]] = {"head": {}, "officers": {}, "sides": {}, "people": {}, "items": {}}
    for path, value in found:
        room, rest = path.split("/", 1)
        rooms[room][rest] = None if path in hidden else json.loads(value)
    return Paper(
        head=_head(rooms["head"]),
        officers=tuple(_officer(*values) for values in _pairs(rooms["officers"])),
        sides=tuple(value for value in rooms["sides"].values() if value is not None),
        people=tuple(_person(*values) for values in _pairs(rooms["people"])),
        items=_items(rooms["items"]),
    )


def _pairs(room: Mapping[str, Any]) -> list[tuple[str, dict[str, Any] | None]]:
    """Name and the rest of each row; a name that is left out is marked."""
    rows = sorted({int(rest.partition("/")[0]) for rest in room})
    return [(_or_withheld(room[f"{n}/name"]), room[str(n)]) for n in rows]


def _or_withheld(value: str | None) -> str:
    return WITHHELD if value is None else value


def _head(values: dict[str, Any]) -> Head:
    known: dict[str, Any] = {name: WITHHELD if value is None else value for name, value in values.items()}
    return Head(**{**known, "held_on": date.fromisoformat(known["held_on"])})


def _officer(name: str, rest: dict[str, Any] | None) -> Officer:
    return Officer(name=name, **rest) if rest else with_values(NOBODY, name=name)


def _person(name: str, rest: dict[str, Any] | None) -> Person:
    return Person(name=name, **rest) if rest else Person(name, "", "", "", "", "member", "", counted=False)


_BARE_ITEM = {"number": "", "agenda_number": "", "kind": "", "confidential": False, "parent": ""}


def _items(room: Mapping[str, Any]) -> tuple[Item, ...]:
    gathered: dict[str, dict[str, Any]] = {}
    for rest, value in room.items():
        anchor, kind, *_ = rest.split("/")
        item = gathered.setdefault(anchor, {"anchor": anchor, "blocks": [], "approvals": []})
        match kind:
            case "head":
                item.update(value or _BARE_ITEM)
            case "title":
                item["title"] = _or_withheld(value)
            case "matter":
                item.update(value or {"matter": "", "times_tabled": 0})
            case "blocks":
                item["blocks"].append(_block(value))
            case _:
                item["approvals"].append(_approval(value))
    return tuple(
        Item(**{**item, "blocks": tuple(item["blocks"]), "approvals": tuple(item["approvals"])})
        for item in gathered.values()
    )


def _block(value: dict[str, Any] | None) -> Block:
    return Block(**{**value, "people": tuple(value["people"])}) if value else Block("prose", WITHHELD)


def _approval(value: dict[str, Any] | None) -> Approval:
    if not value:
        return Approval(WITHHELD, "", "")
    return Approval(**{**value, "changes": tuple((old, new) for old, new in value["changes"])})


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One item of a notice; `previous` are the days of protocols to approve.

    A confidential one carries no words at all, only that it is there.
    """

    anchor: str
    number: str
    title: str
    description: str
    kind: str
    confidential: bool
    matter: str = ""
    times_tabled: int = 0
    tabled_since: str = ""
    previous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A notice as it was sent: day, times, place and agenda. The meeting link is never in it."""

    council: str
    council_slug: str
    key: str
    held_on: date
    starts: str
    ends: str
    place: str
    pre_meeting: str
    items: tuple[NoticeItem, ...]


def write_notice(notice: NoticePaper) -> str:
    """A notice as the JSON text that is kept."""
    return as_json(asdict(notice))


def read_notice(content: str) -> NoticePaper:
    """The notice that was kept."""
    values = json.loads(content)
    values["held_on"] = date.fromisoformat(values["held_on"])
    values["items"] = tuple(NoticeItem(**item | {"previous": tuple(item["previous"])}) for item in values["items"])
    return NoticePaper(**values)


def clock_text(moment: datetime | None) -> str:
    """A local time as it is printed, such as 15.00; "" when it is not stated."""
    return f"{moment:%H.%M}" if moment else ""
