"""Following up: the actions over all meetings, and what lies on the table."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import access
from meetings.models import ActionItem, ActionStatus, Member, TabledItem
from meetings.procedure import tabling
from meetings.web.forms import ReasonForm, StepForm
from meetings.web.secretary import requests
from meetings.web.secretary.forms.follow_up import ReportForm

_ENDED_SHOWN = 50  # the latest of those that are done or dropped


def page(request: HttpRequest, *, refused: StepForm | None = None, about: int | None = None) -> HttpResponse:
    """The lists; a form that was refused opens at its own row."""
    member = requests.member(request)
    if not access.councils_at_desk(member).exists():
        raise Http404
    every = request.GET.get("visa") == "alla"
    values: dict[str, Any] = {
        "section": "follow_up",
        "actions": _actions(member, every=every),
        "tabled": _tabled(member),
        "kept": {council.pk for council in access.councils_of_secretary(member)},
        "every": every,
        "refused": refused,
        "about": about,
    }
    return render(request, "secretary/follow_up.html", values)


def _actions(member: Member, *, every: bool) -> Sequence[ActionItem]:
    """Open actions, those whose day is nearest first; on demand those that ended too."""
    found = access.actions_to_follow(member).told_late().prefetch_related("responsible", "updates__written_by")
    by_day = list(found.open().nearest_first())
    ended = found.exclude(status=ActionStatus.OPEN).order_by("-ended_at", "-pk")
    return [*by_day, *ended[:_ENDED_SHOWN]] if every else by_day


def _tabled(member: Member) -> Sequence[TabledItem]:
    """What lies on the table or stands on a coming agenda, the oldest first."""
    return list(access.tabled_to_follow(member).lying().order_by("decision__item__meeting__held_on", "pk"))


@login_required
@require_safe
def follow_up(request: HttpRequest) -> HttpResponse:
    """Uppföljning."""
    return page(request)


@login_required
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an action as done, dropped or open again, or write a line about it."""
    action = access.action_to_follow_or_404(request.user, pk)
    form = ReportForm(request.POST, auto_id=f"action{pk}_%s")
    if form.save(action, by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect("secretary:follow_up")
    return page(request, refused=form, about=pk)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a chain: the matter is not taken up again, and the reason is kept."""
    tabled = access.tabled_to_follow_or_404(request.user, pk)
    form = ReasonForm(request.POST, auto_id=f"tabled{pk}_%s", label=_("Why is it not taken up again?"))
    if form.attempt(lambda: tabling.end(tabled, why=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The matter is ended."))
        return redirect("secretary:follow_up")
    return page(request, refused=form, about=pk)
