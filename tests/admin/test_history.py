"""The history browser tells who, when and what, and changes nothing: not even for whoever asks it to."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from meetings.models import AgendaItem, Answer, Council, Member, Protocol, Publication, User, clock
from meetings.procedure import writing
from tests.admin.conftest import Place, signed_in
from tests.support.histories import history
from tests.support.reading import words


def overwriting(row: Council | Member | Protocol) -> dict[str, str]:
    """What the hole in a well-known history admin takes: the values of an older state, sent back as a form."""
    oldest = history(row).earliest("history_id")
    fields = {field.name: getattr(oldest, field.attname) for field in row._meta.concrete_fields}
    return {name: str(value) for name, value in {**fields, "name": "Gammalt namn"}.items() if value is not None}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_history_refuses_every_method_that_writes(hamn: Place, secretary: Client, method: str) -> None:
    member = Member.objects.get(pk=hamn.member.pk)
    path = f"/admin/meetings/member/{member.pk}/history/"
    answer = getattr(secretary, method)(path, overwriting(member), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 405
    assert Member.objects.get(pk=member.pk).row_version == member.row_version


def test_an_old_state_cannot_be_sent_back_over_the_row(hamn: Place, secretary: Client) -> None:
    member = Member.objects.get(pk=hamn.member.pk)
    state = history(member).earliest("history_id").pk
    base = f"/admin/meetings/member/{member.pk}/history/"
    for path in (base, f"{base}{state}/", f"{base}?history_id={state}"):
        assert secretary.post(path, overwriting(member)).status_code in {404, 405}
    stands = Member.objects.get(pk=member.pk)
    assert (stands.name, stands.row_version) == ("Maja Medlem", member.row_version)


@pytest.mark.django_db(transaction=True)  # no transaction of the test's hides that the page needs none
def test_whoever_may_only_read_a_row_cannot_overwrite_it_by_its_history(hamn: Place, secretary: Client) -> None:
    protocol = Protocol.objects.get(pk=hamn.protocol.pk)  # the secretary reads it here, and edits it nowhere here
    state = history(protocol).earliest("history_id").pk
    sent = {**overwriting(protocol), "state": "approved"}
    base = f"/admin/meetings/protocol/{protocol.pk}/"
    statuses = [secretary.post(base + end, sent).status_code for end in ("history/", f"history/{state}/", "change/")]
    assert statuses == [405, 404, 403]
    stands = Protocol.objects.get(pk=protocol.pk)
    assert (stands.state, stands.row_version) == ("draft", protocol.row_version)


def test_an_administrator_cannot_overwrite_anything_by_a_history(hamn: Place, administrator: User) -> None:
    council = Council.objects.get(pk=hamn.council.pk)
    client = signed_in(administrator)
    assert client.post(f"/admin/meetings/council/{council.pk}/history/", overwriting(council)).status_code == 405
    assert client.post(f"/admin/meetings/protocol/{hamn.protocol.pk}/history/", {}).status_code == 404
    assert Council.objects.get(pk=council.pk).name == "Hamnrådet"


def test_history_may_be_looked_at_without_its_body(hamn: Place, secretary: Client) -> None:
    assert secretary.head(f"/admin/meetings/member/{hamn.member.pk}/history/").status_code == 200


def test_a_rows_history_says_who_when_and_what_changed(hamn: Place, secretary: Client) -> None:
    with clock.at(datetime(2031, 3, 4, 9, 0, tzinfo=UTC)):
        writing.save_item(hamn.item, row_version=hamn.item.row_version, written="Vi mätte bryggan.", by=hamn.secretary)
    said = words(secretary.get(f"/admin/meetings/protocol/{hamn.protocol.pk}/history/"))
    assert "2031-03-04 10.00" in said
    assert "Signe Sekreterare" in said
    assert "<ins>Vi mätte bryggan.</ins>" in said


def test_a_protocols_page_tells_everything_and_can_change_nothing(hamn: Place, secretary: Client) -> None:
    writing.save_item(hamn.item, row_version=hamn.item.row_version, written="Vi mätte bryggan.", by=hamn.secretary)
    hamn.send()
    protocol = Protocol.objects.select_related("version").get(pk=hamn.protocol.pk)
    assert protocol.version
    version = protocol.version
    Answer.objects.create(
        version=version,
        root=version.root,
        member=hamn.member,
        stance="object",
        method="link",
        comment="Bryggan var hel",
    )
    Publication.objects.create(
        council=hamn.council,
        sequence=1,
        protocol=protocol,
        version=version,
        edition=1,
        kind="suppressed",
        reason="Personuppgift",
        made_at=clock.now(),
        made_by=hamn.secretary,
        chain="b" * 64,
    )
    answer = secretary.get(f"/admin/meetings/protocol/{protocol.pk}/change/")
    said = words(answer)
    for told in (version.root, "Maja Medlem", "Bryggan var hel", "Personuppgift", "Vi mätte bryggan."):
        assert told in said
    assert "<textarea" not in said
    assert 'name="_save"' not in said
    assert answer.context["has_change_permission"] is False


def test_a_confidential_items_words_are_read_by_the_secretary(hamn: Place, secretary: Client) -> None:
    item = AgendaItem.objects.get(pk=hamn.item.pk)
    writing.save_item(item, row_version=item.row_version, written="HEMLIGT", is_confidential=True, by=hamn.secretary)
    assert "HEMLIGT" in words(secretary.get(f"/admin/meetings/protocol/{hamn.protocol.pk}/change/"))


def test_what_was_typed_is_shown_and_never_run(hamn: Place, secretary: Client) -> None:
    hostile = "<script>alert(1)</script>"
    writing.save_item(hamn.item, row_version=hamn.item.row_version, title=hostile, written=hostile, by=hamn.secretary)
    for path in (
        f"/admin/meetings/protocol/{hamn.protocol.pk}/change/",
        f"/admin/meetings/protocol/{hamn.protocol.pk}/history/",
        f"/admin/meetings/meeting/{hamn.meeting.pk}/change/",
        f"/admin/meetings/meeting/{hamn.meeting.pk}/history/",
    ):
        said = words(secretary.get(path))
        assert hostile not in said
        assert "hamnfrågan" not in said or "&lt;script&gt;" in said
