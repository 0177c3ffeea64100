"""Who comes to a meeting, as they have replied: by side, with the count for coffee."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from meetings.models import Coming, Mandate, Meeting, Presenter, Reply, Role

COUNTED = (Role.MEMBER, Role.CHAIR, Role.VICE_CHAIR)  # whose places the table has


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is called, and what they have replied."""

    name: str
    role: str
    is_counted: bool
    is_substitute: bool
    reply: Reply | None

    @property
    def comes(self) -> bool:
        """Whether they come themselves."""
        return self.reply is not None and self.reply.says == Coming.COMES

    @property
    def sends_substitute(self) -> bool:
        """Whether somebody comes in their place."""
        return self.reply is not None and self.reply.says == Coming.SUBSTITUTE

    @property
    def was_told(self) -> bool:
        """Whether somebody else wrote it down."""
        return self.reply is not None and self.reply.entered_by_id != self.reply.member_id


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the table; "" for those who belong to none."""

    name: str
    people: list[Person]

    @property
    def places(self) -> int:
        """How many have a place."""
        return sum(1 for one in self.people if one.is_counted)

    @property
    def filled(self) -> int:
        """How many of the places somebody comes to: the member or a substitute."""
        return sum(1 for one in self.people if one.is_counted and (one.comes or one.sends_substitute))


@dataclass(frozen=True, slots=True)
class Replies:
    """All of them. Guests are those who are called to an item alone."""

    sides: list[Side]
    guests: int

    @property
    def people(self) -> list[Person]:
        """Everybody who is called."""
        return [one for side in self.sides for one in side.people]

    @property
    def answered(self) -> int:
        """How many have replied."""
        return sum(1 for one in self.people if one.reply)

    @property
    def filled(self) -> int:
        """How many places are filled."""
        return sum(side.filled for side in self.sides)

    @property
    def places(self) -> int:
        """How many places there are."""
        return sum(side.places for side in self.sides)

    @property
    def coffee(self) -> int:
        """How many come, guests too. A substitute who has replied is not counted once more for whom they replace."""
        come = sum(1 for one in self.people if one.comes)
        sent = sum(1 for one in self.people if one.sends_substitute)
        replied = sum(1 for one in self.people if one.is_substitute and one.comes)
        return come + max(0, sent - replied) + self.guests


def replies_to(meeting: Meeting) -> Replies:
    """What those who are called have replied; as many questions for many people as for one."""
    given = {one.member_id: one for one in meeting.replies.all()}
    side, seat = F("seat__side__position").asc(nulls_last=True), F("seat__position").asc(nulls_last=True)
    held = Mandate.objects.on(meeting.held_on).filter(council=meeting.council_id, member__anonymised_at=None)
    found: dict[int, tuple[str, Person]] = {}
    for mandate in held.select_related("member", "seat__side").order_by(side, seat, "pk"):
        if mandate.member_id not in found:
            of = mandate.seat.side if mandate.seat else None
            found[mandate.member_id] = (of.name if of else "", _person(mandate, given.get(mandate.member_id)))
    guests = Presenter.objects.filter(item__meeting=meeting, item__withdrawn_why="", member=None)
    return Replies(_by_side(found.values()), len(set(guests.values_list("printed_name", flat=True))))


def _by_side(people: Iterable[tuple[str, Person]]) -> list[Side]:
    sides: dict[str, list[Person]] = {}
    for name, person in people:
        sides.setdefault(name, []).append(person)
    return [Side(name, sides[name]) for name in sorted(sides, key=lambda name: name == "")]


def _person(mandate: Mandate, reply: Reply | None) -> Person:
    role = Role(mandate.role)
    return Person(
        name=mandate.member.name,
        role="" if role == Role.MEMBER else str(role.label),
        is_counted=role in COUNTED,
        is_substitute=role == Role.SUBSTITUTE,
        reply=reply,
    )
