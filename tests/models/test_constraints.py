"""What must never be false is a constraint named as a sentence: for each, a row that would make it false."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from meetings.models import (
    ActionItem,
    ActionResponsible,
    AgendaItem,
    Answer,
    ApprovalChange,
    Attendance,
    Correction,
    Council,
    Decision,
    Forwarding,
    GroupMember,
    Letter,
    Mandate,
    Matter,
    Meeting,
    Member,
    MemberAlias,
    Notice,
    NumberSeries,
    Officer,
    Organisation,
    Phrase,
    Presenter,
    PrivateNote,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Publication,
    PublicPage,
    Reply,
    Seat,
    Side,
    StandingItem,
    Succession,
    TabledItem,
    User,
    WorkingGroup,
)
from tests.models.world import World

NOW = datetime(2031, 3, 5, 9, 0, tzinfo=UTC)
EARLIER = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


def _correction(w: World, **values: Any) -> Correction:  # noqa: ANN401 - any field
    facts = {"kind": "slip", "place": "p1", "old": "a", "new": "b", "why": "fel", "written_at": NOW, **values}
    return Correction.objects.create(protocol=w.protocol, base=w.version, written_by=w.secretary, **facts)


def _publication(w: World, **values: Any) -> Publication:  # noqa: ANN401 - any field
    facts = {
        "council": w.council,
        "sequence": 2,
        "edition": 2,
        "kind": "published",
        "made_at": NOW,
        "chain": "d" * 64,
        **values,
    }
    return Publication.objects.create(protocol=w.protocol, version=w.version, **facts)


def _answer(w: World, **values: Any) -> Answer:  # noqa: ANN401 - any field
    facts = {"stance": "approve", "method": "link", **values}
    return Answer.objects.create(version=w.version, root=w.version.root, member=w.chair, **facts)


def _mandate(w: World, **values: Any) -> Mandate:  # noqa: ANN401 - any field
    return Mandate.objects.create(council=w.council, member=w.chair, **{"from_on": date(2031, 1, 1), **values})


def _meeting(w: World, **values: Any) -> Meeting:  # noqa: ANN401 - any field
    return Meeting.objects.create(council=w.council, **{"key": "2031-04-01", "held_on": date(2031, 4, 1), **values})


def _attendance(w: World, **values: Any) -> Attendance:  # noqa: ANN401 - any field
    return Attendance.objects.create(meeting=w.meeting, **{"printed_name": "Olle", **values})


def _protocol(w: World, **values: Any) -> Protocol:  # noqa: ANN401 - any field
    return Protocol.objects.create(meeting=w.meeting, part_number=1, **values)


def _group_member(w: World, **values: Any) -> GroupMember:  # noqa: ANN401 - any field
    group, _ = WorkingGroup.objects.get_or_create(council=w.council, name="Bryggruppen")
    return GroupMember.objects.create(group=group, **values)


def _approval(w: World, **values: Any) -> ProtocolApproval:  # noqa: ANN401 - any field
    other = AgendaItem.objects.create(meeting=w.meeting, title="Föregående", anchor="p2")
    return ProtocolApproval.objects.create(item=other, protocol=w.protocol, **values)


def _tabled(w: World, **values: Any) -> TabledItem:  # noqa: ANN401 - any field
    return TabledItem.objects.create(decision=w.decision, **values)


def _page(w: World) -> PublicPage:
    return PublicPage.objects.create(meeting=w.meeting, part="", language="sv", kind="gone", changed_at=NOW)


def _letter(w: World, **values: Any) -> Letter:  # noqa: ANN401 - any field
    return Letter.objects.create(member=w.chair, kind="notice", meeting=w.meeting, message_id="1@example", **values)


def _twice(make: Callable[[], object]) -> None:
    make()
    make()


BREAKERS: dict[str, Callable[[World], object]] = {
    "a_council_that_ended_says_why": lambda _: Council.objects.create(slug="x", name="X", ended_on=NOW.date()),
    "a_council_address_is_no_fixed_word": lambda _: Council.objects.create(slug="arbete", name="X"),
    "a_council_follows_another_once": lambda w: _twice(
        lambda: Succession.objects.create(
            council=w.council, successor=Council.objects.get_or_create(slug="nya", name="Nya")[0]
        )
    ),
    "a_council_does_not_follow_itself": lambda w: Succession.objects.create(council=w.council, successor=w.council),
    "a_council_names_each_side_once": lambda w: _twice(lambda: Side.objects.create(council=w.council, name="Kajen")),
    "a_side_names_each_organisation_once": lambda w: _twice(
        lambda: Organisation.objects.create(
            side=Side.objects.get_or_create(council=w.council, name="Kajen")[0], name="Roddarna"
        )
    ),
    "a_matter_number_is_used_once": lambda w: _twice(
        lambda: Matter.objects.create(council=w.council, year=2031, serial=1, title="Bryggan")
    ),
    "a_person_has_a_name": lambda _: Member.objects.create(name=""),
    "a_spelling_is_noted_once_for_a_person": lambda w: _twice(
        lambda: MemberAlias.objects.create(member=w.chair, name="Ole")
    ),
    "a_meeting_key_is_used_once": lambda w: _meeting(w, key=w.meeting.key),
    "a_meeting_ends_after_it_begins": lambda w: _meeting(w, starts_at=NOW, ends_at=EARLIER),
    "only_a_moved_meeting_points_on": lambda w: _meeting(w, moved_to=w.meeting),
    "a_person_holds_an_office_once_at_a_meeting": lambda w: _twice(
        lambda: Officer.objects.create(meeting=w.meeting, role="chair", member=w.chair, printed_name="Olle")
    ),
    "an_officer_is_printed_by_name": lambda w: Officer.objects.create(meeting=w.meeting, role="chair", printed_name=""),
    "a_notice_number_is_used_once": lambda w: Notice.objects.create(meeting=w.meeting, number=1, content="{}"),
    "an_anchor_is_used_once_at_a_meeting": lambda w: AgendaItem.objects.create(
        meeting=w.meeting, title="Kajen", anchor="p1"
    ),
    "an_item_has_a_title": lambda w: AgendaItem.objects.create(meeting=w.meeting, title="", anchor="p2"),
    "an_item_is_not_its_own_part": lambda w: AgendaItem.objects.create(
        pk=9000, parent_id=9000, meeting=w.meeting, title="Kajen", anchor="p2"
    ),
    "a_name_stands_once_in_a_group": lambda w: _twice(lambda: _group_member(w, printed_name="Olle")),
    "a_group_has_one_convener": lambda w: [
        _group_member(w, printed_name=name, is_convener=True) for name in ("Olle", "Signe")
    ],
    "a_group_member_is_printed_by_name": lambda w: _group_member(w, printed_name=""),
    "an_action_ended_says_who_and_when": lambda w: ActionItem.objects.create(
        item=w.item, what="Måla", status="done", ended_at=NOW
    ),
    "only_an_open_action_has_not_ended": lambda w: ActionItem.objects.create(item=w.item, what="Måla", status="done"),
    "a_name_is_responsible_once": lambda w: _twice(
        lambda: ActionResponsible.objects.create(action=w.action, printed_name="Olle")
    ),
    "a_responsible_is_printed_by_name": lambda w: ActionResponsible.objects.create(action=w.action, printed_name=""),
    "a_meeting_has_one_main_protocol": lambda w: Protocol.objects.create(meeting=w.meeting),
    "only_a_draft_has_not_been_sent": lambda w: _protocol(w, state="under_review"),
    "an_approved_protocol_says_what_and_when": lambda w: _protocol(w, state="approved", version=w.version),
    "nobody_registers_and_confirms_alone": lambda w: _protocol(
        w, registered_by=w.secretary, registered_at=NOW, confirmed_by=w.secretary, confirmed_at=NOW
    ),
    "a_confirmation_says_who_and_when": lambda w: _protocol(w, confirmed_by=w.secretary),
    "a_registration_says_who_and_when": lambda w: _protocol(w, registered_at=NOW),
    "a_version_number_is_used_once": lambda w: ProtocolVersion.objects.create(
        protocol=w.protocol, number=1, schema=1, digests="[]", root="e" * 64
    ),
    "an_answer_by_phone_or_paper_says_who_entered_it": lambda w: _answer(w, method="phone"),
    "an_objection_or_comment_says_something": lambda w: _answer(w, stance="object"),
    "seat_ends_after_it_begins": lambda w: Seat.objects.create(
        council=w.council, from_on=date(2031, 1, 2), until_on=date(2031, 1, 1)
    ),
    "mandate_ends_after_it_begins": lambda w: _mandate(w, until_on=date(2030, 12, 31)),
    "a_deputy_secretary_is_one_until_a_day": lambda w: _mandate(w, role="deputy_secretary"),
    "a_co_opted_has_no_vote": lambda w: _mandate(w, role="co_opted"),
    "a_person_stands_once_in_a_register": lambda w: _twice(lambda: _attendance(w, member=w.chair)),
    "an_attendance_is_printed_by_name": lambda w: _attendance(w, printed_name=""),
    "nobody_leaves_before_they_come": lambda w: _attendance(w, from_time=time(15), to_time=time(14)),
    "a_confirmed_correction_says_who_and_when": lambda w: _correction(w, confirmed_at=NOW),
    "nobody_corrects_alone": lambda w: _correction(w, confirmed_by=w.secretary, confirmed_at=NOW),
    "a_correction_says_why": lambda w: _correction(w, why=""),
    "more_than_a_slip_is_decided_by_a_meeting": lambda w: _correction(w, kind="decided"),
    "an_outcome_is_a_known_word": lambda w: Decision.objects.create(item=w.item, outcome="maybe", sentence="Kanske"),
    "a_chain_has_one_row_at_each_place": lambda w: _publication(w, sequence=1),
    "an_edition_number_is_used_once": lambda w: _publication(w, edition=1),
    "correcting_or_taking_away_says_why": lambda w: _publication(w, kind="withdrawn"),
    "a_public_address_has_one_page": lambda w: _twice(lambda: _page(w)),
    "a_sent_letter_says_when": lambda w: _letter(w, state="sent"),
    "a_letter_is_about_a_meeting_or_from_a_council": lambda w: _letter(w, council=w.council),
    "a_council_series_stands_once": lambda w: _twice(
        lambda: NumberSeries.objects.create(council=w.council, kind="paragraph", year=2031)
    ),
    "an_installation_series_stands_once": lambda _: _twice(
        lambda: NumberSeries.objects.create(kind="matter", year=2031)
    ),
    "a_protocol_stands_once_among_the_previous": lambda w: ProtocolApproval.objects.create(
        item=w.item, protocol=w.protocol
    ),
    "an_outcome_says_who_wrote_it_and_when": lambda w: _approval(w, written_by=w.secretary),
    "a_tap_says_who_and_when": lambda w: _approval(w, confirmed_at=NOW),
    "nobody_writes_and_alone_approves": lambda w: _approval(
        w, written_by=w.secretary, written_at=NOW, confirmed_by=w.secretary, confirmed_at=NOW
    ),
    "a_change_changes_something": lambda w: ApprovalChange.objects.create(
        row=w.approval, place="p1", old="samma", new="samma"
    ),
    "a_chain_that_ended_says_why": lambda w: _tabled(w, ended_on=NOW.date()),
    "tabled_to_a_day_names_the_day": lambda w: _tabled(w, target="day"),
    "what_was_taken_up_has_not_ended": lambda w: _tabled(w, taken_up_as=w.item, ended_on=NOW.date(), ended_why="Utgår"),
    "whoever_types_says_when": lambda w: AgendaItem.objects.create(
        meeting=w.meeting, title="Kranen", anchor="p2", typed_at=NOW
    ),
    "a_name_presents_an_item_once": lambda w: _twice(
        lambda: Presenter.objects.create(item=w.item, printed_name="Gun Gäst")
    ),
    "a_presenter_is_printed_by_name": lambda w: Presenter.objects.create(item=w.item, printed_name=""),
    "a_standing_item_has_a_title": lambda w: StandingItem.objects.create(council=w.council, title=""),
    "a_phrase_says_something": lambda w: Phrase.objects.create(council=w.council, words=""),
    "a_person_has_one_note_to_an_item": lambda w: _twice(
        lambda: PrivateNote.objects.create(item=w.item, member=w.secretary, text="Ring")
    ),
    "a_person_replies_once_to_a_notice": lambda w: _twice(
        lambda: Reply.objects.create(meeting=w.meeting, member=w.chair, says="comes", entered_by=w.chair)
    ),
    "only_what_was_sent_is_answered": lambda w: Forwarding.objects.create(
        decision=w.decision, answer="Ja", answered_on=NOW.date()
    ),
    "nobody_answers_before_they_are_asked": lambda w: Forwarding.objects.create(
        decision=w.decision, sent_on=NOW.date(), answer="Ja", answered_on=EARLIER.date()
    ),
    "an_address_is_in_lower_case": lambda _: User.objects.create(email="Signe@Example.org"),
}


def constraints() -> dict[str, models.BaseConstraint]:
    """Every constraint of the council's models, by its sentence."""
    found = (model._meta.constraints for model in apps.get_app_config("meetings").get_models())
    return {constraint.name: constraint for of_model in found for constraint in of_model}


def test_every_constraint_is_tried() -> None:
    assert sorted(BREAKERS) == sorted(constraints())


@pytest.mark.parametrize("sentence", BREAKERS)
def test_the_database_holds_the_sentence(world: World, sentence: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKERS[sentence](world)
    constraint = constraints()[sentence]
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        # SQLite names the columns, not the constraint; the guard of a frozen table is asked before both.
        assert any(words in str(refused.value) for words in ("UNIQUE", "is never changed"))
    else:
        assert sentence in str(refused.value)


def test_every_constraint_stands_in_the_database(world: World) -> None:
    missing = []
    for model in apps.get_app_config("meetings").get_models():
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
        missing += [one.name for one in model._meta.constraints if one.name not in there]
    assert missing == []
