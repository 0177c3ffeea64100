"""How two versions differ, place by place, in words a person knows."""

from meetings import history
from meetings.documents import build
from meetings.history import Difference
from tests.support import council
from tests.support.council import World


def test_a_changed_paragraph_is_named_by_its_item(world: World) -> None:
    protocol = council.sent_protocol(world, written={"Bryggan": "Bryggan är ruten.\n\nGodkänns"})
    assert protocol.version is not None
    before = build.read(protocol.version)
    item = council.write(council.item(protocol.meeting, "Bryggan"), "Bryggan är lagad.\n\nGodkänns")
    label = f"§\xa0{item.paragraph_number} Bryggan"
    path = f"items/{item.anchor}/blocks/0"
    assert history.differences(before, build.paper(council.again(protocol))) == [
        Difference(path, label, "Bryggan är ruten.", "Bryggan är lagad.")
    ]


def test_what_one_may_not_read_is_not_among_the_differences(world: World) -> None:
    protocol = council.sent_protocol(world, written={"Bryggan": "Bryggan är ruten."})
    assert protocol.version is not None
    before = build.read(protocol.version)
    item = council.write(council.item(protocol.meeting, "Bryggan"), "Kanariefågeln är sjuk.")
    now = build.paper(council.again(protocol))
    assert history.differences(before, now, withheld=[item.anchor]) == []


def test_the_same_paper_does_not_differ(world: World) -> None:
    protocol = council.sent_protocol(world)
    assert protocol.version is not None
    assert history.differences(build.read(protocol.version), build.paper(protocol)) == []


def test_every_place_that_says_something_can_be_chosen(world: World) -> None:
    protocol = council.sent_protocol(world, written={"Bryggan": "Bryggan är ruten.\n\nGodkänns"})
    assert protocol.version is not None
    found = list(history.places(build.read(protocol.version)))
    anchor = council.item(protocol.meeting, "Bryggan").anchor
    paths = [place.path for place in found]
    assert f"items/{anchor}/title" in paths
    assert [place.says for place in found if place.path == f"items/{anchor}/blocks/0"] == ["Bryggan är ruten."]
    assert [place.label for place in found if place.path == "head/place"] == ["Plats"]
    assert {"head/key", "head/council_slug"} & set(paths) == set()
