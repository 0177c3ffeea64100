"""Publishing: what was found, what becomes public, and taking it away again."""

import json
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import access
from meetings.documents import structure
from meetings.models import Protocol, Publication, PublicationKind
from meetings.models.base import StaleRowError
from meetings.procedure import publishing
from meetings.web.forms import ReasonForm, StepForm
from meetings.web.secretary import requests
from meetings.web.secretary.forms.publish import PublishForm


def page(
    request: HttpRequest, protocol: Protocol, *, status: int = HTTPStatus.OK, edition: int = 0, **bound: StepForm
) -> HttpResponse:
    """The page of publishing; a form that was refused, perhaps about an edition, takes the place of its empty one."""
    links = list(protocol.publications.newest_first())
    form = PublishForm(protocol=protocol)
    editions = _editions(links, unsaid=_unsaid(request, protocol))
    for one in editions:
        if one["link"].edition == edition:
            one["form"] = bound["suppress"]
    values: dict[str, Any] = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "form": form,
        "by_rule": len(form.review.withheld),
        "editions": editions,
        "withdraw": ReasonForm(auto_id="withdraw_%s", label=_("Why is it taken away?")),
        "may_write": requests.may_write(request, protocol.meeting.council),
        "refused": next(iter(bound.values()), None),
        "tab": "publish",
    }
    return render(request, "secretary/publish.html", {**values, **bound}, status=status)


def _unsaid(request: HttpRequest, protocol: Protocol) -> set[int | None]:
    """The versions whose correction is in an item that the reader may not see: its reason tells of it."""
    withheld = access.withheld_from(requests.member(request), protocol)
    made = protocol.corrections.confirmed().values_list("version", "place")
    return {version for version, place in made if structure.anchor_of(place) in withheld}


def _editions(links: list[Publication], *, unsaid: set[int | None]) -> list[dict[str, Any]]:
    """The editions, newest first: which is shown now, and which are taken away."""
    gone = {link.edition: link for link in links if link.kind == PublicationKind.SUPPRESSED}
    editions = [link for link in links if link.kind in {PublicationKind.PUBLISHED, PublicationKind.CORRECTED}]
    return [
        {
            "link": link,
            "reason": "" if link.version_id in unsaid else link.reason,
            "withheld": len(json.loads(link.withheld)),
            "gone": gone.get(link.edition),
            "is_current": n == 0,
            "form": ReasonForm(auto_id=f"suppress{link.edition}_%s", label=_("Why is the edition taken away?")),
        }
        for n, link in enumerate(editions)
    ]


@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what was found, and publish."""
    protocol = access.draft_or_404(request.user, pk, write=request.method == "POST")
    if request.method != "POST":
        return page(request, protocol)
    form = PublishForm(request.POST, protocol=protocol)
    try:
        published = form.save(by=requests.member(request))
    except StaleRowError:
        return read_again(request, pk)
    if published:
        messages.success(request, _("The minutes are published."))
        return redirect("secretary:publish", pk)
    return page(request, protocol, form=form)


def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """409: what would become public is not what was read. The page as it is now, with what was typed."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    form = PublishForm(request.POST, protocol=protocol)
    form.ask_again()
    return page(request, protocol, status=HTTPStatus.CONFLICT, form=form)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole protocol away from the public, with a reason."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    form = ReasonForm(request.POST, auto_id="withdraw_%s", label=_("Why is it taken away?"))
    if form.attempt(lambda: publishing.withdraw(protocol, reason=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The minutes are taken away. The address says when and why."))
        return redirect("secretary:publish", pk)
    return page(request, protocol, withdraw=form)


@login_required
@require_POST
def suppress(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """Take one earlier edition away, with a reason."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    link = protocol.publications.editions().filter(edition=edition).first()
    if link is None:
        raise Http404
    form = ReasonForm(request.POST, label=_("Why is the edition taken away?"))
    if form.attempt(lambda: publishing.suppress(link, reason=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The edition is taken away. Its address says when and why."))
        return redirect("secretary:publish", pk)
    return page(request, protocol, edition=edition, suppress=form)
