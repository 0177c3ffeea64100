"""What the editor shows when something happens is as open to all as the rest: no network, signed out, two texts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from meetings.models import Protocol
from tests.journeys.conftest import At, Person
from tests.journeys.test_editor import at_item, of, says, words
from tests.support.council import World
from tests.support.network import Cable

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = ((320, "light"), (390, "dark"), (1280, "dark"), (1280, "light"))


def faults(person: Person) -> list[str]:
    """What is wrong with what is on the screen now, in each size and theme, and with the text twice as large."""
    page, found = person.page, []
    for width, theme in SCREENS:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # a word
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page).response["violations"]
        found += [f"{theme} {width}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in violations]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: wider than the screen")
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if page.evaluate("document.documentElement.scrollWidth") > 390:
        found.append("wider than a phone with the text twice as large")
    return found


def test_with_blocks_questions_and_a_list_of_names(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    said = (
        "Lars tar kontakt med varvet.\n\nBeslut: att måla\nBordläggs\nUppdrag: ringa @Lars Ledamott\nUppdrag: köpa @le"
    )
    at_item(person, of(protocol)).press_sequentially(said)
    expect(person.page.get_by_role("option")).not_to_have_count(0)
    expect(person.page.locator("#reading .typed")).to_have_count(4)
    assert faults(person) == []


def test_with_the_list_of_keys(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    at_item(person, of(protocol))
    person.follow("Alla kortkommandon")
    expect(person.page.get_by_role("dialog", name="Kortkommandon")).to_be_visible()
    assert faults(person) == []


def test_when_the_session_has_ended(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    text = at_item(person, of(protocol))
    Session.objects.all().delete()
    text.press_sequentially("Vi talade.")
    says(person, "Utloggad")
    assert faults(person) == []


def test_without_a_network(at: At, world: World, protocol: Protocol, cable: Cable) -> None:
    person = at(user=world.secretary.user)
    person.site = cable.url
    at_item(person, of(protocol)).press_sequentially("Vi talade")
    says(person, "Sparat")
    person.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    cable.cut()
    words(person).press_sequentially(" om bryggan.")
    says(person, "Inget nät")
    assert faults(person) == []
    person.page.reload()
    expect(person.page.locator("#offline-text")).to_have_value("Vi talade om bryggan.")
    assert faults(person) == []


def test_with_two_texts(at: At, world: World, protocol: Protocol) -> None:
    first, second = at(user=world.secretary.user), at(user=world.deputy.user)
    at_item(first, of(protocol))
    at_item(second, of(protocol)).press_sequentially("Bryggan är hal.")
    says(second, "Sparat")
    words(first).press_sequentially("Bryggan är lång.")
    says(first, "Någon annan")
    assert faults(first) == []
    first.press("Visa båda texterna")
    first.sees("Två har skrivit i")
    assert faults(first) == []
