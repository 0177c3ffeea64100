"""From rows to paper and back: a meeting's live rows as a Paper, a version's leaves as a Paper."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import replace as with_values
from datetime import date
from typing import Literal, assert_never

from django.utils import timezone

from meetings import text
from meetings.documents import proof, structure
from meetings.documents.structure import (
    WITHHELD,
    Approval,
    Block,
    Head,
    Item,
    NoticeItem,
    NoticePaper,
    Officer,
    Paper,
    Person,
)
from meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Notice,
    OfficerRole,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Publication,
    TabledItem,
)
from meetings.models import Officer as OfficerRow


@dataclass(frozen=True, slots=True)
class Sealed:
    """A paper as it is kept: its words and fingerprints as JSON texts, and the fingerprint of the whole."""

    schema: int
    leaves: str
    digests: str
    root: str


def seal(paper: Paper) -> Sealed:
    """Salt and fingerprint a paper."""
    return _sealed(paper.schema, structure.leaves(paper))


def _sealed(schema: int, leaves: Sequence[structure.Leaf]) -> Sealed:
    words, digests = proof.seal(leaves)
    return Sealed(schema, words, digests, proof.root(schema, json.loads(digests)))


def _leaves(version: ProtocolVersion) -> list[structure.Leaf]:
    return [(path, value) for path, _salt, value in json.loads(version.content.leaves)]


def read(version: ProtocolVersion, *, withheld: Mapping[str, str] | None = None) -> Paper:
    """The paper a version holds, without the leaves that are withheld."""
    return structure.paper(version.schema, _leaves(version), withheld=withheld)


def withheld(publication: Publication) -> dict[str, str]:
    """What a publication leaves out: path → ground."""
    found: dict[str, str] = json.loads(publication.withheld)
    return found


def withheld_now(protocol: Protocol) -> dict[str, str]:
    """What a protocol's newest edition leaves out: path → ground. Nothing before there is one."""
    latest = protocol.publications.editions().newest_first().first()
    return withheld(latest) if latest else {}


def is_same(version: ProtocolVersion, paper: Paper) -> bool:
    """Whether a paper says just what a version says."""
    return version.schema == paper.schema and _leaves(version) == list(structure.leaves(paper))


def differences(old: Paper, new: Paper) -> list[tuple[str, str, str]]:
    """Leaves that differ, as (path, old value, new value) in the new paper's order; "" for one that is not there."""
    before, after = dict(structure.leaves(old)), dict(structure.leaves(new))
    found = [(path, before.get(path, ""), value) for path, value in after.items() if before.get(path) != value]
    return [*found, *((path, value, "") for path, value in before.items() if path not in after)]


def replace(version: ProtocolVersion, changes: Sequence[tuple[str, str, str]]) -> Sealed:
    """A version's paper with other words at some places (path, old, new), and nothing else changed.

    Raises ValueError when the old words do not stand at the place just once.
    """
    leaves = dict(_leaves(version))
    held_on = date.fromisoformat(json.loads(leaves["head/held_on"]))
    for path, old, new in changes:
        value = json.loads(leaves[path]) if path in leaves else None
        found, changed = _replaced(value, old, new, structure.printed_fields(path))
        if not old or found != 1 or not structure.is_correctable(path):
            message = f"The old words do not stand once at {path}."
            raise ValueError(message)
        if isinstance(value, dict) and isinstance(changed, dict) and "source" in value:
            changed = _reread(value, changed, held_on)
        leaves[path] = structure.as_json(changed)
    return _sealed(version.schema, list(leaves.items()))


def _reread(old: dict[str, object], changed: dict[str, object], held_on: date) -> dict[str, object]:
    """A changed line with what follows from it, such as until when; only where the line alone says all of it."""
    was, becomes = (_of_line(str(value["source"]), held_on) for value in (old, changed))
    return becomes if was == old and becomes and becomes["kind"] == old["kind"] else changed


def _of_line(source: str, held_on: date) -> dict[str, object] | None:
    """What a line says when it is read alone, as a leaf holds it."""
    read = [block(one) for one in text.parse(source, day=held_on) if not isinstance(one, text.Prose)]
    return json.loads(structure.as_json(asdict(read[0]))) if len(read) == 1 and read[0].source == source else None


def _replaced(value: object, old: str, new: str, printed: frozenset[str]) -> tuple[int, object]:
    """How often words stand in a leaf, and the leaf with others. A block's source and sentence say them together."""
    if isinstance(value, str):
        return value.count(old), value.replace(old, new)
    if isinstance(value, dict):
        counts = {key: _replaced(one, old, new, printed) for key, one in value.items() if key in printed}
        source = counts.get("source")
        said = source[0] if source and source[0] else sum(count for count, _ in counts.values())
        return said, {**value, **{key: one for key, (_, one) in counts.items()}}
    if isinstance(value, list):
        pairs = [_replaced(one, old, new, printed) for one in value]
        return sum(count for count, _ in pairs), [one for _, one in pairs]
    return 0, value


# --- Rows → paper


def paper(protocol: Protocol) -> Paper:
    """The protocol as its live rows say it now. A part approved at once holds its own items only."""
    meeting = protocol.meeting
    items = meeting.items.standing().in_order().select_related("matter", "parent", "carried_from")
    if protocol.part_number:
        items = items.filter(part=protocol)
    people = list(meeting.attendances.select_related("side", "substitutes_for").order_by("position", "pk"))
    return Paper(
        head=_head(protocol),
        officers=_officers(meeting),
        sides=_sides(meeting, people),
        people=tuple(_person(one) for one in people),
        items=tuple(
            _item(one)
            for one in items.prefetch_related("decisions", "approvals__protocol__meeting", "approvals__changes")
        ),
    )


def _head(protocol: Protocol) -> Head:
    meeting = protocol.meeting
    return Head(
        council=meeting.council.name,
        council_slug=meeting.council.slug,
        key=meeting.key,
        held_on=meeting.held_on,
        kind=meeting.kind,
        title=meeting.title,
        label="paragraph" if meeting.council.item_label == "paragraph" else "point",
        starts=structure.clock_text(meeting.starts_at and timezone.localtime(meeting.starts_at)),
        ends=structure.clock_text(meeting.ends_at and timezone.localtime(meeting.ends_at)),
        place=meeting.place,
        pre_meeting=meeting.pre_meeting,
        summary=protocol.summary,
        imported=protocol.is_imported,
        part=protocol.part_number,
    )


def _officers(meeting: Meeting) -> tuple[Officer, ...]:
    rows = meeting.officers.select_related("from_item", "to_item").order_by("role", "pk")
    return tuple(Officer(_ROLES[OfficerRole(row.role)], row.printed_name, _span(row)) for row in rows)


_ROLES: Mapping[OfficerRole, Literal["chair", "secretary", "adjuster"]] = {
    OfficerRole.CHAIR: "chair",
    OfficerRole.SECRETARY: "secretary",
    OfficerRole.ADJUSTER: "adjuster",
}


def _span(row: OfficerRow) -> str:
    """For which items somebody led: "1–4", "from 5 on" as "5–"; "" for the whole meeting."""
    first, last = (_number(item) if item else "" for item in (row.from_item, row.to_item))
    return "" if not (first or last) else first if first == last else f"{first}–{last}"


def _number(item: AgendaItem) -> str:
    """The paragraph once it is drawn, before that the number in the notice."""
    return str(item.paragraph_number or item.agenda_number)


def _sides(meeting: Meeting, people: Sequence[Attendance]) -> tuple[str, ...]:
    """Sides in the council's order, then any that only an old register prints."""
    known = list(meeting.council.sides.order_by("position", "pk").values_list("name", flat=True))
    printed = [one.printed_side for one in people if one.printed_side]
    return tuple(name for name in dict.fromkeys([*known, *printed]) if name in printed)


def _person(row: Attendance) -> Person:
    came = f"från kl. {row.from_time:%H.%M}" if row.from_time else ""
    left = f"till kl. {row.to_time:%H.%M}" if row.to_time else ""
    return Person(
        name=row.printed_name,
        side=row.printed_side,
        organisation=row.printed_organisation,
        role=row.printed_role,
        party=row.party,
        kind=row.kind,
        status=row.status,
        mode=row.mode,
        span=row.span or " ".join(filter(None, [came, left])),
        counted=row.is_counted,
    )


def _item(item: AgendaItem) -> Item:
    return Item(
        anchor=item.anchor,
        number=_number(item),
        agenda_number=item.agenda_number,
        kind=item.kind,
        title=item.title,
        matter=item.matter.number if item.matter else "",
        confidential=item.is_confidential,
        times_tabled=times_tabled(item),
        parent=item.parent.anchor if item.parent else "",
        blocks=tuple(_blocks(item)),
        approvals=tuple(_approval(one) for one in item.approvals.all()),
    )


def _blocks(item: AgendaItem) -> Iterator[Block]:
    """What was said, prose by the paragraph, so that one paragraph alone can be corrected or withheld."""
    for written in text.parse(item.text, day=item.meeting.held_on):
        if isinstance(written, text.Prose):
            paragraphs = re.split(r"\n[ \t]*\n", written.source.strip("\n"))
            yield from (Block("prose", paragraph) for paragraph in paragraphs if paragraph.strip())
        else:
            yield block(written)


def says_the_same(row: AgendaItem, item: Item) -> bool:
    """Whether a live row's title and text are those of an item on a paper."""
    return (row.title, tuple(_blocks(row))) == (item.title, item.blocks)


def _approval(row: ProtocolApproval) -> Approval:
    """A previous protocol; a change in a confidential item, or at a place that is withheld, is only counted."""
    meeting = row.protocol.meeting
    secret = set(meeting.items.filter(is_confidential=True).values_list("anchor", flat=True))
    hidden = withheld_now(row.protocol)
    changes = tuple(
        (WITHHELD, WITHHELD)
        if change.place in hidden or structure.anchor_of(change.place) in secret
        else (change.old, change.new)
        for change in row.changes.all()
    )
    return Approval(meeting.key, meeting.held_on.isoformat(), row.outcome, changes)


def block(written: text.WrittenDecision | text.WrittenAction | text.WrittenGroup | text.WrittenNote) -> Block:
    """One decision, task, group or note of an item's text as the paper keeps it."""
    source = written.source.strip("\n")
    match written:
        case text.WrittenDecision():
            target = written.target
            return Block(
                "decision",
                source,
                outcome=written.outcome.value,
                sentence=written.sentence,
                target=target.kind.value if target else "",
                target_on=target.day.isoformat() if target and target.day else "",
                reason=written.reason,
                recipient=written.recipient,
            )
        case text.WrittenAction():
            due = written.due_on.isoformat() if written.due_on else written.due_text
            return Block(
                "action",
                source,
                sentence=written.what,
                people=written.responsible,
                to_whom=written.to_whom,
                due=due,
            )
        case text.WrittenGroup():
            return Block("group", source, sentence=written.what, people=written.members, convener=written.convener)
        case text.WrittenNote():
            return Block("note", source, sentence=written.text, note=written.kind.value)
    assert_never(written)


def _before(item: AgendaItem) -> Iterator[TabledItem]:
    """The tablings that led to an item, the latest first."""
    at: int | None = item.pk if hasattr(item, "carried_from") else None
    while at is not None:
        found = TabledItem.objects.filter(taken_up_as=at).select_related("decision__item__meeting__council").first()
        at = found.decision.item_id if found else None
        if found:
            yield found


def chain(item: AgendaItem, *, forwards: bool = True) -> list[AgendaItem]:
    """A matter's items from the first to the last, or to this one, along what was tabled and taken up."""
    found = [item]
    for tabled in _before(item):
        found.insert(0, tabled.decision.item)
    while forwards:
        taken_up = TabledItem.objects.filter(decision__item=found[-1], taken_up_as__isnull=False)
        after = taken_up.select_related("taken_up_as__meeting__council").first()
        if after is None or after.taken_up_as is None:
            break
        found.append(after.taken_up_as)
    return found


def times_tabled(item: AgendaItem) -> int:
    """How many times the matter has been tabled when this meeting is over: once a meeting, from sent protocols.

    This meeting counts when its own text tables the item.
    """
    tables = any(one.outcome == text.Outcome.TABLED.value for one in item.decisions.all())
    meetings = {item.meeting_id} if tables else set()
    earlier = {found.decision.item.meeting_id for found in _before(item) if found.counts}
    sent = Protocol.objects.main().filter(meeting__in=earlier, version__isnull=False)
    return len(meetings | set(sent.values_list("meeting", flat=True)))


def first_tabled(item: AgendaItem) -> date | None:
    """The day the matter was first tabled, along its chain."""
    return min((found.decision.item.meeting.held_on for found in _before(item)), default=None)


# --- A notice


def notice(meeting: Meeting) -> NoticePaper:
    """The agenda as it goes out. A confidential item says only that it is there; the meeting link is never in it."""
    items = meeting.items.standing().in_order().select_related("matter", "carried_from").prefetch_related("decisions")
    return NoticePaper(
        council=meeting.council.name,
        council_slug=meeting.council.slug,
        key=meeting.key,
        held_on=meeting.held_on,
        starts=structure.clock_text(meeting.starts_at and timezone.localtime(meeting.starts_at)),
        ends=structure.clock_text(meeting.ends_at and timezone.localtime(meeting.ends_at)),
        place=meeting.place,
        pre_meeting=meeting.pre_meeting,
        items=tuple(_notice_item(item) for item in items),
    )


def sent_notice(sent: Notice) -> NoticePaper:
    """A notice as it was sent; what was marked as confidential after that says only that it is there."""
    kept = structure.read_notice(sent.content)
    marked = sent.meeting.items.filter(is_confidential=True).values_list("anchor", flat=True)
    secret = set(marked)
    items = (_bare(item.anchor, item.number, item.kind) if item.anchor in secret else item for item in kept.items)
    return with_values(kept, items=tuple(items))


def _bare(anchor: str, number: str, kind: str) -> NoticeItem:
    """A confidential item: that it is there, and nothing of what it is about."""
    return NoticeItem(anchor, number, "", "", kind, confidential=True)


def _notice_item(item: AgendaItem) -> NoticeItem:
    bare = _bare(item.anchor, item.agenda_number, item.kind)
    if item.is_confidential:
        return bare
    first = first_tabled(item)
    rows = item.approvals.select_related("protocol__meeting").order_by("protocol__meeting__held_on", "pk")
    return with_values(
        bare,
        title=item.title,
        description=item.description,
        confidential=False,
        matter=item.matter.number if item.matter else "",
        times_tabled=times_tabled(item),
        tabled_since=first.isoformat() if first else "",
        previous=tuple(row.protocol.meeting.held_on.isoformat() for row in rows),
    )
