"""The public pages in a real browser: for every screen, in light and dark, loading nothing from elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from meetings.models import Matter, PageKind
from tests.web.public.conftest import Put

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390  # the narrowest screen on which the text is read twice as large
PAGES = [
    "/",
    "/exempel/moten/",
    "/exempel/moten/2027/",
    "/exempel/moten/2027-02-11/",
    "/exempel/moten/2026-12-10/",
    "/exempel/moten/2026-11-05/",
    "/exempel/moten/2026-09-24/",
    "/arenden/2026-3/lan-av-lokaler-pa-kvallar/",
    "/finns/inte/",
    "/en/exempel/moten/2027-02-11/",
]


@pytest.fixture
def site(live_server: LiveServer, put: Put, put_item: Put, matter: Matter) -> str:
    brief = {"decisions": [{"text": "Nyckeln lånas ut.", "anchor": "p4", "number": "§\u00a04"}]}
    sums = {"decisions": 1, "tabled": 0, "actions": 0}
    put("2027-02-11")
    put("2026-12-10")
    put("2026-11-05", kind=PageKind.PROTOCOL, fragment="<h1>Protokoll</h1>", sums=sums, brief=brief)
    put("2026-09-24", kind=PageKind.GONE, state="gone", gone={"on": "2027-01-20", "why": "Fel bilaga.", "by": ""})
    put_item("2026-11-05", "4", "Lokaler", matter, outcomes=["tabled"])
    return live_server.url


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_open_to_all_and_fits_the_screen(site: str, browser: Browser, width: int, theme: str) -> None:
    faults = []
    scheme: dict[str, str] = {"color_scheme": theme}
    context = browser.new_context(viewport={"width": width, "height": 800}, **scheme)  # type: ignore[arg-type]  # a word
    page = context.new_page()
    for address in PAGES:
        page.goto(site + address)
        faults += [f"{address}: {found['id']}" for found in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address}: wider than {width}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if width >= PHONE and page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address}: wider than {width} with the text twice as large")
    context.close()
    assert faults == []


def test_a_page_loads_nothing_from_elsewhere_and_needs_no_script(site: str, page: Page) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/exempel/")
    page.wait_for_load_state("networkidle")
    assert {address for address in asked if not address.startswith(site)} == set()
    assert {address for address in asked if address.endswith(".js")} == set()
    assert said == []


def test_a_reader_goes_from_the_council_to_its_latest_protocol_and_back(site: str, page: Page) -> None:
    page.goto(site)
    page.get_by_role("link", name="Läs hela protokollet").click()
    assert page.url == f"{site}/exempel/moten/2026-11-05/"
    page.get_by_role("navigation", name="Brödsmulor").get_by_role("link", name="2026").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Möten 2026"
    page.get_by_role("link", name="In English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Meetings 2026"
