"""Placing: which mandate a row of a list is about, and else which seat it gives. A part of enrolling."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from meetings.models import SECRETARIES, Council, Mandate, Member, Organisation, Role, Seat, Side, clock
from meetings.procedure.steps import Objection

_COUNTED = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: a person, and what they are on the council. Empty is not said."""

    row: int
    name: str
    email: str = ""
    phone: str = ""
    side: str = ""
    organisation: str = ""
    role: Role | None = None
    from_on: date | None = None
    until_on: date | None = None
    party: str = ""
    has_vote: bool | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mandate that is to be given, and what has to be made for it. Without a side and an organisation: no seat."""

    role: Role
    begins: date
    until: date | None
    has_vote: bool
    side: str = ""
    organisation: str = ""
    seat: int | None = None
    is_new_side: bool = False
    is_new_organisation: bool = False
    objections: tuple[Objection, ...] = ()

    @property
    def is_new_seat(self) -> bool:
        """No seat of that organisation is vacant."""
        return self.seat is None and bool(self.side or self.organisation)


class Places:
    """The council's mandates, seats, sides and organisations. What one row is about, no other row is."""

    def __init__(self, council: Council) -> None:
        self.council, self.today = council, clock.today()
        held = Mandate.objects.filter(council=council, member__anonymised_at=None)
        held = held.select_related("member__user", "seat__side", "seat__organisation")
        self.mandates = list(held.order_by("from_on", "pk"))
        seats = Seat.objects.filter(council=council).select_related("side", "organisation")
        self.seats = list(seats.order_by("position", "pk"))
        self.sides = list(Side.objects.filter(council=council))
        self.organisations = list(Organisation.objects.filter(side__council=council).select_related("side"))
        self._of: dict[int, list[Mandate]] = defaultdict(list)
        for mandate in self.mandates:
            self._of[mandate.member_id].append(mandate)
        self._as_it_stands: dict[tuple[int, int], Mandate] = {}
        self._claimed: set[int] = set()
        self._promised: dict[int, int] = {}

    @property
    def sitting(self) -> set[Member]:
        """Everybody with a mandate today."""
        return {one.member for one in self.mandates if one.from_on <= self.today and self._lives(one)}

    def claim_as_they_stand(self, pairs: Iterable[tuple[Entry, Iterable[Member]]]) -> None:
        """Let every row that says what stands have its mandate, before any other row is about it."""
        for entry, people in pairs:
            for member in people:
                found = [one for one in self._free(member) if self._says(entry, one)]
                found = sorted(found, key=lambda one: bool(one.seat) != bool(entry.side or entry.organisation))
                if found:
                    self._as_it_stands[entry.row, member.pk] = found[0]
                    self._claimed.add(found[0].pk)

    def holds(self, member: Member, entry: Entry) -> bool:
        """Whether the person has the very mandate that a row says."""
        return (entry.row, member.pk) in self._as_it_stands

    def standing(self, member: Member, entry: Entry) -> Mandate | None:
        """The mandate that a row is about: as it stands, or with another period or role."""
        found = self._as_it_stands.get((entry.row, member.pk)) or next(
            (one for one in self._free(member) if self._may_be(entry, one)), None
        )
        if found:
            self._claimed.add(found.pk)
        return found

    def others(self, member: Member) -> list[Mandate]:
        """What the person holds that no row is about."""
        return [one for one in self._free(member) if self._lives(one)]

    def _free(self, member: Member) -> list[Mandate]:
        return [one for one in self._of[member.pk] if one.pk not in self._claimed]

    def _lives(self, mandate: Mandate) -> bool:
        return mandate.until_on is None or mandate.until_on >= self.today

    def _says(self, entry: Entry, mandate: Mandate) -> bool:
        is_then = mandate.from_on == entry.from_on if entry.from_on else self._lives(mandate)
        return is_then and _is_there(entry, mandate) and entry.role in {None, mandate.role}

    def _may_be(self, entry: Entry, mandate: Mandate) -> bool:
        if not _is_there(entry, mandate):
            return False
        if entry.role in {None, mandate.role}:
            begins = entry.from_on or self.today
            return (mandate.until_on or begins) >= begins and (entry.until_on or mandate.from_on) >= mandate.from_on
        is_same_time = entry.from_on in {None, mandate.from_on} and self._lives(mandate)
        return is_same_time and not {entry.role, mandate.role} & set(SECRETARIES)

    def wanted(self, entry: Entry, member: Member | None) -> Wanted:
        """The mandate that a row gives, as an ordinary member from today unless it says otherwise."""
        role, begins = entry.role or Role.MEMBER, entry.from_on or self.today
        side, organisation, objections = self._whom(entry)
        seat = self._seat(entry, role, begins, side=side, organisation=organisation, member=member)
        if seat:
            self._promised[entry.row] = seat.pk
        return Wanted(
            role=role,
            begins=begins,
            until=entry.until_on,
            has_vote=role != Role.CO_OPTED if entry.has_vote is None else entry.has_vote,
            side=side,
            organisation=organisation,
            seat=seat.pk if seat else None,
            is_new_side=bool(side) and self._side(side) is None,
            is_new_organisation=bool(organisation) and self._organisation(side, organisation) is None,
            objections=tuple(objections),
        )

    def _whom(self, entry: Entry) -> tuple[str, str, list[Objection]]:
        """The side and the organisation, as they are called here."""
        known = self._side(entry.side)
        side = known.name if known else entry.side
        if entry.organisation and not side:
            there = {one.side.name for one in self.organisations if _same(one.name, entry.organisation)}
            if len(there) != 1:
                return "", entry.organisation, [Objection("side", _("Say on which side the organisation is."), "side")]
            side = there.pop()
        organisation = self._organisation(side, entry.organisation)
        return side, organisation.name if organisation else entry.organisation, []

    def _seat(
        self, entry: Entry, role: Role, begins: date, *, side: str, organisation: str, member: Member | None
    ) -> Seat | None:
        """The person's own seat there, or a vacant one that no earlier row has been promised."""
        there = [one for one in self.seats if _same(str(one.side or ""), side) and _is_for(one, organisation)]
        if not (side or organisation):
            return None
        mine = {one.seat_id for one in self._of[member.pk] if (one.until_on or begins) >= begins} if member else set()
        taken = {one.seat_id for one in self.mandates if (one.until_on or begins) >= begins}
        taken |= {pk for row, pk in self._promised.items() if row != entry.row}
        vacant = (one for one in there if one.pk not in taken and one.is_counted == (role in _COUNTED))
        stands = (one for one in vacant if one.from_on <= begins and (one.until_on or begins) >= begins)
        return next((one for one in there if one.pk in mine), None) or next(stands, None)

    def _side(self, name: str) -> Side | None:
        return next((one for one in self.sides if _same(one.name, name)), None)

    def _organisation(self, side: str, name: str) -> Organisation | None:
        found = (one for one in self.organisations if _same(one.name, name) and _same(one.side.name, side))
        return next(found, None)

    def give(self, member: Member, entry: Entry, wanted: Wanted) -> Mandate:
        """Give the mandate, with the side, organisation and seat it needs."""
        return Mandate.objects.create(
            council=self.council,
            member=member,
            seat=self._made_seat(wanted),
            role=wanted.role,
            from_on=wanted.begins,
            until_on=wanted.until,
            party=entry.party,
            has_vote=wanted.has_vote,
        )

    def _made_seat(self, wanted: Wanted) -> Seat | None:
        if wanted.seat:
            return next(one for one in self.seats if one.pk == wanted.seat)
        if not wanted.is_new_seat:
            return None
        side = self._side(wanted.side)
        if side is None:
            last = max((one.position for one in self.sides), default=-1)
            side = Side.objects.create(council=self.council, name=wanted.side, position=last + 1)
            self.sides.append(side)
        organisation = self._organisation(side.name, wanted.organisation) if wanted.organisation else None
        if wanted.organisation and organisation is None:
            organisation = Organisation.objects.create(side=side, name=wanted.organisation)
            self.organisations.append(organisation)
        last = max((one.position for one in self.seats if one.side_id == side.pk), default=-1)
        seat = Seat.objects.create(
            council=self.council,
            side=side,
            organisation=organisation,
            is_counted=wanted.role in _COUNTED,
            position=last + 1,
            from_on=wanted.begins,
        )
        self.seats.append(seat)
        return seat


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == other.casefold()


def _is_for(seat: Seat, organisation: str) -> bool:
    return _same(str(seat.organisation or ""), organisation)


def _is_there(entry: Entry, mandate: Mandate) -> bool:
    """Whether a mandate is for what a row says; what a row does not say is no obstacle."""
    seat = mandate.seat
    on_side = not entry.side or bool(seat and seat.side and _same(seat.side.name, entry.side))
    return on_side and (not entry.organisation or bool(seat and _is_for(seat, entry.organisation)))
