"""Tabling: a matter is postponed unchanged, and nothing on the table is lost (rule 3)."""

from django.utils import translation

from meetings.documents import build
from meetings.documents.days import full
from meetings.models import AgendaItem, Basis, Meeting, Protocol, TabledItem
from meetings.procedure import approving, calling, drafting, tabling, writing
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event


def on_the_table(world: World, words: str = "Bordläggs", *, days: int = -7) -> TabledItem:
    """What a meeting held then tabled, its protocol sent."""
    protocol = council.sent_protocol(world, on=council.day(days), written={"Bryggan": words})
    return TabledItem.objects.get(decision__item__meeting=protocol.meeting)


def successor(tabled: TabledItem) -> AgendaItem | None:
    return TabledItem.objects.get(pk=tabled.pk).taken_up_as


def at(tabled: TabledItem) -> Meeting | None:
    item = successor(tabled)
    return item.meeting if item else None


# --- Where it goes


def test_rule_3_a_bare_bordlaggs_means_the_next_meeting(world: World) -> None:
    next_one, later = council.planned(world, titles=()), council.planned(world, on=council.day(40), titles=())
    tabled = on_the_table(world)
    assert at(tabled) == next_one
    assert later.items.filter(title="Bryggan").count() == 0


def test_rule_3_without_a_meeting_ahead_it_waits_for_the_next_that_is_planned(world: World) -> None:
    tabled = on_the_table(world)
    assert at(tabled) is None
    meeting = council.planned(world, titles=())
    assert at(tabled) == meeting
    council.planned(world, on=council.day(40), titles=())
    assert at(tabled) == meeting


def test_rule_3_tabled_to_a_day_it_comes_at_the_first_meeting_from_that_day(world: World) -> None:
    early, right = council.planned(world, titles=()), council.planned(world, on=council.day(60), titles=())
    tabled = on_the_table(world, "Bordläggs till 24 mars 2027")
    assert (at(tabled), early.held_on.isoformat(), tabled.target_on) == (right, "2027-02-16", council.day(50))


def test_rule_3_tabled_to_a_day_it_waits_past_meetings_planned_before_it(world: World) -> None:
    tabled = on_the_table(world, "Bordläggs till 24 mars 2027")
    council.planned(world, titles=())
    assert at(tabled) is None
    assert at(tabled) != council.planned(world, on=council.day(60), titles=())
    assert successor(tabled) is not None


def test_rule_3_what_rests_is_offered_at_every_meeting_and_put_on_none(world: World) -> None:
    tabled = on_the_table(world, "Bordläggs tills vidare")
    for days in (14, 40):
        meeting = council.planned(world, on=council.day(days), titles=())
        assert tabling.offered(meeting) == [tabled]
    assert at(tabled) is None


def test_rule_3_a_groups_report_and_the_tabled_matter_meet_in_one_row(world: World) -> None:
    meeting = council.planned(world, titles=())
    tabled = on_the_table(world, "Arbetsgrupp: @Lars Ledamot, @Gerd Granne\n\nBordläggs tills arbetsgruppen redovisar")
    assert (at(tabled), tabled.target_group) == (
        meeting,
        council.item(tabled.decision.item.meeting, "Bryggan").groups.get(),
    )
    assert meeting.items.filter(title="Bryggan").count() == 1


def test_rule_3_the_object_is_followed_whatever_it_is_called(world: World) -> None:
    tabled = on_the_table(world)
    meeting = council.planned(world, titles=["Bryggan"])
    item = successor(tabled)
    assert item is not None
    writing.save_item(item, row_version=item.row_version, title="Båtbryggan vid kajen", by=world.secretary)
    same_name = meeting.items.exclude(pk=item.pk).filter(title="Bryggan")
    assert (at(tabled), same_name.count()) == (meeting, 0)
    assert build.times_tabled(AgendaItem.objects.get(pk=item.pk)) == 1


def test_rule_3_the_successor_is_a_new_row_with_the_matter_and_the_old_item_stays(world: World) -> None:
    council.planned(world, titles=())
    tabled = on_the_table(world)
    old, new = tabled.decision.item, successor(tabled)
    assert new is not None
    old.refresh_from_db()
    assert (new.title, new.matter, new.text) == (old.title, old.matter, "")
    assert old.matter is not None
    assert old.text == "Bordläggs"


def test_a_confidential_matter_stays_confidential_when_it_comes_again(world: World) -> None:
    meeting = council.planned(world, titles=())
    protocol = council.opened(world, written={"Tomten": ""})
    item = council.item(protocol.meeting, "Tomten")
    writing.save_item(item, row_version=item.row_version, written="Bordläggs", is_confidential=True, by=world.secretary)
    assert council.item(meeting, "Tomten").is_confidential


def test_a_matter_marked_as_confidential_after_it_was_tabled_is_so_where_it_comes_again(world: World) -> None:
    first, second = (council.planned(world, on=council.day(day), titles=()) for day in (7, 40))
    tabled = on_the_table(world)
    later = council.begun(world, first)
    council.write(council.item(later.meeting, "Bryggan"), "Bordläggs", by=world.secretary)
    item = AgendaItem.objects.get(pk=tabled.decision.item_id)
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=world.secretary)
    assert [council.item(meeting, "Bryggan").is_confidential for meeting in (first, second)] == [True, True]


def test_rule_3_a_meeting_planned_before_the_next_takes_up_what_waits_for_that_one(world: World) -> None:
    called, sent = council.planned(world, on=council.day(40), titles=()), ("Bryggan", "Kranen")
    council.sent_protocol(world, on=council.day(-7), written={"Bryggan": "Bordläggs"})
    calling.send_notice(called, by=world.secretary)
    council.sent_protocol(world, on=council.day(-6), written={"Kranen": "Bordläggs"})
    early = council.planned(world, on=council.day(14), titles=())
    offered = {one.decision.item.title: one for one in tabling.offered(early)}
    assert (set(offered), early.items.filter(title__in=sent).count()) == (set(sent), 0)
    for title in sent * 2:
        tabling.take_up(offered[title], meeting=early, by=world.secretary)
    assert {title: at(one) for title, one in offered.items()} == dict.fromkeys(sent, early)
    rows = called.items.filter(title__in=sent).values_list("title", "withdrawn_why")
    assert list(rows) == [("Bryggan", f"Ärendet tas upp {full(early.held_on)} i stället.")]
    assert tabling.offered(early) == []


def test_rule_3_what_a_later_meeting_has_begun_with_is_not_offered_before_it(world: World) -> None:
    later = council.planned(world, on=council.day(40), titles=())
    tabled = on_the_table(world)
    early = council.planned(world, on=council.day(14), titles=())
    council.begun(world, later)
    assert tabling.offered(early) == []
    assert refusal(lambda: tabling.take_up(tabled, meeting=early, by=world.secretary)) == ["not_open"]
    assert at(tabled) == later


def test_rule_4_what_comes_after_the_notice_is_a_late_item(world: World) -> None:
    meeting = council.called(world, titles=["Fyren"])
    council.sent_protocol(world, on=council.day(-7), written={"Bryggan": "Bordläggs", "Kranen": "Bordläggs"})
    standing = meeting.items.standing().in_order()
    assert list(standing.values_list("agenda_number", "title")) == [
        ("1", "Dagordningen"),
        ("2", "Föregående protokoll"),
        ("3", "Fyren"),
        ("3 a", "Bryggan"),
        ("3 b", "Kranen"),
        ("4", "Övriga frågor"),
    ]


# --- Provisional until sent


def test_rule_3_undoing_removes_the_row_on_the_next_agenda(world: World) -> None:
    meeting = council.planned(world, titles=())
    item = council.item(council.opened(world, written={"Bryggan": "Bordläggs"}).meeting, "Bryggan")
    assert meeting.items.filter(title="Bryggan").count() == 1
    council.write(item, "Beslut: Att laga bryggan.", by=world.secretary)
    assert (meeting.items.filter(title="Bryggan").count(), TabledItem.objects.count()) == (0, 0)


def test_rule_3_undoing_marks_the_row_as_taken_off_when_that_notice_is_out(world: World) -> None:
    meeting = council.planned(world, titles=())
    item = council.item(council.opened(world, written={"Bryggan": "Bordläggs"}).meeting, "Bryggan")
    calling.send_notice(meeting, by=world.secretary)
    council.write(item, "Beslut: Att laga bryggan.", by=world.secretary)
    row = meeting.items.get(title="Bryggan")
    assert (row.withdrawn_why, TabledItem.objects.count()) == ("Ärendet är inte längre bordlagt.", 0)


def test_what_is_said_on_an_agenda_is_in_the_councils_language_whoever_writes(world: World) -> None:
    meeting = council.planned(world, titles=())
    protocol = council.held_meeting(world, written={"Bryggan": "Bordläggs", "Tomten": "Bordläggs"})
    land = council.item(protocol.meeting, "Tomten")
    writing.save_item(land, row_version=land.row_version, is_confidential=True, by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    with translation.override("en"):
        council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att laga bryggan.", by=world.secretary)
        drafting.send(protocol, by=world.secretary)
    land.refresh_from_db()
    assert land.matter
    assert meeting.items.get(title="Bryggan").withdrawn_why == "Ärendet är inte längre bordlagt."
    assert land.matter.title == "Sekretessärende"


def test_what_was_left_out_is_not_put_back_by_reading_the_text_again(world: World) -> None:
    meeting = council.planned(world, titles=())
    item = council.item(council.opened(world, written={"Bryggan": "Bordläggs"}).meeting, "Bryggan")
    calling.take_off(council.item(meeting, "Bryggan"), why="Ingen tid.", by=world.secretary)
    council.write(item, "Mer prosa.\n\nBordläggs", by=world.secretary)
    assert meeting.items.filter(title="Bryggan").count() == 0
    [tabled] = TabledItem.objects.of(world.council).due()
    assert at(tabled) is None
    later = council.planned(world, on=council.day(40), titles=())
    assert at(tabled) == later


# --- Times


def test_rule_3_times_tabled_are_counted_from_sent_protocols_once_a_meeting(world: World) -> None:
    on_the_table(world, "Bordläggs\n\nBordläggs", days=-60)
    second = council.held_meeting(world, on=council.day(-30), written={"Bryggan": "Bordläggs"}, meeting=None)
    twin = second.meeting.items.filter(title="Bryggan").order_by("pk")
    assert twin.count() == 1
    third = council.planned(world, titles=())
    item = council.item(third, "Bryggan")
    assert (build.times_tabled(item), tabling.times_before(third)) == (1, {item.pk: 1})
    drafting.send(second, by=world.secretary)
    assert (build.times_tabled(item), tabling.times_before(third)) == (2, {item.pk: 2})


def test_rule_3_what_was_not_reached_is_carried_over_and_not_counted(world: World) -> None:
    tabled = on_the_table(world, "Hanns inte med")
    meeting = council.planned(world, titles=())
    assert (at(tabled), tabled.counts) == (meeting, False)
    item = council.item(meeting, "Bryggan")
    assert (build.times_tabled(item), tabling.times_before(meeting)) == (0, {item.pk: 0})


# --- Meetings that are not held


def test_rule_3_a_cancelled_meeting_passes_its_matters_on(world: World) -> None:
    first, second = council.planned(world, titles=()), council.planned(world, on=council.day(40), titles=())
    tabled = on_the_table(world)
    calling.cancel(first, reason="Storm.", by=world.secretary)
    assert at(tabled) == second
    calling.cancel(second, reason="Storm igen.", by=world.secretary)
    assert at(tabled) is None
    assert at(tabled) != council.planned(world, on=council.day(60), titles=())
    assert successor(tabled) is not None


def test_rule_3_a_moved_meeting_takes_its_matters_along(world: World) -> None:
    meeting = council.called(world, titles=())
    tabled = on_the_table(world)
    new = calling.move(meeting, held_on=council.day(20), reason="Lokalen.", by=world.secretary)
    assert at(tabled) == new
    assert TabledItem.objects.filter(taken_up_as__meeting=meeting).count() == 0


# --- Old protocols


def brought_in(world: World, days: int = -400) -> TabledItem:
    """What an old protocol says was tabled; so far it is a draft to check."""
    protocol = council.imported_protocol(world, on=council.day(days), words="Bordläggs")
    return TabledItem.objects.get(decision__item__meeting=protocol.meeting)


def protocol_of(tabled: TabledItem) -> Protocol:
    return Protocol.objects.get(meeting=tabled.decision.item.meeting)


def registered(world: World) -> TabledItem:
    """What an old protocol tabled that is registered as approved on paper."""
    tabled = brought_in(world)
    approving.register_approval(protocol_of(tabled), basis=Basis.PAPER, by=world.secretary)
    approving.confirm_registration(protocol_of(tabled), by=world.chair)
    return tabled


def test_rule_15_old_protocols_put_nothing_on_an_agenda_while_they_are_checked(world: World) -> None:
    before = council.planned(world, titles=())
    for days in (-700, -600, -500, -400, -300):
        tabled = brought_in(world, days)
        assert (at(tabled), list(TabledItem.objects.lying())) == (None, [])
    after = council.planned(world, on=council.day(20), titles=())
    for meeting in (before, after):
        titles = list(meeting.items.in_order().values_list("title", flat=True))
        assert titles == ["Dagordningen", "Föregående protokoll", "Övriga frågor"]
        assert (council.previous(meeting).approvals.count(), tabling.offered(meeting)) == (0, [])


def test_rule_15_an_old_protocol_that_is_sent_goes_the_ordinary_way(world: World) -> None:
    meeting, tabled = council.planned(world, titles=()), brought_in(world)
    drafting.send(protocol_of(tabled), by=world.secretary)
    item, old = successor(tabled), AgendaItem.objects.get(pk=tabled.decision.item_id)
    assert item
    assert (item.meeting, item.title) == (meeting, "Kranen")
    assert (item.matter, item.matter is None) == (old.matter, False)
    assert [row.protocol for row in council.previous(meeting).approvals.all()] == [protocol_of(tabled)]
    drafting.recall(protocol_of(tabled), reason="Fel.", by=world.secretary)
    assert at(tabled) == meeting


def test_rule_15_an_old_protocol_that_is_sent_waits_for_the_next_meeting_that_is_planned(world: World) -> None:
    tabled = brought_in(world)
    drafting.send(protocol_of(tabled), by=world.secretary)
    meeting = council.planned(world, titles=())
    assert at(tabled) == meeting
    assert [row.protocol for row in council.previous(meeting).approvals.all()] == [protocol_of(tabled)]


def test_rule_15_what_a_registered_protocol_tabled_is_offered_and_put_on_no_agenda(world: World) -> None:
    before, tabled = council.planned(world, titles=()), registered(world)
    after = council.planned(world, on=council.day(20), titles=())
    for meeting in (before, after):
        assert (at(tabled), tabling.offered(meeting)) == (None, [tabled])
        assert council.previous(meeting).approvals.count() == 0
    assert tabling.take_up(tabled, meeting=after, by=world.secretary).title == "Kranen"
    assert (at(tabled), tabling.offered(before)) == (after, [tabled])


def test_sending_does_not_put_back_what_was_left_out(world: World) -> None:
    meeting = council.planned(world, titles=())
    protocol = council.held_meeting(world, written={"Bryggan": "Bordläggs"})
    calling.take_off(council.item(meeting, "Bryggan"), why="Ingen tid.", by=world.secretary)
    drafting.send(protocol, by=world.secretary)
    assert [one.decision.item.meeting for one in tabling.offered(meeting)] == [protocol.meeting]


# --- Taking up and ending


def test_a_resting_matter_is_taken_up_once(world: World) -> None:
    tabled = on_the_table(world, "Bordläggs tills vidare")
    meeting = council.planned(world, titles=())
    item = tabling.take_up(tabled, meeting=meeting, by=world.secretary)
    assert tabling.take_up(tabled, meeting=meeting, by=world.secretary) == item
    assert (meeting.items.filter(title="Bryggan").count(), events(meeting).count("take_up")) == (1, 1)


def test_rule_3_there_is_at_most_one_live_successor(world: World) -> None:
    tabled = on_the_table(world, "Bordläggs tills vidare")
    first, second = council.planned(world, titles=()), council.planned(world, on=council.day(40), titles=())
    tabling.take_up(tabled, meeting=first, by=world.secretary)
    assert refusal(lambda: tabling.take_up(tabled, meeting=second, by=world.secretary)) == ["not_open"]


def test_only_what_is_offered_at_a_meeting_is_taken_up(world: World) -> None:
    """Neither what an old protocol tabled that nobody has checked, nor what belongs to another council."""
    meeting = council.planned(world, titles=())
    unchecked, theirs = brought_in(world), on_the_table(world, "Bordläggs tills vidare")
    elsewhere = calling.plan(world.other_council, held_on=council.day(14), by=world.other_secretary)
    assert refusal(lambda: tabling.take_up(unchecked, meeting=meeting, by=world.secretary)) == ["not_open"]
    assert refusal(lambda: tabling.take_up(theirs, meeting=elsewhere, by=world.other_secretary)) == ["not_open"]


def test_only_the_secretary_takes_up_and_only_at_a_planned_meeting(world: World) -> None:
    tabled = on_the_table(world, "Bordläggs tills vidare")
    meeting = council.planned(world, titles=())
    begun = council.opened(world, on=council.day(0), written={}).meeting
    assert refusal(lambda: tabling.take_up(tabled, meeting=meeting, by=world.chair)) == ["not_secretary"]
    assert refusal(lambda: tabling.take_up(tabled, meeting=begun, by=world.secretary)) == ["not_planned"]


def test_rule_3_a_chain_ends_with_a_reason(world: World) -> None:
    meeting = council.planned(world, titles=())
    tabled = on_the_table(world)
    assert refusal(lambda: tabling.end(tabled, why=" ", by=world.secretary)) == ["reason"]
    assert refusal(lambda: tabling.end(tabled, why="Inaktuell.", by=world.member)) == ["not_secretary"]
    ended = tabling.end(tabled, why="Bryggan är riven.", by=world.secretary)
    assert (ended.ended_on, ended.ended_why) == (council.day(0), "Bryggan är riven.")
    assert meeting.items.filter(title="Bryggan").count() == 0
    assert last_event(tabled.decision.item.meeting).reason == "Bryggan är riven."
    assert tabling.end(tabled, why="Igen.", by=world.secretary).ended_why == "Bryggan är riven."
    assert list(TabledItem.objects.of(world.council).open()) == []


def test_a_matter_that_was_taken_up_is_not_ended(world: World) -> None:
    tabled = on_the_table(world)
    council.opened(world, on=council.day(0), written={"Bryggan": "Diskuterades."})
    assert refusal(lambda: tabling.end(tabled, why="Inaktuell.", by=world.secretary)) == ["taken_up"]
