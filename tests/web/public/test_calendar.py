"""A meeting for somebody's calendar."""

from datetime import date

from django.test import Client
from icalendar import Calendar, Component

from meetings.models import Meeting, MeetingStatus
from meetings.procedure import calling
from tests.support import council as steps
from tests.web.public.conftest import Put

ADDRESS = "/exempel/moten/2027-02-11.ics"


def event(client: Client, address: str) -> Component:
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")[0]


def test_the_calendar_says_when_and_where_and_leads_to_the_page(client: Client, put: Put) -> None:
    put("2027-02-11", heading="Möte 11 februari 2027")
    found = event(client, ADDRESS)
    assert found["summary"] == "Exempelrådet: Möte 11 februari 2027"
    assert found["location"] == "Storgatan 1"
    assert found["url"] == "http://localhost:8000/exempel/moten/2027-02-11/"
    assert found.decoded("dtstart").isoformat() == "2027-02-11T15:00:00+01:00"
    assert found.decoded("dtend").isoformat() == "2027-02-11T17:00:00+01:00"


def test_the_link_to_the_video_meeting_is_never_in_it(client: Client, put: Put) -> None:
    meeting = put("2027-02-11").meeting
    meeting.link = "https://video.example/hemligt"
    meeting.save()
    assert b"hemligt" not in client.get(ADDRESS).content


def test_without_hours_the_meeting_takes_the_day(client: Client, put: Put) -> None:
    put("2027-02-11", starts="", ends="", place="")
    assert event(client, ADDRESS).decoded("dtstart").isoformat() == "2027-02-11"


def test_hours_that_no_clock_writes_make_a_meeting_of_the_whole_day(client: Client, put: Put) -> None:
    put("2027-02-11", starts="9.00", ends="vid tolv")
    assert event(client, ADDRESS).decoded("dtstart").isoformat() == "2027-02-11"


def test_a_moved_meeting_keeps_its_uid_and_a_cancelled_one_says_so(client: Client, put: Put) -> None:
    put("2027-02-11")
    uid = event(client, ADDRESS)["uid"]
    new = put("2027-02-18").meeting
    old = Meeting.objects.get(key="2027-02-11")
    old.status, old.moved_to = MeetingStatus.MOVED, new
    old.save()
    old.pages.all().delete()
    put("2027-02-11", state="moved", moved_to="2027-02-18")
    assert {event(client, f"/exempel/moten/2027-02-{day}.ics")["uid"] for day in (11, 18)} == {uid}
    put("2027-03-11", state="cancelled")
    assert event(client, "/exempel/moten/2027-03-11.ics")["status"] == "CANCELLED"


def test_each_time_it_is_told_anew_it_is_newer_than_before(client: Client, db: None) -> None:
    world = steps.found()
    meeting = steps.called(world, on=date(2027, 2, 11))
    told: list[tuple[object, str]] = []

    def tell() -> None:
        found = event(client, "/hamnradet/moten/2027-02-11.ics")
        told.append((found.decoded("sequence"), str(found["status"])))

    tell()
    calling.add_item(meeting, title="Fyren", by=world.secretary)
    calling.send_notice(meeting, by=world.secretary)
    tell()
    new = calling.move(meeting, held_on=date(2027, 2, 18), reason="Lokalen.", by=world.secretary)
    tell()
    calling.send_notice(new, by=world.secretary)
    tell()
    calling.cancel(new, reason="Storm.", by=world.secretary)
    tell()
    assert told == [(1, "CONFIRMED"), (2, "CONFIRMED"), (3, "CANCELLED"), (4, "CONFIRMED"), (5, "CANCELLED")]
