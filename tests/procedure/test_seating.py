"""People, their addresses and their accounts."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from meetings.letters import composing
from meetings.models import AuditEntry, Council, Letter, LetterKind, Mandate, Member, Role, User
from meetings.models.base import StaleRowError
from meetings.procedure import seating
from meetings.procedure.steps import ProcedureError

SINCE = date(2020, 1, 1)


def seated(name: str, council: Council, role: Role = Role.MEMBER, *, email: str = "") -> Member:
    member = Member.objects.create(name=name, email=email)
    Mandate.objects.create(council=council, member=member, role=role, from_on=SINCE)
    return member


@pytest.fixture
def council(db: None) -> Council:
    return Council.objects.create(slug="hamnradet", name="Hamnrådet")


@pytest.fixture
def elsewhere(db: None) -> Council:
    return Council.objects.create(slug="skogsradet", name="Skogsrådet")


@pytest.fixture
def secretary(council: Council) -> Member:
    return seated("Signe Sekreterare", council, Role.SECRETARY, email="signe@example.org")


@pytest.fixture
def member(council: Council) -> Member:
    return seated("Maja Medlem", council, email="Maja@example.org")


def codes(refused: pytest.ExceptionInfo[ProcedureError]) -> list[str]:
    return [objection.code for objection in refused.value.objections]


def save(member: Member, *, by: Member | None, email: str, name: str = "Maja Medlem") -> Member:
    row_version = Member.objects.get(pk=member.pk).row_version
    return seating.save_person(member, name=name, email=email, phone="", row_version=row_version, by=by)


def test_an_account_is_opened_once_at_the_persons_address_in_small_letters(member: Member, secretary: Member) -> None:
    first = seating.open_account(member, by=secretary)
    second = seating.open_account(member, by=secretary)
    assert first == second
    assert first.email == "maja@example.org"
    assert Member.objects.get(pk=member.pk).user == first
    entry = AuditEntry.objects.get(step="open_account")
    assert (entry.member_id, entry.about) == (secretary.pk, str(member.pk))


def test_an_account_without_a_person_becomes_theirs(member: Member, secretary: Member) -> None:
    user = User.objects.create_user("maja@example.org")
    assert seating.open_account(member, by=secretary) == user


def test_an_administrators_account_is_given_no_person_by_a_secretary(member: Member, secretary: Member) -> None:
    User.objects.create_superuser("maja@example.org")
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        seating.open_account(member, by=secretary)
    assert codes(refused) == ["taken"]


def test_no_account_is_opened_at_somebody_elses_address(member: Member, council: Council, secretary: Member) -> None:
    seating.open_account(member, by=secretary)
    other = seated("Malte Annan", council, email="MAJA@example.org")
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        seating.open_account(other, by=secretary)
    assert codes(refused) == ["taken"]


def test_no_account_is_opened_without_an_address_or_for_somebody_anonymised(
    council: Council, secretary: Member
) -> None:
    nobody = seated("Ingen Adress", council)
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        seating.open_account(nobody, by=secretary)
    assert codes(refused) == ["no_address"]
    nobody.refresh_from_db()
    nobody.email, nobody.anonymised_at = "x@example.org", council.history.get().history_date  # type: ignore[attr-defined]  # simple-history adds it
    nobody.save()
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        seating.open_account(nobody, by=secretary)
    assert codes(refused) == ["anonymised"]


def test_only_the_secretary_of_the_persons_council_keeps_them(
    member: Member, council: Council, elsewhere: Council
) -> None:
    chair = seated("Olle Ordförande", council, Role.CHAIR)
    theirs = seated("Sture Skrivare", elsewhere, Role.SECRETARY)
    for by in (chair, theirs, member):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            seating.open_account(member, by=by)
        assert codes(refused) == ["not_secretary"]
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            save(member, by=by, email="x@example.org")
        assert "not_secretary" in codes(refused)
    assert Member.objects.get(pk=member.pk).email == "Maja@example.org"


def test_a_new_address_is_noted_and_is_the_one_to_sign_in_with(member: Member, secretary: Member) -> None:
    user = seating.open_account(member, by=secretary)
    save(member, by=secretary, email=" Ny@Example.org ")
    user.refresh_from_db()
    assert (user.email, Member.objects.get(pk=member.pk).email) == ("ny@example.org", "ny@example.org")
    assert AuditEntry.objects.filter(step="change_address", about=str(member.pk)).count() == 1


def test_the_old_address_is_told_that_it_was_changed_and_not_to_what(member: Member, secretary: Member) -> None:
    save(member, by=secretary, email="ny@example.org")
    save(member, by=secretary, email="ny@example.org")
    letter = Letter.objects.get(kind=LetterKind.ADDRESS)
    message = composing.compose(letter)
    assert message
    assert message.to == ["maja@example.org"]
    assert "går från och med nu till en annan adress" in message.body
    assert "ny@example.org" not in message.message().as_string()


def test_a_deputy_does_not_change_the_address_of_the_secretary(council: Council, secretary: Member) -> None:
    deputy = Member.objects.create(name="Dag Vikarie")
    until = date(2199, 12, 31)
    Mandate.objects.create(council=council, member=deputy, role=Role.DEPUTY_SECRETARY, from_on=SINCE, until_on=until)
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        save(secretary, by=deputy, email="dag+alias@example.org", name=secretary.name)
    assert codes(refused) == ["above"]
    save(secretary, by=secretary, email="eget@example.org", name=secretary.name)
    save(deputy, by=secretary, email="dag@example.org", name=deputy.name)


def test_whoever_was_signed_in_at_the_old_address_is_signed_out(member: Member, secretary: Member) -> None:
    client = Client()
    client.force_login(seating.open_account(member, by=secretary))
    assert "_auth_user_id" in client.session
    save(member, by=secretary, email="ny@example.org")
    answer = client.get("/mina/")
    assert answer.status_code == 302


def test_saving_what_already_stands_notes_no_address(member: Member, secretary: Member) -> None:
    save(member, by=secretary, email="ny@example.org")
    before = AuditEntry.objects.count()
    save(member, by=secretary, email="ny@example.org", name="Maja Nygift")
    assert AuditEntry.objects.count() == before
    assert Member.objects.get(pk=member.pk).name == "Maja Nygift"


def test_an_address_that_opens_more_than_the_secretarys_own_councils_stands(
    member: Member, elsewhere: Council, secretary: Member
) -> None:
    Mandate.objects.create(council=elsewhere, member=member, from_on=SINCE)
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        save(member, by=secretary, email="signe2@example.org")
    assert codes(refused) == ["elsewhere"]
    save(member, by=secretary, email="Maja@example.org", name="Maja Nygift")
    assert Member.objects.get(pk=member.pk).name == "Maja Nygift"


def test_an_administrators_address_stands(member: Member, secretary: Member) -> None:
    user = seating.open_account(member, by=secretary)
    user.is_administrator = True
    user.save()
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        save(member, by=secretary, email="signe2@example.org")
    assert codes(refused) == ["elsewhere"]


def test_an_account_keeps_an_address_and_takes_nobody_elses(member: Member, secretary: Member) -> None:
    seating.open_account(member, by=secretary)
    seating.open_account(secretary, by=secretary)
    for email, code in (("", "no_address"), ("signe@example.org", "taken")):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            save(member, by=secretary, email=email)
        assert codes(refused) == [code]


def test_a_person_saved_by_somebody_else_meanwhile_is_not_overwritten(member: Member, secretary: Member) -> None:
    seen = member.row_version
    save(member, by=secretary, email="deras@example.org")
    with pytest.raises(StaleRowError), transaction.atomic():
        seating.save_person(member, name="Min", email="min@example.org", phone="", row_version=seen, by=secretary)
    assert Member.objects.get(pk=member.pk).email == "deras@example.org"


def test_a_council_without_a_secretary_is_given_one(council: Council) -> None:
    mandate = seating.seat_secretary(council, name="Signe Sekreterare", email="Signe@example.org")
    assert (mandate.role, mandate.member.name) == ("secretary", "Signe Sekreterare")
    assert User.objects.get().email == "signe@example.org"
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        seating.seat_secretary(council, name="En Till", email="till@example.org")
    assert codes(refused) == ["has_secretary"]


def test_an_administrator_does_not_become_a_secretary(council: Council) -> None:
    User.objects.create_superuser("admin@example.org")
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        seating.seat_secretary(council, name="Ada Admin", email="Admin@example.org")
    assert codes(refused) == ["administrator"]


def test_somebody_with_an_account_becomes_secretary_as_who_they_are(
    council: Council, elsewhere: Council, secretary: Member
) -> None:
    seating.open_account(secretary, by=secretary)
    mandate = seating.seat_secretary(elsewhere, name="Annat namn", email="SIGNE@example.org")
    assert mandate.member == secretary
    assert Member.objects.count() == 1


def test_a_council_whose_secretary_has_left_can_be_given_another(council: Council, secretary: Member) -> None:
    mandate = Mandate.objects.get(member=secretary)
    mandate.until_on = SINCE
    mandate.save()
    assert seating.seat_secretary(council, name="Ny Sekreterare", email="ny@example.org").council == council
