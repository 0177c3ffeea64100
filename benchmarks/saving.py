"""What a pause of the fingers costs: keeping an item's words, beside a view that only answers a string.

CPU of the process for each request through the whole of Django but the server, the median of many, in one run.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

ROUNDS = 200

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idekom.settings")


def cost(ask: Callable[[], object]) -> float:
    """The median CPU of one request, in milliseconds."""
    found = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        ask()
        found.append((time.process_time() - begun) * 1000)
    return statistics.median(found)


def measure() -> None:
    """Found a council in an empty database, and type in one of its items."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.support import council

    settings.ALLOWED_HOSTS = ["testserver"]
    world = council.found()
    item = council.item(council.opened(world, on=council.day(0), written={"Bryggan": ""}).meeting, "Bryggan")
    assert world.secretary.user
    client = Client()
    client.force_login(world.secretary.user)
    kept = {"version": item.row_version, "words": "Vi talade om bryggan. "}

    def keep() -> None:
        kept["words"] = f"{kept['words']}och "
        sent = {"title": item.title, "text": kept["words"], "row_version": kept["version"]}
        kept["version"] = client.post(f"/arbete/punkter/{item.pk}/spara/", sent).json()["row_version"]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        keep()
    questions = [one for one in asked.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT"))]
    saving, bare = cost(keep), cost(lambda: client.get("/halsa"))
    sys.stdout.write(
        f"keeping an item: {len(questions)} queries, {saving:.1f} ms CPU; a string: {bare:.1f} ms; "
        f"{saving / bare:.1f} times as much\n"
    )


def main() -> None:
    """Measure in a database of its own, which is taken away again."""
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        measure()
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
