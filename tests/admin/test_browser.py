"""The registers in a real browser: under the strict policy of contents, with Django's own scripts."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from meetings.models import AgendaItem, Attendance
from tests.admin.conftest import Place, build, signed_in


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build("hamn", 1, ("Signe Sekreterare", "Olle Ordförande", "Maja Medlem"))


@pytest.fixture
def desk(page: Page, live_server: LiveServer, place: Place) -> Page:
    """The secretary's browser, signed in, which remembers every complaint."""
    client: Client = signed_in(place.secretary)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return page


def test_every_kind_of_page_loads_without_a_complaint(desk: Page, live_server: LiveServer, place: Place) -> None:
    complaints: list[str] = []
    desk.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    desk.on("pageerror", lambda error: complaints.append(str(error)))
    meeting, member, protocol = place.meeting.pk, place.member.pk, place.protocol.pk
    for path in (
        "/admin/",
        "/admin/meetings/meeting/",
        "/admin/meetings/meeting/add/",
        f"/admin/meetings/meeting/{meeting}/change/",
        f"/admin/meetings/meeting/{meeting}/history/",
        f"/admin/meetings/member/{member}/change/",
        f"/admin/meetings/member/{member}/konto/",
        f"/admin/meetings/protocol/{protocol}/change/",
        f"/admin/meetings/side/{place.side.pk}/delete/",
        "/en/admin/meetings/mandate/",
    ):
        answer = desk.goto(live_server.url + path)
        assert answer
        assert answer.status == 200, path
    assert complaints == []


def test_an_item_is_written_and_a_guest_added(desk: Page, live_server: LiveServer, place: Place) -> None:
    desk.goto(f"{live_server.url}/admin/meetings/meeting/{place.meeting.pk}/change/")
    boxes = desk.locator("#items-group .inline-related:not(.empty-form)")
    box = boxes.filter(has=desk.locator("input[value='hamnfrågan']"))
    box.locator("textarea[name$='-text']").fill("Vi talade.\nBeslut: Bryggan lagas.")
    desk.locator("#attendances-group .add-row a").click()
    row = desk.locator("#attendances-group tr.dynamic-attendances").last
    row.locator("input[name$='-printed_name']").fill("Gun Gäst")
    row.locator("select[name$='-kind']").select_option("guest")
    row.locator("select[name$='-status']").select_option("present")
    desk.locator("input[name='_continue']").click()
    desk.wait_for_selector(".messagelist .success")
    item = AgendaItem.objects.get(pk=place.item.pk)
    assert (item.text, item.decisions.get().sentence) == ("Vi talade.\nBeslut: Bryggan lagas.", "Bryggan lagas.")
    assert Attendance.objects.get(printed_name="Gun Gäst").status == "present"


def test_signing_out_leads_out(desk: Page, live_server: LiveServer, place: Place) -> None:
    desk.goto(f"{live_server.url}/admin/")
    desk.locator("#logout-form button").click()
    desk.wait_for_load_state()
    desk.goto(f"{live_server.url}/admin/")
    assert "/konto/logga-in/" in desk.url
