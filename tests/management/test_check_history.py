"""The command that compares rows with their history."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from meetings.management.commands import check_history
from meetings.models import Council, Meeting, Member, clock
from tests.support.histories import history
from tests.support.threads import at_once


@pytest.fixture
def council(db: None) -> Council:
    """A council whose name has been changed, so that there is something to differ."""
    council = Council.objects.create(slug="hamnradet", name="Hamnen")
    council.name = "Hamnrådet"
    council.save()
    return council


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def differences() -> list[str]:
    """The lines that the command prints when it fails."""
    printed = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_history", stdout=printed)
    return printed.getvalue().splitlines()


def test_it_is_content_while_every_row_is_as_its_history_says(council: Council) -> None:
    Meeting.objects.create(council=council, key="2031-03-04", held_on=clock.today(), starts_at=clock.now())
    Member.objects.create(name="Eva Ask").delete()
    printed = io.StringIO()
    call_command("check_history", stdout=printed)
    assert printed.getvalue() == "Every row stands as its history says.\n"


@pytest.mark.parametrize(
    ("plant", "line"),
    [
        ("UPDATE meetings_council SET name = 'Ändrat'", "Council {pk}: name differs from its history"),
        ("UPDATE meetings_historicalcouncil SET slug = 'x'", "Council {pk}: slug differs from its history"),
        ("UPDATE meetings_council SET row_version = 9", "Council {pk}: row_version differs from its history"),
        ("DELETE FROM meetings_historicalcouncil", "Council {pk}: has no history"),
        (
            "DELETE FROM meetings_council",
            "Council {pk}: is gone, but its history does not say that it was deleted",
        ),
        (
            "UPDATE meetings_historicalcouncil SET history_type = '-'",
            "Council {pk}: was deleted, says its history",
        ),
    ],
)
def test_it_names_what_was_changed_past_the_program(council: Council, plant: str, line: str) -> None:
    sql(plant)
    assert differences() == [line.format(pk=council.pk)]


def test_an_earlier_row_of_history_is_not_compared(council: Council) -> None:
    first = history(council).earliest("history_id")
    sql(f"UPDATE meetings_historicalcouncil SET name = 'x' WHERE history_id = {first.pk}")  # noqa: S608 - our own number
    call_command("check_history", stdout=io.StringIO())


@pytest.mark.django_db(transaction=True)
def test_rows_and_history_are_read_as_of_one_moment() -> None:
    council = Council.objects.create(slug="hamnradet", name="Hamnen")
    with check_history.one_moment():
        assert [row.name for row in Council.objects.all()] == ["Hamnen"]
        if connection.vendor == "postgresql":  # SQLite lets nobody write meanwhile
            [refused] = at_once(lambda: Council.objects.get(pk=council.pk).save())
            assert refused is None
        assert history(council).count() == 1
