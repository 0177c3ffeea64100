"""Nobody silently loses another's text, and every save leaves its history."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from meetings.models import AgendaItem, Council, Member, NumberSeries, Seat, SeriesKind, User
from meetings.models.base import BypassError, StaleRowError, acting_as
from tests.models.world import World
from tests.support.histories import history
from tests.support.threads import at_once

ROUNDS = 10


def test_the_second_of_two_who_read_the_same_row_is_refused(world: World) -> None:
    mine = AgendaItem.objects.get(pk=world.item.pk)
    theirs = AgendaItem.objects.get(pk=world.item.pk)
    theirs.text = "Deras ord"
    theirs.save()
    mine.text = "Mina ord"
    with pytest.raises(StaleRowError), transaction.atomic():
        mine.save()
    stands = AgendaItem.objects.get(pk=world.item.pk)
    assert (stands.text, stands.row_version) == ("Deras ord", 2)


def test_a_refused_save_can_be_made_again_on_the_newer_row(world: World) -> None:
    mine = AgendaItem.objects.get(pk=world.item.pk)
    AgendaItem.objects.get(pk=world.item.pk).save()
    with pytest.raises(StaleRowError), transaction.atomic():
        mine.save()
    mine.refresh_from_db()
    mine.text = "Mina ord"
    mine.save()
    assert AgendaItem.objects.get(pk=world.item.pk).text == "Mina ord"


def test_a_refused_save_leaves_no_history(world: World) -> None:
    mine = AgendaItem.objects.get(pk=world.item.pk)
    AgendaItem.objects.get(pk=world.item.pk).save()
    before = history(world.item).count()
    with pytest.raises(StaleRowError), transaction.atomic():
        mine.save()
    assert history(world.item).count() == before


def test_a_row_taken_away_meanwhile_is_not_made_again(world: World) -> None:
    council = Council.objects.create(slug="kort", name="Kort")
    mine = Council.objects.get(pk=council.pk)
    council.delete()
    with pytest.raises(StaleRowError), transaction.atomic():
        mine.save()
    assert not Council.objects.filter(slug="kort").exists()


def test_of_two_who_save_at_the_same_moment_one_is_told(lasting_world: World) -> None:
    for nth in range(ROUNDS):
        pk = lasting_world.item.pk
        rows = [AgendaItem.objects.get(pk=pk) for _ in range(2)]
        rows[0].text, rows[1].text = f"först {nth}", f"sist {nth}"
        answers = at_once(*(row.save for row in rows))
        refused = [type(answer) for answer in answers if answer is not None]
        assert refused == [StaleRowError]
        stands = AgendaItem.objects.get(pk=pk)
        winner = rows[answers.index(None)]
        assert (stands.text, stands.row_version) == (winner.text, nth + 2)


def test_of_two_who_save_inside_their_steps_at_the_same_moment_one_is_told(lasting_world: World) -> None:
    def step(row: AgendaItem) -> None:
        with transaction.atomic():
            row.save()

    for nth in range(ROUNDS):
        rows = [AgendaItem.objects.get(pk=lasting_world.item.pk) for _ in range(2)]
        answers = at_once(*(lambda row=row: step(row) for row in rows))
        assert [type(answer) for answer in answers if answer is not None] == [StaleRowError]
        assert AgendaItem.objects.get(pk=lasting_world.item.pk).row_version == nth + 2


def draw() -> int:
    with transaction.atomic():
        return NumberSeries.draw(SeriesKind.MATTER, year=2031)


def test_numbers_drawn_at_the_same_moment_are_all_different(lasting_world: World) -> None:
    for nth in range(ROUNDS):
        answers: list[Any] = at_once(*[draw] * 4)
        assert sorted(answers) == [nth * 4 + 1, nth * 4 + 2, nth * 4 + 3, nth * 4 + 4]


def test_a_number_drawn_in_a_step_that_failed_is_drawn_again(world: World) -> None:
    with transaction.atomic():
        assert draw() == 1
        transaction.set_rollback(True)
    assert draw() == 1


def test_each_council_kind_and_year_counts_from_one(world: World) -> None:
    paragraph, matter = SeriesKind.PARAGRAPH, SeriesKind.MATTER
    drawn = [
        NumberSeries.draw(paragraph, year=2031, council=world.council),
        NumberSeries.draw(paragraph, year=2031, council=world.council),
        NumberSeries.draw(paragraph, year=2032, council=world.council),
        NumberSeries.draw(paragraph, year=2031, council=Council.objects.create(slug="annat", name="Annat")),
        NumberSeries.draw(matter, year=2031),
    ]
    assert drawn == [1, 2, 1, 1, 1]


@pytest.mark.parametrize(
    "way",
    [
        lambda row: row.save(update_fields=["name"]),
        lambda _: Council.objects.update(name="x"),
        lambda row: Council.objects.bulk_create([row]),
        lambda row: Council.objects.bulk_update([row], ["name"]),
        lambda _: Council.objects.all().delete(),
    ],
)
def test_what_would_leave_no_history_is_refused(world: World, way: Callable[[Council], object]) -> None:
    with pytest.raises(BypassError):
        way(world.council)
    assert Council.objects.get(pk=world.council.pk).name == "Hamnrådet"


def test_every_save_leaves_a_history_row_that_says_who(world: World) -> None:
    with acting_as(world.secretary):
        world.item.text = "Vi mäter."
        world.item.save()
    first, second = history(world.item).order_by("history_id")
    assert (first.history_type, first.text, first.history_member_id) == ("+", "", None)
    assert (second.history_type, second.text, second.history_member_id) == ("~", "Vi mäter.", world.secretary.pk)


def test_deleting_leaves_a_history_row(world: World) -> None:
    council = Council.objects.create(slug="kort", name="Kort")
    pk = council.pk
    council.delete()
    assert [row.history_type for row in history(Council).filter(id=pk).order_by("history_id")] == ["+", "-"]


def test_a_period_holds_from_its_first_day_until_and_including_its_last(world: World) -> None:
    seat = Seat.objects.create(council=world.council, from_on=date(2031, 1, 2), until_on=date(2031, 1, 4))
    held = [day for day in range(1, 7) if seat in Seat.objects.on(date(2031, 1, day))]
    assert held == [2, 3, 4]


def test_a_period_without_an_end_still_holds(world: World) -> None:
    seat = Seat.objects.create(council=world.council, from_on=date(2031, 1, 2))
    assert list(Seat.objects.on(date(2099, 1, 1))) == [seat]


def test_a_person_is_never_taken_away_while_a_protocol_points_to_them(world: World) -> None:
    with pytest.raises(Exception, match="protected foreign keys"):
        world.chair.delete()
    assert Member.objects.filter(pk=world.chair.pk).exists()


def test_nobody_has_a_password_and_an_address_is_found_however_it_is_typed(db: None) -> None:
    user = User.objects.create_user(" Signe@Example.ORG ")
    assert user.email == "signe@example.org"
    assert not user.has_usable_password()
    assert User.objects.get_by_natural_key("SIGNE@example.org") == user


def test_being_administrator_gives_no_permission(db: None) -> None:
    admin = User.objects.create_superuser("drift@example.org")
    assert admin.is_administrator
    assert not admin.has_perm("meetings.change_protocol")
    assert not admin.has_module_perms("meetings")
