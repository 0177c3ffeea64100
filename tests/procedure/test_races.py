"""Races: several take a step at the very same moment; exactly one wins, the loser is told, and no text is lost."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db import transaction

from meetings.models import (
    AgendaItem,
    Answer,
    ApprovalOutcome,
    ApprovalRule,
    Attendance,
    AttendanceStatus,
    AuditEntry,
    CorrectionKind,
    Matter,
    Member,
    NumberSeries,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Publication,
    SeriesKind,
    Stance,
    State,
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
    numbering,
    publishing,
    retaining,
    tabling,
    writing,
)
from meetings.procedure.steps import ProcedureError
from tests.support import council
from tests.support.council import World
from tests.support.threads import at_once

ROUNDS = 3
NOW = datetime(2027, 2, 2, 9, tzinfo=UTC)

Step = Callable[[], object]


def raced(*steps: Step) -> list[object]:
    """What each step gave or raised, all begun at the same moment; no error but a refusal is let through."""
    found = at_once(*(lambda step=step: _at_now(step) for step in steps))
    assert [one for one in found if isinstance(one, Exception) and not _is_refusal(one)] == []
    return found


def _at_now(step: Step) -> object:
    with clock.at(NOW):
        return step()


def _is_refusal(error: Exception) -> bool:
    return isinstance(error, ProcedureError | StaleRowError)


def won(found: Sequence[object]) -> list[object]:
    return [one for one in found if not isinstance(one, Exception)]


def codes(found: Sequence[object]) -> list[str]:
    """Why the losers were refused."""
    lost = [one for one in found if isinstance(one, ProcedureError)]
    return [objection.code for error in lost for objection in error.objections]


def count(step: str) -> int:
    return AuditEntry.objects.filter(step=step).count()


def days() -> range:
    """A day long ago for each round."""
    return range(-7 * ROUNDS, 0, 7)


def test_two_last_answers_approve_once(lasting_world: World) -> None:
    world = lasting_world
    for day in days():
        council.choose(world, ApprovalRule.MEMBERS, needed=2)
        protocol = council.held_meeting(world, on=council.day(day))
        version = drafting.send(protocol, by=world.secretary)
        found = raced(
            lambda v=version: answering.answer(v, by=world.member, stance=Stance.APPROVE),  # type: ignore[misc]  # the same
            lambda v=version: answering.answer(v, by=world.neighbour, stance=Stance.APPROVE),  # type: ignore[misc]  # the same
        )
        assert len(won(found)) == 2
        assert council.again(protocol).state == State.APPROVED
        assert AuditEntry.objects.filter(protocol=protocol, step="approve").count() == 1


def test_the_same_answer_twice_is_one_row(lasting_world: World) -> None:
    world = lasting_world
    version = council.sent_protocol(world).version
    assert version
    found = raced(*[lambda: answering.answer(version, by=world.member, stance=Stance.APPROVE)] * 4)
    assert len(set(won(found))) == 1
    assert Answer.objects.count() == 1


def test_publishing_twice_at_once_gives_one_edition(lasting_world: World) -> None:
    world = lasting_world
    for day in days():
        protocol = council.approved_protocol(world, on=council.day(day))
        found = raced(
            lambda p=protocol: publishing.publish(p, by=world.secretary, reviewed=True),  # type: ignore[misc]  # the same
            lambda p=protocol: publishing.publish(p, by=world.deputy, reviewed=True),  # type: ignore[misc]  # the same
        )
        assert len(set(won(found))) == 1
        assert protocol.publications.count() == 1
    assert list(retaining.verify()) == []


def test_two_protocols_published_at_once_stand_one_after_the_other_in_the_chain(lasting_world: World) -> None:
    world = lasting_world
    protocols = [council.approved_protocol(world, on=council.day(day)) for day in days()]
    raced(*(lambda p=protocol: publishing.publish(p, by=world.secretary, reviewed=True) for protocol in protocols))
    assert list(Publication.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]
    assert list(retaining.verify()) == []


def test_withdrawing_and_correcting_at_once_leave_one_sound_chain(lasting_world: World) -> None:
    world = lasting_world
    for day in days():
        protocol = council.published_protocol(world, on=council.day(day))
        correction = correcting.write(
            protocol,
            kind=CorrectionKind.SLIP,
            place="head/place",
            old="Hamnkontoret",
            new="Hamnhuset",
            why="Fel hus.",
            by=world.secretary,
        )
        raced(
            lambda c=correction: correcting.confirm(c, by=world.chair),  # type: ignore[misc]  # the same
            lambda c=correction: correcting.confirm(c, by=world.adjuster),  # type: ignore[misc]  # the same
            lambda p=protocol: publishing.withdraw(p, reason="Fel.", by=world.secretary),  # type: ignore[misc]  # the same
        )
        assert protocol.versions.count() == 2
        assert council.again(protocol).state == State.WITHDRAWN
    assert list(retaining.verify()) == []


def test_two_who_save_the_same_item_lose_no_text(lasting_world: World) -> None:
    world = lasting_world
    item = council.item(council.opened(world).meeting, "Bryggan")
    for number in range(ROUNDS):
        seen = AgendaItem.objects.get(pk=item.pk).row_version
        words = {name: f"{name} skrev nummer {number}." for name in ("Signe", "Viola")}

        def save(name: str, by: Member, seen: int = seen, words: dict[str, str] = words) -> Step:
            return lambda: writing.save_item(item, row_version=seen, written=words[name], by=by)

        found = raced(save("Signe", world.secretary), save("Viola", world.deputy))
        [winner] = won(found)
        assert isinstance(winner, AgendaItem)
        assert [type(one) for one in found if isinstance(one, Exception)] == [StaleRowError]
        assert AgendaItem.objects.get(pk=item.pk).text == winner.text


def test_two_who_mark_the_same_person_do_not_overwrite_each_other(lasting_world: World) -> None:
    world = lasting_world
    meeting = council.opened(world).meeting
    row = Attendance.objects.get(meeting=meeting, member=world.member)

    def mark(status: AttendanceStatus) -> Step:
        return lambda: attending.mark(row, status=status, row_version=row.row_version, by=world.secretary)

    found = raced(mark(AttendanceStatus.ABSENT), mark(AttendanceStatus.EXCUSED))
    [winner] = won(found)
    assert isinstance(winner, Attendance)
    assert Attendance.objects.get(pk=row.pk).status == winner.status


def test_an_answer_and_a_new_version_at_once_never_mix(lasting_world: World) -> None:
    """Either the answer came first, to the version that was out, or it is refused; it never counts for the new text."""
    world = lasting_world
    council.choose(world, ApprovalRule.CHAIR)
    world.council.refresh_from_db()
    world.council.answer_days = 60
    world.council.save()
    for day in days():
        protocol = council.sent_protocol(world, on=council.day(day))
        first = protocol.version
        assert first
        with clock.at(council.moment(council.day(day), 18)):
            council.write(council.item(protocol.meeting, "Bryggan"), f"Beslut: Att riva {day}.", by=world.secretary)
        found = raced(
            lambda p=protocol: drafting.send(p, by=world.secretary, answer_by=council.day(9)),  # type: ignore[misc]  # the same
            lambda v=first: answering.answer(v, by=world.chair, stance=Stance.APPROVE),  # type: ignore[misc]  # the same
        )
        now = council.again(protocol)
        if now.state == State.APPROVED:
            assert (now.approved_version, codes(found)) == (first, ["approved"])
        else:
            assert now.version
            assert (now.version.number, codes(found)) == (2, ["replaced"])


def test_sending_twice_at_once_freezes_one_version(lasting_world: World) -> None:
    world = lasting_world
    protocol = council.held_meeting(world)
    found = raced(*[lambda: drafting.send(protocol, by=world.secretary)] * 3)
    assert len(set(won(found))) == 1
    assert (ProtocolVersion.objects.count(), count("send")) == (1, 1)


def test_sending_and_writing_at_once_freezes_what_one_of_them_saw(lasting_world: World) -> None:
    world = lasting_world
    protocol = council.held_meeting(world)
    item = council.item(protocol.meeting, "Bryggan")
    _sent, saved = raced(
        lambda: drafting.send(protocol, by=world.secretary),
        lambda: writing.save_item(item, row_version=item.row_version, written="Beslut: Att riva.", by=world.deputy),
    )
    words = ProtocolVersion.objects.get().content.leaves
    assert ("Att riva" in words) != ("Att laga bryggan" in words)
    if isinstance(saved, StaleRowError):  # drawing the paragraphs came between
        assert "Att laga bryggan" in AgendaItem.objects.get(pk=item.pk).text
    else:
        assert AgendaItem.objects.get(pk=item.pk).text == "Beslut: Att riva."


def test_two_taps_at_once_approve_once(lasting_world: World) -> None:
    world = lasting_world
    for day in days():
        earlier = council.sent_protocol(world, on=council.day(day))
        meeting = council.opened(world, on=council.day(day + 1), written={}).meeting
        row = council.row_for(earlier, meeting)
        approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
        found = raced(
            lambda r=row: approving.confirm_row(r, by=world.chair),  # type: ignore[misc]  # the same
            lambda r=row: approving.confirm_row(r, by=world.member),  # type: ignore[misc]  # the same
        )
        assert len(won(found)) == 2
        assert ProtocolApproval.objects.get(pk=row.pk).confirmed_by in {world.chair, world.member}
        assert AuditEntry.objects.filter(protocol=earlier, step="approve").count() == 1


def test_a_tap_and_taking_back_at_once_leave_one_of_the_two(lasting_world: World) -> None:
    world = lasting_world
    earlier = council.sent_protocol(world, on=council.day(-21))
    row = council.row_for(earlier, council.opened(world, written={}).meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    found = raced(
        lambda: approving.confirm_row(row, by=world.chair),
        lambda: drafting.recall(earlier, reason="Fel.", by=world.secretary),
    )
    state = council.again(earlier).state
    assert (state, codes(found)) in [(State.APPROVED, ["not_out"]), (State.DRAFT, ["replaced"])]


def test_numbers_drawn_at_once_are_all_different(lasting_world: World) -> None:
    world = lasting_world

    def draw() -> Matter:
        with transaction.atomic():
            return numbering.new_matter(world.council, title="Bryggan", year=2027)

    found = raced(*[draw] * 6)
    assert sorted(matter.serial for matter in won(found) if isinstance(matter, Matter)) == [1, 2, 3, 4, 5, 6]
    assert NumberSeries.objects.get(kind=SeriesKind.MATTER).last == 6


def test_two_meetings_planned_for_a_day_at_once_get_two_keys(lasting_world: World) -> None:
    world = lasting_world
    day = council.day(9)
    raced(*[lambda: calling.plan(world.council, held_on=day, by=world.secretary)] * 3)
    keys = set(world.council.meetings.values_list("key", flat=True))
    assert keys == {"2027-02-11", "2027-02-11-2", "2027-02-11-3"}


def test_a_matter_taken_up_at_two_meetings_at_once_stands_at_the_earlier(lasting_world: World) -> None:
    """Whoever comes first: the earlier meeting may take it from the later, and the later not from the earlier."""
    world = lasting_world
    protocol = council.sent_protocol(world, written={"Bryggan": "Bordläggs tills vidare"})
    meetings = [council.planned(world, on=council.day(on), titles=()) for on in (14, 21)]
    tabled = TabledItem.objects.get(decision__item__meeting=protocol.meeting)
    found = raced(*(lambda m=meeting: tabling.take_up(tabled, meeting=m, by=world.secretary) for meeting in meetings))
    assert (len(won(found)), tuple(codes(found))) in {(2, ()), (1, ("not_open",))}
    assert [item.meeting for item in AgendaItem.objects.filter(title="Bryggan", meeting__in=meetings)] == meetings[:1]


def test_a_meeting_begun_twice_at_once_has_one_protocol_and_one_register(lasting_world: World) -> None:
    world = lasting_world
    meeting = council.planned(world, on=council.day(0))
    raced(*[lambda: drafting.open_meeting(meeting, by=world.secretary)] * 3)
    assert (Protocol.objects.count(), count("open")) == (1, 1)
    assert Attendance.objects.filter(meeting=meeting, member=world.member).count() == 1


def test_notices_and_taking_back_at_once_do_not_wait_for_each_other(lasting_world: World) -> None:
    """Both make the public pages of both meetings anew."""
    world = lasting_world
    for day in days():
        meeting = council.called(world, on=council.day(day), titles=["Bryggan"])
        protocol = council.sent_protocol(world, meeting=meeting)
        later = council.called(world, on=council.day(40 + day))
        calling.add_item(later, title=f"Sent {day}", by=world.secretary)
        found = raced(
            lambda m=later: calling.send_notice(m, by=world.secretary),  # type: ignore[misc]  # the same
            lambda p=protocol: drafting.recall(p, reason="Fel.", by=world.secretary),  # type: ignore[misc]  # the same
        )
        assert len(won(found)) == 2
