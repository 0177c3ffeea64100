"""What every step shares: its objections, its locks and the event it leaves behind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from meetings import access
from meetings.models import AgendaItem, AuditEntry, Council, Meeting, MeetingStatus, Member, Protocol, ProtocolVersion
from meetings.models.base import StaleRowError, Tracked


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a step is refused, in words a person can act on. `place` names the field or row it is about."""

    code: str
    text: str
    place: str = ""

    def __str__(self) -> str:
        return self.text


class ProcedureError(Exception):
    """A step was refused; nothing was changed."""

    def __init__(self, objections: Iterable[Objection]) -> None:
        self.objections = list(objections)
        super().__init__(" ".join(objection.text for objection in self.objections))


def refuse_if(objections: Iterable[Objection]) -> None:
    """Refuse the step if there is any objection."""
    found = list(objections)
    if found:
        raise ProcedureError(found)


def must_write(by: Member | None, council: Council) -> list[Objection]:
    """Only the secretary writes; None is the system itself."""
    if by is None or access.may_write(by, council):
        return []
    return [Objection("not_secretary", _("Only the council's secretary can do this."))]


def must_say(reason: str, text: str) -> list[Objection]:
    """Some steps need a reason."""
    return [] if reason.strip() else [Objection("reason", text, "reason")]


def must_have_begun(meeting: Meeting) -> list[Objection]:
    """A meeting writes and decides nothing before it is held, nor when it was moved or cancelled."""
    if meeting.status in {MeetingStatus.OPEN, MeetingStatus.CLOSED}:
        return []
    return [Objection("not_begun", _("The meeting has not begun."))]


# Lock order, always: council, meetings by id, protocols by id, items. The locks keep other steps out, and nobody who
# only names a row: a register's form that holds a person can point to the council while a step of the council waits
# for that person. No step changes what a row is named by.


def lock_council(pk: int) -> Council:
    """The council, read again and held until the step is done."""
    return Council.objects.select_for_update(no_key=True).get(pk=pk)


def lock_meeting(pk: int) -> Meeting:
    """The meeting, read again and held, and its council before it.

    A step at one meeting writes on the agenda of the next and makes public pages: the council's lock
    keeps two such steps from meeting each other.
    """
    Council.objects.select_for_update(of=("self",), no_key=True).get(meetings=pk)
    return Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("council").get(pk=pk)


def lock_protocol(pk: int) -> Protocol:
    """The protocol, read again and held; its meeting and council beside it."""
    found = Protocol.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("meeting__council", "version", "approved_version").get(pk=pk)


def lock_item(pk: int) -> AgendaItem:
    """The item, read again and held; its meeting and council beside it."""
    return AgendaItem.objects.select_for_update(of=("self",), no_key=True).select_related("meeting__council").get(pk=pk)


def must_be_read(row: Tracked, row_version: int) -> None:
    """Only who has read a row as it stands now may change it: StaleRowError when somebody has saved it since."""
    if row.row_version != row_version:
        message = f"{type(row).__name__} {row.pk} was saved by somebody else."
        raise StaleRowError(message)


def note(
    step: str,
    *,
    by: Member | None,
    meeting: Meeting,
    protocol: Protocol | None = None,
    version: ProtocolVersion | None = None,
    from_state: str = "",
    about: str = "",
    reason: str = "",
) -> AuditEntry:
    """Leave the event of a step, in the step's own transaction."""
    assert transaction.get_connection().in_atomic_block, "an event is noted inside its step"
    return AuditEntry.objects.create(
        council_id=meeting.council_id,
        meeting=meeting,
        protocol=protocol,
        version=version,
        member_id=by.pk if by else None,
        step=step,
        from_state=from_state,
        to_state=protocol.state if protocol else "",
        about=about,
        reason=reason,
    )
