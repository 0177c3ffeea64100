"""The pages of secretary and member in a real browser: for every screen, in light and dark, by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from meetings.management.demo import play
from meetings.management.demo.people import Cast
from meetings.models import ActionItem, Decision, Meeting, Protocol, clock
from tests.journeys.conftest import At, Person
from tests.support import council

pytestmark = pytest.mark.django_db(transaction=True)

# 640 is a screen of 1280 with the text twice as large.
PHONE = 390
SCREENS = ((320, "light"), (390, "dark"), (640, "light"), (1280, "dark"), (1280, "light"))


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return play.play(clock.today())


def of_secretary(cast: Cast) -> list[str]:
    """An address of each kind at the desk, each with a protocol in the state where most is shown."""
    meetings = Meeting.objects.filter(council=cast.council)
    draft, sent, approved, published = (
        Protocol.objects.filter(meeting__council=cast.council, state=state).latest("meeting__held_on")
        for state in ("draft", "under_review", "approved", "published")
    )
    planned = meetings.latest("held_on")
    items = draft.meeting.items.standing()
    return [
        "/arbete/",
        "/arbete/import/",
        "/arbete/uppfoljning/?status=all",
        reverse("secretary:action", args=[ActionItem.objects.latest("pk").pk]),
        reverse("secretary:handed_over"),
        f"/arbete/uppfoljning/underlag/?fran=2000-01-01&till={clock.today().isoformat()}",
        reverse("secretary:forwarding", args=[Decision.objects.filter(outcome="handed_over").latest("pk").pk]),
        reverse("secretary:plan", args=[cast.council.slug]),
        reverse("secretary:members", args=[cast.council.slug]),
        reverse("secretary:enrol", args=[cast.council.slug]),
        reverse("secretary:hand_over", args=[cast.council.slug]),
        reverse("secretary:prepare", args=[planned.pk]),
        reverse("secretary:agenda_item", args=[planned.items.standing()[2].pk]),
        reverse("secretary:register", args=[draft.meeting_id]),
        reverse("secretary:write", args=[draft.meeting_id]),
        reverse("secretary:item", args=[items.get(kind="previous_protocols").pk]),
        reverse("secretary:item", args=[items.get(title__startswith="Remiss").pk]),
        reverse("secretary:read_out", args=[draft.meeting_id]),
        reverse("secretary:close", args=[draft.meeting_id]),
        reverse("secretary:finish", args=[draft.pk]),
        reverse("secretary:finish", args=[sent.pk]),
        reverse("secretary:preview", args=[sent.pk]),
        reverse("secretary:letter", args=[sent.pk]),
        reverse("secretary:wishes", args=[sent.pk]),
        reverse("secretary:publish", args=[approved.pk]),
        reverse("secretary:correct", args=[published.pk]),
        reverse("secretary:history", args=[published.pk]),
    ]


def of_member() -> list[str]:
    """An address of each kind of a member's own pages."""
    sent = Protocol.objects.get(state="under_review")
    return ["/mina/", reverse("mine_protocol", args=[sent.pk]), reverse("mine_receipt", args=[sent.pk])]


def faults(person: Person, address: str) -> list[str]:
    """What is wrong with a page, on each screen and in each theme, and with the text twice as large."""
    page, found = person.page, []
    person.go(address)
    for width, theme in SCREENS:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # a word
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page).response["violations"]
        found += [f"{address} {theme} {width}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in violations]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address} {width}: wider than the screen")
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if page.evaluate("document.documentElement.scrollWidth") > PHONE:
        found.append(f"{address}: wider than a phone with the text twice as large")
    return found


def out_of_reach(page: Page) -> list[str]:
    """The controls that Tab does not reach, or that do not show that they are reached."""
    page.evaluate(_MARK)
    for _ in range(page.locator("[data-control], input[type=radio]").count() + 5):
        page.keyboard.press("Tab")
        page.evaluate(_REACHED)
    return [str(one) for one in page.evaluate(_MISSED)]


_MARK = """() => {
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary"))
    if (one.checkVisibility() && !one.disabled && one.type !== "hidden" && one.type !== "radio")
      one.dataset.control = "";
}"""
_REACHED = """() => {
  const one = document.activeElement;
  const shown = [one, one.parentElement, one.nextElementSibling].some(near => near
    && (getComputedStyle(near).outlineStyle !== "none" || getComputedStyle(near).boxShadow !== "none"));
  if (one.dataset.control !== undefined) one.dataset.control = shown ? "reached" : "unseen";
}"""
_MISSED = """() => [...document.querySelectorAll("[data-control]")]
  .filter(one => one.dataset.control !== "reached")
  .map(one => (one.dataset.control || "missed") + ": " + one.outerHTML.slice(0, 150))"""


def test_every_page_is_open_to_all_and_fits_the_screen(at: At, cast: Cast) -> None:
    secretary, member = at(user=cast.secretary.user), at(user=cast["Margareta Lindqvist"].user)
    found = [fault for address in of_secretary(cast) for fault in faults(secretary, address)]
    found += [fault for address in of_member() for fault in faults(member, address)]
    found += faults(at(user=cast.chair.user), reverse("mine_deputies", args=[cast.council.slug]))
    assert found == []


def test_tab_reaches_every_control_and_shows_where_it_is(at: At, transactional_db: None) -> None:
    world = council.found()
    sent = council.sent_protocol(world)
    secretary, member = at(user=world.secretary.user), at(user=world.member.user, width=390)
    pages = [
        (secretary, "/arbete/"),
        (secretary, "/arbete/import/"),
        (secretary, reverse("secretary:register", args=[sent.meeting_id])),
        (secretary, reverse("secretary:item", args=[council.item(sent.meeting, "Bryggan").pk])),
        (secretary, reverse("secretary:finish", args=[sent.pk])),
        (member, "/mina/"),
        (member, reverse("mine_protocol", args=[sent.pk])),
    ]
    missed = []
    for person, address in pages:
        person.go(address)
        missed += [f"{address} {one}" for one in out_of_reach(person.page)]
    assert missed == []
