"""Writing during the meeting: nothing typed is lost, whatever happens, and a keyboard is enough."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from playwright.sync_api import Locator, expect

from meetings.models import AgendaItem, Protocol
from meetings.procedure import listing
from tests.journeys.conftest import At, Person, code_in_the_letter
from tests.support import council
from tests.support.council import World
from tests.support.network import Cable

pytestmark = pytest.mark.django_db(transaction=True)


def of(protocol: Protocol, title: str = "Bryggan") -> AgendaItem:
    return council.item(protocol.meeting, title)


def at_item(person: Person, item: AgendaItem) -> Locator:
    """Open an item, and give its text."""
    person.go(f"/arbete/punkter/{item.pk}/")
    return words(person)


def words(person: Person) -> Locator:
    return person.page.locator("#id_text")


def state(person: Person) -> Locator:
    return person.page.locator("#save-state")


def says(person: Person, said: str) -> None:
    expect(state(person)).to_contain_text(said)


def saved(person: Person) -> None:
    """The server has it; not only this computer."""
    expect(state(person)).to_have_text(re.compile(r"^Sparat \d\d\.\d\d$"))


def stands(item: AgendaItem, said: str) -> None:
    """Soon the item's text is so."""
    until = time.monotonic() + 10
    while time.monotonic() < until and item.text != said:
        time.sleep(0.05)
        item.refresh_from_db()
    assert item.text == said


# --- Nothing typed is lost


def test_the_network_is_cut_in_mid_sentence_and_the_page_is_reloaded(
    at: At, world: World, protocol: Protocol, cable: Cable
) -> None:
    person = at(user=world.secretary.user)
    person.site = cable.url
    item = of(protocol)
    at_item(person, item).press_sequentially("Vi talade om bryggan")
    saved(person)
    person.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    cable.cut()
    words(person).press_sequentially(", som är hal.")
    says(person, "Inget nät. Sparat på den här datorn, en ändring väntar.")
    expect(person.page.get_by_text("Inget nät. Skriv vidare.")).to_be_visible()
    person.page.reload()
    without = person.page.locator("#offline-text")
    expect(without).to_have_value("Vi talade om bryggan, som är hal.")
    without.press("Control+End")
    without.press_sequentially(" Den lagas.")
    without.press("Control+Enter")
    expect(without).to_have_value("")
    without.press_sequentially("Bordläggs")
    cable.mend()
    expect(words(person)).to_be_visible()
    expect(person.page.locator("#waiting")).to_be_hidden()
    for title, said in (("Bryggan", "Vi talade om bryggan, som är hal. Den lagas."), ("Kranen", "Bordläggs")):
        expect(at_item(person, of(protocol, title))).to_have_value(said)


def test_the_session_ends_in_mid_sentence_and_the_text_stays(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    item = of(protocol)
    text = at_item(person, item)
    text.press_sequentially("Vi talade om")
    saved(person)
    Session.objects.all().delete()
    text.press_sequentially(" bryggan.")
    says(person, "Utloggad. Sparat på den här datorn.")
    expect(person.page.get_by_role("heading", name="Logga in igen, texten ligger kvar")).to_be_visible()
    text.press_sequentially(" Den är hal.")
    before = len(mail.outbox)
    person.press("Skicka en kod")
    person.fill("Kod, sex siffror", "000000")
    assert world.secretary.user
    code = code_in_the_letter(before, world.secretary.user.email)
    person.press("Logga in och spara")
    expect(person.page.locator("#sign-in-error")).not_to_be_empty()
    person.fill("Kod, sex siffror", code)
    person.press("Logga in och spara")
    saved(person)
    expect(person.page.locator("#sign-in")).to_be_hidden()
    stands(item, "Vi talade om bryggan. Den är hal.")


def test_somebody_else_who_signs_in_there_does_not_get_my_text(at: At, world: World, protocol: Protocol) -> None:
    mine, item = at(user=world.secretary.user), of(protocol)
    text = at_item(mine, item)
    Session.objects.all().delete()
    text.press_sequentially("Mina ord.")
    says(mine, "Utloggad")
    other = at(user=world.deputy.user)
    cookie = next(one for one in other.page.context.cookies() if one["name"] == "sessionid")
    mine.page.context.add_cookies([{"name": "sessionid", "value": str(cookie["value"]), "url": mine.site}])
    expect(at_item(mine, item)).to_have_value("")
    item.refresh_from_db()
    assert item.text == ""


def test_two_secretaries_in_one_item_keep_both_texts(at: At, world: World, protocol: Protocol) -> None:
    item = of(protocol)
    first, second = at(user=world.secretary.user), at(user=world.deputy.user)
    at_item(first, item)
    at_item(second, item).press_sequentially("Bryggan är hal.")
    saved(second)
    words(first).press_sequentially("Bryggan är lång.")
    says(first, "Någon annan har sparat punkten.")
    first.press("Visa båda texterna")
    first.sees("Två har skrivit i", "Viola Vikarie sparade medan du skrev.")
    first.press("Spara båda")
    expect(words(first)).to_have_value("Bryggan är hal.\nBryggan är lång.")
    expect(first.page.locator("#found")).to_be_hidden()
    item.refresh_from_db()
    assert item.text == "Bryggan är hal.\nBryggan är lång."


def test_the_one_who_writes_sees_that_somebody_else_does(at: At, world: World, protocol: Protocol) -> None:
    first, second = at(user=world.secretary.user), at(user=world.deputy.user)
    at_item(second, of(protocol)).press_sequentially("Bryggan är hal.")
    saved(second)
    at_item(first, of(protocol))
    first.sees("Viola Vikarie s")


@pytest.mark.parametrize("pause", [0, 750, 900])
def test_a_tab_that_is_closed_while_it_saves_loses_nothing(
    at: At, world: World, protocol: Protocol, pause: int
) -> None:
    person, item = at(user=world.secretary.user), of(protocol)
    at_item(person, item).press_sequentially("Vi talade om bryggan.")
    person.page.wait_for_timeout(pause)
    tab = person.page.context.new_page()
    person.page.close()
    person.page = tab
    expect(at_item(person, item)).to_have_value("Vi talade om bryggan.")
    person.page.keyboard.press("Control+s")
    stands(item, "Vi talade om bryggan.")


def test_a_meeting_of_five_hundred_items_is_written_as_any_other(at: At, world: World, protocol: Protocol) -> None:
    for n in range(500):
        listing.add(protocol.meeting, title=f"Fråga {n}")
    item = of(protocol, "Fråga 250")
    person = at(user=world.secretary.user)
    at_item(person, item).press_sequentially("Bordläggs")
    person.page.keyboard.press("Control+Enter")
    expect(person.page.get_by_role("heading", name="Fråga 251")).to_be_attached()
    item.refresh_from_db()
    assert (item.text, item.decisions.count()) == ("Bordläggs", 1)


def test_the_back_button_shows_the_item_as_it_stands(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    at_item(person, of(protocol)).press_sequentially("Godkänns")
    person.page.keyboard.press("Control+Enter")
    expect(person.page.get_by_role("heading", name="Kranen")).to_be_attached()
    words(person).press_sequentially("Avslås")
    person.page.go_back()
    expect(words(person)).to_have_value("Godkänns")
    person.page.go_forward()
    expect(words(person)).to_have_value("Avslås")
    stands(of(protocol), "Godkänns")
    stands(of(protocol, "Kranen"), "Avslås")


@pytest.mark.parametrize(
    "button",
    ["Spara punkten", "Spara och gå till nästa", "Spara och gå till föregående", "Avsluta mötet", "Alla övriga är här"],
)
def test_a_double_click_on_a_button_loses_nothing(at: At, world: World, protocol: Protocol, button: str) -> None:
    row = protocol.meeting.attendances.get(member=world.member)
    row.status = "unmarked"
    row.save()
    person, item = at(user=world.secretary.user), of(protocol, "Kranen")
    at_item(person, item).press_sequentially("Uppdrag: köpa färg @Lars Ledamot\nBordläggs")
    person.page.get_by_role("button", name=button, exact=True).first.dblclick()
    person.page.wait_for_load_state()
    person.page.wait_for_timeout(1200)
    person.go(f"/arbete/punkter/{item.pk}/")
    expect(words(person)).to_have_value("Uppdrag: köpa färg @Lars Ledamot\nBordläggs")
    person.page.keyboard.press("Control+Enter")
    expect(person.page.get_by_role("heading", name="Färjan")).to_be_attached()
    item.refresh_from_db()
    assert (item.actions.count(), item.decisions.count()) == (1, 1)


def test_a_link_away_saves_and_reads_the_item_first(at: At, world: World, protocol: Protocol) -> None:
    person, item = at(user=world.secretary.user), of(protocol)
    at_item(person, item).press_sequentially("Bordläggs")
    person.follow("Hela mötet")
    person.page.wait_for_url("**/skriv/")
    item.refresh_from_db()
    assert (item.text, item.decisions.count(), item.typed_by) == ("Bordläggs", 1, None)


# --- What the page does for whoever types


def test_lines_become_blocks_while_they_are_typed(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    text = at_item(person, of(protocol))
    text.press_sequentially("Vi talade.\nBeslut: att köpa färg\nBordläggs")
    expect(person.page.locator("#mirror .is-decision")).to_have_text("Beslut: att köpa färg")
    expect(person.page.locator("#mirror .is-tabled")).to_have_text("Bordläggs")
    expect(person.page.locator("#reading .typed")).to_have_count(2)


def test_a_name_is_completed_and_a_word_put_in(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    text = at_item(person, of(protocol))
    text.press_sequentially("/upp")
    expect(person.page.get_by_role("option", name="Uppdrag")).to_be_visible()
    text.press("Enter")
    text.press_sequentially("köpa färg @led")
    expect(person.page.get_by_role("option", name="Lars Ledamot")).to_be_visible()
    text.press("Enter")
    expect(text).to_have_value("Uppdrag: köpa färg @Lars Ledamot")
    text.press("Control+z")
    expect(text).not_to_have_value("Uppdrag: köpa färg @Lars Ledamot")


def test_what_is_asked_is_answered_with_a_press(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    text = at_item(person, of(protocol))
    text.press_sequentially("Lars tar kontakt med varvet.\n\nUppdrag: ringa @Lars Ledamott")
    person.press("Byt till Lars Ledamot")
    expect(text).to_have_value("Lars tar kontakt med varvet.\n\nUppdrag: ringa @Lars Ledamot")
    person.page.get_by_role("button", name="Gör till uppdrag").click()
    expect(text).to_have_value("Uppdrag: tar kontakt med varvet @Lars Ledamot\n\nUppdrag: ringa @Lars Ledamot")
    saved(person)


def test_a_field_rewrites_its_line(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    text = at_item(person, of(protocol))
    text.press_sequentially("Uppdrag: köpa färg")
    person.page.get_by_text("Ändra i fält").click()
    person.fill("Ansvarig", "Lars Ledamot")
    person.press("Skriv om raden")
    expect(text).to_have_value("Uppdrag: köpa färg @Lars Ledamot")


def test_the_register_is_taken_by_keys_beside_the_text(at: At, world: World, protocol: Protocol) -> None:
    for row in protocol.meeting.attendances.all():
        row.status = "unmarked"
        row.save()
    person = at(user=world.secretary.user)
    at_item(person, of(protocol)).press_sequentially("Vi talade.")
    lars = protocol.meeting.attendances.get(member=world.member)
    person.page.locator(f"#id_n{lars.pk}-status_2").focus()
    person.page.keyboard.press("Space")
    expect(person.page.locator("#side")).to_contain_text("1 frånvarande")
    person.page.keyboard.press("ArrowUp")
    person.page.keyboard.press("Tab")
    person.page.keyboard.type("15.20")
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#side")).to_contain_text("1 här")
    person.page.locator("#rest").focus()
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_text("Alla är markerade.")).to_be_visible()
    lars.refresh_from_db()
    assert lars.status == "absent"
    expect(words(person)).to_have_value("Vi talade.")


def test_the_help_sheet_opens_and_closes_by_keys(at: At, world: World, protocol: Protocol) -> None:
    person = at(user=world.secretary.user)
    at_item(person, of(protocol))
    person.page.get_by_role("link", name="Alla kortkommandon").focus()
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_role("dialog", name="Kortkommandon")).to_be_visible()
    person.page.keyboard.press("Escape")
    expect(person.page.get_by_role("dialog", name="Kortkommandon")).to_be_hidden()


def test_without_scripts_the_same_form_does_it_all(at: At, world: World, protocol: Protocol) -> None:
    person, item = at(user=world.secretary.user, scripts=False), of(protocol)
    lars = protocol.meeting.attendances.get(member=world.member)
    at_item(person, item).fill("Lars tar kontakt med varvet.\n\nBordläggs")
    person.page.locator(f"label[for=id_n{lars.pk}-status_2]").click()
    person.press("Spara punkten")
    person.sees("Sparat.")
    person.page.get_by_role("button", name="Gör till uppdrag").click()
    expect(words(person)).to_have_value("Uppdrag: tar kontakt med varvet @Lars Ledamot\n\nBordläggs")
    person.press("Spara och gå till nästa")
    expect(person.page.get_by_role("heading", name="Kranen")).to_be_attached()
    person.follow("Alla kortkommandon")
    expect(person.page.get_by_text("Spara nu", exact=True)).to_be_visible()
    lars.refresh_from_db()
    item.refresh_from_db()
    assert (lars.status, item.actions.count(), item.decisions.count()) == ("absent", 1, 1)
