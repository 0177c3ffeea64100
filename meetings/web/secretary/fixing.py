"""Where each thing that is missing is filled in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from meetings.models import Protocol
from meetings.procedure.steps import Objection

_ON_REGISTER = {
    "chair": "officers",
    "secretary": "officers",
    "starts_at": "head",
    "ends_at": "head",
    "attendance": "register",
}


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that is missing, and the address of its field."""

    text: str
    href: str


def todo(protocol: Protocol, objections: Iterable[Objection], *, withheld: frozenset[str]) -> list[ToDo]:
    """Each objection with the way to its place; one that has no place has no address.

    Nothing is said of the items in `withheld`, by anchor: the words of an objection tell what stands in them.
    """
    items = dict(protocol.meeting.items.values_list("anchor", "pk"))
    shown = (one for one in objections if one.place not in withheld)
    return [ToDo(one.text, _address(protocol, one.place, items)) for one in shown]


def _address(protocol: Protocol, place: str, items: dict[str, int]) -> str:
    if place in items:
        return reverse("secretary:item", args=[items[place]])
    if place in _ON_REGISTER:
        return reverse("secretary:register", args=[protocol.meeting_id]) + f"#{_ON_REGISTER[place]}"
    if place == "close":
        return reverse("secretary:close", args=[protocol.meeting_id])
    return f"#id_{place}" if place else ""
