"""Calling a meeting: planning it, filling its agenda, sending the notice, moving and cancelling."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.documents import build, personal_data, structure
from meetings.letters import outbox
from meetings.models import (
    ActionItem,
    AgendaItem,
    Council,
    ItemKind,
    LetterKind,
    Mandate,
    Matter,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Member,
    Notice,
    Protocol,
    clock,
)
from meetings.models.base import acting_as
from meetings.models.meeting import key_for
from meetings.procedure import listing, publishing, tabling
from meetings.procedure.steps import (
    Objection,
    lock_council,
    lock_item,
    lock_meeting,
    must_say,
    must_write,
    note,
    refuse_if,
)

EARLIEST, FURTHEST = 1900, 10  # years: outside them a day is a slip of the hand


def objections_to_plan(
    council: Council, *, held_on: date, starts_at: datetime | None, ends_at: datetime | None, by: Member | None
) -> list[Objection]:
    """Why a meeting cannot be planned that day."""
    found = must_write(by, council)
    if not EARLIEST <= held_on.year <= clock.today().year + FURTHEST:
        found.append(Objection("day", _("The day is too far away. Write it as 2026-09-24."), "held_on"))
    if council.ended_on and held_on > council.ended_on:
        found.append(Objection("ended", _("The council has ended: it holds no more meetings."), "held_on"))
    if starts_at and ends_at and ends_at < starts_at:
        found.append(Objection("times", _("The meeting ends before it begins."), "ends_at"))
    return found


def next_that_day(council: Council, held_on: date) -> int:
    """Which meeting of that day a new one would be: 1 when there is none."""
    return 1 + Meeting.objects.filter(council=council, key__startswith=held_on.isoformat()).count()


def refuse_if_taken(council: Council, held_on: date, *, nth: int) -> None:
    """Refuse when that day's nth meeting is planned already: the same form sent twice plans one. Part of a step."""
    lock_council(council.pk)
    if nth < next_that_day(council, held_on):
        refuse_if([Objection("taken", _("The council already has a meeting that day."), "nth")])


@transaction.atomic
def plan(
    council: Council,
    *,
    held_on: date,
    by: Member | None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    place: str = "",
    kind: MeetingKind = MeetingKind.ORDINARY,
    filled: bool = True,
) -> Meeting:
    """Plan a meeting; its agenda comes filled with everything that is to be taken up.

    Raises ProcedureError. `filled=False` leaves the agenda empty, for a protocol that brings its own.
    """
    council = lock_council(council.pk)
    refuse_if(objections_to_plan(council, held_on=held_on, starts_at=starts_at, ends_at=ends_at, by=by))
    with acting_as(by):
        meeting = Meeting.objects.create(
            council=council,
            key=key_for(council, held_on),
            held_on=held_on,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            kind=kind,
        )
        if filled:
            _fill(meeting)
        note("plan", by=by, meeting=meeting)
    publishing.refresh_around(meeting)
    return meeting


def _fill(meeting: Meeting) -> None:
    """Fill a new agenda: the agenda itself, previous protocols, the table, actions, standing items, other business."""
    with translation.override(settings.LANGUAGE_CODE):  # an agenda is the council's own text, in its own language
        listing.add(meeting, title=_("The agenda"), kind=ItemKind.AGENDA)
        listing.list_previous(meeting)
        tabling.carry_all(meeting)
        listing.take_over_cancelled(meeting)
        if ActionItem.objects.of(meeting.council).open().exists():
            listing.add(meeting, title=_("Actions to follow up"), kind=ItemKind.ACTIONS)
        listing.add_standing(meeting)
        listing.add(meeting, title=_("Other business"), kind=ItemKind.OTHER_BUSINESS)


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    title: str,
    by: Member | None,
    kind: ItemKind = ItemKind.ORDINARY,
    description: str = "",
    matter: Matter | None = None,
    parent: AgendaItem | None = None,
    is_confidential: bool = False,
) -> AgendaItem:
    """Put an item on the agenda, before other business. After the notice it is a late item, such as 7 a.

    What takes up a matter is as confidential as the matter has been.

    The very same item again, while nothing is written under it, is harmless and gives the item that stands.
    """
    meeting = lock_meeting(meeting.pk)
    refuse_if(objections_to_change_agenda(meeting, by=by))
    is_confidential = is_confidential or bool(matter and matter.items.filter(is_confidential=True).exists())
    standing = meeting.items.standing().filter(title=title, kind=kind, description=description)
    same = standing.filter(parent=parent, is_confidential=is_confidential).last()
    if same and matter in {None, same.matter} and not listing.is_written(same):
        return same
    with acting_as(by):
        item = listing.add(
            meeting,
            title=title,
            kind=kind,
            description=description,
            matter=matter,
            parent=parent,
            is_confidential=is_confidential,
        )
    note("add_item", by=by, meeting=meeting, about=item.anchor)
    return item


def objections_to_change_agenda(meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """Why the agenda cannot be changed any more."""
    found = must_write(by, meeting.council)
    if meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.MOVED}:
        found.append(Objection("not_held", _("The meeting was moved or cancelled.")))
    elif meeting.protocols.exclude(version=None).filter(part_number=0).exists():
        found.append(Objection("sent", _("The protocol has been sent: its items stand as they are.")))
    return found


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, seen_at: int, by: Member | None) -> AgendaItem:
    """Move an item past its neighbour. The number in the notice stays with the item.

    Other business stays last. What was taken off meanwhile is not moved, nor what no longer stands at the position
    where it was seen: the same button pressed twice moves once.
    """
    meeting = lock_meeting(item.meeting_id)
    refuse_if(objections_to_change_agenda(meeting, by=by))
    together = meeting.items.standing().in_order().filter(parent=item.parent_id)
    standing: Sequence[AgendaItem] = list(together.exclude(kind=ItemKind.OTHER_BUSINESS))
    order = [one.pk for one in standing]
    if item.pk not in order:
        return item
    place = order.index(item.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order) or standing[place].position != seen_at:
        return standing[place]
    mine, theirs = standing[place], standing[other]
    mine.position, theirs.position = theirs.position, mine.position
    with acting_as(by):
        theirs.save()
        mine.save()
        listing.keep_parts_together(meeting)
    mine.refresh_from_db()
    note("move_item", by=by, meeting=meeting, about=mine.anchor)
    return mine


@transaction.atomic
def take_off(item: AgendaItem, *, by: Member | None, why: str = "") -> None:
    """Take an item off the agenda. What nobody had to add, or stood in a notice, needs a reason and leaves a trace.

    What is off already stays so, with the reason that was given then.
    """
    meeting = lock_meeting(item.meeting_id)
    if not meeting.items.standing().filter(pk=item.pk).exists():
        return
    item = lock_item(item.pk)
    refuse_if(objections_to_take_off(item, why=why, by=by))
    with publishing.refreshed(meeting), acting_as(by):
        tabling.leave_out(item, why=why)
        listing.remove(item, why=why, with_trace=listing.came_by_itself(item))
    note("take_off", by=by, meeting=meeting, about=item.anchor, reason=why)


def objections_to_take_off(item: AgendaItem, *, why: str, by: Member | None) -> list[Objection]:
    """Why an item cannot be taken off."""
    found = objections_to_change_agenda(item.meeting, by=by)
    if listing.is_written(item):
        found.append(Objection("written", _("The item has text or decisions. Empty it first."), item.anchor))
    was_there = hasattr(item, "carried_from") or listing.came_by_itself(item) or listing.was_printed(item)
    if was_there and not why.strip():
        found.append(Objection("reason", _("Say why the item is not taken up."), "reason"))
    return found


def objections_to_send_notice(meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """What is missing before the notice can be sent."""
    found = objections_to_change_agenda(meeting, by=by)
    if not meeting.items.standing().exists():
        found.append(Objection("empty", _("The agenda is empty.")))
    if meeting.status in {MeetingStatus.OPEN, MeetingStatus.CLOSED}:
        found.append(Objection("held", _("The meeting has already begun.")))
    if not meeting.place and not meeting.link:
        found.append(Objection("place", _("Say where the meeting is held."), "place"))
    for item in meeting.items.standing().filter(is_confidential=False):
        words = f"{item.title}\n{item.description}"
        found += publishing.objections_to_finds(personal_data.find_in(words, at=item.anchor))
    return found


@transaction.atomic
def send_notice(meeting: Meeting, *, by: Member | None, changes: str = "") -> Notice:
    """Send the notice: freeze the agenda and its numbers, and write to all who are called.

    `changes` says what is new, also what the agenda does not show, such as another link. Sending an unchanged agenda
    again with nothing more to say is harmless and gives the notice that was sent.
    """
    lock_council(meeting.council_id)
    meeting = lock_meeting(meeting.pk)
    refuse_if(objections_to_send_notice(meeting, by=by))
    with acting_as(by):
        listing.number(meeting)
    content = structure.write_notice(build.notice(meeting))
    latest = meeting.notice
    if latest and latest.content == content and changes in {"", latest.changes}:
        return latest
    notice = Notice.objects.create(
        meeting=meeting,
        number=latest.number + 1 if latest else 1,
        content=content,
        changes=changes,
        sent_at=clock.now(),
        sent_by=by,
    )
    note("send_notice", by=by, meeting=meeting, about=str(notice.number), reason=changes)
    for member in called(meeting):
        outbox.post(LetterKind.NOTICE, member, meeting=meeting, notice=notice)
    publishing.refresh_around(meeting)
    return notice


def called(meeting: Meeting) -> list[Member]:
    """Everybody with a mandate on the meeting's day, each once, as Swedish sorts."""
    held = Mandate.objects.on(meeting.held_on).filter(council=meeting.council_id)
    return list(Member.objects.filter(pk__in=held.values("member"), anonymised_at=None))


def objections_to_cancel(meeting: Meeting, *, reason: str, by: Member | None) -> list[Objection]:
    """Why a meeting cannot be cancelled or moved."""
    found = must_write(by, meeting.council)
    found += must_say(reason, _("Say why the meeting is not held."))
    found += publishing.objections_to_finds(personal_data.find_in(reason, at="reason"))
    if meeting.status in {MeetingStatus.OPEN, MeetingStatus.CLOSED}:
        found.append(Objection("held", _("The meeting has already begun.")))
    if meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.MOVED}:
        found.append(Objection("not_held", _("The meeting was moved or cancelled.")))
    return found


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: Member | None) -> Meeting:
    """Cancel a meeting. What it was to take up goes on to the next."""
    lock_council(meeting.council_id)
    meeting = lock_meeting(meeting.pk)
    if meeting.status == MeetingStatus.CANCELLED:
        return meeting
    refuse_if(objections_to_cancel(meeting, reason=reason, by=by))
    return _end(meeting, MeetingStatus.CANCELLED, reason=reason, by=by, to=None)


@transaction.atomic
def move(
    meeting: Meeting,
    *,
    held_on: date,
    reason: str,
    by: Member | None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Meeting:
    """Move a meeting to another day: a new meeting takes over its agenda; the old address leads on.

    Moving it there again is harmless and gives the new meeting.
    """
    council = lock_council(meeting.council_id)
    meeting = lock_meeting(meeting.pk)
    if meeting.moved_to and meeting.moved_to.held_on == held_on:
        return meeting.moved_to
    refuse_if(objections_to_cancel(meeting, reason=reason, by=by))
    refuse_if(objections_to_plan(council, held_on=held_on, starts_at=starts_at, ends_at=ends_at, by=by))
    with acting_as(by):
        new = Meeting.objects.create(
            council=council,
            key=key_for(council, held_on),
            kind=meeting.kind,
            title=meeting.title,
            held_on=held_on,
            starts_at=starts_at,
            ends_at=ends_at,
            place=meeting.place,
            link=meeting.link,
            pre_meeting=meeting.pre_meeting,
        )
    _end(meeting, MeetingStatus.MOVED, reason=reason, by=by, to=new)
    publishing.refresh_around(new)
    return new


def _end(meeting: Meeting, status: MeetingStatus, *, reason: str, by: Member | None, to: Meeting | None) -> Meeting:
    """End a meeting that is not held, passing its items on to another meeting, or to the next."""
    with publishing.refreshed(meeting), acting_as(by):
        meeting.status, meeting.status_reason, meeting.moved_to = status, reason, to
        meeting.save()
        if to:
            listing.copy_agenda(meeting, to)
            tabling.carry_all(to, with_left_out=False)
        else:
            own = listing.own_items(meeting)
            tabling.pass_on(meeting)
            if following := Meeting.objects.after(meeting).first():
                listing.take_over(own, following)
            for protocol in Protocol.objects.unapproved().filter(approval_rows__item__meeting=meeting):
                listing.list_on_coming(protocol)
    note(status.value, by=by, meeting=meeting, reason=reason, about=to.key if to else "")
    if meeting.notice:
        for member in called(meeting):
            outbox.post(LetterKind.NOTICE, member, meeting=meeting, notice=meeting.notice)
    return meeting
