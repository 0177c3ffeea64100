"""Who sits where on a day: the seats of a council by side, whoever holds them, and what begins and ends soon."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from meetings.models import Council, Mandate, Seat

_SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Place:
    """A seat and who holds it that day, or a mandate without one. `before` is who held a vacant seat last."""

    seat: Seat | None
    held: list[Mandate]
    before: Mandate | None = None

    @property
    def is_shared(self) -> bool:
        """Several hold it, and it counts once."""
        return self.seat is not None and len(self.held) > 1


@dataclass(frozen=True, slots=True)
class Part:
    """One side of the table, or those who sit at none."""

    name: str
    places: list[Place] = field(default_factory=list)

    @property
    def counted(self) -> list[Place]:
        """The places that count around the table."""
        return [place for place in self.places if place.seat and place.seat.is_counted]

    @property
    def taken(self) -> int:
        """How many of them somebody holds."""
        return sum(1 for place in self.counted if place.held)


@dataclass(frozen=True, slots=True)
class Table:
    """The council on a day."""

    day: date
    parts: list[Part]
    ending: list[Mandate]
    beginning: list[Mandate]

    @property
    def vacant(self) -> int:
        """How many of the places that count nobody holds."""
        return sum(len(part.counted) - part.taken for part in self.parts)


def table(council: Council, day: date) -> Table:
    """The table on a day; the number of queries does not grow with it."""
    found = Mandate.objects.filter(council=council).select_related("member__user", "seat__side", "seat__organisation")
    held = list(found.on(day).order_by("role", "member__sort_name", "pk"))
    by_seat: dict[int | None, list[Mandate]] = defaultdict(list)
    for mandate in held:
        by_seat[mandate.seat_id].append(mandate)
    side = F("side__position").asc(nulls_last=True)  # seats of no side come last, on every database
    seats = Seat.objects.filter(council=council).on(day).select_related("side", "organisation")
    standing = list(seats.order_by(side, "side", "position", "pk"))
    before = _before(seat for seat in standing if seat.pk not in by_seat)
    places = [Place(seat, by_seat.pop(seat.pk, []), before.get(seat.pk)) for seat in standing]
    places += [Place(None, [mandate]) for rest in by_seat.values() for mandate in rest]
    soon = day + _SOON
    coming = found.filter(from_on__gt=day, from_on__lte=soon).order_by("from_on", "member__sort_name", "pk")
    ending = [one for one in held if one.until_on and one.until_on <= soon]
    return Table(day, _parts(council, places), sorted(ending, key=lambda one: (one.until_on, one.pk)), list(coming))


def _before(vacant: Iterable[Seat]) -> dict[int | None, Mandate]:
    """Who held each vacant seat last."""
    found = Mandate.objects.filter(seat__in=[seat.pk for seat in vacant]).select_related("member")
    return {one.seat_id: one for one in found.exclude(until_on=None).order_by("until_on", "pk")}


def _parts(council: Council, places: Iterable[Place]) -> list[Part]:
    parts: dict[str, Part] = {}
    for place in places:
        key = f"side {place.seat.side_id}" if place.seat else ""
        name = str(place.seat.side or council) if place.seat else _("Without a seat")
        parts.setdefault(key, Part(name)).places.append(place)
    return list(parts.values())
