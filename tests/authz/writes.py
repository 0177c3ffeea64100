"""Watching whether a request writes: every row of a council, its history, events and letters."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_OURS = '"meetings_'
_SIGNING_IN = '"last_login"'


@contextmanager
def watched() -> Iterator[list[str]]:
    """What is written to the project's own tables meanwhile; all of it is undone afterwards."""
    written: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: ANN401, FBT001 - Django's own signature
        if sql.lstrip().upper().startswith(_WRITES) and _OURS in sql and _SIGNING_IN not in sql:
            written.append(sql[:120])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield written
        transaction.set_rollback(True)
