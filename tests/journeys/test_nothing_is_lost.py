"""Two at the same item, a double click, the back button, a session that ends, and files that are no protocols."""

import pytest
from playwright.sync_api import expect

from meetings.models import AgendaItem, Answer, Protocol, ProtocolVersion, Publication, clock
from tests.journeys.conftest import At, Person
from tests.support import council
from tests.support.council import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return council.found()


@pytest.fixture
def secretary(at: At, world: World) -> Person:
    return at(user=world.secretary.user)


def item_of(protocol: Protocol) -> AgendaItem:
    return council.item(protocol.meeting, "Bryggan")


def twice(person: Person, button: str) -> None:
    """A double click, quicker than any answer."""
    person.page.get_by_role("button", name=button, exact=True).first.dblclick()
    person.page.wait_for_load_state()


def test_two_who_write_in_one_item_see_both_texts_and_keep_both(at: At, world: World, secretary: Person) -> None:
    item = item_of(council.opened(world))
    deputy = at(user=world.deputy.user)
    for one in (secretary, deputy):
        one.go(f"/arbete/punkter/{item.pk}/")
    deputy.fill("Text", "Bryggan är hal.")
    deputy.press("Spara punkten")
    deputy.sees("Sparat.")
    secretary.fill("Text", "Bryggan är lång.")
    with secretary.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        secretary.press("Spara punkten")
    assert answer.value.status == 409
    secretary.sees("Två har skrivit i", "Viola Vikarie sparade medan du skrev.")
    assert secretary.page.get_by_role("textbox", name="Din text").input_value() == "Bryggan är lång."
    assert secretary.page.get_by_role("textbox", name="Text av Viola Vikarie").input_value() == "Bryggan är hal."
    secretary.press("Spara båda")
    secretary.sees("Sparat.")
    item.refresh_from_db()
    assert item.text.split("\n") == ["Bryggan är hal.", "Bryggan är lång."]


def test_a_double_click_sends_once(world: World, secretary: Person) -> None:
    protocol = council.held_meeting(world)
    secretary.go(f"/arbete/protokoll/{protocol.pk}/utskick/")
    twice(secretary, "Skicka till ledamöterna")
    secretary.sees("Hos ledamöterna")
    assert ProtocolVersion.objects.filter(protocol=protocol).count() == 1


def test_a_double_click_answers_once(at: At, world: World) -> None:
    protocol = council.sent_protocol(world)
    member = at(user=world.member.user, width=390)
    member.go(f"/mina/protokoll/{protocol.pk}/")
    twice(member, "Godkänn som Lars Ledamot")
    member.sees("Tack, Lars Ledamot.")
    assert Answer.objects.count() == 1


def test_a_double_click_publishes_once(world: World, secretary: Person) -> None:
    protocol = council.approved_protocol(world)
    secretary.go(f"/arbete/protokoll/{protocol.pk}/publicera/")
    secretary.choose("Jag har läst igenom det som hittades")
    twice(secretary, "Publicera")
    secretary.sees("Publicerat")
    assert Publication.objects.filter(protocol=protocol).count() == 1


def test_going_back_shows_the_answer_that_was_given(at: At, world: World) -> None:
    protocol = council.sent_protocol(world)
    member = at(user=world.member.user, width=390)
    member.go(f"/mina/protokoll/{protocol.pk}/")
    member.press("Godkänn som Lars Ledamot")
    member.sees("Tack, Lars Ledamot.")
    member.page.go_back()
    member.sees("Du har godkänt protokollet")
    assert Answer.objects.count() == 1


def test_a_form_that_is_sent_again_changes_nothing(world: World, secretary: Person) -> None:
    item = item_of(council.opened(world))
    secretary.go(f"/arbete/punkter/{item.pk}/")
    secretary.fill("Text", "Bryggan är lång.")
    secretary.press("Spara punkten")
    secretary.sees("Sparat.")
    secretary.page.go_back()
    secretary.fill("Text", "Bryggan är lång.")
    secretary.press("Spara punkten")
    item.refresh_from_db()
    assert item.text == "Bryggan är lång."


def test_whoever_was_signed_out_sees_what_they_wrote_and_comes_back_to_the_form(
    world: World, secretary: Person
) -> None:
    item = item_of(council.opened(world))
    secretary.go(f"/arbete/punkter/{item.pk}/")
    secretary.fill("Text", "Bryggan är lång.")
    secretary.page.context.clear_cookies(name="sessionid")
    secretary.press("Spara punkten")
    secretary.sees("Du har blivit utloggad", "Bryggan är lång.")
    with secretary.page.expect_popup() as opened:  # beside the page with what was written
        secretary.follow("Logga in", within="main")
    beside = Person(opened.value, secretary.site, world.secretary.email)
    beside.type_the_code()
    assert beside.page.url.partition("?")[0] == f"{secretary.site}/arbete/punkter/{item.pk}/"
    beside.fill("Text", "Bryggan är lång.")
    beside.press("Spara punkten")
    beside.sees("Sparat.")


def test_whoever_was_signed_out_before_a_button_comes_back_to_its_page(world: World, secretary: Person) -> None:
    meeting = council.called(world, on=clock.today())
    secretary.go(f"/arbete/moten/{meeting.pk}/")
    secretary.page.context.clear_cookies(name="sessionid")
    secretary.press("Öppna mötet")
    secretary.email = world.secretary.email
    secretary.type_the_code()
    assert secretary.page.url == f"{secretary.site}/arbete/moten/{meeting.pk}/"
    assert not Protocol.objects.exists()


FILES = {
    "empty": (b"", "Filen är tom."),
    "binary": (bytes(range(1, 256)) * 40, "Filens tecken gick inte att läsa."),
    "ten-megabytes": (b"Beslut: Ja.\n" * 900_000, "Filen är större än 5\u00a0MB."),
    "nul": (b"Datum: 2024-03-14\n\0", "Filen innehåller tecken som inte kan sparas."),
    "no-minutes": (b"Handla kaffe.", "Det här ser inte ut som ett protokoll"),
    "no-such-day": (b"Datum: 2024-02-31\n\n1 Val\n\nBo Ek talar.\n", "Mötets dag hittades inte."),
}


@pytest.mark.parametrize(("content", "says"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_protocol_is_told_so(secretary: Person, content: bytes, says: str) -> None:
    secretary.go("/arbete/import/")
    file = {"name": "fil.txt", "mimeType": "text/plain", "buffer": content}
    secretary.page.get_by_label("En fil: txt, md eller org").set_input_files(file)  # type: ignore[arg-type]  # a file
    secretary.press("Se vad som hittas")
    secretary.sees(says)
    assert Protocol.objects.count() == 0


def test_a_pasted_text_that_is_no_protocol_stays_in_the_form(secretary: Person) -> None:
    secretary.go("/arbete/import/")
    secretary.fill("Eller protokollets text, inklistrad", "Datum: 2024-02-31\n1 Val\nGodkänns\n")
    secretary.press("Se vad som hittas")
    secretary.sees("Mötets dag hittades inte.")
    pasted = secretary.page.get_by_label("Eller protokollets text, inklistrad")
    expect(pasted).to_have_value("Datum: 2024-02-31\n1 Val\nGodkänns\n")


def test_a_day_that_does_not_exist_keeps_what_was_typed(secretary: Person) -> None:
    secretary.go("/arbete/hamnradet/nytt/")
    secretary.fill("Dag", "2031-02-30")
    secretary.fill("Plats", "Fyrhuset")
    secretary.press("Planera mötet")
    secretary.sees("Det finns ingen sådan dag. Skriv den som 2026-11-05.")
    expect(secretary.page.get_by_label("Plats", exact=True)).to_have_value("Fyrhuset")
    assert secretary.page.get_by_label("Dag", exact=True).input_value() == "2031-02-30"
