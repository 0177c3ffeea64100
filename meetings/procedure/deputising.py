"""Deputising: a deputy for the secretary until a day. The secretary proposes, and the chair appoints.

The right ends by itself after the last day: it comes from the mandate, which is asked about at each request.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import access
from meetings.history import deputies
from meetings.history.deputies import Proposal
from meetings.letters import outbox
from meetings.models import AuditEntry, Council, Mandate, Member, Role, clock
from meetings.models.base import acting_as
from meetings.procedure import seating
from meetings.procedure.steps import Objection, lock_council, must_say, refuse_if

_MORNING = time(7)  # when a deputy has the letter, on the first day


def candidates(council: Council) -> QuerySet[Member]:
    """Who can be deputy: the council's people, but those who appoint and those who keep the minutes anyway."""
    here = Mandate.objects.filter(council=council).on(clock.today())
    others = here.filter(role__in=[Role.CHAIR, Role.SECRETARY])
    found = Member.objects.filter(pk__in=here.values("member"), anonymised_at=None)
    return found.exclude(pk__in=others.values("member")).order_by("sort_name", "pk")


def chairs(council: Council) -> list[Member]:
    """Who appoints: the chair today."""
    leads = Mandate.objects.filter(council=council, role=Role.CHAIR).on(clock.today())
    return list(Member.objects.filter(pk__in=leads.values("member")).order_by("pk"))


def appointed(council: Council) -> QuerySet[Mandate]:
    """The deputies of today and those to come."""
    found = Mandate.objects.filter(council=council, role=Role.DEPUTY_SECRETARY).not_ended()
    return found.select_related("member").order_by("from_on", "pk")


def led_by(member: Member) -> QuerySet[Council]:
    """The councils whose chair somebody is today."""
    return Council.objects.filter(pk__in=access.mandates(member).filter(role=Role.CHAIR).values("council"))


def asked_of(member: Member) -> list[Proposal]:
    """The proposals that wait for somebody as chair."""
    return [one for one in deputies.waiting(led_by(member)) if one.by != member]


def put_to(member: Member, pk: int) -> Proposal | None:
    """A proposal that somebody is asked about as chair, also when it has been answered."""
    found = deputies.asked(pk)
    return found if found and leads(member, found.council) and found.by != member else None


def keeps(member: Member | None, council: Council) -> bool:
    """Whether somebody is the secretary: a deputy keeps the minutes, and not who keeps them."""
    return access.mandates(member).filter(council=council, role=Role.SECRETARY).exists()


def leads(member: Member | None, council: Council) -> bool:
    """Whether somebody is the chair."""
    return access.mandates(member).filter(council=council, role=Role.CHAIR).exists()


def objections(council: Council, member: Member, from_on: date, until_on: date) -> list[Objection]:
    """Why somebody cannot be deputy in that time."""
    found = []
    if not candidates(council).filter(pk=member.pk).exists():
        words = _("A deputy is somebody on the council who neither leads it nor is its secretary.")
        found.append(Objection("who", words, "member"))
    if until_on < from_on:
        found.append(Objection("days", _("The last day is before the first."), "until_on"))
    if from_on < clock.today():
        found.append(Objection("past", _("The first day has passed."), "from_on"))
    return [*found, *seating.objections_to_let_in(member)]


def objections_to_propose(
    council: Council, member: Member, from_on: date, until_on: date, *, by: Member | None
) -> list[Objection]:
    """Why a deputy cannot be proposed."""
    if not keeps(by, council):
        return [Objection("not_secretary", _("Only the secretary proposes a deputy."))]
    found = objections(council, member, from_on, until_on)
    if not [one for one in chairs(council) if by is None or one.pk != by.pk]:
        found.append(Objection("no_chair", _("The council has no chair who can appoint. Give it one in the register.")))
    return found


@transaction.atomic
def propose(council: Council, member: Member, from_on: date, until_on: date, *, by: Member | None) -> Proposal:
    """Propose a deputy, and write to the chair. Another proposal takes the place of one that waits.

    The same proposal once more is harmless. Raises ProcedureError.
    """
    council = lock_council(council.pk)
    refuse_if(objections_to_propose(council, member, from_on, until_on, by=by))
    for one in deputies.waiting([council]):
        if (one.member, one.from_on, one.until_on) == (member, from_on, until_on):
            return one
    made = _note(council, deputies.PROPOSE, deputies.about(member, from_on, until_on), by=by)
    for chair in chairs(council):
        outbox.post_from_council(chair, council=council)
    found = deputies.asked(made.pk)
    assert found, "noted just now"
    return found


def objections_to_appoint(proposal: Proposal, *, by: Member | None) -> list[Objection]:
    """Why somebody cannot appoint the deputy who was proposed."""
    found = objections(proposal.council, proposal.member, _begins(proposal), proposal.until_on)
    if not leads(by, proposal.council) or by == proposal.by:
        found.append(Objection("not_chair", _("The chair appoints, and nobody their own proposal.")))
    if by == proposal.member:
        found.append(Objection("self", _("Nobody appoints themselves.")))
    if proposal.pk not in {one.pk for one in deputies.waiting([proposal.council])}:
        found.append(Objection("answered", _("The proposal no longer waits: it was answered, or another was made.")))
    return found


@transaction.atomic
def appoint(proposal: Proposal, *, by: Member | None) -> Mandate:
    """Appoint the deputy who was proposed, with an account, and a letter on the first day.

    Doing it again is harmless and gives the mandate there is. Raises ProcedureError.
    """
    council, member = lock_council(proposal.council.pk), proposal.member
    given = appointed(council).filter(member=member, until_on=proposal.until_on).first()
    if given and deputies.was_appointed(proposal):
        return given
    refuse_if(objections_to_appoint(proposal, by=by))
    said = deputies.about(member, proposal.from_on, proposal.until_on)
    return _give(council, member, _begins(proposal), proposal.until_on, said=said, by=by)


def objections_to_name(
    council: Council, member: Member, from_on: date, until_on: date, *, by: Member | None
) -> list[Objection]:
    """Why the chair cannot appoint somebody whom nobody has proposed."""
    if not leads(by, council):
        return [Objection("not_chair", _("Only the chair can do this."))]
    found = objections(council, member, from_on, until_on)
    return [*found, *([Objection("self", _("Nobody appoints themselves."))] if by == member else [])]


@transaction.atomic
def name(council: Council, member: Member, from_on: date, until_on: date, *, by: Member | None) -> Mandate:
    """Appoint a deputy without a proposal, as when the secretary is ill. A proposal that waits is answered so.

    Doing it again is harmless and gives the mandate there is. Raises ProcedureError.
    """
    council = lock_council(council.pk)
    refuse_if(objections_to_name(council, member, from_on, until_on, by=by))
    given = appointed(council).filter(member=member, from_on=from_on, until_on=until_on).first()
    said = deputies.about(member, from_on, until_on)
    return given or _give(council, member, from_on, until_on, said=said, by=by)


def _give(council: Council, member: Member, begins: date, until: date, *, said: str, by: Member | None) -> Mandate:
    with acting_as(by):
        mandate = Mandate.objects.create(
            council=council,
            member=member,
            role=Role.DEPUTY_SECRETARY,
            has_vote=False,
            from_on=begins,
            until_on=until,
        )
    seating.open_account(member, by=None)
    _note(council, deputies.APPOINT, said, by=by)
    outbox.post_from_council(member, council=council, at=timezone.make_aware(datetime.combine(begins, _MORNING)))
    return mandate


def _begins(proposal: Proposal) -> date:
    """The first day; a proposal that was left lying begins when it is answered."""
    return max(proposal.from_on, clock.today())


@transaction.atomic
def drop(proposal: Proposal, *, why: str = "", by: Member | None) -> None:
    """Answer no, as the chair, or take it back, as the secretary. Again is harmless. Raises ProcedureError."""
    council = lock_council(proposal.council.pk)
    refuse_if(objections_to_drop(proposal, why=why, by=by))
    if proposal.pk in {one.pk for one in deputies.waiting([council])}:
        said = deputies.about(proposal.member, proposal.from_on, proposal.until_on)
        _note(council, deputies.DROP, said, by=by, reason=why)


def objections_to_drop(proposal: Proposal, *, why: str, by: Member | None) -> list[Objection]:
    """Why somebody cannot drop a proposal: whoever did not make it says why."""
    if by != proposal.by and leads(by, proposal.council):
        return must_say(why, _("Say why, so that the secretary can propose another."))
    if keeps(by, proposal.council):
        return []
    return [Objection("not_theirs", _("Only the chair and the secretary can do this."))]


def objections_to_end(mandate: Mandate, *, by: Member | None) -> list[Objection]:
    """Why somebody cannot end a deputy's mandate before its day."""
    found = []
    if not (leads(by, mandate.council) or keeps(by, mandate.council)):
        found.append(Objection("not_theirs", _("Only the chair and the secretary can do this.")))
    if mandate.role != Role.DEPUTY_SECRETARY:
        found.append(Objection("not_deputy", _("Only a deputy's mandate is ended here.")))
    return found


@transaction.atomic
def end(mandate: Mandate, *, by: Member | None) -> None:
    """End a deputy's mandate now: at the next request the right is gone. Doing it again is harmless.

    One that began today, or has not begun, is taken away; its history and the event stay. Raises ProcedureError.
    """
    council, yesterday = lock_council(mandate.council_id), clock.today() - timedelta(days=1)
    found = appointed(council).select_for_update(of=("self",)).filter(pk=mandate.pk).first()
    refuse_if(objections_to_end(mandate, by=by))
    if found is None:
        return
    with acting_as(by):
        if found.from_on > yesterday:
            found.delete()
        else:
            found.until_on = yesterday
            found.save()
    _note(council, "end_deputy", str(found.member_id), by=by)


def _note(council: Council, step: str, about: str, *, by: Member | None, reason: str = "") -> AuditEntry:
    member = by.pk if by else None
    return AuditEntry.objects.create(council=council, member_id=member, step=step, about=about, reason=reason)
