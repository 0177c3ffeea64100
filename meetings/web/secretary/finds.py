"""Personal data that was found, as it is shown: the words, what stands around them, and where they are changed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse

from meetings.documents import personal_data, structure
from meetings.documents.structure import Paper
from meetings.history import place_label
from meetings.models import Protocol
from meetings.procedure import publishing


@dataclass(frozen=True, slots=True)
class Shown:
    """A find with the words before and after it."""

    severity: str
    before: str
    text: str
    after: str


def shown(find: personal_data.Find) -> Shown:
    """A find, ready for its template."""
    before, _text, after = find.around.partition(find.text)
    return Shown(find.severity, before, find.text, after)


def in_draft(protocol: Protocol, paper: Paper, *, withheld: Collection[str]) -> Iterator[tuple[str, Shown, str]]:
    """What a paper that is about to be sent holds: what the place is called, the find, and where it is changed.

    Nothing is said of the items in `withheld`, by anchor. What never stands in the way is not told.
    """
    items = dict(protocol.meeting.items.values_list("anchor", "pk"))
    register = reverse("secretary:register", args=[protocol.meeting_id])
    for find in publishing.finds_in(paper, protocol):
        anchor = structure.anchor_of(find.path)
        if find.severity != "harmless" and anchor not in withheld:
            at = items.get(anchor)
            yield place_label(find.path, paper), shown(find), reverse("secretary:item", args=[at]) if at else register
