"""Following up: the actions over all meetings, what was handed over, and what lies on the table."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import access
from meetings.models import ActionItem, ActionUpdate, Council, Member, clock
from meetings.models.action_item import ActionItemQuerySet
from meetings.procedure import tabling
from meetings.web.forms import ReasonForm, StepForm
from meetings.web.secretary import on_the_table, requests
from meetings.web.secretary.forms.annual import PeriodForm
from meetings.web.secretary.forms.follow_up import ActionFilter, ReportForm

_A_PAGE = 25


def page(request: HttpRequest, *, refused: StepForm | None = None, about: int | None = None) -> HttpResponse:
    """The lists; a form that was refused opens at its own row."""
    member = requests.member(request)
    own = councils(member)
    chosen = ActionFilter(request.GET, member=member, councils=own)
    actions = Paginator(chosen.found(), _A_PAGE).get_page(request.GET.get("sida"))
    with_what_was_said(list(actions))
    values: dict[str, Any] = {
        "section": "follow_up",
        "chosen": chosen,
        "page": actions,
        "today": clock.today(),
        "sums": _sums(chosen.followed),
        "handed_over": access.handed_over_to_follow(member).waiting().waiting_first(),
        "tabled": on_the_table.lying(member),
        "period": PeriodForm({}, councils=own),
        "kept": {council.pk for council in access.councils_of_secretary(member)},
        "refused": refused,
        "about": about,
    }
    return render(request, "secretary/follow_up.html", values)


def councils(member: Member) -> list[Council]:
    """The councils whose work somebody follows; 404 for those who follow none."""
    found = list(access.councils_at_desk(member).order_by("name", "pk"))
    if not found:
        raise Http404
    return found


def with_what_was_said(actions: Sequence[ActionItem]) -> Sequence[ActionItem]:
    """Actions with who is responsible, and with `said`: all that was said about each, the latest last."""
    said = Prefetch("updates", ActionUpdate.objects.select_related("written_by"), to_attr="said")
    prefetch_related_objects(actions, "responsible", said)
    return actions


def _sums(followed: ActionItemQuerySet) -> dict[str, int]:
    """How many actions are open, and how many of those are late."""
    late = Count("pk", filter=Q(is_late=True))
    return followed.open().aggregate(open=Count("pk"), late=late)


@login_required
@require_safe
def follow_up(request: HttpRequest) -> HttpResponse:
    """Uppföljning."""
    return page(request)


@login_required
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action, all that was said about it, and the form for more. It leads back to the list it was found in."""
    is_written = request.method == "POST"
    found = access.action_to_follow_or_404(request.user, pk, write=is_written)
    form = ReportForm(requests.posted(request), action=found)
    if is_written and form.save(by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect(reverse("secretary:follow_up", query=request.GET))
    may_write = requests.may_write(request, found.item.meeting.council)
    values = {"section": "follow_up", "action": with_what_was_said([found])[0], "form": form, "may_write": may_write}
    status = HTTPStatus.CONFLICT if form.is_stale else HTTPStatus.OK
    return render(request, "secretary/action.html", values, status=status)


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
