"""What a meeting waits for: one sentence, and one button for the state it is in (domain section 3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.documents import days, structure
from meetings.models import (
    AgendaItem,
    Answer,
    Attendance,
    Meeting,
    MeetingStatus,
    Notice,
    Protocol,
    ProtocolVersion,
    Stance,
    State,
    clock,
)
from meetings.procedure import readiness

Link = tuple[str, str]  # word, address


@dataclass(frozen=True, slots=True)
class Answers:
    """How the answers to what is with the members stand."""

    may: int = 0
    given: int = 0
    open_wishes: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting on the desk: where it stands, what comes next, and where that is done."""

    meeting: Meeting
    word: str
    tone: str
    sentence: str
    more: str = ""
    button: str = ""
    href: str = ""
    links: list[Link] = field(default_factory=list)
    is_put_away: bool = False  # can be taken up again, but nobody waits for it

    @property
    def waits(self) -> bool:
        """Whether it is the secretary's turn."""
        return bool(self.button)


def rows(meetings: Iterable[Meeting], *, kept: Collection[int]) -> list[Row]:
    """A row for each meeting; the number of queries does not grow with them. `kept`: councils the reader writes for."""
    found = list(meetings)
    pks = [meeting.pk for meeting in found]
    protocols = {one.meeting_id: one for one in Protocol.objects.main().filter(meeting__in=pks)}
    called = _called(pks)
    answered = answers([one for one in protocols.values() if one.state == State.UNDER_REVIEW])
    drafts = [one for one in found if one.status == MeetingStatus.CLOSED and _is_written(protocols.get(one.pk))]
    left = _left(drafts, kept)
    return [
        _row(
            meeting,
            protocols.get(meeting.pk),
            as_sent=called.get(meeting.pk),
            answered=answered.get(meeting.pk) or Answers(),
            left=left.get(meeting.pk, 0),
        )
        for meeting in found
    ]


def _is_written(protocol: Protocol | None) -> bool:
    return protocol is not None and protocol.state == State.DRAFT and not protocol.is_imported


def _left(drafts: Sequence[Meeting], kept: Collection[int]) -> Mapping[int, int]:
    """How much is left before each draft can be sent; of what is confidential, nothing for who may not read it."""
    if not drafts:
        return {}
    others = [meeting.pk for meeting in drafts if meeting.council_id not in kept]
    hidden = AgendaItem.objects.filter(meeting__in=others, is_confidential=True)
    secret = set(hidden.values_list("meeting", "anchor"))
    missing = readiness.missing_at(drafts)
    return {pk: sum((pk, one.place) not in secret for one in found) for pk, found in missing.items()}


def _called(meetings: Iterable[int]) -> Mapping[int, bool]:
    """The planned meetings whose notice is out, each with whether its agenda has the items of that notice."""
    standing: dict[int, set[str]] = defaultdict(set)
    items = AgendaItem.objects.standing().filter(meeting__in=meetings, meeting__status=MeetingStatus.PLANNED)
    for meeting, anchor in items.values_list("meeting", "anchor"):
        standing[meeting].add(anchor)
    sent = Notice.objects.filter(meeting__in=meetings, meeting__status=MeetingStatus.PLANNED).order_by("number")
    latest = dict(sent.values_list("meeting", "content"))
    return {
        meeting: standing[meeting] == {item.anchor for item in structure.read_notice(content).items}
        for meeting, content in latest.items()
    }


def answers(protocols: Iterable[Protocol]) -> Mapping[int, Answers]:
    """The answers to each protocol that is with the members, by meeting."""
    out = {one.pk: one.meeting_id for one in protocols}
    may: dict[int, set[int | None]] = defaultdict(set)
    for meeting, member in (
        Attendance.objects.filter(meeting__in=out.values()).may_answer().values_list("meeting", "member")
    ):
        may[meeting].add(member)
    latest: dict[tuple[int, int], str] = {}
    comments: dict[int, int] = defaultdict(int)
    given = Answer.objects.filter(version__in=ProtocolVersion.objects.standing().filter(protocol__in=out))
    for protocol, who, stance in given.order_by("pk").values_list("version__protocol", "member", "stance"):
        if stance == Stance.COMMENT:
            comments[out[protocol]] += 1
        else:
            latest[out[protocol], who] = stance
    return {
        meeting: Answers(
            may=len(may[meeting]),
            given=sum(1 for at, who in latest if at == meeting and who in may[meeting]),
            open_wishes=comments[meeting]
            + sum(1 for (at, _who), stance in latest.items() if at == meeting and stance == Stance.OBJECT),
        )
        for meeting in out.values()
    }


def _row(meeting: Meeting, protocol: Protocol | None, *, as_sent: bool | None, answered: Answers, left: int) -> Row:
    if protocol is None:
        return _before(meeting, as_sent=as_sent)
    protocol.meeting = meeting
    links = [
        (_("The minutes"), reverse("secretary:write", args=[meeting.pk])),
        (_("History"), reverse("secretary:history", args=[protocol.pk])),
    ]
    return _after(meeting, protocol, answered, left, links)


def _before(meeting: Meeting, *, as_sent: bool | None) -> Row:
    """A meeting that has not begun; `as_sent` is None until its notice is out."""
    here = reverse("secretary:prepare", args=[meeting.pk])
    links = [(_("Prepare the meeting"), here)]
    status = MeetingStatus(meeting.status)
    match status:
        case MeetingStatus.CANCELLED:
            return Row(meeting, _("Cancelled"), "info", _("The meeting is cancelled."), meeting.status_reason)
        case MeetingStatus.MOVED:
            return Row(meeting, _("Moved"), "info", _("The meeting was moved."), meeting.status_reason)
        case MeetingStatus.PLANNED if as_sent is None:
            sentence = _("Send the notice.")
            return Row(meeting, _("Planned"), "info", sentence, button=_("Send the notice"), href=here, links=links)
        case MeetingStatus.PLANNED if meeting.held_on <= clock.today():
            sentence = _("Open the meeting when it begins.")
            return Row(meeting, _("Planned"), "info", sentence, button=_("Open the meeting"), href=here, links=links)
        case MeetingStatus.PLANNED if not as_sent:
            sentence, word = _("The agenda has changed since the notice was sent."), _("Send a changed notice")
            return Row(meeting, _("Planned"), "info", sentence, button=word, href=f"{here}#notice", links=links)
        case MeetingStatus.PLANNED | MeetingStatus.OPEN | MeetingStatus.CLOSED:
            return Row(meeting, _("Planned"), "info", _("The notice is sent. Nothing to do yet."), links=links)
    assert_never(status)


def _after(meeting: Meeting, protocol: Protocol, answered: Answers, left: int, links: list[Link]) -> Row:
    """A meeting that has begun, by where its protocol stands."""
    state = State(protocol.state)
    match state:
        case State.DRAFT:
            return _draft(meeting, protocol, left, links)
        case State.UNDER_REVIEW:
            return _out(meeting, protocol, answered, links)
        case State.APPROVED:
            href = reverse("secretary:publish", args=[protocol.pk])
            sentence = _("Look through the minutes and publish them.")
            return Row(meeting, protocol.word, "decision", sentence, button=_("Publish"), href=href, links=links)
        case State.PUBLISHED:
            links.append((_("Correct"), reverse("secretary:correct", args=[protocol.pk])))
            return Row(meeting, protocol.word, "decision", _("Nothing to do."), links=links)
        case State.WITHDRAWN:
            href = reverse("secretary:publish", args=[protocol.pk])
            sentence = _("The minutes are taken away from the public.")
            return Row(
                meeting,
                protocol.word,
                "error",
                sentence,
                button=_("Publish again"),
                href=href,
                links=links,
                is_put_away=True,
            )
    assert_never(state)


def _draft(meeting: Meeting, protocol: Protocol, left: int, links: list[Link]) -> Row:
    """Written in: during the meeting, after it, or brought in from an older document."""
    if protocol.is_imported:
        return _imported(meeting, protocol, links)
    if meeting.status == MeetingStatus.OPEN:
        href = reverse("secretary:close", args=[meeting.pk])
        sentence = _("Write, and close the meeting when it is over.")
        return Row(meeting, protocol.word, "current", sentence, "", _("Close the meeting"), href, links)
    href = reverse("secretary:finish", args=[protocol.pk])
    day = _("Send the minutes of %(day)s.") % {"day": days.spoken(meeting.held_on)}
    sentence = f"{day} {_how_much(left)}"
    more = _("Taken back: %(reason)s") % {"reason": protocol.recalled_why} if protocol.recalled_why else ""
    return Row(meeting, protocol.word, "current", sentence, more, _("Send to the members"), href, links)


def _how_much(left: int) -> str:
    if not left:
        return _("Nothing is missing.")
    return ngettext("One thing left.", "%(count)s things left.", left) % {"count": left}


def _imported(meeting: Meeting, protocol: Protocol, links: list[Link]) -> Row:
    """An old protocol that was brought in."""
    if protocol.registered_by_id:
        sentence = _("Somebody else on the council confirms what you registered.")
        return Row(meeting, _("Imported"), "info", sentence, links=links)
    href = reverse("secretary:check_import", args=[protocol.pk])
    sentence = _("Check what was read. Then send it as any other, or register an old approval.")
    return Row(meeting, _("Imported"), "tabled", sentence, button=_("Check"), href=href, links=links)


def _out(meeting: Meeting, protocol: Protocol, answered: Answers, links: list[Link]) -> Row:
    """With the members: wishes to answer, or answers to wait for."""
    href = reverse("secretary:wishes", args=[protocol.pk])
    counted = _("%(given)s of %(may)s have answered.") % {"given": answered.given, "may": answered.may}
    more = counted
    if protocol.answer_by:
        last = _("The time to answer ends %(day)s.") % {"day": days.without_year(protocol.answer_by)}
        more = f"{counted} {last}"
    if answered.open_wishes:
        sentence = ngettext(
            "Answer one proposed change.", "Answer %(count)s proposed changes.", answered.open_wishes
        ) % {"count": answered.open_wishes}
        word = _("Change proposed")
        return Row(meeting, word, "correction", sentence, more, _("Answer the proposals"), href, links)
    links.append((_("Answers"), reverse("secretary:finish", args=[protocol.pk])))
    return Row(meeting, protocol.word, "current", _("Nothing to do until the minutes are approved."), more, links=links)
