"""The database's own guard: triggers that refuse to change or delete what never changes.

Model and QuerySet refuse first; the triggers also stop raw SQL, other programs and mistakes. A later
migration that rebuilds a table drops its triggers without a word, so they are installed after every
migration and looked for by a system check, which reads what each one does: a name guards nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from meetings.models.base import Frozen

_REFUSE = """
BEGIN
  RAISE EXCEPTION '% is never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END """

_FUNCTION = f"CREATE OR REPLACE FUNCTION idekom_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${_REFUSE}$$"

# What each trigger is, in the words of the statement that makes it, as the database itself tells it.
_TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true), prosrc FROM pg_trigger
        JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled = 'O'
    """,
}


def _models() -> list[type[models.Model]]:
    found = [model for model in apps.get_app_config("meetings").get_models() if issubclass(model, Frozen)]
    return sorted(found, key=lambda model: model._meta.db_table)


def tables() -> list[str]:
    """The tables whose rows never change."""
    return [model._meta.db_table for model in _models()]


def _triggers(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Each trigger of a table: its name and the statement that makes it."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is never changed or deleted'); END"
        for event in ("update", "delete"):
            name = f"{table}_never_{event}"
            yield name, f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" {refuse}'
        name = f"{table}_never_replace"
        taken = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {" OR ".join(_keys(connection, model))})'  # noqa: S608 - our own table
        yield name, f'CREATE TRIGGER "{name}" BEFORE insert ON "{table}" {taken} {refuse}'
        return
    for event, level in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        name = f"{table}_never_{event}"
        execute = f"FOR EACH {level} EXECUTE FUNCTION idekom_refuse_change()"
        yield name, f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} {execute}"


def _keys(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Iterator[str]:
    """When a new row stands in the way of one that is there, one condition for each unique key.

    SQLite's REPLACE takes the old row away without a word to the trigger of deletions, unless the program that
    writes has switched recursive triggers on: only an insertion can be refused to every program.
    """
    for field in model._meta.concrete_fields:
        if field.unique:
            yield f'"{field.column}" = NEW."{field.column}"'
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            columns = [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr]  # never a relation from elsewhere
            same = [f'"{column}" = NEW."{column}"' for column in columns]
            _, _, condition = str(constraint.create_sql(model, connection.schema_editor())).partition(" WHERE ")
            both = [condition, re.sub(r'("\w+")', r"NEW.\1", condition)] if condition else []
            yield f"({' AND '.join([*same, *both])})"


def _existing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Each trigger that is in force, and the statement that would make it; "" where it does something else."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        return {name: statement if not body or body[0] == _REFUSE else "" for name, statement, *body in cursor}


def _missing(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    """Table, name and statement of each trigger that is not in force as it should be."""
    present = set(connection.introspection.table_names())
    existing = _existing(connection)
    for model in _models():
        table = model._meta.db_table
        for name, statement in _triggers(connection, model):
            if table in present and existing.get(name) != statement:
                yield table, name, statement


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers that are missing or do something else; harmless when none is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table, name, statement in list(_missing(connection)):
            cursor.execute(_drop(connection, table, name))
            cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for tests, which empty their own database between two of them."""
    with connection.cursor() as cursor:
        for model in _models():
            for name, _statement in _triggers(connection, model):
                cursor.execute(_drop(connection, model._meta.db_table, name))


def _drop(connection: BaseDatabaseWrapper, table: str, name: str) -> str:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{name}"{on}'


def _after_migrating(*, using: str, **_options: object) -> None:
    install_triggers(connections[using])


def check_guards(*, databases: Sequence[str] | None = None, **_options: Any) -> list[checks.CheckMessage]:  # noqa: ANN401 - Django's own signature
    """Look for each trigger, and read SQLite's pragmas back."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        missing = list(_missing(connection))
        for table in dict.fromkeys(table for table, _, _ in missing):
            names = ", ".join(name for of, name, _ in missing if of == table)
            hint = "Run `python manage.py migrate`: it installs them again."
            found.append(checks.Error(f"{table} is not guarded: {names}", hint=hint, id="idekom.E001"))
        if connection.vendor == "sqlite":
            found.extend(_check_pragmas(connection))
    return found


def _check_pragmas(connection: BaseDatabaseWrapper) -> Iterator[checks.CheckMessage]:
    from django.conf import settings  # noqa: PLC0415 - read when the check runs

    if connection.is_in_memory_db():  # type: ignore[attr-defined]  # only SQLite's wrapper has it
        return  # a test's database: nothing to lose, and no write-ahead log in memory
    with connection.cursor() as cursor:
        for pragma, wanted in settings.SQLITE_PRAGMAS.items():
            cursor.execute(f"PRAGMA {pragma}")
            row = cursor.fetchone()
            if row is None or str(row[0]).lower() != str(wanted):
                yield checks.Error(f"SQLite runs with {pragma}={row and row[0]}, not {wanted}.", id="idekom.E002")


def connect(config: AppConfig) -> None:
    """Install after every migration of this app, and look at every check of a database."""
    post_migrate.connect(_after_migrating, sender=config, dispatch_uid="install triggers")
    checks.register(check_guards, checks.Tags.database)
