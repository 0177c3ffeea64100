"""What a protocol still lacks before it can be sent or registered: one row for each thing, with its place."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from meetings.documents import days
from meetings.models import (
    AgendaItem,
    ApprovalOutcome,
    Attendance,
    ItemKind,
    Meeting,
    Officer,
    OfficerRole,
    Protocol,
    ProtocolApproval,
    State,
)
from meetings.models.agenda_item import AgendaItemQuerySet
from meetings.procedure.steps import Objection
from meetings.text import Outcome


def missing(protocol: Protocol) -> list[Objection]:
    """Everything that is missing, in the order it stands on the paper."""
    return missing_at([protocol.meeting])[protocol.meeting.pk]


def missing_at(meetings: Iterable[Meeting]) -> dict[int, list[Objection]]:
    """The same for several meetings' protocols, by meeting; the number of questions does not grow with them."""
    held = list(meetings)
    pks = [meeting.pk for meeting in held]
    offices: dict[int, set[str]] = defaultdict(set)
    for meeting, role in Officer.objects.filter(meeting__in=pks).values_list("meeting", "role"):
        offices[meeting].add(role)
    unmarked: dict[int, list[str]] = defaultdict(list)
    rows = Attendance.objects.filter(meeting__in=pks).unmarked()
    for meeting, name in rows.values_list("meeting", "printed_name"):
        unmarked[meeting].append(name)
    items: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in _items().filter(meeting__in=pks):
        items[item.meeting_id].append(item)
    return {
        one.pk: [
            *_head(one, offices[one.pk]),
            *_register(unmarked[one.pk]),
            *(objection for item in items[one.pk] for objection in _item(item)),
        ]
        for one in held
    }


def _items() -> AgendaItemQuerySet:
    found = AgendaItem.objects.standing().in_order().select_related("carried_from")
    return found.prefetch_related("decisions", "actions__responsible", "approvals__protocol__meeting")


def _head(meeting: Meeting, offices: Collection[str]) -> Iterator[Objection]:
    facts = (
        (OfficerRole.CHAIR in offices or meeting.chair_unknown, "chair", _("Say who was chair.")),
        (OfficerRole.SECRETARY in offices or meeting.secretary_unknown, "secretary", _("Say who was secretary.")),
        (meeting.starts_at or meeting.start_unknown, "starts_at", _("Say when the meeting began.")),
        (meeting.ends_at or meeting.end_unknown, "ends_at", _("Say when the meeting ended.")),
    )
    for known, place, words in facts:
        if not known:
            yield Objection(f"no_{place}", words, place)


def _register(unmarked: Sequence[str]) -> Iterator[Objection]:
    if unmarked:
        names = ", ".join(unmarked[:3])
        more = _(" and %(count)s more") % {"count": len(unmarked) - 3} if len(unmarked) > 3 else ""  # noqa: PLR2004 - three names are enough to see who
        yield Objection("unmarked", _("Mark attendance for %(names)s.") % {"names": names + more}, "attendance")


def _item(item: AgendaItem) -> Iterator[Objection]:
    named = {"item": f"{item.agenda_number} {item.title}".strip()}
    carried = hasattr(item, "carried_from")
    decisions = list(item.decisions.all())
    if (item.kind == ItemKind.DECISION or carried) and not decisions and item.handled_with_id is None:
        words = _("Item %(item)s: write how it ended. It was on the table when the meeting began.")
        plain = _("Item %(item)s: write how it ended.")
        yield Objection("no_outcome", (words if carried else plain) % named, item.anchor)
    for decision in decisions:
        if decision.outcome == Outcome.REFERRED_BACK and not decision.reason:
            words = _("Item %(item)s: say why it is referred back, as “Återremitteras: reason”.")
            yield Objection("no_reason", words % named, item.anchor)
        if decision.outcome == Outcome.HANDED_OVER and not decision.recipient:
            yield Objection("no_recipient", _("Item %(item)s: say to whom it is handed over.") % named, item.anchor)
    for action in item.actions.all():
        if action.group_id is None and not action.responsible.all():
            words = _("Item %(item)s: the action “%(what)s” has nobody responsible. Write @ and a name.")
            yield Objection("no_responsible", words % {**named, "what": action.what}, item.anchor)
    for row in item.approvals.all():
        yield from _previous(row, item)


def _previous(row: ProtocolApproval, item: AgendaItem) -> Iterator[Objection]:
    day = {"day": days.full(row.protocol.meeting.held_on)}
    if row.protocol.is_approved:
        return  # in another way, since: nothing is left to say here
    if not row.outcome:
        yield Objection(
            "no_approval", _("Say what the meeting decided about the minutes of %(day)s.") % day, item.anchor
        )
    elif row.outcome == ApprovalOutcome.WITH_CHANGES and row.confirmed_at is None and row.took_effect_at is None:
        words = _("The chair has not confirmed the changes in the minutes of %(day)s.")
        yield Objection("changes_not_confirmed", words % day, item.anchor)
    elif row.outcome != ApprovalOutcome.TABLED and not (
        row.protocol.state == State.UNDER_REVIEW and row.protocol.version_id == row.version_id
    ):
        words = _("The minutes of %(day)s have changed since the meeting dealt with them. Say again what it decided.")
        yield Objection("replaced", words % day, item.anchor)
