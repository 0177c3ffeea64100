"""Enrolling: the council's people from a list. First what would become of each row, then, as it was shown, the change.

A row adds or changes, and takes nobody away. An empty cell changes nothing. The same list once more changes nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import SECRETARIES, AuditEntry, Council, Mandate, Member, Role, clock
from meetings.models.base import StaleRowError, acting_as
from meetings.procedure import seating
from meetings.procedure.placing import Entry, Places, Wanted
from meetings.procedure.steps import Objection, lock_council, must_write, refuse_if

NEW = "new"  # the answer that a row is about somebody new

# Rows with the same name and address are about one person. Without an address, a person on the council is told from
# others of that name by the mandate that stands: their id.
Who = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is to say something else: in words, and what is saved."""

    what: str
    old: str
    new: str
    value: object


@dataclass(frozen=True, slots=True)
class Way:
    """What becomes of a row if it is about this person; nobody is somebody new."""

    member: Member | None
    contact: tuple[Change, ...] = ()
    mandate: Mandate | None = None
    changes: tuple[Change, ...] = ()
    wanted: Wanted | None = None
    notes: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def answer(self) -> str:
        """How it is chosen."""
        return str(self.member.pk) if self.member else NEW

    @property
    def does_nothing(self) -> bool:
        """All of it stands in the register."""
        return bool(self.member) and not self.contact and not self.changes and self.wanted is None


@dataclass(frozen=True, slots=True)
class Line:
    """A row and the ways there are; more than one is a question, which is asked at the first row about the person."""

    entry: Entry
    who: Who
    ways: tuple[Way, ...]
    asked_at: int

    @property
    def is_question(self) -> bool:
        """Whether somebody has to say who it is."""
        return len(self.ways) > 1 and self.asked_at == self.entry.row

    def way(self, answers: Mapping[int, str]) -> Way | None:
        """The way that was chosen, or the only one."""
        if len(self.ways) == 1:
            return self.ways[0]
        return next((way for way in self.ways if way.answer == answers.get(self.asked_at)), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list would do, and who is not in it."""

    lines: list[Line]
    missing: list[Member]
    mark: str = field(default="")

    @property
    def does_nothing(self) -> bool:
        """Everything in the list stands in the register."""
        return all(len(line.ways) == 1 and line.ways[0].does_nothing for line in self.lines)


@dataclass(frozen=True, slots=True)
class Done:
    """How much was written."""

    new: int = 0
    changed: int = 0


def plan(council: Council, entries: Iterable[Entry], *, by: Member | None) -> Plan:
    """What would become of each row. Reads only; its mark says what was read, and what was found."""
    entries, places = list(entries), Places(council)
    found = seating.Known(council, {entry.email for entry in entries})
    places.claim_as_they_stand((one, {*found.bearing(one.name), *found.at(one.email)}) for one in entries)
    told = _told_apart(entries, found, places)
    first = {who: entry for entry, who in reversed(told)}
    people = {who: _people(entry, who, found) for who, entry in first.items()}
    lines = []
    for entry, who in told:
        ways = tuple(_way(entry, member, first[who], found, places, by) for member in people[who])
        lines.append(Line(entry, who, ways, asked_at=first[who].row))
    named = {way.member.pk for line in lines for way in line.ways if way.member}
    missing = sorted((one for one in places.sitting if one.pk not in named), key=lambda one: (one.sort_name, one.pk))
    return Plan(lines, missing, _mark(lines, missing))


def _told_apart(entries: Iterable[Entry], found: seating.Known, places: Places) -> list[tuple[Entry, Who]]:
    """Each row and who it is about. The first row about a person has their phone, wherever among them it is said."""
    sitting: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        sitting[entry.name.casefold()] |= _sitting(entry, found, places)
    told, phones = list[tuple[Entry, Who]](), dict[Who, str]()
    for entry in entries:
        name = entry.name.casefold()
        alone = _sitting(entry, found, places) or sitting[name]
        who = name, entry.email, next(iter(alone)) if len(alone) == 1 and not entry.email else None
        phones[who] = phones.get(who) or entry.phone
        told.append((entry, who))
    return [(replace(entry, phone=phones.pop(who, entry.phone)), who) for entry, who in told]


def _sitting(entry: Entry, found: seating.Known, places: Places) -> set[int]:
    """Who of that name has the very mandate that a row without an address says."""
    return set() if entry.email else {one.pk for one in found.bearing(entry.name) if places.holds(one, entry)}


def _people(entry: Entry, who: Who, found: seating.Known) -> list[Member | None]:
    """Who a row may be about: one if it is known, several if it is to be asked."""
    bearing, there = found.bearing(entry.name), found.at(entry.email)
    same = [one for one in bearing if (one in there if entry.email else one.pk == who[2])]
    if len(same) == 1:
        return [*same]
    likely = list(dict.fromkeys([*same, *there, *bearing]))
    return [*likely, None] if likely else [found.elsewhere(entry.name, entry.email)]


def _way(
    entry: Entry, member: Member | None, about: Entry, found: seating.Known, places: Places, by: Member | None
) -> Way:
    if about.row == entry.row:
        contact, notes, objections = _contact(entry, member, found, by)
    else:
        contact, notes, objections = [], [_("The same person as row %(row)s.") % {"row": about.row}], []
        if entry.phone and entry.phone != about.phone:
            objections.append(Objection("twice", _("Row %(row)s says another.") % {"row": about.row}, "phone"))
    mandate = places.standing(member, entry) if member else None
    changes = _changes(entry, mandate) if mandate else []
    wanted = None if mandate else places.wanted(entry, member)
    if wanted and member and (held := places.others(member)):
        stands = ", ".join(dict.fromkeys(f"{one.get_role_display()} {one.seat or ''}".strip() for one in held))
        notes.append(_("What the person holds already stands: %(what)s.") % {"what": stands})
    objections += _objections(entry, mandate, changes, wanted)
    return Way(member, tuple(contact), mandate, tuple(changes), wanted, tuple(notes), tuple(objections))


def _contact(
    entry: Entry, member: Member | None, found: seating.Known, by: Member | None
) -> tuple[list[Change], list[str], list[Objection]]:
    """What changes in name and contact. Of somebody who is on another council too, nothing."""
    if member is None:
        return [], [], []
    stands = {"name": " ".join(member.name.split()), "email": member.email.strip().lower(), "phone": member.phone}
    says = {"name": entry.name, "email": entry.email, "phone": entry.phone}
    if found.is_spelling(entry.name, member):
        says["name"] = stands["name"]
    differs = [what for what in stands if says[what] and says[what] != " ".join(stands[what].split())]
    if not found.is_only_here(member):
        return [], [_("Is on another council too: name, address and phone stand as they are.")], []
    refused = seating.objections_to_address(member, entry.email, by=by) if "email" in differs else []
    return [Change(what, getattr(member, what), says[what], says[what]) for what in differs], [], refused


def _changes(entry: Entry, mandate: Mandate) -> list[Change]:
    """What changes in a mandate that stands."""
    role = entry.role or Role(mandate.role)
    has_vote = mandate.has_vote if entry.has_vote is None else entry.has_vote
    if entry.has_vote is None and role != mandate.role and Role.CO_OPTED in {role, mandate.role}:
        has_vote = role != Role.CO_OPTED
    says = {
        "role": (mandate.get_role_display(), str(role.label), role),
        "from_on": (str(mandate.from_on), str(entry.from_on), entry.from_on or mandate.from_on),
        "until_on": (str(mandate.until_on or ""), str(entry.until_on), entry.until_on or mandate.until_on),
        "party": (mandate.party, entry.party, entry.party or mandate.party),
        "has_vote": (_vote(has_vote=mandate.has_vote), _vote(has_vote=has_vote), has_vote),
    }
    return [Change(what, *words) for what, words in says.items() if words[-1] != getattr(mandate, what)]


def _vote(*, has_vote: bool) -> str:
    return _("yes") if has_vote else _("no")


def _objections(
    entry: Entry, mandate: Mandate | None, changes: Iterable[Change], wanted: Wanted | None
) -> list[Objection]:
    """Why a mandate cannot be given or changed so."""
    found, says = list(wanted.objections) if wanted else [], {change.what: change.value for change in changes}
    role = entry.role or (Role(mandate.role) if mandate else Role.MEMBER)
    begins = entry.from_on or (mandate.from_on if mandate else clock.today())
    until = entry.until_on or (mandate.until_on if mandate else None)
    if (wanted or says) and {role, mandate.role if mandate else role} & set(SECRETARIES):
        words = _("Who keeps the minutes is not changed by a list. Do it in the register, or hand over.")
        found.append(Objection("secretary", words, "role"))
    if mandate and mandate.from_on <= clock.today() < begins:
        words = _("The mandate holds already. A list does not move its first day beyond today: end it in the register.")
        found.append(Objection("begins", words, "from_on"))
    if until and until < begins:
        found.append(Objection("days", _("The last day is before the first."), "until_on"))
    if role == Role.CO_OPTED and entry.has_vote:
        found.append(Objection("vote", _("Somebody co-opted takes part without a vote."), "has_vote"))
    return found


def _mark(lines: Iterable[Line], missing: Iterable[Member]) -> str:
    """What the plan says, and which saves of the rows it read: another mark is another plan."""
    said = [
        (
            line.entry,
            [
                (
                    way.answer,
                    way.member and way.member.row_version,
                    way.mandate and (way.mandate.pk, way.mandate.row_version),
                    way.contact,
                    way.changes,
                    way.wanted,
                    way.notes,
                    way.objections,
                )
                for way in line.ways
            ],
        )
        for line in lines
    ]
    return hashlib.sha256(repr((said, [member.pk for member in missing])).encode()).hexdigest()


def objections_to_enrol(
    made: Plan, answers: Mapping[int, str], *, council: Council, by: Member | None
) -> list[Objection]:
    """Why a list cannot be read in: a row that cannot be, or a question that nobody has answered."""
    found = must_write(by, council)
    for line in made.lines:
        way = line.way(answers)
        if way is None and line.is_question:
            words = _("Row %(row)s: say who it is.") % {"row": line.entry.row}
            found.append(Objection("who", words, f"who-{line.entry.row}"))
        found += [Objection(one.code, f"{_row(line)} {one.text}") for one in (way.objections if way else ())]
    rows: dict[int, list[str]] = defaultdict(list)
    for line in made.lines:
        if line.asked_at == line.entry.row and (way := line.way(answers)) and way.member:
            rows[way.member.pk].append(str(line.entry.row))
    for numbers in (numbers for numbers in rows.values() if len(numbers) > 1):
        words = _("Rows %(rows)s are about the same person: write the same name and address in each.")
        found.append(Objection("same", words % {"rows": ", ".join(numbers)}))
    return found


def _row(line: Line) -> str:
    return _("Row %(row)s:") % {"row": line.entry.row}


@transaction.atomic
def enrol(
    council: Council, entries: Iterable[Entry], answers: Mapping[int, str], *, seen: str, by: Member | None
) -> Done:
    """Write what the plan said that was seen. Doing it again is harmless.

    Raises ProcedureError, or StaleRowError when the register says something else by now.
    """
    council = lock_council(council.pk)
    made = plan(council, entries, by=by)
    if made.does_nothing:
        return Done()
    if made.mark != seen:
        message = "The register has changed since the list was looked at."
        raise StaleRowError(message)
    refuse_if(objections_to_enrol(made, answers, council=council, by=by))
    with acting_as(by):
        done = _write(council, made, answers, by=by)
    what = f"new={done.new} changed={done.changed}"
    AuditEntry.objects.create(council=council, member_id=by.pk if by else None, step="enrol", about=what)
    return done


def _write(council: Council, made: Plan, answers: Mapping[int, str], *, by: Member | None) -> Done:
    people: dict[Who, Member] = {}
    places, new, changed = Places(council), 0, set[int]()
    for line in made.lines:
        entry, way = line.entry, line.way(answers)
        assert way, "asked by the objections"
        if line.who not in people:
            people[line.who] = _person(entry, way, by=by)
            new += way.member is None
        member = people[line.who]
        if way.mandate:
            _change(way.mandate, way.changes)
        elif way.wanted:
            places.give(member, entry, way.wanted)
        if way.member and not way.does_nothing:
            changed.add(member.pk)
    return Done(new=new, changed=len(changed))


def _person(entry: Entry, way: Way, *, by: Member | None) -> Member:
    """The person of a row: somebody new, or known, with what the list says of them."""
    if way.member is None:
        return Member.objects.create(name=entry.name, email=entry.email, phone=entry.phone)
    if not way.contact:
        return way.member
    says = {change.what: change.new for change in way.contact}
    stands = {name: getattr(way.member, name) for name in ("name", "email", "phone")}
    return seating.save_person(way.member, **{**stands, **says}, row_version=way.member.row_version, by=by)


def _change(mandate: Mandate, changes: Iterable[Change]) -> None:
    for change in changes:
        setattr(mandate, change.what, change.value)
    if changes:
        mandate.save()
