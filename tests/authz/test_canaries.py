"""What is secret is seen by exactly those who may, on every page, in every format and in every letter."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from meetings.letters import composing
from meetings.models import Letter, Member
from tests.authz import canaries
from tests.authz.crawling import crawl, whole
from tests.authz.policy import POLICY, VISITORS
from tests.authz.subjects import Subjects
from tests.authz.world import Scene

pytestmark = pytest.mark.django_db

PAGE = 200


def _addresses(visitor: str, subjects: Subjects) -> list[str]:
    """All that the table lets a visitor read, and what is refused without being hidden."""
    column = VISITORS.index(visitor)
    return [
        subjects.url(name, subject, address.kind)
        for name, address in POLICY.items()
        if not address.is_button
        for subject in subjects.known[address.kind]
        if address.to(subject)[column] in {PAGE, 403, 410}
    ]


def _letters_to(member: Member | None) -> str:
    """Every letter somebody has been written, as it is sent now."""
    mails = [composing.compose(letter) for letter in Letter.objects.filter(member=member)] if member else []
    return "\n".join(mail.message().as_string() + str(mail.body) for mail in mails if mail)


def _member(client: Client) -> Member | None:
    account = client.session.get(SESSION_KEY)
    return Member.objects.filter(user=account).first() if account else None


@pytest.mark.parametrize("visitor", [visitor for visitor in VISITORS if visitor != "deputy"])  # reads as the secretary
def test_everybody_sees_the_secrets_they_may_and_no_other(
    visitor: str, subjects: Subjects, clients: dict[str, Client]
) -> None:
    client = clients[visitor]
    answers = crawl(client, _addresses(visitor, subjects))
    text = "\n".join(whole(answer) for answer in answers.values()) + _letters_to(_member(client))
    assert canaries.found_in(text) == canaries.seen_by(visitor)


def test_a_letter_says_nothing_that_its_reader_may_not_see(scene: Scene) -> None:
    people = scene.people
    for member in (people.neighbour, people.co_opted, people.stranger):
        assert canaries.found_in(_letters_to(member)) <= canaries.seen_by("member")
    assert canaries.found_in(_letters_to(scene.quiet)) == {"LANK", "MEJL"}
