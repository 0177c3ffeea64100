"""What waits for a second person: an approval, a registration, a correction."""

import pytest
from django.test import Client

from meetings.models import ApprovalOutcome, Basis, Correction, CorrectionKind, Protocol, ProtocolApproval, State
from meetings.procedure import approving, correcting, drafting
from tests.support import council
from tests.support.council import World
from tests.support.filling import filled
from tests.support.reading import Answer, words
from tests.web.member.conftest import SignedIn

CHANGES = [("head/place", "Hamnkontoret", "Hamnkontorets källare")]


@pytest.fixture
def row(world: World) -> ProtocolApproval:
    """The secretary has written that the meeting approved the protocol before."""
    earlier = council.sent_protocol(world, on=council.day(-30))
    later = council.opened(world, on=council.day(-7))
    return approving.decide_row(
        council.row_for(earlier, later.meeting), outcome=ApprovalOutcome.AS_SENT, by=world.secretary
    )


@pytest.fixture
def changed(world: World, row: ProtocolApproval) -> ProtocolApproval:
    return approving.decide_row(row, outcome=ApprovalOutcome.WITH_CHANGES, changes=CHANGES, by=world.secretary)


@pytest.fixture
def correction(world: World) -> Correction:
    return correcting.write(
        council.published_protocol(world),
        kind=CorrectionKind.SLIP,
        place="head/place",
        old="Hamnkontoret",
        new="Hamnkontorets källare",
        why="Fel rum.",
        by=world.secretary,
    )


@pytest.fixture
def registered(world: World) -> Protocol:
    protocol = council.imported_protocol(world)
    return approving.register_approval(protocol, basis=Basis.PAPER, note_="Pärm 3", by=world.secretary)


def of_row(row: ProtocolApproval) -> str:
    return f"/mina/bekrafta/rad/{row.pk}/"


def of_correction(correction: Correction) -> str:
    return f"/mina/bekrafta/rattelse/{correction.pk}/"


def of_registration(protocol: Protocol) -> str:
    return f"/mina/bekrafta/godkannande/{protocol.pk}/"


def tap(visitor: Client, address: str) -> Answer:
    """Press the button on the page as it is now."""
    return visitor.post(address, filled(visitor.get(address)), follow=True)


def test_who_was_there_confirms_with_a_tap_and_a_second_tap_is_harmless(
    world: World, as_: SignedIn, row: ProtocolApproval
) -> None:
    visitor = as_(world.member)
    page = visitor.get(of_row(row))
    said, seen = words(page), filled(page)
    assert "<h1>Godkände mötet 26 januari protokollet från 3 januari?</h1>" in said
    assert "Bekräfta som Lars Ledamot</button>" in said
    for _tap in range(2):
        answer = visitor.post(of_row(row), seen, follow=True)
        assert "Tack. Protokollet från 3 januari är godkänt." in words(answer)
    row.refresh_from_db()
    assert (row.confirmed_by, council.again(row.protocol).state) == (world.member, State.APPROVED)
    assert "Godkännandet gäller." in words(visitor.get(of_row(row)))


def test_who_comes_after_another_is_told_that_it_is_done(world: World, as_: SignedIn, row: ProtocolApproval) -> None:
    approving.confirm_row(row, by=world.chair)
    said = words(as_(world.member).get(of_row(row)))
    assert "Godkännandet gäller. Det finns inget mer att göra." in said
    assert "<button" not in said


@pytest.mark.parametrize("who", ["secretary", "substitute", "stranger"])
def test_nobody_who_wrote_it_or_was_not_there_is_asked(
    world: World, as_: SignedIn, row: ProtocolApproval, who: str
) -> None:
    visitor = as_(getattr(world, who))
    assert visitor.get(of_row(row)).status_code == 404
    assert visitor.post(of_row(row)).status_code == 404
    assert council.again(row.protocol).state == State.UNDER_REVIEW


def test_changes_are_shown_and_only_the_chair_confirms_them(
    world: World, as_: SignedIn, changed: ProtocolApproval
) -> None:
    for who in (world.member, world.chair):
        said = words(as_(who).get(of_row(changed)))
        assert "<del>Hamnkontoret</del> <ins>Hamnkontorets källare</ins>" in said
    seen = filled(as_(world.chair).get(of_row(changed)))
    refused = as_(world.member).post(of_row(changed), seen)
    assert "Bara mötets ordförande bekräftar ändringar." in words(refused)
    assert council.again(changed.protocol).state == State.UNDER_REVIEW
    tap(as_(world.chair), of_row(changed))
    protocol = council.again(changed.protocol)
    assert (protocol.state, protocol.approved_version and protocol.approved_version.number) == (State.APPROVED, 2)


def test_a_change_in_a_confidential_item_is_masked(world: World, as_: SignedIn) -> None:
    meeting = council.planned(world, on=council.day(-30), titles=["Bryggan"])
    item = council.item(meeting, "Bryggan")
    item.is_confidential = True
    item.save()
    earlier = council.sent_protocol(world, written={"Bryggan": "KANARIEN ett"}, meeting=meeting)
    later = council.opened(world, on=council.day(-7))
    row = approving.decide_row(
        council.row_for(earlier, later.meeting),
        outcome=ApprovalOutcome.WITH_CHANGES,
        changes=[(f"items/{council.item(meeting, 'Bryggan').anchor}/blocks/0", "KANARIEN ett", "KANARIEN två")],
        by=world.secretary,
    )
    said = words(as_(world.chair).get(of_row(row)))
    assert "KANARIEN" not in said
    assert "<del>[maskat]</del> <ins>[maskat]</ins>" in said
    assert "<ins>KANARIEN två</ins>" in words(as_(world.deputy).get(of_row(row)))


def test_changes_rewritten_meanwhile_are_read_before_they_are_confirmed(
    world: World, as_: SignedIn, changed: ProtocolApproval
) -> None:
    visitor = as_(world.chair)
    seen = filled(visitor.get(of_row(changed)))
    rewritten = [("head/place", "Hamnkontoret", "Skurkens källare")]
    approving.decide_row(changed, outcome=ApprovalOutcome.WITH_CHANGES, changes=rewritten, by=world.secretary)
    for sent in (seen, {}):
        answer = visitor.post(of_row(changed), sent)
        assert answer.status_code == 409
        assert "Det här skrevs om efter att du öppnade sidan." in words(answer)
        assert "<ins>Skurkens källare</ins>" in words(answer)
    assert council.again(changed.protocol).state == State.UNDER_REVIEW
    tap(visitor, of_row(changed))
    assert council.again(changed.protocol).state == State.APPROVED


def test_a_row_that_was_made_another_meanwhile_is_shown_and_not_missing(
    world: World, as_: SignedIn, row: ProtocolApproval
) -> None:
    visitor = as_(world.chair)
    seen = filled(visitor.get(of_row(row)))
    approving.decide_row(row, outcome=ApprovalOutcome.TABLED, by=world.secretary)
    answer = visitor.post(of_row(row), seen)
    assert answer.status_code == 409
    assert "Det här skrevs om efter att du öppnade sidan." in words(answer)
    assert council.again(row.protocol).state == State.UNDER_REVIEW


def test_a_text_replaced_meanwhile_is_not_confirmed(world: World, as_: SignedIn, row: ProtocolApproval) -> None:
    protocol, seen = council.again(row.protocol), filled(as_(world.member).get(of_row(row)))
    council.write(council.item(protocol.meeting, "Bryggan"), "Beslut: Att riva bryggan.", by=world.secretary)
    drafting.send(council.again(protocol), by=world.secretary)
    answer = as_(world.member).post(of_row(row), seen)
    assert "Protokollet har ändrats sedan mötet behandlade det." in words(answer)
    assert council.again(protocol).state == State.UNDER_REVIEW


def test_a_correction_is_confirmed_by_the_chair_and_becomes_an_edition(
    world: World, as_: SignedIn, correction: Correction
) -> None:
    visitor = as_(world.chair)
    said = words(visitor.get(of_correction(correction)))
    assert "<h1>Stämmer rättelsen av protokollet från 26 januari?</h1>" in said
    assert "<del>Hamnkontoret</del> <ins>Hamnkontorets källare</ins>" in said
    assert "Skäl: Fel rum." in said
    for _tap in range(2):
        answer = visitor.post(of_correction(correction), follow=True)
        assert "Tack. Protokollet från 26 januari är rättat." in words(answer)
    assert list(correction.protocol.publications.values_list("edition", flat=True)) == [1, 2]
    assert "Rättelsen är bekräftad." in words(visitor.get(of_correction(correction)))


def test_a_correction_is_declined_with_a_reason(world: World, as_: SignedIn, correction: Correction) -> None:
    visitor = as_(world.adjuster)
    refused = visitor.post(of_correction(correction), {"decline": "1", "why": " "})
    assert refused.status_code == 200
    assert "Skriv varför." in words(refused)
    assert Correction.objects.waiting().get() == correction
    visitor.post(of_correction(correction), {"decline": "1", "why": "Rummet var rätt."})
    assert not Correction.objects.waiting().exists()
    assert list(correction.protocol.publications.values_list("edition", flat=True)) == [1]
    late = visitor.post(of_correction(correction))
    assert "Rättelsen är avböjd." in words(late)


@pytest.mark.parametrize("who", ["secretary", "member", "stranger"])
def test_a_correction_is_there_only_for_those_who_sign(
    world: World, as_: SignedIn, correction: Correction, who: str
) -> None:
    visitor = as_(getattr(world, who))
    assert visitor.get(of_correction(correction)).status_code == 404
    assert visitor.post(of_correction(correction)).status_code == 404


def test_an_old_protocol_is_read_and_its_approval_confirmed_by_another(
    world: World, as_: SignedIn, registered: Protocol
) -> None:
    visitor = as_(world.member)
    assert "Bekräfta ett gammalt protokoll" in words(visitor.get("/mina/"))
    said = words(visitor.get(of_registration(registered)))
    assert "Kranen" in said
    assert "Att köpa en kran" in said
    assert "Pärm 3" in said
    assert "Gamle Gunnar" in said
    seen = filled(visitor.get(of_registration(registered)))
    for _tap in range(2):
        answer = visitor.post(of_registration(registered), seen, follow=True)
        assert "är registrerat som godkänt." in words(answer)
    assert council.again(registered).state == State.APPROVED
    assert "Protokollet är registrerat som godkänt." in words(visitor.get(of_registration(registered)))


def test_an_old_protocol_rewritten_and_registered_again_meanwhile_is_read_first(
    world: World, as_: SignedIn, registered: Protocol
) -> None:
    visitor = as_(world.member)
    seen = filled(visitor.get(of_registration(registered)))
    council.write(council.item(registered.meeting, "Kranen"), "Beslut: Att sälja kranen.", by=world.secretary)
    approving.register_approval(registered, basis=Basis.PAPER, note_="Pärm 3", by=world.secretary)
    answer = visitor.post(of_registration(registered), seen)
    assert (answer.status_code, "Att sälja kranen" in words(answer)) == (409, True)
    assert council.again(registered).state == State.DRAFT
    tap(visitor, of_registration(registered))
    assert council.again(registered).state == State.APPROVED


def test_the_original_is_there_for_who_confirms_unless_something_in_it_is_confidential(
    world: World, as_: SignedIn, registered: Protocol
) -> None:
    original = of_registration(registered) + "original/"
    visitor = as_(world.member)
    assert f'href="{original}"' in words(visitor.get(of_registration(registered)))
    got = visitor.get(original)
    assert (got.getvalue(), got["Content-Disposition"]) == (
        f"gammalt {registered.meeting_id}".encode(),
        'attachment; filename="gammalt.txt"',
    )
    assert as_(world.stranger).get(original).status_code == 404
    item = council.item(registered.meeting, "Kranen")
    item.is_confidential = True
    item.save()
    assert visitor.get(original).status_code == 404
    assert "original/" not in words(visitor.get(of_registration(registered)))


@pytest.mark.parametrize("who", ["secretary", "other_secretary", "stranger"])
def test_a_registration_is_not_there_for_who_made_it_or_for_others(
    world: World, as_: SignedIn, registered: Protocol, who: str
) -> None:
    visitor = as_(getattr(world, who))
    assert visitor.get(of_registration(registered)).status_code == 404
    assert visitor.post(of_registration(registered)).status_code == 404
    assert council.again(registered).state == State.DRAFT
