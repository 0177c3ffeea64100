"""Ledamöter: the council's people and seats by day."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings import access
from meetings.models import clock
from meetings.web.secretary.forms.members import DayForm
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
