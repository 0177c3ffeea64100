"""Around the table and on it: the seats of a council today, and the questions that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef

from meetings.models import Council, Mandate, PublicPage, Seat, clock
from meetings.text import Outcome
from meetings.web.public import pages

_WAITS = {Outcome.TABLED.value, Outcome.NOT_REACHED.value}


@dataclass(slots=True)
class SideOfTable:
    """One side with its counted seats; a seat is true if somebody holds it."""

    name: str
    seats: list[bool]

    @property
    def taken(self) -> int:
        """How many seats are held."""
        return sum(self.seats)

    @property
    def vacant(self) -> int:
        """How many seats nobody holds."""
        return len(self.seats) - self.taken


def sides(council: Council) -> list[SideOfTable]:
    """The sides of the table today, in the order they are printed; one query."""
    held = Mandate.objects.on(clock.today()).filter(seat=OuterRef("pk"))
    seats = Seat.objects.on(clock.today()).filter(council=council, is_counted=True)
    found: dict[int | None, SideOfTable] = {}
    by_side = F("side__position").asc(nulls_last=True)  # seats of no side come last, on every database
    for seat in seats.annotate(is_taken=Exists(held)).select_related("side").order_by(by_side, "side"):
        side = found.setdefault(seat.side_id, SideOfTable(seat.side.name if seat.side else council.name, []))
        side.seats.append(seat.is_taken)
    for side in found.values():
        side.seats.sort(reverse=True)
    return list(found.values())


@dataclass(slots=True)
class Waiting:
    """A question on the table: its latest item, since when and how many times it was tabled."""

    page: PublicPage
    facts: dict[str, Any]
    since: date
    times: int = 0

    @property
    def weeks(self) -> int:
        """How long it has lain there."""
        return (clock.today() - self.since).days // 7


def lying(found: Iterable[PublicPage]) -> list[Waiting]:
    """What lies on the table, from published items alone, the newest first.

    A matter waits if its latest item says so; how far back it has waited is counted until an item that
    ended otherwise.
    """
    waiting: dict[str, Waiting] = {}
    ended: set[str] = set()
    for page in found:
        facts = pages.facts(page)
        matter, outcomes = facts["matter"], set(facts["outcomes"])
        if not matter or matter in ended:
            continue
        if not outcomes & _WAITS:
            ended.add(matter)
            continue
        one = waiting.setdefault(matter, Waiting(page, facts, page.meeting.held_on))
        one.since = page.meeting.held_on
        one.times += Outcome.TABLED.value in outcomes
    return list(waiting.values())
