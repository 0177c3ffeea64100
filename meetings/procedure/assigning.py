"""Assigning: what becomes of the tasks the council gave (domain rule 14)."""

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import ActionItem, ActionStatus, ActionUpdate, Member, UpdateKind, clock
from meetings.models.base import acting_as
from meetings.procedure import publishing
from meetings.procedure.steps import Objection, lock_council, must_be_read, must_say, must_write, note, refuse_if

_SAYS_SOMETHING = (UpdateKind.NOTE, UpdateKind.HELP)


def is_responsible(action: ActionItem, member: Member) -> bool:
    """Whether the task is somebody's, alone, with others or in a group."""
    return ActionItem.objects.for_member(member).filter(pk=action.pk).exists()


def objections_to_report(action: ActionItem, *, by: Member, kind: UpdateKind, text: str = "") -> list[Objection]:
    """Why somebody cannot report on a task."""
    found = []
    if not is_responsible(action, by):
        found += must_write(by, action.item.meeting.council)
    if kind in _SAYS_SOMETHING:
        found += must_say(text, _("Write a line."))
    if kind == UpdateKind.DROPPED:
        found += must_write(by, action.item.meeting.council)
        found += must_say(text, _("Say why the action is dropped."))
    return found


@transaction.atomic
def report(
    action: ActionItem, *, by: Member, kind: UpdateKind, text: str = "", row_version: int | None = None
) -> ActionUpdate:
    """Report on a task: a line, help wanted, done, or taken up again. What and when stay as the council said.

    The same again is harmless. `row_version` is that of the task somebody has read: StaleRowError when another has
    ended it or taken it up meanwhile, and this would too. A line hinders nobody.
    """
    lock_council(action.item.meeting.council_id)
    action = (
        ActionItem.objects.select_for_update(of=("self",)).select_related("item__meeting__council").get(pk=action.pk)
    )
    refuse_if(objections_to_report(action, by=by, kind=kind, text=text))
    ended = {UpdateKind.DONE: ActionStatus.DONE, UpdateKind.DROPPED: ActionStatus.DROPPED}.get(kind)
    latest = action.updates.order_by("-pk").first()
    if ended and action.status == ended and latest:
        return latest
    if latest and (latest.kind, latest.text, latest.written_by_id) == (kind, text.strip(), by.pk):
        return latest
    if row_version is not None and (ended or kind == UpdateKind.REOPENED):
        must_be_read(action, row_version)
    update = ActionUpdate.objects.create(action=action, kind=kind, text=text.strip(), written_by=by)
    if ended:
        action.status, action.ended_at, action.ended_by = ended, clock.now(), by
    elif kind == UpdateKind.REOPENED:
        action.status, action.ended_at, action.ended_by = ActionStatus.OPEN, None, None
    if ended or kind == UpdateKind.REOPENED:
        with acting_as(by):
            action.save()
        publishing.refresh(action.item.meeting)
    note(f"report_{kind}", by=by, meeting=action.item.meeting, about=str(action.pk))
    return update
