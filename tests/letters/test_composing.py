"""What each letter says, in plain text and in HTML."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from meetings.letters import composing
from meetings.models import ActionItem, ApprovalOutcome, CorrectionKind, Letter, LetterKind, Member
from meetings.procedure import approving, arranging, calling, correcting, drafting, publishing, seating, writing
from meetings.procedure.arranging import Presents
from tests.support import council, mail
from tests.support.council import World

WRITTEN = {
    "Bryggan": "Styrelsen berättade om bryggan.\n\nBeslut: Att laga bryggan.\n\nUppdrag: @Lars Ledamot mäter bryggan",
    "Kajen": "Bordläggs",
}


def letter(kind: LetterKind, member: Member) -> Letter:
    """The last letter of a kind to somebody."""
    return Letter.objects.filter(kind=kind, member=member).latest("pk")


def mail_of(found: Letter) -> EmailMessage:
    """The mail as it would be sent."""
    message = composing.compose(found)
    assert message is not None
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def text(found: Letter) -> str:
    return mail.part(mail_of(found), "plain").replace("\u00a0", " ")


def test_the_letter_with_a_protocol_says_when_how_one_is_recorded_and_what_was_decided(world: World) -> None:
    protocol = council.sent_protocol(world, written=WRITTEN)
    found = letter(LetterKind.ANSWER, world.member)
    assert mail.subject(mail_of(found)) == "Läs protokollet från 26 januari, svara senast 10 februari"
    assert (
        text(found)
        == f"""Hej Lars Ledamot,

Läs protokollet från 26 januari.
Det tar ungefär en minut.
SVARA SENAST ONSDAG 10 FEBRUARI.

Läs och svara:
http://localhost:8000/mina/protokoll/{protocol.pk}/

Du är antecknad som närvarande för Roddklubben.


BESLUT OCH UPPDRAG

§ 3  Bryggan: Att laga bryggan. Uppdrag: Mäter bryggan (Lars Ledamot).
§ 4  Kajen: Bordläggs.

Bordlagd betyder uppskjuten till ett senare möte.


VAD BETYDER DITT SVAR?

Nästa möte godkänner protokollet. Ditt svar visar om du har något att
invända. Du kan ändra det till och med 10 februari.


Du loggar in med en kod som kommer i mejlen. Du behöver inget lösenord.

--
Hamnrådet
Du får brevet för att du var med på mötet.
"""
    )


def test_a_notice_says_when_an_item_begins_and_who_presents_it_and_nothing_of_a_confidential_one(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan", "Kajen"])
    calling.add_item(meeting, title="Kanariefågeln", is_confidential=True, by=world.secretary)
    for title, minutes in (("Bryggan", 20), ("Kajen", None), ("Kanariefågeln", 15)):
        item = council.item(meeting, title)
        arranging.plan_time(item, minutes=minutes, row_version=item.row_version, by=world.secretary)
    people = [Presents(world.member.name, world.member), Presents("Gun Berg", email="gun@example.org")]
    for title in ("Kajen", "Kanariefågeln"):
        arranging.present(council.item(meeting, title), wanted=people, seen=(), by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    said = " ".join(text(letter(LetterKind.NOTICE, world.member)).split())
    assert "3 Bryggan (kl. 15.00, 20 min) 4 Kajen (föredragande: Lars Ledamot, Gun Berg) 5 Konfidentiell punkt" in said
    assert ("15.20" in said, said.count("Gun Berg"), "gun@example.org" in said) == (False, 1, False)


def every_kind(world: World) -> list[Letter]:
    """One letter of each kind, from the real steps where they write it."""
    calling.send_notice(council.planned(world), by=world.secretary)
    long = "En mycket lång sammanfattning av ett möte där mycket sades. " * 8
    held = council.held_meeting(world, written=WRITTEN)
    tasks = letter(LetterKind.TASKS, world.member)
    held.summary = long
    held.save()
    version = drafting.send(held, by=world.secretary)
    answer = letter(LetterKind.ANSWER, world.member)
    kinds = [letter(LetterKind.NOTICE, world.member), tasks, answer]
    assert None not in [composing.compose(one) for one in kinds]
    recalled = drafting.recall(council.again(held), reason="Fel namn på kajen.", by=world.secretary)
    assert recalled.version == version
    kinds.append(letter(LetterKind.RECALLED, world.member))
    public = council.published_protocol(world, on=council.day(-60))
    kinds.append(letter(LetterKind.PUBLISHED, world.member))
    moved = world.neighbour
    seating.save_person(
        moved, name=moved.name, email="ny@example.org", phone="", row_version=moved.row_version, by=world.secretary
    )
    kinds.append(letter(LetterKind.ADDRESS, moved))
    correcting.write(
        public,
        kind=CorrectionKind.SLIP,
        place="head/place",
        old="Hamnkontoret",
        new="Kontoret",
        why="Fel.",
        by=world.secretary,
    )
    return [*kinds, letter(LetterKind.CONFIRM, world.chair)]


def test_every_letter_has_lines_of_at_most_72_and_a_twin_in_html(world: World) -> None:
    composed = []
    for kind in every_kind(world):
        message = composing.compose(Letter.objects.get(pk=kind.pk))
        if message is None:
            assert kind.kind == LetterKind.ANSWER, "the only one that was taken back"
            continue
        parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        plain = mail.part(parsed, "plain")
        assert [line for line in plain.splitlines() if len(line) > composing.WIDTH and " " in line.strip()] == []
        link = next(line for line in plain.splitlines() if line.startswith("http://localhost:8000/"))
        assert f'href="{link}"' in mail.part(parsed, "html")
        assert parsed["Auto-Submitted"] == "auto-generated"
        composed.append(kind.kind)
    assert set(composed) == set(LetterKind.values) - {LetterKind.ANSWER}


def test_a_confidential_item_is_in_no_letter_but_the_secretarys(world: World) -> None:
    meeting = council.planned(world, on=council.day(-7), titles=["Bryggan"])
    item = council.item(meeting, "Bryggan")
    drafting.open_meeting(meeting, by=world.secretary)
    item.refresh_from_db()
    writing.save_item(item, row_version=item.row_version, title="KANARIEN", is_confidential=True, by=world.secretary)
    council.sent_protocol(world, written={"KANARIEN": "Uppdrag: @Lars Ledamot matar KANARIEN"}, meeting=meeting)
    for kind in (LetterKind.ANSWER, LetterKind.TASKS):
        message = composing.compose(letter(kind, world.member))
        assert message is not None
        assert "KANARIEN" not in message.message().as_string() + text(letter(kind, world.member))
    assert ActionItem.objects.filter(what__contains="KANARIEN").exists()


def test_a_notice_that_has_not_gone_yet_says_nothing_of_what_became_confidential(world: World) -> None:
    meeting = council.called(world, titles=["KANARIEN"])
    assert "KANARIEN" in text(letter(LetterKind.NOTICE, world.member))
    item = council.item(meeting, "KANARIEN")
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=world.secretary)
    said = text(letter(LetterKind.NOTICE, world.member))
    assert "KANARIEN" not in said
    assert "Konfidentiell punkt" in said


def test_the_notice_says_when_where_and_what_and_how_to_join(world: World) -> None:
    meeting = council.planned(world, titles=["Bryggan"])
    meeting.link, meeting.pre_meeting = "https://video.example.org/hamn", "14.30 i lilla salen"
    meeting.save()
    calling.send_notice(meeting, by=world.secretary)
    said = text(letter(LetterKind.NOTICE, world.member))
    assert "Hamnrådet möts tisdag 16 februari kl. 15.00–17.00." in said
    assert "Länk  https://video.example.org/hamn" in said
    assert "Plats  Hamnkontoret" in said
    assert "Förmöte  14.30 i lilla salen" in said
    assert "3  Bryggan" in said


def test_a_cancelled_meeting_is_told_with_the_reason(world: World) -> None:
    meeting = council.called(world)
    calling.cancel(meeting, reason="Hamnen är stängd.", by=world.secretary)
    found = letter(LetterKind.NOTICE, world.member)
    assert mail.subject(mail_of(found)) == "Hamnrådet: Mötet tisdag 16 februari är inställt"
    assert "VARFÖR?\n\nHamnen är stängd." in text(found)


def test_a_moved_meeting_is_told_with_the_new_day(world: World) -> None:
    meeting = council.called(world)
    calling.move(meeting, held_on=council.day(21), reason="Storm.", by=world.secretary)
    found = letter(LetterKind.NOTICE, world.member)
    assert mail.subject(mail_of(found)) == "Hamnrådet: Mötet flyttas till tisdag 23 februari"


def test_somebody_who_is_to_confirm_is_told_what_and_nobody_when_it_is_done(world: World) -> None:
    earlier = council.sent_protocol(world, on=council.day(-30))
    protocol = council.opened(world, on=council.day(-7))
    row = council.row_for(earlier, protocol.meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    found = letter(LetterKind.CONFIRM, world.chair)
    assert "Protokollet från 3 januari, så som mötet 26 januari godkände det." in " ".join(text(found).split())
    approving.confirm_row(council.row_for(earlier, protocol.meeting), by=world.adjuster)
    assert composing.compose(letter(LetterKind.CONFIRM, world.chair)) is None


def test_a_letter_about_an_edition_carries_its_fingerprint_and_leaves_only_while_it_applies(world: World) -> None:
    protocol = council.published_protocol(world)
    publication = protocol.publications.get()
    found = letter(LetterKind.PUBLISHED, world.member)
    assert publication.chain in text(found)
    assert "http://localhost:8000/hamnradet/moten/2027-01-26/" in text(found)
    publishing.withdraw(protocol, reason="Fel bilaga.", by=world.secretary)
    assert composing.compose(found) is None


def test_answers_go_to_the_councils_own_address(world: World) -> None:
    world.council.contact_email, world.council.contact_phone = "hamn@example.org", "031-000 00 00"
    world.council.save()
    council.called(world)
    found = letter(LetterKind.NOTICE, world.member)
    assert mail_of(found)["Reply-To"] == "hamn@example.org"
    assert "Frågor? 031-000 00 00, hamn@example.org" in text(found)


def test_names_with_signs_stay_whole_in_both_forms(world: World) -> None:
    world.member.name = "Bo & <b>Åsa</b>"
    world.member.save()
    council.called(world)
    found = letter(LetterKind.NOTICE, world.member)
    assert "Hej Bo & <b>Åsa</b>," in text(found)
    assert "Hej Bo &amp; &lt;b&gt;Åsa&lt;/b&gt;." in mail.part(mail_of(found), "html")


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("§\u00a04  " + "ord " * 20, ["§\u00a04  " + "ord " * 16 + "ord", "     ord ord ord"]),
        ("https://example.org/" + "x" * 80, ["https://example.org/" + "x" * 80]),
        ("kort", ["kort"]),
    ],
)
def test_long_lines_are_broken_and_go_on_under_their_number(written: str, lines: list[str]) -> None:
    assert composing.wrapped(written).splitlines() == lines
