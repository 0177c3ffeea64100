"""Seating: the people of a council, their names and addresses, and the accounts that let them sign in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from meetings import access
from meetings.letters import outbox
from meetings.models import AuditEntry, Council, Mandate, Meeting, Member, MemberAlias, Role, User, clock
from meetings.models.base import StaleRowError, acting_as
from meetings.procedure.steps import Objection, lock_council, refuse_if

SAVE_ACCOUNT = "save_account"


class People:
    """Who a written name may be: those with a mandate on the council, and those in a meeting's register.

    Two may bear the same name; then it names neither. Never guessed.
    """

    def __init__(self, meeting: Meeting) -> None:
        seated = Member.objects.filter(mandates__council=meeting.council_id)
        present = Member.objects.filter(attendances__meeting=meeting)
        self._bear: dict[str, set[Member]] = {}
        for member in (seated | present).distinct():
            self._add(member.name, member)
        for alias in MemberAlias.objects.filter(member__mandates__council=meeting.council_id).select_related("member"):
            self._add(alias.name, alias.member)

    def _add(self, name: str, member: Member) -> None:
        self._bear.setdefault(name.casefold(), set()).add(member)

    def __iter__(self) -> Iterator[Member]:
        """Each of them once, as Swedish sorts."""
        everybody = set().union(*self._bear.values())
        return iter(sorted(everybody, key=lambda member: (member.sort_name, member.pk)))

    @property
    def names(self) -> list[str]:
        """Every name and spelling, in small letters."""
        return list(self._bear)

    def bearing(self, name: str) -> set[Member]:
        """Everybody with that name or spelling, whole."""
        return self._bear.get(name.casefold(), set())

    def find(self, name: str) -> Member | None:
        """The one person with that name or spelling, or nobody."""
        found = self.bearing(name)
        return next(iter(found)) if len(found) == 1 else None


class Known:
    """Who a row of a list may be: those who have or had a mandate on the council, by name, spelling and address.

    Of other councils' people only this is asked: whether somebody has both this very name and this very address.
    """

    def __init__(self, council: Council, emails: Iterable[str]) -> None:
        here = Member.objects.filter(mandates__council=council, anonymised_at=None)
        people = list(here.select_related("user").distinct().order_by("sort_name", "pk"))
        self._here = {member.pk for member in people}
        by_pk = {member.pk: member for member in people}
        aliases = MemberAlias.objects.filter(member__in=self._here)
        self._spellings = {(alias.member_id, _folded(alias.name)) for alias in aliases}
        self._named: dict[str, list[Member]] = defaultdict(list)
        self._at: dict[str, list[Member]] = defaultdict(list)
        for member in people:
            self._named[_folded(member.name)].append(member)
            self._at[_written(member.email)].append(member)
        for pk, name in sorted(self._spellings):
            if by_pk[pk] not in self._named[name]:
                self._named[name].append(by_pk[pk])
        elsewhere = Mandate.objects.filter(member__in=self._here).exclude(council=council)
        self._elsewhere = set(elsewhere.values_list("member", flat=True))
        others = Member.objects.exclude(pk__in=self._here).filter(anonymised_at=None).select_related("user")
        self._others: dict[tuple[str, str], list[Member]] = defaultdict(list)
        for member in others.annotate(at=Lower("email")).filter(at__in=set(emails) - {""}):
            self._others[_folded(member.name), _written(member.email)].append(member)

    def bearing(self, name: str) -> list[Member]:
        """Everybody on the council with that name or spelling."""
        return self._named.get(_folded(name), [])

    def at(self, email: str) -> list[Member]:
        """Everybody on the council with that address."""
        return self._at.get(email, []) if email else []

    def elsewhere(self, name: str, email: str) -> Member | None:
        """The one person who is not on the council and has that name and that address."""
        same = self._others.get((_folded(name), email), [])
        return same[0] if len(same) == 1 else None

    def is_spelling(self, name: str, member: Member) -> bool:
        """Whether it is another spelling of the person's name."""
        return (member.pk, _folded(name)) in self._spellings

    def is_only_here(self, member: Member) -> bool:
        """Whether the person is on this council and no other."""
        return member.pk in self._here and member.pk not in self._elsewhere


def objections_to_keep(member: Member, *, by: Member | None) -> list[Objection]:
    """Why somebody may not change a person: only secretaries of a council where the person has a mandate may."""
    found = []
    if by is not None and not _shared(member, by):
        found.append(Objection("not_secretary", _("Only the secretary of the person's council can do this.")))
    if member.anonymised_at:
        found.append(Objection("anonymised", _("The person has been anonymised.")))
    return found


def objections_to_address(member: Member, email: str, *, by: Member | None) -> list[Objection]:
    """Why a person's address cannot become this one.

    Whoever reads the letters to an address can sign in and answer with it. So no secretary changes the address of
    somebody whom letters reach about more than the secretary's own councils.
    """
    email, found = _written(email), []
    if email == _written(member.email):
        return []
    if member.email and by is not None and _keeps_above(member, by):
        found.append(Objection("above", _("Only the secretary changes a secretary's address."), "email"))
    if member.email and by is not None and _elsewhere(member, by):
        text = _("The person is also an administrator, or on a council that is not yours: the address stands.")
        found.append(Objection("elsewhere", text, "email"))
    if member.user and not email:
        found.append(Objection("no_address", _("Somebody with an account needs an address."), "email"))
    return [*found, *(_taken(email, member.user) if member.user else [])]


@transaction.atomic
def save_person(member: Member, *, name: str, email: str, phone: str, row_version: int, by: Member | None) -> Member:
    """Save somebody's name and contact facts. A new address is also the one to sign in with, and is noted.

    Whoever was signed in with the old address is signed out, and the old address is told.
    Raises ProcedureError or StaleRowError.
    """
    member = Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)
    if member.row_version != row_version:
        message = "The person was saved by somebody else."
        raise StaleRowError(message)
    refuse_if([*objections_to_keep(member, by=by), *objections_to_address(member, email, by=by)])
    former = _written(member.email)
    has_moved = former != _written(email)
    with acting_as(by):
        member.name, member.email, member.phone = name, _written(email), phone
        member.save()
    if has_moved:
        _note("change_address", member, by=by)
        council = _shared(member, by) if by else access.councils_of(member).first()
        if former and council:
            outbox.post_to_former(former, member, council=council)
        if member.user:
            member.user.email = member.email
            member.user.set_unusable_password()  # a new one: sessions that hold the old one end
            member.user.save()
    return member


def objections_to_open_account(member: Member, *, by: Member | None) -> list[Objection]:
    """Why somebody cannot get an account."""
    found = objections_to_keep(member, by=by)
    if not member.email:
        found.append(Objection("no_address", _("The person has no e-mail address."), "email"))
        return found
    # An administrator's account is not given a person, and with it rights to protocols, by a secretary.
    used = Q(member__isnull=False) | Q(is_administrator=True) if by else Q(member__isnull=False)
    taken = User.objects.filter(used, email=_written(member.email))
    return [*found, *([_address_taken()] if taken.exists() else [])]


@transaction.atomic
def open_account(member: Member, *, by: Member | None) -> User:
    """Give somebody an account at their address. An account without a person becomes theirs.

    Doing it again is harmless and gives the account they have. Raises ProcedureError.
    """
    member = Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)
    if member.user:
        return member.user
    refuse_if(objections_to_open_account(member, by=by))
    with acting_as(by):
        email = _written(member.email)
        member.user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        member.save()
    _note("open_account", member, by=by)
    return member.user


def objections_to_seat_secretary(council: Council, *, email: str = "") -> list[Objection]:
    """Why an administrator cannot give a council a secretary: one who has a secretary keeps its own mandates.

    Nor does anybody who keeps the installation become one: an administrator has no part in any protocol.
    """
    if found := _administrators(email):
        return found
    if council._state.adding or not Mandate.objects.secretaries().on(clock.today()).filter(council=council).exists():
        return []
    return [Objection("has_secretary", _("The council has a secretary, who keeps its mandates."))]


def objections_to_let_in(member: Member) -> list[Objection]:
    """Why somebody cannot be given the right to write: they could not sign in, or keep the installation."""
    if member.user:
        return _administrators(member.user.email)
    return [*objections_to_open_account(member, by=None), *_administrators(member.email)]


def _administrators(email: str) -> list[Objection]:
    """An administrator has no part in any protocol."""
    if not User.objects.filter(email=_written(email), is_administrator=True).exists():
        return []
    words = _("The address is an administrator's, who has no part in any protocol.")
    return [Objection("administrator", words, "secretary_email")]


@transaction.atomic
def seat_secretary(council: Council, *, name: str, email: str) -> Mandate:
    """Give a council without a secretary one, with an account; somebody who has one is taken as they are."""
    council = lock_council(council.pk)
    refuse_if(objections_to_seat_secretary(council, email=email))
    user = User.objects.filter(email=_written(email)).select_related("member").first()
    member = getattr(user, "member", None) or Member.objects.create(name=name, email=_written(email))
    mandate = Mandate.objects.create(council=council, member=member, role=Role.SECRETARY, from_on=clock.today())
    AuditEntry.objects.create(council=council, step="seat_secretary", about=str(member.pk))
    open_account(member, by=None)
    return mandate


@transaction.atomic
def save_account(user: User, *, by: User) -> User:
    """Save an account that an administrator made, shut or opened. Who it was and what is noted; never the address."""
    if user._state.adding or not user.is_active:
        user.set_unusable_password()  # a new one: the sessions of an account that is shut do not wake with it
    user.save()
    what = f"is_active={user.is_active} is_administrator={user.is_administrator} by={by.pk}"
    AuditEntry.objects.create(step=SAVE_ACCOUNT, about=str(user.pk), reason=what)
    return user


def _written(email: str) -> str:
    """An address as it is kept: small letters, no spaces around."""
    return email.strip().lower()


def _folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def _shared(member: Member, by: Member) -> Council | None:
    """A council that `by` keeps and where the person has or had a mandate."""
    return access.councils_of_secretary(by).filter(mandates__member=member).first()


def _elsewhere(member: Member, by: Member) -> bool:
    """Whether the person is an administrator, or has, had or will have a part in a council that `by` does not keep."""
    kept = access.councils_of_secretary(by).values("pk")
    mandates = member.mandates.exclude(council__in=kept)
    present = member.attendances.exclude(meeting__council__in=kept)
    offices = member.offices.exclude(meeting__council__in=kept)
    elsewhere = mandates.exists() or present.exists() or offices.exists()
    return bool(member.user and member.user.is_administrator) or elsewhere


def _keeps_above(member: Member, by: Member) -> bool:
    """Whether the person is secretary where the other only stands in for one."""
    secretaries = Mandate.objects.on(clock.today()).filter(role=Role.SECRETARY)
    kept = secretaries.filter(member=by).values("council")
    return member != by and secretaries.filter(member=member).exclude(council__in=kept).exists()


def _taken(email: str, user: User) -> list[Objection]:
    others = User.objects.filter(email=email).exclude(pk=user.pk)
    return [_address_taken()] if email and others.exists() else []


def _address_taken() -> Objection:
    return Objection("taken", _("The address already belongs to another account."), "email")


def _note(step: str, member: Member, *, by: Member | None) -> None:
    """Leave the event; it names the person by number only."""
    council = _shared(member, by) if by else None
    AuditEntry.objects.create(council=council, member_id=by.pk if by else None, step=step, about=str(member.pk))
