"""Answering: those who were there say whether the protocol is right (domain rule 7)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from meetings import access, text
from meetings.models import Answer, Member, Method, ProtocolVersion, Stance, State, clock
from meetings.procedure import approving
from meetings.procedure.steps import Objection, lock_council, lock_meeting, lock_protocol, must_write, note, refuse_if

ENTERED = (Method.PHONE, Method.PAPER)


def objections(
    version: ProtocolVersion,
    *,
    by: Member,
    stance: Stance,
    comment: str = "",
    method: Method = Method.SIGNED_IN,
    entered_by: Member | None = None,
) -> list[Objection]:
    """Why this answer cannot be given. A comment is taken also late, and from others on the council."""
    protocol = version.protocol
    found: list[Objection] = []
    if protocol.version_id != version.pk:
        found.append(Objection("replaced", _("There is a newer version of the protocol. Read it and answer that one.")))
    elif protocol.state == State.DRAFT:
        found.append(Objection("recalled", _("The secretary is changing the text. You will get a new letter.")))
    elif protocol.state != State.UNDER_REVIEW:
        found.append(Objection("approved", _("The protocol is already approved.")))
    elif stance != Stance.COMMENT:
        found += _must_be_in_time_and_present(version, by)
    elif not access.may_comment(by, version):
        found.append(Objection("not_on_council", _("Only somebody on the council comments.")))
    if stance in {Stance.OBJECT, Stance.COMMENT} and not comment.strip():
        found.append(Objection("comment", _("Write what should be changed."), "comment"))
    if method in ENTERED and _own(version, by):
        words = _("%(name)s has answered this version personally: that answer stands.") % {"name": by.name}
        found.append(Objection("own_answer", words, "member"))
    if method in ENTERED:
        found += must_write(entered_by, protocol.meeting.council)
    return found


def _own(version: ProtocolVersion, member: Member) -> bool:
    """Whether somebody has answered by their own hand: nobody else's word replaces it."""
    return Answer.objects.counting(version).filter(member=member).exclude(method__in=ENTERED).exists()


def _must_be_in_time_and_present(version: ProtocolVersion, by: Member) -> list[Objection]:
    found = []
    if not version.protocol.is_answerable(clock.today()):
        words = _("The time to answer has passed. You can still leave a comment to the secretary.")
        found.append(Objection("late", words))
    if not access.may_answer(by, version):
        words = _("Only those who were at the meeting answer. You can leave a comment to the secretary.")
        found.append(Objection("not_there", words))
    return found


@transaction.atomic
def answer(
    version: ProtocolVersion,
    *,
    by: Member,
    stance: Stance,
    comment: str = "",
    method: Method = Method.SIGNED_IN,
    entered_by: Member | None = None,
) -> Answer:
    """Give an answer to exactly the text that was shown. The latest counts; the same again is harmless.

    An answer by phone or paper is entered by the secretary and says so. When the council's rule is
    met the protocol is approved in the same step, once, however many answer at the same moment.
    """
    lock_council(version.protocol.meeting.council_id)
    lock_meeting(version.protocol.meeting_id)
    protocol = lock_protocol(version.protocol_id)
    version = ProtocolVersion.objects.select_related("protocol__meeting__council").get(pk=version.pk)
    try:
        comment = text.clean_text(comment).strip()
    except text.TextError as error:
        refuse_if([Objection(error.code, _("The comment holds characters that cannot be kept."), "comment")])
    same = _same(version, by=by, stance=stance, comment=comment, entered=method in ENTERED)
    if same:
        return same
    refuse_if(objections(version, by=by, stance=stance, comment=comment, method=method, entered_by=entered_by))
    given = Answer.objects.create(
        version=version,
        root=version.root,
        member=by,
        stance=stance,
        comment=comment,
        method=method,
        entered_by=entered_by if method in ENTERED else None,
        answered_at=clock.now(),
    )
    note("answer", by=entered_by or by, meeting=protocol.meeting, protocol=protocol, version=version, about=stance)
    if stance != Stance.COMMENT:
        approving.approve_if_answered(version)
    return given


def _same(version: ProtocolVersion, *, by: Member, stance: Stance, comment: str, entered: bool) -> Answer | None:
    """The answer already given with just these words: a double click, or the button pressed again.

    One's own answer is not the same as one that the secretary entered: only one's own counts for a chair.
    """
    latest = Answer.objects.filter(version=version, member=by).order_by("-pk").first()
    said = latest and (latest.stance, latest.comment, latest.method in ENTERED)
    return latest if said == (stance, comment, entered) else None


@dataclass(frozen=True, slots=True)
class Count:
    """How those who may answer have answered so far, each person once."""

    approving: int
    objecting: int
    all: int

    @property
    def answered(self) -> int:
        """How many have answered."""
        return self.approving + self.objecting


def count(version: ProtocolVersion) -> Count:
    """Count the answers of those who were there."""
    may = set(version.protocol.meeting.attendances.may_answer().values_list("member", flat=True))
    stances = list(Answer.objects.counting(version).filter(member__in=may).values_list("stance", flat=True))
    return Count(stances.count(Stance.APPROVE), stances.count(Stance.OBJECT), len(may))
