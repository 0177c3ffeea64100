"""The story played through the real steps, each at its own day."""

import re
from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from meetings.documents import days
from meetings.management.demo.people import Cast, gather
from meetings.management.demo.story import CHAPTERS, NOTHING, Chapter
from meetings.models import (
    ActionItem,
    ApprovalOutcome,
    AttendanceStatus,
    Coming,
    CorrectionKind,
    Decision,
    ItemKind,
    Letter,
    LetterState,
    Meeting,
    MeetingKind,
    Method,
    Phrase,
    Protocol,
    PublicationKind,
    Stance,
    StandingItem,
    UpdateKind,
    clock,
)
from meetings.procedure import (
    answering,
    approving,
    assigning,
    attending,
    calling,
    correcting,
    drafting,
    forwarding,
    listing,
    publishing,
    replying,
    writing,
)

_THURSDAY = 3
_DAYS_AFTER = re.compile(r"\{\+(\d+)\}")
_NOT_DONE = ("Johan Alm", "Leila Karimi", "Mia Lund")  # who have a task left: two are late, one has time


def play(today: date) -> Cast:
    """Found the council two years ago and let it meet until today."""
    first = _thursday(today + timedelta(days=CHAPTERS[0].day))
    with clock.at(_moment(first - timedelta(days=60), 9)):
        cast = gather(first - timedelta(days=60))
    for chapter in CHAPTERS:
        _Evening(cast, chapter, _thursday(today + timedelta(days=chapter.day)), today).play()
    _keep_ready(cast)
    _reply(cast)
    _hear_from_others(cast, today)
    # Two years of letters are not printed in the terminal at the first start: they went out in their time.
    Letter.objects.filter(state=LetterState.WAITING).update(state=LetterState.SENT, sent_at=F("written_at"))
    return cast


def _keep_ready(cast: Cast) -> None:
    """What the secretary has at hand: a standing item, and phrases for a slash."""
    StandingItem.objects.create(council=cast.council, title="Läget runt bordet", kind=ItemKind.INFORMATION)
    for position, words in enumerate(("Rådet tackar för redovisningen.", "Uppdrag: återkomma till nästa möte @")):
        Phrase.objects.create(council=cast.council, words=words, position=position)


def _reply(cast: Cast) -> None:
    """Who has answered the notice of the next meeting."""
    coming = Meeting.objects.coming().filter(council=cast.council, notices__isnull=False).first()
    said = {"Karin Hallberg": Coming.COMES, "Camilla Roos": Coming.COMES, "Per Sandgren": Coming.COMES}
    for name, says in {**said, "Noor Haddad": Coming.CANNOT, "Anders Wik": Coming.SUBSTITUTE}.items():
        if coming:
            replying.reply(coming, member=cast[name], says=says, by=cast[name])


def _hear_from_others(cast: Cast, today: date) -> None:
    """The first question that was handed over has been answered, the next has been sent."""
    found = Decision.objects.handed_over().filter(item__meeting__council=cast.council)
    for n, decision in enumerate(found.order_by("item__meeting__held_on", "pk")[:2]):
        sent_on = decision.item.meeting.held_on + timedelta(days=8)
        if sent_on > today:
            continue
        answered_on = min(sent_on + timedelta(days=70), today) if n == 0 else None
        answer = "Nämnden tar med yttrandet i arbetet med planen." if answered_on else ""
        forwarding.write_down(
            decision, sent_on=sent_on, answered_on=answered_on, answer=answer, row_version=0, by=cast.secretary
        )


def _thursday(day: date) -> date:
    return day - timedelta(days=(day.weekday() - _THURSDAY) % 7)


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


class _Evening:
    """One meeting, from the day it was planned."""

    def __init__(self, cast: Cast, chapter: Chapter, day: date, today: date) -> None:
        self.cast, self.chapter, self.day, self.today = cast, chapter, day, today

    def play(self) -> None:
        """Take the steps the chapter's fate asks for, in order, none later than today."""
        meeting = self._call()
        if self.chapter.fate in {"cancelled", "called", "planned"}:
            return
        protocol = self._hold(meeting)
        if self.chapter.fate != "draft":
            self._send(protocol)
        self._publish_earlier(meeting)

    def _call(self) -> Meeting:
        by = self.cast.secretary
        moved = self.chapter.fate == "moved"
        first_day = self.day - timedelta(days=7) if moved else self.day
        with clock.at(_moment(min(self.day - timedelta(days=28), self.today), 10)):
            meeting = calling.plan(
                self.cast.council,
                held_on=first_day,
                starts_at=_moment(first_day, 15),
                ends_at=_moment(first_day, 17),
                place="Mötesplatsen, Järntorget",
                kind=MeetingKind.EXTRA if self.chapter.extra else MeetingKind.ORDINARY,
                by=by,
            )
            for title in self.chapter.new:
                calling.add_item(meeting, title=title, by=by)
            if self.chapter.extra:
                for item in meeting.items.filter(carried_from__isnull=False):
                    calling.take_off(item, why="Det extra mötet gäller bara remissen.", by=by)
        if self.chapter.fate == "planned":
            return meeting
        with clock.at(_moment(min(self.day - timedelta(days=14), self.today), 11)):
            calling.send_notice(meeting, by=by)
        with clock.at(_moment(self.day - timedelta(days=10), 9)):
            if self.chapter.fate == "cancelled":
                calling.cancel(meeting, reason="För få kunde komma.", by=by)
            if moved:
                meeting = calling.move(
                    meeting,
                    held_on=self.day,
                    starts_at=_moment(self.day, 15),
                    ends_at=_moment(self.day, 17),
                    reason="Lokalen var upptagen.",
                    by=by,
                )
                calling.send_notice(meeting, by=by)
        return meeting

    def _hold(self, meeting: Meeting) -> Protocol:
        by = self.cast.secretary
        with clock.at(_moment(self.day, 15)):
            protocol = drafting.open_meeting(meeting, by=by)
            self._register(meeting)
            for item in meeting.items.standing().in_order():
                kinds = {ItemKind.AGENDA: "Godkänns", ItemKind.OTHER_BUSINESS: NOTHING}
                written = self._dated(self.chapter.written.get(item.title, "")) or kinds.get(ItemKind(item.kind), "")
                writing.save_item(item, row_version=item.row_version, written=written, by=by)
            self._approve_previous(meeting)
        with clock.at(_moment(self.day, 17)):
            meeting = Meeting.objects.get(pk=meeting.pk)
            facts = drafting.HeadFacts(meeting.starts_at, meeting.ends_at, meeting.place, self.chapter.summary)
            drafting.save_head(meeting, facts, row_version=meeting.row_version, by=by)
            drafting.close_meeting(meeting, by=by)
        return protocol

    def _dated(self, written: str) -> str:
        return _DAYS_AFTER.sub(lambda after: days.without_year(self.day + timedelta(int(after[1]))), written)

    def _register(self, meeting: Meeting) -> None:
        by = self.cast.secretary
        for row in meeting.attendances.all():
            status = AttendanceStatus.PRESENT
            if row.printed_name in self.chapter.away or row.kind == "substitute":
                status = AttendanceStatus.EXCUSED
            came = self.chapter.late.get(row.printed_name)
            attending.mark(
                row, status=status, from_time=time(*came) if came else None, row_version=row.row_version, by=by
            )

    def _approve_previous(self, meeting: Meeting) -> None:
        """The chair confirms with a tap what the secretary wrote."""
        item = listing.previous_item(meeting)
        for row in item.approvals.select_related("protocol") if item else ():
            sent = row.protocol.version_id and row.protocol.state == "under_review"
            outcome = ApprovalOutcome.AS_SENT if sent and self.chapter.fate != "draft" else ApprovalOutcome.TABLED
            row = approving.decide_row(row, outcome=outcome, by=self.cast.secretary)  # noqa: PLW2901 - the row as decided
            if outcome == ApprovalOutcome.AS_SENT:
                approving.confirm_row(row, by=self.cast.chair)

    def _send(self, protocol: Protocol) -> None:
        with clock.at(_moment(self.day + timedelta(days=4), 14)):
            answer_by = max(self.day + timedelta(days=18), self.today + timedelta(days=6)) if self._is_last else None
            version = drafting.send(protocol, by=self.cast.secretary, answer_by=answer_by)
        answers = (("Margareta Lindqvist", 5), ("Per Sandgren", 6), ("Camilla Roos", 7), ("Tomas Ekdahl", 9))
        for name, after in answers:
            member = self.cast[name]
            may = name not in self.chapter.away and self.day + timedelta(days=after) < self.today
            if may:
                with clock.at(_moment(self.day + timedelta(days=after), 19)):
                    answering.answer(version, by=member, stance=Stance.APPROVE, method=Method.SIGNED_IN)

    @property
    def _is_last(self) -> bool:
        return self.chapter.fate == "under_review"

    def _publish_earlier(self, meeting: Meeting) -> None:
        """The day after, what the meeting approved is published; tasks that are due are reported on."""
        by = self.cast.secretary
        with clock.at(_moment(self.day + timedelta(days=1), 9)):
            approved = Protocol.objects.filter(meeting__council=self.cast.council, state="approved")
            for protocol in approved.exclude(meeting__held_on=self._kept_back()).order_by("meeting__held_on"):
                publishing.publish(protocol, by=by, reviewed=True)
                self._afterwards(protocol)
        with clock.at(_moment(self.day - timedelta(days=3), 12)):
            for action in ActionItem.objects.of(self.cast.council).open().filter(item__meeting__held_on__lt=self.day):
                responsible = action.responsible.select_related("member").first()
                if responsible and responsible.member and responsible.printed_name not in _NOT_DONE:
                    assigning.report(action, by=responsible.member, kind=UpdateKind.DONE, text="Klart.")

    def _kept_back(self) -> date:
        """The day of the meeting whose protocol is approved but not yet published."""
        chapter = next(chapter for chapter in CHAPTERS if chapter.fate == "approved")
        return _thursday(self.today + timedelta(days=chapter.day))

    def _afterwards(self, protocol: Protocol) -> None:
        """What later happened to two of the published protocols."""
        chapter = next(
            one for one in CHAPTERS if _thursday(self.today + timedelta(days=one.day)) == protocol.meeting.held_on
        )
        by = self.cast.secretary
        if chapter.fate == "withdrawn":
            publishing.withdraw(protocol, reason="Fel bilaga var publicerad. En ny utgåva kommer.", by=by)
        if chapter.fate == "corrected":
            correction = correcting.write(
                protocol,
                kind=CorrectionKind.SLIP,
                place="head/place",
                old="Mötesplatsen, Järntorget",
                new="Mötesplatsen, Järntorget 7",
                why="Skrivfel i adressen.",
                by=by,
            )
            correcting.confirm(correction, by=self.cast.chair)
            edition = protocol.publications.get(edition=1, kind=PublicationKind.PUBLISHED)
            publishing.suppress(edition, reason="Adressen var fel. Utgåva 2 gäller.", by=by)
