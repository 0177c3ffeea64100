"""Who may see and do what: the only doors to a row.

Rights come from mandates today; the right to answer from attendance then. May read but not act is
PermissionDenied (403); everything else that may not be seen does not exist (404). An administrator
keeps accounts and settings and has no right to any protocol.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from meetings.models import (
    SECRETARIES,
    ActionItem,
    AgendaItem,
    Answer,
    Attendance,
    Correction,
    Council,
    Decision,
    Mandate,
    Matter,
    Meeting,
    Member,
    Notice,
    Officer,
    OfficerRole,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Role,
    State,
    TabledItem,
    User,
    clock,
)
from meetings.models.action_item import ActionItemQuerySet
from meetings.models.decision import DecisionQuerySet
from meetings.models.meeting import MeetingQuerySet
from meetings.models.tabled_item import TabledItemQuerySet

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=QuerySet[Any])
Visitor: TypeAlias = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody is on a council today."""

    is_secretary: bool = False
    is_chair: bool = False
    is_member: bool = False

    @property
    def may_read_drafts(self) -> bool:
        """The secretary writes them, the chair reads them."""
        return self.is_secretary or self.is_chair


def member_of(user: Visitor) -> Member | None:
    """The person behind an account, if the account belongs to one; somebody anonymised enters nowhere."""
    member: Member | None = getattr(user, "member", None) if user.is_authenticated and user.is_active else None
    return None if member is None or member.anonymised_at else member


def is_administrator(user: Visitor) -> bool:
    """Whether the account keeps accounts and settings."""
    return isinstance(user, User) and user.is_active and user.is_administrator


def mandates(member: Member | None) -> QuerySet[Mandate]:
    """Somebody's mandates today."""
    held = Mandate.objects.on(clock.today()).filter(member=member)
    return held.none() if member is None or member.anonymised_at else held


def rights(member: Member | None, council: Council) -> Rights:
    """What somebody is on the council today; one query."""
    roles = set(mandates(member).filter(council=council).values_list("role", flat=True))
    return Rights(
        is_secretary=bool(roles & set(SECRETARIES)),
        is_chair=Role.CHAIR in roles,
        is_member=bool(roles),
    )


def may_write(member: Member | None, council: Council) -> bool:
    """Whether somebody keeps the council's protocols today."""
    return rights(member, council).is_secretary


def public_councils() -> QuerySet[Council]:
    """Councils that anyone may read about."""
    return Council.objects.public()


def public_council_or_404(slug: str) -> Council:
    """A council that anyone may read about; a members-only council does not exist."""
    return _one(public_councils().filter(slug=slug))


def councils_of_secretary(member: Member | None) -> QuerySet[Council]:
    """Councils whose protocols somebody keeps today."""
    return Council.objects.filter(pk__in=mandates(member).filter(role__in=SECRETARIES).values("council"))


def councils_of(member: Member | None) -> QuerySet[Council]:
    """Councils on which somebody has a mandate today."""
    return Council.objects.filter(pk__in=mandates(member).values("council"))


def councils_at_desk(member: Member | None) -> QuerySet[Council]:
    """Councils whose writing somebody may follow: the secretary's and the chair's."""
    return Council.objects.filter(pk__in=mandates(member).filter(role__in=[*SECRETARIES, Role.CHAIR]).values("council"))


def council_to_write_or_404(user: Visitor, slug: str) -> Council:
    """A council whose protocols the visitor keeps; 403 for its other members, 404 for everybody else."""
    member = member_of(user)
    return _writable(_one(councils_of(member).filter(slug=slug)), member)


# --- Meetings and what is written


def meetings_to_read(member: Member | None) -> MeetingQuerySet:
    """Meetings whose writing somebody may follow: the secretary's and the chair's."""
    return Meeting.objects.filter(council__in=councils_at_desk(member).values("pk")).select_related("council")


def meeting_or_404(user: Visitor, pk: int, *, write: bool = False) -> Meeting:
    """A meeting at the secretary's desk: 403 for a chair who would write, 404 for everybody else."""
    member = member_of(user)
    meeting = _one(meetings_to_read(member).filter(pk=pk))
    _writable(meeting.council, member, write=write)
    return meeting


def item_or_404(user: Visitor, pk: int, *, write: bool = False) -> AgendaItem:
    """An item at the secretary's desk, by the rules of its meeting."""
    member = member_of(user)
    found = AgendaItem.objects.filter(pk=pk).select_related("meeting__council")
    kept = found.filter(meeting__council__in=councils_of_secretary(member).values("pk")).first() if write else None
    if kept:  # in one question: it is asked at every pause while somebody types
        return kept
    item = _one(found.filter(meeting__in=meetings_to_read(member)))
    _writable(item.meeting.council, member, write=item.is_confidential or write)
    return item


def draft_or_404(user: Visitor, pk: int, *, write: bool = False) -> Protocol:
    """A protocol at the secretary's desk, by the rules of its meeting."""
    member = member_of(user)
    found = Protocol.objects.select_related("meeting__council", "version", "approved_version")
    protocol = _one(found.filter(pk=pk, meeting__in=meetings_to_read(member)))
    _writable(protocol.meeting.council, member, write=write)
    return protocol


def imports_to_check(member: Member | None) -> QuerySet[Protocol]:
    """Old protocols that were brought in and whose approval nobody has registered yet."""
    found = Protocol.objects.filter(meeting__council__in=councils_of_secretary(member).values("pk"), registered_by=None)
    return found.filter(state=State.DRAFT, source__isnull=False).select_related("meeting__council", "source")


def meetings_called(member: Member | None) -> QuerySet[Meeting]:
    """Meetings with a sent notice, of councils on which somebody sits today; the link is for them too."""
    called = Exists(Notice.objects.filter(meeting=OuterRef("pk")))
    return Meeting.objects.filter(called, council__in=councils_of(member).values("pk"))


def called_meeting_or_404(user: Visitor, pk: int) -> Meeting:
    """A meeting the visitor is called to."""
    return _one(meetings_called(member_of(user)).filter(pk=pk).select_related("council", "moved_to"))


def protocols(user: Visitor) -> QuerySet[Protocol]:
    """Protocols that have been sent and that the visitor may read signed in.

    Those who were there, and who adjust, keep the right until approval, whatever their seat is today (domain rule 7).
    """
    member = member_of(user)
    if member is None:
        return Protocol.objects.none()
    was_there = Attendance.objects.filter(meeting=OuterRef("meeting"), member=member).may_answer()
    seated = Q(meeting__council__in=councils_of(member).values("pk"))
    adjusts = Officer.objects.filter(meeting=OuterRef("meeting"), member=member, role=OfficerRole.ADJUSTER)
    mine = seated | (Q(Exists(was_there) | Exists(adjusts)) & Q(state=State.UNDER_REVIEW))
    sent = Protocol.objects.exclude(version=None).exclude(state=State.WITHDRAWN)
    return sent.filter(mine).select_related("meeting__council", "version")


def protocol_or_404(user: Visitor, pk: int) -> Protocol:
    """A sent protocol that the visitor may read."""
    return _one(protocols(user).filter(pk=pk))


def may_answer(member: Member | None, version: ProtocolVersion) -> bool:
    """Rule 7: whoever was at that meeting, as its register says."""
    if member is None or member.anonymised_at:
        return False
    present = Attendance.objects.filter(meeting=version.protocol.meeting_id, member=member).may_answer()
    adjusts = Officer.objects.filter(meeting=version.protocol.meeting_id, member=member, role=OfficerRole.ADJUSTER)
    return present.exists() or adjusts.exists()


def may_comment(member: Member | None, version: ProtocolVersion) -> bool:
    """Others with a seat may read and comment."""
    return may_answer(member, version) or rights(member, version.protocol.meeting.council).is_member


def withheld_from(member: Member | None, protocol: Protocol) -> frozenset[str]:
    """Anchors of the items somebody may not read: confidential ones, for all but the secretary."""
    if may_write(member, protocol.meeting.council):
        return frozenset()
    hidden = AgendaItem.objects.filter(meeting=protocol.meeting_id, is_confidential=True)
    return frozenset(hidden.values_list("anchor", flat=True))


def may_read_original(member: Member | None, protocol: Protocol) -> bool:
    """Whether somebody may read the file a protocol came from: it shows every item, also one taken off since."""
    if may_write(member, protocol.meeting.council):
        return True
    states: Any = AgendaItem.history
    return not states.filter(meeting_id=protocol.meeting_id, is_confidential=True).exists()


def may_see_names_of_answers(member: Member | None, council: Council) -> bool:
    """Who answered what is for the secretary and the chair; the others see only how many."""
    return rights(member, council).may_read_drafts


def answers(member: Member, protocol: Protocol) -> QuerySet[Answer]:
    """Answers to the version that is out, for those who may see the names; otherwise one's own."""
    found = Answer.objects.filter(version=protocol.version_id).select_related("member", "entered_by")
    return found if may_see_names_of_answers(member, protocol.meeting.council) else found.filter(member=member)


# --- What waits for a second person


def led(member: Member | None, meeting: Meeting) -> bool:
    """Whether somebody was chair of that meeting."""
    return bool(member) and meeting.officers.filter(member=member, role=OfficerRole.CHAIR).exists()


def adjusted(member: Member | None, meeting: Meeting) -> bool:
    """Whether somebody was named to adjust that meeting's protocol."""
    return bool(member) and meeting.officers.filter(member=member, role=OfficerRole.ADJUSTER).exists()


def was_present(member: Member | None, meeting: Meeting) -> bool:
    """Whether the register says that somebody was there, and not as a guest."""
    return bool(member) and meeting.attendances.present().taking_part().filter(member=member).exists()


def _rows_asked_of(member: Member | None, rows: QuerySet[ProtocolApproval]) -> QuerySet[ProtocolApproval]:
    if member is None:
        return rows.none()
    here = Attendance.objects.filter(meeting=OuterRef("item__meeting"), member=member).present().taking_part()
    leads = Officer.objects.filter(meeting=OuterRef("item__meeting"), member=member, role=OfficerRole.CHAIR)
    seen = rows.exclude(written_by=member).filter(Q(Exists(here)) | Q(Exists(leads)))
    return seen.select_related("item__meeting__council", "protocol__meeting__council", "version", "written_by")


def rows_to_confirm(member: Member | None) -> QuerySet[ProtocolApproval]:
    """Approvals of previous protocols that wait for somebody who was at the approving meeting."""
    return _rows_asked_of(member, ProtocolApproval.objects.waiting())


def row_to_confirm_or_404(user: Visitor, pk: int) -> ProtocolApproval:
    """A row that the visitor is asked to confirm, also when it has been, or says something else by now."""
    written = ProtocolApproval.objects.filter(pk=pk, written_by__isnull=False)
    return _one(_rows_asked_of(member_of(user), written))


def _registrations_asked_of(member: Member | None) -> QuerySet[Protocol]:
    registered = (
        Protocol.objects.exclude(registered_by=None).exclude(registered_by=member).exclude(state=State.WITHDRAWN)
    )
    mine = registered.filter(meeting__council__in=councils_of(member).values("pk"))
    return mine.select_related("meeting__council", "registered_by", "source")


def registrations_to_confirm(member: Member | None) -> QuerySet[Protocol]:
    """Registered approvals of old protocols, waiting for a second person of the council."""
    return _registrations_asked_of(member).filter(confirmed_by=None, approved_at=None)


def registration_to_confirm_or_404(user: Visitor, pk: int) -> Protocol:
    """An old protocol whose registered approval the visitor is asked to confirm, also when it has been."""
    return _one(_registrations_asked_of(member_of(user)).filter(pk=pk))


def _corrections_asked_of(member: Member | None, found: QuerySet[Correction]) -> QuerySet[Correction]:
    if member is None:
        return found.none()
    signs = Officer.objects.filter(
        meeting=OuterRef("protocol__meeting"), member=member, role__in=[OfficerRole.CHAIR, OfficerRole.ADJUSTER]
    )
    seen = found.exclude(written_by=member).filter(Exists(signs))
    return seen.select_related("protocol__meeting__council", "protocol__approved_version", "base", "written_by")


def corrections_to_confirm(member: Member | None) -> QuerySet[Correction]:
    """Corrections that wait for the chair or an adjuster of their meeting."""
    return _corrections_asked_of(member, Correction.objects.waiting())


def correction_to_confirm_or_404(user: Visitor, pk: int) -> Correction:
    """A correction that the visitor is asked to confirm, also when it has been confirmed or declined."""
    return _one(_corrections_asked_of(member_of(user), Correction.objects.filter(pk=pk)))


def own_actions(user: Visitor) -> ActionItemQuerySet:
    """Tasks the visitor is responsible for, from protocols that have been sent."""
    member = member_of(user)
    if member is None:
        return ActionItem.objects.none()
    main = Protocol.objects.filter(meeting=OuterRef("item__meeting"), part_number=0, version__isnull=False)
    sent = Exists(main.exclude(state=State.DRAFT))  # what was taken back is a draft again
    found = ActionItem.objects.for_member(member).filter(sent).told_late()
    return found.select_related("item__meeting__council", "group")


def own_action_or_404(user: Visitor, pk: int) -> ActionItem:
    """A task of the visitor's own."""
    return _one(own_actions(user).filter(pk=pk))


def _to_follow(found: R, member: Member | None, item: str) -> R:
    """Rows of items whose writing somebody may follow; those of confidential items are for the secretary."""
    seen = found.filter(**{f"{item}__meeting__in": meetings_to_read(member)})
    kept = Q(**{f"{item}__meeting__council__in": councils_of_secretary(member).values("pk")})
    return seen.filter(kept | Q(**{f"{item}__is_confidential": False}))


def actions_to_follow(member: Member | None) -> ActionItemQuerySet:
    """Tasks over all meetings whose writing somebody may follow."""
    found: ActionItemQuerySet = _to_follow(ActionItem.objects.all(), member, "item")
    return found.told_late().select_related("item__meeting__council", "group")


def action_to_follow_or_404(user: Visitor, pk: int, *, write: bool = False) -> ActionItem:
    """A task that the visitor follows: 403 for a chair who would report on it."""
    action = _one(actions_to_follow(member_of(user)).filter(pk=pk))
    _writable(action.item.meeting.council, member_of(user), write=write)
    return action


def tabled_to_follow(member: Member | None) -> TabledItemQuerySet:
    """What was tabled at meetings whose writing somebody may follow."""
    found: TabledItemQuerySet = _to_follow(TabledItem.objects.all(), member, "decision__item")
    return found.select_related("decision__item__meeting__council", "taken_up_as__meeting", "target_group")


def tabled_to_follow_or_404(user: Visitor, pk: int) -> TabledItem:
    """Something tabled that the visitor follows up as secretary."""
    tabled = _one(tabled_to_follow(member_of(user)).filter(pk=pk))
    _writable(tabled.decision.item.meeting.council, member_of(user))
    return tabled


def handed_over_to_follow(member: Member | None) -> DecisionQuerySet:
    """What was handed over at meetings whose writing somebody may follow, with what became of it."""
    found: DecisionQuerySet = _to_follow(Decision.objects.handed_over(), member, "item")
    return found.select_related("item__meeting__council", "forwarding")


def handed_over_to_follow_or_404(user: Visitor, pk: int, *, write: bool = False) -> Decision:
    """Something handed over that the visitor follows: 403 for a chair who would write down what became of it."""
    decision = _one(handed_over_to_follow(member_of(user)).filter(pk=pk))
    _writable(decision.item.meeting.council, member_of(user), write=write)
    return decision


def public_matter_or_404(number: str) -> Matter:
    """A matter by its number; what is shown of it is decided item by item, from public pages."""
    year, _, serial = number.partition("-")
    if not (year.isdecimal() and serial.isdecimal() and len(number) <= 15):  # noqa: PLR2004 - no number is longer
        raise Http404
    return _one(Matter.objects.filter(year=int(year), serial=int(serial), council__members_only=False))


def _one(found: QuerySet[M]) -> M:
    if (row := found.first()) is None:
        raise Http404
    return row


def _writable(council: Council, member: Member | None, *, write: bool = True) -> Council:
    if write and not may_write(member, council):
        raise PermissionDenied
    return council
