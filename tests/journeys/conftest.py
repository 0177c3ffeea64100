"""People at their own browsers, a mailbox for all of them, and an empty database."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from meetings.models import Protocol, User
from tests.support import council
from tests.support.council import World
from tests.support.network import Cable

ADMINISTRATOR = "drift@example.org"
_CODE = re.compile(r"^ {4}(\d{3} \d{3})$", re.MULTILINE)
_PATIENCE = 10.0  # seconds a letter may take: it is sent in a thread of its own


class Person:
    """Somebody at a browser of their own. What they do is what stands on the page: its buttons, links and labels."""

    def __init__(self, page: Page, site: str, email: str) -> None:
        self.page, self.site, self.email = page, site, email

    def go(self, address: str) -> None:
        """Open a page by its address."""
        self.page.goto(self.site + address)

    def gets(self, status: int, address: str) -> None:
        """Open a page by its address; it answers so."""
        answer = self.page.goto(self.site + address)
        assert answer
        assert answer.status == status

    def follow(self, link: str, *, within: str = "body") -> None:
        """Follow a link, the first of that name in a part of the page."""
        self.page.locator(within).get_by_role("link", name=link, exact=True).first.click()

    def press(self, button: str, *, within: str = "body") -> None:
        """Press a button, the first of that name in a part of the page."""
        self.page.locator(within).get_by_role("button", name=button, exact=True).first.click()

    def fill(self, label: str, words: str, *, nth: int = 0) -> None:
        """Write in the field with this label."""
        self.page.get_by_label(label, exact=True).nth(nth).fill(words)

    def choose(self, label: str, *, within: str = "body") -> None:
        """Tick a box or a round one."""
        self.page.locator(within).get_by_label(label, exact=True).first.check()

    def select(self, label: str, choice: str, *, nth: int = 0) -> None:
        """Choose in the list with this label."""
        self.page.get_by_label(label, exact=True).nth(nth).select_option(choice)

    def sees(self, *words: str) -> None:
        """All of this stands on the page."""
        for one in words:
            expect(self.page.get_by_text(one).first).to_be_visible()

    def sign_in(self) -> None:
        """Ask for a code, read the letter, type the code."""
        self.go("/konto/logga-in/")
        self.type_the_code()

    def type_the_code(self) -> None:
        """Sign in on the page that asks for an address."""
        before = len(mail.outbox)
        self.fill("Din mejladress", self.email)
        self.press("Skicka en kod")
        self.fill("Kod", code_in_the_letter(before, self.email))
        self.press("Logga in")


def code_in_the_letter(before: int, to: str) -> str:
    """The code in the letter that comes."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = [_CODE.search(str(one.body)) for one in mail.outbox[before:] if one.to == [to]]
        if found and found[-1]:
            return found[-1].group(1)
        time.sleep(0.02)
    message = f"No letter with a code came to {to}."
    raise AssertionError(message)


def session(user: User) -> str:
    """The session of somebody who has signed in already."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


expect.set_options(timeout=20_000)

At = Callable[..., Person]


@pytest.fixture
def at(live_server: LiveServer, browser: Browser) -> Iterator[At]:
    """Sit somebody down at a browser of their own: by a code sent to an address, as a user, or else as a stranger."""
    opened = []

    def at(
        email: str = "", *, user: User | None = None, scripts: bool = True, width: int = 1280, dark: bool = False
    ) -> Person:
        context = browser.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            locale="sv-SE",
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(20_000)
        opened.append(context)
        person = Person(context.new_page(), live_server.url, email)
        if user:
            person.page.context.add_cookies([{"name": "sessionid", "value": session(user), "url": live_server.url}])
        elif email:
            person.sign_in()
        return person

    yield at
    for context in opened:
        context.close()


@pytest.fixture
def administrator(transactional_db: None) -> str:
    """The first account, made as an installation makes it."""
    call_command("createsuperuser", "--noinput", email=ADMINISTRATOR, verbosity=0)
    return ADMINISTRATOR


@pytest.fixture
def world(transactional_db: None) -> World:
    """The council, committed: browsers can see it."""
    return council.found()


@pytest.fixture
def protocol(world: World) -> Protocol:
    """A meeting under way today, with three items that nobody has written in."""
    return council.opened(world, on=council.day(0), written=dict.fromkeys(("Bryggan", "Kranen", "Färjan"), ""))


@pytest.fixture
def cable(live_server: LiveServer) -> Cable:
    """Between a browser and the server."""
    return Cable(int(live_server.url.rpartition(":")[2]))
