"""After the approval: corrections by two, undoing, and old protocols that are registered."""

from django.test import Client

from meetings.models import Correction, Protocol, State
from tests.web.secretary.conftest import Island


def of(protocol: Protocol, part: str = "") -> str:
    return f"/arbete/protokoll/{protocol.pk}/ratta/{part}"


def typed(island: Island, protocol: Protocol, **more: str) -> dict[str, str]:
    place = f"items/{island.item(protocol).anchor}/blocks/0"
    return {"place": place, "old": "Farjan", "new": "Färjan", "kind": "slip", "why": "Skrivfel", **more}


def test_a_correction_is_written_once_and_waits_for_another(island: Island, secretary: Client) -> None:
    protocol = island.approved("Farjan går.\n\nGodkänns")
    for _ in range(2):
        assert secretary.post(of(protocol), typed(island, protocol))["Location"] == of(protocol)
    correction = Correction.objects.get()
    assert (correction.old, correction.new, correction.confirmed_at) == ("Farjan", "Färjan", None)
    page = secretary.get(of(protocol)).content.decode()
    assert "<del>Farjan</del> <ins>Färjan</ins>" in page
    assert "<b>Olof Ordförande</b>kan bekräfta" in page


def test_words_that_do_not_stand_there_are_said_by_the_field(island: Island, secretary: Client) -> None:
    protocol = island.approved("Farjan går.\n\nGodkänns")
    page = secretary.post(of(protocol), typed(island, protocol, old="Ubåten")).content.decode()
    assert 'id="id_old_error"' in page
    assert "Ubåten" in page
    assert Correction.objects.count() == 0


def test_more_than_a_slip_says_which_item_decided_it(island: Island, secretary: Client) -> None:
    protocol = island.approved("Farjan går.\n\nGodkänns")
    page = secretary.post(of(protocol), typed(island, protocol, kind="decided")).content.decode()
    assert 'id="id_decided_by_item_error"' in page


def test_a_correction_nobody_confirmed_is_dropped_with_a_reason(island: Island, secretary: Client) -> None:
    protocol = island.approved("Farjan går.\n\nGodkänns")
    secretary.post(of(protocol), typed(island, protocol))
    correction = Correction.objects.get()
    for _ in range(2):
        answer = secretary.post(of(protocol, f"{correction.pk}/slapp/"), {"reason": "Det stod rätt"})
        assert answer.status_code == 302
    correction.refresh_from_db()
    assert correction.dropped_at is not None


def test_an_approval_is_undone_with_a_reason_and_not_after_publication(island: Island, secretary: Client) -> None:
    protocol = island.approved()
    for _ in range(2):
        assert secretary.post(of(protocol, "angra-godkannandet/"), {"reason": "Fel möte"}).status_code == 302
    assert island.read(protocol).state == State.UNDER_REVIEW


def test_a_published_approval_stands(island: Island, secretary: Client) -> None:
    protocol = island.published()
    assert "angra-godkannandet" not in secretary.get(of(protocol)).content.decode()
    page = secretary.post(of(protocol, "angra-godkannandet/"), {"reason": "Fel möte"}).content.decode()
    assert "error-summary" in page
    assert island.read(protocol).state == State.PUBLISHED


def test_the_chair_reads_and_writes_nothing(island: Island, chair: Client, stranger: Client) -> None:
    protocol = island.approved("Farjan går.\n\nGodkänns")
    assert chair.get(of(protocol)).status_code == 200
    for part in ("", "angra-godkannandet/"):
        assert chair.post(of(protocol, part), typed(island, protocol)).status_code == 403
        assert stranger.post(of(protocol, part), typed(island, protocol)).status_code == 404
