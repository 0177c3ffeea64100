"""A list of people: what would become of each row, and the change as it was shown."""

from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from meetings.importing import roster
from meetings.models import (
    AuditEntry,
    Council,
    Letter,
    LetterKind,
    Mandate,
    Member,
    MemberAlias,
    Organisation,
    Role,
    Seat,
    Side,
    clock,
)
from meetings.models.base import StaleRowError
from meetings.procedure import enrolling, seating
from meetings.procedure.placing import Entry
from meetings.procedure.steps import ProcedureError
from tests.support import council as support
from tests.support.council import World, day, sit, years_ago
from tests.support.threads import at_once


def everything(council: Council) -> list[tuple[object, ...]]:
    """Every row that a list can touch, with its version."""
    people = Member.objects.order_by("pk").values_list("pk", "name", "email", "phone", "row_version")
    held = Mandate.objects.order_by("pk").values_list(
        "pk", "member", "seat", "role", "from_on", "until_on", "party", "has_vote", "row_version"
    )
    made = [model.objects.count() for model in (Side, Organisation, Seat, Letter, AuditEntry)]
    return [*people, *held, tuple(made)]


def look(world: World, *entries: Entry, by: Member | None = None) -> enrolling.Plan:
    return enrolling.plan(world.council, entries, by=by or world.secretary)


def read_in(
    world: World, *entries: Entry, answers: dict[int, str] | None = None, by: Member | None = None
) -> enrolling.Done:
    by = by or world.secretary
    seen = look(world, *entries, by=by).mark
    return enrolling.enrol(world.council, entries, answers or {}, seen=seen, by=by)


def changes(plan: enrolling.Plan, nth: int = 0, way: int = 0) -> list[tuple[str, str, str]]:
    found = plan.lines[nth].ways[way]
    return [(one.what, one.old, one.new) for one in (*found.contact, *found.changes)]


def codes(plan: enrolling.Plan) -> list[str]:
    return [one.code for line in plan.lines for way in line.ways for one in way.objections]


NEWCOMER = Entry(
    row=2,
    name="Nora Ny",
    email="nora@example.org",
    phone="031-1",
    side="Nya sidan",
    organisation="Kranföreningen",
    role=Role.VICE_CHAIR,
    from_on=date(2020, 1, 1),
    until_on=date(2199, 12, 31),
    party="S",
    has_vote=False,
)


def test_looking_at_a_list_writes_nothing(world: World) -> None:
    before = everything(world.council)
    plan = look(world, NEWCOMER, Entry(row=3, name="Lars Ledamot", email="ny@example.org"))
    assert not plan.does_nothing
    assert everything(world.council) == before


def test_somebody_new_gets_the_mandate_and_what_it_needs(world: World) -> None:
    assert read_in(world, NEWCOMER) == enrolling.Done(new=1, changed=0)
    mandate = Mandate.objects.get(member__name="Nora Ny")
    assert mandate.seat
    assert (str(mandate.seat), mandate.seat.from_on, mandate.seat.is_counted) == (
        "Nya sidan · Kranföreningen",
        date(2020, 1, 1),
        True,
    )
    assert (mandate.role, mandate.until_on, mandate.party, mandate.has_vote) == (
        "vice_chair",
        date(2199, 12, 31),
        "S",
        False,
    )
    assert (mandate.member.email, mandate.member.phone) == ("nora@example.org", "031-1")
    entry = AuditEntry.objects.get(step="enrol")
    assert (entry.council, entry.member_id, entry.about) == (world.council, world.secretary.pk, "new=1 changed=0")


def test_reading_in_twice_changes_nothing(world: World) -> None:
    old = Entry(row=3, name="Lars Ledamot", email="lars.ledamot@example.org", phone="031-2", party="M")
    seen = look(world, NEWCOMER, old).mark
    enrolling.enrol(world.council, [NEWCOMER, old], {}, seen=seen, by=world.secretary)
    before = everything(world.council)
    again = enrolling.enrol(world.council, [NEWCOMER, old], {}, seen=seen, by=world.secretary)
    assert again == enrolling.Done(0, 0)
    assert everything(world.council) == before


def test_what_stands_can_be_written_out_and_read_in_and_changes_nothing(world: World) -> None:
    twice = support.seat_for(Side.objects.get(name="Staden"), "Gatukontoret", 9)
    sit(world.council, world.neighbour, seat=twice, until_on=day(30))
    sit(world.council, world.neighbour, seat=twice, from_on=day(31))
    for name in ("Utan Adress", "Delar Plats", "Samma Namn"):
        sit(world.council, Member.objects.create(name=name), seat=twice)
    sit(world.council, Member.objects.create(name="Samma Namn"), Role.SUBSTITUTE, seat=twice)
    couple = world.member.email
    sit(world.council, Member.objects.create(name="Delar Adress", email=couple), Role.SUBSTITUTE)
    sit(world.other_council, world.neighbour)
    before = everything(world.council)
    written = roster.write(Mandate.objects.filter(council=world.council).not_ended().around_the_table())
    entries = roster.read(written).entries
    assert len(entries) == Mandate.objects.filter(council=world.council).count()
    assert look(world, *entries).does_nothing
    assert read_in(world, *entries) == enrolling.Done(0, 0)
    assert everything(world.council) == before


def test_a_changed_address_is_told_to_the_old_one_and_noted(world: World) -> None:
    entry = Entry(row=2, name="Lars Ledamot", email="ny@example.org", organisation="Roddklubben")
    plan = look(world, entry)
    assert [way.answer for way in plan.lines[0].ways] == [str(world.member.pk), "new"]
    assert changes(plan) == [("email", "lars.ledamot@example.org", "ny@example.org")]
    read_in(world, entry, answers={2: str(world.member.pk)})
    world.member.refresh_from_db()
    assert world.member.email == "ny@example.org"
    assert Letter.objects.get(kind=LetterKind.ADDRESS).address == "lars.ledamot@example.org"
    assert AuditEntry.objects.get(step="change_address").about == str(world.member.pk)


def test_a_name_alone_is_a_question_and_nothing_is_read_in_before_it_is_answered(world: World) -> None:
    entry = Entry(row=2, name="lars ledamot", organisation="Segelsällskapet", side="Föreningarna")
    before = everything(world.council)
    for answers in ({}, {2: "abc"}, {2: str(world.neighbour.pk)}, {3: "new"}):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            read_in(world, entry, answers=answers)
        assert [(one.code, one.place) for one in refused.value.objections] == [("who", "who-2")]
    assert everything(world.council) == before
    read_in(world, entry, answers={2: "new"})
    assert Member.objects.filter(name="lars ledamot").count() == 1
    assert world.member.mandates.count() == 1


def test_another_name_at_a_known_address_is_a_question(world: World) -> None:
    entry = Entry(row=2, name="Lars Nygift", email="lars.ledamot@example.org")
    plan = look(world, entry)
    assert changes(plan) == [("name", "Lars Ledamot", "Lars Nygift")]
    assert [way.answer for way in plan.lines[0].ways] == [str(world.member.pk), "new"]
    read_in(world, entry, answers={2: str(world.member.pk)})
    assert Member.objects.get(pk=world.member.pk).name == "Lars Nygift"


def test_another_spelling_is_the_same_person_and_no_other_name(world: World) -> None:
    MemberAlias.objects.create(member=world.member, name="Lasse Ledamot")
    assert look(world, Entry(row=2, name="Lasse Ledamot", email="lars.ledamot@example.org")).does_nothing


def test_an_empty_cell_changes_nothing(world: World) -> None:
    world.member.phone = "031-3"
    world.member.save()
    assert look(world, Entry(row=2, name="Lars Ledamot", email="lars.ledamot@example.org")).does_nothing


def test_period_party_vote_and_role_are_changed_where_they_stand(world: World) -> None:
    entry = Entry(
        row=2,
        name="Lars Ledamot",
        email="lars.ledamot@example.org",
        side="föreningarna",
        organisation="roddklubben",
        role=Role.VICE_CHAIR,
        until_on=day(100),
        party="C",
        has_vote=False,
    )
    assert [what for what, _old, _new in changes(look(world, entry))] == ["role", "until_on", "party", "has_vote"]
    assert read_in(world, entry) == enrolling.Done(new=0, changed=1)
    mandate = world.member.mandates.get()
    assert (mandate.role, mandate.until_on, mandate.party, mandate.has_vote) == ("vice_chair", day(100), "C", False)
    history = Mandate.history.filter(id=mandate.pk).latest()  # type: ignore[attr-defined]  # simple-history adds it
    assert history.history_member_id == world.secretary.pk


def test_a_first_day_moves_back_and_never_past_today(world: World) -> None:
    entry = Entry(row=2, name="Lars Ledamot", email="lars.ledamot@example.org", from_on=date(2020, 1, 1))
    assert changes(look(world, entry)) == [("from_on", str(years_ago()), "2020-01-01")]
    ahead = Entry(row=2, name="Lars Ledamot", email="lars.ledamot@example.org", from_on=day(10))
    assert codes(look(world, ahead)) == ["begins"]


def test_a_new_period_after_one_that_ended_is_a_new_mandate_on_the_same_seat(world: World) -> None:
    first = world.member.mandates.get()
    first.until_on = day(-1)
    first.save()
    read_in(world, Entry(row=2, name="Lars Ledamot", email="lars.ledamot@example.org", organisation="Roddklubben"))
    second = world.member.mandates.exclude(pk=first.pk).get()
    assert (second.seat, second.from_on, second.until_on) == (first.seat, clock.today(), None)


def test_a_vacant_seat_is_filled_before_a_new_one_is_made(world: World) -> None:
    vacant = support.seat_for(Side.objects.get(name="Staden"), "Parkkontoret")
    rows = [
        Entry(row=2, name="Ny Ett", side="Staden", organisation="Parkkontoret"),
        Entry(row=3, name="Ny Två", side="Staden", organisation="parkkontoret"),
        Entry(row=4, name="Ny Tre", side="Staden", organisation="Parkkontoret", role=Role.SUBSTITUTE),
    ]
    wanted = [line.ways[0].wanted for line in look(world, *rows).lines]
    assert [(one.seat, one.is_new_seat) for one in wanted if one] == [(vacant.pk, False), (None, True), (None, True)]
    read_in(world, *rows)
    seats = [mandate.seat for mandate in Mandate.objects.filter(member__name__startswith="Ny ").order_by("pk")]
    assert [one.is_counted for one in seats if one] == [True, True, False]
    assert len({one.pk for one in seats if one}) == 3


def test_nobody_is_removed_and_who_is_not_in_the_list_is_told(world: World) -> None:
    plan = look(world, Entry(row=2, name="Lars Ledamot", email="lars.ledamot@example.org"))
    there = {mandate.member for mandate in Mandate.objects.filter(council=world.council)}
    assert set(plan.missing) == there - {world.member}
    before = Mandate.objects.filter(council=world.council).not_ended().count()
    read_in(world, NEWCOMER)
    assert Mandate.objects.filter(council=world.council).not_ended().count() == before + 1


def test_somebody_on_two_councils_keeps_name_address_and_phone(world: World) -> None:
    sit(world.other_council, world.member)
    before = Member.objects.get(pk=world.member.pk)
    entry = Entry(row=2, name="Lars Ledamot", email="ny@example.org", phone="031-9", organisation="Roddklubben")
    plan = look(world, entry)
    assert changes(plan) == []
    assert plan.lines[0].ways[0].notes == ("Sitter också i ett annat råd: namn, adress och telefon står som de är.",)
    read_in(world, entry, answers={2: str(world.member.pk)})
    after = Member.objects.get(pk=world.member.pk)
    assert (after.row_version, after.email, after.phone) == (before.row_version, before.email, before.phone)
    assert Letter.objects.filter(kind=LetterKind.ADDRESS).count() == 0


def test_another_councils_person_is_known_by_name_and_address_together_alone(world: World) -> None:
    theirs = world.other_secretary
    theirs.phone = "0300-HEMLIGT"
    theirs.save()
    for other in (Entry(row=2, name="Sten Skogssekreterare"), Entry(row=2, name="En Annan", email=theirs.email)):
        assert [way.member for way in look(world, other).lines[0].ways] == [None]
    same = Entry(row=2, name="Sten Skogssekreterare", email=theirs.email, phone="031-9")
    plan = look(world, same)
    assert [way.member for way in plan.lines[0].ways] == [theirs]
    assert "HEMLIGT" not in repr(plan)
    read_in(world, same)
    theirs.refresh_from_db()
    assert (theirs.phone, theirs.mandates.count()) == ("0300-HEMLIGT", 2)


def test_a_list_gives_nobody_the_right_to_write_and_takes_it_from_nobody(world: World) -> None:
    for entry in (
        Entry(row=2, name="Nora Ny", role=Role.SECRETARY),
        Entry(row=2, name="Lars Ledamot", email=world.member.email, role=Role.DEPUTY_SECRETARY, until_on=day(9)),
        Entry(row=2, name=world.secretary.name, email=world.secretary.email, role=Role.SECRETARY, until_on=day(9)),
    ):
        assert codes(look(world, entry)) == ["secretary"]
        with pytest.raises(ProcedureError), transaction.atomic():
            read_in(world, entry)


def test_a_deputy_does_not_change_the_secretarys_address_by_a_list(world: World) -> None:
    entry = Entry(row=2, name=world.secretary.name, email="min@example.org")
    assert codes(look(world, entry, by=world.deputy)) == ["above"]
    with pytest.raises(ProcedureError), transaction.atomic():
        read_in(world, entry, answers={2: str(world.secretary.pk)}, by=world.deputy)
    assert Member.objects.get(pk=world.secretary.pk).email == world.secretary.email


def test_days_votes_and_sides_that_cannot_be_are_refused(world: World) -> None:
    Organisation.objects.create(side=Side.objects.get(name="Staden"), name="Roddklubben")
    rows = (
        (Entry(row=2, name="A", from_on=day(3), until_on=day(2)), "days"),
        (Entry(row=2, name="A", role=Role.CO_OPTED, has_vote=True), "vote"),
        (Entry(row=2, name="A", organisation="Okänd"), "side"),
        (Entry(row=2, name="A", organisation="Roddklubben"), "side"),
    )
    for entry, code in rows:
        assert codes(look(world, entry)) == [code]


def test_two_rows_about_one_person_make_one_person(world: World) -> None:
    rows = [
        Entry(row=2, name="Nora Ny", email="nora@example.org", side="Staden", organisation="Hamnkontoret"),
        Entry(row=3, name="Nora ny", email="nora@example.org", phone="031-5", side="Föreningarna", organisation="X"),
    ]
    assert read_in(world, *rows) == enrolling.Done(new=1, changed=0)
    nora = Member.objects.get(email="nora@example.org")
    assert (nora.name, nora.phone, nora.mandates.count()) == ("Nora Ny", "031-5", 2)
    other = Entry(row=4, name="Nora Ny", email="nora@example.org", phone="031-6", side="Staden")
    assert codes(look(world, *rows, other)) == ["twice"]


def test_two_of_one_name_without_an_address_are_told_apart_by_what_they_hold(world: World) -> None:
    for side, organisation in (("Staden", "Hamnkontoret"), ("Föreningarna", "Kranarna")):
        seat = support.seat_for(Side.objects.get(name=side), organisation)
        sit(world.council, Member.objects.create(name="Samma Namn"), seat=seat)
    rows = [
        Entry(row=2, name="Samma Namn", organisation="Hamnkontoret", party="S"),
        Entry(row=3, name="Samma Namn", organisation="Kranarna", party="M"),
    ]
    assert read_in(world, *rows) == enrolling.Done(new=0, changed=2)
    held = Mandate.objects.filter(member__name="Samma Namn")
    assert {(str(one.seat), one.party) for one in held} == {
        ("Staden · Hamnkontoret", "S"),
        ("Föreningarna · Kranarna", "M"),
    }


def test_one_person_written_in_two_ways_is_refused(world: World) -> None:
    rows = [
        Entry(row=2, name="Lars Ledamot", email=world.member.email, party="M"),
        Entry(row=3, name="Lars Ledamot", organisation="Roddklubben"),
    ]
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        read_in(world, *rows, answers={3: str(world.member.pk)})
    assert [one.code for one in refused.value.objections] == ["same"]


def test_nothing_is_read_in_when_the_register_says_something_else_by_now(world: World) -> None:
    entry = Entry(row=2, name="Lars Ledamot", email=world.member.email, phone="031-7")
    seen = look(world, entry).mark
    seating.save_person(
        world.member, name="Lars Ledamot", email=world.member.email, phone="031-8", row_version=1, by=world.secretary
    )
    with pytest.raises(StaleRowError), transaction.atomic():
        enrolling.enrol(world.council, [entry], {}, seen=seen, by=world.secretary)
    assert Member.objects.get(pk=world.member.pk).phone == "031-8"


def test_only_who_keeps_the_minutes_reads_in(world: World) -> None:
    for by in (world.chair, world.member, world.other_secretary):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            read_in(world, NEWCOMER, by=by)
        assert "not_secretary" in [one.code for one in refused.value.objections]
    assert read_in(world, NEWCOMER, by=world.deputy).new == 1


@pytest.mark.parametrize("many", [1, 30])
def test_looking_asks_as_many_questions_for_many_rows_as_for_one(
    world: World, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    rows = [Entry(row=n, name=f"Ny {n}", email=f"ny{n}@example.org", side="Staden", phone="1") for n in range(many)]
    old = [Entry(row=99, name="Lars Ledamot", email=world.member.email, phone="2")]
    with django_assert_num_queries(8):
        look(world, *rows, *old)


def test_of_two_who_read_in_at_once_one_writes_and_nobody_is_there_twice(lasting_world: World) -> None:
    world = lasting_world
    seen = look(world, NEWCOMER).mark

    def press() -> object:
        return enrolling.enrol(world.council, [NEWCOMER], {}, seen=seen, by=world.secretary)

    assert sorted(map(repr, at_once(press, press, press))) == sorted(
        map(repr, [enrolling.Done(1, 0), enrolling.Done(0, 0), enrolling.Done(0, 0)])
    )
    assert Member.objects.filter(name="Nora Ny").count() == 1
    assert AuditEntry.objects.filter(step="enrol").count() == 1
