"""The protocol as plain text, in lines of at most 72 characters."""

import textwrap
from collections.abc import Iterator

from django.utils.translation import gettext as _

from meetings import text
from meetings.documents import days, html, labels
from meetings.documents.aftermath import Aftermath
from meetings.documents.edition import Edition
from meetings.documents.html import Box
from meetings.documents.structure import NOBODY, WITHHELD, Item, Person

_WIDTH = 72
_INDENT = "  "


def render(edition: Edition) -> str:
    """The whole protocol as text. What happened later is not in it."""
    lines = [*_head(edition), *_items(edition), *_register(edition), *_wrap(edition.citation), ""]
    return "\n".join(lines).replace(WITHHELD, labels.masked(WITHHELD))


def _head(edition: Edition) -> Iterator[str]:
    head = edition.paper.head
    yield from _wrap(head.council)
    yield from _wrap(_("Protocol %(day)s") % {"day": days.full(head.held_on)})
    yield from _wrap(head.title)
    yield ""
    facts = [
        (_("Time"), f"{days.weekday(head.held_on)} {days.full(head.held_on)}, {days.hours(head.starts, head.ends)}"),
        (_("Place"), head.place),
        (_("Pre-meeting"), head.pre_meeting),
        *(labels.officer(one, head.label) for one in edition.paper.officers if one != NOBODY),
        (_("Approval"), edition.approved_line),
    ]
    for word, said in facts:
        yield from _wrap(f"{word}: {said.removesuffix(', ')}") if said else ()
    for correction in edition.corrections:
        yield from _wrap(str(correction))
    if head.summary:
        yield from ["", *_wrap(head.summary)]
    yield ""


def _items(edition: Edition) -> Iterator[str]:
    for item in edition.paper.items:
        yield from _item(item, edition.paper.head.label)


def _item(item: Item, label: str) -> Iterator[str]:
    shown = html.show(item, label, Aftermath())
    yield from ["", *_wrap(f"{shown.number}  {shown.title}".strip())]
    if item.matter:
        yield from _wrap(_("Matter %(number)s") % {"number": item.matter}, _INDENT)
    yield ""
    for line, _key, changes in shown.approvals:
        yield from _wrap(line, _INDENT)
        for old, new in changes:
            yield from _wrap(labels.change(old, new), _INDENT * 2)
        yield ""
    for box in shown.boxes:
        yield from [*_box(box), ""]


def _box(box: Box) -> Iterator[str]:
    match box.kind:
        case "masked":
            yield _INDENT + WITHHELD
        case "prose":
            for line in text.to_plain(box.source).split("\n"):
                words = line.lstrip(" ")
                yield from _wrap(words, _INDENT + " " * (len(line) - len(words))) or [""]
        case _:
            facts = "; ".join(f"{word}: {fact}" for word, fact in box.facts)
            lead = f"{box.label}: "
            for sentence in box.sentences or [""]:
                yield from _wrap(f"{lead}{sentence}".rstrip(": "), _INDENT)
                lead = "– "
            yield from _wrap(facts, _INDENT * 2)


def _register(edition: Edition) -> Iterator[str]:
    yield from ["", *_wrap(_("Attendance").upper()), ""]
    for side in html.sides(edition.paper):
        yield from _wrap(side.name)
        for person in side.people:
            yield from _wrap(_person(person), _INDENT)
        yield ""


def _person(person: Person) -> str:
    party = f" ({person.party})" if person.party else ""
    return ", ".join(filter(None, [person.name + party, person.organisation, *labels.person_words(person)]))


def _wrap(words: str, indent: str = "") -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=indent, subsequent_indent=indent)
