"""Finishing: closing, what is missing, sending, taking back, and answers that came by phone."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Answer, Meeting, MeetingStatus, Method, Protocol, Stance, State
from meetings.procedure import answering, calling, drafting, writing
from tests.web.secretary.conftest import DAY, Island

PREVIEW = 13  # questions


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
    assert "<del>Färjan går.</del> <ins>Färjan går inte.</ins>" in page


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
    assert [page.count(words) for words in ("Fel kaj.", "Tack för sist.", "<b>Mats Medlem</b>")] == [0, 1, 2]


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
    questions = {"": 33, "forhandsgranska/": 13}[part]
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
