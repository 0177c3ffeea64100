"""The administrator's two registers: accounts, and the settings of councils."""

import pytest
from django.test import Client

from meetings.models import AuditEntry, Council, Mandate, Member, User
from meetings.procedure import seating
from tests.admin.conftest import Place, signed_in
from tests.support.filling import filled
from tests.support.reading import words


@pytest.fixture
def keeper(administrator: User) -> Client:
    return signed_in(administrator)


def test_an_account_is_made_with_its_address_in_small_letters_and_no_password(
    keeper: Client, administrator: User
) -> None:
    sent = filled(keeper.get("/admin/meetings/user/add/"), "user_form", email=" Ny@Example.org ", is_active="on")
    assert keeper.post("/admin/meetings/user/add/", sent).status_code == 302
    user = User.objects.get(email="ny@example.org")
    assert not user.has_usable_password()
    entry = AuditEntry.objects.get(step="save_account")
    assert (entry.about, entry.reason) == (
        str(user.pk),
        f"is_active=True is_administrator=False by={administrator.pk}",
    )


def test_an_address_that_is_taken_is_refused_in_words(keeper: Client, hamn: Place) -> None:
    sent = filled(keeper.get("/admin/meetings/user/add/"), "user_form", email="SIGNE@example.org")
    answer = keeper.post("/admin/meetings/user/add/", sent)
    assert list(answer.context["adminform"].form.errors) == ["email"]


def test_an_account_is_shut_and_its_history_says_so(keeper: Client, hamn: Place, secretary: Client) -> None:
    assert hamn.secretary.user
    path = f"/admin/meetings/user/{hamn.secretary.user.pk}/change/"
    sent = filled(keeper.get(path), "user_form")
    del sent["is_active"]
    assert keeper.post(path, sent).status_code == 302
    assert secretary.get("/admin/").status_code == 302
    assert "is_active=False" in words(keeper.get(path.replace("change", "history")))


def test_an_accounts_address_stands(keeper: Client, hamn: Place) -> None:
    assert hamn.secretary.user
    path = f"/admin/meetings/user/{hamn.secretary.user.pk}/change/"
    keeper.post(path, filled(keeper.get(path), "user_form", email="drift2@example.org"))
    assert User.objects.get(pk=hamn.secretary.user.pk).email == "signe@example.org"


@pytest.mark.parametrize("right", ["is_active", "is_administrator"])
def test_nobody_shuts_themselves_out(keeper: Client, administrator: User, right: str) -> None:
    path = f"/admin/meetings/user/{administrator.pk}/change/"
    sent = filled(keeper.get(path), "user_form")
    del sent[right]
    assert keeper.post(path, sent).status_code == 200
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_administrator) == (True, True)


def test_no_page_of_an_administrator_tells_anything_about_a_person(keeper: Client, hamn: Place) -> None:
    member = Member.objects.get(pk=hamn.member.pk)
    member.phone = "08-123 45 67"
    member.save()
    assert hamn.member.user
    paths = ["/admin/", "/admin/meetings/council/", f"/admin/meetings/council/{hamn.council.pk}/change/"]
    paths += [f"/admin/meetings/council/{hamn.council.pk}/history/", "/admin/meetings/user/"]
    paths += [f"/admin/meetings/user/{hamn.member.user.pk}/{what}/" for what in ("change", "history")]
    for path in paths:
        answer = keeper.get(path)
        assert answer.status_code == 200
        assert "08-123" not in words(answer)
        assert "Maja" not in words(answer)
        assert "hamnfrågan" not in words(answer)


def test_an_administrator_makes_a_council_and_gives_it_its_first_secretary(keeper: Client) -> None:
    sent = filled(
        keeper.get("/admin/meetings/council/add/"),
        "council_form",
        slug="angsradet",
        name="Ängsrådet",
        secretary_name="Ängla Skrivare",
        secretary_email="Angla@example.org",
    )
    assert keeper.post("/admin/meetings/council/add/", sent).status_code == 302
    mandate = Mandate.objects.select_related("member__user", "council").get()
    assert mandate.member.user
    assert (mandate.council.slug, mandate.role, mandate.member.name, mandate.member.user.email) == (
        "angsradet",
        "secretary",
        "Ängla Skrivare",
        "angla@example.org",
    )
    assert signed_in(mandate.member).get(f"/admin/meetings/council/{mandate.council.pk}/change/").status_code == 200


@pytest.mark.parametrize("slug", ["arbete", "Stora", "å", "-x", ""])
def test_an_address_that_no_council_can_have_is_refused_in_words(keeper: Client, slug: str) -> None:
    sent = filled(keeper.get("/admin/meetings/council/add/"), "council_form", slug=slug, name="X")
    answer = keeper.post("/admin/meetings/council/add/", sent)
    assert list(answer.context["adminform"].form.errors) == ["slug"]
    assert not Council.objects.exists()


def test_a_council_with_a_secretary_is_given_no_other(keeper: Client, hamn: Place) -> None:
    path = f"/admin/meetings/council/{hamn.council.pk}/change/"
    sent = filled(keeper.get(path), "council_form", secretary_name="Jag", secretary_email="drift@example.org")
    assert "secretary_name" not in filled(keeper.get(path), "council_form")
    assert keeper.post(path, sent).status_code == 302
    assert Mandate.objects.filter(role="secretary").count() == 1


def test_a_secretary_cannot_make_a_council_or_an_account(hamn: Place, secretary: Client) -> None:
    assert secretary.get("/admin/meetings/council/add/").status_code == 403
    assert secretary.post("/admin/meetings/council/add/", {"slug": "ny", "name": "Ny"}).status_code == 403
    assert secretary.post("/admin/meetings/user/add/", {"email": "ny@example.org"}).status_code == 404
    assert Council.objects.count() == 1


def test_a_secretary_gives_a_person_an_account(hamn: Place, secretary: Client) -> None:
    member = Member.objects.create(name="Nils Ny", email="Nils@example.org")
    Mandate.objects.create(council=hamn.council, member=member, from_on=hamn.mandates["member"].from_on)
    path = f"/admin/meetings/member/{member.pk}/konto/"
    assert "Nils@example.org" in words(secretary.get(path))
    assert Member.objects.get(pk=member.pk).user is None
    assert secretary.post(path).status_code == 302
    user = Member.objects.select_related("user").get(pk=member.pk).user
    assert user
    assert user.email == "nils@example.org"


def test_a_person_without_an_address_gets_no_account(hamn: Place, secretary: Client) -> None:
    member = Member.objects.create(name="Nils Ny")
    Mandate.objects.create(council=hamn.council, member=member, from_on=hamn.mandates["member"].from_on)
    path = f"/admin/meetings/member/{member.pk}/konto/"
    assert "<form method" not in words(secretary.get(path))
    assert secretary.post(path, follow=True).status_code == 200
    assert Member.objects.get(pk=member.pk).user is None


def test_nobody_opens_an_account_for_somebody_elses_person(hamn: Place, skog: Place, secretary: Client) -> None:
    path = f"/admin/meetings/member/{skog.member.pk}/konto/"
    assert secretary.get(path).status_code == 404
    assert secretary.post(path).status_code == 404


def test_an_account_that_is_opened_again_wakes_no_old_session(hamn: Place, secretary: Client) -> None:
    user = hamn.secretary.user
    assert user
    for is_active in (False, True):
        user.is_active = is_active
        seating.save_account(user, by=user)
    assert secretary.get("/arbete/").status_code == 302
