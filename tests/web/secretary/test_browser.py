"""The secretary's screens in a real browser: open to all, fitting the screen, and without scripts."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from meetings.importing import drafting as importing
from meetings.importing import parsing
from meetings.models import ItemKind, Protocol, Stance
from meetings.procedure import answering, calling
from tests.web.secretary.conftest import Island, signed_in
from tests.web.secretary.test_importing import OLD

WRITTEN = (
    "Rådet talade om **färjan** och ringde 070-174 06 58.\n\n"
    "Beslut: att köpa en färja, att måla den\n"
    "Uppdrag: måla båten @Mats Medlem senast 1 april 2031\n"
    "Uppdrag: tjära bryggan @Mats Medlemm\n"
    "Arbetsgrupp: @Juni Justerare, sammankallande @Mats Medlem\n"
    "Bordläggs till nästa möte"
)


@pytest.fixture
def addresses(lasting_island: Island) -> list[str]:
    """A page of every screen, each with something on it."""
    island = lasting_island
    published = island.published(WRITTEN, date(2031, 1, 7))
    approved = island.approved(WRITTEN, date(2031, 2, 4))
    sent = island.sent(WRITTEN, date(2031, 2, 18))
    assert sent.version is not None
    answering.answer(sent.version, by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    draft = island.opened()
    item = island.write(draft, WRITTEN)
    coming = calling.plan(island.council, held_on=date(2031, 4, 8), place="Bryggan", by=island.secretary)
    old = importing.propose(
        island.council, parsing.parse(OLD), data=OLD.encode(), name="gammalt.txt", by=island.secretary
    )
    previous = draft.meeting.items.get(kind=ItemKind.PREVIOUS_PROTOCOLS)
    return [
        "/arbete/",
        "/arbete/oradet/nytt/",
        "/arbete/import/",
        f"/arbete/import/{old.pk}/",
        "/arbete/uppfoljning/",
        f"/arbete/moten/{coming.pk}/",
        *(f"/arbete/moten/{draft.meeting_id}/{part}" for part in ("", "narvaro/", "skriv/", "avsluta/")),
        f"/arbete/punkter/{item.pk}/",
        f"/arbete/punkter/{item.pk}/dagordning/",
        f"/arbete/punkter/{previous.pk}/",
        *_of(draft, "utskick/", "historik/"),
        *_of(sent, "utskick/", "utskick/forhandsgranska/"),
        *_of(approved, "publicera/", "ratta/"),
        *_of(published, "publicera/"),
        *_of(old, "registrera/"),
    ]


def _of(protocol: Protocol, *parts: str) -> list[str]:
    return [f"/arbete/protokoll/{protocol.pk}/{part}" for part in parts]


def _sign_in(context: BrowserContext, island: Island, site: str) -> Page:
    session = signed_in(island.secretary).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    return context.new_page()


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_every_screen_is_open_to_all_and_fits(
    lasting_island: Island, addresses: list[str], live_server: LiveServer, browser: Browser, width: int, theme: str
) -> None:
    faults = []
    scheme: dict[str, str] = {"color_scheme": theme}
    context = browser.new_context(viewport={"width": width, "height": 800}, **scheme)  # type: ignore[arg-type]  # a word
    page = _sign_in(context, lasting_island, live_server.url)
    for address in addresses:
        answer = page.goto(live_server.url + address)
        assert answer is not None
        faults += [f"{address}: {answer.status}"] if answer.status != 200 else []
        faults += [f"{address}: {found['id']}" for found in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address}: wider than {width}")
    context.close()
    assert faults == []


def test_an_item_is_written_without_scripts(lasting_island: Island, live_server: LiveServer, browser: Browser) -> None:
    item = lasting_island.item(lasting_island.opened())
    context = browser.new_context(java_script_enabled=False)
    page = _sign_in(context, lasting_island, live_server.url)
    page.goto(f"{live_server.url}/arbete/punkter/{item.pk}/")
    page.get_by_label("Text", exact=True).fill("Rådet talade.\n\nBeslut: att köpa en färja")
    page.get_by_role("button", name="Spara punkten").click()
    assert page.get_by_text("att köpa en färja").first.is_visible()
    context.close()
    item.refresh_from_db()
    assert item.decisions.get().sentence == "att köpa en färja"
