"""Lämna över: a deputy until a day, whom the chair appoints, and what waits for them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import access
from meetings.history import deputies
from meetings.models import Council
from meetings.procedure import deputising
from meetings.web.forms import StepForm
from meetings.web.secretary import handing_over, requests
from meetings.web.secretary.forms.hand_over import HandOverForm


def _council_or_404(request: HttpRequest, slug: str, *, write: bool) -> Council:
    """A council at the desk: 403 for a chair who would write, 404 for everybody else."""
    council = get_object_or_404(access.councils_at_desk(access.member_of(request.user)), slug=slug)
    if write and not requests.may_write(request, council):
        raise PermissionDenied
    return council


def page(request: HttpRequest, council: Council, form: StepForm, *, refused: StepForm | None = None) -> HttpResponse:
    """The page, with the form as it was filled in."""
    member = requests.member(request)
    values: dict[str, Any] = {
        "section": "hand_over",
        "council": council,
        "form": form,
        "refused": refused,
        "waiting": handing_over.waiting(council, member),
        "proposal": next(iter(deputies.waiting([council])), None),
        "refusal": deputies.refusal(council),
        "appointed": deputising.appointed(council),
        "chairs": deputising.chairs(council),
        "keeps": deputising.keeps(member, council),
    }
    return render(request, "secretary/hand_over.html", values)


@login_required
def hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a deputy; and the list of what waits."""
    council = _council_or_404(request, slug, write=request.method == "POST")
    form = HandOverForm(requests.posted(request), council=council)
    if request.method == "POST":
        if form.save(by=requests.member(request)):
            messages.success(request, _("The chair has a letter, and appoints with one button."))
            return redirect("secretary:hand_over", slug)
        return page(request, council, form, refused=form)
    return page(request, council, form)


@login_required
@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back a proposal that the chair has not answered."""
    council = _council_or_404(request, slug, write=True)
    button = StepForm(request.POST)
    for proposal in deputies.waiting([council]):
        if not button.attempt(partial(deputising.drop, proposal, by=requests.member(request))):
            return page(request, council, HandOverForm(council=council), refused=button)
        messages.success(request, _("The proposal is taken back."))
    return redirect("secretary:hand_over", slug)


@login_required
@require_POST
def end(request: HttpRequest, slug: str, mandate: int) -> HttpResponse:
    """End a deputy's mandate before its day."""
    council = _council_or_404(request, slug, write=True)
    button = StepForm(request.POST)
    for one in deputising.appointed(council).filter(pk=mandate):
        if not button.attempt(partial(deputising.end, one, by=requests.member(request))):
            return page(request, council, HandOverForm(council=council), refused=button)
        messages.success(request, _("The right has ended."))
    return redirect("secretary:hand_over", slug)
