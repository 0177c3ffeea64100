"""A whole meeting by the keyboard alone: from an agenda that is not written to minutes that are sent."""

import pytest
from playwright.sync_api import expect

from meetings.models import AgendaItem, Meeting, Protocol, ProtocolApproval, clock
from tests.journeys.conftest import At, Person
from tests.support import council
from tests.support.council import World
from tests.support.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)

FEWEST = 35  # keys that the third, sixth and seventh item may take together
ADDED = ("Intervjuerna om hamnen", "Hamnkonferensen", "Rådets framtida form", "Kranens pengar", "Städdagen")
SAID = {
    "Intervjuerna om hamnen": "Gustav Gäst berättade.\n\n- Hamnen används mer.\n- Kajen är smal.",
    "Hamnkonferensen": "Vad vill vi med konferensen?\n\nUppdrag: ta frågan till hamngruppen @Lars Ledamot",
    "Rådets framtida form": "Det är inte givet att rådet går vidare.\n\n"
    "Arbetsgrupp: @Lars Ledamot, @Gerd Granne, sammankallande @Julia Justerare\nBordläggs",
}


@pytest.fixture
def world(transactional_db: None) -> World:
    world = council.found()
    council.sent_protocol(world, on=council.day(-28))
    return world


def at_item(person: Person, title: str) -> None:
    """The item is on the screen, and the focus where somebody begins to write."""
    expect(person.page.locator(".write-pane-inner > h2")).to_contain_text(title)
    expect(person.page.locator("#id_text, .prev-row input:focus").first).to_be_visible()
    expect(person.page.locator("html.scripts")).to_be_attached()


def planned(person: Person, hands: Hands) -> None:
    """The meeting is planned for today, with five items of its own, and the previous minutes come third."""
    hands.push("Nytt möte")
    hands.reach("Dag")
    hands.press("Control+a")
    hands.type(clock.today().isoformat())
    hands.push("Planera mötet")
    person.sees("Mötet är planerat")
    for title in ADDED:
        hands.push("Ny punkt eller rubrik")
        hands.reach("Rubrik")
        hands.type(title)
        hands.push("Lägg till på dagordningen")
        person.sees("Punkten står på dagordningen.")
    hands.push("Flytta ner 2 Föregående protokoll")
    person.page.wait_for_load_state()


def test_a_whole_meeting_by_the_keyboard_alone(at: At, world: World) -> None:
    person = at(user=world.secretary.user)
    hands = Hands(person.page)
    person.go("/arbete/")
    planned(person, hands)
    hands.push("Öppna mötet")
    person.sees("är inte markerade")
    hands.push("Alla övriga är här")
    person.sees("Alla som inte var markerade är nu markerade som här.")
    hands.push("Skriv")
    hands.push("Dagordningen")
    at_item(person, "Dagordningen")
    hands.reach("Text")
    hands.type("/go")
    hands.press("Enter", "Control+Enter")
    counted = write(person, hands)
    assert counted <= FEWEST
    finished(person, hands)


def write(person: Person, hands: Hands) -> int:
    """Write every item; gives the keys that the third, sixth and seventh took together."""
    counted = 0
    for n, title in enumerate(("Intervjuerna om hamnen", "Föregående protokoll", *ADDED[1:]), 2):
        at_item(person, title)
        before = hands.keys
        if title in SAID:
            hands.type(SAID[title])
        elif n == 3:
            hands.press("Space")
        else:
            hands.type("Bordläggs")
        hands.press("Control+Enter")
        counted += hands.keys - before if n in {3, 6, 7} else 0
    at_item(person, "Övriga frågor")
    return counted


def finished(person: Person, hands: Hands) -> None:
    """The meeting is closed and its minutes are sent: everything that was typed is in them."""
    hands.push("Avsluta mötet")
    person.page.wait_for_url("**/avsluta/")
    hands.push("Avsluta mötet")
    person.page.wait_for_url("**/utskick/")
    hands.push("Skicka till ledamöterna")
    person.sees("Hos ledamöterna")
    meeting = Meeting.objects.latest("held_on")
    protocol = Protocol.objects.get(meeting=meeting)
    assert protocol.state == "under_review"
    found = {item.title: item for item in AgendaItem.objects.filter(meeting=meeting)}
    assert {title: found[title].text for title in SAID} == SAID
    outcomes = {title: [one.outcome for one in item.decisions.all()] for title, item in found.items()}
    assert outcomes["Dagordningen"] == ["approved"]
    assert [outcomes[title] for title in ADDED[2:]] == [["tabled"], ["tabled"], ["tabled"]]
    assert ProtocolApproval.objects.get(item__meeting=meeting).outcome == "as_sent"
    assert [one.printed_name for one in found["Rådets framtida form"].groups.get().people.filter(is_convener=True)] == [
        "Julia Justerare"
    ]
