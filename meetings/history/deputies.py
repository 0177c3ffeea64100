"""Deputies for a secretary, as the council's events tell: who was proposed, and whether the chair has answered.

A council has at most one proposal that waits: the latest event about a deputy, if that is a proposal whose last day has
not passed. The event names the person by number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meetings.models import AuditEntry, Council, Member, clock

PROPOSE, APPOINT, DROP = "propose_deputy", "appoint_deputy", "drop_deputy"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody proposed as deputy secretary from a day until a day."""

    pk: int
    council: Council
    member: Member
    from_on: date
    until_on: date
    by: Member | None


def about(member: Member, from_on: date, until_on: date) -> str:
    """How an event says who and when."""
    return f"{member.pk} {from_on} {until_on}"


def waiting(councils: Iterable[Council]) -> list[Proposal]:
    """The proposals that the chairs of these councils have not answered, by council."""
    proposals = [_read(event) for event in _latest(councils) if event.step == PROPOSE]
    return [one for one in proposals if one.until_on >= clock.today()]


def refusal(council: Council) -> str:
    """Why the chair said no to the latest proposal; nothing when that is not where it stands."""
    return next((event.reason for event in _latest([council]) if event.step == DROP), "")


def _latest(councils: Iterable[Council]) -> list[AuditEntry]:
    """The latest event about a deputy of each council."""
    found = AuditEntry.objects.filter(council__in=list(councils), step__in=[PROPOSE, APPOINT, DROP])
    return list({event.council_id: event for event in found.select_related("council").order_by("pk")}.values())


def asked(pk: int) -> Proposal | None:
    """A proposal by its event, also when it has been answered."""
    event = AuditEntry.objects.filter(pk=pk, step=PROPOSE).select_related("council").first()
    return _read(event) if event else None


def was_appointed(proposal: Proposal) -> bool:
    """Whether the chair has said yes to it."""
    said = about(proposal.member, proposal.from_on, proposal.until_on)
    later = AuditEntry.objects.filter(council=proposal.council, pk__gt=proposal.pk, step=APPOINT)
    return later.filter(about=said).exists()


def _read(event: AuditEntry) -> Proposal:
    member, from_on, until_on = event.about.split()
    people = Member.objects.in_bulk([int(member), *([event.member_id] if event.member_id else [])])
    assert event.council, "a deputy is a council's"
    return Proposal(
        pk=event.pk,
        council=event.council,
        member=people[int(member)],
        from_on=date.fromisoformat(from_on),
        until_on=date.fromisoformat(until_on),
        by=people.get(event.member_id or 0),
    )
