"""The timeline of a protocol: every step that was taken, and every saved state of the rows it is written in.

Steps come from the audit entries, which nobody can change. The work on the draft comes from the drafting
history, one event for each save that changed something.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from meetings.documents import structure
from meetings.history.rows import Saved, events, members_of, saved_rows
from meetings.history.steps import STEPS
from meetings.history.values import Event, Names
from meetings.models import (
    ActionItem,
    ActionResponsible,
    AgendaItem,
    Attendance,
    AuditEntry,
    Correction,
    Decision,
    GroupMember,
    Meeting,
    Member,
    Officer,
    Protocol,
    ProtocolApproval,
    Publication,
    TabledItem,
    WorkingGroup,
)

_MAKES_PUBLIC = frozenset({"publish", "correct"})


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What is not told: items by their ids, at any of the council's meetings, and by the anchors they had at this."""

    items: frozenset[int] = frozenset()
    anchors: frozenset[str] = frozenset()


def timeline(protocol: Protocol, *, for_secretary: bool = False) -> list[Event]:
    """Everything that happened to a protocol and its meeting, the latest first.

    What was written in confidential items, now or ever, is only for the secretary.
    """
    hidden = _Hidden() if for_secretary else _confidential(protocol.meeting)
    saved = list(_saved(protocol, hidden=hidden))
    here = models.Q(meeting=protocol.meeting_id) | models.Q(protocol=protocol)
    entries = list(AuditEntry.objects.filter(here).select_related("version"))
    editions = list(protocol.publications.editions())
    members = members_of([*(row.history_member_id for row in saved), *(entry.member_id for entry in entries)])
    names = Names(saved, hidden=hidden.items)
    found = [*events(saved, members, names), *(_step(entry, members, hidden, editions) for entry in entries)]
    return sorted(found, key=lambda event: event.at)[::-1]  # of one moment, too, the later comes first


def _confidential(meeting: Meeting) -> _Hidden:
    """Items that are confidential, or were at some time. An item's anchor changes when the agenda is numbered."""
    states = saved_rows(AgendaItem)
    ever = states.filter(meeting__council=meeting.council_id, is_confidential=True)
    items = frozenset(ever.values_list("id", flat=True))
    anchors = states.filter(meeting=meeting.pk, id__in=items).values_list("anchor", flat=True)
    return _Hidden(items, frozenset(anchors))


def _saved(protocol: Protocol, *, hidden: _Hidden) -> Iterator[Saved]:
    """Every saved state of the meeting's rows, without those of hidden items."""
    meeting = protocol.meeting_id
    items = set(saved_rows(AgendaItem).filter(meeting_id=meeting).values_list("id", flat=True)) - hidden.items
    yield from saved_rows(Protocol).filter(id=protocol.pk)
    yield from saved_rows(Meeting).filter(id=meeting)
    yield from saved_rows(AgendaItem).filter(id__in=items)
    yield from saved_rows(Attendance).filter(meeting_id=meeting)
    yield from saved_rows(Officer).filter(meeting_id=meeting)
    yield from _of_items(items)
    yield from saved_rows(ProtocolApproval).filter(protocol_id=protocol.pk)
    rooms = tuple(f"items/{anchor}/" for anchor in hidden.anchors)
    corrections = saved_rows(Correction).filter(protocol_id=protocol.pk)
    yield from (row for row in corrections if not row.place.startswith(rooms))


def _of_items(items: set[int]) -> Iterator[Saved]:
    """What was derived from the items' texts."""
    decisions = list(saved_rows(Decision).filter(item_id__in=items))
    actions = list(saved_rows(ActionItem).filter(item_id__in=items))
    groups = list(saved_rows(WorkingGroup).filter(item_id__in=items))
    yield from [*decisions, *actions, *groups]
    yield from saved_rows(TabledItem).filter(decision_id__in={row.id for row in decisions})
    yield from saved_rows(ActionResponsible).filter(action_id__in={row.id for row in actions})
    yield from saved_rows(GroupMember).filter(group_id__in={row.id for row in groups})


def _step(entry: AuditEntry, members: dict[int | None, Member], hidden: _Hidden, editions: list[Publication]) -> Event:
    told = not {entry.about, structure.anchor_of(entry.about)} & hidden.anchors
    return Event(
        at=entry.at,
        member=members.get(entry.member_id),
        code=entry.step,
        what=str(STEPS.get(entry.step, entry.step)),
        about=_about(entry, editions),
        reason=entry.reason if told else "",
    )


def _about(entry: AuditEntry, editions: list[Publication]) -> str:
    """What the step was about: what went out to the members, or, of what became public, which edition."""
    if entry.version is None:
        return ""
    made = [one for one in editions if one.version_id == entry.version_id] if entry.step in _MAKES_PUBLIC else []
    if made:
        nearest = min(made, key=lambda one: abs(one.made_at - entry.at))
        return _("edition %(n)s") % {"n": nearest.edition}
    return _("version %(number)s") % {"number": entry.version.number}
