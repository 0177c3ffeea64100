"""Migrations stand in one line, say in their name what they do, and can be undone."""

import re

from django.apps import apps
from django.db import connection
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

NAME = re.compile(r"\d{4}_[a-z]+(_[a-z0-9]+)+")


def line() -> list[str]:
    """The names of the project's migrations, in the order of their numbers."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    return sorted(name for app, name in loader.disk_migrations or {} if app == "meetings")


def test_each_follows_the_one_before(db: None) -> None:
    migrations = MigrationLoader(connection).disk_migrations or {}
    names = line()
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    for before, name in zip([None, *names], names, strict=False):
        own = [parent for app, parent in migrations["meetings", name].dependencies if app == "meetings"]
        assert own == ([before] if before else [])


def test_each_says_what_it_does(db: None) -> None:
    assert [name for name in line() if not NAME.fullmatch(name) or "auto" in name.split("_")] == []


def test_each_can_be_undone(db: None) -> None:
    migrations = MigrationLoader(connection).disk_migrations or {}
    steps = [(name, step) for name in line() for step in migrations["meetings", name].operations]
    assert [name for name, step in steps if isinstance(step, RunPython | RunSQL) and not step.reversible] == []


def test_none_brings_data_of_its_own(db: None) -> None:
    assert [
        model.__name__ for model in apps.get_app_config("meetings").get_models() if model._base_manager.exists()
    ] == []
