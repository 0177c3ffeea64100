"""Following up actions over all meetings: which are shown, in what order, and what becomes of one."""

import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import ActionItem, ActionStatus, Council, Mandate, Role, UpdateKind
from meetings.procedure import assigning, calling, writing
from tests.web.secretary.conftest import SINCE, Island, signed_in

HERE = "/arbete/uppfoljning/"
TASK = "Uppdrag: måla båten @Mats Medlem senast 1 mars 2031"


def about(action: ActionItem) -> str:
    return f"{HERE}uppdrag/{action.pk}/"


def press(client: Client, action: ActionItem, kind: str, text: str = "") -> HttpResponse:
    """Press a button on the page of an action, as it stands now."""
    version = ActionItem.objects.get(pk=action.pk).row_version
    sent = {"kind": kind, "text": text, "row_version": version}
    return client.post(about(action), sent)  # type: ignore[return-value]  # what the client gives


def shown(client: Client, **asked: str) -> list[str]:
    """What the actions of the list say, in order."""
    page = client.get(HERE, asked).content.decode()
    said = re.findall(r'<th role="rowheader" scope="row"><a href="[^"]*">([^<]*)</a>', page)
    return [words.lower() for words in said]


@pytest.fixture
def many(island: Island) -> Island:
    """Four actions from two meetings: one late, one with a day, one without, and one that is done."""
    island.approved(
        "Uppdrag: tjära bryggan @Juni Justerare\n"
        "Uppdrag: Öva roddarna @Roddklubben senast 1 april 2031\n"
        "Uppdrag: räkna årorna @Mats Medlem",
        date(2031, 1, 7),
    )
    island.sent(TASK, date(2031, 2, 4))
    assigning.report(ActionItem.objects.get(what="räkna årorna"), by=island.member, kind=UpdateKind.DONE)
    return island


def test_a_row_says_what_who_since_when_until_when_and_what_was_said_last(island: Island, secretary: Client) -> None:
    island.sent("Uppdrag: måla båten @Mats Medlem till Hamnkontoret senast 1 mars 2031", date(2031, 2, 4))
    action = ActionItem.objects.get()
    assigning.report(action, by=island.member, kind=UpdateKind.NOTE, text="Köpt färg.")
    assigning.report(action, by=island.member, kind=UpdateKind.NOTE, text="Färgen torkar.")
    page = secretary.get(HERE).content.decode()
    row = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page[page.index("<tbody") : page.index("</tbody>")])).strip()
    assert row.replace("\xa0", " ") == (
        "Måla båten Mats Medlem, 4 mars: ”Färgen torkar.” Mats Medlem till Hamnkontoret "
        "4 februari, § 3 1 mars 3 dagar sent Klart : måla båten"
    )


def test_a_day_of_another_year_says_its_year(island: Island, secretary: Client) -> None:
    island.sent("Uppdrag: måla båten @Mats Medlem senast 1 mars 2032", date(2030, 12, 3))
    page = secretary.get(HERE).content.decode()
    assert "3\xa0december 2030" in page
    assert "1\xa0mars 2032" in page


def test_those_that_are_late_stand_first_and_what_has_ended_last(many: Island, secretary: Client) -> None:
    assert shown(secretary) == ["måla båten", "öva roddarna", "tjära bryggan"]
    assert shown(secretary, status="all") == ["måla båten", "öva roddarna", "tjära bryggan", "räkna årorna"]
    assert "Tisdag 4\xa0mars 2031. 3 uppdrag är öppna. Ett är försenat." in secretary.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"status": "late"}, ["måla båten"]),
        ({"status": "done"}, ["räkna årorna"]),
        ({"status": "dropped"}, []),
        ({"ord": "öva"}, ["öva roddarna"]),
        ({"ord": "ÖVA RODD"}, ["öva roddarna"]),
        ({"ord": "färjan juni"}, ["tjära bryggan"]),
        ({"ord": "100%"}, []),
        ({"ansvarig": "nRoddklubben"}, ["öva roddarna"]),
        ({"ansvarig": "p{member}", "status": "all"}, ["måla båten", "räkna årorna"]),
        ({"ansvarig": "p{member}", "ord": "årorna"}, []),
    ],
)
def test_the_list_is_narrowed(many: Island, secretary: Client, asked: dict[str, str], found: list[str]) -> None:
    filled = {name: value.format(member=many.member.pk) for name, value in asked.items()}
    assert shown(secretary, **filled) == found


@pytest.mark.parametrize("asked", [{"status": "x"}, {"ansvarig": "p9999"}, {"rad": "finns-inte"}, {"sida": "-1"}])
def test_a_choice_that_is_none_is_left_aside(many: Island, secretary: Client, asked: dict[str, str]) -> None:
    assert shown(secretary, **asked) == ["måla båten", "öva roddarna", "tjära bryggan"]


def test_words_that_cannot_be_looked_for_are_said_and_stay(many: Island, secretary: Client) -> None:
    page = secretary.get(HERE, {"ord": "å" * 101}).content.decode()
    assert "error-summary" in page
    assert "å" * 101 in page


def test_who_keeps_several_councils_chooses_one(many: Island, secretary: Client) -> None:
    assert 'id="filter_rad"' not in secretary.get(HERE).content.decode()
    other = Council.objects.create(slug="fyrradet", name="Fyrrådet")
    Mandate.objects.create(council=other, member=many.secretary, role=Role.SECRETARY, from_on=SINCE)
    assert 'id="filter_rad"' in secretary.get(HERE).content.decode()
    assert shown(secretary, rad="fyrradet") == []
    assert shown(secretary, rad="oradet") == ["måla båten", "öva roddarna", "tjära bryggan"]


def test_many_actions_stand_on_several_pages_and_what_was_asked_for_stays(island: Island, secretary: Client) -> None:
    island.sent("\n".join(f"Uppdrag: åra {n} @Mats Medlem" for n in range(26)))
    first = secretary.get(HERE, {"ord": "åra"}).content.decode()
    assert "Sida 1 av 2" in first
    assert "?ord=%C3%A5ra&amp;sida=2" in first
    assert len(shown(secretary, ord="åra")) == 25
    assert shown(secretary, ord="åra", sida="2") == ["åra 25"]


def test_an_action_is_done_opened_again_and_dropped(island: Island, secretary: Client) -> None:
    island.sent(TASK)
    action = ActionItem.objects.get()
    for _ in range(2):
        assert press(secretary, action, "done", "Målad röd")["Location"] == HERE
    action.refresh_from_db()
    assert (action.status, action.updates.count()) == (ActionStatus.DONE, 1)
    assert shown(secretary) == []
    assert "Klart 4\xa0mars" in secretary.get(HERE, {"status": "done"}).content.decode()
    assert "Målad röd" in secretary.get(about(action)).content.decode()
    press(secretary, action, "reopened", "")
    press(secretary, action, "dropped", "Båten sjönk")
    action.refresh_from_db()
    assert action.status == ActionStatus.DROPPED
    assert "Avskrivet 4\xa0mars" in secretary.get(HERE, {"status": "dropped"}).content.decode()


def test_what_is_done_in_the_list_leads_back_to_the_same_choice(many: Island, secretary: Client) -> None:
    page = secretary.get(HERE, {"ord": "måla", "status": "late"}).content.decode()
    action = ActionItem.objects.get(what="måla båten")
    address = f"{about(action)}?ord=m%C3%A5la&status=late"
    assert f'action="{address.replace("&", "&amp;")}"' in page
    assert (
        secretary.post(address, {"kind": "done", "row_version": action.row_version})["Location"]
        == f"{HERE}?ord=m%C3%A5la&status=late"
    )


def test_an_action_is_not_dropped_without_a_reason_nor_a_line_without_words(island: Island, secretary: Client) -> None:
    island.sent(TASK)
    action = ActionItem.objects.get()
    for kind in ("dropped", "note", "x"):
        page = press(secretary, action, kind, "").content.decode()
        assert "error-summary" in page
    too_long = press(secretary, action, "note", "å" * 1001).content.decode()
    assert 'aria-invalid="true"' in too_long
    assert "å" * 1001 in too_long
    action.refresh_from_db()
    assert (action.status, action.updates.count()) == (ActionStatus.OPEN, 0)


def test_nobody_ends_what_another_has_ended_meanwhile_without_being_told(island: Island, secretary: Client) -> None:
    island.sent(TASK)
    action = ActionItem.objects.get()
    assigning.report(action, by=island.secretary, kind=UpdateKind.DROPPED, text="Båten sjönk.")
    seen = {"kind": "done", "text": "Skrivet för hand", "row_version": action.row_version}
    refused = secretary.post(about(action), seen)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Någon annan har rapporterat: uppdraget är avskrivet." in page
    assert "Båten sjönk." in page
    assert "Skrivet för hand" in page
    action.refresh_from_db()
    assert action.status == ActionStatus.DROPPED
    assert secretary.post(about(action), {**seen, "kind": "note"}).status_code == 302
    assert press(secretary, action, "done").status_code == 302


def test_who_needs_help_is_seen(island: Island, secretary: Client) -> None:
    island.sent("Uppdrag: måla båten @Mats Medlem")
    assigning.report(ActionItem.objects.get(), by=island.member, kind=UpdateKind.HELP, text="Vilken färg?")
    assert "Behöver hjälp" in secretary.get(HERE).content.decode()


def test_the_chair_reads_and_changes_nothing(island: Island, chair: Client, stranger: Client) -> None:
    island.sent(TASK)
    action = ActionItem.objects.get()
    for page in (chair.get(HERE), chair.get(about(action))):
        assert "Måla båten" in page.content.decode()
        assert page.content.decode().count('method="post"') == 0
    for client, status in ((chair, 403), (stranger, 404)):
        assert client.post(about(action), {"kind": "done"}).status_code == status
    assert stranger.get(HERE).status_code == stranger.get(about(action)).status_code == 404


def test_what_is_confidential_is_the_secretarys_alone(island: Island, secretary: Client, chair: Client) -> None:
    protocol = island.sent(TASK)
    item = island.item(protocol)
    writing.save_item(item, is_confidential=True, row_version=item.row_version, by=island.secretary)
    assert shown(secretary, ord="måla") == ["måla båten"]
    page = chair.get(HERE, {"status": "all"}).content.decode()
    assert "båten" not in page
    assert "Mats Medlem" not in page  # nor among those to choose from
    assert chair.get(about(ActionItem.objects.get())).status_code == 404


def test_another_council_s_actions_do_not_exist(island: Island, stranger: Client) -> None:
    island.sent(TASK)
    other = Council.objects.create(slug="fyrradet", name="Fyrrådet")
    Mandate.objects.create(council=other, member=island.stranger, role=Role.SECRETARY, from_on=SINCE)
    assert shown(stranger, status="all") == []
    assert signed_in(island.stranger).get(about(ActionItem.objects.get())).status_code == 404


def test_the_list_asks_as_many_questions_for_three_actions_as_for_one(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.opened()
    island.write(protocol, f"{TASK}\nBordläggs")
    _report(island)
    with django_assert_num_queries(QUESTIONS):
        secretary.get(HERE)
    for title in ("Fyren", "Båken"):
        calling.add_item(protocol.meeting, title=title, by=island.secretary)
        island.write(protocol, f"{TASK}\nBordläggs", title)
    _report(island)
    with django_assert_num_queries(QUESTIONS):
        secretary.get(HERE)


def _report(island: Island) -> None:
    for action in ActionItem.objects.all():
        assigning.report(action, by=island.member, kind=UpdateKind.NOTE, text=f"Rad {action.updates.count()}.")


QUESTIONS = 16
