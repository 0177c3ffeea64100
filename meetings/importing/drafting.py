"""An old protocol becomes a draft for a person to check: the original kept, the rest as printed, nothing guessed."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings import text
from meetings.importing.parsed import ParsedItem, ParsedPerson, ParsedProtocol
from meetings.models import (
    Attendance,
    AttendanceKind,
    AttendanceStatus,
    Council,
    ItemKind,
    Mandate,
    Meeting,
    MeetingStatus,
    Member,
    Officer,
    OfficerRole,
    Protocol,
    Side,
    SourceDocument,
    clock,
)
from meetings.models.base import acting_as
from meetings.models.meeting import key_for
from meetings.procedure import deciding, listing
from meetings.procedure.calling import EARLIEST
from meetings.procedure.steps import Objection, lock_council, must_write, note, refuse_if

# Titles that say by themselves what kind of item it is.
_KINDS = {
    "dagordning": ItemKind.AGENDA,
    "dagordningen": ItemKind.AGENDA,
    "godkännande av dagordning": ItemKind.AGENDA,
    "godkännande av dagordningen": ItemKind.AGENDA,
    "fastställande av dagordning": ItemKind.AGENDA,
    "föregående protokoll": ItemKind.PREVIOUS_PROTOCOLS,
    "föregående mötes protokoll": ItemKind.PREVIOUS_PROTOCOLS,
    "genomgång av föregående protokoll": ItemKind.PREVIOUS_PROTOCOLS,
    "övriga frågor": ItemKind.OTHER_BUSINESS,
    "övrigt": ItemKind.OTHER_BUSINESS,
}

# What somebody is who came for an item of their own, or was asked in.
_GUEST = re.compile(r"(?:föredragande|inbjud(?:en|na)|gäst(?:er)?)\b", re.IGNORECASE)


def objections(council: Council, parsed: ParsedProtocol, *, by: Member | None) -> list[Objection]:
    """Why a document cannot become a draft."""
    found = must_write(by, council)
    if not parsed.is_minutes:
        words = _("This does not look like minutes: no attendance or items that say what was said were found.")
        found.append(Objection("not_minutes", words, "text"))
    if parsed.date is None:
        words = _("The day of the meeting was not found. Write it first in the text, as “Datum: 2016-09-22”.")
        found.append(Objection("no_date", words, "text"))
    elif parsed.date.year < EARLIEST:
        found.append(Objection("day", _("The day is too far away. Write it as 2026-09-24."), "text"))
    elif parsed.date > clock.today():
        found.append(Objection("future", _("The meeting's day has not come yet."), "text"))
    return found


def imported_before(council: Council, data: bytes) -> Protocol | None:
    """The protocol that the very same file became, if the council has imported it."""
    digest = hashlib.sha256(data).hexdigest()
    found = Protocol.objects.filter(source__sha256=digest, meeting__council=council)
    return found.select_related("meeting__council").first()


@transaction.atomic
def propose(council: Council, parsed: ParsedProtocol, *, data: bytes, name: str, by: Member | None) -> Protocol:
    """Store a parsed document as a draft, with the original. The same file again gives the draft it became.

    A second meeting the same day gets a key of its own. Raises ProcedureError, storing nothing.
    """
    council = lock_council(council.pk)
    before = imported_before(council, data)
    if before:
        return before
    refuse_if(objections(council, parsed, by=by))
    with acting_as(by):
        meeting = _meeting(council, parsed)
        protocol = Protocol.objects.create(meeting=meeting, source=_keep(data, name, by))
        _register(meeting, parsed)
        _officers(meeting, parsed)
        for item in parsed.items:
            _add(meeting, item)
        listing.number(meeting)
        for row in meeting.items.in_order():
            deciding.read(row)
    note("import", by=by, meeting=meeting, protocol=protocol, about=name[:200])
    return protocol


def _meeting(council: Council, parsed: ParsedProtocol) -> Meeting:
    day = parsed.date
    assert day is not None, "asked among the objections"
    before = parsed.pre_meeting
    ends = _moment(day, parsed.end)
    starts = _moment(day, parsed.start)
    return Meeting.objects.create(
        council=council,
        key=key_for(council, day),
        held_on=day,
        starts_at=starts,
        ends_at=ends if not (starts and ends and ends < starts) else None,
        place=_line(parsed.place or "", 300),
        pre_meeting=f"{before.start:%H.%M}" + (f"–{before.end:%H.%M}" if before.end else "") if before else "",
        status=MeetingStatus.CLOSED,
    )


def _moment(day: dt.date, time: dt.time | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, time)) if time else None


def _line(words: str, limit: int) -> str:
    """Words of the document as they fit in a field: cleaned, on one line, cut at the end."""
    return text.clean_text(words[: 4 * limit], one_line=True)[:limit]


def _keep(data: bytes, name: str, by: Member | None) -> SourceDocument:
    digest = hashlib.sha256(data).hexdigest()
    kept = SourceDocument.objects.filter(sha256=digest).first()
    return kept or SourceDocument.objects.create(
        sha256=digest, name=_line(name, 255), content=data, stored_at=clock.now(), stored_by=by
    )


def _register(meeting: Meeting, parsed: ParsedProtocol) -> None:
    """Everybody as printed. A person is paired only when one person with just that name had a mandate that day."""
    known = known_people(meeting)
    sides = {side.name.casefold(): side for side in Side.objects.filter(council=meeting.council)}
    by_sides = any(person.side for person in parsed.attendees)
    taken: set[int] = set()
    everybody = [(one, AttendanceStatus.PRESENT) for one in parsed.attendees]
    everybody += [(one, AttendanceStatus.ABSENT) for one in parsed.absent]
    for position, (person, status) in enumerate(everybody):
        member = known.get(person.name.casefold())
        if member and member.pk in taken:
            member = None  # twice in the document: a person stands once in a register, the secretary decides where
        if member:
            taken.add(member.pk)
        side = sides.get((person.side or "").casefold())
        if member and not person.side and status == AttendanceStatus.ABSENT and by_sides:
            side = _side_that_day(meeting, member)  # those away are printed in one list, whatever side they sit on
        Attendance.objects.create(
            meeting=meeting,
            member=member,
            printed_name=_line(person.name, 200) or "–",
            side=side,
            printed_side=_line(person.side or (side.name if side else ""), 200),
            printed_organisation=_line(person.group or "", 400),
            printed_role=_line(person.role or "", 200),
            party=_line(person.party or "", 20),
            span=_line(person.span or "", 100),
            kind=_kind(person, parsed),
            status=status,
            position=position,
        )


def _side_that_day(meeting: Meeting, member: Member) -> Side | None:
    held = Mandate.objects.on(meeting.held_on).filter(council=meeting.council, member=member, seat__side__isnull=False)
    first = held.select_related("seat__side").order_by("seat__side__position", "seat__position", "pk").first()
    return first.seat.side if first and first.seat else None


def known_people(meeting: Meeting) -> dict[str, Member]:
    """People with a mandate on the meeting's day by their whole name; a name that two share names nobody."""
    held = Mandate.objects.on(meeting.held_on).filter(council=meeting.council)
    found: dict[str, list[Member]] = {}
    for member in Member.objects.filter(pk__in=held.values("member")):
        found.setdefault(member.name.casefold(), []).append(member)
    return {name: people[0] for name, people in found.items() if len(people) == 1}


def _kind(person: ParsedPerson, parsed: ParsedProtocol) -> AttendanceKind:
    role = (person.role or "").casefold()
    if "adjungerad" in role:
        return AttendanceKind.CO_OPTED
    if person.name == parsed.secretary or "sekreterare" in role:
        return AttendanceKind.SECRETARY
    if any(_GUEST.match(words or "") for words in (person.role, person.group, person.side)):
        return AttendanceKind.GUEST
    return AttendanceKind.MEMBER


def _officers(meeting: Meeting, parsed: ParsedProtocol) -> None:
    named: list[tuple[OfficerRole, Iterable[str | None]]] = [
        (OfficerRole.CHAIR, [parsed.chair]),
        (OfficerRole.SECRETARY, [parsed.secretary]),
        (OfficerRole.ADJUSTER, parsed.adjusters),
    ]
    known = known_people(meeting)
    for role, names in named:
        for name in dict.fromkeys(_line(name, 200) for name in names if name):
            if name:
                Officer.objects.create(meeting=meeting, role=role, member=known.get(name.casefold()), printed_name=name)


def _add(meeting: Meeting, parsed: ParsedItem) -> None:
    number = _line((parsed.number or "").removeprefix("§"), 10)
    with translation.override(settings.LANGUAGE_CODE):  # an agenda is the council's own text, in its own language
        untitled = _("Item without a title")
    row = listing.add(
        meeting,
        title=_line(parsed.title, 300) or untitled,
        kind=_KINDS.get(parsed.title.strip(" .:").casefold(), ItemKind.ORDINARY),
        text=text.clean_text(parsed.text[:100_000]),
        number=number,
        at_end=True,
    )
    taken = meeting.items.filter(paragraph_number=int(number)) if number.isdecimal() else None
    if taken is not None and not taken.exists():
        row.paragraph_number = int(number)  # the number it was printed with, not one drawn today
        row.save()
