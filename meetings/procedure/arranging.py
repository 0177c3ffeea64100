"""Arranging an agenda: how long an item may take, who presents it, and putting back what was taken off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from meetings.models import (
    AgendaItem,
    ItemKind,
    Matter,
    MatterStatus,
    Meeting,
    MeetingStatus,
    Member,
    Presenter,
    TabledItem,
)
from meetings.models.agenda_item import LONGEST
from meetings.models.base import StaleRowError, acting_as
from meetings.procedure import calling, listing, publishing
from meetings.procedure.steps import Objection, lock_item, lock_meeting, must_be_read, note, refuse_if


@dataclass(frozen=True, slots=True)
class Presents:
    """Who is to present an item: somebody in the register of people, or a guest with an address of their own."""

    name: str
    member: Member | None = None
    email: str = ""


def waiting_matters(meeting: Meeting) -> QuerySet[Matter]:
    """The council's matters that are not ended, not on the table and on no agenda ahead: for any meeting to take up."""
    ahead = AgendaItem.objects.standing().filter(
        meeting__status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN], matter=OuterRef("pk")
    )
    lying = TabledItem.objects.lying().filter(decision__item__matter=OuterRef("pk"))
    known = Matter.objects.filter(council=meeting.council_id, status__in=[MatterStatus.OPEN, MatterStatus.RESTING])
    return known.filter(~Exists(ahead), ~Exists(lying))


def objections_to_plan_time(item: AgendaItem, minutes: int | None, *, by: Member | None) -> list[Objection]:
    """Why an item cannot be given so many minutes."""
    found = calling.objections_to_change_agenda(item.meeting, by=by)
    if minutes is not None and not 1 <= minutes <= LONGEST:
        words = _("Write how many minutes, at most %(most)s.") % {"most": LONGEST}
        found.append(Objection("minutes", words, "minutes"))
    if minutes and item.kind == ItemKind.HEADING:
        found.append(Objection("heading", _("A heading takes no time. Plan the items under it."), "minutes"))
    return found


@transaction.atomic
def plan_time(item: AgendaItem, *, minutes: int | None, row_version: int, by: Member | None) -> AgendaItem:
    """Say how many minutes an item may take, or leave it open. Raises ProcedureError or StaleRowError.

    The same again is harmless and leaves no history.
    """
    lock_meeting(item.meeting_id)
    item = lock_item(item.pk)
    refuse_if(objections_to_plan_time(item, minutes, by=by))
    if item.planned_minutes == minutes:
        return item
    must_be_read(item, row_version)
    item.planned_minutes = minutes
    with acting_as(by):
        item.save()
    return item


def objections_to_present(item: AgendaItem, wanted: Sequence[Presents], *, by: Member | None) -> list[Objection]:
    """Why these cannot present an item."""
    found = calling.objections_to_change_agenda(item.meeting, by=by)
    names = [one.name for one in wanted]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        words = _("%(name)s stands there twice. Write from where, so that they can be told apart.")
        found.append(Objection("twice", words % {"name": twice}, "guests"))
    return found


@transaction.atomic
def present(
    item: AgendaItem, *, wanted: Iterable[Presents], seen: Iterable[Presents], by: Member | None
) -> list[Presenter]:
    """Say who presents an item, in order, and who no longer does.

    `seen` are those who did when it was decided: StaleRowError when somebody has said otherwise since.
    """
    lock_meeting(item.meeting_id)
    item = lock_item(item.pk)
    people = list(wanted)
    refuse_if(objections_to_present(item, people, by=by))
    rows = list(item.presenters.select_related("member"))
    stands = presenting(rows)
    if stands == people:
        return rows
    if set(stands) != set(seen):
        message = f"Somebody else has said who presents item {item.pk}."
        raise StaleRowError(message)
    kept = {_presents(row): row for row in rows if _presents(row) in people}
    with acting_as(by):
        for row in rows:
            if row not in kept.values():
                row.delete()
        for position, one in enumerate(people):
            row = kept.get(one) or Presenter(item=item, member=one.member, printed_name=one.name, email=one.email)
            if one not in kept or row.position != position:
                row.position = position
                row.save()
    note("present", by=by, meeting=item.meeting, about=item.anchor)
    return list(item.presenters.all())


def presenting(rows: Iterable[Presenter]) -> list[Presents]:
    """Who presents, as the rows say."""
    return [_presents(row) for row in rows]


def _presents(row: Presenter) -> Presents:
    return Presents(row.printed_name, row.member, row.email)


def objections_to_put_back(item: AgendaItem, *, by: Member | None) -> list[Objection]:
    """Why an item that was taken off cannot be put back as it is."""
    found = calling.objections_to_change_agenda(item.meeting, by=by)
    if item.withdrawn_why and listing.from_the_table([item]):
        found.append(Objection("gone_on", _("The matter lies on the table: take it up from there.")))
    return found


@transaction.atomic
def put_back(item: AgendaItem, *, by: Member | None) -> AgendaItem:
    """Put back an item that was taken off. One that stands already stays as it is."""
    meeting = lock_meeting(item.meeting_id)
    item = lock_item(item.pk)
    refuse_if(objections_to_put_back(item, by=by))
    if not item.withdrawn_why:
        return item
    with publishing.refreshed(meeting), acting_as(by):
        item.withdrawn_why = ""
        item.save()
    note("put_back", by=by, meeting=meeting, about=item.anchor)
    return item
