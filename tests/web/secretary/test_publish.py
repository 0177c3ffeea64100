"""Publishing, withholding, and taking away."""

import json
import re

from django.test import Client

from meetings.models import CorrectionKind, Display, Mandate, Protocol, PublicationKind, State
from meetings.procedure import correcting
from tests.web.secretary.conftest import Island

NUMBER = "19121212-1212"


def of(protocol: Protocol, part: str = "") -> str:
    return f"/arbete/protokoll/{protocol.pk}/publicera/{part}"


def seen(secretary: Client, protocol: Protocol) -> dict[str, str]:
    """What the page of publishing sends back of itself, as it stands now."""
    [mark] = re.findall(r'name="seen" value="([0-9a-f]{64})"', secretary.get(of(protocol)).content.decode())
    return {"seen": mark}


def read(secretary: Client, protocol: Protocol) -> dict[str, str]:
    """Somebody has the page before them, and ticks that they have read it."""
    return {**seen(secretary, protocol), "reviewed": "on"}


def test_nothing_is_published_unread(island: Island, secretary: Client) -> None:
    protocol = island.approved()
    page = secretary.post(of(protocol), seen(secretary, protocol)).content.decode()
    assert 'id="id_reviewed_error"' in page
    assert island.read(protocol).state == State.APPROVED


def test_a_tick_and_a_button_publish_once(island: Island, secretary: Client) -> None:
    protocol = island.approved()
    what = read(secretary, protocol)
    for _ in range(2):
        assert secretary.post(of(protocol), what)["Location"] == of(protocol)
    assert island.read(protocol).publications.count() == 1
    assert "Visas nu" in secretary.get(of(protocol)).content.decode()


def test_an_identity_number_stops_until_its_place_is_withheld(island: Island, secretary: Client) -> None:
    protocol = island.approved(f"Färjkarlen har nummer {NUMBER}.\n\nGodkänns")
    page = secretary.get(of(protocol)).content.decode()
    assert f"<mark>{NUMBER}</mark>" in page
    what, place = read(secretary, protocol), f"items/{island.item(protocol).anchor}/blocks/0"
    refused = secretary.post(of(protocol), what).content.decode()
    assert f'id="id_ground-{place}_error"' in refused
    assert secretary.post(of(protocol), {**what, f"ground-{place}": "Personnummer"}).status_code == 302
    assert json.loads(island.read(protocol).publications.get().withheld) == {place: "Personnummer"}


def test_a_ground_stays_with_its_place_and_what_is_new_is_read_first(island: Island, secretary: Client) -> None:
    protocol = island.approved("Mats Medlem berättade.\n\nRing 031-12 34 56.\n\nGodkänns")
    first, second = (f"items/{island.item(protocol).anchor}/blocks/{n}" for n in (0, 1))
    what = {**read(secretary, protocol), f"ground-{second}": "Telefonnummer"}
    mandate = Mandate.objects.get(member=island.member)
    mandate.display = Display.ROLE_ONLY
    mandate.save()
    answer = secretary.post(of(protocol), what)
    page = answer.content.decode()
    assert (answer.status_code, island.read(protocol).state) == (409, State.APPROVED)
    assert re.findall(r'name="(ground-[^"]+)"(?: value="([^"]*)")?', page) == [
        (f"ground-{first}", ""),
        (f"ground-{second}", "Telefonnummer"),
    ]
    assert re.findall(r'name="reviewed"[^>]*checked', page) == []
    what |= {**read(secretary, protocol), f"ground-{first}": "Visas inte med namn"}
    assert secretary.post(of(protocol), what).status_code == 302
    withheld = json.loads(island.read(protocol).publications.get().withheld)
    assert {path: ground for path, ground in withheld.items() if ground != "display"} == {
        first: "Visas inte med namn",
        second: "Telefonnummer",
    }


def test_a_text_that_was_corrected_meanwhile_is_read_before_it_is_public(island: Island, secretary: Client) -> None:
    protocol = island.approved("Ring 031-12 34 56.\n\nGodkänns")
    place = f"items/{island.item(protocol).anchor}/blocks/0"
    what = {**read(secretary, protocol), f"ground-{place}": "Telefonnummer"}
    correction = correcting.write(
        protocol,
        kind=CorrectionKind.SLIP,
        place=place,
        old="Ring 031-12 34 56",
        new="Ring kontoret",
        why="Fel nummer",
        by=island.secretary,
    )
    correcting.confirm(correction, by=island.chair)
    answer = secretary.post(of(protocol), what)
    assert (answer.status_code, island.read(protocol).state) == (409, State.APPROVED)
    assert f'name="ground-{place}" value="Telefonnummer"' in answer.content.decode()
    assert secretary.post(of(protocol), read(secretary, protocol)).status_code == 302


def test_a_form_that_does_not_say_what_was_read_publishes_nothing(island: Island, secretary: Client) -> None:
    protocol = island.approved()
    assert secretary.post(of(protocol), {"reviewed": "on"}).status_code == 409
    assert island.read(protocol).state == State.APPROVED


def test_the_reason_of_a_correction_in_a_confidential_item_is_not_the_chairs(
    island: Island, secretary: Client, chair: Client
) -> None:
    protocol = island.published("Hemliga tomten.")
    item = island.item(protocol)
    item.is_confidential = True
    item.save()
    correction = correcting.write(
        island.read(protocol),
        kind=CorrectionKind.SLIP,
        place=f"items/{item.anchor}/blocks/0",
        old="Hemliga",
        new="Hemlige",
        why="KANARIE om tomten.",
        by=island.secretary,
    )
    correcting.confirm(correction, by=island.chair)
    assert ["KANARIE" in one.get(of(protocol)).content.decode() for one in (secretary, chair)] == [True, False]


def test_another_place_is_withheld_only_with_a_ground(island: Island, secretary: Client) -> None:
    protocol = island.approved()
    place = f"items/{island.item(protocol).anchor}/title"
    what = {**read(secretary, protocol), "place0": place}
    page = secretary.post(of(protocol), {**what, "why0": ""}).content.decode()
    assert "error-summary" in page
    assert secretary.post(of(protocol), {**what, "why0": "Känsligt"}).status_code == 302
    assert json.loads(island.read(protocol).publications.get().withheld) == {place: "Känsligt"}


def test_withdrawing_needs_a_reason_and_publishing_again_is_offered(island: Island, secretary: Client) -> None:
    protocol = island.published()
    assert "withdraw_reason_error" in secretary.post(of(protocol, "dra-tillbaka/"), {"reason": ""}).content.decode()
    for _ in range(2):
        assert secretary.post(of(protocol, "dra-tillbaka/"), {"reason": "Fel fil"}).status_code == 302
    assert island.read(protocol).state == State.WITHDRAWN
    assert "Publicera igen" in secretary.get(of(protocol)).content.decode()


def test_an_earlier_edition_is_taken_away_and_the_current_one_is_not(island: Island, secretary: Client) -> None:
    protocol = island.published("Farjan går.\n\nGodkänns")
    place = f"items/{island.item(protocol).anchor}/blocks/0"
    correction = correcting.write(
        protocol, kind=CorrectionKind.SLIP, place=place, old="Farjan", new="Färjan", why="Skrivfel", by=island.secretary
    )
    correcting.confirm(correction, by=island.chair)
    assert "error-summary" in secretary.post(of(protocol, "dolj/2/"), {"reason": "Fel"}).content.decode()
    refused = secretary.post(of(protocol, "dolj/1/"), {"reason": " "}).content.decode()
    assert refused.count('<details class="disclosure" open>') == 1
    for _ in range(2):
        assert secretary.post(of(protocol, "dolj/1/"), {"reason": "Skrivfel"}).status_code == 302
    kinds = list(protocol.publications.order_by("sequence").values_list("kind", flat=True))
    assert kinds == [PublicationKind.PUBLISHED, PublicationKind.CORRECTED, PublicationKind.SUPPRESSED]
    assert secretary.post(of(protocol, "dolj/9/"), {"reason": "Fel"}).status_code == 404


def test_the_chair_reads_and_publishes_nothing(island: Island, chair: Client, stranger: Client) -> None:
    protocol = island.approved()
    assert chair.get(of(protocol)).status_code == 200
    for part in ("", "dra-tillbaka/", "dolj/1/"):
        assert chair.post(of(protocol, part), {"reviewed": "on"}).status_code == 403
        assert stranger.post(of(protocol, part), {"reviewed": "on"}).status_code == 404
    assert island.read(protocol).publications.count() == 0
