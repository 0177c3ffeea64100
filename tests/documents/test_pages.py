"""What the public may read at a meeting's addresses: only what was published, and notices that were sent."""

import json
from datetime import date
from typing import Any

import pytest

from meetings.documents import build, pages
from meetings.models import (
    Attendance,
    Basis,
    Correction,
    Council,
    Matter,
    Meeting,
    MeetingStatus,
    Member,
    PageKind,
    Protocol,
    ProtocolApproval,
    PublicationKind,
    PublicPage,
    SourceDocument,
    clock,
)
from tests.documents import rows

CALLED, PUBLISHED, LATER = date(2031, 2, 20), date(2031, 4, 1), date(2031, 5, 1)


@pytest.fixture
def meeting(council: Council) -> Meeting:
    """A meeting with something of each kind."""
    meeting = rows.hold(council, "2031-03-04")
    protocol = Protocol.objects.get(meeting=meeting)
    protocol.summary = "Bryggan lagas."
    protocol.save()
    rows.say(meeting, "Dagordningen", "Godkänns", kind="agenda")
    rows.say(
        meeting,
        "Bryggan",
        "Bryggan är rutten.\n\nBeslut: Rådet lagar bryggan.\nUppdrag: köper virke @Bo Boj senast 1 april",
    )
    rows.say(meeting, "Muddring", "Bordläggs till nästa möte")
    for n, (name, side, status) in enumerate(
        [("Bo Boj", "Seglarna", "present"), ("Maja Mast", "Seglarna", "excused"), ("Ir Is", "Hamnkontoret", "present")]
    ):
        Attendance.objects.create(meeting=meeting, printed_name=name, printed_side=side, status=status, position=n)
    return meeting


def found(meeting: Meeting, language: str = "sv") -> dict[str, PublicPage]:
    fresh = Meeting.objects.select_related("council").get(pk=meeting.pk)
    return {page.part: page for page in pages.pages(fresh) if page.language == language}


def facts(page: PublicPage) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(page.facts)
    return known


def words(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


# --- Before there is a protocol


def test_a_meeting_has_no_page_until_its_notice_is_sent(council: Council) -> None:
    meeting = rows.hold(council, "2031-03-04", status=MeetingStatus.PLANNED)
    rows.say(meeting, "Bryggan")
    assert found(meeting) == {}


def test_a_sent_notice_is_shown_as_it_was_sent(council: Council) -> None:
    meeting = rows.hold(council, "2031-03-04", status=MeetingStatus.PLANNED)
    rows.say(meeting, "Bryggan", description="Beslut.")
    rows.call(meeting, on=CALLED)
    item = meeting.items.get()
    item.title, item.description = "kanarie", "kanarie"
    item.save()
    rows.say(meeting, "kanarie")
    page = found(meeting)[""]
    assert (page.kind, page.title, page.description) == ("notice", "Möte 4\u00a0mars 2031", "Bryggan")
    assert "Beslut." in page.fragment
    assert "kanarie" not in page.fragment + page.facts
    assert facts(page) | {"state": "notice", "starts": "15.00", "sent_on": "2031-02-20", "item_count": 1} == facts(page)


def test_a_notice_that_is_not_public_has_no_page(council: Council) -> None:
    council.shows_notices = False
    council.save()
    meeting = rows.hold(council, "2031-03-04", status=MeetingStatus.PLANNED)
    rows.say(meeting, "Bryggan")
    rows.call(meeting, on=CALLED)
    assert found(meeting) == {}


def test_a_confidential_item_is_one_masked_line_of_the_agenda(council: Council) -> None:
    meeting = rows.hold(council, "2031-03-04", status=MeetingStatus.PLANNED)
    meeting.link = "https://video.example/kanarie"
    meeting.save()
    rows.say(meeting, "kanarie", is_confidential=True)
    rows.call(meeting, on=CALLED)
    page = found(meeting)[""]
    assert "kanarie" not in page.fragment + page.facts + page.description
    assert 'id="p1"' in page.fragment


def test_the_agenda_says_how_often_published_protocols_tabled_a_question(council: Council, matter: Matter) -> None:
    before = [rows.hold(council, day) for day in ("2031-01-10", "2031-02-10")]
    items = [rows.say(meeting, "Muddring", "Bordläggs", matter=matter) for meeting in before]
    coming = rows.hold(council, "2031-03-04", status=MeetingStatus.PLANNED)
    last = rows.say(coming, "Muddring", matter=matter)
    rows.carry(items[0], items[1])
    rows.carry(items[1], last)
    rows.publish(before[0], on=date(2031, 2, 1))
    rows.send(before[1])
    rows.call(coming, on=CALLED)
    assert "Bordlagt 1 gång sedan 10 januari 2031" in words(_untagged(found(coming)[""].fragment))
    rows.publish(before[1], on=date(2031, 3, 1))
    assert "Bordlagt 2 gånger sedan 10 januari 2031" in words(_untagged(found(coming)[""].fragment))


def _untagged(fragment: str) -> str:
    return "".join(part.partition(">")[2] or part for part in fragment.split("<"))


def test_while_the_protocol_is_awaited_the_page_says_when_it_is_expected_and_not_a_word_of_it(meeting: Meeting) -> None:
    rows.call(meeting, on=CALLED)
    rows.send(meeting)
    rows.hold(meeting.council, "2031-04-08", status=MeetingStatus.CANCELLED)
    rows.hold(meeting.council, "2031-05-06", status=MeetingStatus.PLANNED)
    page = found(meeting)[""]
    assert (facts(page)["state"], facts(page)["expected_on"]) == ("notice", "2031-05-06")
    assert "rutten" not in page.fragment + page.facts


def test_another_rule_for_approval_expects_no_meeting(meeting: Meeting, council: Council) -> None:
    council.approval_rule = "chair"
    council.save()
    rows.call(meeting, on=CALLED)
    rows.hold(council, "2031-05-06", status=MeetingStatus.PLANNED)
    assert facts(found(meeting)[""])["expected_on"] == ""


def test_a_sent_protocol_without_a_public_notice_says_only_that_it_is_awaited(meeting: Meeting) -> None:
    assert found(meeting) == {}
    rows.send(meeting)
    page = found(meeting)[""]
    assert (page.kind, page.fragment, facts(page)["place"]) == ("notice", "", "")


def test_a_cancelled_meeting_says_so_and_a_moved_one_leads_on(council: Council) -> None:
    meetings = [rows.hold(council, day, status=MeetingStatus.PLANNED) for day in ("2031-03-04", "2031-03-11")]
    for one in meetings:
        rows.say(one, "Bryggan")
    rows.call(meetings[0], on=CALLED)
    meetings[0].status, meetings[0].status_reason = MeetingStatus.CANCELLED, "Storm"
    meetings[0].save()
    assert (facts(found(meetings[0])[""])["state"], facts(found(meetings[0])[""])["reason"]) == ("cancelled", "Storm")
    meetings[0].status, meetings[0].moved_to = MeetingStatus.MOVED, meetings[1]
    meetings[0].save()
    rows.call(meetings[1], on=CALLED)
    moved = facts(found(meetings[0])[""])
    assert (moved["state"], moved["moved_to"]) == ("moved", "2031-03-11")


def test_a_members_only_council_has_no_pages(meeting: Meeting, council: Council) -> None:
    council.members_only = True
    council.save()
    rows.call(meeting, on=CALLED)
    rows.publish(meeting, on=PUBLISHED)
    assert found(meeting) == {}


# --- A published protocol


def test_a_published_protocol_has_a_page_each_item_one_and_each_format(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    kinds = {part: page.kind for part, page in found(meeting).items()}
    items = dict.fromkeys(["p1", "p2", "p3"], PageKind.ITEM)
    assert kinds == {"": PageKind.PROTOCOL, **items, "txt": PageKind.TEXT, "json": PageKind.DATA}
    assert found(meeting).keys() == found(meeting, "en").keys()


def test_an_approved_protocol_is_not_a_published_one(meeting: Meeting) -> None:
    rows.approve(rows.send(meeting), on=PUBLISHED)
    assert {page.kind for page in found(meeting).values()} == {PageKind.NOTICE}


def test_the_page_shows_the_version_and_not_what_is_written_now(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    item = meeting.items.get(anchor="p2")
    item.text, item.title = "kanarie", "kanarie"
    item.save()
    shown = found(meeting)
    assert "rutten" in shown[""].fragment
    assert "kanarie" not in "".join(page.fragment + page.facts + page.title for page in shown.values())


def test_the_facts_of_a_protocol_leave_formal_items_out_of_the_sums(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    known = facts(found(meeting)[""])
    assert known["sums"] == {"decisions": 1, "tabled": 1, "actions": 1}
    assert known["brief"] == {
        "decisions": [{"text": "Rådet lagar bryggan.", "anchor": "p2", "number": "§\u00a02"}],
        "tabled": [{"text": "Muddring", "anchor": "p3", "number": "§\u00a03"}],
        "actions": [{"text": "Bo Boj: köper virke", "anchor": "p2", "number": "§\u00a02, senast 1\u00a0april 2031"}],
    }
    assert (known["state"], known["edition"], known["published_on"], known["corrected_on"]) == (
        "protocol",
        1,
        "2031-04-01",
        "",
    )
    assert (known["summary"], known["held_on"], known["item_count"]) == ("Bryggan lagas.", "2031-03-04", 3)
    assert known["seats"] == [
        {"side": "Seglarna", "present": 1, "of": 2},
        {"side": "Hamnkontoret", "present": 1, "of": 1},
    ]


def test_the_facts_of_an_item_say_its_number_title_matter_and_outcomes(meeting: Meeting, matter: Matter) -> None:
    item = meeting.items.get(anchor="p3")
    item.matter = matter
    item.save()
    rows.publish(meeting, on=PUBLISHED)
    page = found(meeting)["p3"]
    assert page.title == "§\u00a03 Muddring, 4\u00a0mars 2031"
    assert page.item == item
    assert {key: facts(page)[key] for key in ("number", "title", "matter", "outcomes")} == {
        "number": "§\u00a03",
        "title": "Muddring",
        "matter": "2031-3",
        "outcomes": ["tabled"],
    }


def test_a_council_that_says_item_gets_item(meeting: Meeting, council: Council) -> None:
    council.item_label = "point"
    council.save()
    rows.publish(meeting, on=PUBLISHED)
    assert facts(found(meeting)["p3"])["number"] == "punkt\u00a03"
    assert facts(found(meeting, "en")["p3"])["number"] == "item\u00a03"


# --- How it was approved


def test_the_approving_meeting_is_named_and_linked_once_its_own_protocol_is_public(meeting: Meeting) -> None:
    after = rows.hold(meeting.council, "2031-05-06")
    item = rows.say(after, "Föregående protokoll", kind="previous_protocols")
    rows.approve(rows.send(meeting), on=after.held_on, at=item)
    rows.publish(meeting, on=date(2031, 5, 7))
    line = "Godkänt vid mötet 6\u00a0maj 2031"
    assert facts(found(meeting)[""])["approved_line"] == line
    assert "moten/2031-05-06" not in found(meeting)[""].fragment
    rows.publish(after, on=date(2031, 6, 1))
    assert facts(found(meeting)[""])["approved_line"] == f"{line}, §\u00a01"
    assert 'href="/hamnradet/moten/2031-05-06/#p1"' in found(meeting)[""].fragment
    assert 'href="/hamnradet/moten/2031-03-04/"' in found(after)[""].fragment


@pytest.mark.parametrize(
    ("basis", "line"),
    [
        (Basis.PAPER, "Underskrivet på papper"),
        (Basis.UNKNOWN, "Uppgift om godkännande saknas"),
        (Basis.MEETING, "Godkänt: 5 maj, punkt 2"),
    ],
)
def test_an_old_protocol_says_on_what_ground_it_counts_as_approved(meeting: Meeting, basis: Basis, line: str) -> None:
    protocol = Protocol.objects.get(meeting=meeting)
    protocol.basis, protocol.basis_note = basis, "5 maj, punkt 2"
    protocol.source = SourceDocument.objects.create(sha256="c" * 64, name="gammalt.txt", content=b"kanarie")
    protocol.save()
    rows.publish(meeting, on=PUBLISHED)
    assert facts(found(meeting)[""])["approved_line"] == line
    assert "Importerat protokoll." in found(meeting)[""].fragment


# --- Editions


def correct(meeting: Meeting, *, on: date, old: str = "rutten", new: str = "murken") -> None:
    """A slip of the pen is corrected, and a new edition is published."""
    protocol = Protocol.objects.get(meeting=meeting, part_number=0)
    base = protocol.approved_version
    assert base is not None
    path = "items/p2/blocks/0"
    secretary, chair = (Member.objects.create(name=name) for name in ("Signe", "Olle"))
    version = rows.freeze(protocol, build.replace(base, [(path, old, new)]))
    Correction.objects.create(
        protocol=protocol,
        base=base,
        kind="slip",
        place=path,
        old=old,
        new=new,
        why="Skrivfel.",
        written_by=secretary,
        written_at=clock.now(),
        confirmed_by=chair,
        confirmed_at=rows.moment(on),
        version=version,
    )
    protocol = version.protocol
    protocol.approved_version = version
    protocol.save()
    rows.publish(meeting, on=on, kind=PublicationKind.CORRECTED, reason="Skrivfel.")


def test_a_correction_is_noted_with_both_wordings_and_the_earlier_edition_stays(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    correct(meeting, on=LATER)
    shown = found(meeting)
    assert facts(shown[""]) | {"edition": 2, "published_on": "2031-04-01", "corrected_on": "2031-05-01"} == facts(
        shown[""]
    )
    assert "Bryggan är murken." in shown["p2"].fragment
    assert "Rättat 1 maj 2031: ”rutten” ändrat till ”murken”. Skrivfel." in words(shown["p2"].fragment)
    assert "Bryggan är rutten." in shown["utgava/1"].fragment
    assert "Du läser utgåva 1. Utgåva 2 gäller." in words(shown["utgava/1"].fragment)
    assert facts(shown["utgava/1"])["edition"] == 1
    assert 'href="/hamnradet/moten/2031-03-04/utgava/1/"' in shown[""].fragment


def test_a_suppressed_edition_says_when_and_why_and_its_wording_is_told_nowhere(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    correct(meeting, on=LATER)
    rows.publish(meeting, on=LATER, kind=PublicationKind.SUPPRESSED, reason="Ett telefonnummer.", edition=1)
    shown = found(meeting)
    gone = facts(shown["utgava/1"])["gone"]
    assert (shown["utgava/1"].kind, gone) == (
        PageKind.GONE,
        {"on": "2031-05-01", "why": "Ett telefonnummer.", "by": "sekreteraren"},
    )
    assert "rutten" not in "".join(page.fragment + page.facts for page in shown.values())
    assert "utgava/1" not in "".join(page.fragment for page in shown.values())
    assert "Rättat 1 maj 2031." in words(shown["p2"].fragment)


def test_a_withdrawn_protocol_is_gone_with_its_formats(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    rows.publish(meeting, on=LATER, kind=PublicationKind.WITHDRAWN, reason="Fel bilaga.")
    shown = found(meeting)
    assert {part: page.kind for part, page in shown.items()} == dict.fromkeys(["", "txt", "json"], PageKind.GONE)
    assert facts(shown[""])["gone"]["why"] == "Fel bilaga."
    assert "rutten" not in "".join(page.fragment + page.facts for page in shown.values())


def test_what_was_withdrawn_stays_away_when_the_protocol_comes_again(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    rows.publish(meeting, on=LATER, kind=PublicationKind.WITHDRAWN, reason="Fel bilaga.")
    rows.publish(meeting, on=LATER)
    shown = found(meeting)
    assert (shown[""].kind, facts(shown[""])["edition"]) == (PageKind.PROTOCOL, 2)
    assert shown["utgava/1"].kind == PageKind.GONE


# --- What is made anew


def test_pages_that_say_the_same_have_the_same_etag(meeting: Meeting) -> None:
    rows.publish(meeting, on=PUBLISHED)
    first, second = ({part: page.etag for part, page in found(meeting).items()} for _ in range(2))
    assert first == second
    assert len(set(first.values())) == len(first)


def test_the_meetings_that_speak_of_a_meeting_are_known(council: Council, matter: Matter) -> None:
    first, second, third = (rows.hold(council, day) for day in ("2031-01-10", "2031-02-10", "2031-03-10"))
    alone = rows.hold(council, "2031-04-10")
    items = [rows.say(one, "Muddring", "Bordläggs", matter=matter) for one in (first, second, third)]
    rows.carry(items[0], items[1])
    rows.carry(items[1], items[2])
    approving = rows.say(alone, "Föregående protokoll")
    ProtocolApproval.objects.create(item=approving, protocol=Protocol.objects.get(meeting=third))
    assert pages.related(first) == {second, third}
    assert pages.related(second) == {first, third}
    assert pages.related(third) == {first, second, alone}
    assert pages.related(alone) == {third}
