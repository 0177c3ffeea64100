"""A form of the registers that is saved while a step is being taken: neither stops the other."""

from threading import Event

import pytest
from django.db import transaction
from django.http import HttpResponse

from meetings.models import Attendance, AttendanceKind, Mandate
from meetings.procedure import attending
from meetings.procedure.steps import lock_meeting
from tests.admin.conftest import Place, signed_in
from tests.support.filling import filled
from tests.support.threads import at_once

A_WHILE = 1  # seconds: long enough for the form to come as far as it can


@pytest.mark.django_db(transaction=True)
def test_a_persons_page_is_saved_while_a_step_names_the_person(hamn: Place) -> None:
    secretary, path = signed_in(hamn.secretary), f"/admin/meetings/member/{hamn.chair.pk}/change/"
    sent = filled(secretary.get(path), "member_form")
    sent |= {"mandates-TOTAL_FORMS": 2, "mandates-1-council": hamn.council.pk, "mandates-1-role": "member"}
    sent |= {"mandates-1-from_on": "2031-01-01", "mandates-1-display": "name"}
    Attendance.objects.get(member=hamn.chair).delete()
    step_holds_its_rows, form_is_saved = Event(), Event()

    def step() -> Attendance:
        with transaction.atomic():
            meeting = lock_meeting(hamn.meeting.pk)
            step_holds_its_rows.set()
            form_is_saved.wait(A_WHILE)
            kind = AttendanceKind.MEMBER
            return attending.add_person(meeting, name="", member=hamn.chair, kind=kind, by=hamn.secretary)

    def save() -> object:
        step_holds_its_rows.wait(A_WHILE)
        answer = secretary.post(path, sent)
        form_is_saved.set()
        return answer

    row, answer = at_once(step, save)
    assert isinstance(row, Attendance), row
    assert isinstance(answer, HttpResponse), answer
    assert (row.member, answer.status_code) == (hamn.chair, 302)
    assert Mandate.objects.filter(member=hamn.chair, council=hamn.council).count() == 2
