"""What may be kept of an answer, and that a secret changes nothing of what the public gets."""

import pytest
from django.test import Client

from meetings.models import Stance, UpdateKind, clock
from meetings.procedure import answering, assigning, calling, publishing
from tests.authz.crawling import crawl, whole
from tests.authz.policy import POLICY, PUBLIC
from tests.authz.subjects import Subjects
from tests.authz.world import Scene
from tests.support import council

pytestmark = pytest.mark.django_db


def _public(subjects: Subjects) -> list[str]:
    found = [
        subjects.url(name, subject, POLICY[name].kind)
        for name in PUBLIC
        for subject in subjects.known[POLICY[name].kind]
    ]
    return [*found, *(f"/en{url}" for url in found)]


def test_a_public_answer_sets_no_cookie_and_does_not_vary(subjects: Subjects, clients: dict[str, Client]) -> None:
    answers = {url: clients["secretary"].get(url) for url in _public(subjects)}
    marked = {url for url, answer in answers.items() if answer.cookies or "Vary" in answer}
    assert marked == set()
    assert {answer["Cache-Control"].partition(",")[0] for answer in answers.values()} == {"public", "no-store"}


def test_an_answer_for_somebody_is_kept_by_nobody(subjects: Subjects, clients: dict[str, Client]) -> None:
    kept = {
        name: answer["Cache-Control"]
        for name, address in POLICY.items()
        if name not in PUBLIC
        for subject in list(subjects.known[address.kind])[:2]
        if (answer := clients["secretary"].get(subjects.url(name, subject, address.kind)))["Cache-Control"]
        != "no-store"
    }
    assert kept == {}


def test_who_is_signed_in_changes_nothing_of_a_public_answer(subjects: Subjects, clients: dict[str, Client]) -> None:
    signed_out = {url: whole(clients["stranger"].get(url)) for url in _public(subjects)}
    assert {url: whole(clients["secretary"].get(url)) for url in signed_out} == signed_out


def test_a_secret_changes_nothing_of_what_the_public_gets(
    scene: Scene, subjects: Subjects, clients: dict[str, Client]
) -> None:
    """Not a count, not an order, not an ETag: what is hidden cannot be guessed from what is shown."""
    here, people = scene.here, scene.people
    before = {url: whole(answer) for url, answer in crawl(clients["stranger"], _public(subjects)).items()}
    council.write(council.item(here.meetings["draft"], "Bryggan"), "Ett helt annat utkast.", by=people.secretary)
    calling.add_item(here.meetings["planned"], title="En fråga till", by=people.secretary)
    calling.add_item(here.meetings["called"], title="En hemlighet", is_confidential=True, by=people.secretary)
    version = here.protocols["review"].version
    assert version
    answering.answer(version, by=people.adjuster, stance=Stance.OBJECT, comment="Nej.")
    action = council.item(here.meetings["published"], "Bryggan").actions.get()
    assigning.report(action, by=people.member, kind=UpdateKind.NOTE, text="En rad till.")
    people.member.phone = "0700-000000"
    people.member.save()
    theirs = scene.away.protocols["published"]
    publishing.withdraw(theirs, reason="Fel.", by=people.other_secretary)
    publishing.refresh_around(here.meetings["published"])
    after = {url: whole(answer) for url, answer in crawl(clients["stranger"], _public(subjects)).items()}
    assert {url for url in after if after[url] != before.get(url)} == set()
    assert clock.today().isoformat() == "2027-02-02", "a page says the day it is read: it was read the same day"
