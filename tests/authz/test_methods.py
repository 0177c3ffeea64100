"""Every address by every method: nobody brings the site down, and nobody writes what they may not."""

import pytest
from django.test import Client

from tests.authz import canaries
from tests.authz.crawling import whole
from tests.authz.policy import POLICY, PUBLIC, VISITORS, Address
from tests.authz.subjects import Subjects
from tests.authz.writes import watched

pytestmark = pytest.mark.django_db

OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS")
KEEPERS = {"deputy", "secretary"}

# Addresses where pressing the button with nothing filled in is a step that its visitors may take.
ACTS = {
    "mine_confirm_row": {"present", "adjuster", "chair", "deputy"},
    "mine_confirm_registration": {"member", "present", "adjuster", "chair", "deputy"},
    "mine_confirm_correction": {"adjuster", "chair"},
    "mine_confirm_deputy": {"chair"},
}


def _subject(address: Address, subjects: Subjects) -> str:
    """One subject of the council's own; a waiting one where the address is about what waits."""
    named = [subject for words in address.answers.values() for subject in words.split()]
    return next((one for one in named if not one.startswith("their")), next(iter(subjects.known[address.kind])))


def _may_act(visitor: str, name: str) -> bool:
    if name.startswith("admin:"):
        return visitor in {*KEEPERS, "administrator"}
    return visitor in KEEPERS if name.startswith("secretary:") else visitor in ACTS.get(name, set())


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_method_writes_for_somebody_who_may_not(
    visitor: str, subjects: Subjects, clients: dict[str, Client]
) -> None:
    wrong = []
    for turn, (name, address) in enumerate(POLICY.items(), VISITORS.index(visitor)):
        url = subjects.url(name, _subject(address, subjects), address.kind)
        for method in ("POST", OTHERS[turn % len(OTHERS)]):
            with watched() as written:
                answer = clients[visitor].generic(method, url)
            if answer.status_code >= 500 or (written and not (method == "POST" and _may_act(visitor, name))):
                wrong.append((method, name, answer.status_code, written[:1]))
    assert wrong == []


@pytest.mark.parametrize("visitor", ["stranger", "guest", "member", "present", "their_secretary", "administrator"])
def test_a_button_at_the_desk_is_refused_and_says_nothing(
    visitor: str, subjects: Subjects, clients: dict[str, Client]
) -> None:
    desk = [name for name in POLICY if name.startswith("secretary:") and name != "secretary:import"]
    answered: dict[str, tuple[int, set[str]]] = {}
    for name in desk:
        address = POLICY[name]
        with watched():
            answer = clients[visitor].post(subjects.url(name, _subject(address, subjects), address.kind), {"x": "y"})
        answered[name] = (answer.status_code, canaries.found_in(whole(answer)))
    refused = 302 if visitor == "stranger" else 404
    if visitor != "stranger":  # who is led to sign in before anything is looked at
        assert {name for name, (status, _words) in answered.items() if status == 405} == READ_ONLY
        answered = {name: one for name, one in answered.items() if name not in READ_ONLY}
    seated = dict.fromkeys(SEATED_TOLD, (403, set[str]())) if visitor in {"member", "present"} else {}
    assert answered == {name: (refused, set[str]()) for name in answered} | seated


def test_the_chair_reads_the_desk_and_presses_nothing(subjects: Subjects, clients: dict[str, Client]) -> None:
    buttons = [name for name, address in POLICY.items() if address.is_button]
    answered = {}
    for name in buttons:
        address = POLICY[name]
        with watched() as written:
            answer = clients["chair"].post(subjects.url(name, _subject(address, subjects), address.kind))
        answered[name] = (answer.status_code, written)
    assert answered == {name: (403, []) for name in buttons}


def test_public_addresses_are_only_read(subjects: Subjects, clients: dict[str, Client]) -> None:
    answered = {
        clients["secretary"].post(subjects.url(name, _subject(POLICY[name], subjects), POLICY[name].kind)).status_code
        for name in PUBLIC
    }
    assert answered == {405}


SEATED_TOLD = ("secretary:plan", "secretary:enrol")  # a council's people know that its desk exists
READ_ONLY = {
    "secretary:actions_csv",
    "secretary:annual",
    "secretary:desk",
    "secretary:finish",
    "secretary:letter",
    "secretary:read_out",
    "secretary:wishes",
    "secretary:follow_up",
    "secretary:handed_over",
    "secretary:handed_over_csv",
    "secretary:history",
    "secretary:members",
    "secretary:members_csv",
    "secretary:moment",
    "secretary:offline",
    "secretary:original",
    "secretary:prepare",
    "secretary:preview",
    "secretary:tabled_csv",
    "secretary:worker",
    "secretary:write",
}
