"""The door of the registers: who comes in, and what nobody finds there."""

import pytest
from django.test import Client

from meetings.admin import site
from meetings.models import Council, Mandate, User, clock
from meetings.models.base import Frozen
from tests.admin.conftest import Place, signed_in
from tests.support.reading import words

REGISTERS = sorted(model._meta.model_name or "" for model in site._registry)  # noqa: SLF001 - Django tells it nowhere else
OF_ADMINISTRATORS = ["council", "user"]


def address(register: str, *parts: object) -> str:
    return "/".join(["/admin/meetings", register, *map(str, parts), ""])


def pages(place: Place) -> list[str]:
    """Every page of every register about a row of the council."""
    rows = {
        "council": place.council,
        "side": place.side,
        "organisation": place.organisation,
        "seat": place.seat,
        "mandate": place.mandates["member"],
        "member": place.member,
        "meeting": place.meeting,
        "protocol": place.protocol,
        "matter": place.matter,
        "standingitem": place.standing,
        "phrase": place.phrase,
    }
    return [address(register, row.pk, what) for register, row in rows.items() for what in ("change", "history")]


def test_the_registers_are_these() -> None:
    assert REGISTERS == [
        "council",
        "decision",
        "mandate",
        "matter",
        "meeting",
        "member",
        "organisation",
        "phrase",
        "protocol",
        "seat",
        "side",
        "standingitem",
        "tableditem",
        "user",
    ]


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/meetings/member/", "/admin/meetings/member/1/change/", "/admin/x/"]
)
def test_the_signed_out_are_sent_to_sign_in_before_anything_is_looked_up(hamn: Place, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={path}")
    assert "/admin/" not in answer["Location"].partition("?")[0]


@pytest.mark.parametrize("who", ["chair", "member"])
def test_for_members_and_chairs_nothing_is_here(hamn: Place, who: str) -> None:
    client = signed_in(getattr(hamn, who))
    assert client.get("/admin/").status_code == 404
    assert [client.get(path).status_code for path in pages(hamn)] == [404] * len(pages(hamn))


def test_a_stranger_with_an_account_finds_nothing(hamn: Place) -> None:
    client = signed_in(User.objects.create_user("frida@example.org"))
    assert client.get("/admin/").status_code == 404
    assert client.get(address("member")).status_code == 404


def test_a_secretary_finds_every_register_but_accounts(secretary: Client) -> None:
    statuses = {register: secretary.get(address(register)).status_code for register in REGISTERS}
    assert statuses == {register: 404 if register == "user" else 200 for register in REGISTERS}


def test_every_page_of_an_own_row_opens(hamn: Place, secretary: Client) -> None:
    assert {path: secretary.get(path).status_code for path in pages(hamn)} == dict.fromkeys(pages(hamn), 200)


def test_another_councils_rows_do_not_exist(hamn: Place, skog: Place, secretary: Client) -> None:
    assert {path: secretary.get(path).status_code for path in pages(skog)} == dict.fromkeys(pages(skog), 404)
    assert {path: secretary.post(path).status_code for path in pages(skog)} == {
        path: 405 if path.endswith("history/") else 404 for path in pages(skog)
    }


def test_no_list_choice_or_filter_names_anything_of_another_council(
    hamn: Place, skog: Place, secretary: Client
) -> None:
    lists = [address(register) for register in REGISTERS if register != "user"]
    adding = [address(register, "add") for register in ("side", "organisation", "seat", "mandate", "member", "meeting")]
    for path in [*lists, *adding, *pages(hamn)]:
        said = words(secretary.get(path)).lower()
        assert "skog" not in said, path
        assert "sture" not in said, path
        assert "hamn" in said or "maja" in said or path in lists, path


def test_an_address_cannot_ask_about_rows_through_their_relations(hamn: Place, skog: Place, secretary: Client) -> None:
    for query in ("mandates__council__slug=skog", "user__email__startswith=m", "email__startswith=m"):
        assert secretary.get(f"{address('member')}?{query}").status_code == 400
    assert secretary.get(f"{address('meeting')}?council={hamn.council.pk}").status_code == 200
    asked = words(secretary.get(f"{address('meeting')}?council={skog.council.pk}")).lower()
    assert "skog" not in asked


def test_an_administrator_finds_accounts_and_council_settings_only(
    hamn: Place, skog: Place, administrator: User
) -> None:
    client = signed_in(administrator)
    statuses = {register: client.get(address(register)).status_code for register in REGISTERS}
    assert statuses == {register: 200 if register in OF_ADMINISTRATORS else 404 for register in REGISTERS}
    allowed = [address("council", place.council.pk, what) for place in (hamn, skog) for what in ("change", "history")]
    everything = [*pages(hamn), *pages(skog)]
    assert {path: client.get(path).status_code for path in everything} == {
        path: 200 if path in allowed else 404 for path in everything
    }


def test_an_administrator_who_is_also_a_secretary_keeps_only_the_own_councils_rows(hamn: Place, skog: Place) -> None:
    assert hamn.secretary.user
    hamn.secretary.user.is_administrator = True
    hamn.secretary.user.save()
    client = signed_in(hamn.secretary)
    assert client.get(address("council", skog.council.pk, "change")).status_code == 200
    assert client.get(address("meeting", skog.meeting.pk, "change")).status_code == 404
    assert "Skog" not in words(client.get(address("side", "add")))


def test_rights_end_with_the_mandate_at_the_next_page(hamn: Place, secretary: Client) -> None:
    assert secretary.get("/admin/").status_code == 200
    mandate = Mandate.objects.get(pk=hamn.mandates["secretary"].pk)
    mandate.until_on = clock.today().replace(year=2021)
    mandate.save()
    assert secretary.get("/admin/").status_code == 404


def test_an_account_that_was_shut_opens_nothing(hamn: Place, secretary: Client) -> None:
    assert hamn.secretary.user
    hamn.secretary.user.is_active = False
    hamn.secretary.user.save()
    assert secretary.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "path", ["login/", "logout/", "password_change/", "password_change/done/", "autocomplete/", "r/1/1/"]
)
def test_djangos_own_side_doors_are_not_here(secretary: Client, path: str) -> None:
    assert secretary.get(f"/admin/{path}").status_code == 404
    assert secretary.post(f"/admin/{path}").status_code == 404


def test_the_registers_speak_swedish_and_english_by_their_address(hamn: Place, secretary: Client) -> None:
    swedish, english = words(secretary.get("/admin/")), words(secretary.get("/en/admin/"))
    assert "Möten" in swedish
    assert "Meetings" in english
    assert 'href="/en/admin/meetings/meeting/"' in english
    assert secretary.get("/en/admin/meetings/meeting/").status_code == 200


def test_nothing_here_is_kept_by_anybody(hamn: Place, secretary: Client) -> None:
    assert secretary.get("/admin/")["Cache-Control"] == "no-store"


def test_no_register_does_anything_to_many_rows_at_once(hamn: Place, secretary: Client) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [str(hamn.council.pk)]}
    for register in set(REGISTERS) - {"user"}:
        assert "action-select" not in words(secretary.get(address(register)))
        assert secretary.post(address(register), chosen).status_code == 200
    assert Council.objects.filter(pk=hamn.council.pk).exists()


def test_what_never_changes_has_no_form_here() -> None:
    assert [model.__name__ for model in site._registry if issubclass(model, Frozen)] == []  # noqa: SLF001 - Django tells it nowhere else
