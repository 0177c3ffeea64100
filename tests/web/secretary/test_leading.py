"""Who led which items, where more than one led the meeting."""

from django.test import Client

from meetings.documents import build
from meetings.models import Officer, OfficerRole, Protocol
from meetings.procedure import attending
from tests.support import filling
from tests.web.secretary.conftest import Island
from tests.web.secretary.test_register import address


def two_led(island: Island) -> tuple[Protocol, Officer]:
    """The chair, and somebody else who led a part; the officer is the other one."""
    protocol = island.opened()
    attending.appoint(
        protocol.meeting, role=OfficerRole.CHAIR, people=[island.chair, island.adjuster], by=island.secretary
    )
    return protocol, Officer.objects.get(meeting=protocol.meeting, role=OfficerRole.CHAIR, member=island.adjuster)


def test_the_vice_chair_leads_some_items_and_the_minutes_say_which(island: Island, secretary: Client) -> None:
    protocol, other = two_led(island)
    first, last = island.item(protocol), island.item(protocol, "Övriga frågor")
    fields = filling.filled(secretary.get(address(protocol)), "register")
    sent = {**fields, f"l{other.pk}-from_item": str(first.pk), f"l{other.pk}-to_item": str(last.pk)}
    assert secretary.post(address(protocol), sent)["Location"] == address(protocol)
    other.refresh_from_db()
    assert (other.from_item, other.to_item) == (first, last)
    spans = {one.name: one.span for one in build.paper(protocol).officers if one.role == "chair"}
    numbers = f"{first.agenda_number}–{last.agenda_number}"
    assert spans == {island.chair.name: "", island.adjuster.name: numbers}
    assert secretary.post(address(protocol), sent).status_code == 302


def test_items_that_end_before_they_begin_are_refused_and_stay(island: Island, secretary: Client) -> None:
    protocol, other = two_led(island)
    first, last = island.item(protocol, "Övriga frågor"), island.item(protocol)
    fields = filling.filled(secretary.get(address(protocol)), "register")
    sent = {**fields, f"l{other.pk}-from_item": str(first.pk), f"l{other.pk}-to_item": str(last.pk)}
    page = secretary.post(address(protocol), sent).content.decode()
    assert "Den sista punkten kommer före den första." in page
    assert f'<option value="{first.pk}" selected>' in page
    other.refresh_from_db()
    assert other.from_item is None


def test_one_who_leads_alone_is_not_asked_which_items(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    assert "Vilka punkter ledde" not in secretary.get(address(protocol)).content.decode()


def test_what_another_said_of_the_items_is_not_overwritten(island: Island, secretary: Client) -> None:
    protocol, other = two_led(island)
    fields = filling.filled(secretary.get(address(protocol)), "register")
    item = island.item(protocol)
    attending.lead(other, from_item=item, to_item=None, row_version=other.row_version, by=island.secretary)
    answer = secretary.post(address(protocol), {**fields, f"l{other.pk}-to_item": str(item.pk)})
    assert answer.status_code == 409
    other.refresh_from_db()
    assert (other.from_item, other.to_item) == (item, None)
