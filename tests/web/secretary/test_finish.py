"""Finishing: closing, what is missing, sending, taking back, and answers that came by phone."""

import html
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.letters import composing
from meetings.models import (
    Answer,
    AttendanceStatus,
    Letter,
    Meeting,
    MeetingStatus,
    Method,
    OfficerRole,
    Protocol,
    Stance,
    State,
)
from meetings.procedure import answering, attending, calling, drafting, keeping, writing
from tests.web.secretary.conftest import DAY, Island

PREVIEW, LEFT = 13, 35  # questions


def of(protocol: Protocol, part: str = "") -> str:
    return f"/arbete/protokoll/{protocol.pk}/utskick/{part}"


def test_closing_says_first_who_gets_a_letter(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    island.write(protocol, "Uppdrag: måla båten @Mats Medlem")
    address = f"/arbete/moten/{protocol.meeting_id}/avsluta/"
    assert "måla båten" in secretary.get(address).content.decode()
    assert Meeting.objects.get(pk=protocol.meeting_id).status == MeetingStatus.OPEN
    answers = [secretary.post(address) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [of(protocol)] * 2
    assert Meeting.objects.get(pk=protocol.meeting_id).status == MeetingStatus.CLOSED


def test_a_meeting_that_has_not_begun_is_not_closed(island: Island, secretary: Client) -> None:
    meeting = island.planned()
    page = secretary.post(f"/arbete/moten/{meeting.pk}/avsluta/").content.decode()
    assert "error-summary" in page


def test_each_thing_that_is_missing_leads_to_its_field(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    item = island.write(protocol, "Uppdrag: måla båten")
    page = secretary.get(of(protocol)).content.decode()
    register = f"/arbete/moten/{protocol.meeting_id}/narvaro/"
    assert f'href="/arbete/moten/{protocol.meeting_id}/avsluta/"' in page
    assert f'href="{register}#register"' in page
    assert f'href="/arbete/punkter/{item.pk}/"' in page


def test_what_is_missing_is_not_sent(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    page = secretary.post(of(protocol, "skicka/"), {"answer_by": "2031-03-20"}).content.decode()
    assert "error-summary" in page
    assert 'value="2031-03-20"' in page
    assert island.read(protocol).version is None


def test_sending_twice_makes_one_version(island: Island, secretary: Client) -> None:
    protocol = island.closed()
    for _ in range(2):
        answer = secretary.post(of(protocol, "skicka/"), {"answer_by": "2031-03-20"})
        assert answer["Location"] == of(protocol)
    sent = island.read(protocol)
    assert (sent.state, sent.answer_by) == (State.UNDER_REVIEW, DAY + timedelta(days=16))
    assert sent.versions.count() == 1


def test_a_last_day_that_has_passed_stands_by_its_field(island: Island, secretary: Client) -> None:
    protocol = island.closed()
    page = secretary.post(of(protocol, "skicka/"), {"answer_by": "2031-03-01"}).content.decode()
    assert 'id="id_answer_by_error"' in page


def test_the_preview_is_the_protocol_as_it_reads_now(island: Island, secretary: Client) -> None:
    protocol = island.closed("Färjan går **klockan åtta**.\n\nBeslut: att köpa en färja")
    page = secretary.get(of(protocol, "forhandsgranska/")).content.decode()
    assert "<strong>klockan åtta</strong>" in page
    assert "att köpa en färja" in page


def test_a_draft_is_compared_with_what_was_sent(island: Island, secretary: Client) -> None:
    protocol = island.sent("Färjan går.\n\nGodkänns")
    assert "<ins>" not in secretary.get(of(protocol)).content.decode()
    island.write(protocol, "Färjan går inte.\n\nGodkänns")
    page = secretary.get(of(protocol)).content.decode()
    assert "Färjan <del>går.</del> <ins>går inte.</ins>" in page
    assert "Skicka ny version" in page
    assert "Det här är nytt sedan utskick 1, som gick 4\u00a0mars." in page


def test_the_same_text_is_no_new_version_but_may_have_another_last_day(island: Island, secretary: Client) -> None:
    page = secretary.get(of(island.sent())).content.decode()
    assert "Skicka ny version" not in page
    assert "Ändra sista dagen" in page
    assert "button-primary" not in page


def test_a_change_without_words_is_told_too(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    row = protocol.meeting.attendances.get(member=island.member)
    attending.mark(row, status=AttendanceStatus.EXCUSED, row_version=row.row_version, by=island.secretary)
    page = secretary.get(of(protocol)).content.decode()
    assert "Inga ord, men vem som var med" in page
    assert "Skicka ny version" in page


def test_taking_back_needs_a_reason(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    assert "recall_reason_error" in secretary.post(of(protocol, "ta-tillbaka/"), {"reason": ""}).content.decode()
    assert island.read(protocol).state == State.UNDER_REVIEW
    for _ in range(2):
        assert secretary.post(of(protocol, "ta-tillbaka/"), {"reason": "Fel dag"}).status_code == 302
    assert (island.read(protocol).state, island.read(protocol).recalled_why) == (State.DRAFT, "Fel dag")


def test_an_answer_by_phone_says_who_entered_it(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    typed = {"member": island.member.pk, "stance": "approve", "comment": "", "method": "phone"}
    typed["version"] = protocol.version_id
    for _ in range(2):
        assert secretary.post(of(protocol, "svar/"), typed).status_code == 302
    answer = Answer.objects.get()
    assert (answer.member, answer.entered_by, answer.method) == (island.member, island.secretary, Method.PHONE)
    assert "Mats Medlem" in secretary.get(of(protocol)).content.decode()


def test_an_answer_that_was_changed_stands_as_it_is_now(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    assert protocol.version is not None
    for stance, words in ((Stance.OBJECT, "Fel kaj."), (Stance.COMMENT, "Tack för sist."), (Stance.APPROVE, "")):
        answering.answer(protocol.version, by=island.member, stance=stance, comment=words)
    page = secretary.get(f"/arbete/protokoll/{protocol.pk}/utskick/").content.decode()
    assert [page.count(words) for words in ("Fel kaj.", "Tack för sist.", 'scope="row">Mats Medlem<')] == [0, 1, 2]


def test_an_objection_by_phone_says_something(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    typed = {"member": island.member.pk, "stance": "object", "comment": "", "method": "phone"}
    typed["version"] = protocol.version_id
    assert 'id="entered_comment_error"' in secretary.post(of(protocol, "svar/"), typed).content.decode()
    assert Answer.objects.count() == 0


def test_the_chair_reads_the_names_and_sends_nothing(
    island: Island, chair: Client, member: Client, stranger: Client
) -> None:
    protocol = island.sent()
    assert protocol.version is not None
    answering.answer(protocol.version, by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    page = chair.get(of(protocol)).content.decode()
    assert "Fel dag." in page
    assert "/skicka/" not in page
    for part in ("skicka/", "ta-tillbaka/", "svar/"):
        assert chair.post(of(protocol, part)).status_code == 403
        assert stranger.post(of(protocol, part)).status_code == 404
    assert [who.get(of(protocol)).status_code for who in (member, stranger)] == [404, 404]


def test_the_chair_sees_nothing_of_a_confidential_item(island: Island, chair: Client, secretary: Client) -> None:
    protocol = island.opened()
    item = island.write(protocol, "Uppdrag: mata kanariefågeln")
    secretary.post(
        f"/arbete/punkter/{item.pk}/",
        {"title": "Kanariehuset", "text": item.text, "row_version": item.row_version, "is_confidential": "on"},
    )
    for address in (
        of(protocol),
        of(protocol, "forhandsgranska/"),
        f"/arbete/moten/{protocol.meeting_id}/skriv/",
        f"/arbete/moten/{protocol.meeting_id}/",
        f"/arbete/protokoll/{protocol.pk}/historik/",
        "/arbete/",
        "/arbete/uppfoljning/",
    ):
        assert "anarie" not in chair.get(address).content.decode(), address
    assert "anarie" in secretary.get(of(protocol, "forhandsgranska/")).content.decode()


def test_the_chair_does_not_read_what_was_confidential_when_it_was_sent(
    island: Island, chair: Client, secretary: Client
) -> None:
    protocol = island.closed("Kanariefågeln är sjuk.\n\nGodkänns")
    item = island.item(protocol)
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=island.secretary)
    drafting.send(protocol, by=island.secretary)
    drafting.recall(Protocol.objects.get(pk=protocol.pk), reason="Mer finns att säga.", by=island.secretary)
    item = island.write(protocol, "Färjan går.\n\nGodkänns")
    writing.save_item(item, row_version=item.row_version, is_confidential=False, by=island.secretary)
    told = {who: who.get(of(protocol)).content.decode() for who in (secretary, chair)}
    assert [("Kanariefågeln" in page, "Färjan går." in page) for page in told.values()] == [(True, True), (False, True)]


@pytest.mark.parametrize("part", ["", "forhandsgranska/"])
def test_looking_asks_as_many_questions_with_three_answers_as_with_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries, part: str
) -> None:
    protocol = island.sent()
    assert protocol.version is not None
    answering.answer(protocol.version, by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    questions = {"": 45, "forhandsgranska/": 13}[part]
    with django_assert_num_queries(questions):
        secretary.get(of(protocol, part))
    for who in (island.adjuster, island.chair):
        answering.answer(protocol.version, by=who, stance=Stance.OBJECT, comment="Fel dag.")
    with django_assert_num_queries(questions):
        secretary.get(of(protocol, part))


def test_the_preview_asks_as_many_questions_with_ten_items_as_with_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.closed()
    with django_assert_num_queries(PREVIEW):
        secretary.get(of(protocol, "forhandsgranska/"))
    for n in range(9):
        calling.add_item(protocol.meeting, title=f"Fyr {n}", by=island.secretary)
        island.write(protocol, "Beslut: Att måla fyren.", f"Fyr {n}")
    with django_assert_num_queries(PREVIEW):
        secretary.get(of(protocol, "forhandsgranska/"))


def test_an_answer_by_phone_is_to_the_version_on_the_page(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    typed = {"member": island.member.pk, "stance": "approve", "comment": "", "method": "phone"}
    typed["version"] = protocol.version_id
    island.write(protocol, "Beslut: Att sälja färjan.")
    drafting.send(protocol, by=island.secretary)
    answer = secretary.post(of(protocol, "svar/"), typed)
    assert "En nyare version har skickats sedan du öppnade sidan." in answer.content.decode()
    assert Answer.objects.count() == 0
    newest = Protocol.objects.get(pk=protocol.pk).version_id
    assert secretary.post(of(protocol, "svar/"), {**typed, "version": newest}).status_code == 302


def test_the_letter_reads_as_it_will(island: Island, secretary: Client) -> None:
    protocol = island.closed("Beslut: Att köpa en färja.")
    page = html.unescape(secretary.get(of(protocol, "brevet/")).content.decode())
    offered = keeping.day_offered(protocol)
    drafting.send(protocol, answer_by=offered, by=island.secretary)
    letters = {letter.member: composing.compose(letter) for letter in Letter.objects.filter(kind="answer")}
    first = keeping.recipients(protocol)[0]
    mail = letters[first]
    assert mail is not None
    assert str(mail.subject) in page
    assert str(mail.body) in page
    other = html.unescape(secretary.get(of(protocol, f"brevet/?till={island.member.pk}")).content.decode())
    theirs = letters[island.member]
    assert theirs is not None
    assert str(theirs.body) in other


def test_a_letter_that_replaces_another_says_so_before_it_goes(island: Island, secretary: Client) -> None:
    protocol = island.sent("Beslut: Att köpa en färja.")
    newer = "Det finns en nyare text av protokollet."
    assert newer not in secretary.get(of(protocol, "brevet/")).content.decode()
    island.write(protocol, "Beslut: Att sälja färjan.")
    page = secretary.get(of(protocol, "brevet/")).content.decode()
    assert newer in page
    assert "Att sälja färjan" in page


@pytest.mark.parametrize("till", ["", "0", "x", "99999999999999999999"])
def test_a_letter_to_nobody_is_asked_for_again(island: Island, secretary: Client, till: str) -> None:
    page = secretary.get(of(island.closed(), f"brevet/?till={till}"))
    assert page.status_code == 200
    assert "letter-text" not in page.content.decode()


def test_the_chair_reads_nothing_confidential_in_the_letter_to_the_secretary(
    island: Island, chair: Client, secretary: Client
) -> None:
    protocol = island.closed("Beslut: Att mata kanariefågeln.")
    attending.appoint(protocol.meeting, role=OfficerRole.ADJUSTER, people=[island.secretary], by=island.secretary)
    item = island.item(protocol)
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=island.secretary)
    address = of(protocol, f"brevet/?till={island.secretary.pk}")
    told = {name: who.get(address).content.decode() for name, who in (("secretary", secretary), ("chair", chair))}
    assert {name: "letter-text" in page for name, page in told.items()} == {"secretary": True, "chair": True}
    assert {name: "kanarie" in page for name, page in told.items()} == {"secretary": True, "chair": False}


def test_an_approved_protocol_sends_no_letter_to_answer(island: Island, secretary: Client) -> None:
    page = secretary.get(of(island.approved(), "brevet/")).content.decode()
    assert "Inga fler brev att svara på skickas." in page
    assert "letter-text" not in page


def test_who_has_no_address_is_named_beside_those_who_get_mail(island: Island, secretary: Client) -> None:
    island.member.email = ""
    island.member.save()
    protocol = island.closed()
    page = " ".join(secretary.get(of(protocol)).content.decode().split())
    assert "En har ingen mejladress och behöver papper: Mats Medlem." in page
    assert "2 får protokollet att svara på, med mejl." in page
    letter = secretary.get(of(protocol, f"brevet/?till={island.member.pk}")).content.decode()
    assert "Mats Medlem har ingen mejladress" in letter


def test_personal_data_is_shown_before_it_is_sent(island: Island, secretary: Client, chair: Client) -> None:
    protocol = island.closed("Ring Mats på 070-123 45 67.\n\nGodkänns")
    item = island.item(protocol)
    page = secretary.get(of(protocol)).content.decode()
    assert "<mark>070-123 45 67</mark>" in page
    assert f'href="/arbete/punkter/{item.pk}/"' in page
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=island.secretary)
    assert "070-123" in secretary.get(of(protocol)).content.decode()
    assert "070-123" not in chair.get(of(protocol)).content.decode()


def test_answers_stand_only_where_the_secretary_says_that_it_is_language(island: Island, secretary: Client) -> None:
    island.council.keeps_answers_on_language_changes = True
    island.council.save()
    protocol = island.sent("Vi är eniga.\n\nGodkänns")
    assert protocol.version is not None
    answering.answer(protocol.version, by=island.member, stance=Stance.APPROVE)
    for words, language, stand in (("Vi var eniga.", "yes", True), ("Vi var oense.", "", False)):
        island.write(protocol, f"{words}\n\nGodkänns")
        assert "Är ändringen bara språklig?" in secretary.get(of(protocol)).content.decode()
        typed = {"answer_by": "2031-03-20", "language_only": language}
        assert secretary.post(of(protocol, "skicka/"), typed).status_code == 302
        newest = island.read(protocol).version
        assert newest is not None
        assert newest.answers_stand is stand
    drafting.recall(island.read(protocol), reason="Mer finns att säga.", by=island.secretary)
    assert "Är ändringen bara språklig?" not in secretary.get(of(protocol)).content.decode()


def test_what_is_in_place_is_said_beside_what_is_left(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    page = secretary.get(of(protocol)).content.decode()
    assert "Ordförande: Olof Ordförande" in page
    assert "Alla i närvarolistan är markerade" not in page
    attending.mark_rest_present(protocol.meeting, by=island.secretary)
    assert "Alla i närvarolistan är markerade" in secretary.get(of(protocol)).content.decode()


def test_what_is_proposed_leads_to_its_page(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    assert protocol.version is not None
    wishes = f'<a href="/arbete/protokoll/{protocol.pk}/forslag/">Ett förslag eller en synpunkt.</a>'
    assert wishes not in secretary.get(of(protocol)).content.decode()
    answering.answer(protocol.version, by=island.member, stance=Stance.OBJECT, comment="Fel dag.")
    assert wishes in secretary.get(of(protocol)).content.decode()


def test_who_has_not_answered_stands_there(island: Island, secretary: Client) -> None:
    protocol = island.sent()
    assert protocol.version is not None
    assert secretary.get(of(protocol)).content.decode().count("Inget svar än") == 3
    answering.answer(protocol.version, by=island.member, stance=Stance.COMMENT, comment="Tack.")
    assert secretary.get(of(protocol)).content.decode().count("Inget svar än") == 3
    answering.answer(protocol.version, by=island.member, stance=Stance.APPROVE)
    assert secretary.get(of(protocol)).content.decode().count("Inget svar än") == 2


def test_what_is_left_asks_as_many_questions_for_three_items_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.closed("Beslut: Att köpa en färja.\n\nUppdrag: måla båten")
    with django_assert_num_queries(LEFT):
        secretary.get(of(protocol))
    for title in ("Kranen", "Bojen"):
        calling.add_item(protocol.meeting, title=title, by=island.secretary)
        island.write(protocol, "Ring 070-123 45 67.\n\nBeslut: Att måla.\n\nUppdrag: köpa färg", title)
    with django_assert_num_queries(LEFT):
        secretary.get(of(protocol))
