"""The whole way, as each person, in a real browser: from an empty database to the page that anyone reads."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from meetings.documents import days
from meetings.models import clock
from tests.journeys.conftest import At, Person

pytestmark = pytest.mark.django_db(transaction=True)

PASTED = (Path(__file__).parent / "hamnradet.txt").read_text(encoding="utf-8")
SECRETARY, CHAIR, MEMBER = "greta@example.org", "maj@example.org", "karin@example.org"
PAGE = "/hamnradet/moten/2024-03-14/"
SINCE = "2024-01-01"
SIDES = {
    "Föreningslivet": ["Båtföreningar", "Badföreningar", "Fiskets organisationer"],
    "Sunnvik stad": ["Hamnnämnden", "Västra distriktet"],
}
PEOPLE = [
    ("Maj Strandqvist", CHAIR, "ordförande", "Föreningslivet · Båtföreningar"),
    ("Nils Tångberg", "nils@example.org", "ledamot", "Föreningslivet · Fiskets organisationer"),
    ("Karin Ekvik", MEMBER, "vice ordförande", "Sunnvik stad · Hamnnämnden"),
    ("Ulla Norrsken", "ulla@example.org", "ledamot", "Sunnvik stad · Västra distriktet"),
]


ITEMS = [
    "Dagordningen",
    "Ture Ankarsten",
    "Föregående protokoll",
    "Sommarens regatta",
    "Hamnrådets framtid",
    "Bidrag till bryggor",
    "Badplatsen i Viken",
    "Övriga frågor",
]
STEPS = [
    "En rättelse bekräftades: utgåva\u00a02",
    "En rättelse skrevs",
    "Protokollet publicerades: utgåva\u00a01",
    "Protokollet godkändes: utskick 1",
    "Mötet tog ställning till protokollet: utskick 1",
    "Någon svarade: utskick 1",
    "Protokollet skickades till ledamöterna: utskick 1",
    "Ett namn kopplades till en person",
    "Protokollet hämtades in från ett äldre dokument",
]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_pasted_protocol_becomes_a_public_page(at: At, administrator: str, *, scripts: bool) -> None:
    make_the_council(at(administrator, scripts=scripts))
    secretary = at(SECRETARY, scripts=scripts)
    secretary.sees("Mina möten", "Hamnrådet", "Inga möten än.")
    fill_the_registers(secretary)
    paste(secretary)
    check_and_fill_in(secretary)
    send(secretary)
    read_and_answer(at(MEMBER, scripts=scripts, width=390))

    plan_a_meeting(secretary)
    approve_the_previous_protocol(secretary)
    write(secretary, "Hamnrådets framtid", "Beslut: Rådet antar de nya reglerna.")
    write(secretary, "Bidrag till bryggor", "Bordläggs till nästa möte")
    write(secretary, "Badplatsen i Viken", "Avslås")
    chair = at(CHAIR, scripts=scripts, width=390)
    confirm(chair)
    close_the_meeting(secretary)
    publish(secretary)
    read_the_protocol(at(scripts=scripts))

    send_the_second(secretary)
    plan_a_meeting(secretary, again=True)
    approve_the_previous_protocol(secretary)
    confirm(chair)
    publish(secretary)
    read_what_became_of_it(at(scripts=scripts))
    correct(secretary, chair)
    read_the_second_edition(at(scripts=scripts))
    read_the_history(secretary)
    withdraw(secretary)
    find_it_gone(at(scripts=scripts))


# --- The registers


def make_the_council(administrator: Person) -> None:
    """The administrator makes the council and names its secretary."""
    administrator.go("/admin/")
    administrator.follow("Råd")
    administrator.follow("Lägg till råd")
    administrator.fill("Adress:", "hamnradet")
    administrator.fill("Namn:", "Hamnrådet")
    administrator.fill("Sekreterarens namn:", "Greta Alnäs")
    administrator.fill("Sekreterarens e-postadress:", SECRETARY)
    administrator.press("Spara")
    administrator.sees("Hamnrådet")


def fill_the_registers(secretary: Person) -> None:
    """The secretary fills in the table: its sides, whom they are, the seats and who holds them."""
    for side, organisations in SIDES.items():
        secretary.go("/admin/meetings/side/add/")
        secretary.select("Råd:", "Hamnrådet")
        secretary.fill("Namn:", side)
        secretary.press("Spara")
        for organisation in organisations:
            secretary.go("/admin/meetings/organisation/add/")
            secretary.select("Sida:", side)
            secretary.fill("Namn:", organisation)
            secretary.press("Spara")
            secretary.go("/admin/meetings/seat/add/")
            secretary.select("Råd:", "Hamnrådet")
            secretary.select("Sida:", side)
            secretary.select("Organisation:", organisation)
            secretary.fill("Första dag:", SINCE)
            secretary.press("Spara")
    for name, email, role, seat in PEOPLE:
        add_person(secretary, name, email, role, seat)


def add_person(secretary: Person, name: str, email: str, role: str, seat: str) -> None:
    """A person with a mandate and an account."""
    secretary.go("/admin/meetings/member/add/")
    secretary.fill("Namn:", name)
    secretary.fill("Mejladress:", email)
    mandate = secretary.page.locator("#mandates-0")
    mandate.locator("select[name$=council]").select_option("Hamnrådet")
    mandate.locator("select[name$=role]").select_option(role)
    mandate.locator("select[name$=seat]").select_option(seat)
    mandate.locator("input[name$=from_on]").fill(SINCE)
    secretary.press("Spara")
    secretary.follow(name)
    secretary.follow("Ge ett konto")
    secretary.press("Ge ett konto")
    secretary.sees(f"{name} kan logga in nu.")


# --- An older protocol


def paste(secretary: Person) -> None:
    """Paste the text, look at what is found, and make a draft of it."""
    secretary.go("/arbete/")
    secretary.follow("Hämta in äldre protokoll")
    secretary.fill("Eller protokollets text, inklistrad", PASTED)
    secretary.press("Se vad som hittas")
    secretary.sees("Så lästes det", "8 Övriga frågor", "14 mars 2024")
    secretary.press("Gör ett utkast")
    secretary.sees("Granska: 14 mars 2024")


def check_and_fill_in(secretary: Person) -> None:
    """Say who a misspelt name is, and what the document does not tell; then nothing is missing."""
    secretary.sees("är det Nils Tångberg?")
    secretary.select("”Nils Tångbärg” – är det Nils Tångberg?", "Nils Tångberg")
    secretary.press("Spara namnen")
    secretary.sees("Sparat.")
    secretary.follow("Utskick")
    secretary.follow("Skriv vem som var ordförande.")
    secretary.choose("Maj Strandqvist", within="#officers fieldset:has(legend:text('Ordförande'))")
    secretary.press("Spara", within="#officers")
    secretary.choose("Uppgift om sluttid saknas")
    secretary.press("Spara", within="#head")
    secretary.follow("Utskick")
    secretary.sees("Inget saknas")


def send(secretary: Person) -> None:
    """Send the protocol to those who were there."""
    secretary.follow("Utskick")
    secretary.press("Skicka till ledamöterna")
    secretary.sees("Protokollet är skickat till dem som var där.")


def read_and_answer(member: Person) -> None:
    """A member reads on a phone and approves."""
    member.sees("Hej Karin Ekvik", "Läs protokollet från 14 mars")
    member.follow("Läs och svara")
    member.page.get_by_text("Hamnrådets framtid").first.click()
    member.sees("Arbetsgrupp")
    member.press("Godkänn som Karin Ekvik")
    member.sees("Tack, Karin Ekvik.")


# --- The next meeting


def plan_a_meeting(secretary: Person, *, again: bool = False) -> None:
    """Its agenda comes with what was tabled and the protocol that is not approved; it is called and opened."""
    secretary.go("/arbete/")
    secretary.follow("Nytt möte")
    secretary.fill("Dag", clock.today().isoformat())
    secretary.fill("Börjar", "15.00")
    secretary.fill("Slutar", "17.00")
    secretary.fill("Plats", "Fyrhuset")
    secretary.press("Planera mötet")
    if again:
        secretary.press("Planera ett möte till den dagen")
    secretary.sees("Mötet är planerat och dagordningen ifylld.")
    secretary.press("Skicka kallelsen")
    secretary.sees("Kallelsen är skickad.")
    secretary.press("Öppna mötet")
    secretary.press("Alla övriga är här")


def to_the_minutes(secretary: Person) -> None:
    """From any page of the meeting to the list of its items."""
    secretary.page.get_by_role("link", name=re.compile(r"^(Skriv|Hela mötet)$")).first.click()
    secretary.page.wait_for_url("**/skriv/")


def approve_the_previous_protocol(secretary: Person) -> None:
    """Write in the row that the meeting approved the protocol as it was sent."""
    to_the_minutes(secretary)
    secretary.follow("Föregående protokoll")
    secretary.choose("godkänt som det sändes ut", within=".prev-row")
    secretary.press("Spara punkten")
    secretary.sees("Väntar på bekräftelse.", "Maj Strandqvist har fått ett brev.")


def write(secretary: Person, item: str, words: str) -> None:
    """Write in an item of the meeting."""
    to_the_minutes(secretary)
    secretary.follow(item)
    secretary.fill("Text", words)
    secretary.press("Spara punkten")
    secretary.sees("Sparat.")


def confirm(chair: Person) -> None:
    """The chair confirms what the secretary wrote."""
    chair.go("/mina/")
    chair.follow("Läs och bekräfta")
    chair.press("Bekräfta som Maj Strandqvist")
    chair.sees("Tack.")


def close_the_meeting(secretary: Person) -> None:
    """Close the meeting."""
    to_the_minutes(secretary)
    secretary.follow("Avsluta mötet")
    secretary.press("Avsluta mötet")
    secretary.sees("Mötet är avslutat.")


def publish(secretary: Person) -> None:
    """Read what was found, and publish."""
    secretary.go("/arbete/")
    secretary.follow("Publicera")
    secretary.choose("Jag har läst igenom det som hittades")
    secretary.press("Publicera")
    secretary.sees("Protokollet är publicerat.")


def send_the_second(secretary: Person) -> None:
    """The protocol of the second meeting goes to those who were there."""
    secretary.go("/arbete/")
    secretary.follow("Skicka till ledamöterna")
    secretary.press("Skicka till ledamöterna")
    secretary.sees("Protokollet är skickat till dem som var där.")


# --- What anybody reads


def item(stranger: Person, number: int) -> Locator:
    """An item on the page."""
    return stranger.page.locator(f"#p{number}")


def read_the_protocol(stranger: Person) -> None:
    """Eight items, both sides of the table, and what was tabled: also the item with a working group."""
    stranger.go("/hamnradet/")
    stranger.follow("Läs hela protokollet")
    assert stranger.page.url == stranger.site + PAGE
    assert stranger.page.locator("section.item h2").all_inner_texts() == ITEMS
    stranger.sees("Föreningslivet 3 av 3", "Sunnvik stad 3 av 3", "Maj Strandqvist", "Karin Ekvik (S)")
    brief = stranger.page.get_by_role("region", name="I korthet")
    expect(brief).to_contain_text("3 bordlagda")
    expect(item(stranger, 4)).to_contain_text("Ansvarig Karin Ekvik")
    expect(item(stranger, 5)).to_contain_text("Bordläggs till nästa möte")
    expect(item(stranger, 5)).to_contain_text("Sammankallande Ulla Norrsken")
    for number in (5, 6, 7):
        expect(item(stranger, number)).to_contain_text("Vad det blir visas här när det protokollet är publicerat.")


def read_what_became_of_it(stranger: Person) -> None:
    """After the meeting: what the next one did with what was tabled."""
    today = days.full(clock.today())
    stranger.go(PAGE)
    expect(item(stranger, 5)).to_contain_text(f"Beslutat {today}, §\u00a03.")
    expect(item(stranger, 6)).to_contain_text("bordlades för andra gången")
    expect(item(stranger, 7)).to_contain_text(f"Avslaget {today}, §\u00a05.")


def read_the_second_edition(stranger: Person) -> None:
    """The correction is said, and the first edition can still be read."""
    stranger.go(PAGE)
    stranger.sees("Publicerat, utgåva 2", "Hamntorget. Kajgatan 9", "Fel nummer på huset.")
    stranger.gets(200, PAGE + "utgava/1/")
    stranger.sees("Publicerat, utgåva 1", "Hamntorget. Kajgatan 7")


def find_it_gone(stranger: Person) -> None:
    """The address says when and why."""
    stranger.gets(410, PAGE)
    stranger.sees("Protokollet visas inte längre", "Fel bilaga.")


# --- Afterwards


def correct(secretary: Person, chair: Person) -> None:
    """A slip of the pen: the secretary writes it, the chair confirms it, and there is a second edition."""
    secretary.go("/arbete/")
    secretary.follow("Rätta", within="li:has-text('14 mars 2024')")
    secretary.page.get_by_label("Var i protokollet").select_option("head/place")
    secretary.fill("Så står det", "Kajgatan 7")
    secretary.fill("Så ska det stå", "Kajgatan 9")
    secretary.choose("ett skrivfel: namn, datum, tal eller stavning")
    secretary.fill("Skäl, syns på sidan", "Fel nummer på huset.")
    secretary.press("Skriv rättelsen")
    secretary.sees("Kajgatan 9")
    confirm(chair)


def read_the_history(secretary: Person) -> None:
    """Every step stands in the history, the latest first."""
    secretary.follow("Historik")
    secretary.follow("Bara steg")
    told = secretary.page.locator(".history h3").all_inner_texts()
    assert told == STEPS


def withdraw(secretary: Person) -> None:
    """Take the protocol away from the public, with a reason."""
    secretary.follow("Publicering")
    secretary.page.get_by_text("Dra tillbaka protokollet").first.click()
    secretary.fill("Varför dras det tillbaka?", "Fel bilaga.")
    secretary.press("Dra tillbaka protokollet")
    secretary.sees("Protokollet är tillbakadraget. Adressen svarar med dag och skäl.")
