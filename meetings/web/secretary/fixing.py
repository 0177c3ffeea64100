"""Where each thing that is missing is filled in, and what is in place already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.documents import labels
from meetings.documents.structure import Paper
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


def done(paper: Paper, objections: Iterable[Objection], *, withheld: Collection[str]) -> list[str]:
    """What is in place already, in the order it stands on the paper. Nothing is said of the items in `withheld`."""
    codes, head = {one.code for one in objections}, paper.head
    marked = _("Everybody in the register is marked: %(count)s people.") % {"count": len(paper.people)}
    ended = [item.number for item in paper.items if item.anchor not in withheld and (item.decisions or item.approvals)]
    said = _("The items that say how they ended: %(numbers)s.") % {"numbers": ", ".join(ended)}
    return [
        *(": ".join(labels.officer(one, head.label)) for one in paper.officers),
        *([_("The meeting began at %(time)s.") % {"time": head.starts}] if head.starts else []),
        *([_("The meeting ended at %(time)s.") % {"time": head.ends}] if head.ends else []),
        *([marked] if paper.people and "unmarked" not in codes else []),
        *([said] if ended else []),
        *([_("The summary is written.")] if head.summary else []),
    ]


def _address(protocol: Protocol, place: str, items: dict[str, int]) -> str:
    if place in items:
        return reverse("secretary:item", args=[items[place]])
    if place in _ON_REGISTER:
        return reverse("secretary:register", args=[protocol.meeting_id]) + f"#{_ON_REGISTER[place]}"
    if place == "close":
        return reverse("secretary:close", args=[protocol.meeting_id])
    return f"#id_{place}" if place else ""
