"""Forwarding: what was handed over is sent, and perhaps answered (rule 12)."""

from datetime import date

import pytest

from meetings.models import CorrectionKind, Decision, Forwarding, Meeting, Protocol, PublicPage
from meetings.models.base import StaleRowError
from meetings.procedure import correcting, drafting, forwarding, publishing
from tests.support import council
from tests.support.council import World, day
from tests.support.histories import history
from tests.support.refusals import refusal
from tests.support.traces import events, last_event

WORDS = "Beslut: Rådet vill ha en ny brygga.\nÖverlämnas till Hamnnämnden"


@pytest.fixture
def protocol(world: World) -> Protocol:
    """A protocol with the members that hands a question over; the meeting was a week ago."""
    return council.sent_protocol(world, written={"Bryggan": WORDS})


@pytest.fixture
def decision(protocol: Protocol) -> Decision:
    return Decision.objects.get(item__meeting=protocol.meeting, outcome="handed_over")


def send(decision: Decision, world: World, sent_on: date | None = None, **more: object) -> Forwarding:
    """Write down what became of it, as somebody who read it when nothing was written."""
    values = {"sent_on": sent_on or day(-5), "row_version": 0, "by": world.secretary, **more}
    return forwarding.write_down(decision, **values)  # type: ignore[arg-type]  # what a test gives


def test_what_was_sent_and_what_was_answered_is_written_down(world: World, decision: Decision) -> None:
    row = send(decision, world)
    assert (row.sent_on, row.answered_on, row.answer) == (day(-5), None, "")
    row = send(decision, world, answered_on=day(-1), answer=" Ja, nästa år. ", row_version=row.row_version)
    assert (row.sent_on, row.answered_on, row.answer) == (day(-5), day(-1), "Ja, nästa år.")
    event = last_event(decision.item.meeting)
    assert (event.step, event.member_id, event.about) == ("forward", world.secretary.pk, decision.item.anchor)
    assert history(row).count() == 2


def test_the_same_again_is_harmless(world: World, decision: Decision) -> None:
    row = send(decision, world)
    again = send(decision, world)  # as a double click sends it: with the version that was read
    assert (again, again.row_version) == (row, row.row_version)
    assert events(decision.item.meeting).count("forward") == 1


def test_nobody_writes_over_what_somebody_else_has_written_meanwhile(world: World, decision: Decision) -> None:
    send(decision, world)
    for stale in ({"row_version": 0}, {"row_version": 7}):
        with pytest.raises(StaleRowError):
            send(decision, world, day(-4), **stale)
    assert Forwarding.objects.get().sent_on == day(-5)


def test_only_the_secretary_writes_it_down(world: World, decision: Decision) -> None:
    for by in (world.chair, world.member, world.stranger, world.other_secretary):
        assert refusal(lambda who=by: send(decision, world, by=who)) == ["not_secretary"]  # type: ignore[misc]  # mypy does not see the default
    send(decision, world, by=world.deputy)


def test_the_days_come_in_order(world: World, decision: Decision) -> None:
    assert refusal(lambda: send(decision, world, day(-8))) == ["before"]
    assert refusal(lambda: send(decision, world, day(1))) == ["ahead"]
    assert refusal(lambda: send(decision, world, answered_on=day(-6))) == ["order"]
    assert refusal(lambda: send(decision, world, answered_on=day(1))) == ["ahead"]
    assert refusal(lambda: send(decision, world, answer="Ja.")) == ["unanswered"]
    nothing_sent = {"sent_on": None, "answered_on": day(-1), "row_version": 0, "by": world.secretary}
    assert refusal(lambda: forwarding.write_down(decision, **nothing_sent)) == ["unsent"]  # type: ignore[arg-type]  # what a test gives


def test_only_what_a_sent_protocol_hands_over_is_sent_on(world: World, decision: Decision) -> None:
    other = Decision.objects.get(item=decision.item, outcome="adopted")
    assert refusal(lambda: send(other, world)) == ["not_handed_over"]
    draft = council.held_meeting(world, on=day(-2), written={"Fyren": WORDS}).meeting
    drafted = Decision.objects.get(item__meeting=draft, outcome="handed_over")
    assert refusal(lambda: send(drafted, world, day(-1))) == ["not_sent"]


def test_rule_1_what_was_sent_is_not_taken_out_of_the_text_nor_changed(
    world: World, protocol: Protocol, decision: Decision
) -> None:
    row = send(decision, world)
    drafting.recall(protocol, reason="Fel dag.", by=world.secretary)
    for words in ("Beslut: Rådet vill ha en ny brygga.", WORDS.replace("Hamn", "Gatu")):
        assert refusal(lambda text=words: council.write(decision.item, text, by=world.secretary)) == ["forwarded"]  # type: ignore[misc]  # mypy does not see the default
    council.write(decision.item, f"Vi sågs vid bryggan.\n\n{WORDS}", by=world.secretary)
    assert Forwarding.objects.get() == row


def test_what_was_written_by_mistake_is_taken_back_and_holds_nothing(
    world: World, protocol: Protocol, decision: Decision
) -> None:
    row = send(decision, world)
    forwarding.write_down(decision, sent_on=None, row_version=row.row_version, by=world.secretary)
    drafting.recall(protocol, reason="Fel dag.", by=world.secretary)
    council.write(decision.item, "Beslut: Rådet vill ha en ny brygga.", by=world.secretary)
    assert not Forwarding.objects.exists()


# --- After the meeting


def said(meeting: Meeting, part: str) -> str:
    page = PublicPage.objects.get(meeting=meeting, part=part, language="sv")
    return page.fragment.replace("\u00a0", " ").partition("Efter mötet")[2]


def test_rule_12_the_public_reads_the_days_beside_the_published_item_and_not_the_answer(world: World) -> None:
    protocol = council.published_protocol(world, written={"Bryggan": WORDS})
    item = council.item(protocol.meeting, "Bryggan")
    decision = item.decisions.get(outcome="handed_over")
    frozen = protocol.approved_version
    assert said(protocol.meeting, item.anchor) == ""
    row = send(decision, world, day(-3))
    assert "Skickat till Hamnnämnden" in said(protocol.meeting, item.anchor)
    assert "Svar har inte kommit." in said(protocol.meeting, item.anchor)
    send(decision, world, day(-3), answered_on=day(-1), answer="kanarie", row_version=row.row_version)
    assert "Svarade" in said(protocol.meeting, item.anchor)
    assert not PublicPage.objects.filter(fragment__contains="kanarie").exists()
    assert not PublicPage.objects.filter(part="json", fragment__contains="Svarade").exists()
    assert council.again(protocol).approved_version == frozen


def test_of_what_an_edition_withholds_nothing_is_said(world: World) -> None:
    words = f"{WORDS}\nÖverlämnas till Gatunämnden"
    protocol = council.approved_protocol(world, written={"Bryggan": words})
    item = council.item(protocol.meeting, "Bryggan")
    for decision in item.decisions.filter(outcome="handed_over"):
        send(decision, world, day(-3))
    hidden = {f"items/{item.anchor}/blocks/1": "sekretess"}
    publishing.publish(protocol, by=world.secretary, reviewed=True, withheld=hidden)
    assert "Skickat till Gatunämnden" in said(protocol.meeting, item.anchor)
    assert not PublicPage.objects.filter(fragment__contains="Hamnnämnden").exists()


def test_a_misspelled_recipient_that_is_corrected_is_told_as_corrected(world: World) -> None:
    protocol = council.published_protocol(world, written={"Bryggan": WORDS})
    item = council.item(protocol.meeting, "Bryggan")
    send(item.decisions.get(outcome="handed_over"), world, day(-3))
    correction = correcting.write(
        protocol,
        kind=CorrectionKind.SLIP,
        place=f"items/{item.anchor}/blocks/1",
        old="Hamnnämnden",
        new="Hamn- och gatunämnden",
        why="Skrivfel.",
        by=world.secretary,
    )
    correcting.confirm(correction, by=world.chair)
    assert "Skickat till Hamn- och gatunämnden" in said(protocol.meeting, item.anchor)


def test_nothing_is_said_of_what_is_not_public(world: World, decision: Decision, protocol: Protocol) -> None:
    send(decision, world)
    pages = PublicPage.objects.filter(meeting=protocol.meeting)
    assert not pages.filter(fragment__contains="Hamnnämnden").exists()
