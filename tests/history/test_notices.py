"""What a changed notice is proposed to say."""

from datetime import timedelta

from meetings import history
from meetings.documents import days
from meetings.models import ItemKind, Meeting
from meetings.procedure import calling
from tests.support import council
from tests.support.council import World


def proposed(meeting: Meeting) -> list[str]:
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.notice
    items = meeting.items.standing().in_order().prefetch_related("approvals__protocol__meeting")
    return [line.replace("\u00a0", " ") for line in history.notice_changes(meeting.notice, items)]


def test_an_unchanged_agenda_changes_nothing(world: World) -> None:
    council.sent_protocol(world)
    meeting = council.called(world)
    assert proposed(meeting) == []


def test_what_is_new_gone_renamed_and_moved_is_said_with_its_number(world: World) -> None:
    meeting = council.called(world, titles=["Bryggan", "Kajen", "Fyren"])
    calling.take_off(council.item(meeting, "Bryggan"), why="Bryggan är såld.", by=world.secretary)
    light = council.item(meeting, "Fyren")
    calling.move_item(light, up=True, seen_at=light.position, by=world.secretary)
    light.refresh_from_db()
    light.title, light.description, light.kind = "Fyren och båken", "Ska de lysa?", ItemKind.DECISION
    light.save()
    calling.add_item(meeting, title="Sporthallarna", by=world.secretary)
    assert proposed(meeting) == [
        "Ny punkt 4 a: Sporthallarna",
        "Punkt 3 utgår: Bryggan",
        "Punkt 5 heter nu: Fyren och båken",
        "Punkt 5 är nu: för beslut.",
        "Punkt 5 har en ny text i kallelsen.",
        "Punkterna tas i en annan ordning. Numren står kvar.",
    ]


def test_another_time_and_place_are_said(world: World) -> None:
    meeting = council.called(world)
    assert meeting.starts_at
    meeting.starts_at, meeting.place = meeting.starts_at + timedelta(minutes=30), "Båthuset"
    meeting.save()
    assert proposed(meeting) == ["Ny tid: kl. 15.30–17.00.", "Ny plats: Båthuset."]


def test_a_protocol_that_came_since_is_said(world: World) -> None:
    meeting = council.called(world)
    council.sent_protocol(world, on=council.day(-7))
    assert proposed(meeting) == [f"Punkt 2: även protokollet {days.full(council.day(-7))}.".replace("\u00a0", " ")]


def test_nothing_is_said_of_what_a_confidential_item_is_about(world: World) -> None:
    meeting = council.called(world, titles=["Kanariefågeln"])
    bird = council.item(meeting, "Kanariefågeln")
    bird.is_confidential, bird.title, bird.description = True, "Kanariefågelns namn", "Hemligt."
    bird.save()
    calling.add_item(meeting, title="Kanarieburen", is_confidential=True, by=world.secretary)
    assert proposed(meeting) == ["Ny punkt 3 a: Konfidentiell punkt"]
