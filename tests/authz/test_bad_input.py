"""Whatever is sent to a form, the answer is a page that says something in Swedish, and what was typed stands there."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client

from tests.authz.crawling import body
from tests.authz.forms import Form, forms_on
from tests.authz.policy import POLICY
from tests.authz.subjects import Subjects
from tests.authz.writes import watched

pytestmark = pytest.mark.django_db

TYPED = "Skrivet för hand"
TEXT = ("text", "textarea", "search", "email", "url", "tel")
PICKED = ("date", "time", "number", "select", "radio", "checkbox", "hidden")

# One page for each form there is: who fills it in, and what about.
PAGES = (
    ("stranger", "sign_in", "-"),
    ("present", "mine_protocol", "review"),
    ("present", "mine_action", "published"),
    ("present", "mine_confirm_row", "here"),
    ("present", "mine_confirm_registration", "registered"),
    ("adjuster", "mine_confirm_correction", "here"),
    ("secretary", "secretary:plan", "here"),
    ("chair", "mine_confirm_deputy", "here"),
    ("chair", "mine_deputies", "here"),
    ("secretary", "secretary:enrol", "here"),
    ("secretary", "secretary:hand_over", "here"),
    ("secretary", "secretary:import", "-"),
    ("secretary", "secretary:check_import", "imported"),
    ("secretary", "secretary:follow_up", "-"),
    ("secretary", "secretary:action", "published"),
    ("secretary", "secretary:forwarding", "published"),
    ("secretary", "secretary:prepare", "planned"),
    ("secretary", "secretary:prepare", "called"),
    ("secretary", "secretary:agenda_item", "called"),
    ("secretary", "secretary:register", "draft"),
    ("secretary", "secretary:register", "imported"),
    ("secretary", "secretary:item", "draft"),
    ("secretary", "secretary:close", "open"),
    ("secretary", "secretary:finish", "draft"),
    ("secretary", "secretary:finish", "review"),
    ("secretary", "secretary:publish", "approved"),
    ("secretary", "secretary:publish", "corrected"),
    ("secretary", "secretary:correct", "approved"),
    ("secretary", "secretary:correct", "published"),
    ("secretary", "secretary:register_approval", "imported"),
    ("secretary", "admin:meetings_meeting_add", "-"),
    ("secretary", "admin:meetings_meeting_change", "here"),
    ("secretary", "admin:meetings_member_add", "-"),
    ("secretary", "admin:meetings_member_change", "here"),
    ("secretary", "admin:meetings_mandate_add", "-"),
    ("secretary", "admin:meetings_mandate_change", "here"),
    ("secretary", "admin:meetings_seat_change", "here"),
    ("secretary", "admin:meetings_side_change", "here"),
    ("secretary", "admin:meetings_organisation_change", "here"),
    ("secretary", "admin:meetings_standingitem_add", "-"),
    ("secretary", "admin:meetings_phrase_change", "here"),
    ("secretary", "admin:meetings_council_change", "here"),
    ("administrator", "admin:meetings_council_add", "-"),
    ("administrator", "admin:meetings_user_add", "-"),
    ("administrator", "admin:meetings_user_change", "here"),
)

Sent = dict[str, str]


def _each(form: Form, words: str, *kinds: str) -> Sent:
    return {**form.values, **dict.fromkeys(form.of(*kinds), words)}


def _picked(words: str) -> Callable[[Form], Sent]:
    """What was typed, beside choices, days and numbers that are none."""
    return lambda form: {**_each(form, TYPED, *TEXT), **dict.fromkeys(form.of(*PICKED), words)}


def _typed(words: str) -> Callable[[Form], Sent]:
    return lambda form: _each(form, words, *TEXT)


BAD: dict[str, Callable[[Form], Sent]] = {
    "nothing": lambda _form: {},
    "unknown fields": lambda _form: {"x": "y", "pk": "1", "id": "1"},
    "no text": _typed(""),
    "NUL": _typed("a\0b"),
    "100,000 characters": _typed("å" * 100_000),
    "a text of line ends": _typed("\r\n" * 500),
    "an id that is none": _picked("abc"),
    "an id of nobody": _picked("999999999"),
    "a number too large": _picked("9" * 40),
    "a number below nothing": _picked("-1"),
    "a day that does not exist": _picked("2026-02-30"),
    "a day beyond all days": _picked("9999-12-31"),
    "an hour that does not exist": _picked("25.61"),
    "NUL among the choices": _picked("\0"),
    "a version long gone": lambda form: {
        **_each(form, TYPED, *TEXT),
        **{name: "0" for name in form.values if name.endswith(("version", "seen"))},
    },
}


def _forms(subjects: Subjects, clients: dict[str, Client]) -> Iterator[tuple[str, Client, Form]]:
    """Every form on the pages, each address once a page."""
    for visitor, name, subject in PAGES:
        client = clients[visitor]
        url = subjects.url(name, subject, POLICY[name].kind)
        answer = client.get(url)
        assert answer.status_code == 200, (visitor, name, subject)
        found = {form.action: form for form in forms_on(url, body(answer)) if "/logga-ut/" not in form.action}
        assert found, (visitor, name, subject)
        yield from ((f"{name} {subject}", client, form) for form in found.values())


def _is_a_page_in_swedish(client: Client, answer: HttpResponseBase) -> bool:
    if answer.status_code == 302:
        answer = client.get(answer["Location"])
    return answer.status_code < 500 and b'lang="sv"' in body(answer)


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_answered_in_swedish(kind: str, subjects: Subjects, clients: dict[str, Client]) -> None:
    wrong = list[tuple[str, str, object]]()
    for where, client, form in _forms(subjects, clients):
        sent = BAD[kind](form)
        with watched():
            answer = client.post(form.action, sent)
            if not _is_a_page_in_swedish(client, answer):
                wrong.append((where, form.action, answer.status_code))
            elif answer.status_code != 302 and TYPED in sent.values() and TYPED.encode() not in body(answer):
                wrong.append((where, form.action, "what was typed is gone"))
    assert wrong == []


def test_half_a_character_is_answered_in_swedish(subjects: Subjects, clients: dict[str, Client]) -> None:
    wrong = list[tuple[str, str, object]]()
    for where, client, form in _forms(subjects, clients):
        raw = urlencode(_each(form, "HALF", *TEXT)).replace("HALF", "a%ED%A0%80b%FF")
        with watched():
            answer = client.post(form.action, raw, content_type="application/x-www-form-urlencoded")
            if not _is_a_page_in_swedish(client, answer):
                wrong.append((where, form.action, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        bytes(range(256)) * 40,
        b"%PDF-1.7\n\xff\xfe",
        b"PK\x03\x04" + b"\0" * 100,
        "Protokoll från mötet".encode("utf-16"),
        b"x" * (10 * 1024 * 1024),
    ],
    ids=["empty", "NUL", "binary", "PDF", "zip", "wrong encoding", "10 MB"],
)
def test_a_file_that_is_no_protocol_is_answered_in_swedish(
    content: bytes, subjects: Subjects, clients: dict[str, Client]
) -> None:
    client, url = clients["secretary"], subjects.url("secretary:import", "-", "")
    form = forms_on(url, body(client.get(url)))[0]
    (name,) = form.of("file")
    for go in ("look", "draft"):
        upload = SimpleUploadedFile("protokoll.txt", content)
        with watched():
            answer = client.post(url, {**form.values, name: upload, "go": go})
            assert _is_a_page_in_swedish(client, answer), answer.status_code
