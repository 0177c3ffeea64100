"""Mina möten: each council's meetings with what comes next, and what waits beside."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access
from meetings.models import Council, Meeting, Member, clock
from meetings.web.secretary import next_action, requests
from meetings.web.secretary.forms.desk import PlanForm, last_time

_FINISHED_SHOWN = 3  # finished meetings on the desk; the rest are one click away


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """My meetings: one sentence and one button for each."""
    member = requests.member(request)
    councils = list(access.councils_at_desk(member))
    if not councils:
        raise Http404
    kept = {council.pk for council in access.councils_of_secretary(member)}
    found = next_action.rows(access.meetings_to_read(member).latest_first(), kept=kept)
    everything = request.GET.get("visa") == "alla"
    by_council = [_of(council, found, may_write=council.pk in kept, everything=everything) for council in councils]
    values = {
        "section": "desk",
        "today": clock.today(),
        "councils": by_council,
        "waiting": sum(row.waits for council in by_council for row in council["rows"] if council["may_write"]),
        "everything": everything,
        "keeps": bool(kept),
        "first": next((row for one in by_council if one["may_write"] for row in one["rows"] if row.waits), None),
        "late": access.actions_to_follow(member).late().count(),
        "tabled": access.tabled_to_follow(member).lying().count(),
        "imports": access.imports_to_check(member),
        "confirmations": _confirmations(member),
    }
    return render(request, "secretary/desk.html", values)


def _of(council: Council, found: Iterable[next_action.Row], *, may_write: bool, everything: bool) -> dict[str, Any]:
    """A council's rows: those that wait first, the oldest before; then those to come, then the latest finished."""
    own = [row for row in found if row.meeting.council_id == council.pk]
    waiting = sorted((row for row in own if row.waits), key=lambda row: (row.is_put_away, row.meeting.held_on))
    resting = [row for row in own if not row.waits]
    shown = resting if everything else resting[:_FINISHED_SHOWN]
    rows = [*waiting, *shown]
    return {"council": council, "rows": rows, "hidden": len(own) - len(rows), "may_write": may_write}


def _confirmations(member: Member) -> int:
    """How much waits for this person's own confirmation."""
    return (
        access.rows_to_confirm(member).count()
        + access.registrations_to_confirm(member).count()
        + access.corrections_to_confirm(member).count()
    )


@login_required
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Nytt möte: its agenda comes filled with everything that is to be taken up."""
    council = access.council_to_write_or_404(request.user, slug)
    form = PlanForm(requests.posted(request), council=council, initial=last_time(council))
    if request.method == "POST" and form.save(by=requests.member(request)):
        meeting: Meeting = form.planned
        messages.success(request, _("The meeting is planned, and its agenda is filled in."))
        return redirect("secretary:prepare", meeting.pk)
    return render(request, "secretary/plan.html", {"form": form, "council": council})
