"""What stands on an agenda: adding, numbering, copying and removing rows. Part of other steps, never a step alone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, product
from string import ascii_lowercase
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.documents import structure
from meetings.models import (
    AgendaItem,
    ItemKind,
    Matter,
    Meeting,
    MeetingStatus,
    Presenter,
    Protocol,
    ProtocolApproval,
    TabledItem,
)
from meetings.models.agenda_item import STEP

ANCHOR = "p"
WRITTEN_KINDS = (ItemKind.ORDINARY, ItemKind.DECISION, ItemKind.INFORMATION)  # what somebody wishes to take up


def add(  # noqa: PLR0913 - every value an item can begin with, by name
    meeting: Meeting,
    *,
    title: str,
    kind: ItemKind = ItemKind.ORDINARY,
    description: str = "",
    text: str = "",
    matter: Matter | None = None,
    parent: AgendaItem | None = None,
    is_confidential: bool = False,
    planned_minutes: int | None = None,
    number: str = "",
    at_end: bool = False,
) -> AgendaItem:
    """Add an item: before other business, which stays last, or under what it is part of. No anchor is used twice.

    Once a notice is out it is a late item, and has its number at once: the others keep what was printed.
    """
    following = None if at_end else _following(meeting, parent)
    item = AgendaItem.objects.create(
        meeting=meeting,
        parent=parent,
        position=_before(meeting, following) if following else _after_all(meeting),
        anchor=_next_anchor(meeting),
        agenda_number=number,
        kind=kind,
        title=title,
        description=description,
        text=text,
        matter=matter,
        is_confidential=is_confidential,
        planned_minutes=planned_minutes,
    )
    if meeting.notice:
        _number(meeting)
        item.refresh_from_db()
    return item


def _following(meeting: Meeting, parent: AgendaItem | None) -> AgendaItem | None:
    """What a new item stands before: other business, or whatever comes after the item that it is part of."""
    whole = meeting.items.filter(parent=None).order_by("position", "pk")
    if parent is None:
        return whole.filter(kind=ItemKind.OTHER_BUSINESS).last()
    return whole.filter(position__gt=parent.position).first()


def _after_all(meeting: Meeting) -> int:
    highest: int | None = meeting.items.aggregate(highest=Max("position"))["highest"]
    return (highest or 0) + STEP


def _before(meeting: Meeting, item: AgendaItem) -> int:
    """A place just before an item, moving that item and those after it on when there is no room."""
    below: int | None = meeting.items.filter(position__lt=item.position).aggregate(below=Max("position"))["below"]
    if below is None or item.position - below >= 2:  # noqa: PLR2004 - room for one between the two
        return ((below or 0) + item.position) // 2
    place = item.position
    for later in meeting.items.filter(position__gte=place).order_by("position", "pk"):
        later.position += STEP
        later.save()
    return place


def keep_parts_together(meeting: Meeting) -> None:
    """Let each part stand under the item it is part of; those that stand right already are not touched."""
    items = list(meeting.items.in_order())
    for item, position in zip(_as_a_tree(items), [item.position for item in items], strict=False):
        if item.position != position:
            item.position = position
            item.save()


def _as_a_tree(items: Sequence[AgendaItem], under: int | None = None) -> Iterator[AgendaItem]:
    for item in items:
        if item.parent_id == under:
            yield item
            yield from _as_a_tree(items, item.pk)


def _next_anchor(meeting: Meeting) -> str:
    """The next anchor: counted from the history too, so that a removed item's address is not used again."""
    used = AgendaItem.history.filter(meeting_id=meeting.pk).values_list("anchor", flat=True).distinct()  # type: ignore[attr-defined]  # simple-history adds it
    numbers = [int(anchor.removeprefix(ANCHOR)) for anchor in used if anchor.removeprefix(ANCHOR).isdecimal()]
    return f"{ANCHOR}{max(numbers, default=0) + 1}"


def number(meeting: Meeting) -> None:
    """Give numbers to items without one. What the notice printed stays; a late item is 7 a, a part 8.1.

    Until the first notice nobody outside has seen an address, so the anchors follow the numbers (p4 is 4).
    """
    _number(meeting)
    if meeting.notice is None:
        _anchor_by_number(meeting)


def _anchor_by_number(meeting: Meeting) -> None:
    wanted: dict[AgendaItem, str] = {}
    items = list(meeting.items.in_order())
    for item in items:
        if item.agenda_number:
            wanted[item] = ANCHOR + item.agenda_number.replace(".", "-").replace(" ", "")
    for item in items:
        if not item.agenda_number and item.anchor in wanted.values():  # a heading has no number to be found by
            item.anchor = _next_anchor(meeting)
            item.save()
    moving = {item: anchor for item, anchor in wanted.items() if item.anchor != anchor}
    kept = set(meeting.items.values_list("anchor", flat=True)) - {item.anchor for item in moving}
    if kept & set(moving.values()):
        return  # two have the same number, in an old protocol: all stay as they are
    for item in moving:
        item.anchor = f"{ANCHOR}-{item.pk}"  # aside, so that two items can change places
        item.save()
    for item, anchor in moving.items():
        item.anchor = anchor
        item.save()


def has_its_own_numbers(meeting: Meeting) -> bool:
    """Whether an old protocol brought its numbers along: those that it printed stay, and no others are made up."""
    numbered = meeting.items.exclude(agenda_number="")
    return meeting.protocols.main().exclude(source=None).exists() and numbered.exists()


def numbers(meeting: Meeting) -> dict[int, str]:
    """The number of each item as it would be sent now; a heading has none, nor what an old protocol left without."""
    printed = meeting.notice is not None
    items = list(meeting.items.standing().in_order().exclude(kind=ItemKind.HEADING))
    if not printed and has_its_own_numbers(meeting):
        return {item.pk: item.agenda_number for item in items}
    taken = set(meeting.items.values_list("agenda_number", flat=True)) if printed else set()
    found: dict[int, str] = {}
    whole = "0"
    for item in sorted(items, key=lambda one: one.parent_id is not None):
        if printed and item.agenda_number:
            number = item.agenda_number
        elif item.parent_id in found:
            number = next(one for n in count(1) if (one := f"{found[item.parent_id]}.{n}") not in taken)
        elif printed:
            number = next(one for letters in _letters() if (one := f"{whole} {letters}") not in taken)
        else:
            number = str(int(whole) + 1)
        if item.parent_id not in found:
            whole = number.partition(" ")[0]
        found[item.pk] = number
        taken.add(number)
    return found


def _number(meeting: Meeting) -> None:
    wanted = numbers(meeting)
    for item in meeting.items.filter(pk__in=wanted):
        if item.agenda_number != wanted[item.pk]:
            item.agenda_number = wanted[item.pk]
            item.save()


def _letters() -> Iterator[str]:
    """The small letters, then two together, and so on."""
    return ("".join(one) for length in count(1) for one in product(ascii_lowercase, repeat=length))


def is_written(item: AgendaItem) -> bool:
    """Whether anybody has written anything in the item, or something hangs on it."""
    decided = item.approvals.exclude(outcome="")
    hangs = (
        item.decisions,
        item.actions,
        item.groups,
        item.children,
        item.handled_too,
        item.decided_corrections,
        item.private_notes,
        decided,
    )
    return bool(item.text.strip()) or any(rows.exists() for rows in hangs)


def printed_anchors(meeting: Meeting) -> set[str] | None:
    """The addresses of what the notice that is out has; None while none is."""
    notice = meeting.notice
    return {one.anchor for one in structure.read_notice(notice.content).items} if notice else None


def was_printed(item: AgendaItem) -> bool:
    """Whether the notice that is out has the item."""
    return item.anchor in (printed_anchors(item.meeting) or ())


def add_standing(meeting: Meeting) -> None:
    """Add the council's standing items. One that was tabled last time has its row already, and is not there twice."""
    there = set(meeting.items.standing().values_list("title", flat=True))
    for one in meeting.council.standing_items.for_meeting(meeting.kind):
        if one.title not in there:
            add(
                meeting,
                title=one.title,
                kind=ItemKind(one.kind),
                description=one.description,
                planned_minutes=one.planned_minutes,
            )


def came_by_itself(item: AgendaItem) -> bool:
    """Whether the agenda was filled in with it, and not from the table: actions to follow up, or a standing item."""
    standing = item.meeting.council.standing_items.for_meeting(item.meeting.kind)
    return item.kind == ItemKind.ACTIONS or standing.filter(title=item.title, kind=item.kind).exists()


def remove(item: AgendaItem, *, why: str, with_trace: bool = False) -> None:
    """Take the row away, or, when a notice has printed it or a trace is wanted, mark it as taken off."""
    if with_trace or was_printed(item):
        item.withdrawn_why = why
        item.save()
        return
    for rows in (item.approvals, item.pages, item.presenters):
        for row in rows.all():
            row.delete()
    item.delete()


def from_the_table(items: Iterable[AgendaItem]) -> set[int]:
    """Which of these came from the table, also where the matter has gone on since."""
    tablings: Any = TabledItem.history
    found = tablings.filter(taken_up_as__in=[item.pk for item in items])
    return set(found.values_list("taken_up_as", flat=True))


def own_items(meeting: Meeting) -> list[AgendaItem]:
    """What somebody put on an agenda: what neither came from the table nor by itself."""
    items = list(meeting.items.standing().in_order().filter(kind__in=WRITTEN_KINDS).select_related("parent"))
    carried = from_the_table(items)
    return [item for item in items if item.pk not in carried and not came_by_itself(item)]


def take_over(items: Iterable[AgendaItem], to: Meeting) -> None:
    """Put what was to be taken up at a meeting that is not held on another agenda, once."""
    there = {one.title: one for one in to.items.standing()}
    other = to.items.standing().filter(kind=ItemKind.OTHER_BUSINESS, parent=None).last()
    for item in items:
        if item.title in there:
            continue
        under = there.get(item.parent.title) if item.parent else None
        copy = add(
            to,
            title=item.title,
            kind=ItemKind(item.kind),
            description=item.description,
            matter=item.matter,
            parent=under or (other if item.parent and item.parent.kind == ItemKind.OTHER_BUSINESS else None),
            is_confidential=item.is_confidential,
        )
        copy_plan(item, copy)
        there[item.title] = copy


def take_over_cancelled(meeting: Meeting) -> None:
    """Put what was on the agenda of a cancelled meeting on a new one, unless another meeting came between."""
    after = Meeting.objects.filter(council=meeting.council_id, held_on__gte=OuterRef("held_on")).exclude(pk=meeting.pk)
    held = after.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN, MeetingStatus.CLOSED])
    cancelled = Meeting.objects.filter(council=meeting.council_id, status=MeetingStatus.CANCELLED)
    for one in cancelled.filter(~Exists(held), held_on__lte=meeting.held_on).order_by("held_on", "pk"):
        take_over(own_items(one), meeting)


def copy_plan(item: AgendaItem, to: AgendaItem) -> None:
    """Let an item take over how long another was to take, and who was to present it."""
    if item.planned_minutes and to.planned_minutes != item.planned_minutes:
        to.planned_minutes = item.planned_minutes
        to.save()
    there = set(to.presenters.values_list("printed_name", flat=True))
    for row in item.presenters.exclude(printed_name__in=there):
        Presenter.objects.create(
            item=to, member=row.member, printed_name=row.printed_name, email=row.email, position=row.position
        )


def previous_item(meeting: Meeting) -> AgendaItem | None:
    """The meeting's item for previous protocols."""
    return meeting.items.standing().in_order().filter(kind=ItemKind.PREVIOUS_PROTOCOLS).first()


def list_previous(meeting: Meeting) -> AgendaItem | None:
    """Put one row for each unapproved protocol under "previous protocols", which comes by itself.

    An old one that was brought in is only a draft until it is sent (rule 15).
    """
    waiting = Protocol.objects.main().unapproved().exclude(pk__in=Protocol.objects.set_aside())
    here = waiting.filter(meeting__council=meeting.council_id, meeting__held_on__lte=meeting.held_on)
    earlier = here.exclude(meeting=meeting)
    item = previous_item(meeting)
    if item is None:
        with translation.override(settings.LANGUAGE_CODE):
            title = _("Previous minutes")
        item = add(meeting, title=title, kind=ItemKind.PREVIOUS_PROTOCOLS)
    for protocol in earlier.order_by("meeting__held_on", "pk"):
        if not item.approvals.filter(protocol=protocol).exists():
            ProtocolApproval.objects.create(item=item, protocol=protocol)
    return item


def list_on_coming(protocol: Protocol) -> None:
    """Put a protocol that waits for approval on the agenda of the next meeting that is planned or under way."""
    later = Meeting.objects.filter(council=protocol.meeting.council_id, held_on__gte=protocol.meeting.held_on)
    later = later.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN]).exclude(pk=protocol.meeting_id)
    coming = later.order_by("held_on", "pk").first()
    if coming is not None:
        list_previous(coming)


def copy_agenda(meeting: Meeting, to: Meeting) -> None:
    """Copy the items of a meeting that was moved; what was carried there is now carried to the copy."""
    copies: dict[int | None, AgendaItem] = {}
    for item in sorted(meeting.items.standing().in_order(), key=lambda one: one.parent_id is not None):
        if item.kind == ItemKind.PREVIOUS_PROTOCOLS:
            if previous := list_previous(to):
                copy_plan(item, previous)
            continue
        copy = add(
            to,
            title=item.title,
            kind=ItemKind(item.kind),
            description=item.description,
            text=item.text,
            matter=item.matter,
            parent=copies.get(item.parent_id),
            is_confidential=item.is_confidential,
            at_end=True,
        )
        copies[item.pk] = copy
        copy_plan(item, copy)
        carried = getattr(item, "carried_from", None)
        if carried:
            carried.taken_up_as = copy
            carried.target_meeting = to
            carried.save()
    keep_parts_together(to)
