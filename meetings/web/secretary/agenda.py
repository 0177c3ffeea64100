"""The agenda as it is prepared: each row with its number, where it comes from, and when it begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import access
from meetings.documents import days, labels, schedule
from meetings.documents.schedule import Schedule
from meetings.models import (
    AgendaItem,
    ItemKind,
    Meeting,
    MeetingStatus,
    Member,
    Protocol,
    ProtocolApproval,
    State,
    TabledItem,
)
from meetings.procedure import calling, listing, tabling
from meetings.text import Outcome, TargetKind
from meetings.web.secretary import next_action
from meetings.web.secretary.forms.agenda import AgendaForm, OfferForm, RowForm

OFTEN = 3  # tabled so many times that it is said in so many words


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from: a word with its tone, or only words beside it."""

    more: str = ""
    word: str = ""
    tone: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An item on the agenda, with its part of the form where somebody may change it."""

    item: AgendaItem
    number: str
    begins: str
    origins: list[Origin]
    presenters: list[str]
    form: RowForm | None

    @property
    def name(self) -> str:
        """What its buttons are called."""
        return f"{self.number} {self.item.title}".strip()


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that is not on the agenda, and why."""

    title: str
    origins: list[Origin]
    form: OfferForm | None = None
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """The whole of it; `items` are all that stand there, also what the reader does not see."""

    rows: list[Row]
    offers: list[Offer]
    items: list[AgendaItem]
    plan: Schedule
    form: AgendaForm | None

    @property
    def count(self) -> int:
        """How many items it has, headings left out."""
        return sum(1 for row in self.rows if row.item.kind != ItemKind.HEADING)


@dataclass(slots=True)
class _Known:
    """What is asked once for all rows."""

    numbers: Mapping[int, str]
    times: Mapping[int, int]
    answers: Mapping[int, next_action.Answers]
    standing: set[str]
    cancelled: Mapping[str, date]
    actions: int
    printed: set[str] | None = field(default=None)


def agenda_of(meeting: Meeting, *, member: Member, data: object = None) -> Agenda:
    """A meeting's agenda for somebody at the desk; for who may change it a form, filled in with what was sent."""
    items = _items(meeting)
    plan = schedule.of(meeting, items)
    writes = access.may_write(member, meeting.council)
    shown = [item for item in items if writes or not item.is_confidential]
    known = _known(meeting, member, shown)
    offered, taken_off = _not_there(meeting) if writes else ([], [])
    back = [item for item in taken_off if item.pk not in listing.from_the_table(taken_off)]
    form = None
    if writes and not calling.objections_to_change_agenda(meeting, by=member):
        form = AgendaForm(data, meeting=meeting, items=shown, offered=[*back, *offered])
    rows = [
        Row(
            item=item,
            number=known.numbers.get(item.pk, ""),
            begins=plan.begins.get(item.pk, ""),
            origins=_origins(item, meeting, known),
            presenters=[row.printed_name for row in item.presenters.all()],
            form=form.rows[item.pk] if form else None,
        )
        for item in shown
    ]
    parts = form.offers if form else {}
    offers = [Offer(one.title, [_taken_off(one)], parts.get(one), was_there=True) for one in taken_off]
    offers += [Offer(one.decision.item.title, _resting(one), parts.get(one)) for one in offered]
    return Agenda(rows, offers, items, plan, form)


def _items(meeting: Meeting) -> list[AgendaItem]:
    found = meeting.items.standing().in_order().select_related("carried_from__decision__item__meeting__council")
    return list(
        found.prefetch_related(
            "approvals__protocol__meeting", "presenters", "carried_from__decision__item__groups__people"
        )
    )


def _not_there(meeting: Meeting) -> tuple[list[TabledItem], list[AgendaItem]]:
    planned = meeting.status == MeetingStatus.PLANNED
    taken_off = meeting.items.exclude(withdrawn_why="").in_order()
    return tabling.offered(meeting) if planned else [], list(taken_off)


def _known(meeting: Meeting, member: Member, items: Sequence[AgendaItem]) -> _Known:
    waiting = [row.protocol for item in items for row in item.approvals.all()]
    open_tasks = access.actions_to_follow(member).of(meeting.council).open()
    return _Known(
        numbers=listing.numbers(meeting),
        times=tabling.times_before(meeting),
        answers=next_action.answers([one for one in waiting if one.state == State.UNDER_REVIEW]),
        standing=set(meeting.council.standing_items.for_meeting(meeting.kind).values_list("title", flat=True)),
        cancelled=_from_cancelled(meeting),
        actions=open_tasks.count(),
        printed=listing.printed_anchors(meeting),
    )


def _from_cancelled(meeting: Meeting) -> dict[str, date]:
    """The titles on agendas that were cancelled since the council last met, each with its day."""
    between = Meeting.objects.filter(
        council=meeting.council_id,
        status__in=[MeetingStatus.OPEN, MeetingStatus.CLOSED],
        held_on__gt=OuterRef("meeting__held_on"),
        held_on__lt=meeting.held_on,
    )
    items = AgendaItem.objects.standing().filter(
        ~Exists(between),
        meeting__council=meeting.council_id,
        meeting__status=MeetingStatus.CANCELLED,
        meeting__held_on__lte=meeting.held_on,
        kind__in=listing.WRITTEN_KINDS,
    )
    return dict(items.order_by("meeting__held_on").values_list("title", "meeting__held_on"))


def _origins(item: AgendaItem, meeting: Meeting, known: _Known) -> list[Origin]:
    """Where an item comes from, and for which time."""
    match ItemKind(item.kind):
        case ItemKind.AGENDA:
            return [Origin(_("Comes by itself, first."))]
        case ItemKind.OTHER_BUSINESS:
            return [Origin(_("Comes by itself, last."))]
        case ItemKind.PREVIOUS_PROTOCOLS:
            rows = item.approvals.all()
            return [_previous(row, known) for row in rows] or [Origin(_("No minutes wait for approval."))]
        case ItemKind.ACTIONS:
            words = ngettext("One open action", "%(count)s open actions", known.actions)
            return [Origin(word=words % {"count": known.actions}, tone="action")]
        case _:
            return _of_its_own(item, meeting, known)


def _of_its_own(item: AgendaItem, meeting: Meeting, known: _Known) -> list[Origin]:
    tabled: TabledItem | None = getattr(item, "carried_from", None)
    if tabled:
        return _tabled(tabled, known.times.get(item.pk, 0))
    if item.title in known.standing:
        return [Origin(word=_("Standing item"), tone="info")]
    if item.title in known.cancelled:
        day = days.spoken(known.cancelled[item.title])
        return [Origin(word=_("From the cancelled meeting %(day)s") % {"day": day}, tone="info")]
    if item.kind == ItemKind.HEADING:
        return [Origin(_("Heading without a number."))]
    if known.printed is not None and item.anchor in known.printed:
        return []
    word = _("New") if known.printed is None else _("New since the notice")
    return [Origin(word=word, tone="info", symbol="plus")]


def _tabled(tabled: TabledItem, times: int) -> list[Origin]:
    """The meeting that tabled it and for which time, how many times it has come, and who is to report."""
    old = tabled.decision.item
    place = days.spoken(old.meeting.held_on)
    if old.paragraph_number:
        place = f"{place}, {labels.item_number(old)}"
    not_reached = tabled.decision.outcome == Outcome.NOT_REACHED
    word = (_("Not reached %(place)s") if not_reached else _("Tabled %(place)s")) % {"place": place}
    if often := labels.times(times):
        word = f"{word}, {often}"
    found = [Origin(word=word, tone="tabled")]
    if times:
        found.append(Origin(_("Comes for %(time)s.") % {"time": labels.times(times + 1)}))
    if times >= OFTEN:
        found.append(Origin(_("It has been tabled %(times)s times.") % {"times": times}))
    for group in old.groups.all():
        convener = next((one.printed_name for one in group.people.all() if one.is_convener), "")
        reports = _("The group reports, convener %(name)s.") % {"name": convener}
        found.append(Origin(reports if convener else _("The group reports.")))
    return found


def _previous(row: ProtocolApproval, known: _Known) -> Origin:
    protocol: Protocol = row.protocol
    day = {"day": days.spoken(protocol.meeting.held_on)}
    if protocol.is_approved:
        return Origin(_("The minutes of %(day)s, approved.") % day)
    words = _("The minutes of %(day)s, not approved yet.") % day
    answers = known.answers.get(protocol.meeting_id)
    if answers:
        counted = _("%(given)s of %(may)s have answered.") % {"given": answers.given, "may": answers.may}
        words = f"{words} {counted}"
        if answers.open_wishes:
            wishes = ngettext(
                "One proposed change is open.", "%(count)s proposed changes are open.", answers.open_wishes
            )
            words = f"{words} {wishes % {'count': answers.open_wishes}}"
    return Origin(words)


def _taken_off(item: AgendaItem) -> Origin:
    return Origin(_("Taken off: %(why)s") % {"why": item.withdrawn_why})


def _resting(tabled: TabledItem) -> list[Origin]:
    day = {"day": days.full(tabled.decision.item.meeting.held_on)}
    if tabled.taken_up_as:
        on = {"day": days.spoken(tabled.taken_up_as.meeting.held_on)}
        return [
            Origin(word=_("On the table since %(day)s") % day, tone="tabled"),
            Origin(_("Is to come %(day)s.") % on),
        ]
    if tabled.left_out_why:
        left = Origin(_("Left out: %(why)s") % {"why": tabled.left_out_why})
        return [Origin(word=_("On the table since %(day)s") % day, tone="tabled"), left]
    rests = Origin(_("Tabled until further notice. Shown at every meeting: tick it to take it up."))
    word = Origin(word=_("On the table since %(day)s") % day, tone="tabled")
    return [word, rests] if tabled.target == TargetKind.UNTIL_FURTHER else [word]
