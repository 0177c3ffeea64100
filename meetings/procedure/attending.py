"""Attending: the register of a meeting, and who leads, writes and adjusts."""

from collections.abc import Iterable, Iterator
from datetime import time

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceKind,
    AttendanceMode,
    AttendanceStatus,
    Mandate,
    Meeting,
    Member,
    Officer,
    OfficerRole,
    Role,
    Side,
    State,
)
from meetings.models.base import StaleRowError, acting_as
from meetings.procedure.steps import Objection, lock_meeting, must_be_read, must_have_begun, must_write, note, refuse_if

_KINDS = {
    Role.SUBSTITUTE: AttendanceKind.SUBSTITUTE,
    Role.CO_OPTED: AttendanceKind.CO_OPTED,
    Role.SECRETARY: AttendanceKind.SECRETARY,
    Role.DEPUTY_SECRETARY: AttendanceKind.SECRETARY,
}
_PRINTED_ROLES = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.CO_OPTED)


def call_register(meeting: Meeting) -> None:
    """Give everybody with a mandate that day a row; two mandates make one row that prints both.

    Whoever replied that they do not come is excused, all others are unmarked: "comes" marks nobody (rule 6).
    """
    held = list(_held(meeting))
    _call(meeting, held)
    _appoint_by_mandate(meeting, held)


def _held(meeting: Meeting) -> QuerySet[Mandate]:
    """The mandates of the meeting's day. Those without a seat come last: who also holds one stands there by it."""
    held = Mandate.objects.on(meeting.held_on).filter(council=meeting.council_id)
    side, seat = F("seat__side__position").asc(nulls_last=True), F("seat__position").asc(nulls_last=True)
    return held.select_related("member", "seat__side", "seat__organisation").order_by(side, seat, "pk")


def _call(meeting: Meeting, held: Iterable[Mandate]) -> None:
    rows: dict[int, Attendance] = {row.member_id: row for row in meeting.attendances.all() if row.member_id}
    away = set(meeting.replies.away().values_list("member", flat=True))
    with translation.override(settings.LANGUAGE_CODE):  # a register is printed in the council's own language
        for mandate in held:
            row = rows.get(mandate.member_id)
            if row is None:
                status = AttendanceStatus.EXCUSED if mandate.member_id in away else AttendanceStatus.UNMARKED
                rows[mandate.member_id] = _row(meeting, mandate, position=len(rows), status=status)
            else:
                _print_both(row, mandate)


def _row(meeting: Meeting, mandate: Mandate, *, position: int, status: AttendanceStatus) -> Attendance:
    seat = mandate.seat
    return Attendance.objects.create(
        meeting=meeting,
        member=mandate.member,
        printed_name=mandate.member.name,
        seat=seat,
        side=seat.side if seat else None,
        printed_side=str(seat.side) if seat and seat.side else "",
        printed_organisation=_organisation(mandate),
        printed_role=_role(mandate),
        party=mandate.party,
        kind=_KINDS.get(Role(mandate.role), AttendanceKind.MEMBER),
        status=status,
        position=position,
    )


def _print_both(row: Attendance, mandate: Mandate) -> None:
    before = (row.printed_organisation, row.printed_role, row.kind)
    row.printed_organisation = _with(row.printed_organisation, _organisation(mandate))
    row.printed_role = _with(row.printed_role, _role(mandate))
    if row.kind in {AttendanceKind.CO_OPTED, AttendanceKind.SECRETARY} and Role(mandate.role) not in _KINDS:
        row.kind = AttendanceKind.MEMBER
    if (row.printed_organisation, row.printed_role, row.kind) != before:
        row.save()


def _organisation(mandate: Mandate) -> str:
    return str(mandate.seat.organisation) if mandate.seat and mandate.seat.organisation else ""


def _role(mandate: Mandate) -> str:
    role = Role(mandate.role)
    return str(role.label) if role in _PRINTED_ROLES else ""


def _with(printed: str, more: str) -> str:
    """What is printed, and this too unless it stands there already."""
    return printed if f", {more}, " in f", {printed}, " else ", ".join(filter(None, [printed, more]))


def _appoint_by_mandate(meeting: Meeting, held: Iterable[Mandate]) -> None:
    """The chair and the secretary of the day, until the meeting names others."""
    for mandate in held:
        role = {Role.CHAIR: OfficerRole.CHAIR, Role.SECRETARY: OfficerRole.SECRETARY}.get(Role(mandate.role))
        if role and not meeting.officers.filter(role=role).exists():
            Officer.objects.create(meeting=meeting, role=role, member=mandate.member, printed_name=mandate.member.name)


def objections(meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """Why the register and the officers cannot be changed: the meeting has not begun, or its protocol is approved."""
    found = [*must_write(by, meeting.council), *must_have_begun(meeting)]
    if meeting.protocols.main().approved().exists():
        found.append(Objection("approved", _("The protocol is approved: the register stands as it is.")))
    return found


@transaction.atomic
def mark(
    attendance: Attendance,
    *,
    status: AttendanceStatus,
    row_version: int,
    by: Member | None,
    mode: AttendanceMode = AttendanceMode.ON_SITE,
    from_time: time | None = None,
    to_time: time | None = None,
    span: str = "",
) -> Attendance:
    """Mark somebody as present, excused or absent, for all of the meeting or a part. Raises StaleRowError.

    Marking somebody as they are already marked is harmless and leaves no history.
    """
    meeting = lock_meeting(attendance.meeting_id)
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    if (row.status, row.mode, row.from_time, row.to_time, row.span) == (status, mode, from_time, to_time, span):
        return row
    must_be_read(row, row_version)
    found = objections(meeting, by=by)
    if from_time and to_time and to_time < from_time:
        found.append(Objection("times", _("Nobody leaves before they come."), "to_time"))
    refuse_if(found)
    row.status, row.mode, row.from_time, row.to_time, row.span = status, mode, from_time, to_time, span
    with acting_as(by):
        row.save()
    return row


@transaction.atomic
def mark_rest_present(meeting: Meeting, *, by: Member | None) -> int:
    """Everybody else is here: mark the unmarked as present, and say how many they were."""
    meeting = lock_meeting(meeting.pk)
    refuse_if(objections(meeting, by=by))
    rows = list(meeting.attendances.unmarked())
    with acting_as(by):
        for row in rows:
            row.status = AttendanceStatus.PRESENT
            row.save()
    if rows:
        note("mark_rest_present", by=by, meeting=meeting, about=str(len(rows)))
    return len(rows)


def _objections_to_add(meeting: Meeting, name: str, member: Member | None, organisation: str) -> Iterator[Objection]:
    """Why nobody can be added so: somebody stands there once, and of two with one name each says from where."""
    there = meeting.attendances.all()
    if member and there.filter(member=member).exists():
        text = _("%(name)s already stands in the register.") % {"name": member.name}
        yield Objection("twice", text, "member")
    if not name and member is None:
        yield Objection("name", _("Write a name."), "name")
    elif member is None and not organisation and there.filter(printed_name=name).exists():
        text = _("%(name)s already stands in the register. If it is somebody else, write from where.")
        yield Objection("namesake", text % {"name": name}, "organisation")


@transaction.atomic
def add_person(  # noqa: PLR0913 - every value a row can begin with, by name
    meeting: Meeting,
    *,
    name: str,
    by: Member | None,
    member: Member | None = None,
    kind: AttendanceKind = AttendanceKind.GUEST,
    organisation: str = "",
    side: Side | None = None,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
    substitutes_for: Attendance | None = None,
) -> Attendance:
    """Add somebody to the register: a guest, or a person who was not called. A person stands there once.

    Whoever has a place on the council that day stands there by it, whatever `kind` says (rule 5). The same guest
    again is harmless.
    """
    meeting = lock_meeting(meeting.pk)
    found = objections(meeting, by=by)
    guests = meeting.attendances.filter(member=None, kind=kind, printed_organisation=organisation)
    same = guests.filter(printed_name=name.strip()).first() if member is None and not found else None
    if same:
        return same
    refuse_if([*found, *_objections_to_add(meeting, name.strip(), member, organisation)])
    with acting_as(by):
        _call(meeting, _held(meeting).filter(member=member) if member else ())
        called = meeting.attendances.filter(member=member).first() if member else None
        if called:
            called.printed_name, called.status = name.strip() or called.printed_name, status
            called.save()
            return called
        side = side or (substitutes_for.side if substitutes_for else None)
        return Attendance.objects.create(
            meeting=meeting,
            member=member,
            printed_name=name.strip() or (member.name if member else ""),
            printed_organisation=organisation,
            side=side,
            printed_side=side.name if side else "",
            kind=kind,
            status=status,
            substitutes_for=substitutes_for,
            position=meeting.attendances.count(),
        )


def added_by_hand(meeting: Meeting) -> list[Attendance]:
    """The rows that no mandate called: guests, others without a place that day, and what an old protocol printed."""
    rows = meeting.attendances.order_by("position", "pk")
    if meeting.protocols.main().exclude(source=None).exists():
        return list(rows)
    on = Mandate.objects.on(meeting.held_on).filter(council=meeting.council_id).values_list("member", flat=True)
    called = set(on)
    return [row for row in rows if row.kind == AttendanceKind.GUEST or row.member_id not in called]


def objections_to_remove(attendance: Attendance, *, by: Member | None) -> list[Objection]:
    """Why a row cannot be taken out of the register."""
    meeting = attendance.meeting
    found = objections(meeting, by=by)
    named = {"name": attendance.printed_name}
    if not found and not meeting.protocols.main().filter(state=State.DRAFT).exists():
        found.append(Objection("sent", _("The protocol has been sent: mark who was not there as away.")))
    if attendance not in added_by_hand(meeting):
        found.append(Objection("called", _("%(name)s is called to the meeting: mark them as away.") % named))
    if _offices(attendance):
        found.append(
            Objection("office", _("%(name)s has a task at the meeting: give it to somebody else first.") % named)
        )
    if attendance.substitutes.exists():
        found.append(Objection("served", _("Somebody stands in the register in place of %(name)s.") % named))
    return found


@transaction.atomic
def remove_person(attendance: Attendance, *, by: Member | None) -> None:
    """Take a row that was added by mistake out of the register. What is gone already is gone."""
    meeting = lock_meeting(attendance.meeting_id)
    row = meeting.attendances.select_related("meeting__council").filter(pk=attendance.pk).first()
    if row is None:
        return
    refuse_if(objections_to_remove(row, by=by))
    note("remove_person", by=by, meeting=meeting, about=str(row.pk))
    with acting_as(by):
        row.delete()


@transaction.atomic
def appoint(
    meeting: Meeting,
    *,
    role: OfficerRole,
    people: Iterable[Member | str],
    by: Member | None,
    seen: Iterable[Member | str] | None = None,
) -> list[Officer]:
    """Say who was chair, secretary or adjuster at the meeting, by person or only by printed name.

    `seen` are those who held the office when it was decided: StaleRowError when somebody has appointed others since.
    """
    meeting = lock_meeting(meeting.pk)
    refuse_if(objections(meeting, by=by))
    # Two may bear the same name: a person is told by who they are, and only somebody unknown by the name.
    wanted = dict.fromkeys(one if isinstance(one, Member) else one.strip() for one in people)
    officers = list(meeting.officers.filter(role=role).select_related("member"))
    held = {officer.member or officer.printed_name for officer in officers}
    if seen is not None and held not in ({*wanted}, {*seen}):
        message = f"Somebody else has said who was {role} of meeting {meeting.pk}."
        raise StaleRowError(message)
    with acting_as(by):
        for officer in officers:
            if (officer.member or officer.printed_name) not in wanted:
                officer.delete()
        for who in wanted:
            member, name = (who, who.name) if isinstance(who, Member) else (None, who)
            if name and who not in held:
                Officer.objects.create(meeting=meeting, role=role, member=member, printed_name=name)
    return list(meeting.officers.filter(role=role))


@transaction.atomic
def lead(
    officer: Officer, *, from_item: AgendaItem | None, to_item: AgendaItem | None, row_version: int, by: Member | None
) -> Officer:
    """Say which items somebody led, as when the vice chair leads § 4–8; none is the whole meeting.

    Raises ProcedureError or StaleRowError. Saying what stands is harmless.
    """
    meeting = lock_meeting(officer.meeting_id)
    row = Officer.objects.select_for_update(of=("self",)).select_related("from_item", "to_item").get(pk=officer.pk)
    if (row.from_item, row.to_item) == (from_item, to_item):
        return row
    must_be_read(row, row_version)
    found = objections(meeting, by=by)
    if from_item and to_item and to_item.position < from_item.position:
        found.append(Objection("span", _("The last item comes before the first."), "to_item"))
    refuse_if(found)
    row.from_item, row.to_item = from_item, to_item
    with acting_as(by):
        row.save()
    return row


def _offices(row: Attendance) -> list[Officer]:
    """What the row's person is at the meeting. A name that stands there twice does not say whose office it is."""
    same = row.meeting.officers.filter(printed_name=row.printed_name, member=row.member_id)
    others = row.meeting.attendances.filter(printed_name=row.printed_name).exclude(pk=row.pk)
    return [] if row.member_id is None and others.exists() else list(same)


def pair_objections(attendance: Attendance, member: Member, *, by: Member | None) -> list[Objection]:
    """Why a printed name cannot be paired with a person."""
    found = objections(attendance.meeting, by=by)
    if attendance.meeting.attendances.filter(member=member).exclude(pk=attendance.pk).exists():
        text = _("%(name)s already stands in the register.") % {"name": member.name}
        found.append(Objection("twice", text, "member"))
    return found


@transaction.atomic
def pair_with(
    attendance: Attendance, *, member: Member | None, by: Member | None, row_version: int | None = None
) -> Attendance:
    """Say who a printed name is, or that nobody knows. The printed name stays as it is.

    Raises ProcedureError, or StaleRowError when somebody has saved the row since `row_version`.
    """
    meeting = lock_meeting(attendance.meeting_id)
    row = Attendance.objects.select_for_update(of=("self",)).select_related("meeting__council").get(pk=attendance.pk)
    if row_version is not None:
        must_be_read(row, row_version)
    refuse_if(pair_objections(row, member, by=by) if member else objections(meeting, by=by))
    offices = _offices(row)
    with acting_as(by):
        row.member = member
        row.save()
        for officer in offices:
            if member and meeting.officers.filter(role=officer.role, member=member).exists():
                officer.delete()  # the office was given to the person already, under their own name
                continue
            officer.member = member
            officer.save()
    note("pair", by=by, meeting=meeting, about=f"{row.pk} {member.pk if member else '-'}")
    return row
