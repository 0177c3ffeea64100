"""Förslag på ändringar: what members want changed, and what the secretary can do about it."""

import html
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Protocol, ProtocolVersion, Stance
from meetings.procedure import answering, attending, drafting, writing
from tests.web.secretary.conftest import DAY, Island

WORDS = "Nu föreslogs att rådet delas i tre.\n\nGodkänns"


def of(protocol: Protocol) -> str:
    return f"/arbete/protokoll/{protocol.pk}/forslag/"


def out(protocol: Protocol) -> ProtocolVersion:
    """The version that is with the members."""
    version = Protocol.objects.select_related("version__protocol__meeting__council").get(pk=protocol.pk).version
    assert version is not None
    return version


def read(who: Client, protocol: Protocol) -> str:
    return html.unescape(who.get(of(protocol)).content.decode())


def heading(page: str) -> str:
    """What the first wish is about, as its heading says."""
    return " ".join(page.split('<h2 id="w')[1].split(">", 1)[1].split("</h2>", maxsplit=1)[0].split())


def test_a_wish_stands_with_who_when_and_their_own_words(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment="Det var bara en tanke.")
    page = read(secretary, protocol)
    assert "Mats Medlem, Matss förening. Tisdag 4\u00a0mars 15.00." in page
    assert "Det var bara en tanke." in page
    assert "Föreslår en ändring" in page
    assert "1 av 3 har svarat." in page


def test_an_answer_that_approves_is_no_wish(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment="Det var bara en tanke.")
    answering.answer(out(protocol), by=island.member, stance=Stance.APPROVE)
    page = read(secretary, protocol)
    assert "Inga förslag." in page
    assert "Det var bara en tanke." not in page


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ("I § {number} står det fel.", True),
        ("Paragraf {number} är fel.", True),
        ("Ändra §§ 1 och {number}, tack.", True),
        ("I punkt {agenda} står det fel.", True),
        ("Det om tredje färjan är fel.", True),
        ("Det står ”att rådet delas i tre” men det är fel.", True),
        ("Det är fel.", False),
        ("§ 9999 är fel.", False),
        ("Jag kom klockan {number}.", False),
    ],
)
def test_an_item_is_named_only_where_the_words_name_it(
    island: Island, secretary: Client, said: str, *, is_found: bool
) -> None:
    protocol = island.opened()
    item = island.write(protocol, WORDS)
    writing.save_item(item, row_version=item.row_version, title="Tredje färjan", by=island.secretary)
    protocol = _finished(island, protocol)
    item = island.item(protocol, "Tredje färjan")
    words = said.format(number=item.paragraph_number, agenda=item.agenda_number)
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment=words)
    page = read(secretary, protocol)
    assert ("Tredje färjan" in heading(page)) is is_found
    assert (f'href="/arbete/punkter/{item.pk}/"' in page) is is_found
    assert ("ingen punkt nämnd" in page) is not is_found


def _finished(island: Island, protocol: Protocol) -> Protocol:
    attending.mark_rest_present(protocol.meeting, by=island.secretary)
    drafting.close_meeting(protocol.meeting, by=island.secretary)
    drafting.send(Protocol.objects.select_related("meeting__council").get(pk=protocol.pk), by=island.secretary)
    return island.read(protocol)


def test_a_quoted_sentence_stands_beside_the_wish(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    words = "Skriv inte ”föreslogs att rådet delas” utan prövades."
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment=words)
    assert "Nu föreslogs att rådet delas i tre.</blockquote>" in read(secretary, protocol)


def test_once_the_text_is_changed_the_one_filled_button_sends_it(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    item = island.item(protocol)
    words = f"I § {item.paragraph_number} står det fel."
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment=words)
    before = read(secretary, protocol)
    assert (before.count("button-primary"), "Du har ändrat punkten" in before) == (0, False)
    island.write(protocol, "Nu prövades en tanke.\n\nGodkänns")
    after = read(secretary, protocol)
    assert (after.count("button-primary"), "Du har ändrat punkten" in after) == (1, True)
    assert "Skicka ny version" in after


def test_a_new_version_closes_what_was_said_and_shows_what_is_new(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment="Det var bara en tanke.")
    island.write(protocol, "Nu prövades en tanke.\n\nGodkänns")
    drafting.send(island.read(protocol), by=island.secretary)
    answering.answer(out(protocol), by=island.adjuster, stance=Stance.OBJECT, comment="Vems tanke?")
    page = read(secretary, protocol)
    now, before = page.split("Sagt om tidigare utskick")
    assert ("Vems tanke?" in now, "bara en tanke" in now) == (True, False)
    assert "Det var bara en tanke." in before
    assert "Nytt sedan utskick 2" in now


def test_what_is_left_goes_to_the_meeting_that_approves(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    island.planned(DAY + timedelta(days=30))
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    assert "Mötet 3\u00a0april avgör" in read(secretary, protocol)


def test_once_approved_the_wishes_are_closed(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    answering.answer(out(protocol), by=island.member, stance=Stance.COMMENT, comment="Tack för sist.")
    island.council.approval_rule = "chair"
    island.council.save()
    island.write(protocol, f"{WORDS}\n\nNoteras")
    drafting.send(island.read(protocol), by=island.secretary)
    answering.answer(out(protocol), by=island.member, stance=Stance.COMMENT, comment="Tack igen.")
    answering.answer(out(protocol), by=island.chair, stance=Stance.APPROVE)
    page = read(secretary, protocol)
    assert "Protokollet är godkänt: förslagen är avslutade." in page
    assert "Tack igen." not in page
    assert "Tack för sist." not in page
    assert "button-primary" not in page


def test_the_chair_reads_and_changes_nothing_and_no_confidential_item_is_named(
    island: Island, chair: Client, secretary: Client, member: Client, stranger: Client
) -> None:
    protocol = island.closed("Nu föreslogs att mata kanariefågeln i Kanariehuset.\n\nGodkänns")
    item = island.item(protocol)
    writing.save_item(
        item, row_version=item.row_version, title="Kanariehuset", is_confidential=True, by=island.secretary
    )
    drafting.send(protocol, by=island.secretary)
    words = f"I § {island.item(protocol, 'Kanariehuset').paragraph_number} står det fel."
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment=words)
    told = {name: read(who, protocol) for name, who in (("secretary", secretary), ("chair", chair))}
    assert {name: "anarie" in page for name, page in told.items()} == {"secretary": True, "chair": False}
    assert words in told["chair"]
    assert "/arbete/punkter/" not in told["chair"]
    assert [who.get(of(protocol)).status_code for who in (member, stranger)] == [404, 404]


def test_the_desk_leads_there(island: Island, secretary: Client) -> None:
    protocol = island.sent(WORDS)
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    assert f'<a class="button button-primary" href="{of(protocol)}">Svara på förslagen</a>' in read_desk(secretary)


def read_desk(who: Client) -> str:
    return who.get("/arbete/").content.decode()


def test_a_draft_that_never_was_sent_has_no_wishes(island: Island, secretary: Client) -> None:
    assert "Protokollet har inte skickats till ledamöterna." in read(secretary, island.closed())


def test_it_asks_as_many_questions_for_three_wishes_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.sent(WORDS)
    answering.answer(out(protocol), by=island.member, stance=Stance.OBJECT, comment="Det om färjan är fel.")
    read(secretary, protocol)
    with django_assert_num_queries(WISHES):
        read(secretary, protocol)
    for who in (island.adjuster, island.chair):
        answering.answer(out(protocol), by=who, stance=Stance.OBJECT, comment="Det om färjan är fel.")
    with django_assert_num_queries(WISHES):
        read(secretary, protocol)


WISHES = 26
