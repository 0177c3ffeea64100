"""Deciding: the text is the truth, and its decisions, tasks and groups follow it (rules 1 and 2)."""

import pytest

from meetings.models import (
    ActionItem,
    ActionResponsible,
    AgendaItem,
    Decision,
    MemberAlias,
    TabledItem,
    UpdateKind,
    WorkingGroup,
)
from meetings.models.base import StaleRowError
from meetings.procedure import assigning, deciding, writing
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal


@pytest.fixture
def item(world: World) -> AgendaItem:
    """An item of a meeting under way, with nothing written."""
    return council.item(council.opened(world, written={"Bryggan": ""}).meeting, "Bryggan")


def write(item: AgendaItem, words: str, world: World) -> AgendaItem:
    return council.write(item, words, by=world.secretary)


def decided(item: AgendaItem) -> list[tuple[str, str]]:
    return list(item.decisions.order_by("position").values_list("outcome", "sentence"))


def test_rule_2_one_item_has_several_outcomes(world: World, item: AgendaItem) -> None:
    words = "Frågan väcktes.\n\nArbetsgrupp: @Lars Ledamot (sammankallande), @Gerd Granne. Mäta bryggan.\n\nBordläggs"
    write(item, words, world)
    assert decided(item) == [("tabled", "Bordläggs")]
    [group] = item.groups.all()
    assert [(one.member, one.is_convener) for one in group.people.all()] == [
        (world.member, True),
        (world.neighbour, False),
    ]
    write(item, words + "\n\nUppdrag: Ringa kommunen @Gerd Granne\n\nBeslut: Att laga räcket.", world)
    assert decided(item) == [("tabled", "Bordläggs"), ("adopted", "Att laga räcket.")]
    assert [action.what for action in item.actions.all()] == ["Ringa kommunen"]


def test_no_outcome_is_guessed(world: World, item: AgendaItem) -> None:
    write(item, "Mötet talade länge om att bordlägga frågan och beslutade nästan.", world)
    assert decided(item) == []


def test_rule_1_rows_keep_their_identity_when_the_text_is_reworded_or_reordered(world: World, item: AgendaItem) -> None:
    write(item, "Beslut: Att laga bryggan.\n\nBeslut: Att måla fyren.", world)
    bridge, light = item.decisions.order_by("position")
    write(item, "Beslut: Att måla fyren.\n\nBeslut: Att laga bryggan nu.", world)
    assert list(item.decisions.order_by("position")) == [light, bridge]
    assert Decision.objects.get(pk=bridge.pk).sentence == "Att laga bryggan nu."


def test_rule_1_a_row_that_the_text_no_longer_says_is_dropped(world: World, item: AgendaItem) -> None:
    write(item, "Bordläggs\n\nUppdrag: Mäta @Lars Ledamot\n\nArbetsgrupp: @Lars Ledamot, @Gerd Granne", world)
    write(item, "Ingenting blev sagt.", world)
    kinds = (Decision, TabledItem, ActionItem, ActionResponsible, WorkingGroup)
    assert [kind.objects.count() for kind in kinds] == [0, 0, 0, 0, 0]


def test_saving_what_stands_leaves_no_history(world: World, item: AgendaItem) -> None:
    words = "Bordläggs\n\nUppdrag: Mäta @Lars Ledamot senast 3 mars\n\nArbetsgrupp: @Lars Ledamot, @Gerd Granne"
    write(item, words, world)
    rows = [item, item.decisions.get(), item.actions.get(), item.groups.get(), TabledItem.objects.get()]
    before = [type(row).objects.get(pk=row.pk).row_version for row in rows]
    write(item, words, world)
    assert [type(row).objects.get(pk=row.pk).row_version for row in rows] == before


def test_rule_1_a_task_somebody_reported_on_is_never_dropped(world: World, item: AgendaItem) -> None:
    write(item, "Uppdrag: Mäta bryggan @Lars Ledamot", world)
    assigning.report(item.actions.get(), by=world.member, kind=UpdateKind.NOTE, text="På gång.")
    assert refusal(lambda: write(item, "Ingenting.", world)) == ["reported"]
    write(item, "Uppdrag: Mäta hela bryggan @Lars Ledamot", world)
    assert item.actions.get().what == "Mäta hela bryggan"


def test_rule_1_a_tabling_with_a_live_successor_is_neither_dropped_nor_changed(world: World, item: AgendaItem) -> None:
    later = council.planned(world, titles=())
    write(item, "Bordläggs", world)
    write(item, "Bordläggs tills vidare", world)
    assert later.items.filter(title="Bryggan").count() == 0
    write(item, "Bordläggs", world)
    council.begun(world, later)
    write(council.item(later, "Bryggan"), "Diskuterades.", world)
    assert refusal(lambda: write(item, "Beslut: Att laga bryggan.", world)) == ["live_successor"]
    assert refusal(lambda: write(item, "Bordläggs tills vidare", world)) == ["live_successor"]
    write(item, "Mer prosa.\n\nBordläggs", world)
    assert decided(item) == [("tabled", "Bordläggs")]


def test_a_name_is_paired_only_when_exactly_one_person_bears_it(world: World, item: AgendaItem) -> None:
    MemberAlias.objects.create(member=world.neighbour, name="Gerda Granne")
    council.sit(world.council, council.person("Kim Ek"))
    twin = council.person("Kim Eka")
    twin.name = "Kim Ek"
    twin.save()
    council.sit(world.council, twin)
    write(item, "Uppdrag: Mäta @Lars Ledamot, @Gerda Granne, @Kim Ek, @Lars", world)
    assert {(one.printed_name, one.member) for one in item.actions.get().responsible.all()} == {
        ("Lars Ledamot", world.member),
        ("Gerda Granne", world.neighbour),
        ("Kim Ek", None),
        ("Lars", None),
    }


def test_a_group_that_others_point_to_lives_on_without_its_line(world: World, item: AgendaItem) -> None:
    write(item, "Arbetsgrupp: @Lars Ledamot, @Gerd Granne\n\nBordläggs tills arbetsgruppen redovisar", world)
    [group] = WorkingGroup.objects.all()
    assert TabledItem.objects.get().target_group == group
    write(item, "Bordläggs tills arbetsgruppen redovisar", world)
    group.refresh_from_db()
    assert group.item is None


def test_a_tabling_learns_of_a_group_written_after_it(world: World, item: AgendaItem) -> None:
    write(item, "Bordläggs tills arbetsgruppen redovisar", world)
    write(item, "Arbetsgrupp: @Lars Ledamot, @Gerd Granne\n\nBordläggs tills arbetsgruppen redovisar", world)
    assert TabledItem.objects.get().target_group == item.groups.get()
    write(item, "Arbetsgrupp: @Lars Ledamot, @Gerd Granne\n\nBordläggs", world)
    assert TabledItem.objects.get().target_group is None


def test_a_convener_is_one_at_a_time(world: World, item: AgendaItem) -> None:
    write(item, "Arbetsgrupp: @Lars Ledamot (sammankallande), @Gerd Granne", world)
    write(item, "Arbetsgrupp: @Lars Ledamot, @Gerd Granne (sammankallande)", world)
    assert [one.member for one in item.groups.get().people.filter(is_convener=True)] == [world.neighbour]


def test_rows_are_matched_by_wording_then_by_order() -> None:
    rows, written = ["a", "b", "c"], ["c", "x", "a"]
    kept, left = deciding.match(rows, written, lambda row, new: row == new, lambda _row, _new: True)
    assert (kept, left) == (["c", "b", "a"], [])
    assert deciding.match(rows, ["b"], lambda row, new: row == new) == (["b"], ["a", "c"])


# --- Saving an item


def test_nobody_silently_loses_anothers_text(world: World, item: AgendaItem) -> None:
    seen = item.row_version
    writing.save_item(item, row_version=seen, written="Signes ord.", by=world.secretary)
    with pytest.raises(StaleRowError):
        writing.save_item(item, row_version=seen, written="Violas ord.", by=world.deputy)
    assert AgendaItem.objects.get(pk=item.pk).text == "Signes ord."


def test_only_the_secretary_writes(world: World, item: AgendaItem) -> None:
    for by in (world.chair, world.member, world.guest, world.other_secretary):
        assert refusal(lambda who=by: council.write(item, "Mina ord.", by=who)) == ["not_secretary"]  # type: ignore[misc]  # mypy does not see the default
    assert council.write(item, "Violas ord.", by=world.deputy).text == "Violas ord."


def test_the_history_of_an_item_says_who_wrote(world: World, item: AgendaItem) -> None:
    council.write(item, "Violas ord.", by=world.deputy)
    latest = item.history.order_by("-history_id")[0]  # type: ignore[attr-defined]  # simple-history adds it
    assert (latest.text, latest.history_member_id) == ("Violas ord.", world.deputy.pk)


def test_what_cannot_be_kept_is_refused_in_words(world: World, item: AgendaItem) -> None:
    def save(**values: str) -> AgendaItem:
        return writing.save_item(item, row_version=item.row_version, by=world.secretary, **values)  # type: ignore[arg-type]  # texts alone

    assert refusal(lambda: save(written="a\0b")) == ["nul"]
    assert refusal(lambda: save(written="a\ud800b")) == ["surrogate"]
    assert refusal(lambda: save(title=" ")) == ["title"]


def test_nothing_is_written_before_the_meeting_or_after_approval(world: World) -> None:
    ahead = council.item(council.planned(world), "Bryggan")
    assert refusal(lambda: write(ahead, "Bordläggs", world)) == ["not_begun"]
    stands = council.item(council.approved_protocol(world).meeting, "Bryggan")
    assert refusal(lambda: write(stands, "Nya ord.", world)) == ["approved"]


def test_an_item_with_more_decisions_than_any_item_has_is_refused_at_once(world: World) -> None:
    protocol = council.opened(world)
    item = council.item(protocol.meeting, "Bryggan")
    assert refusal(lambda: council.write(item, "Beslut: att laga\n" * 201, by=world.secretary)) == ["too_many"]
