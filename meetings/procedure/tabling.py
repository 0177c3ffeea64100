"""Tabling: a matter is postponed unchanged, and comes again at a later meeting (domain rule 3)."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.documents import days
from meetings.models import AgendaItem, Decision, Meeting, MeetingStatus, Member, Protocol, TabledItem, clock
from meetings.models.base import acting_as
from meetings.procedure import listing, publishing
from meetings.procedure.steps import Objection, lock_meeting, must_say, must_write, note, refuse_if
from meetings.text import Outcome, Target, TargetKind

CARRIES = (Outcome.TABLED, Outcome.NOT_REACHED)


def table(decision: Decision, target: Target | None) -> TabledItem:
    """Put what a decision tables on the next agenda at once, if that meeting is planned. Provisional until sent.

    What an old protocol tabled waits until it is sent: an import is a draft for a person to check (rule 15).
    """
    kind = target.kind if target else TargetKind.NEXT_MEETING
    if kind is TargetKind.DAY and (target is None or target.day is None):
        kind = TargetKind.NEXT_MEETING  # a day that could not be read: it comes to the next meeting, which sees it
    day = target.day if target and kind is TargetKind.DAY else None
    group = decision.item.groups.order_by("position").first() if kind is TargetKind.GROUP else None
    tabled = TabledItem.objects.filter(decision=decision).first() or TabledItem(
        decision=decision, counts=decision.outcome == Outcome.TABLED
    )
    aimed = (tabled.target, tabled.target_on) if tabled.pk else None
    if tabled.pk and aimed != (kind.value, day):
        take_back(tabled)
    if aimed != (kind.value, day) or tabled.target_group != group:
        tabled.target, tabled.target_on, tabled.target_group = kind.value, day, group
        tabled.save()
    if not tabled.left_out_why and TabledItem.objects.due().filter(pk=tabled.pk).exists():
        carry(tabled, _meeting_for(tabled))
    return tabled


def carry_on(meeting: Meeting) -> None:
    """Its protocol is sent: what it tables stands on the agendas it is tabled to, now at the latest."""
    for tabled in TabledItem.objects.due().filter(decision__item__meeting=meeting, left_out_why=""):
        carry(tabled, _meeting_for(tabled))


def _meeting_for(tabled: TabledItem) -> Meeting | None:
    """The planned meeting that is to take it up; none while it rests or no such meeting is planned."""
    if tabled.target == TargetKind.UNTIL_FURTHER:
        return None
    later = Meeting.objects.after(tabled.decision.item.meeting)
    if tabled.target == TargetKind.DAY and tabled.target_on:
        later = later.filter(held_on__gte=tabled.target_on)
    return later.first()


def carry(tabled: TabledItem, meeting: Meeting | None) -> AgendaItem | None:
    """Give a tabled matter its row on a meeting's agenda. The same row serves the group that is to report."""
    if meeting is None or tabled.taken_up_as_id or tabled.ended_on:
        return None
    old = tabled.decision.item
    item = listing.add(
        meeting,
        title=old.title,
        matter=old.matter,
        description=old.description,
        is_confidential=old.is_confidential,
    )
    tabled.taken_up_as = item
    tabled.target_meeting = meeting
    tabled.left_out_why = ""
    tabled.save()
    return item


def carry_all(meeting: Meeting, *, with_left_out: bool = True) -> None:
    """Put everything that is due on a new meeting's agenda. What rests is offered, not put there.

    What was left out of an agenda with a reason comes again with a new meeting, not with one that is only moved.
    """
    due = TabledItem.objects.of(meeting.council).due()
    due = due if with_left_out else due.filter(left_out_why="")
    for tabled in due.select_related("decision__item__meeting"):
        wanted: date | None = tabled.target_on if tabled.target == TargetKind.DAY else None
        if tabled.decision.item.meeting.held_on <= meeting.held_on and (wanted is None or wanted <= meeting.held_on):
            carry(tabled, meeting)


def offered(meeting: Meeting) -> list[TabledItem]:
    """What rests, was left out, was tabled in an old protocol, or waits for a later meeting: offered unticked."""
    found = TabledItem.objects.of(meeting.council)
    earlier = found.filter(decision__item__meeting__held_on__lte=meeting.held_on).exclude(
        target=TargetKind.DAY, target_on__gt=meeting.held_on
    )
    later = earlier.filter(taken_up_as__meeting__held_on__gt=meeting.held_on, ended_on=None)
    waiting = [
        tabled
        for tabled in later.select_related("decision__item__meeting", "taken_up_as__meeting")
        if _can_come(tabled, meeting)
    ]
    offered = found.offered().filter(decision__item__meeting__held_on__lte=meeting.held_on)
    return [*offered.select_related("decision__item__meeting"), *waiting]


def times_before(meeting: Meeting) -> dict[int, int]:
    """How many times each item that comes from the table was tabled before, by its id: once a meeting, where sent.

    As many questions for many items as for one.
    """
    rows = TabledItem.objects.of(meeting.council).exclude(taken_up_as=None).select_related("decision__item")
    led_to = {row.taken_up_as_id: row for row in rows}
    sent = set(
        Protocol.objects.main()
        .filter(meeting__council=meeting.council_id, version__isnull=False)
        .values_list("meeting", flat=True)
    )
    found: dict[int, int] = {}
    for pk in meeting.items.filter(carried_from__isnull=False).values_list("pk", flat=True):
        meetings, at = set(), led_to.get(pk)
        while at is not None:
            if at.counts:
                meetings.add(at.decision.item.meeting_id)
            at = led_to.get(at.decision.item_id)
        found[pk] = len(meetings & sent)
    return found


def _can_come(tabled: TabledItem, meeting: Meeting) -> bool:
    """Whether it only waits for a later meeting, and a meeting before that one may take it up instead."""
    item = tabled.taken_up_as
    if item is None or tabled.decision.item.meeting_id == meeting.pk:
        return False
    only_planned = item.meeting.status == MeetingStatus.PLANNED
    return only_planned and item.meeting.held_on > meeting.held_on and not listing.is_written(item)


def successors(item: AgendaItem) -> set[AgendaItem]:
    """Where what an item tables is taken up; the rows are read now."""
    return set(AgendaItem.objects.filter(carried_from__decision__item=item).select_related("meeting"))


def mark_successors_confidential(item: AgendaItem) -> None:
    """Where a matter goes on it is as confidential as where it was tabled. Part of other steps."""
    for successor in successors(item):
        if not successor.is_confidential:
            successor.is_confidential = True
            successor.save()
            mark_successors_confidential(successor)


def is_pinned(tabled: TabledItem) -> bool:
    """Whether the successor has a life of its own: then the tabling is not undone by re-reading a text."""
    item = tabled.taken_up_as
    if item is None:
        return bool(tabled.ended_on)
    begun = item.meeting.status not in {MeetingStatus.PLANNED, MeetingStatus.CANCELLED, MeetingStatus.MOVED}
    return begun or listing.is_written(item)


def take_back(tabled: TabledItem, *, to: Meeting | None = None) -> None:
    """Remove the provisional successor, or mark it as taken off when that notice is out."""
    item = tabled.taken_up_as
    if item is None:
        return
    tabled.taken_up_as = None
    tabled.target_meeting = None
    tabled.save()
    with translation.override(settings.LANGUAGE_CODE):  # an agenda is the council's own text, in its own language
        why = _("The matter is no longer tabled.")
        if to:
            why = _("The matter is taken up %(day)s instead.") % {"day": days.full(to.held_on)}
    listing.remove(item, why=why)


def undo(tabled: TabledItem) -> None:
    """The decision no longer tables: nothing is left behind."""
    take_back(tabled)
    tabled.delete()


def leave_out(item: AgendaItem, *, why: str) -> None:
    """A carried item is taken off an agenda: it stays on the table, with the reason."""
    tabled: TabledItem | None = getattr(item, "carried_from", None)
    if tabled:
        tabled.taken_up_as = None
        tabled.target_meeting = None
        tabled.left_out_why = why
        tabled.save()


def pass_on(meeting: Meeting) -> None:
    """A meeting that is not held passes on what it was to take up; without a meeting for it, a matter waits for one."""
    for item in meeting.items.standing().in_order().filter(carried_from__isnull=False):
        tabled = item.carried_from
        tabled.taken_up_as = None
        tabled.target_meeting = None
        tabled.save()
        taken_up = carry(tabled, _meeting_for(tabled) or Meeting.objects.after(meeting).first())
        if taken_up:
            listing.copy_plan(item, taken_up)


def objections_to_take_up(tabled: TabledItem, meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """Why a resting matter cannot be taken up at a meeting."""
    found = must_write(by, meeting.council)
    if tabled not in offered(meeting):
        found.append(Objection("not_open", _("The matter no longer lies on the table.")))
    if meeting.status != MeetingStatus.PLANNED:
        found.append(Objection("not_planned", _("Only a planned meeting takes up matters.")))
    return found


@transaction.atomic
def take_up(tabled: TabledItem, *, meeting: Meeting, by: Member | None) -> AgendaItem:
    """Take up a matter that is offered, at a planned meeting; from a later one, which was to have it, it is moved."""
    meeting = lock_meeting(meeting.pk)
    tabled = TabledItem.objects.select_for_update(of=("self",)).get(pk=tabled.pk)
    if tabled.taken_up_as and tabled.taken_up_as.meeting_id == meeting.pk:
        return tabled.taken_up_as
    refuse_if(objections_to_take_up(tabled, meeting, by=by))
    with publishing.refreshed(meeting), acting_as(by):
        take_back(tabled, to=meeting)
        item = carry(tabled, meeting)
    assert item is not None, "an open matter is carried to a planned meeting"
    note("take_up", by=by, meeting=meeting, about=item.anchor)
    return item


@transaction.atomic
def end(tabled: TabledItem, *, why: str, by: Member | None) -> TabledItem:
    """End a chain, with a reason: the matter is not taken up again."""
    meeting = lock_meeting(tabled.decision.item.meeting_id)
    tabled = TabledItem.objects.select_for_update(of=("self",)).get(pk=tabled.pk)
    if tabled.ended_on:
        return tabled
    found = must_write(by, meeting.council) + must_say(why, _("Say why the matter is not taken up again."))
    if is_pinned(tabled):
        found.append(Objection("taken_up", _("The matter has already been taken up.")))
    refuse_if(found)
    with publishing.refreshed(meeting), acting_as(by):
        take_back(tabled)
        tabled.ended_on, tabled.ended_why = clock.today(), why
        tabled.save()
    note("end_tabled", by=by, meeting=meeting, about=tabled.decision.item.anchor, reason=why)
    return tabled
