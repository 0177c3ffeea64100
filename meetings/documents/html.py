"""The protocol as the middle of a page: frozen text, and beside each item what happened after the meeting."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, groupby

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import text
from meetings.documents import labels
from meetings.documents.aftermath import Aftermath
from meetings.documents.edition import Edition
from meetings.documents.structure import NOBODY, WITHHELD, Block, Item, NoticePaper, Paper, Person, Tone

_TONES: dict[str, Tone] = {"tabled": "tabled", "not_reached": "tabled", "noted": "info", "filed": "info"}
_ICONS = {
    "rejected": "rejected",
    "handed_over": "handed-over",
    "referred_back": "returned",
    "tabled": "tabled",
    "not_reached": "tabled",
    "noted": "info",
    "filed": "info",
    "group": "group",
}


def tone(outcome: str) -> Tone:
    """The colour of an outcome; a new one is a decision until somebody says otherwise."""
    return _TONES.get(outcome, "decision")


@dataclass(frozen=True, slots=True)
class Box:
    """What an item's blocks look like: prose, or a box with a word, sentences and facts under them."""

    kind: str
    source: str = ""
    tone: Tone = "info"
    icon: str = "info"
    label: str = ""
    sentences: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    is_alone: bool = False

    @property
    def html(self) -> str:
        """The prose. Where the item is a page of its own, sub-headings stand one level higher."""
        found = text.to_html(self.source)
        for level in (3, 4) if self.is_alone else ():
            found = found.replace(f"<h{level}>", f"<h{level - 1}>").replace(f"</h{level}>", f"</h{level - 1}>")
        return mark_safe(found)  # noqa: S308 - cleaned against a list


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign of how an item ended: tone, icon and word."""

    tone: Tone
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An item ready for its template."""

    item: Item
    number: str
    title: str
    boxes: tuple[Box, ...]
    marks: tuple[Mark, ...]
    approvals: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    after: Aftermath


def show(item: Item, label: str, after: Aftermath) -> Shown:
    """An item with its words. One that is masked is a single line: its number, if that may be known."""
    is_closed = item.is_masked and all(block.source == WITHHELD for block in item.blocks)
    return Shown(
        item=item,
        number=labels.number(item, label),
        title=labels.masked(item.title),
        boxes=() if is_closed else tuple(_boxes(item)),
        marks=tuple(marks(item)),
        approvals=() if is_closed else tuple(_approvals(item)),
        after=after,
    )


def _approvals(item: Item) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    for one in item.approvals:
        changes = tuple((labels.masked(old), labels.masked(new)) for old, new in one.changes)
        yield labels.approval(one), one.key, changes


def marks(item: Item) -> Iterator[Mark]:
    """How an item ended, each word once: decisions, tabled, tasks; information when there is nothing else."""
    if item.is_masked:
        yield Mark("info", "lock", _("Withheld"))
        return
    found = [
        Mark(tone(block.outcome), _ICONS.get(block.outcome, "decision"), labels.block(block))
        for block in item.decisions
    ]
    if item.approvals and any(one.outcome in {"as_sent", "with_changes"} for one in item.approvals):
        found.append(Mark("decision", "decision", labels.outcome("approved")))
    found += [
        Mark("action", "group" if block.kind == "group" else "action", labels.block(block)) for block in item.actions
    ]
    yield from dict.fromkeys(found or [Mark("info", "info", _("Information"))])


def _boxes(item: Item) -> Iterator[Box]:
    """Prose as it runs on; decisions of the same tone that stand together share a box, as do masked places."""
    for (kind, _tone), together in groupby(item.blocks, key=_company()):
        blocks = list(together)
        if kind == "masked":
            yield Box(kind="masked")
        elif kind == "prose":
            yield Box(kind="prose", source="\n\n".join(block.source for block in blocks))
        elif kind == "decision":
            yield _decision_box(blocks, item)
        else:
            yield _other_box(blocks[0])


def _company() -> Callable[[Block], tuple[str, str | int]]:
    """What blocks must have in common to stand together; every task and note stands alone."""
    alone = count()

    def company(block: Block) -> tuple[str, str | int]:
        if block.source == WITHHELD:
            return "masked", ""
        if block.kind == "decision":
            return "decision", tone(block.outcome)
        return (block.kind, "") if block.kind == "prose" else (block.kind, next(alone))

    return company


def _decision_box(blocks: Sequence[Block], item: Item) -> Box:
    first = blocks[0].outcome
    is_same = {block.outcome for block in blocks} == {first}
    label = labels.outcome(first)
    if first == "tabled" and item.times_tabled > 1:
        label = f"{label}, {labels.times(item.times_tabled)}"
    elif len(blocks) > 1 and tone(first) == "decision":
        label = ngettext("%(n)s decision", "%(n)s decisions", len(blocks)) % {"n": len(blocks)}
    facts = [(_("Reason"), block.reason) for block in blocks if block.reason]
    facts += [(_("To"), block.recipient) for block in blocks if block.recipient]
    return Box(
        kind="outcome",
        tone=tone(first),
        icon=_ICONS.get(first, "decision") if is_same else "decision",
        label=label,
        sentences=tuple(block.sentence for block in blocks),
        facts=tuple(facts),
    )


def _other_box(block: Block) -> Box:
    if block.kind == "note":
        return Box(kind="outcome", label=labels.block(block), sentences=(block.sentence,))
    people = ", ".join(block.people)
    facts = [(_("Responsible"), people)] if block.kind == "action" and people else []
    facts += [(_("Convener"), block.convener)] if block.convener else []
    facts += [(_("To"), block.to_whom)] if block.to_whom else []
    facts += [(_("Due"), labels.due_day(block))] if block.due else []
    said = block.sentence[:1].upper() + block.sentence[1:]
    sentences = tuple(filter(None, [people if block.kind == "group" else "", said]))
    return Box("outcome", "", "action", _ICONS.get(block.kind, "action"), labels.block(block), sentences, tuple(facts))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the table: its people, and how many of its counted seats were taken."""

    name: str
    people: tuple[Person, ...]

    @property
    def counted(self) -> list[Person]:
        """Those who are counted."""
        return [person for person in self.people if person.counted]

    @property
    def total(self) -> int:
        """How many seats there are: a substitute sits in somebody's place."""
        return max(self.present, sum(person.kind == "member" for person in self.counted))

    @property
    def present(self) -> int:
        """How many of the seats were taken."""
        return sum(person.status == "present" for person in self.counted)

    @property
    def seats(self) -> list[bool]:
        """One for each seat, taken ones first."""
        return [n < self.present for n in range(self.total)]

    @property
    def besides(self) -> list[Person]:
        """Those who were there without being counted."""
        return [person for person in self.people if not person.counted and person.status == "present"]


def sides(paper: Paper) -> list[Side]:
    """The register by side, then those who belong to none."""
    found = [Side(name, tuple(one for one in paper.people if one.side == name)) for name in paper.sides]
    others = tuple(one for one in paper.people if one.side not in paper.sides)
    return [*found, *([Side("" if found else _("Attendance"), others)] if others else [])]


def _table(paper: Paper) -> list[Side]:
    """Those who sit around the drawn table: it has two sides, or it is not drawn."""
    found = [side for side in sides(paper) if side.name in paper.sides and side.total]
    return found if len(found) == 2 else []  # noqa: PLR2004 - the two sides of a table


def sums(items: Sequence[Item]) -> dict[str, int]:
    """Decisions, tabled items and tasks, formal items left out."""
    blocks = [block for item in items if not item.is_formal for block in item.blocks]
    outcomes = [block.outcome for block in blocks if block.kind == "decision"]
    return {
        "decisions": sum(tone(outcome) == "decision" for outcome in outcomes),
        "tabled": sum(
            not item.is_formal and any(tone(b.outcome) == "tabled" for b in item.decisions) for item in items
        ),
        "actions": sum(block.kind in {"action", "group"} for block in blocks),
    }


def brief(items: Sequence[Item], label: str) -> dict[str, list[dict[str, str]]]:
    """The same, one line each: decisions by their sentence, tabled items by their title, tasks by what and who."""
    found: dict[str, list[dict[str, str]]] = {"decisions": [], "tabled": [], "actions": []}
    for item in items:
        if item.is_formal:
            continue
        place = {"anchor": item.anchor, "number": labels.number(item, label)}
        for block in item.decisions:
            if tone(block.outcome) == "decision":
                found["decisions"].append({"text": block.sentence, **place})
        if any(tone(block.outcome) == "tabled" for block in item.decisions):
            times = labels.times(item.times_tabled)
            number = f"{place['number']}, {times}" if times else place["number"]
            found["tabled"].append({**place, "text": labels.masked(item.title), "number": number})
        for block in item.actions:
            who = block.convener or ", ".join(block.people)
            what = block.sentence or item.title
            words = what if not who or who in what else f"{who}: {what}"
            number = f"{place['number']}, {labels.due(block)}" if block.due else place["number"]
            found["actions"].append({**place, "text": words, "number": number})
    return found


def _rendered(template: str, values: Mapping[str, object]) -> str:
    """The fragment. Whatever is left out says so, in attributes too."""
    return render_to_string(template, dict(values)).replace(WITHHELD, labels.masked(WITHHELD))


def _frame(edition: Edition, public_keys: frozenset[str], root: str) -> dict[str, object]:
    head = edition.paper.head
    return {
        "edition": edition,
        "head": head,
        "public_keys": public_keys,
        "root": root,
        "council_address": f"{root}/{head.council_slug}/",
        "address": f"{root}/{head.council_slug}/moten/{head.key}/",
    }


def render(
    edition: Edition,
    shown: Sequence[Shown],
    *,
    public_keys: frozenset[str],
    root: str,
    formats: Sequence[tuple[str, str]] = (),
) -> str:
    """The whole protocol. `root` stands before every address: the language's part of the path."""
    paper = edition.paper
    values = {
        **_frame(edition, public_keys, root),
        "officers": [labels.officer(one, paper.head.label) for one in paper.officers if one != NOBODY],
        "items": shown,
        "sides": sides(paper),
        "table": _table(paper),
        "besides": labels.besides([person for side in sides(paper) for person in side.besides]),
        "sums": sums(paper.items),
        "brief": brief(paper.items, paper.head.label),
        "formal": [one for one in shown if one.item.is_formal and (one.item.decisions or one.item.approvals)],
        "formats": formats,
    }
    return _rendered("documents/protocol.html", values)


def render_item(
    edition: Edition,
    shown: Shown,
    *,
    before: Shown | None,
    later: Shown | None,
    public_keys: frozenset[str],
    root: str,
) -> str:
    """One item alone, its sub-headings one level higher since its title is the page's."""
    boxes = tuple(replace(box, is_alone=True) for box in shown.boxes)
    values = {
        **_frame(edition, public_keys, root),
        "one": replace(shown, boxes=boxes),
        "citation": edition.cite(shown.number),
        "before": before,
        "later": later,
        "speaks_of_tabled": any(block.outcome == "tabled" for block in shown.item.blocks)
        or any(step.is_tabled for step in shown.after.chain),
    }
    return _rendered("documents/item_alone.html", values)


def render_notice(
    paper: NoticePaper, root: str, *, tabled: Mapping[str, Sequence[date]], matters: Collection[str] = ()
) -> str:
    """The agenda as the notice sent it. `tabled` says by anchor on which days published protocols table the item."""
    rows = [(item, tabled.get(item.anchor, ())) for item in paper.items]
    values = {"rows": rows, "root": root, "speaks_of_tabled": any(tabled.values()), "matters": matters}
    return _rendered("documents/agenda.html", values)
