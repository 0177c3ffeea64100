"""After the approval: corrections, undoing, and old protocols whose approval is registered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import access
from meetings.models import Basis, Protocol
from meetings.procedure import approving, correcting
from meetings.web.forms import ReasonForm, StepForm
from meetings.web.secretary import fixing, requests
from meetings.web.secretary.forms.correct import CorrectionForm, RegisterForm


def page(request: HttpRequest, protocol: Protocol, **bound: StepForm) -> HttpResponse:
    """The page of corrections; a form that was refused takes the place of its empty one."""
    member = requests.member(request)
    corrections = protocol.corrections.select_related("written_by", "confirmed_by", "version")
    values: dict[str, Any] = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "form": CorrectionForm(protocol=protocol),
        "undo": ReasonForm(auto_id="undo_%s", label=_("Why is the approval undone?")),
        "decline": ReasonForm(auto_id="decline_%s", label=_("Why is it dropped?")),
        "waiting": corrections.waiting(),
        "confirmed": corrections.confirmed(),
        "signers": [one for one in correcting.signers(protocol) if one.pk != member.pk],
        "may_undo": not approving.objections_to_undo(protocol, reason="—", by=member),
        "may_write": requests.may_write(request, protocol.meeting.council),
        "refused": next(iter(bound.values()), None),
        "tab": "correct",
    }
    if not values["may_write"]:
        hidden = tuple(f"items/{anchor}/" for anchor in access.withheld_from(member, protocol))
        for name in ("waiting", "confirmed"):
            values[name] = [one for one in values[name] if not one.place.startswith(hidden)]
    return render(request, "secretary/correct.html", {**values, **bound})


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a correction of an approved text."""
    protocol = access.draft_or_404(request.user, pk, write=request.method == "POST")
    if request.method != "POST":
        return page(request, protocol)
    form = CorrectionForm(request.POST, protocol=protocol)
    if form.save(by=requests.member(request)):
        messages.success(request, _("The correction is written. It holds when somebody else confirms it."))
        return redirect("secretary:correct", pk)
    return page(request, protocol, form=form)


@login_required
@require_POST
def decline(request: HttpRequest, pk: int, correction: int) -> HttpResponse:
    """Drop a correction that nobody has confirmed, with a reason."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    one = protocol.corrections.filter(pk=correction).first()
    if one is None:
        raise Http404
    form = ReasonForm(request.POST, auto_id="decline_%s", label=_("Why is it dropped?"))
    if form.attempt(lambda: correcting.decline(one, why=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The correction is dropped. Nothing was changed."))
        return redirect("secretary:correct", pk)
    return page(request, protocol, decline=form)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo an approval that was a mistake, with a reason."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    form = ReasonForm(request.POST, auto_id="undo_%s", label=_("Why is the approval undone?"))
    if form.attempt(lambda: approving.undo(protocol, reason=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The approval is undone."))
        return redirect("secretary:finish", pk)
    return page(request, protocol, undo=form)


@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register on what ground an old protocol counts as approved."""
    protocol = access.draft_or_404(request.user, pk, write=request.method == "POST")
    form = RegisterForm(requests.posted(request), protocol=protocol)
    if request.method == "POST" and form.save(by=requests.member(request)):
        messages.success(request, _("Registered. It holds when somebody else on the council confirms."))
        return redirect("secretary:register_approval", pk)
    withheld = access.withheld_from(requests.member(request), protocol)
    missing = approving.objections_to_register(protocol, basis=Basis.UNKNOWN, note_="", by=None)
    values = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "form": form,
        "todo": fixing.todo(protocol, missing, withheld=withheld),
        "waits": protocol.registered_by_id and not approving.is_written_since_registered(protocol),
        "may_write": requests.may_write(request, protocol.meeting.council),
        "tab": "registered",
    }
    return render(request, "secretary/register_approval.html", values)
