"""What stands on an agenda: adding, numbering, copying and removing rows. Part of other steps, never a step alone."""

from collections.abc import Iterator
from itertools import count, product
from string import ascii_lowercase

from django.conf import settings
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.documents import structure
from meetings.models import AgendaItem, ItemKind, Matter, Meeting, MeetingStatus, Protocol, ProtocolApproval
from meetings.models.agenda_item import STEP

ANCHOR = "p"


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
    number: str = "",
    at_end: bool = False,
) -> AgendaItem:
    """Add an item: last, or before other business, which stays last. Its anchor is never used again at the meeting.

    Once a notice is out it is a late item, and has its number at once: the others keep what was printed.
    """
    last = (
        None if at_end else meeting.items.filter(kind=ItemKind.OTHER_BUSINESS, parent=None).order_by("position").last()
    )
    position = _before(meeting, last) if last and not parent else _after_all(meeting)
    item = AgendaItem.objects.create(
        meeting=meeting,
        parent=parent,
        position=position,
        anchor=_next_anchor(meeting),
        agenda_number=number,
        kind=kind,
        title=title,
        description=description,
        text=text,
        matter=matter,
        is_confidential=is_confidential,
    )
    if meeting.notice:
        _number(meeting)
        item.refresh_from_db()
    return item


def _after_all(meeting: Meeting) -> int:
    highest: int | None = meeting.items.aggregate(highest=Max("position"))["highest"]
    return (highest or 0) + STEP


def _before(meeting: Meeting, item: AgendaItem) -> int:
    """A place just before an item, moving that item on when there is no room."""
    below: int | None = meeting.items.filter(position__lt=item.position).aggregate(below=Max("position"))["below"]
    if below is None or item.position - below >= 2:  # noqa: PLR2004 - room for one between the two
        return ((below or 0) + item.position) // 2
    place = item.position
    item.position = _after_all(meeting)
    item.save()
    return place


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
    for item in meeting.items.in_order():
        if item.agenda_number:
            wanted[item] = ANCHOR + item.agenda_number.replace(".", "-").replace(" ", "")
    moving = {item: anchor for item, anchor in wanted.items() if item.anchor != anchor}
    kept = set(meeting.items.values_list("anchor", flat=True)) - {item.anchor for item in moving}
    if kept & set(moving.values()):
        return  # an item without a number holds one of them: all stay as they are
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


def _number(meeting: Meeting) -> None:
    printed = meeting.notice is not None
    if not printed and has_its_own_numbers(meeting):
        return
    items = list(meeting.items.standing().in_order().exclude(kind=ItemKind.HEADING))
    taken = set(meeting.items.values_list("agenda_number", flat=True)) if printed else set()
    numbers: dict[int, str] = {}
    whole = "0"
    for item in sorted(items, key=lambda one: one.parent_id is not None):
        if printed and item.agenda_number:
            number = item.agenda_number
        elif item.parent_id in numbers:
            number = next(one for n in count(1) if (one := f"{numbers[item.parent_id]}.{n}") not in taken)
        elif printed:
            number = next(one for letters in _letters() if (one := f"{whole} {letters}") not in taken)
        else:
            number = str(int(whole) + 1)
        if item.parent_id not in numbers:
            whole = number.partition(" ")[0]
        numbers[item.pk] = number
        taken.add(number)
        if item.agenda_number != number:
            item.agenda_number = number
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
        decided,
    )
    return bool(item.text.strip()) or any(rows.exists() for rows in hangs)


def was_printed(item: AgendaItem) -> bool:
    """Whether the notice that is out has the item."""
    notice = item.meeting.notice
    return notice is not None and item.anchor in {one.anchor for one in structure.read_notice(notice.content).items}


def remove(item: AgendaItem, *, why: str) -> None:
    """Take the row away, or, when a notice has printed it, mark it as taken off."""
    if was_printed(item):
        item.withdrawn_why = why
        item.save()
        return
    for row in item.approvals.all():
        row.delete()
    for page in item.pages.all():
        page.delete()
    item.delete()


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
            list_previous(to)
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
        carried = getattr(item, "carried_from", None)
        if carried:
            carried.taken_up_as = copy
            carried.target_meeting = to
            carried.save()
