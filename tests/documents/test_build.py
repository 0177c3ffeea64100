"""From a meeting's rows to a paper, and from a version's leaves back to it."""

import json
from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest
from pytest_django import DjangoAssertNumQueries

from meetings.documents import build, structure
from meetings.documents.structure import WITHHELD, Officer, Paper
from meetings.models import (
    ApprovalChange,
    Attendance,
    Council,
    Matter,
    Meeting,
    MeetingStatus,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Side,
)
from meetings.models import (
    Officer as OfficerRow,
)
from tests.documents import rows
from tests.documents.papers import PAPER


@pytest.fixture
def meeting(council: Council) -> Meeting:
    return rows.hold(council, "2031-03-04")


@pytest.fixture
def protocol(meeting: Meeting) -> Protocol:
    return Protocol.objects.get(meeting=meeting)


def paper(meeting: Meeting) -> Paper:
    return build.paper(Protocol.objects.get(meeting=meeting, part_number=0))


# --- What stands in it


def test_the_head_says_whose_when_and_where_in_local_time(meeting: Meeting) -> None:
    head = paper(meeting).head
    assert (head.council, head.key, head.starts, head.ends, head.place) == (
        "Hamnrådet",
        "2031-03-04",
        "15.00",
        "17.00",
        "Båthuset",
    )


def test_what_is_not_stated_is_empty(meeting: Meeting) -> None:
    meeting.starts_at = meeting.ends_at = None
    meeting.save()
    head = paper(meeting).head
    assert (head.starts, head.ends) == ("", "")


def test_sides_stand_in_the_councils_order_and_only_if_somebody_was_there_for_them(
    meeting: Meeting, council: Council
) -> None:
    Side.objects.create(council=council, name="Vaktbolaget", position=9)
    for n, name in enumerate(("Hamnkontoret", "Fiskarna", "Seglarna")):
        Attendance.objects.create(meeting=meeting, printed_name=f"Bo {n}", printed_side=name, position=n)
    assert paper(meeting).sides == ("Seglarna", "Hamnkontoret", "Fiskarna")


def test_the_register_is_printed_as_it_was(meeting: Meeting) -> None:
    Attendance.objects.create(
        meeting=meeting,
        printed_name="Maja Mast",
        printed_side="Seglarna",
        printed_organisation="Jolleklubben",
        status="present",
        from_time=time(15, 20),
    )
    person = paper(meeting).people[0]
    assert (person.name, person.organisation, person.status, person.span, person.counted) == (
        "Maja Mast",
        "Jolleklubben",
        "present",
        "från kl. 15.20",
        True,
    )


def test_who_led_is_printed_with_the_items_they_led(meeting: Meeting) -> None:
    first, second, third = (rows.say(meeting, title) for title in ("Ett", "Två", "Tre"))
    OfficerRow.objects.create(meeting=meeting, role="chair", printed_name="Olle", from_item=first, to_item=second)
    OfficerRow.objects.create(meeting=meeting, role="chair", printed_name="Maja", from_item=third)
    OfficerRow.objects.create(meeting=meeting, role="secretary", printed_name="Signe")
    assert paper(meeting).officers == (
        Officer("chair", "Olle", "1–2"),
        Officer("chair", "Maja", "3–"),
        Officer("secretary", "Signe"),
    )


def test_an_item_is_read_as_prose_by_the_paragraph_decisions_tasks_and_notes(meeting: Meeting, matter: Matter) -> None:
    text = (
        "Inloppet är grunt.\n\nEn båt gick på.\n\nBeslut: Rådet mäter djupet.\n"
        "Uppdrag: köper lod @Maja Mast senast 1 april\nBordläggs till nästa möte\nInfo: Mer i maj."
    )
    rows.say(meeting, "Muddring", text, matter=matter)
    item = paper(meeting).items[0]
    assert [(one.kind, one.source) for one in item.blocks] == [
        ("prose", "Inloppet är grunt."),
        ("prose", "En båt gick på."),
        ("decision", "Beslut: Rådet mäter djupet."),
        ("action", "Uppdrag: köper lod @Maja Mast senast 1 april"),
        ("decision", "Bordläggs till nästa möte"),
        ("note", "Info: Mer i maj."),
    ]
    assert (item.number, item.matter, item.blocks[3].due) == ("1", "2031-3", "2031-04-01")


def test_an_item_that_was_taken_off_is_not_in_it(meeting: Meeting) -> None:
    rows.say(meeting, "Står kvar")
    rows.say(meeting, "Togs bort", withdrawn_why="Behövs inte")
    assert [item.title for item in paper(meeting).items] == ["Står kvar"]


def test_a_part_holds_only_its_own_items(meeting: Meeting) -> None:
    rows.say(meeting, "Brådskar inte")
    part = Protocol.objects.create(meeting=meeting, part_number=1)
    rows.say(meeting, "Brådskar", part=part)
    assert [item.title for item in build.paper(part).items] == ["Brådskar"]
    assert [item.title for item in paper(meeting).items] == ["Brådskar inte", "Brådskar"]


def test_previous_protocols_are_printed_with_their_changes_but_not_those_in_secret_items(
    meeting: Meeting, council: Council
) -> None:
    before = rows.hold(council, "2030-12-03")
    rows.say(before, "Öppen", "Klockan tolv.")
    rows.say(before, "Hemlig", "Lönen.", is_confidential=True)
    item = rows.say(meeting, "Föregående protokoll", kind="previous_protocols")
    row = ProtocolApproval.objects.create(
        item=item, protocol=Protocol.objects.get(meeting=before), outcome="with_changes"
    )
    ApprovalChange.objects.create(row=row, place="items/p1/blocks/0", old="tolv", new="elva")
    ApprovalChange.objects.create(row=row, place="items/p2/blocks/0", old="Lönen", new="Arvodet")
    approval = paper(meeting).items[0].approvals[0]
    assert (approval.key, approval.outcome) == ("2030-12-03", "with_changes")
    assert approval.changes == (("tolv", "elva"), (WITHHELD, WITHHELD))


# --- How many times it was tabled


def tabled_thrice(council: Council) -> list[Meeting]:
    meetings = [rows.hold(council, day) for day in ("2031-01-10", "2031-02-10", "2031-03-10")]
    items = [rows.say(meeting, "Muddring", "Bordläggs") for meeting in meetings]
    for old, new in pairwise(items):
        rows.carry(old, new)
    return meetings


def test_a_matter_is_counted_once_for_each_sent_protocol_along_its_chain(council: Council) -> None:
    meetings = tabled_thrice(council)
    for meeting in meetings[:2]:
        rows.send(meeting)
    assert [build.times_tabled(meeting.items.get()) for meeting in meetings] == [1, 2, 3]


def test_what_has_not_been_sent_does_not_count(council: Council) -> None:
    meetings = tabled_thrice(council)
    rows.send(meetings[0])
    assert build.times_tabled(meetings[2].items.get()) == 2


def test_what_was_not_reached_carries_over_without_counting(council: Council) -> None:
    first, second = rows.hold(council, "2031-01-10"), rows.hold(council, "2031-02-10")
    old, new = rows.say(first, "Muddring", "Hann inte behandlas"), rows.say(second, "Muddring")
    rows.carry(old, new, counts=False)
    rows.send(first)
    assert build.times_tabled(new) == 0


def test_a_chain_is_followed_by_the_row_and_never_by_the_title(council: Council) -> None:
    first, second = rows.hold(council, "2031-01-10"), rows.hold(council, "2031-02-10")
    old, same = rows.say(first, "Muddring", "Bordläggs"), rows.say(second, "Muddring")
    renamed = rows.say(second, "Djupet i inloppet")
    rows.carry(old, renamed)
    rows.send(first)
    assert (build.times_tabled(same), build.times_tabled(renamed)) == (0, 1)


# --- The notice


def test_a_notice_says_nothing_of_a_confidential_item_but_that_it_is_there(council: Council) -> None:
    meeting = rows.hold(council, "2031-05-10", status=MeetingStatus.PLANNED)
    meeting.link = "https://video.example/kanarie"
    meeting.save()
    rows.say(meeting, "kanarie", "kanarie", is_confidential=True, description="kanarie")
    rows.say(meeting, "Bryggan", description="Beslut.")
    content = structure.write_notice(build.notice(meeting))
    assert "kanarie" not in content
    assert [(one.number, one.title) for one in build.notice(meeting).items] == [("1", ""), ("2", "Bryggan")]


def test_a_notice_says_how_often_a_matter_was_tabled_and_which_protocols_wait(council: Council, matter: Matter) -> None:
    meetings = tabled_thrice(council)
    for meeting in meetings:
        rows.send(meeting)
    coming = rows.hold(council, "2031-05-10", status=MeetingStatus.PLANNED)
    previous = rows.say(coming, "Föregående protokoll", kind="previous_protocols")
    for meeting in reversed(meetings):
        ProtocolApproval.objects.create(item=previous, protocol=Protocol.objects.get(meeting=meeting))
    rows.carry(meetings[2].items.get(), rows.say(coming, "Muddring", matter=matter))
    first, second = build.notice(coming).items
    assert first.previous == ("2031-01-10", "2031-02-10", "2031-03-10")
    assert (second.times_tabled, second.tabled_since, second.matter) == (3, "2031-01-10", "2031-3")


# --- Versions


@pytest.fixture
def version(protocol: Protocol) -> ProtocolVersion:
    return rows.freeze(protocol, build.seal(PAPER))


def test_a_version_reads_back_as_the_paper_it_was(version: ProtocolVersion) -> None:
    assert build.read(version) == PAPER
    assert build.is_same(version, PAPER)
    assert not build.is_same(version, replace(PAPER, sides=()))


def test_a_version_is_read_without_asking_the_database_again(
    version: ProtocolVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        build.read(ProtocolVersion.objects.select_related("content").get(pk=version.pk))


def test_two_papers_differ_leaf_by_leaf() -> None:
    new = replace(PAPER, head=replace(PAPER.head, place="Magasinet"), people=PAPER.people[:3])
    assert build.differences(PAPER, new) == [
        ("head/place", '"Båthuset"', '"Magasinet"'),
        *((path, value, "") for path, value in structure.leaves(PAPER) if path.startswith("people/3")),
    ]
    assert build.differences(PAPER, PAPER) == []


def test_changed_words_are_changed_at_their_place_alone(version: ProtocolVersion) -> None:
    sealed = build.replace(version, [("items/p2/blocks/1", "skjulet", "magasinet")])
    before, after = json.loads(version.content.leaves), json.loads(sealed.leaves)
    changed = [(old[2], new[2]) for old, new in zip(before, after, strict=True) if (old[0], old[2]) != (new[0], new[2])]
    assert len(changed) == 1
    assert changed[0][1] == changed[0][0].replace("skjulet", "magasinet")
    assert sealed.root != version.root


def test_a_changed_decision_says_the_same_in_its_line_and_its_sentence(version: ProtocolVersion) -> None:
    sealed = build.replace(version, [("items/p2/blocks/2", "bryggan", "kajen")])
    leaf = next(json.loads(value) for path, _salt, value in json.loads(sealed.leaves) if path == "items/p2/blocks/2")
    assert (leaf["source"], leaf["sentence"]) == ("Beslut: Rådet lagar kajen.", "Rådet lagar kajen.")


def test_changed_words_leave_what_the_program_reads(version: ProtocolVersion) -> None:
    once = rows.freeze(version.protocol, build.replace(version, [("items/p2/blocks/1", "Virke", "prose")]))
    twice = rows.freeze(version.protocol, build.replace(once, [("items/p2/blocks/1", "prose", "Ved")]))
    block = build.read(twice).items[1].blocks[1]
    assert (block.kind, block.source) == ("prose", "Ved finns i skjulet.")


def test_a_changed_day_is_read_again(meeting: Meeting) -> None:
    rows.say(meeting, "Yttrande", "Uppdrag: lämnar yttrandet @Maja Mast senast 31 augusti")
    version = rows.send(meeting)
    sealed = build.replace(version, [("items/p1/blocks/0", "31 augusti", "15 augusti")])
    item = build.read(rows.freeze(version.protocol, sealed)).items[0]
    assert (item.blocks[0].due, item.blocks[0].people) == ("2031-08-15", ("Maja Mast",))


@pytest.mark.parametrize(
    ("place", "old"),
    [
        ("items/p2/blocks/1", "finns inte här"),
        ("items/p2/blocks/1", ""),
        ("items/p2/blocks/1", "i"),
        ("items/p9/blocks/0", "Virke"),
        ("head/key", "2031-03-04"),
        ("sides/0", "Seglarna"),
        ("people/0", "present"),
        ("people/0", "Seglarna"),
        ("officers/0", "chair"),
        ("items/p2/head", "p2"),
        ("items/p2/matter", "2031-1"),
        ("items/p2/blocks/2", "adopted"),
    ],
)
def test_words_that_do_not_stand_once_at_the_place_are_refused(version: ProtocolVersion, place: str, old: str) -> None:
    with pytest.raises(ValueError, match="do not stand once"):
        build.replace(version, [(place, old, "något annat")])
