"""How two versions of a protocol differ, place by place, for those who are to read only what is new."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.documents import build
from meetings.documents.structure import Paper
from meetings.history.places import place_label, words
from meetings.history.wording import Wording, compared


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that says something else: what stood there and what stands there now; "" for nothing."""

    path: str
    label: str
    old: str
    new: str

    @property
    def wording(self) -> Wording:
        """Just the words that differ, between those that are alike."""
        return compared(self.old, self.new)


def differences(old: Paper, new: Paper, *, withheld: Iterable[str] = ()) -> list[Difference]:
    """What differs between two papers, in the new one's order, without the items named by anchor in `withheld`."""
    hidden = tuple(f"items/{anchor}/" for anchor in withheld)
    found = []
    for path, before, after in build.differences(old, new):
        was, becomes = words(path, before), words(path, after)
        if was != becomes and not path.startswith(hidden):
            found.append(Difference(path, place_label(path, new if after else old), was, becomes))
    return found
