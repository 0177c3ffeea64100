"""Signing in by a code in a letter, and out again."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from meetings.procedure import seating
from tests.support import council
from tests.support.council import World
from tests.support.reading import words
from tests.support.threads import at_once
from tests.web.member.conftest import SignedIn

ASK, CODE = "/konto/logga-in/", "/konto/kod/"
WITHIN = 30  # seconds


def letter() -> mail.EmailMessage:
    """The latest letter; it leaves in a thread of its own."""
    deadline = time.perf_counter() + WITHIN
    while not mail.outbox:
        assert time.perf_counter() < deadline, "no letter came"
    return mail.outbox.pop()


def code() -> str:
    found = re.search(r"^ +(\d{3} \d{3})$", str(letter().body), re.MULTILINE)
    assert found
    return found[1]


def wrong(right: str) -> str:
    return "".join(str((int(digit) + 1) % 10) for digit in right.replace(" ", ""))


def ask(client: Client, member_email: str, wanted: str = "") -> None:
    answer = client.post(ASK, {"email": member_email, "next": wanted})
    assert answer.status_code == 302, words(answer)
    assert answer["Location"].startswith(CODE)


def is_signed_in(client: Client) -> bool:
    return client.get("/mina/").status_code == 200


def test_the_code_in_the_letter_lets_a_member_in(world: World, client: Client) -> None:
    assert "Skicka en kod</button>" in words(client.get(ASK))
    ask(client, " LARS.Ledamot@example.org")
    assert "lars.ledamot@example.org" in words(client.get(CODE))
    sent = letter()
    assert sent.to == ["lars.ledamot@example.org"]
    shown = re.findall(r"\d{3} \d{3}", str(sent.body))[0]
    assert sent.subject == f"{shown} är din kod till Idékom"
    answer = client.post(CODE, {"code": shown, "remember": "on"}, follow=True)
    assert answer.redirect_chain == [("/konto/klar/", 302), ("/mina/", 302)]
    assert client.session.get_expire_at_browser_close() is False


@pytest.mark.parametrize("typed", ["{}", "{0:.3}-{0:.3}", " {} "])
def test_spaces_and_dashes_in_the_code_do_not_count(world: World, client: Client, typed: str) -> None:
    ask(client, "lars.ledamot@example.org")
    right = code()
    first, last = right.split()
    client.post(CODE, {"code": typed.format(right) if "0" not in typed else f"{first}-\u00a0{last}"})
    assert is_signed_in(client)


def test_each_is_led_to_where_they_work(world: World) -> None:
    places = {
        "signe.sekreterare@example.org": "/arbete/",
        "lars.ledamot@example.org": "/mina/",
        "admin@example.org": "/admin/",
    }
    for email, place in places.items():
        client = Client()
        ask(client, email)
        client.post(CODE, {"code": code()})
        assert client.get("/konto/klar/")["Location"] == place


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/mina/protokoll/7/", "/mina/protokoll/7/"),
        ("", "/konto/klar/"),
        ("https://evil.example/", "/konto/klar/"),
        ("//evil.example/", "/konto/klar/"),
        ("javascript:alert(1)", "/konto/klar/"),
        ("/\\evil.example", "/konto/klar/"),
    ],
)
def test_one_comes_to_where_one_was_going_but_never_elsewhere(
    world: World, client: Client, wanted: str, place: str
) -> None:
    ask(client, "lars.ledamot@example.org", wanted)
    answer = client.post(CODE, {"code": code(), "next": wanted})
    assert answer["Location"] == place


def test_the_way_one_was_going_is_kept_through_both_pages(world: World, client: Client) -> None:
    first = client.get("/mina/protokoll/7/")
    assert 'name="next" value="/mina/protokoll/7/"' in words(client.get(first["Location"]))
    answer = client.post(ASK, {"email": "lars.ledamot@example.org", "next": "/mina/protokoll/7/"})
    assert 'name="next" value="/mina/protokoll/7/"' in words(client.get(answer["Location"]))


def test_after_three_wrong_codes_one_starts_over(world: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    right = code()
    for _try in range(2):
        answer = client.post(CODE, {"code": wrong(right)})
        assert "Det är inte koden i brevet." in words(answer)
    answer = client.post(CODE, {"code": wrong(right)}, follow=True)
    assert "Koden var fel tre gånger. Be om en ny." in words(answer)
    client.post(CODE, {"code": right})
    assert not is_signed_in(client)


def test_a_code_is_valid_for_ten_minutes(world: World, client: Client, traveller: time_machine.Traveller) -> None:
    ask(client, "lars.ledamot@example.org")
    right = code()
    traveller.shift(timedelta(minutes=10, seconds=1))
    answer = client.post(CODE, {"code": right}, follow=True)
    assert "Koden fungerar inte längre. Be om en ny." in words(answer)
    assert not is_signed_in(client)


def test_a_code_is_valid_only_where_it_was_asked_for(world: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    right = code()
    other = Client()
    assert other.post(CODE, {"code": right})["Location"] == ASK
    ask(other, "lars.ledamot@example.org")
    code()
    other.post(CODE, {"code": right})
    assert not is_signed_in(other)


def test_a_new_code_replaces_the_one_before(world: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    first = code()
    ask(client, "lars.ledamot@example.org")
    second = code()
    client.post(CODE, {"code": first})
    assert is_signed_in(client) is (first == second)
    client.post(CODE, {"code": second})
    assert is_signed_in(client)


def test_an_unknown_address_gets_the_same_answer_and_no_letter(world: World) -> None:
    assert world.stranger.user
    world.stranger.user.is_active = False
    world.stranger.user.save()
    pages = []
    for email in ("lars.ledamot@example.org", "nobody.at-all@example.org", "frida.framling@example.org"):
        client = Client()
        ask(client, email)
        pages.append(re.sub(r'value="\w{64}"', "", words(client.get(CODE)).replace(email, "")))
        pages.append(re.sub(r'value="\w{64}"', "", words(client.post(CODE, {"code": "1"})).replace(email, "")))
    assert pages[0:2] == pages[2:4] == pages[4:6]
    assert letter().to == ["lars.ledamot@example.org"]
    assert mail.outbox == []


def test_the_answer_does_not_wait_for_the_mail_server(world: World, client: Client, settings: Settings) -> None:
    """A server that never answers would hold up only those who exist."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "192.0.2.1", 25, 8
    begun = time.perf_counter()
    ask(client, "lars.ledamot@example.org")
    assert time.perf_counter() - begun < 5


def test_an_account_closed_between_the_letter_and_the_code_is_not_let_in(world: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    assert world.member.user
    world.member.user.is_active = False
    world.member.user.save()
    answer = client.post(CODE, {"code": code()}, follow=True)
    assert "Koden fungerar inte längre. Be om en ny." in words(answer)
    assert not is_signed_in(client)


def test_no_more_than_ten_codes_an_hour_for_an_address(
    world: World, client: Client, traveller: time_machine.Traveller
) -> None:
    for email in ("lars.ledamot@example.org", "nobody@example.org"):
        for _time in range(10):
            ask(client, email)
            traveller.shift(timedelta(seconds=10))
        answer = client.post(ASK, {"email": email})
        assert "För många koder har beställts." in words(answer)
        assert email in words(answer)
    traveller.shift(timedelta(hours=1))
    ask(client, "lars.ledamot@example.org")


@pytest.mark.parametrize("email", ["", "lars", "a" * 400 + "@example.org", "lars@example.org\0"])
def test_an_address_that_is_none_says_what_to_do(world: World, client: Client, email: str) -> None:
    answer = client.post(ASK, {"email": email})
    assert answer.status_code == 200
    assert 'class="field-error"' in words(answer)


def test_a_borrowed_computer_forgets_when_the_browser_is_closed(world: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    client.post(CODE, {"code": code()})
    assert client.session.get_expire_at_browser_close() is True


def test_the_session_is_a_new_one_after_sign_in_and_gone_after_sign_out(world: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    before = client.cookies["sessionid"].value
    client.post(CODE, {"code": code()})
    signed_in = client.cookies["sessionid"].value
    assert signed_in != before
    assert client.get("/konto/logga-ut/").status_code == 405
    assert is_signed_in(client)
    assert client.post("/konto/logga-ut/")["Location"] == "/"
    assert not is_signed_in(client)
    thief = Client()
    thief.cookies["sessionid"] = signed_in
    assert not is_signed_in(thief)


def test_who_is_signed_in_is_not_asked_again(world: World, as_: SignedIn) -> None:
    visitor = as_(world.member)
    assert visitor.get(ASK)["Location"] == "/konto/klar/"
    assert visitor.get(f"{ASK}?next=/mina/protokoll/7/")["Location"] == "/mina/protokoll/7/"
    assert visitor.get(CODE)["Location"] == "/konto/klar/"


def test_nobody_signs_up(world: World, client: Client) -> None:
    for path in ("/konto/", "/konto/signup/", "/accounts/signup/", "/accounts/login/", "/konto/password/reset/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("address", [ASK, CODE, "/konto/klar/"])
def test_pages_of_sign_in_are_kept_by_nobody(world: World, client: Client, address: str) -> None:
    assert client.get(address)["Cache-Control"] == "no-store"


@pytest.fixture
def committed(transactional_db: None) -> Iterator[World]:
    """The council where threads of their own can see it. The limits are no model's, so nothing else empties them."""
    yield council.found()
    cache.clear()


def test_many_guesses_at_the_same_moment_get_no_more_than_three(committed: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    right = code()
    session = client.cookies["sessionid"].value

    def guess() -> int:
        guesser = Client()
        guesser.cookies["sessionid"] = session
        return guesser.post(CODE, {"code": wrong(right)}).status_code

    assert set(at_once(*[guess] * 8)) <= {200, 302}
    client.post(CODE, {"code": right})
    assert not is_signed_in(client)


def test_a_code_sent_to_an_address_that_is_no_longer_theirs_lets_nobody_in(world: World, client: Client) -> None:
    ask(client, "lars.ledamot@example.org")
    sent = code()
    member = world.member
    seating.save_person(
        member, name=member.name, email="ny@example.org", phone="", row_version=member.row_version, by=world.secretary
    )
    client.post(CODE, {"code": sent})
    assert not is_signed_in(client)
