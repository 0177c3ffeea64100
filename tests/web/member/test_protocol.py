"""Reading a protocol that was sent, and answering exactly the text that was shown."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from meetings.models import Answer, ApprovalRule, AttendanceKind, Member, Method, Protocol, Stance, State
from meetings.procedure import answering, attending, drafting, seating, writing
from tests.support import council
from tests.support.council import World
from tests.support.reading import words
from tests.web.member.conftest import NOW, SignedIn

WRITTEN = {"Bryggan": "Styrelsen berättade.\n\nBeslut: Att laga bryggan.\n\nUppdrag: @Lars Ledamot mäter bryggan"}


@pytest.fixture
def protocol(world: World) -> Protocol:
    return council.sent_protocol(world, written=WRITTEN)


def address(protocol: Protocol) -> str:
    return f"/mina/protokoll/{protocol.pk}/"


def shown(protocol: Protocol) -> dict[str, str]:
    """What the form carries with it, as the page shows the protocol now."""
    version = council.again(protocol).version
    assert version
    return {"version": str(version.pk), "root": version.root}


def answers(protocol: Protocol) -> list[tuple[str, str, str]]:
    found = Answer.objects.filter(version__protocol=protocol).order_by("pk")
    return [(one.member.name, one.stance, one.comment) for one in found]


def test_the_page_says_how_one_is_recorded_what_was_decided_and_until_when(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    said = words(as_(world.member).get(address(protocol)))
    assert "<h1>Läs protokollet från 26 januari</h1>" in said
    assert "Svara senast <b>onsdag 10 februari</b>." in said
    assert "Du är antecknad som närvarande för Roddklubben." in said
    assert 'Du nämns här: <a href="#p3">§ 3 Bryggan</a>' in said
    assert said.count("<details open>") == 1
    assert "Att laga bryggan" in said
    assert "Nästa möte godkänner protokollet." in said
    assert "Godkänn som Lars Ledamot</button>" in said
    assert "Är du inte Lars Ledamot? Svara inte här." in said


def test_somebody_with_the_same_name_is_told_how_they_are_recorded_themselves(world: World, as_: SignedIn) -> None:
    twin = Member.objects.create(name=world.member.name, email="tvilling@example.org")
    twin.user = seating.open_account(twin, by=None)
    held = council.held_meeting(world)
    attending.add_person(
        held.meeting, name="", member=twin, kind=AttendanceKind.MEMBER, organisation="Fyrklubben", by=world.secretary
    )
    drafting.send(council.again(held), by=world.secretary)
    said = [words(as_(one).get(address(held))) for one in (world.member, twin)]
    assert ["för Roddklubben." in one for one in said] == [True, False]
    assert ["för Fyrklubben." in one for one in said] == [False, True]


def test_approving_gives_a_receipt_and_the_same_again_changes_nothing(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    visitor = as_(world.member)
    for _click in range(2):
        answer = visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
        assert (answer.status_code, answer["Location"]) == (302, f"{address(protocol)}kvitto/")
    assert answers(protocol) == [("Lars Ledamot", "approve", "")]
    given = Answer.objects.get()
    assert (given.method, given.root, given.answered_at) == (Method.SIGNED_IN, shown(protocol)["root"], NOW)


def test_a_change_is_proposed_in_ones_own_words_and_can_be_taken_back(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    visitor = as_(world.member)
    visitor.post(address(protocol), {**shown(protocol), "stance": "object", "comment": "Kajen, inte bryggan."})
    receipt = words(visitor.get(f"{address(protocol)}kvitto/"))
    assert "Du har föreslagit en ändring i protokollet från 26 januari." in receipt
    assert "Kajen, inte bryggan." in receipt
    assert "Går till och med onsdag 10 februari." in receipt
    visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
    assert answers(protocol) == [
        ("Lars Ledamot", "object", "Kajen, inte bryggan."),
        ("Lars Ledamot", "approve", ""),
    ]
    version = council.again(protocol).version
    assert version
    assert Answer.objects.counting(version).get().stance == Stance.APPROVE


def test_whoever_has_written_a_change_is_asked_before_it_becomes_an_approval(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    written = {**shown(protocol), "stance": "approve", "comment": "Kajen, inte bryggan."}
    page = as_(world.member).post(address(protocol), written).content.decode()
    assert "Du har skrivit en ändring. Föreslå den, eller töm rutan och godkänn." in page
    assert "Kajen, inte bryggan.</textarea>" in page
    assert answers(protocol) == []


def test_an_objection_without_words_says_what_to_do(world: World, as_: SignedIn, protocol: Protocol) -> None:
    answer = as_(world.member).post(address(protocol), {**shown(protocol), "stance": "object", "comment": "  "})
    assert answer.status_code == 200
    assert "Skriv vad som ska ändras." in words(answer)
    assert answers(protocol) == []


@pytest.mark.parametrize("comment", ["a\0b", "x" * 5001])
def test_words_that_cannot_be_kept_are_refused_and_not_lost(
    world: World, as_: SignedIn, protocol: Protocol, comment: str
) -> None:
    answer = as_(world.member).post(address(protocol), {**shown(protocol), "stance": "object", "comment": comment})
    assert answer.status_code == 200
    assert 'class="field-error"' in words(answer)
    assert comment.replace("\0", "\ufffd") in answer.content.decode() or comment in answer.content.decode()
    assert answers(protocol) == []


def test_a_text_that_was_replaced_cannot_be_answered_and_the_newer_is_shown_with_what_was_typed(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    visitor = as_(world.member)
    visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
    old = shown(protocol)
    rewritten = WRITTEN["Bryggan"].replace("laga", "riva")
    council.write(council.item(protocol.meeting, "Bryggan"), rewritten, by=world.secretary)
    drafting.send(council.again(protocol), by=world.secretary)
    answer = visitor.post(address(protocol), {**old, "stance": "object", "comment": "Mina egna ord"})
    assert answer.status_code == 409
    said = words(answer)
    assert "Texten har ändrats sedan du öppnade den." in said
    assert "<del>Beslut: Att laga bryggan.</del> <ins>Beslut: Att riva bryggan.</ins>" in said
    assert "Mina egna ord</textarea>" in said
    assert f'value="{shown(protocol)["root"]}"' in said
    assert f'value="{old["root"]}"' not in said
    assert answers(protocol) == [("Lars Ledamot", "approve", "")]


def test_a_new_text_asks_again_and_says_what_is_new(world: World, as_: SignedIn, protocol: Protocol) -> None:
    visitor = as_(world.member)
    visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
    rewritten = WRITTEN["Bryggan"].replace("laga", "riva")
    council.write(council.item(protocol.meeting, "Bryggan"), rewritten, by=world.secretary)
    drafting.send(council.again(protocol), by=world.secretary)
    said = words(visitor.get(address(protocol)))
    assert "Det här är nytt" in said
    assert "Godkänn som Lars Ledamot</button>" in said
    assert "Läs protokollet från 26 januari" in words(visitor.get("/mina/"))


@pytest.mark.parametrize("forged", [{"version": "0"}, {"root": "f" * 64}, {"version": "9" * 40}])
def test_an_answer_counts_for_exactly_the_text_that_was_shown(
    world: World, as_: SignedIn, protocol: Protocol, forged: dict[str, str]
) -> None:
    answer = as_(world.member).post(address(protocol), {**shown(protocol), "stance": "approve", **forged})
    assert answer.status_code == 409
    assert answers(protocol) == []


@pytest.mark.parametrize("sent", [{}, {"stance": "approve"}, {"version": "x", "root": "", "stance": "bribe"}])
def test_a_form_that_is_not_ours_changes_nothing(
    world: World, as_: SignedIn, protocol: Protocol, sent: dict[str, str]
) -> None:
    answer = as_(world.member).post(address(protocol), sent)
    assert answer.status_code == 200
    assert "Något behöver ändras" in words(answer)
    assert answers(protocol) == []


@pytest.mark.parametrize("who", ["substitute", "co_opted", "secretary"])
@pytest.mark.parametrize("stance", ["approve", "object"])
def test_who_was_not_there_reads_and_comments_but_does_not_answer(
    world: World, as_: SignedIn, protocol: Protocol, who: str, stance: str
) -> None:
    visitor = as_(getattr(world, who))
    said = words(visitor.get(address(protocol)))
    assert "Du svarar inte för det här mötet" in said
    assert "Att laga bryggan" in said
    assert "Godkänn som" not in said
    refused = visitor.post(address(protocol), {**shown(protocol), "stance": stance, "comment": "Jag var med."})
    assert refused.status_code == 403
    assert answers(protocol) == []
    visitor.post(address(protocol), {**shown(protocol), "stance": "comment", "comment": "Jag var med."})
    assert answers(protocol) == [(getattr(world, who).name, "comment", "Jag var med.")]
    assert "är skickad till sekreteraren" in words(visitor.get(f"{address(protocol)}kvitto/"))


def test_after_the_last_day_only_a_comment_is_taken(
    world: World, as_: SignedIn, protocol: Protocol, traveller: time_machine.Traveller
) -> None:
    visitor = as_(world.member)
    traveller.shift(timedelta(days=8))
    assert "Svara senast" in words(visitor.get(address(protocol)))
    traveller.shift(timedelta(days=1))
    said = words(visitor.get(address(protocol)))
    assert "<h1>Svarstiden gick ut 10 februari</h1>" in said
    assert "Godkänn som" not in said
    late = visitor.post(address(protocol), {**shown(protocol), "stance": "object", "comment": "Fel kaj."})
    assert "Tiden att svara har gått ut." in words(late)
    assert "Fel kaj.</textarea>" in words(late)
    assert answers(protocol) == []
    visitor.post(address(protocol), {**shown(protocol), "stance": "comment", "comment": "Fel kaj."})
    assert answers(protocol) == [("Lars Ledamot", "comment", "Fel kaj.")]


def test_a_protocol_taken_back_says_why_and_takes_no_answer(world: World, as_: SignedIn, protocol: Protocol) -> None:
    visitor = as_(world.member)
    drafting.recall(protocol, reason="Två stycken har bytt plats.", by=world.secretary)
    said = words(visitor.get(address(protocol)))
    assert "<h1>Sekreteraren ändrar texten</h1>" in said
    assert "Två stycken har bytt plats." in said
    assert "Att laga bryggan" not in said
    late = visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
    assert late.status_code == 200
    assert answers(protocol) == []


def test_an_adjuster_takes_a_protocol_back_with_a_reason(world: World, as_: SignedIn, protocol: Protocol) -> None:
    adjuster = as_(world.adjuster)
    assert "Ta tillbaka som Julia Justerare</button>" in words(adjuster.get(address(protocol)))
    assert "Skriv varför protokollet tas tillbaka." in words(adjuster.post(address(protocol), {"recall": "1"}))
    assert council.again(protocol).state == State.UNDER_REVIEW
    for _click in range(2):
        answer = adjuster.post(address(protocol), {"recall": "1", "reason": "Fel dag."})
        assert (answer.status_code, answer["Location"]) == (302, address(protocol))
    assert (council.again(protocol).state, council.again(protocol).recalled_why) == (State.DRAFT, "Fel dag.")
    said = words(adjuster.get(address(protocol)))
    assert "<h1>Sekreteraren ändrar texten</h1>" in said
    assert "Ta tillbaka som" not in said


def test_nobody_but_an_adjuster_takes_a_protocol_back_here(world: World, as_: SignedIn, protocol: Protocol) -> None:
    for member in (world.chair, world.member, world.secretary):
        visitor = as_(member)
        assert "Ta tillbaka som" not in words(visitor.get(address(protocol)))
        assert visitor.post(address(protocol), {"recall": "1", "reason": "Fel dag."}).status_code == 403
    assert council.again(protocol).state == State.UNDER_REVIEW


def test_an_approved_protocol_is_read_and_no_longer_answered(world: World, as_: SignedIn) -> None:
    protocol = council.approved_protocol(world)
    visitor = as_(world.member)
    said = words(visitor.get(address(protocol)))
    assert "<h1>Protokollet från 26 januari</h1>" in said
    assert "Texten står fast." in said
    assert "<form" not in said
    late = visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
    assert "Protokollet är redan godkänt." in words(late)


def test_the_answer_that_completes_the_rule_approves_and_still_gives_its_receipt(world: World, as_: SignedIn) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.CHAIR)
    visitor = as_(world.chair)
    for _click in range(2):
        answer = visitor.post(address(protocol), {**shown(protocol), "stance": "approve"}, follow=True)
        assert "Du har godkänt protokollet från 26 januari." in words(answer)
    assert council.again(protocol).state == State.APPROVED


def test_how_the_others_have_answered_is_seen_only_after_ones_own_answer(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    version = council.again(protocol).version
    assert version
    answering.answer(version, by=world.chair, stance=Stance.APPROVE)
    answering.answer(version, by=world.neighbour, stance=Stance.OBJECT, comment="HEMLIGT")
    visitor = as_(world.member)
    assert "Svar hittills" not in words(visitor.get(address(protocol)))
    assert visitor.get(f"{address(protocol)}kvitto/")["Location"] == address(protocol)
    visitor.post(address(protocol), {**shown(protocol), "stance": "comment", "comment": "Fint."})
    assert "Svar hittills" not in words(visitor.get(f"{address(protocol)}kvitto/"))
    visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
    said = words(visitor.get(f"{address(protocol)}kvitto/"))
    assert "3 av de 4 som var med har svarat: 2 godkänner, 1 föreslår ändringar." in said
    assert "HEMLIGT" not in said
    assert "Gerd" not in said


def test_a_confidential_item_is_masked_for_all_but_the_secretary(world: World, as_: SignedIn) -> None:
    meeting = council.planned(world, on=council.day(-7), titles=["KANARIEN"])
    item = council.item(meeting, "KANARIEN")
    item.is_confidential = True
    item.save()
    protocol = council.sent_protocol(
        world, written={"KANARIEN": "KANARIEN sjunger.\n\nBeslut: KANARIEN"}, meeting=meeting
    )
    for who in (world.member, world.chair, world.adjuster):
        said = words(as_(who).get(address(protocol)))
        assert "KANARIEN" not in said
        assert "[maskat]" in said
    assert "KANARIEN sjunger." in words(as_(world.secretary).get(address(protocol)))


def test_what_was_confidential_stays_masked_in_what_is_new(world: World, as_: SignedIn) -> None:
    protocol = council.sent_protocol(world, written={"Bryggan": "KANARIEN ett"})
    item = council.item(protocol.meeting, "Bryggan")
    writing.save_item(
        item, row_version=item.row_version, written="KANARIEN två", is_confidential=True, by=world.secretary
    )
    drafting.send(council.again(protocol), by=world.secretary)
    assert "KANARIEN" not in words(as_(world.member).get(address(protocol)))
    assert "KANARIEN två" in words(as_(world.secretary).get(address(protocol)))


def test_who_has_left_the_council_answers_for_the_meeting_they_were_at(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    mandate = world.member.mandates.get()
    mandate.until_on = council.day(-2)
    mandate.save()
    visitor = as_(world.member)
    assert visitor.get(address(protocol)).status_code == 200
    visitor.post(address(protocol), {**shown(protocol), "stance": "approve"})
    assert answers(protocol) == [("Lars Ledamot", "approve", "")]


def test_who_came_to_the_council_later_reads_but_does_not_answer(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    council.sit(world.council, world.stranger, from_on=council.day(-1))
    visitor = as_(world.stranger)
    assert "Du svarar inte för det här mötet" in words(visitor.get(address(protocol)))
    assert visitor.post(address(protocol), {**shown(protocol), "stance": "approve"}).status_code == 403


def test_words_with_signs_are_shown_as_they_were_written(world: World, as_: SignedIn) -> None:
    evil = "<script>alert(1)</script>"
    protocol = council.sent_protocol(world, written={evil: f"{evil}\n\nBeslut: {evil}"})
    visitor = as_(world.member)
    visitor.post(address(protocol), {**shown(protocol), "stance": "object", "comment": evil})
    for page in (address(protocol), f"{address(protocol)}kvitto/", "/mina/"):
        assert "<script>alert" not in words(visitor.get(page))


def test_a_reader_of_english_is_answered_in_english_under_its_address(
    world: World, as_: SignedIn, protocol: Protocol
) -> None:
    visitor = as_(world.member)
    assert "Approve as Lars Ledamot</button>" in words(visitor.get(f"/en{address(protocol)}"))
    answer = visitor.post(f"/en{address(protocol)}", {**shown(protocol), "stance": "approve"})
    assert answer["Location"] == f"/en{address(protocol)}kvitto/"


def test_only_a_form_of_ours_can_answer(world: World, protocol: Protocol) -> None:
    client = Client(enforce_csrf_checks=True)
    assert world.member.user
    client.force_login(world.member.user)
    assert client.post(address(protocol), {**shown(protocol), "stance": "approve"}).status_code == 403
    assert answers(protocol) == []
