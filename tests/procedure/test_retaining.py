"""Retaining: what was sent and published is read back, and whatever was changed past the guards is named."""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from meetings.models import (
    ActionUpdate,
    Answer,
    ApprovalOutcome,
    AuditEntry,
    Correction,
    CorrectionKind,
    Method,
    Notice,
    Protocol,
    ProtocolVersion,
    Publication,
    PublicPage,
    SourceDocument,
    Stance,
    UpdateKind,
    VersionContent,
    immutability,
)
from meetings.procedure import answering, approving, assigning, correcting, drafting, publishing, retaining
from meetings.procedure.retaining import Fault
from tests.support import council
from tests.support.council import World


@pytest.fixture
def protocol(world: World) -> Protocol:
    """A published protocol with a correction, answers, an earlier edition taken away and an original beside it."""
    protocol = council.published_protocol(world, on=council.day(-20))
    correction = correcting.write(
        protocol,
        kind=CorrectionKind.SLIP,
        place="head/place",
        old="Hamnkontoret",
        new="Hamnhuset",
        why="Fel hus.",
        by=world.secretary,
    )
    correcting.confirm(correction, by=world.chair)
    first = protocol.publications.get(edition=1)
    publishing.suppress(first, reason="Fel hus.", by=world.secretary)
    council.imported_protocol(world)
    return council.again(protocol)


@pytest.fixture
def _unguarded(db: None) -> Iterator[None]:
    """The database without its triggers, as somebody who controls the server may leave it."""
    immutability.drop_triggers(connection)
    yield
    immutability.install_triggers(connection)


def plant(statement: str, *values: Any) -> None:  # noqa: ANN401 - whatever a column holds
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def faults() -> list[Fault]:
    return list(retaining.verify())


def test_what_the_steps_wrote_agrees(world: World, protocol: Protocol) -> None:
    council.withdrawn_protocol(world, on=council.day(-60))
    council.sent_protocol(world, on=council.day(-5))
    assert faults() == []


COLUMNS: dict[str, tuple[type[Model], str, Callable[[Any], object]]] = {
    "the digests of a version": (ProtocolVersion, "digests", lambda old: old.replace("head/place", "head/plats")),
    "a fingerprint of a version": (ProtocolVersion, "root", lambda _old: "0" * 64),
    "the schema of a version": (ProtocolVersion, "schema", lambda old: old + 1),
    "a word of a version": (VersionContent, "leaves", lambda old: old.replace("laga bryggan", "riva bryggan")),
    "a salt of a version": (VersionContent, "leaves", lambda old: re.sub('", "[0-9a-f]{32}"', '", "00"', old, count=1)),
    "the words of a version to no words": (VersionContent, "leaves", lambda _old: "[]"),
    "the words of a version to nonsense": (VersionContent, "leaves", lambda _old: "{"),
    "the kind of a publication": (Publication, "kind", lambda _old: "withdrawn"),
    "the edition of a publication": (Publication, "edition", lambda old: old + 7),
    "the place of a publication in the chain": (Publication, "sequence", lambda old: old + 7),
    "what a publication withholds": (Publication, "withheld", lambda _old: '{"head/place": "x"}'),
    "the reason of a publication": (Publication, "reason", lambda old: old + "!"),
    "the day of a publication": (Publication, "made_at", lambda old: old.replace(year=2020)),
    "the fingerprint of a publication": (Publication, "chain", lambda _old: "0" * 64),
    "the text an answer is bound to": (Answer, "root", lambda _old: "0" * 64),
    "what somebody answered": (Answer, "stance", lambda _old: Stance.OBJECT.value),
    "the words of a public page": (PublicPage, "fragment", lambda old: old + "<p>Tillagt.</p>"),
    "the kind of a public page": (PublicPage, "kind", lambda _old: "notice"),
    "the title of a public page": (PublicPage, "title", lambda old: old + "!"),
    "the description of a public page": (PublicPage, "description", lambda old: old + "Tillagt."),
    "the facts of a public page": (PublicPage, "facts", lambda old: old.replace("Hamn", "Skam")),
    "the publication of a public page": (PublicPage, "publication_id", lambda _old: None),
    "the place of a correction": (Correction, "place", lambda _old: "head/starts"),
    "the old words of a correction": (Correction, "old", lambda _old: "Skamkontoret"),
    "the new words of a correction": (Correction, "new", lambda _old: "Skamhuset"),
    "the reason of a correction": (Correction, "why", lambda old: old + "!"),
    "what a correction corrects": (Correction, "base_id", lambda old: old + 1),
    "the moment of an approval": (Protocol, "approved_at", lambda old: old.replace(year=2020)),
    "the day of an approval": (Protocol, "approved_on", lambda old: old.replace(year=2020)),
    "the rule of an approval": (Protocol, "approval_rule", lambda _old: "members"),
    "the ground of an approval": (Protocol, "basis", lambda _old: "paper"),
    "the fingerprint of a public page": (PublicPage, "etag", lambda _old: "0" * 64),
    "an original": (SourceDocument, "content", lambda _old: b"nytt"),
}


def named(what: str) -> bool:
    """Whether this change is named, once it is planted; it is undone again."""
    model, column, change = COLUMNS[what]
    row = model._base_manager.order_by("-pk" if model is Publication else "pk")[0]
    with transaction.atomic():
        if model is Answer:
            plant("UPDATE meetings_answer SET comment = %s WHERE id = %s", "x", row.pk)  # an objection says something
        plant(
            f'UPDATE "{model._meta.db_table}" SET {column} = %s WHERE id = %s',  # noqa: S608 - our own table
            change(getattr(row, column)),
            row.pk,
        )
        found = faults() != []
        transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("_unguarded")
def test_each_planted_change_is_named(protocol: Protocol) -> None:
    assert [what for what in COLUMNS if not named(what)] == []
    assert faults() == []


ANOTHER: dict[str, Callable[[Any], object]] = {
    "CharField": lambda old: f"{old[:-1]}x" if old else "x",
    "TextField": lambda old: f"{old}x",
    "DateTimeField": lambda old: old.replace(year=2020) if old else None,
    "BooleanField": lambda old: not old,
    "BigIntegerField": lambda old: (old or 0) + 1,
    "PositiveIntegerField": lambda old: old + 100,
    "PositiveSmallIntegerField": lambda old: old + 100,
}


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("model", [ActionUpdate, Answer, AuditEntry, Notice, ProtocolVersion, Publication])
def test_a_change_in_any_field_of_what_is_written_once_is_named(
    world: World, protocol: Protocol, model: type[Model]
) -> None:
    sent = council.sent_protocol(
        world, meeting=council.called(world, on=council.day(-3)), written={"Bryggan": "Uppdrag: måla @Lars Ledamot"}
    )
    assigning.report(
        council.item(sent.meeting, "Bryggan").actions.get(), by=world.member, kind=UpdateKind.NOTE, text="Målat."
    )
    row = model._base_manager.order_by("-pk")[0]
    kinds = {field.attname: ANOTHER.get(field.get_internal_type()) for field in model._meta.concrete_fields}
    changes = {name: change(getattr(row, name)) for name, change in kinds.items() if change}
    unseen = []
    for name, value in changes.items():
        with transaction.atomic(), connection.constraint_checks_disabled():
            with contextlib.suppress(IntegrityError), transaction.atomic():
                plant(f'UPDATE "{model._meta.db_table}" SET "{name}" = %s WHERE id = %s', value, row.pk)  # noqa: S608 - our own table
                unseen += [] if faults() else [name]
            transaction.set_rollback(True)
    assert unseen == []


@pytest.mark.usefixtures("_unguarded")
def test_an_event_or_a_notice_that_is_gone_is_named(world: World) -> None:
    meeting = council.called(world)
    entry = AuditEntry.objects.filter(meeting=meeting, step="plan").get()
    plant("DELETE FROM meetings_auditentry WHERE id = %s", entry.pk)
    assert (f"the event before event {entry.pk + 1}", "is gone") in faults()
    notice = meeting.notices.get()
    PublicPage.objects.filter(meeting=meeting).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM meetings_letter WHERE notice_id = %s", [notice.pk])
    plant("DELETE FROM meetings_notice WHERE id = %s", notice.pk)
    assert (f"notice 1 of meeting row {meeting.pk}", "is gone") in faults()


@pytest.mark.usefixtures("_unguarded")
def test_a_changed_word_is_named_with_its_version_and_place(protocol: Protocol) -> None:
    leaves = protocol.versions.get(number=1).content.leaves.replace("laga bryggan", "riva bryggan")
    content = VersionContent.objects.get(version__number=1, version__protocol=protocol)
    plant("UPDATE meetings_versioncontent SET leaves = %s WHERE id = %s", leaves, content.pk)
    assert faults() == [
        (f"hamnradet {protocol.meeting.key} version 1", "items/p3/blocks/1 does not agree with its fingerprint")
    ]


@pytest.mark.usefixtures("_unguarded")
def test_words_that_are_gone_are_named(protocol: Protocol) -> None:
    content = VersionContent.objects.get(version__number=1, version__protocol=protocol)
    plant("DELETE FROM meetings_versioncontent WHERE id = %s", content.pk)
    assert (f"hamnradet {protocol.meeting.key} version 1", "its words are gone") in faults()


def remove(*links: Publication) -> None:
    """Take links out of the chain, and the pages that were made from them."""
    for link in links:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM meetings_publicpage WHERE meeting_id = %s", [link.protocol.meeting_id])
            cursor.execute("DELETE FROM meetings_letter WHERE publication_id = %s", [link.pk])
        plant("DELETE FROM meetings_publication WHERE id = %s", link.pk)


def plain_page(protocol: Protocol) -> PublicPage:
    return PublicPage.objects.filter(meeting=protocol.meeting)[0]


def own(found: list[Fault]) -> set[str]:
    """What is said about states, chains and events, pages aside."""
    return {what for name, what in found if " page" not in name}


@pytest.mark.usefixtures("_unguarded")
def test_the_last_publication_removed_is_named_also_when_it_took_an_edition_away(protocol: Protocol) -> None:
    last = protocol.publications.newest_first()[0]
    assert last.kind == "suppressed"
    remove(last)
    assert own(faults()) == {"its publications are not those that were noted"}


@pytest.mark.usefixtures("_unguarded")
def test_an_only_edition_removed_is_named(world: World, protocol: Protocol) -> None:
    other = council.published_protocol(world, on=council.day(-5))
    remove(other.publications.get())
    assert own(faults()) == {
        "says published, its publications do not",
        "its publications are not those that were noted",
    }


@pytest.mark.usefixtures("_unguarded")
def test_all_links_of_a_withdrawn_protocol_removed_are_named(world: World, protocol: Protocol) -> None:
    other = council.withdrawn_protocol(world, on=council.day(-5))
    remove(*other.publications.newest_first())
    assert "says withdrawn, its publications do not" in own(faults())


@pytest.mark.usefixtures("_unguarded")
def test_a_link_removed_from_the_middle_breaks_the_chain(world: World, protocol: Protocol) -> None:
    links = list(Publication.objects.order_by("sequence"))
    assert len(links) == 3
    plant("UPDATE meetings_publication SET previous_id = %s WHERE id = %s", None, links[2].pk)
    remove(links[1])
    assert "does not follow the one before it" in own(faults())


@pytest.mark.usefixtures("_unguarded")
def test_an_answer_that_is_gone_is_named(protocol: Protocol) -> None:
    answer = Answer.objects.get(version__protocol=protocol)
    plant("DELETE FROM meetings_answer WHERE id = %s", answer.pk)
    what = f"the answer approve by member {answer.member_id} to version row {answer.version_id}"
    assert faults() == [(what, "is gone")]


@pytest.mark.usefixtures("_unguarded")
def test_a_correction_that_is_gone_is_named(protocol: Protocol) -> None:
    correction = protocol.corrections.get()
    PublicPage.objects.filter(meeting=protocol.meeting).delete()
    plant("UPDATE meetings_correction SET confirmed_at = NULL, confirmed_by_id = NULL WHERE id = %s", correction.pk)
    what = f"the correction of head/place in version row {correction.version_id}"
    assert [fault for fault in faults() if " page" not in fault[0]] == [(what, "is gone")]


def test_each_of_two_corrections_written_beside_each_other_agrees(world: World) -> None:
    protocol = council.approved_protocol(world)
    changes = [("Hamnkontoret", "Hamnhuset"), ("Hamn", "Gamla hamn")]
    written = [
        correcting.write(
            protocol, kind=CorrectionKind.SLIP, place="head/place", old=old, new=new, why="Fel.", by=world.secretary
        )
        for old, new in changes
    ]
    for correction in written:
        correcting.confirm(correction, by=world.chair)
    assert faults() == []


def test_a_state_that_no_publication_bears_out_is_named(world: World) -> None:
    protocol = council.approved_protocol(world)
    plant("UPDATE meetings_protocol SET state = 'published' WHERE id = %s", protocol.pk)
    assert own(faults()) == {"says published, its publications do not"}


def test_an_edition_that_is_not_the_approved_version_is_named(world: World) -> None:
    protocol = council.published_protocol(world)
    other = council.sent_protocol(world, on=council.day(-3)).version
    assert other
    plant("UPDATE meetings_protocol SET approved_version_id = %s WHERE id = %s", other.pk, protocol.pk)
    assert own(faults()) == {"its last edition is not the approved version", "was not approved so"}


def test_an_approved_version_that_was_exchanged_before_publishing_is_named(world: World) -> None:
    protocol = council.sent_protocol(world)
    first = protocol.version
    assert first
    drafting.recall(protocol, reason="Fel.", by=world.secretary)
    council.write(council.item(protocol.meeting, "Bryggan"), "Bifalls", by=world.secretary)
    second = drafting.send(council.again(protocol), by=world.secretary)
    row = council.row_for(council.again(protocol), council.opened(world, on=council.day(-1), written={}).meeting)
    approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)
    approving.confirm_row(row, by=world.chair)
    assert council.again(protocol).approved_version == second
    assert own(faults()) == set()
    plant("UPDATE meetings_protocol SET approved_version_id = %s WHERE id = %s", first.pk, protocol.pk)
    assert own(faults()) == {"was not approved so"}


def test_a_page_that_is_missing_or_too_many_is_named(world: World) -> None:
    protocol = council.published_protocol(world)
    plant("UPDATE meetings_publicpage SET part = 'p77' WHERE id = %s", plain_page(protocol).pk)
    assert len(faults()) == 2


def test_the_chain_can_be_counted_again_by_anyone(world: World, protocol: Protocol) -> None:
    lines = list(retaining.chain_lines())
    assert [line.split()[:3] for line in lines] == [
        ["hamnradet", "1", "published"],
        ["hamnradet", "2", "corrected"],
        ["hamnradet", "3", "suppressed"],
    ]
    world.council.members_only = True
    world.council.save()
    assert list(retaining.chain_lines()) == []


def test_an_answer_entered_by_the_secretary_agrees_with_its_event(world: World) -> None:
    protocol = council.sent_protocol(world)
    assert protocol.version
    answering.answer(
        protocol.version,
        by=world.member,
        stance=Stance.APPROVE,
        method=Method.PAPER,
        entered_by=world.secretary,
    )
    assert faults() == []
