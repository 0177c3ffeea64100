"""A council that does anything in any order: each move takes a real step, and what must hold is asked in between."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from meetings.models import (
    AgendaItem,
    ApprovalOutcome,
    ApprovalRule,
    Correction,
    CorrectionKind,
    Meeting,
    MeetingStatus,
    Member,
    OfficerRole,
    Protocol,
    ProtocolApproval,
    Publication,
    Stance,
    TabledItem,
    clock,
)
from meetings.models.base import StaleRowError
from meetings.procedure import (
    answering,
    approving,
    attending,
    calling,
    correcting,
    drafting,
    publishing,
    tabling,
)
from meetings.procedure.steps import ProcedureError
from tests.support import council
from tests.support.council import World

Row = TypeVar("Row")
SECRET = "HEMLIG"
TEXTS = (
    "Bordläggs",
    "Bordläggs tills vidare",
    "Bordläggs till 24 mars 2027",
    "Hanns inte med",
    "Diskuterades.\n\nBeslut: Att laga bryggan.",
    "Arbetsgrupp: @Lars Ledamot, @Gerd Granne\n\nBordläggs tills arbetsgruppen redovisar",
    "Uppdrag: Mäta bryggan @Lars Ledamot\n\nBordläggs\n\nBordläggs",
    "",
)
PLACES = ("Kajen", "Fyren", "Hamnhuset", "Magasinet")
OUTCOMES = tuple(ApprovalOutcome)
RULES = tuple(ApprovalRule)


class Story:
    """The council, the moment it is, and the moves. Two numbers choose what a move is about."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now, self.count = world, now, 0
        self.people = (world.secretary, world.deputy, world.chair, world.adjuster, world.member, world.neighbour)
        for weeks in (1, 3):
            council.planned(world, on=council.day(7 * weeks), titles=["Bryggan"])

    def take(self, name: str, which: int, how: int) -> None:
        """Take a move. A refusal is as good as a step; any other error is a fault."""
        with clock.at(self.now), suppress(ProcedureError, StaleRowError):
            MOVES[name](self, which, how)

    # --- Choosing

    def meeting(self, which: int, *statuses: MeetingStatus) -> Meeting:
        return self._of(list(Meeting.objects.filter(status__in=statuses).order_by("held_on", "pk")), which)

    def protocol(self, which: int) -> Protocol:
        return self._of(list(Protocol.objects.select_related("meeting__council", "version").order_by("pk")), which)

    def item(self, which: int, how: int) -> AgendaItem:
        meeting = self.meeting(which, MeetingStatus.PLANNED, MeetingStatus.OPEN, MeetingStatus.CLOSED)
        return self._of(list(meeting.items.standing().in_order().exclude(kind="previous_protocols")), how)

    def person(self, which: int) -> Member:
        return self.people[which % len(self.people)]

    def secretary(self, which: int) -> Member:
        """Mostly the secretary; sometimes somebody who may not, sometimes the deputy."""
        return {0: self.world.chair, 1: self.world.deputy}.get(which % 8, self.world.secretary)

    @staticmethod
    def _of(rows: Sequence[Row], which: int) -> Row:
        if not rows:
            raise ProcedureError([])
        return rows[which % len(rows)]

    # --- The agenda

    def plan(self, which: int, how: int) -> None:
        day = clock.today() + timedelta(days=1 + 5 * (which % 8))
        calling.plan(self.world.council, held_on=day, place="Hamnkontoret", by=self.secretary(how))

    def add(self, which: int, how: int) -> None:
        self.count += 1
        secret = how % 3 == 0
        meeting = self.meeting(which, MeetingStatus.PLANNED, MeetingStatus.OPEN, MeetingStatus.CLOSED)
        title = f"{SECRET} {self.count}" if secret else f"Ärende {self.count}"
        calling.add_item(meeting, title=title, is_confidential=secret, by=self.secretary(how))

    def take_off(self, which: int, how: int) -> None:
        calling.take_off(self.item(which, how), why="Ingen tid.", by=self.secretary(which))

    def move_item(self, which: int, how: int) -> None:
        item = self.item(which, how)
        calling.move_item(item, up=bool(how % 2), seen_at=item.position, by=self.secretary(how))

    def notice(self, which: int, how: int) -> None:
        calling.send_notice(self.meeting(which, *MeetingStatus), by=self.secretary(how))

    def cancel(self, which: int, how: int) -> None:
        calling.cancel(self.meeting(which, *MeetingStatus), reason="Storm.", by=self.secretary(how))

    def move(self, which: int, how: int) -> None:
        day = clock.today() + timedelta(days=1 + how % 30)
        calling.move(self.meeting(which, *MeetingStatus), held_on=day, reason="Lokalen.", by=self.secretary(how))

    def take_up(self, which: int, how: int) -> None:
        tabled = self._of(list(TabledItem.objects.order_by("pk")), which)
        tabling.take_up(tabled, meeting=self.meeting(how, *MeetingStatus), by=self.secretary(how))

    def end(self, which: int, how: int) -> None:
        tabled = self._of(list(TabledItem.objects.order_by("pk")), which)
        tabling.end(tabled, why="Inaktuellt.", by=self.secretary(how))

    # --- The meeting

    def hold(self, which: int, _how: int) -> None:
        """The day of the next meeting comes, and it begins."""
        meeting = self.meeting(0, MeetingStatus.PLANNED)
        self.now = max(self.now, council.moment(meeting.held_on))
        with clock.at(self.now):
            drafting.open_meeting(meeting, by=self.world.secretary)
            attending.mark_rest_present(meeting, by=self.world.secretary)
            role = OfficerRole.ADJUSTER
            attending.appoint(meeting, role=role, people=[self.world.adjuster], by=self.world.secretary)
            for number, item in enumerate(meeting.items.standing().filter(kind="ordinary")):
                council.write(item, TEXTS[(which + number) % len(TEXTS)], by=self.world.secretary)
            facts = drafting.HeadFacts(self.now, self.now + timedelta(hours=1), "Hamnkontoret")
            meeting.refresh_from_db()
            drafting.save_head(meeting, facts, row_version=meeting.row_version, by=self.world.secretary)

    def write(self, which: int, how: int) -> None:
        words = TEXTS[(which + how) % len(TEXTS)]
        council.write(self.item(which, how), words, by=self.secretary(which // 8))

    def close(self, which: int, how: int) -> None:
        drafting.close_meeting(self.meeting(which, *MeetingStatus), by=self.secretary(how))

    def decide_row(self, which: int, how: int) -> None:
        row = self._of(list(ProtocolApproval.objects.order_by("pk")), which)
        outcome = OUTCOMES[how % 3]
        changes = [("head/place", "Hamnkontoret", PLACES[how % 4])] if outcome == "with_changes" else []
        approving.decide_row(row, outcome=outcome, changes=changes, by=self.secretary(how // 3))

    def confirm_row(self, which: int, how: int) -> None:
        waiting = ProtocolApproval.objects.exclude(outcome="").order_by("pk")
        approving.confirm_row(self._of(list(waiting), which), by=self.person(how))

    def finish(self, which: int, how: int) -> None:
        """End the meetings under way as a diligent secretary does: everything tabled, and sent."""
        by = self.world.secretary
        meeting = self.meeting(which, MeetingStatus.OPEN, MeetingStatus.CLOSED)
        for row in ProtocolApproval.objects.undecided().filter(item__meeting=meeting):
            sent = row.protocol.state == "under_review" and how % 2
            outcome = ApprovalOutcome.AS_SENT if sent else ApprovalOutcome.TABLED
            approving.decide_row(row, outcome=outcome, by=by)
        drafting.close_meeting(meeting, by=by)
        drafting.send(Protocol.objects.get(meeting=meeting), by=by)

    # --- The protocol

    def send(self, which: int, how: int) -> None:
        drafting.send(self.protocol(which), by=self.secretary(how), language_only=bool(how % 2))

    def recall(self, which: int, how: int) -> None:
        drafting.recall(self.protocol(which), reason="Fel.", by=self.person(how))

    def answer(self, which: int, how: int) -> None:
        version = self.protocol(which).version
        if version:
            stance = Stance.OBJECT if how % 7 == 6 else Stance.APPROVE
            answering.answer(version, by=self.person(how), stance=stance, comment="Nej." if stance == "object" else "")

    def everybody_answers(self, which: int, _how: int) -> None:
        version = self.protocol(which).version
        for by in self.people[2:] if version else ():
            assert version
            answering.answer(version, by=by, stance=Stance.APPROVE)

    def undo(self, which: int, how: int) -> None:
        approving.undo(self.protocol(which), reason="Fel.", by=self.secretary(how))

    def publish(self, which: int, how: int) -> None:
        publishing.publish(self.protocol(which), by=self.secretary(how), reviewed=how % 16 != 15)

    def withdraw(self, which: int, how: int) -> None:
        publishing.withdraw(self.protocol(which), reason="Fel.", by=self.secretary(how))

    def suppress(self, which: int, how: int) -> None:
        editions = Publication.objects.editions().order_by("pk")
        publishing.suppress(self._of(list(editions), which), reason="Fel.", by=self.secretary(how))

    def correct(self, which: int, how: int) -> None:
        protocol = self.protocol(which)
        version = council.again(protocol).approved_version
        old = council.place_of(version) if version else ""
        correcting.write(
            protocol,
            kind=CorrectionKind.SLIP,
            place="head/place",
            old=old,
            new=PLACES[how % 4],
            why="Fel hus.",
            by=self.secretary(how),
        )

    def confirm(self, which: int, how: int) -> None:
        correcting.confirm(self._of(list(Correction.objects.order_by("pk")), which), by=self.person(how))

    # --- What else happens

    def choose_rule(self, which: int, how: int) -> None:
        council.choose(self.world, RULES[which % 4], needed=(how % 3) or None)

    def wait(self, which: int, _how: int) -> None:
        self.now += timedelta(days=1 + which % 20)


Move = Callable[[Story, int, int], None]
MOVES: dict[str, Move] = {
    name: move
    for name, move in vars(Story).items()
    if not name.startswith("_") and name not in {"take", "meeting", "protocol", "item", "person", "secretary"}
}
# Often taken, so that stories come far.
COMMON = ("hold", "finish", "write", "everybody_answers", "publish", "plan", "confirm_row")
