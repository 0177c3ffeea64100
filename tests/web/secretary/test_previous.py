"""Previous protocols on a later agenda: one row each, confirmed by a second person."""

from datetime import date

import pytest
from django.test import Client

from meetings.models import AgendaItem, ItemKind, Letter, LetterKind, Meeting, ProtocolApproval, Stance, State
from meetings.procedure import answering, calling, drafting, writing
from tests.web.secretary.conftest import Island

BEFORE = date(2031, 2, 4)


@pytest.fixture
def row(island: Island) -> ProtocolApproval:
    """A sent protocol that stands on the agenda of today's meeting, which is under way."""
    protocol = island.sent("Rådet talade om farjan.\n\nGodkänns", BEFORE)
    assert protocol.version is not None
    answering.answer(protocol.version, by=island.member, stance=Stance.OBJECT, comment="Färjan är felstavad.")
    meeting = island.planned()
    drafting.open_meeting(meeting, by=island.secretary)
    return ProtocolApproval.objects.select_related("item", "protocol").get(item__meeting=meeting)


def page_of(row: ProtocolApproval) -> str:
    return f"/arbete/punkter/{row.item_id}/"


def decided(row: ProtocolApproval, outcome: str, *changes: tuple[str, str, str], **item: str) -> dict[str, str]:
    """The page's form, with the row as it was read and what was chosen."""
    kept = AgendaItem.objects.get(pk=row.item_id)
    sent = {"title": kept.title, "text": kept.text, "row_version": str(kept.row_version), **item}
    sent |= {f"row{row.pk}-outcome": outcome, f"row{row.pk}-row_version": str(row.row_version)}
    sent[f"initial-row{row.pk}-outcome"] = row.outcome
    for n, change in enumerate(changes):
        sent |= {f"row{row.pk}-{name}{n}": said for name, said in zip(("place", "old", "new"), change, strict=True)}
    return sent


def test_the_item_shows_who_objects_and_what(row: ProtocolApproval, secretary: Client) -> None:
    page = secretary.get(page_of(row)).content.decode()
    assert "Protokoll 4\xa0februari 2031" in page
    assert "Färjan är felstavad." in page


def test_approved_as_sent_waits_for_a_second_person(row: ProtocolApproval, secretary: Client) -> None:
    answer = secretary.post(page_of(row), decided(row, "as_sent"))
    assert answer["Location"] == page_of(row)
    assert "Väntar på bekräftelse." in secretary.get(page_of(row)).content.decode()
    row.protocol.refresh_from_db()
    assert row.protocol.state == State.UNDER_REVIEW


def test_changes_name_the_place_the_old_words_and_the_new(row: ProtocolApproval, secretary: Client) -> None:
    item = AgendaItem.objects.get(meeting=row.protocol.meeting_id, title="Färjan")
    place = f"items/{item.anchor}/blocks/0"
    secretary.post(page_of(row), decided(row, "with_changes", (place, "farjan", "färjan")))
    assert list(row.changes.values_list("place", "old", "new")) == [(place, "farjan", "färjan")]


def test_words_that_do_not_stand_there_are_refused_and_stay_in_the_form(
    row: ProtocolApproval, secretary: Client
) -> None:
    item = AgendaItem.objects.get(meeting=row.protocol.meeting_id, title="Färjan")
    change = (f"items/{item.anchor}/blocks/0", "ubåten", "färjan")
    page = secretary.post(page_of(row), decided(row, "with_changes", change)).content.decode()
    assert "error-summary" in page
    assert "ubåten" in page
    row.refresh_from_db()
    assert row.outcome == ""


def test_the_same_decision_twice_is_harmless_and_another_meanwhile_is_a_conflict(
    row: ProtocolApproval, secretary: Client
) -> None:
    sent = decided(row, "as_sent")
    assert [secretary.post(page_of(row), sent).status_code for _ in range(2)] == [302, 302]
    refused = secretary.post(page_of(row), decided(row, "tabled", text="Ett tillägg."))
    assert refused.status_code == 409
    page = refused.content.decode()
    said = "Någon annan har skrivit om protokollet från 4\xa0februari 2031: godkänt som det sändes ut."
    assert [words in page for words in (said, "Ett tillägg.", 'value="tabled" id=')] == [True, True, True]
    row.refresh_from_db()
    secretary.post(page_of(row), decided(row, "tabled"))
    row.refresh_from_db()
    assert row.outcome == "tabled"


def test_the_text_and_the_rows_are_saved_together_and_what_nobody_touched_is_left(
    row: ProtocolApproval, secretary: Client
) -> None:
    typed = decided(row, "", text="Mötet gick igenom protokollet.")
    assert secretary.post(page_of(row), typed).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, AgendaItem.objects.get(pk=row.item_id).text) == ("", "Mötet gick igenom protokollet.")
    saved = secretary.post(page_of(row), decided(row, "tabled", text="Mötet hann inte."), follow=True)
    assert "Det gäller när någon annan som var där bekräftar." not in saved.content.decode()
    row.refresh_from_db()
    assert (row.outcome, AgendaItem.objects.get(pk=row.item_id).text) == ("tabled", "Mötet hann inte.")


def test_a_text_that_is_refused_saves_no_row_and_writes_no_letter(row: ProtocolApproval, secretary: Client) -> None:
    page = secretary.post(page_of(row), decided(row, "as_sent", title="")).content.decode()
    assert 'value="as_sent" id=' in page
    row.refresh_from_db()
    assert (row.outcome, Letter.objects.filter(kind=LetterKind.CONFIRM).count()) == ("", 0)


def test_two_texts_side_by_side_carry_what_was_chosen_in_the_rows(row: ProtocolApproval, secretary: Client) -> None:
    sent = decided(row, "as_sent", text="Min text.")
    item = AgendaItem.objects.get(pk=row.item_id)
    writing.save_item(item, written="Deras text.", row_version=item.row_version, by=None)
    refused = secretary.post(page_of(row), sent)
    assert refused.status_code == 409
    assert refused.content.decode().count(f'name="row{row.pk}-outcome" value="as_sent"') == 2
    row.refresh_from_db()
    assert row.outcome == ""


def test_a_row_that_is_refused_keeps_the_text_that_was_typed(row: ProtocolApproval, secretary: Client) -> None:
    refused = secretary.post(page_of(row), decided(row, "with_changes", text="Två ändringar gjordes."))
    assert "Två ändringar gjordes.</textarea>" in refused.content.decode()
    assert AgendaItem.objects.get(pk=row.item_id).text == ""


def test_what_took_effect_is_no_form_any_more(row: ProtocolApproval, secretary: Client, island: Island) -> None:
    from meetings.procedure import approving  # noqa: PLC0415 - only this test goes on to the second person

    secretary.post(page_of(row), decided(row, "as_sent"))
    approving.confirm_row(row, by=island.chair)
    page = secretary.get(page_of(row)).content.decode()
    assert "Bekräftat av Olof Ordförande." in page
    assert f"row{row.pk}-outcome" not in page


def test_the_chair_decides_nothing_here(row: ProtocolApproval, chair: Client, stranger: Client) -> None:
    assert chair.post(page_of(row), decided(row, "as_sent")).status_code == 403
    assert stranger.post(page_of(row), decided(row, "as_sent")).status_code == 404


def test_a_meeting_without_previous_protocols_has_an_empty_item(island: Island, secretary: Client) -> None:
    meeting: Meeting = calling.plan(island.council, held_on=BEFORE, by=island.secretary)
    item = meeting.items.get(kind=ItemKind.PREVIOUS_PROTOCOLS)
    assert "prev-row" not in secretary.get(f"/arbete/punkter/{item.pk}/").content.decode()
