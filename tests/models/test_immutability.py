"""What was sent, answered, published or noted never changes: every way of writing is tried, on both databases."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from meetings.models import Answer, Stance, immutability
from meetings.models.base import BypassError, Frozen
from tests.models.world import World

FROZEN = sorted(model.__name__ for model in apps.get_app_config("meetings").get_models() if issubclass(model, Frozen))


def stored(row: Frozen) -> dict[str, Any]:
    """The row as it stands in the database, whatever QuerySets say."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{row._meta.db_table}" WHERE id = %s', [row.pk])  # noqa: S608 - our own table
        found = cursor.fetchone()
        assert found is not None
        values = [bytes(value) if isinstance(value, memoryview) else value for value in found]
        return dict(zip([column[0] for column in cursor.description], values, strict=True))


def a_column(row: Frozen) -> str:
    """A column of free text, to try to overwrite; one with fixed words would be refused by its constraint alone."""
    texts = (models.CharField, models.TextField)
    fields = row._meta.concrete_fields
    return next(field.attname for field in fields if isinstance(field, texts) and not field.choices)


MODEL_WAYS: dict[str, Callable[[Any], object]] = {
    "save": lambda row: row.save(),
    "save of one field": lambda row: row.save(update_fields=[a_column(row)]),
    "save as an update": lambda row: row.save(force_update=True),
    "delete": lambda row: row.delete(),
    "update": lambda row: type(row).objects.update(**{a_column(row): "x"}),
    "filtered update": lambda row: type(row).objects.filter(pk=row.pk).update(**{a_column(row): "x"}),
    "update by the base manager": lambda row: type(row)._base_manager.filter(pk=row.pk).update(**{a_column(row): "x"}),
    "delete of a query": lambda row: type(row).objects.filter(pk=row.pk).delete(),
    "bulk_create": lambda row: type(row).objects.bulk_create([row]),
    "bulk_create past conflicts": lambda row: type(row).objects.bulk_create(
        [row], update_conflicts=True, update_fields=[a_column(row)], unique_fields=["id"]
    ),
    "bulk_update": lambda row: type(row).objects.bulk_update([row], [a_column(row)]),
    "update_or_create": lambda row: type(row).objects.update_or_create(pk=row.pk, defaults={a_column(row): "x"}),
    "a new object with the old id": lambda row: type(row)(
        **{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    ).save(),
}


def _replace(table: str, column: str) -> str:
    columns = _columns(table)
    values = ", ".join("'x'" if name == column else f'"{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    select = f'SELECT {values} FROM "{table}" WHERE id = %(id)s'  # noqa: S608 - our own table
    if connection.vendor == "sqlite":
        return f'REPLACE INTO "{table}" ({names}) {select}'
    return f'INSERT INTO "{table}" ({names}) {select} ON CONFLICT (id) DO UPDATE SET "{column}" = excluded."{column}"'


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


SQL_WAYS: dict[str, Callable[[str, str], str]] = {
    "UPDATE": lambda table, column: f'UPDATE "{table}" SET "{column}" = \'x\' WHERE id = %(id)s',  # noqa: S608 - our own table
    "UPDATE of the id": lambda table, _column: f'UPDATE "{table}" SET id = id + 1000 WHERE id = %(id)s',  # noqa: S608 - our own table
    "DELETE": lambda table, _column: f'DELETE FROM "{table}" WHERE id = %(id)s',  # noqa: S608 - our own table
    "DELETE of all": lambda table, _column: f'DELETE FROM "{table}"',  # noqa: S608 - our own table
    "REPLACE": _replace,
}


def test_one_row_of_each_frozen_kind_is_tried(world: World) -> None:
    assert sorted(world.frozen) == FROZEN


@pytest.mark.parametrize("way", MODEL_WAYS)
@pytest.mark.parametrize("kind", FROZEN)
def test_model_and_queryset_refuse(world: World, kind: str, way: str) -> None:
    row = world.frozen[kind]
    before = stored(row)
    with pytest.raises((BypassError, DatabaseError)), transaction.atomic():
        MODEL_WAYS[way](row)
    assert stored(row) == before


@pytest.mark.parametrize("way", SQL_WAYS)
@pytest.mark.parametrize("kind", FROZEN)
def test_the_database_refuses_raw_sql(world: World, kind: str, way: str) -> None:
    row = world.frozen[kind]
    before = stored(row)
    statement = SQL_WAYS[way](row._meta.db_table, a_column(row))
    with (
        pytest.raises(DatabaseError, match="is never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, {"id": row.pk})
    assert stored(row) == before


@pytest.mark.parametrize("kind", FROZEN)
def test_postgresql_refuses_to_truncate(lasting_world: World, kind: str) -> None:
    row = lasting_world.frozen[kind]
    if connection.vendor == "sqlite":
        return  # it knows no TRUNCATE; a DELETE of all rows is tried above
    with (
        pytest.raises(DatabaseError, match="is never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f'TRUNCATE "{row._meta.db_table}" CASCADE')
    assert stored(row)["id"] == row.pk


def copied(row: Frozen, **values: object) -> tuple[str, list[object]]:
    """REPLACE with a copy of the row under a new id, some columns aside."""
    found = {**stored(row), "id": 10_000, **values}
    names = ", ".join(f'"{name}"' for name in found)
    marks = ", ".join("?" for _ in found)
    return f'REPLACE INTO "{row._meta.db_table}" ({names}) VALUES ({marks})', list(found.values())  # noqa: S608 - our own table


# By key: the kind of row, and what a copy that shares this key alone has of its own.
KEYS: dict[str, tuple[str, dict[str, object]]] = {
    "a notice's number": ("Notice", {}),
    "an original's fingerprint": ("SourceDocument", {}),
    "a version's number": ("ProtocolVersion", {}),
    "a version's content": ("VersionContent", {}),
    "a publication's fingerprint": ("Publication", {"sequence": 99, "edition": 99}),
    "a place in the chain": ("Publication", {"chain": "x", "edition": 99}),
    "an edition": ("Publication", {"chain": "x", "sequence": 99}),
    **{f"the id, {kind}": (kind, {"id": None}) for kind in FROZEN},
}


@pytest.fixture
def other_program(lasting_world: World) -> Iterator[sqlite3.Connection | None]:
    """Another program on the same file, which has switched nothing on: only SQLite lets it."""
    if connection.vendor != "sqlite":
        yield None
        return
    connection.close()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.row_factory = sqlite3.Row
        yield other


def test_another_program_replaces_nothing_by_any_key(
    lasting_world: World, other_program: sqlite3.Connection | None
) -> None:
    if other_program is None:
        return  # PostgreSQL has no REPLACE: ON CONFLICT DO UPDATE is an update, tried above
    said = {}
    for key, (kind, values) in KEYS.items():
        row = lasting_world.frozen[kind]
        own = {**dict.fromkeys(stored(row), "x"), "id": row.pk} if "id" in values else values
        statement, copy = copied(row, **own)
        try:
            said[key] = f"replaced {other_program.execute(statement, copy).rowcount}"
        except sqlite3.IntegrityError as error:
            said[key] = str(error)
        other_program.rollback()
    refused = {key: f"meetings_{kind.lower()} is never changed or deleted" for key, (kind, _) in KEYS.items()}
    assert said == refused


def test_a_row_that_takes_an_edition_away_carries_its_number(
    lasting_world: World, other_program: sqlite3.Connection | None
) -> None:
    if other_program is None:
        return
    row = lasting_world.frozen["Publication"]
    statement, copy = copied(row, chain="x", sequence=99, kind="suppressed", reason="Fel.", previous_id=None)
    assert other_program.execute(statement, copy).rowcount == 1
    other_program.rollback()


def unguarded() -> list[str]:
    """The tables that the system check names."""
    found = immutability.check_guards(databases=["default"])
    return [error.msg.partition(" ")[0] for error in found if error.id == "idekom.E001"]


def _widen(to: int) -> None:
    """What a later migration does that makes a column wider; SQLite rebuilds the whole table for it."""
    old = Answer._meta.get_field("method")
    new = models.CharField(max_length=to, choices=old.choices)
    new.set_attributes_from_name("method")
    new.model = Answer
    with connection.schema_editor() as editor:
        editor.alter_field(Answer, old, new, strict=False)


def test_after_a_later_migration_has_rebuilt_a_table_it_is_guarded_again(lasting_world: World) -> None:
    row = lasting_world.frozen["Answer"]
    before = stored(row)
    _widen(12)
    try:
        rebuilt = connection.vendor == "sqlite"  # PostgreSQL changes the column in place and keeps the triggers
        assert unguarded() == (["meetings_answer"] if rebuilt else [])
        call_command("migrate", verbosity=0)
        assert unguarded() == []
        with pytest.raises(DatabaseError, match="is never changed or deleted"), connection.cursor() as cursor:
            cursor.execute("UPDATE meetings_answer SET comment = 'x'")
    finally:
        _widen(10)
        call_command("migrate", verbosity=0)
    assert stored(row) == before


def test_the_check_names_a_table_whose_trigger_was_taken_away(lasting_world: World) -> None:
    assert unguarded() == []
    immutability.drop_triggers(connection)
    try:
        assert unguarded() == immutability.tables()
    finally:
        immutability.install_triggers(connection)
    assert unguarded() == []


def test_a_trigger_that_does_nothing_counts_as_missing_and_is_installed_again(lasting_world: World) -> None:
    row = lasting_world.frozen["Answer"]
    before = stored(row)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER meetings_answer_never_update")
            empty = "BEFORE UPDATE ON meetings_answer BEGIN SELECT 1; END"
        else:
            cursor.execute("DROP TRIGGER meetings_answer_never_update ON meetings_answer")
            empty = "BEFORE UPDATE OF method ON meetings_answer EXECUTE FUNCTION idekom_refuse_change()"
        cursor.execute(f"CREATE TRIGGER meetings_answer_never_update {empty}")
    assert unguarded() == ["meetings_answer"]
    call_command("migrate", verbosity=0)
    assert unguarded() == []
    with pytest.raises(DatabaseError, match="is never changed or deleted"), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_answer SET comment = 'x'")
    assert stored(row) == before


def test_a_function_that_does_nothing_guards_no_table(lasting_world: World) -> None:
    if connection.vendor != "postgresql":
        return  # in SQLite what a trigger does is the trigger's own
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION idekom_refuse_change() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NEW; END $$"
        )
    try:
        assert unguarded() == immutability.tables()
    finally:
        immutability.install_triggers(connection)
    assert unguarded() == []


def test_a_trigger_switched_off_counts_as_missing(lasting_world: World) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite cannot switch a trigger off without dropping it
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE meetings_answer DISABLE TRIGGER USER")
    try:
        assert unguarded() == ["meetings_answer"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE meetings_answer ENABLE TRIGGER USER")


def test_installing_twice_is_harmless(lasting_world: World) -> None:
    immutability.install_triggers(connection)
    immutability.install_triggers(connection)
    assert unguarded() == []


def test_a_changed_answer_is_a_new_row(world: World) -> None:
    first = world.frozen["Answer"]
    assert isinstance(first, Answer)
    second = Answer.objects.create(
        version=world.version,
        root=world.version.root,
        member=world.chair,
        stance=Stance.OBJECT,
        method="link",
        comment="Det var inte så",
    )
    assert list(Answer.objects.counting(world.version)) == [second]
    assert stored(first)["stance"] == "approve"


def test_a_frozen_row_can_be_written_once_whatever_day_it_is(world: World) -> None:
    notice = world.frozen["Notice"]
    assert world.meeting.notice == notice
    assert world.meeting.held_on == date(2031, 3, 4)
