"""An edition as it is shown: the paper of one publication, and the few facts beside it that are not in the paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents import build, days, labels, structure
from meetings.documents.structure import Paper
from meetings.models import EDITIONS, AgendaItem, Basis, Protocol, Publication, PublicationKind


@dataclass(frozen=True, slots=True)
class NotedCorrection:
    """A correction as it is noted: the day, the item, both wordings and why.

    Both wordings are "" unless both are shown in an edition. `anchor` is "" outside the items.
    """

    on: date
    anchor: str
    old: str
    new: str
    why: str

    def __str__(self) -> str:
        return labels.correction(self.on, self.old, self.new, self.why)


@dataclass(frozen=True, slots=True)
class Edition:
    """What every format is made from. `approved_key` names the approving meeting once its protocol is public.

    `current` is the number of the edition that applies, `earlier` are those before this one that are still shown.
    """

    publication: Publication
    paper: Paper
    withheld: dict[str, str]
    approved_line: str
    approved_key: str
    approved_anchor: str
    approved_on: date | None
    published_on: date
    first_published_on: date
    current: int
    earlier: tuple[int, ...]
    corrections: tuple[NotedCorrection, ...]

    @property
    def is_corrected(self) -> bool:
        """Whether it followed another edition because of a correction."""
        return self.publication.kind == PublicationKind.CORRECTED

    @property
    def is_current(self) -> bool:
        """Whether no later edition holds in its place."""
        return self.publication.edition == self.current

    @property
    def citation(self) -> str:
        """How to refer to it."""
        return self.cite()

    def cite(self, number: str = "") -> str:
        """How to refer to it, or to one of its items."""
        head = self.paper.head
        what = _("%(council)s, minutes %(key)s") % {"council": head.council, "key": head.key}
        edition = _("edition %(n)s") % {"n": self.publication.edition}
        return ", ".join(filter(None, [what, number, edition]))

    @property
    def grounds(self) -> list[str]:
        """Why something is left out, each ground once."""
        return [labels.ground(code) for code in dict.fromkeys(self.withheld.values())]


def read(publication: Publication) -> Edition:
    """The edition of a publication, in the language that is active."""
    protocol = publication.protocol
    withheld = build.withheld(publication)
    item = _public(protocol.approved_by_item)
    editions = protocol.publications.editions().order_by("edition")
    first, last = editions.first(), editions.last()
    assert first is not None, "a publication is among its protocol's editions"
    assert last is not None, "so there is a last one"
    gone = taken_away(protocol)
    return Edition(
        publication=publication,
        paper=build.read(publication.version, withheld=withheld),
        withheld=withheld,
        approved_line=_approved_line(protocol, item),
        approved_key=item.meeting.key if item else "",
        approved_anchor=item.anchor if item else "",
        approved_on=protocol.approved_on,
        published_on=local_day(publication.made_at),
        first_published_on=local_day(first.made_at),
        current=last.edition,
        earlier=tuple(one.edition for one in editions if one.edition not in gone and one.edition < publication.edition),
        corrections=tuple(_corrections(publication, withheld)),
    )


def _public(item: AgendaItem | None) -> AgendaItem | None:
    """The approving item, once its own protocol is public."""
    if item is None or item.is_confidential:
        return None
    is_public = Protocol.objects.main().published().filter(meeting=item.meeting_id).exists()
    return item if is_public else None


def taken_away(protocol: Protocol) -> dict[int, Publication]:
    """Editions that are no longer shown, each with the link that took it away: alone, or with the whole protocol."""
    found: dict[int, Publication] = {}
    shown: list[int] = []
    for link in protocol.publications.order_by("sequence"):
        if link.kind in EDITIONS:
            shown.append(link.edition)
            continue
        gone = [link.edition] if link.kind == PublicationKind.SUPPRESSED else shown
        found = {**dict.fromkeys(gone, link), **found}
    return found


def local_day(moment: datetime) -> date:
    """The day a moment was, where the council meets."""
    return timezone.localdate(moment)


def _approved_line(protocol: Protocol, item: AgendaItem | None) -> str:
    """One line saying how the text was approved, with the item that did once anybody may read it."""
    if protocol.basis:
        words = {
            Basis.MEETING: _("Approved: %(note)s") % {"note": protocol.basis_note or _("by a later meeting")},
            Basis.PAPER: _("Signed on paper"),
            Basis.UNKNOWN: _("Nothing is stated about approval"),
        }
        return words[Basis(protocol.basis)]
    day = days.full(protocol.approved_on) if protocol.approved_on else ""
    if protocol.approved_by_item_id:
        line = _("Approved at the meeting %(day)s") % {"day": day}
        return f"{line}, {labels.item_number(item)}" if item else line
    words_by_rule = {
        "adjusters": _("Adjusted %(day)s"),
        "chair": _("Approved by the chair %(day)s"),
        "members": _("Approved by those present %(day)s"),
    }
    return words_by_rule.get(protocol.approval_rule, _("Approved %(day)s")) % {"day": day}


def _corrections(publication: Publication, withheld: dict[str, str]) -> Iterator[NotedCorrection]:
    """Corrections that led to this edition, without those in places that are withheld.

    Only what an edition shows is told: what was removed before anything became public, or was taken away with an
    edition, may be just what nobody is to read.
    """
    protocol = publication.protocol
    shown = protocol.publications.editions().exclude(edition__in=taken_away(protocol))
    told = set(shown.values_list("version", flat=True))
    found = protocol.corrections.confirmed().filter(version__number__lte=publication.version.number)
    for one in found.order_by("confirmed_at", "pk"):
        if one.confirmed_at and one.place not in withheld:
            wordings = (one.old, one.new) if {one.base_id, one.version_id} <= told else ("", "")
            yield NotedCorrection(local_day(one.confirmed_at), structure.anchor_of(one.place), *wordings, one.why)
