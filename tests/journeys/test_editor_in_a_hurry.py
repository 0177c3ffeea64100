"""What answers that come late, a slow network and a hurried hand may do: nothing typed is lost."""

import re
import time

import pytest
from playwright.sync_api import Route, expect

from meetings.models import Protocol
from tests.journeys.conftest import At, Person
from tests.journeys.test_editor import at_item, of, saved, says, stands, words
from tests.support.council import World
from tests.support.network import Cable

pytestmark = pytest.mark.django_db(transaction=True)


def slow(person: Person, part: str, seconds: float) -> None:
    """What is sent to an address of this name takes its time."""

    def wait(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    person.page.route(re.compile(part), wait)


def test_a_button_under_the_text_overwrites_nothing_that_was_typed_meanwhile(
    at: At, world: World, protocol: Protocol
) -> None:
    person, item = at(user=world.secretary.user), of(protocol)
    text = at_item(person, item)
    text.press_sequentially("Kaffe @Lars Ledamott")
    expect(person.page.get_by_role("button", name="Byt till Lars Ledamot")).to_be_visible()
    saved(person)
    slow(person, "lasning", 1)
    person.page.get_by_role("button", name="Byt till Lars Ledamot").click(no_wait_after=True)
    text.press("Control+End")
    text.press_sequentially(". Och viktiga ord")
    stands(item, "Kaffe @Lars Ledamott. Och viktiga ord")


def test_what_was_found_lies_there_until_it_is_chosen(at: At, world: World, protocol: Protocol) -> None:
    item = of(protocol)
    first, second = at(user=world.secretary.user), at(user=world.deputy.user)
    at_item(first, item)
    at_item(second, item).press_sequentially("Violas ord.")
    saved(second)
    words(first).press_sequentially("Signes ord.")
    says(first, "Någon annan har sparat punkten.")
    at_item(first, item).press("Control+End")
    words(first).press_sequentially(" Och mer.")
    saved(first)
    first.page.reload()
    first.press("Visa båda texterna")
    first.press("Spara båda")
    expect(words(first)).to_have_value("Violas ord. Och mer.\nSignes ord.")


def test_a_wrong_time_keeps_nobody_else_from_being_marked(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    at_item(person, of(protocol))
    rows = {name: protocol.meeting.attendances.get(member=name) for name in (world.member, world.neighbour)}
    person.page.locator(f"#id_n{rows[world.member].pk}-clock").fill("halv tre")
    person.page.locator(f"label[for=id_n{rows[world.neighbour].pk}-status_2]").click()
    expect(person.page.locator("#side .field-error")).to_contain_text("Lars Ledamot")
    expect(person.page.locator("#side")).to_contain_text("frånvarande")
    expect(person.page.locator(f"#id_n{rows[world.member].pk}-clock")).to_have_value("halv tre")
    rows[world.neighbour].refresh_from_db()
    assert rows[world.neighbour].status == "absent"


def test_everybody_else_is_here_also_just_after_a_time(at: At, world: World, protocol: Protocol) -> None:
    for row in protocol.meeting.attendances.all():
        row.status = "unmarked"
        row.save()
    person = at(user=world.secretary.user)
    at_item(person, of(protocol))
    lars = protocol.meeting.attendances.get(member=world.member)
    person.page.locator(f"#id_n{lars.pk}-clock").fill("15.20")
    person.page.locator("#rest").click()
    expect(person.page.get_by_text("Alla är markerade.")).to_be_visible()
    lars.refresh_from_db()
    assert f"{lars.from_time:%H.%M}" == "15.20"


def test_without_a_network_a_confidential_item_opens_no_other_in_its_place(
    at: At, world: World, protocol: Protocol, cable: Cable
) -> None:
    item = of(protocol, "Kranen")
    item.is_confidential = True
    item.save()
    person = at(user=world.secretary.user)
    person.site = cable.url
    at_item(person, item)
    person.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    cable.cut()
    person.page.reload()
    expect(person.page.locator("#save-state")).to_contain_text("finns inte på den här datorn")
    expect(person.page.locator("#offline-text")).to_be_disabled()


def test_what_was_taken_back_does_not_come_back(at: At, world: World, protocol: Protocol) -> None:
    person, item = at(user=world.secretary.user), of(protocol)
    text = at_item(person, item)
    text.press_sequentially("Bas")
    saved(person)
    text.press_sequentially("X")
    text.press("Backspace")
    person.page.reload()
    expect(words(person)).to_have_value("Bas")


def test_signing_out_lets_go_of_the_meeting_that_was_kept(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    kept = "Object.keys(localStorage).filter(key => key.startsWith('idekom:moment')).length"
    with person.page.expect_response(re.compile("ogonblick")):
        at_item(person, of(protocol))
    at_item(person, of(protocol)).press_sequentially("Vi talade.")
    saved(person)
    assert person.page.evaluate(kept) == 1
    person.go("/mina/")
    person.press("Logga ut")
    person.page.wait_for_load_state()
    assert person.page.evaluate(kept) == 0
