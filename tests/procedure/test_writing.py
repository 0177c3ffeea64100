"""Words are kept as they are typed; what they decide follows at a checkpoint."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from meetings.models import AgendaItem, ApprovalRule, PrivateNote, Protocol, Stance
from meetings.models.base import StaleRowError
from meetings.procedure import answering, drafting, writing
from tests.support import council
from tests.support.council import World
from tests.support.histories import history
from tests.support.refusals import refusal
from tests.support.threads import at_once

# Lock, mandate, approval, update; and the two that open and close a savepoint in a test.
KEEPING = 6


@pytest.fixture
def protocol(world: World) -> Protocol:
    return council.opened(world, written={"Bryggan": "", "Kranen": ""})


def bridge(protocol: Protocol) -> AgendaItem:
    return council.item(protocol.meeting, "Bryggan")


def keep(item: AgendaItem, words: str, world: World, *, by: str = "secretary") -> AgendaItem:
    person = getattr(world, by)
    return writing.keep(item, title=item.title, written=words, row_version=item.row_version, by=person)


def saved_by(item: AgendaItem) -> list[tuple[str, int | None]]:
    """The texts in the item's history, the latest first, and who wrote each."""
    return [(row.text, row.history_member_id) for row in history(AgendaItem).filter(id=item.pk)]


def test_what_is_typed_is_kept_without_a_history_row_and_unread(world: World, protocol: Protocol) -> None:
    item = bridge(protocol)
    before = saved_by(item)
    kept = keep(keep(item, "Bordl", world), "Bordläggs", world)
    assert bridge(protocol).text == "Bordläggs"
    assert (saved_by(item), item.decisions.count()) == (before, 0)
    assert (kept.row_version, kept.typed_by) == (item.row_version + 2, world.secretary)


def test_a_checkpoint_reads_it_and_gives_the_history_one_row(world: World, protocol: Protocol) -> None:
    item = bridge(protocol)
    rows = len(saved_by(item))
    for words in ("B", "Bord", "Bordläggs"):
        item = keep(item, words, world)
    item = writing.save_item(item, written="Bordläggs", row_version=item.row_version, by=world.secretary)
    assert saved_by(item)[0] == ("Bordläggs", world.secretary.pk)
    assert len(saved_by(item)) == rows + 1
    assert [one.outcome for one in item.decisions.all()] == ["tabled"]
    assert (item.typed_by, item.typed_at) == (None, None)


def test_keeping_what_stands_is_harmless(world: World, protocol: Protocol) -> None:
    item = keep(bridge(protocol), "Vi talade.", world)
    assert keep(item, "Vi talade.", world).row_version == item.row_version


def test_the_later_of_two_does_not_overwrite(world: World, protocol: Protocol) -> None:
    old = bridge(protocol)
    keep(old, "Mitt", world)
    with pytest.raises(StaleRowError):
        keep(old, "Ditt", world, by="deputy")
    assert bridge(protocol).text == "Mitt"


def test_the_history_says_whose_words_they_were(world: World, protocol: Protocol) -> None:
    item = keep(bridge(protocol), "Signes ord.", world)
    item = keep(item, "Signes ord. Violas ord.", world, by="deputy")
    writing.save_item(item, row_version=item.row_version, by=world.secretary)
    assert saved_by(item)[:2] == [
        ("Signes ord. Violas ord.", world.deputy.pk),
        ("Signes ord.", world.secretary.pk),
    ]


def test_somebody_elses_checkpoint_does_not_take_my_words(world: World, protocol: Protocol) -> None:
    item = keep(bridge(protocol), "Signes ord.", world)
    writing.save_item(item, written="Violas ord.", row_version=item.row_version, by=world.deputy)
    assert saved_by(item)[:2] == [("Violas ord.", world.deputy.pk), ("Signes ord.", world.secretary.pk)]


def test_closing_reads_what_was_typed(world: World, protocol: Protocol) -> None:
    item = keep(bridge(protocol), "Uppdrag: Mäta bryggan @Lars Ledamot", world)
    drafting.close_meeting(protocol.meeting, by=world.secretary)
    assert [task.what for task in item.actions.all()] == ["Mäta bryggan"]
    assert saved_by(item)[0][0] == "Uppdrag: Mäta bryggan @Lars Ledamot"


def test_sending_reads_what_was_typed(world: World) -> None:
    protocol = council.held_meeting(world)
    item = keep(bridge(protocol), "Beslut: Att måla bryggan.", world)
    drafting.send(protocol, by=world.secretary)
    assert [one.sentence for one in item.decisions.all()] == ["Att måla bryggan."]


def test_approval_lets_what_was_typed_give_way_and_keeps_it_in_the_history(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.CHAIR)
    assert protocol.version
    item = keep(bridge(protocol), "Något annat.", world)
    answering.answer(protocol.version, by=world.chair, stance=Stance.APPROVE)
    item = bridge(protocol)
    assert (item.text, item.typed_by) == (council.WRITTEN["Bryggan"], None)
    assert saved_by(item)[1] == ("Något annat.", world.secretary.pk)


def test_approval_erases_what_was_noted_for_nobody_else(world: World) -> None:
    protocol = council.sent_protocol(world, rule=ApprovalRule.CHAIR)
    assert protocol.version
    PrivateNote.objects.create(item=bridge(protocol), member=world.secretary, text="Ring Lars")
    answering.answer(protocol.version, by=world.chair, stance=Stance.APPROVE)
    assert not PrivateNote.objects.exists()


def test_nothing_is_typed_by_others_before_the_meeting_or_after_approval(world: World) -> None:
    planned = council.item(council.planned(world), "Bryggan")
    approved = bridge(council.approved_protocol(world))
    opened = bridge(council.opened(world, on=council.day(-3)))
    assert refusal(lambda: keep(planned, "Ord", world)) == ["not_begun"]
    assert refusal(lambda: keep(approved, "Ord", world)) == ["approved"]
    assert refusal(lambda: keep(opened, "Ord", world, by="chair")) == ["not_secretary"]
    assert refusal(lambda: keep(opened, "A\0", world)) == ["nul"]


def test_keeping_asks_few_questions(
    world: World, protocol: Protocol, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = bridge(protocol)
    with django_assert_num_queries(KEEPING):
        keep(item, "Bordläggs", world)


def test_the_history_is_whole_while_somebody_types(world: World, protocol: Protocol) -> None:
    keep(bridge(protocol), "Ord", world)
    call_command("check_history")


def test_an_approved_text_cannot_hide_behind_typing(world: World) -> None:
    item = bridge(council.approved_protocol(world))
    with connection.cursor() as cursor:
        words = "UPDATE meetings_agendaitem SET text = 'x', typed_at = %s, typed_by_id = %s WHERE id = %s"
        cursor.execute(words, [council.moment(council.day(0)), world.secretary.pk, item.pk])
    with pytest.raises(CommandError, match="differences"):
        call_command("check_history")


def test_of_two_who_type_at_once_one_is_told(lasting_world: World) -> None:
    world = lasting_world
    protocol = council.opened(world, written={"Bryggan": ""})
    item = bridge(protocol)

    def types(who: str) -> str:
        try:
            return keep(item, who, world, by=who).text
        except StaleRowError:
            return "told"

    found = at_once(lambda: types("secretary"), lambda: types("deputy"))
    assert sorted(map(str, found)) in (["secretary", "told"], ["deputy", "told"])
    assert bridge(protocol).text in found
