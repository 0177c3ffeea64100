"""A deputy for the secretary: proposed, appointed by the chair, and gone after the last day."""

from datetime import timedelta

import pytest
from django.db import transaction

from meetings import access
from meetings.history import deputies
from meetings.history.deputies import Proposal
from meetings.letters import composing
from meetings.models import AuditEntry, Letter, LetterKind, Mandate, Member, Role, User, clock
from meetings.procedure import deputising
from meetings.procedure.steps import ProcedureError
from tests.support.council import World, day, moment, sit
from tests.support.threads import at_once


def codes(refused: pytest.ExceptionInfo[ProcedureError]) -> list[str]:
    return [objection.code for objection in refused.value.objections]


def propose(world: World, member: Member | None = None, *, first: int = 3, last: int = 30) -> Proposal:
    return deputising.propose(world.council, member or world.member, day(first), day(last), by=world.secretary)


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind=LetterKind.CONFIRM).order_by("pk"))


def test_a_proposal_gives_no_right_and_asks_the_chair(world: World) -> None:
    proposal = propose(world)
    assert (proposal.member, proposal.by) == (world.member, world.secretary)
    assert not Mandate.objects.filter(member=world.member, role=Role.DEPUTY_SECRETARY).exists()
    assert deputising.asked_of(world.chair) == [proposal]
    assert deputising.asked_of(world.secretary) == deputising.asked_of(world.member) == []
    (letter,) = letters()
    mail = composing.compose(letter)
    assert mail
    assert (letter.member, mail.subject) == (world.chair, "Utse en tillförordnad sekreterare: Hamnrådet")
    assert "Signe Sekreterare föreslår Lars Ledamot" in " ".join(mail.body.split())


def test_the_same_proposal_twice_is_one_and_another_takes_its_place(world: World) -> None:
    first = propose(world)
    assert propose(world) == first
    assert len(letters()) == 1
    second = propose(world, world.neighbour)
    assert deputising.asked_of(world.chair) == [second]
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        deputising.appoint(first, by=world.chair)
    assert codes(refused) == ["answered"]


def test_the_chair_appoints_and_the_right_lasts_from_its_first_day_to_its_last(world: World) -> None:
    mandate = deputising.appoint(propose(world), by=world.chair)
    assert (mandate.from_on, mandate.until_on, mandate.has_vote) == (day(3), day(30), False)
    days = [(2, False), (3, True), (30, True), (31, False)]
    for n, may in days:
        with clock.at(moment(day(n))):
            assert access.may_write(world.member, world.council) is may
    history = Mandate.history.filter(id=mandate.pk).latest()  # type: ignore[attr-defined]  # simple-history adds it
    assert history.history_member_id == world.chair.pk
    event = AuditEntry.objects.get(step="appoint_deputy")
    assert (event.member_id, event.council) == (world.chair.pk, world.council)


def test_appointing_twice_appoints_once(world: World) -> None:
    proposal = propose(world)
    assert deputising.appoint(proposal, by=world.chair) == deputising.appoint(proposal, by=world.chair)
    assert AuditEntry.objects.filter(step="appoint_deputy").count() == 1


def test_the_deputy_has_an_account_and_a_letter_on_the_first_day(world: World) -> None:
    newcomer = Member.objects.create(name="Nora Ny", email="nora@example.org")
    sit(world.council, newcomer, Role.CO_OPTED)
    deputising.appoint(propose(world, newcomer), by=world.chair)
    newcomer.refresh_from_db()
    assert newcomer.user == User.objects.get(email="nora@example.org")
    letter = letters()[-1]
    assert letter.member == newcomer
    assert letter not in Letter.objects.due()
    with clock.at(moment(day(3), 8)):
        assert letter in Letter.objects.due()
        mail = composing.compose(letter)
    assert mail
    assert mail.subject == "Du är tillförordnad sekreterare i Hamnrådet"


def test_a_letter_says_nothing_that_is_no_longer_so(world: World) -> None:
    proposal = propose(world)
    asked = letters()[0]
    mandate = deputising.appoint(proposal, by=world.chair)
    assert composing.compose(asked) is None
    told = letters()[-1]
    deputising.end(mandate, by=world.secretary)
    assert composing.compose(told) is None


def test_nobody_but_the_chair_appoints_and_nobody_their_own_proposal_or_themselves(world: World) -> None:
    proposal = propose(world)
    for by in (world.secretary, world.deputy, world.member, world.adjuster, world.other_secretary):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            deputising.appoint(proposal, by=by)
        assert "not_chair" in codes(refused)
    sit(world.council, world.secretary, Role.CHAIR)
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        deputising.appoint(proposal, by=world.secretary)
    assert codes(refused) == ["not_chair"]
    sit(world.council, world.member, Role.CHAIR)
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        deputising.appoint(proposal, by=world.member)
    assert codes(refused) == ["who", "self"]


def test_only_the_secretary_proposes(world: World) -> None:
    for by in (world.chair, world.deputy, world.member, world.other_secretary):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            deputising.propose(world.council, world.neighbour, day(1), day(2), by=by)
        assert codes(refused) == ["not_secretary"]


@pytest.mark.parametrize(
    ("who", "first", "last", "code"),
    [
        ("chair", 1, 2, ["who"]),
        ("secretary", 1, 2, ["who"]),
        ("stranger", 1, 2, ["who"]),
        ("member", 2, 1, ["days"]),
        ("member", -1, 1, ["past"]),
    ],
)
def test_who_and_when_that_cannot_be_is_refused(world: World, who: str, first: int, last: int, code: list[str]) -> None:
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        propose(world, getattr(world, who), first=first, last=last)
    assert codes(refused) == code


def test_somebody_who_could_not_sign_in_or_keeps_the_installation_is_refused(world: World) -> None:
    silent = Member.objects.create(name="Utan Adress")
    keeper = Member.objects.create(name="Ada Admin", email="Admin@example.org")
    for member, code in ((silent, ["no_address"]), (keeper, ["administrator"])):
        sit(world.council, member)
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            propose(world, member)
        assert codes(refused) == code


def test_a_council_without_a_chair_is_told(world: World) -> None:
    mandate = world.chair.mandates.get()
    mandate.until_on = day(-1)
    mandate.save()
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        propose(world)
    assert codes(refused) == ["no_chair"]


def test_a_proposal_that_was_left_lying_begins_when_it_is_answered_and_lapses_after_its_last_day(world: World) -> None:
    proposal, then, after = propose(world), day(10), day(31)
    with clock.at(moment(then)):
        assert deputising.appoint(proposal, by=world.chair).from_on == then
    late = propose(world, world.neighbour)
    with clock.at(moment(after)):
        assert deputising.asked_of(world.chair) == []
        with pytest.raises(ProcedureError), transaction.atomic():
            deputising.appoint(late, by=world.chair)


def test_the_chair_says_no_with_a_reason_and_the_secretary_takes_back(world: World) -> None:
    for by, why in ((world.chair, "Inte just nu."), (world.secretary, "")):
        proposal = propose(world)
        for _twice in range(2):
            deputising.drop(proposal, why=why, by=by)
        assert deputising.asked_of(world.chair) == []
        assert deputies.refusal(world.council) == why
    assert AuditEntry.objects.filter(step="drop_deputy").count() == 2
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        deputising.drop(propose(world), by=world.member)
    assert codes(refused) == ["not_theirs"]


@pytest.mark.parametrize("first", [0, 3])
def test_a_right_that_is_ended_is_gone_at_the_next_request_however_new(world: World, first: int) -> None:
    mandate = deputising.appoint(propose(world, first=first), by=world.chair)
    for _twice in range(2):
        deputising.end(mandate, by=world.secretary)
    for n in (0, 3, 10):
        with clock.at(moment(day(n))):
            assert not access.may_write(world.member, world.council)
    assert AuditEntry.objects.filter(step="end_deputy", about=str(world.member.pk)).count() == 1


def test_a_deputy_of_long_standing_ended_yesterday_and_the_row_stays(world: World) -> None:
    mandate = world.deputy.mandates.get()
    deputising.end(mandate, by=world.chair)
    mandate.refresh_from_db()
    assert mandate.until_on == clock.today() - timedelta(days=1)
    assert not access.may_write(world.deputy, world.council)


def test_a_deputy_ends_nobodys_right_and_no_other_mandate_is_ended_so(world: World) -> None:
    for mandate, by, code in (
        (world.deputy.mandates.get(), world.deputy, ["not_theirs"]),
        (world.deputy.mandates.get(), world.member, ["not_theirs"]),
        (world.member.mandates.get(), world.secretary, ["not_deputy"]),
    ):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            deputising.end(mandate, by=by)
        assert codes(refused) == code


def test_the_chair_appoints_without_a_proposal_when_the_secretary_is_ill(world: World) -> None:
    propose(world, world.neighbour)
    first = deputising.name(world.council, world.member, day(0), day(9), by=world.chair)
    assert deputising.name(world.council, world.member, day(0), day(9), by=world.chair) == first
    assert access.may_write(world.member, world.council)
    assert AuditEntry.objects.filter(step="appoint_deputy").count() == 1
    assert deputising.asked_of(world.chair) == []
    for by in (world.secretary, world.deputy, world.member, None):
        with pytest.raises(ProcedureError) as refused, transaction.atomic():
            deputising.name(world.council, world.neighbour, day(0), day(9), by=by)
        assert codes(refused) == ["not_chair"]
    with pytest.raises(ProcedureError) as refused, transaction.atomic():
        deputising.name(world.council, world.chair, day(0), day(9), by=world.chair)
    assert codes(refused) == ["who", "self"]


def test_of_two_who_appoint_at_once_one_mandate_comes(lasting_world: World) -> None:
    world = lasting_world
    proposal = propose(world, first=0)
    given = at_once(*[lambda: deputising.appoint(proposal, by=world.chair)] * 3)
    assert {getattr(one, "pk", one) for one in given} == {
        Mandate.objects.get(member=world.member, role=Role.DEPUTY_SECRETARY).pk
    }
