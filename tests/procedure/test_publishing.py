"""Publishing: what is approved becomes public, deliberately, as rows that are only ever added (rules 11 to 13)."""

import json

import pytest

from meetings.documents import build
from meetings.documents.structure import WITHHELD
from meetings.models import (
    AgendaItem,
    ApprovalOutcome,
    ApprovalRule,
    Basis,
    CorrectionKind,
    Display,
    LetterKind,
    Mandate,
    MemberAlias,
    Protocol,
    Publication,
    PublicPage,
    Stance,
    State,
)
from meetings.procedure import answering, approving, attending, correcting, drafting, publishing, retaining, writing
from tests.support import council
from tests.support.council import World
from tests.support.refusals import refusal
from tests.support.traces import events, last_event, letter_count, told

SECRETS = "Om tomten.\n\nBeslut: Att köpa tomten hemligt."


@pytest.fixture
def approved(world: World) -> Protocol:
    """An approved protocol."""
    return council.approved_protocol(world)


def publish(protocol: Protocol, world: World, withheld: dict[str, str] | None = None) -> Publication:
    return publishing.publish(protocol, by=world.secretary, reviewed=True, withheld=withheld)


def public_words(protocol: Protocol) -> str:
    """Everything that the public reads about a meeting."""
    pages = PublicPage.objects.filter(meeting=protocol.meeting)
    return "\n".join(f"{page.title} {page.description} {page.facts} {page.fragment}" for page in pages)


# --- Publishing


def test_rule_11_publishing_adds_an_edition_and_its_pages(world: World, approved: Protocol) -> None:
    assert "laga bryggan" not in public_words(approved)
    link = publish(approved, world)
    assert (link.sequence, link.edition, link.kind, link.version) == (1, 1, "published", approved.approved_version)
    assert (council.again(approved).state, link.made_by) == (State.PUBLISHED, world.secretary)
    assert "laga bryggan" in public_words(approved)
    event = last_event(approved.meeting)
    assert (event.step, event.from_state, event.to_state) == ("publish", "approved", "published")


def test_publishing_twice_gives_one_edition(world: World, approved: Protocol) -> None:
    first = publish(approved, world)
    assert publish(council.again(approved), world) == first
    assert (Publication.objects.count(), events(approved.meeting).count("publish")) == (1, 1)


def test_rule_11_only_the_secretary_publishes_and_only_after_a_review(world: World, approved: Protocol) -> None:
    assert refusal(lambda: publishing.publish(approved, by=world.secretary, reviewed=False)) == ["not_reviewed"]
    for by in (world.chair, world.adjuster, world.other_secretary):
        assert refusal(lambda who=by: publishing.publish(approved, by=who, reviewed=True)) == ["not_secretary"]  # type: ignore[misc]  # mypy does not see the default


def test_rule_13_what_is_not_approved_is_not_published(world: World) -> None:
    for protocol in (council.held_meeting(world, on=council.day(-20)), council.sent_protocol(world)):
        assert refusal(lambda one=protocol: publish(one, world)) == ["not_approved"]  # type: ignore[misc]  # mypy does not see the default


def test_nothing_is_published_while_a_correction_waits(world: World, approved: Protocol) -> None:
    correcting.write(
        approved,
        kind=CorrectionKind.SLIP,
        place="head/place",
        old="Hamnkontoret",
        new="Hamnhuset",
        why="Fel hus.",
        by=world.secretary,
    )
    assert refusal(lambda: publish(approved, world)) == ["correction"]


# --- What is withheld


def test_rule_11_an_identity_number_blocks_and_an_organisation_number_does_not(world: World) -> None:
    words = {"Bryggan": "Sökande är 811218-9876 och 212000-1355.\n\nBeslut: Att laga bryggan."}
    protocol = council.approved_protocol(world, written=words)
    assert protocol.approved_version
    place = "items/p3/blocks/0"
    assert refusal(lambda: publish(protocol, world)) == ["personal_data"]
    link = publish(protocol, world, {place: "personnummer"})
    assert json.loads(link.withheld) == {place: "personnummer"}
    assert "811218" not in public_words(protocol)
    whole = council.approved_protocol(world, on=council.day(-30), written={"Bryggan": "Bolaget är 212000-1355."})
    assert publish(whole, world).edition == 1


def correct(protocol: Protocol, world: World, *, place: str, old: str, new: str) -> Protocol:
    """A slip of the pen, corrected by the secretary and the chair."""
    slip = CorrectionKind.SLIP
    correction = correcting.write(protocol, kind=slip, place=place, old=old, new=new, why="Fel.", by=world.secretary)
    correcting.confirm(correction, by=world.chair)
    return council.again(protocol)


def test_rule_11_what_a_correction_removed_before_publishing_is_never_public(world: World) -> None:
    protocol = council.approved_protocol(world, written={"Bryggan": "Anna Ek, 811218-9876, klagade."})
    assert refusal(lambda: publish(protocol, world)) == ["personal_data"]
    place = f"items/{council.item(protocol.meeting, 'Bryggan').anchor}/blocks/0"
    protocol = correct(protocol, world, place=place, old="Anna Ek, 811218-9876, klagade", new="En granne klagade")
    publish(protocol, world)
    said = public_words(protocol)
    assert [word in said for word in ("En granne klagade", "Rättat", "811218", "Anna Ek")] == [True, True, False, False]


def test_rule_10_a_correction_does_not_tell_words_of_an_edition_that_was_taken_away(world: World) -> None:
    protocol = council.published_protocol(world, written={"Bryggan": "Rådet lagar bryggan."})
    place = f"items/{council.item(protocol.meeting, 'Bryggan').anchor}/blocks/0"
    protocol = correct(protocol, world, place=place, old="bryggan", new="kanariefågeln")
    assert "kanariefågeln" in public_words(protocol)
    protocol = correct(protocol, world, place=place, old="kanariefågeln", new="bron")
    publishing.suppress(protocol.publications.get(edition=2), reason="Fel.", by=world.secretary)
    said = public_words(protocol)
    assert [word in said for word in ("bryggan", "bron", "kanariefågeln")] == [True, True, False]


def test_rule_11_what_is_withheld_has_a_ground_and_a_place(world: World, approved: Protocol) -> None:
    assert refusal(lambda: publish(approved, world, {"items/p3/blocks/0": " "})) == ["no_ground"]
    assert refusal(lambda: publish(approved, world, {"items/p3/block/0": "sekretess"})) == ["unknown_place"]


@pytest.mark.parametrize("is_sent_first", [True, False])
def test_rule_11_the_approving_meeting_does_not_tell_what_the_approved_protocol_withholds(
    world: World, *, is_sent_first: bool
) -> None:
    earlier = council.sent_protocol(world, on=council.day(-20), written={"Bryggan": "Kanariefågeln är sjuk."})
    place = f"items/{council.item(earlier.meeting, 'Bryggan').anchor}/blocks/0"
    protocol = council.opened(world, on=council.day(-5), written={"Kajen": "Rådet lagar kajen."})
    row = council.row_for(earlier, protocol.meeting)
    change = (place, "Kanariefågeln är sjuk", "Kanariefågeln är död")
    approving.decide_row(row, outcome=ApprovalOutcome.WITH_CHANGES, changes=[change], by=world.secretary)
    approving.confirm_row(row, by=world.chair)
    drafting.close_meeting(protocol.meeting, by=world.secretary)
    council.choose(world, ApprovalRule.CHAIR)
    if not is_sent_first:
        publish(council.again(earlier), world, {place: "sekretess"})
    version = drafting.send(council.again(protocol), by=world.secretary)
    if is_sent_first:
        publish(council.again(earlier), world, {place: "sekretess"})
    assert ("Kanariefågeln" in version.content.leaves) == is_sent_first
    answering.answer(version, by=world.chair, stance=Stance.APPROVE)
    publish(council.again(protocol), world)
    said = public_words(protocol)
    assert ("lagar kajen" in said, "Kanariefågeln" in said) == (True, False)


def test_rule_11_the_fingerprint_is_the_same_whatever_is_withheld(world: World, approved: Protocol) -> None:
    link = publish(approved, world, {"items/p3/blocks/0": "sekretess"})
    assert approved.approved_version
    assert link.version.root == approved.approved_version.root
    assert "Styrelsen berättade" not in public_words(approved)
    paper = build.read(link.version, withheld=json.loads(link.withheld))
    assert paper.items[2].blocks[0].source == WITHHELD


def test_rule_13_a_confidential_item_is_never_public(world: World) -> None:
    protocol = council.opened(world, written={"Hemlig tomt": SECRETS, "Bryggan": "Beslut: Att laga bryggan."})
    item = council.item(protocol.meeting, "Hemlig tomt")
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=world.secretary)
    drafting.close_meeting(protocol.meeting, by=world.secretary)
    council.choose(world, ApprovalRule.CHAIR)
    version = drafting.send(protocol, by=world.secretary)
    answering.answer(version, by=world.chair, stance=Stance.APPROVE)
    publish(council.again(protocol), world)
    words = public_words(protocol)
    assert [secret for secret in ("Hemlig tomt", "Om tomten", "köpa tomten") if secret in words] == []
    assert "laga bryggan" in words


def mark_as_confidential(item: AgendaItem, world: World) -> None:
    item.refresh_from_db()
    writing.save_item(item, row_version=item.row_version, is_confidential=True, by=world.secretary)


def test_rule_13_what_was_marked_as_confidential_after_the_notice_is_masked_from_then_on(world: World) -> None:
    earlier = council.published_protocol(world, on=council.day(-30), written={"Kajen": "Bordläggs"})
    meeting = council.called(world, titles=["Tomten"])
    page = PublicPage.objects.filter(meeting=meeting, language="sv")
    assert [title in page.get().fragment + page.get().description for title in ("Tomten", "Kajen")] == [True, True]
    assert "Frågan står på dagordningen" in public_words(earlier)
    for title in ("Tomten", "Kajen"):
        mark_as_confidential(council.item(meeting, title), world)
    assert [title in page.get().fragment + page.get().description for title in ("Tomten", "Kajen")] == [False, False]
    assert page.get().fragment.count('class="masked"') == 2
    assert "Frågan står på dagordningen" not in public_words(earlier)
    assert list(retaining.verify()) == []


def test_rule_13_what_was_marked_as_confidential_after_it_was_sent_is_never_public(world: World) -> None:
    words = {"Hemlig tomt": SECRETS, "Bryggan": "Beslut: Att laga bryggan."}
    protocol = council.sent_protocol(world, written=words, rule=ApprovalRule.CHAIR)
    version = protocol.version
    assert version
    assert [item.confidential for item in build.read(version).items if item.title == "Hemlig tomt"] == [False]
    mark_as_confidential(council.item(protocol.meeting, "Hemlig tomt"), world)
    answering.answer(version, by=world.chair, stance=Stance.APPROVE)
    publish(council.again(protocol), world)
    said = public_words(protocol)
    assert [secret for secret in ("Hemlig tomt", "Om tomten", "köpa tomten") if secret in said] == []
    assert "laga bryggan" in said


def test_rule_5_people_are_public_as_their_mandates_say(world: World) -> None:
    for member, display in ((world.member, Display.ROLE_ONLY), (world.neighbour, Display.HIDDEN)):
        mandate = Mandate.objects.get(member=member)
        mandate.display = display
        mandate.save()
    protocol = council.approved_protocol(world)
    publish(protocol, world)
    words = public_words(protocol)
    assert [name for name in ("Lars Ledamot", "Gerd Granne") if name in words] == []
    assert "Julia Justerare" in words
    assert "Roddklubben" in words


def test_rule_11_a_hidden_persons_name_in_running_text_blocks(world: World) -> None:
    mandate = Mandate.objects.get(member=world.neighbour)
    mandate.display = Display.HIDDEN
    mandate.save()
    protocol = council.approved_protocol(world, written={"Bryggan": "Gerd Granne berättade."})
    assert refusal(lambda: publish(protocol, world)) == ["personal_data"]


def test_rule_11_a_hidden_person_is_hidden_however_the_name_is_spelled(world: World) -> None:
    mandate = Mandate.objects.get(member=world.member)
    mandate.display = Display.HIDDEN
    mandate.save()
    MemberAlias.objects.create(member=world.member, name="Lasse Ledamot")
    named = council.approved_protocol(world, on=council.day(-30), written={"Bryggan": "Lasse Ledamot berättade."})
    assert refusal(lambda: publish(named, world)) == ["personal_data"]
    protocol = council.approved_protocol(world)
    assert protocol.approved_version
    paper = build.read(protocol.approved_version)
    place = next(n for n, one in enumerate(paper.people) if one.name == "Lars Ledamot")
    correct(protocol, world, place=f"people/{place}/name", old="Lars Ledamot", new="Lars Ledamoth")
    publish(council.again(protocol), world)
    assert "Ledamoth" not in public_words(protocol)


# --- Taking away


def test_withdrawing_says_why_and_takes_the_words_away(world: World) -> None:
    protocol = council.published_protocol(world)
    assert refusal(lambda: publishing.withdraw(protocol, reason=" ", by=world.secretary)) == ["reason"]
    assert refusal(lambda: publishing.withdraw(protocol, reason="Fel.", by=world.chair)) == ["not_secretary"]
    named = "Visade 811218-9876."
    assert refusal(lambda: publishing.withdraw(protocol, reason=named, by=world.secretary)) == ["personal_data"]
    link = publishing.withdraw(protocol, reason="Fel bilaga.", by=world.secretary)
    assert (link.kind, link.edition, link.reason, link.withheld) == ("withdrawn", 1, "Fel bilaga.", "{}")
    assert council.again(protocol).state == State.WITHDRAWN
    assert "laga bryggan" not in public_words(protocol)
    assert publishing.withdraw(protocol, reason="Igen.", by=world.secretary) == link
    assert events(protocol.meeting).count("withdraw") == 1


def test_only_what_is_published_is_withdrawn(world: World, approved: Protocol) -> None:
    assert refusal(lambda: publishing.withdraw(approved, reason="Fel.", by=world.secretary)) == ["not_published"]


def test_publishing_again_after_withdrawing_is_a_new_edition(world: World) -> None:
    protocol = council.withdrawn_protocol(world)
    link = publish(protocol, world)
    assert (link.edition, link.sequence, council.again(protocol).state) == (2, 3, State.PUBLISHED)
    assert "laga bryggan" in public_words(protocol)


def test_an_earlier_edition_is_taken_away_and_the_current_one_is_not(world: World) -> None:
    protocol = council.withdrawn_protocol(world)
    second = publish(protocol, world)
    first = protocol.publications.get(edition=1, kind="published")
    by = world.secretary
    assert refusal(lambda: publishing.suppress(second, reason="Fel.", by=by)) == ["current"]
    assert refusal(lambda: publishing.suppress(first, reason=" ", by=by)) == ["reason"]
    assert refusal(lambda: publishing.suppress(first, reason="Fel.", by=world.chair)) == ["not_secretary"]
    assert refusal(lambda: publishing.suppress(first, reason="Visade 811218-9876.", by=by)) == ["personal_data"]
    gone = publishing.suppress(first, reason="Fel bilaga.", by=by)
    assert (gone.kind, gone.edition, gone.version) == ("suppressed", 1, first.version)
    assert publishing.suppress(first, reason="Igen.", by=by) == gone
    assert council.again(protocol).state == State.PUBLISHED
    assert events(protocol.meeting).count("suppress") == 1


def test_withdrawing_after_an_edition_was_taken_away_names_the_current_one(world: World) -> None:
    protocol = council.withdrawn_protocol(world)
    second = publish(protocol, world)
    first = protocol.publications.get(edition=1, kind="published")
    publishing.suppress(first, reason="Fel bilaga.", by=world.secretary)
    link = publishing.withdraw(council.again(protocol), reason="Allt fel.", by=world.secretary)
    assert (link.edition, link.version) == (2, second.version)


def test_the_chain_of_a_council_counts_all_its_publications(world: World) -> None:
    for days in (-60, -30):
        council.published_protocol(world, on=council.day(days))
    links = list(Publication.objects.order_by("sequence"))
    assert [link.sequence for link in links] == [1, 2]
    assert (links[0].previous, links[1].previous) == (None, links[0])
    assert len({link.chain for link in links}) == 2


# --- Later


def test_rule_12_what_happened_later_stands_on_the_page_and_not_in_the_version(world: World) -> None:
    first = council.published_protocol(world, on=council.day(-60), written={"Bryggan": "Bordläggs"})
    assert first.approved_version
    before, words = first.approved_version.root, public_words(first)
    second = council.approved_protocol(world, on=council.day(-30), written={"Bryggan": "Beslut: Att riva bryggan."})
    assert public_words(first) == words
    publish(second, world)
    assert council.again(first).approved_version == first.approved_version
    assert (first.approved_version.root, second.meeting.key in words, second.meeting.key in public_words(first)) == (
        before,
        False,
        True,
    )


def test_rule_13_of_an_unpublished_protocol_the_public_reads_nothing(world: World) -> None:
    meeting = council.called(world, on=council.day(-7), titles=["Bryggan"])
    words = {"Bryggan": "Beslut: Att laga hemlig sak."}
    protocol = council.sent_protocol(world, written=words, meeting=meeting)
    assert "Bryggan" in public_words(protocol)
    assert "hemlig sak" not in public_words(protocol)


def test_pages_that_say_the_same_keep_their_day_and_etag(world: World) -> None:
    protocol = council.published_protocol(world)
    before = list(PublicPage.objects.order_by("pk").values_list("pk", "etag", "changed_at"))
    publishing.refresh_around(protocol.meeting)
    assert list(PublicPage.objects.order_by("pk").values_list("pk", "etag", "changed_at")) == before


def test_those_who_were_there_get_the_fingerprint_of_each_edition_by_letter(world: World) -> None:
    protocol = council.approved_protocol(world)
    publishing.publish(protocol, by=world.secretary, reviewed=True)
    assert told(protocol.meeting, LetterKind.PUBLISHED) == {world.chair, world.adjuster, world.member, world.neighbour}
    publishing.withdraw(council.again(protocol), reason="Fel bilaga.", by=world.secretary)
    assert letter_count(protocol.meeting, LetterKind.PUBLISHED) == 4


def test_an_old_protocol_is_published_without_letters(world: World) -> None:
    old = council.imported_protocol(world)
    row = old.meeting.attendances.get()
    attending.pair_with(row, member=world.member, by=world.secretary)
    approving.register_approval(old, basis=Basis.PAPER, by=world.secretary)
    approving.confirm_registration(old, by=world.chair)
    publishing.publish(council.again(old), by=world.secretary, reviewed=True)
    assert told(old.meeting, LetterKind.PUBLISHED) == set()
