"""Addresses that anyone may read; they are for ever."""

from django.urls import path, register_converter

from meetings.web.public import addresses, calendar, council, machines, matter, meeting

register_converter(addresses.CouncilSlug, "council")
register_converter(addresses.MeetingKey, "key")
register_converter(addresses.Anchor, "anchor")
register_converter(addresses.ItemNumber, "number")
register_converter(addresses.Year, "year")
register_converter(addresses.MatterNumber, "matter")

MEETING = "<council:slug>/moten/<key:key>"

urlpatterns = [
    path("", council.start, name="start"),
    path("halsa", machines.health, name="health"),
    path("sakerhet/kedja.txt", machines.chain, name="chain"),
    path("arenden/<matter:number>/", matter.matter, name="matter_by_number"),
    path("arenden/<matter:number>/<slug:slug>/", matter.matter, name="matter"),
    path("<council:slug>/", council.council, name="council"),
    path("<council:slug>/moten/", council.archive, name="archive"),
    path("<council:slug>/moten/<year:year>/", council.archive, name="archive_year"),
    path(f"{MEETING}/", meeting.meeting, name="meeting"),
    path(f"{MEETING}.json", meeting.data, name="meeting_data"),
    path(f"{MEETING}.txt", meeting.text, name="meeting_text"),
    path(f"{MEETING}.ics", calendar.meeting, name="meeting_calendar"),
    path(f"{MEETING}/utgava/<int:edition>/", meeting.edition, name="edition"),
    path(f"{MEETING}/<anchor:anchor>/", meeting.item, name="item"),
    path(f"{MEETING}/<number:number>/", meeting.item_by_number, name="item_by_number"),
]
