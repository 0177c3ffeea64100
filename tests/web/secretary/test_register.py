"""The register of attendance, and the head of the protocol."""

import re
from datetime import date, time

from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import (
    Attendance,
    AttendanceKind,
    AttendanceStatus,
    Mandate,
    Meeting,
    Member,
    Officer,
    OfficerRole,
    Protocol,
    Role,
)
from meetings.procedure import attending
from meetings.web.secretary.forms.names import NamesForm
from tests.authz.forms import forms_on
from tests.web.secretary.conftest import Island


def address(protocol: Protocol, part: str = "") -> str:
    return f"/arbete/moten/{protocol.meeting_id}/narvaro/{part}"


def filled(protocol: Protocol, **status: str) -> dict[str, str]:
    """The form as a browser sends it: each row as it was seen, some of them changed, by given name."""
    sent: dict[str, str] = {}
    for row in Attendance.objects.filter(meeting=protocol.meeting_id):
        name = f"r{row.pk}"
        sent |= {
            f"{name}-row_version": str(row.row_version),
            f"{name}-span": row.span,
            f"initial-{name}-span": row.span,
        }
        marked = "" if row.status == "unmarked" else row.status
        sent |= {f"{name}-status": marked, f"initial-{name}-status": marked}
        sent |= {f"{name}-{part}": "" for part in ("from_time", "to_time")}
        sent |= {f"initial-{name}-{part}": "" for part in ("from_time", "to_time")}
        sent |= {f"initial-{name}-is_remote": "False"}
        given = row.printed_name.split()[0].lower()
        if given in status:
            sent[f"{name}-status"] = status[given]
    return sent


def row_of(protocol: Protocol, name: str) -> Attendance:
    return Attendance.objects.get(meeting=protocol.meeting_id, printed_name=name)


def statuses(protocol: Protocol) -> dict[str, str]:
    rows = Attendance.objects.filter(meeting=protocol.meeting_id)
    return {row.printed_name.split()[0]: row.status for row in rows}


def test_all_rows_are_taken_in_one_form(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    sent = filled(protocol, olof="present", juni="excused", mats="absent", signe="present")
    assert secretary.post(address(protocol), sent).status_code == 302
    assert statuses(protocol) == {"Olof": "present", "Juni": "excused", "Mats": "absent", "Signe": "present"}


def test_a_time_on_the_row_says_who_came_late(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    name = f"r{row_of(protocol, 'Mats Medlem').pk}"
    sent = filled(protocol, mats="present") | {f"{name}-from_time": "15.20", f"{name}-span": "§ 2–3"}
    secretary.post(address(protocol), sent)
    row = row_of(protocol, "Mats Medlem")
    assert (row.from_time, row.span, row.status) == (time(15, 20), "§ 2–3", "present")


def test_nobody_leaves_before_they_come_and_nothing_is_saved(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    name = f"r{row_of(protocol, 'Mats Medlem').pk}"
    sent = filled(protocol, mats="present", olof="present")
    page = secretary.post(address(protocol), sent | {f"{name}-from_time": "16.00", f"{name}-to_time": "15.00"})
    assert "Mats Medlem: Ingen går innan den kommit." in page.content.decode()
    assert set(statuses(protocol).values()) == {"unmarked"}


def test_two_who_take_the_register_together_do_not_overwrite_each_other(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    mine = filled(protocol, olof="present", mats="absent")
    row = row_of(protocol, "Mats Medlem")
    attending.mark(row, status=AttendanceStatus.PRESENT, row_version=row.row_version, by=island.secretary)
    answer = secretary.post(address(protocol), mine)
    assert answer.status_code == 409
    assert "Någon annan har markerat Mats Medlem" in answer.content.decode()
    assert statuses(protocol)["Mats"] == "present"
    again = mine | {f"r{row.pk}-row_version": str(row.row_version + 1)}
    assert secretary.post(address(protocol), again).status_code == 302
    assert (statuses(protocol)["Mats"], statuses(protocol)["Olof"]) == ("absent", "present")


def test_rows_that_nobody_touched_are_left_as_another_marked_them(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    mine = filled(protocol, olof="present")
    row = row_of(protocol, "Mats Medlem")
    attending.mark(row, status=AttendanceStatus.EXCUSED, row_version=row.row_version, by=island.secretary)
    assert secretary.post(address(protocol), mine).status_code == 302
    assert (statuses(protocol)["Mats"], statuses(protocol)["Olof"]) == ("excused", "present")


def test_the_same_register_sent_twice_is_harmless(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    sent = filled(protocol, olof="present")
    assert [secretary.post(address(protocol), sent).status_code for _ in range(2)] == [302, 302]


def test_everybody_else_is_here_with_one_button(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    sent = filled(protocol, mats="absent") | {"rest": "present"}  # what is marked on the page but not saved yet counts
    assert [secretary.post(address(protocol), sent).status_code for _double_click in range(2)] == [302, 302]
    assert statuses(protocol) == {"Olof": "present", "Juni": "present", "Mats": "absent", "Signe": "present"}


def test_a_guest_is_added_once_and_outside_the_sides(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    for _ in range(2):
        secretary.post(address(protocol), {"name": "Gunnel Gäst", "organisation": "", "kind": "guest"})
    assert Attendance.objects.filter(printed_name="Gunnel Gäst").count() == 1
    page = secretary.get(address(protocol)).content.decode()
    assert page.index("Övriga") < page.index("Gunnel Gäst")


def test_whoever_was_not_called_may_sit_on_a_side(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    given = {"name": "Gösta Ersättare", "organisation": "Fyren", "kind": "member", "side": island.sides[1].pk}
    secretary.post(address(protocol), given)
    row = row_of(protocol, "Gösta Ersättare")
    assert (row.side, row.printed_side) == (island.sides[1], "Staden")


def test_a_name_that_stands_there_already_is_asked_about(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    page = secretary.post(address(protocol), {"name": "Mats Medlem", "kind": "guest"}).content.decode()
    assert "Mats Medlem står redan i närvarolistan. Är det någon annan: skriv varifrån." in page
    secretary.post(address(protocol), {"name": "Mats Medlem", "kind": "guest", "organisation": "Fyren"})
    assert Attendance.objects.filter(meeting=protocol.meeting_id, printed_name="Mats Medlem").count() == 2


def test_who_was_added_by_mistake_is_taken_out_with_a_button(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    row = attending.add_person(protocol.meeting, name="Gunnel Gäst", by=island.secretary)
    page = secretary.get(address(protocol)).content.decode()
    assert re.findall(r'name="remove" value="(\d+)"', page) == [str(row.pk)]
    for _double_click in range(2):
        assert secretary.post(address(protocol), {"remove": row.pk})["Location"] == address(protocol)
    assert set(statuses(protocol)) == {"Olof", "Juni", "Mats", "Signe"}
    called = row_of(protocol, "Mats Medlem")
    page = secretary.post(address(protocol), {"remove": called.pk}).content.decode()
    assert "Mats Medlem är kallad till mötet: markera personen som borta." in page


def test_a_person_stands_once_in_a_register(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    twice = {"name": "", "member": island.member.pk, "organisation": "", "kind": "member"}
    page = secretary.post(address(protocol), twice).content.decode()
    assert 'id="guest_member_error"' in page
    assert Attendance.objects.filter(member=island.member).count() == 1


def who(member: Member) -> str:
    """How the form of officers names somebody."""
    return f"m{member.pk}"


def twin_of(island: Island, member: Member) -> Member:
    """Somebody else on the council with the same name."""
    twin = Member.objects.create(name=member.name)
    Mandate.objects.create(
        council=island.council, member=twin, role=Role.CO_OPTED, has_vote=False, from_on=date(2029, 1, 1)
    )
    return twin


def test_of_two_with_the_same_name_both_can_be_chosen_and_are_told_apart(island: Island, secretary: Client) -> None:
    twin = twin_of(island, island.chair)
    protocol = island.opened()
    page = secretary.get(address(protocol)).content.decode()
    labels = ["Olof Ordförande, Olofs förening", "Olof Ordförande, adjungerad (deltar utan rösträtt)"]
    assert [page.count(f"> {label}</label>") for label in labels] == [3, 3]
    secretary.post(address(protocol), {"chair": who(island.chair)})
    assert Officer.objects.get(meeting=protocol.meeting, role=OfficerRole.CHAIR).member == island.chair
    secretary.post(address(protocol), {"chair": who(twin), "initial-chair": who(island.chair)})
    assert Officer.objects.get(meeting=protocol.meeting, role=OfficerRole.CHAIR).member == twin


def test_a_name_that_two_bear_is_proposed_as_neither_and_may_be_either(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    protocol.meeting.attendances.get(member=island.member).delete()
    twin = twin_of(island, island.member)
    row = attending.add_person(protocol.meeting, name="Mats Medlem", kind=AttendanceKind.MEMBER, by=island.secretary)
    page = secretary.get(address(protocol)).content.decode()
    assert "är det Mats Medlem?" not in page
    assert f'<option value="{island.member.pk}">Mats Medlem, Matss förening 2015–</option>' in page
    assert f'<option value="{twin.pk}">Mats Medlem, adjungerad (deltar utan rösträtt) 2029–</option>' in page
    secretary.post(address(protocol), {f"p{row.pk}": twin.pk})
    row.refresh_from_db()
    assert row.member == twin


def test_officers_are_chosen_among_those_in_the_register(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    chosen = {"chair": who(island.chair), "secretary": who(island.secretary), "adjuster": who(island.adjuster)}
    secretary.post(address(protocol), chosen)
    found = Officer.objects.filter(meeting=protocol.meeting_id).values_list("role", "member")
    assert set(found) == {
        (OfficerRole.CHAIR, island.chair.pk),
        (OfficerRole.SECRETARY, island.secretary.pk),
        (OfficerRole.ADJUSTER, island.adjuster.pk),
    }


def test_the_head_is_saved_and_only_an_old_protocol_may_leave_it_unknown(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    protocol.meeting.refresh_from_db()
    typed = {"begins": "15.00", "ends": "16.45", "place": "Bryggan", "summary": "Färjan går.", "end_unknown": "on"}
    version = protocol.meeting.row_version
    secretary.post(address(protocol), {**typed, "row_version": version})
    protocol = island.read(protocol)
    assert protocol.summary == "Färjan går."
    assert protocol.meeting.end_unknown is False


def test_a_printed_name_is_paired_with_a_person_and_stays_as_printed(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    row = row_of(protocol, "Mats Medlem")
    attending.pair_with(row, member=None, by=island.secretary)
    page = secretary.get(address(protocol)).content.decode()
    assert "är det Mats Medlem?" in page
    secretary.post(address(protocol), {f"p{row.pk}": island.member.pk})
    row.refresh_from_db()
    assert (row.member_id, row.printed_name) == (island.member.pk, "Mats Medlem")


def test_nobody_is_chosen_beforehand_and_whoever_may_be_meant_stands_first(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    attending.pair_with(row_of(protocol, "Mats Medlem"), member=None, by=island.secretary)
    page = secretary.get(address(protocol)).content.decode()
    choices = page[page.index("Låt stå som text") :]
    assert '<option value="" selected>Låt stå som text</option>' in page
    assert choices.index(f'value="{island.member.pk}"') < choices.index(f'value="{island.chair.pk}"')
    assert "är det Mats Medlem?" in page
    secretary.post(address(protocol), {f"p{row_of(protocol, 'Mats Medlem').pk}": ""})
    assert row_of(protocol, "Mats Medlem").member is None


def test_all_names_are_saved_at_once_or_none_and_what_was_chosen_stays(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    rows = [row_of(protocol, name) for name in ("Mats Medlem", "Olof Ordförande")]
    for row in rows:
        attending.pair_with(row, member=None, by=island.secretary)
    first, second = (f"p{row.pk}" for row in rows)
    twice = secretary.post(address(protocol), {first: island.member.pk, second: island.member.pk})
    assert "Mats Medlem står redan i närvarolistan." in twice.content.decode()
    assert twice.content.decode().count(f'<option value="{island.member.pk}" selected>') == 2
    assert [row_of(protocol, row.printed_name).member for row in rows] == [None, None]
    secretary.post(address(protocol), {first: island.member.pk, second: island.chair.pk})
    assert [row_of(protocol, row.printed_name).member for row in rows] == [island.member, island.chair]


def test_a_name_that_somebody_else_has_paired_since_stays_as_they_said(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    row = row_of(protocol, "Mats Medlem")
    page = secretary.post(address(protocol), {f"p{row.pk}": island.stranger.pk})
    assert "Någon annan har angett att ”Mats Medlem” är Mats Medlem." in page.content.decode()
    assert row_of(protocol, "Mats Medlem").member == island.member
    again = secretary.post(address(protocol), {f"p{row.pk}": island.member.pk})
    assert again.status_code == 302
    attending.pair_with(row, member=None, by=island.secretary)
    form = NamesForm(QueryDict(f"p{row.pk}={island.stranger.pk}"), meeting=protocol.meeting, protocol=protocol)
    attending.pair_with(row, member=island.member, by=island.secretary)  # between reading the form and saving it
    assert (form.save(by=island.secretary), form.is_stale) == (False, True)
    assert row_of(protocol, "Mats Medlem").member == island.member


def test_the_chair_reads_the_register_and_marks_nobody(island: Island, chair: Client, stranger: Client) -> None:
    protocol = island.opened()
    assert chair.get(address(protocol)).status_code == 200
    for sent in (filled(protocol, mats="absent"), {"name": "Gunnel Gäst"}, {"chair": who(island.member)}):
        assert chair.post(address(protocol), sent).status_code == 403
        assert stranger.post(address(protocol), sent).status_code == 404
    assert set(statuses(protocol).values()) == {"unmarked"}


def test_one_button_saves_everything_on_the_page(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    meeting = Meeting.objects.get(pk=protocol.meeting_id)
    sent = filled(protocol, mats="absent") | {
        "name": "Gunnel Gäst",
        "kind": "guest",
        "adjuster": who(island.adjuster),
        "place": "Magasinet",
        "row_version": str(meeting.row_version),
        "at": "head",
    }
    assert secretary.post(address(protocol), sent)["Location"] == f"{address(protocol)}#head"
    assert statuses(protocol) == {"Olof": "unmarked", "Juni": "unmarked", "Mats": "absent", "Signe": "unmarked"} | {
        "Gunnel": "present"
    }
    assert Officer.objects.get(meeting=meeting, role=OfficerRole.ADJUSTER).member == island.adjuster
    meeting.refresh_from_db()
    assert meeting.place == "Magasinet"


def test_what_is_refused_in_one_part_saves_nothing_and_keeps_what_was_typed_in_all(
    island: Island, secretary: Client
) -> None:
    protocol = island.opened()
    (form,) = forms_on(address(protocol), secretary.get(address(protocol)).content)[-1:]
    marked = {f"r{row_of(protocol, 'Mats Medlem').pk}-status": "absent"}
    typed = {"begins": "15.00", "ends": "14.00", "place": "Magasinet", "name": "Gunnel Gäst"}
    page = secretary.post(address(protocol), form.values | marked | typed).content.decode()
    assert "<li>Mötet slutar innan det börjar.</li>" in page
    assert [page.count(f'value="{words}"') for words in ("Gunnel Gäst", "Magasinet", "14.00")] == [1, 1, 1]
    assert re.search(rf'value="absent" id="id_r{row_of(protocol, "Mats Medlem").pk}-status_\d"\s+checked', page)
    assert set(statuses(protocol).values()) == {"unmarked"}
    assert not Attendance.objects.filter(printed_name="Gunnel Gäst").exists()


def test_officers_whom_somebody_else_has_appointed_stay_until_it_is_looked_at(
    island: Island, secretary: Client
) -> None:
    protocol = island.opened()
    theirs, mine = ({"adjuster": who(one)} for one in (island.adjuster, island.member))
    assert [secretary.post(address(protocol), theirs).status_code for _double_click in range(2)] == [302, 302]
    refused = secretary.post(address(protocol), mine)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Någon annan har angett vilka som ledde, skrev och justerar." in page
    assert f'name="initial-adjuster" value="{who(island.adjuster)}"' in page
    adjusters = Officer.objects.filter(meeting=protocol.meeting_id, role=OfficerRole.ADJUSTER)
    assert [one.member for one in adjusters] == [island.adjuster]
    again = mine | {"initial-adjuster": who(island.adjuster)}
    assert secretary.post(address(protocol), again).status_code == 302
    assert [one.member for one in adjusters.all()] == [island.member]


def test_a_head_that_somebody_else_has_saved_is_not_overwritten(island: Island, secretary: Client) -> None:
    protocol = island.opened()
    version = Meeting.objects.get(pk=protocol.meeting_id).row_version
    mine, theirs = ({"place": place, "row_version": str(version)} for place in ("Magasinet", "Fyren"))
    assert secretary.post(address(protocol), theirs).status_code == 302
    refused = secretary.post(address(protocol), mine)
    assert refused.status_code == 409
    assert "Någon annan har sparat inledningen." in refused.content.decode()
    assert f'name="row_version" value="{version + 1}"' in refused.content.decode()
    assert Meeting.objects.get(pk=protocol.meeting_id).place == "Fyren"
    assert secretary.post(address(protocol), mine | {"row_version": str(version + 1)}).status_code == 302
    assert Meeting.objects.get(pk=protocol.meeting_id).place == "Magasinet"


def test_the_register_asks_as_many_questions_for_more_people(
    island: Island, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    protocol = island.opened()
    with django_assert_num_queries(QUESTIONS):
        secretary.get(address(protocol))
    for name in ("Gunnel Gäst", "Gösta Gäst"):
        attending.add_person(protocol.meeting, name=name, by=island.secretary)
    with django_assert_num_queries(QUESTIONS):
        secretary.get(address(protocol))


QUESTIONS = 19
