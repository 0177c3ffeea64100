"""Keeping the registers: what is saved, what is refused, and what stays when it is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import (
    AuditEntry,
    Council,
    Mandate,
    Member,
    MemberAlias,
    Organisation,
    Role,
    Seat,
    Side,
    StandingItem,
    User,
    clock,
)
from meetings.procedure import calling, retaining
from tests.admin.conftest import Place
from tests.support.filling import filled
from tests.support.histories import history
from tests.support.reading import words


def test_a_changed_row_is_saved_with_its_history_and_who_did_it(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/side/{hamn.side.pk}/change/"
    sent = filled(secretary.get(path), "side_form", name="Kajsidan")
    assert secretary.post(path, sent).status_code == 302
    latest = history(Side.objects.get(pk=hamn.side.pk)).latest("history_id")
    assert (latest.name, latest.history_member_id) == ("Kajsidan", hamn.secretary.pk)


def test_saving_without_a_change_leaves_no_history(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/council/{hamn.council.pk}/change/"
    council = Council.objects.get(pk=hamn.council.pk)
    council.description = "En rad.\nOch en till."
    council.save()
    before = history(council).count()
    assert secretary.post(path, filled(secretary.get(path), "council_form")).status_code == 302
    assert history(council).count() == before


def test_a_form_that_is_too_old_is_refused_and_keeps_what_was_typed(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/side/{hamn.side.pk}/change/"
    sent = filled(secretary.get(path), "side_form", name="Mitt namn")
    side = Side.objects.get(pk=hamn.side.pk)
    side.name = "Någon annans namn"
    side.save()
    answer = secretary.post(path, sent)
    assert answer.status_code == 200
    said = words(answer)
    assert 'value="Mitt namn"' in said
    assert "Någon annans namn" in said
    assert Side.objects.get(pk=side.pk).name == "Någon annans namn"


@pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999999"])
def test_a_form_without_its_version_is_refused(hamn: Place, secretary: Client, version: str) -> None:
    path = f"/admin/meetings/side/{hamn.side.pk}/change/"
    sent = filled(secretary.get(path), "side_form", name="Kajsidan", seen_version=version)
    assert secretary.post(path, sent).status_code == 200
    assert Side.objects.get(pk=hamn.side.pk).name == "hamnsidan"


def test_a_row_on_anothers_page_that_is_too_old_is_refused_too(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/side/{hamn.side.pk}/change/"
    sent = filled(secretary.get(path), "side_form")
    sent["organisations-0-name"] = "Mitt namn"
    organisation = Organisation.objects.get(pk=hamn.organisation.pk)
    organisation.name = "Någon annans namn"
    organisation.save()
    answer = secretary.post(path, sent)
    assert answer.status_code == 200
    assert 'value="Mitt namn"' in words(answer)
    assert Organisation.objects.get(pk=organisation.pk).name == "Någon annans namn"


def test_another_councils_row_is_no_choice_however_it_is_posted(hamn: Place, skog: Place, secretary: Client) -> None:
    form = secretary.get("/admin/meetings/seat/add/")
    mine = {"council": hamn.council.pk, "from_on": "2031-01-01", "position": 0}
    for theirs in (
        {"council": skog.council.pk},
        {"side": skog.side.pk},
        {"side": hamn.side.pk, "organisation": skog.organisation.pk},
    ):
        answer = secretary.post("/admin/meetings/seat/add/", filled(form, "seat_form", **{**mine, **theirs}))
        assert answer.status_code == 200
    assert Seat.objects.count() == 2
    answer = secretary.post(
        "/admin/meetings/seat/add/",
        filled(form, "seat_form", **mine, side=hamn.side.pk, organisation=hamn.organisation.pk),
    )
    assert answer.status_code == 302
    assert Seat.objects.count() == 3


def test_a_row_cannot_be_moved_to_another_council(hamn: Place, skog: Place, secretary: Client) -> None:
    path = f"/admin/meetings/side/{hamn.side.pk}/change/"
    secretary.post(path, filled(secretary.get(path), "side_form", council=skog.council.pk, name="Kajsidan"))
    side = Side.objects.get(pk=hamn.side.pk)
    assert (side.council, side.name) == (hamn.council, "Kajsidan")


def test_anothers_row_cannot_be_reached_by_its_number_on_an_own_page(
    hamn: Place, skog: Place, secretary: Client
) -> None:
    path = f"/admin/meetings/side/{hamn.side.pk}/change/"
    sent = filled(secretary.get(path), "side_form")
    sent["organisations-0-id"] = skog.organisation.pk
    sent["organisations-0-name"] = "Taget"
    secretary.post(path, sent)
    organisation = Organisation.objects.get(pk=skog.organisation.pk)
    assert (organisation.name, organisation.row_version) == ("skogföreningen", 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"from_on": "2031-02-30"}, "from_on"),
        ({"from_on": "2031-02-01", "until_on": "2031-01-01"}, "until_on"),
        ({"role": "deputy_secretary"}, "until_on"),
        ({"role": "co_opted", "has_vote": "on"}, "has_vote"),
        ({"role": "kung"}, "role"),
        ({"party": "x" * 21}, "party"),
        ({"party": "S\0"}, "party"),
    ],
)
def test_a_mandate_that_cannot_be_so_is_refused_in_words(
    hamn: Place, secretary: Client, typed: dict[str, str], said: str
) -> None:
    path = f"/admin/meetings/mandate/{hamn.mandates['member'].pk}/change/"
    answer = secretary.post(path, filled(secretary.get(path), "mandate_form", **typed))
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [said]
    assert Mandate.objects.get(pk=hamn.mandates["member"].pk).row_version == 1


def test_a_mandates_seat_is_of_its_council(hamn: Place, skog: Place, secretary: Client) -> None:
    Mandate.objects.create(
        council=skog.council, member=hamn.secretary, role="secretary", from_on=date(2020, 1, 1)
    )  # now both councils are hers, and both seats can be chosen
    path = f"/admin/meetings/mandate/{hamn.mandates['member'].pk}/change/"
    answer = secretary.post(path, filled(secretary.get(path), "mandate_form", seat=skog.seat.pk))
    assert list(answer.context["adminform"].form.errors) == ["seat"]


def test_a_new_person_is_given_a_mandate_at_once(hamn: Place, secretary: Client) -> None:
    form = secretary.get("/admin/meetings/member/add/")
    alone = filled(form, "member_form", name="Nils Ny")
    assert secretary.post("/admin/meetings/member/add/", alone).status_code == 200
    assert not Member.objects.filter(name="Nils Ny").exists()
    sent = {
        **alone,
        "mandates-0-council": hamn.council.pk,
        "mandates-0-role": "member",
        "mandates-0-from_on": "2031-01-01",
        "mandates-0-display": "name",
    }
    assert secretary.post("/admin/meetings/member/add/", sent).status_code == 302
    assert Mandate.objects.get(member__name="Nils Ny").council == hamn.council


def test_a_name_is_kept_without_what_cannot_be_seen(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/member/{hamn.member.pk}/change/"
    secretary.post(path, filled(secretary.get(path), "member_form", name=" Maja\u202e  M\u00adedlem\t"))
    assert Member.objects.get(pk=hamn.member.pk).name == "Maja Medlem"


def test_a_changed_address_is_also_the_one_to_sign_in_with_and_is_noted(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/member/{hamn.member.pk}/change/"
    sent = filled(secretary.get(path), "member_form", email="Maja.Ny@example.org")
    assert secretary.post(path, sent).status_code == 302
    member = Member.objects.select_related("user").get(pk=hamn.member.pk)
    assert member.user
    assert (member.email, member.user.email) == ("maja.ny@example.org", "maja.ny@example.org")
    entry = AuditEntry.objects.get(step="change_address")
    assert (entry.member_id, entry.about, entry.council) == (hamn.secretary.pk, str(member.pk), hamn.council)


def test_the_address_of_somebody_on_another_council_stands(hamn: Place, skog: Place, secretary: Client) -> None:
    Mandate.objects.create(council=skog.council, member=hamn.member, from_on=date(2020, 1, 1))
    path = f"/admin/meetings/member/{hamn.member.pk}/change/"
    answer = secretary.post(path, filled(secretary.get(path), "member_form", email="min@example.org"))
    assert list(answer.context["adminform"].form.errors) == ["email"]
    assert Member.objects.get(pk=hamn.member.pk).email == "maja@example.org"


def test_a_page_of_a_person_on_two_councils_shows_only_the_own_councils_mandate(
    hamn: Place, skog: Place, secretary: Client
) -> None:
    Mandate.objects.create(council=skog.council, member=hamn.member, party="SKOGSPARTIET", from_on=date(2020, 1, 1))
    said = words(secretary.get(f"/admin/meetings/member/{hamn.member.pk}/change/"))
    assert "SKOGSPARTIET" not in said
    assert "mandates-0-role" in said
    assert "mandates-1-role" not in said


def test_an_anonymised_person_is_only_read(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/member/{hamn.member.pk}/change/"
    sent = filled(secretary.get(path), "member_form", name="Åter")
    member = Member.objects.get(pk=hamn.member.pk)
    member.anonymised_at = member.user.date_joined if member.user else None
    member.save()
    assert secretary.get(path).status_code == 200
    assert secretary.post(path, sent).status_code == 403
    assert Member.objects.get(pk=member.pk).name == "Maja Medlem"


def test_what_nothing_points_to_can_be_taken_away(hamn: Place, secretary: Client) -> None:
    side = Side.objects.create(council=hamn.council, name="Fel")
    answer = secretary.post(f"/admin/meetings/side/{side.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302
    assert not Side.objects.filter(pk=side.pk).exists()
    assert history(Side).get(id=side.pk, history_type="-").history_member_id == hamn.secretary.pk


def test_what_something_points_to_stays(hamn: Place, secretary: Client) -> None:
    for register, row in (("side", hamn.side), ("organisation", hamn.organisation), ("seat", hamn.seat)):
        answer = secretary.post(f"/admin/meetings/{register}/{row.pk}/delete/", {"post": "yes"})
        assert answer.status_code in {200, 403}
        assert type(row)._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("register", ["council", "member", "mandate", "meeting", "protocol", "matter"])
def test_what_protocols_point_to_is_never_taken_away(hamn: Place, secretary: Client, register: str) -> None:
    rows = {
        "council": hamn.council,
        "member": hamn.member,
        "mandate": hamn.mandates["member"],
        "meeting": hamn.meeting,
        "protocol": hamn.protocol,
        "matter": hamn.matter,
    }
    row = rows[register]
    assert secretary.post(f"/admin/meetings/{register}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert type(row)._default_manager.filter(pk=row.pk).exists()


def test_a_spelling_can_be_added_and_taken_away(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/member/{hamn.member.pk}/change/"
    sent = filled(secretary.get(path), "member_form")
    sent |= {"aliases-0-DELETE": "on", "aliases-TOTAL_FORMS": "2", "aliases-1-name": "Maia Medlem"}
    sent |= {"aliases-1-member": str(hamn.member.pk), "aliases-1-id": "", "aliases-1-seen_version": ""}
    assert secretary.post(path, sent).status_code == 302
    assert list(MemberAlias.objects.values_list("name", flat=True)) == ["Maia Medlem"]


def test_a_councils_address_is_for_ever_and_its_end_is_not_written_here(hamn: Place, secretary: Client) -> None:
    path = f"/admin/meetings/council/{hamn.council.pk}/change/"
    never = filled(secretary.get(path), "council_form", answer_days="3000000")
    assert "error" in secretary.post(path, never).content.decode()
    sent = filled(secretary.get(path), "council_form", slug="nytt", ended_on="2031-01-01", answer_days="10")
    assert secretary.post(path, sent).status_code == 302
    council = Council.objects.get(pk=hamn.council.pk)
    assert (council.slug, council.ended_on, council.answer_days) == ("hamn", None, 10)


@pytest.mark.parametrize(
    ("setting", "hides"), [("shows_notices", ""), ("members_only", "on")], ids=["notices", "members only"]
)
def test_what_is_public_follows_the_councils_settings_at_once(
    hamn: Place, secretary: Client, setting: str, hides: str
) -> None:
    meeting = calling.plan(hamn.council, held_on=date(2031, 5, 6), place="Kajen", by=hamn.secretary)
    calling.send_notice(meeting, by=hamn.secretary)
    path, public = f"/admin/meetings/council/{hamn.council.pk}/change/", "/hamn/moten/2031-05-06/"
    shows = "" if hides else "on"
    for value, status in ((shows, 200), (hides, 404), (shows, 200)):
        sent = filled(secretary.get(path), "council_form", **{setting: value})
        if not value:
            del sent[setting]  # as a browser leaves out a box that is not ticked
        assert secretary.post(path, sent).status_code == 302
        assert Client().get(public).status_code == status
        assert list(retaining.verify()) == []


def test_hostile_numbers_in_an_address_find_nothing(hamn: Place, secretary: Client) -> None:
    for number in ("0", "-1", "x", "99999999999999999999999", "1_0", "1/2", "%27"):
        assert secretary.get(f"/admin/meetings/member/{number}/change/").status_code == 404


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


def test_a_list_takes_as_many_queries_with_three_rows_as_with_one(hamn: Place, secretary: Client) -> None:
    lists = [f"/admin/meetings/{register}/" for register in ("member", "mandate", "seat", "side", "organisation")]
    before = [queries(secretary, path) for path in lists]
    for nth in range(2):
        side = Side.objects.create(council=hamn.council, name=f"Sida {nth}")
        organisation = Organisation.objects.create(side=side, name="Ny")
        seat = Seat.objects.create(council=hamn.council, side=side, organisation=organisation, from_on=date(2020, 1, 1))
        member = Member.objects.create(name=f"Person {nth}")
        Mandate.objects.create(council=hamn.council, member=member, seat=seat, from_on=date(2020, 1, 1))
    assert [queries(secretary, path) for path in lists] == before


def test_a_deputy_does_not_say_who_keeps_the_minutes(hamn: Place) -> None:
    deputy = Member.objects.create(name="Viola Vikarie", user=User.objects.create_user("viola@example.org"))
    until = clock.today() + timedelta(days=30)
    own = Mandate.objects.create(
        council=hamn.council, member=deputy, role=Role.DEPUTY_SECRETARY, from_on=clock.today(), until_on=until
    )
    visitor = Client()
    assert deputy.user
    visitor.force_login(deputy.user)
    for mandate in (own, hamn.secretary.mandates.get()):
        path = f"/admin/meetings/mandate/{mandate.pk}/change/"
        sent = filled(visitor.get(path), "mandate_form", role=Role.SECRETARY, until_on="", party="X")
        answer = visitor.post(path, sent)
        assert "Bara sekreteraren säger vem som för rådets protokoll." in answer.content.decode()
    own.refresh_from_db()
    assert (own.role, own.until_on) == (Role.DEPUTY_SECRETARY, until)


def test_a_standing_item_is_made_and_is_never_what_comes_by_itself(hamn: Place, secretary: Client) -> None:
    path = "/admin/meetings/standingitem/add/"
    page = words(secretary.get(path))
    assert ('value="decision"' in page, 'value="other_business"' in page) == (True, False)
    typed = {"council": hamn.council.pk, "title": "Hamnkaptenen", "kind": "decision", "planned_minutes": 10}
    sent = filled(secretary.get(path), "standingitem_form", **typed)
    assert secretary.post(path, {**sent, "planned_minutes": 601}).status_code == 200
    assert secretary.post(path, sent).status_code == 302
    made = StandingItem.objects.get(title="Hamnkaptenen")
    assert (made.council, made.kind, made.planned_minutes, made.meeting_kind) == (hamn.council, "decision", 10, "")
