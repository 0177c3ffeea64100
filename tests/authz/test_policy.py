"""Every address, by everybody, in every state, against the table."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.authz.policy import POLICY, PUBLIC, VISITORS, Address
from tests.authz.subjects import Subjects, names
from tests.authz.world import Scene

pytestmark = pytest.mark.django_db


def test_the_world_has_a_meeting_in_every_state(scene: Scene) -> None:
    assert {name: protocol.state for name, protocol in scene.here.protocols.items()} == {
        "imported": "draft",
        "registered": "draft",
        "published": "published",
        "corrected": "published",
        "withdrawn": "withdrawn",
        "approved": "approved",
        "review": "under_review",
        "draft": "draft",
        "open": "draft",
    }
    held = {name: meeting.status for name, meeting in scene.here.meetings.items() if name not in scene.here.protocols}
    assert held == {
        "cancelled": "cancelled",
        "moved": "moved",
        "moved_to": "planned",
        "called": "planned",
        "planned": "planned",
    }


def test_every_address_is_declared() -> None:
    assert sorted(set(names())) == sorted(POLICY)


def _cases(name: str, subjects: Subjects) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Each subject of an address: its name, its address and how each visitor is answered there."""
    address: Address = POLICY[name]
    for subject in [*address.answers.values()] if address.is_button else subjects.known[address.kind]:
        yield subject, subjects.url(name, subject, address.kind), address.to(subject)


@pytest.mark.parametrize("visitor", VISITORS)
def test_an_address_answers_as_the_policy_says(visitor: str, subjects: Subjects, clients: dict[str, Client]) -> None:
    column = VISITORS.index(visitor)
    wrong = {
        (name, subject): (clients[visitor].get(url).status_code, pattern[column])
        for name in POLICY
        if name not in PUBLIC
        for subject, url, pattern in _cases(name, subjects)
    }
    assert {case: statuses for case, statuses in wrong.items() if statuses[0] != statuses[1]} == {}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("visitor", ["stranger", "secretary", "their_secretary"])
def test_a_public_address_answers_everybody_alike(
    visitor: str, prefix: str, subjects: Subjects, clients: dict[str, Client]
) -> None:
    column = VISITORS.index(visitor)
    wrong = {
        (name, subject): (clients[visitor].get(prefix + url).status_code, pattern[column])
        for name in PUBLIC
        for subject, url, pattern in _cases(name, subjects)
    }
    assert {case: statuses for case, statuses in wrong.items() if statuses[0] != statuses[1]} == {}
