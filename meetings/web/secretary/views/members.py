"""Ledamöter: the council's people and seats by day, read in from a list, and given as one."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access
from meetings.importing import roster
from meetings.models import Mandate, clock
from meetings.models.base import StaleRowError
from meetings.web.secretary import enrolment, requests
from meetings.web.secretary.forms.members import DayForm, RosterForm
from meetings.web.secretary.seats import table


@login_required
@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The seats by side, with who holds them on a day, how they are reached, and what ends soon."""
    council = access.council_to_write_or_404(request.user, slug)
    form = DayForm(request.GET if "dag" in request.GET else {"dag": clock.today().isoformat()})
    values = {
        "section": "members",
        "council": council,
        "form": form,
        "refused": form,
        "table": table(council, form.day),
        "is_today": form.day == clock.today(),
    }
    return render(request, "secretary/members.html", values)


@login_required
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """A list of people: what would become of each row, and then, as it was shown, the change."""
    council = access.council_to_write_or_404(request.user, slug)
    form = RosterForm(requests.posted(request), requests.files(request), council=council, by=requests.member(request))
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid() and request.POST.get("go") == "enrol":
        try:
            if form.save():
                messages.success(request, enrolment.said(form.done))
                return redirect("secretary:members", slug)
        except StaleRowError:
            status = HTTPStatus.CONFLICT
            form.add_error(
                None, _("This is not what was shown last. Look at what stands here now, and read it in then.")
            )
    values = {"section": "members", "council": council, "form": form}
    if form.plan.mark:
        form.shows()
        rows = enrolment.rows(form.roster, form.plan)
        values |= {"rows": rows, "count": enrolment.count(rows), "plan": form.plan, "roster": form.roster}
    return render(request, "secretary/enrol.html", values, status=status)


@login_required
@require_safe
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of everybody with a mandate that has not ended, to edit and read in again."""
    council = access.council_to_write_or_404(request.user, slug)
    found = Mandate.objects.filter(council=council, member__anonymised_at=None).not_ended()
    content = roster.write(found.around_the_table())
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ledamoter-{council.slug}.csv"'
    return answer
