"""One's own tasks: done, a line about it, or help wanted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings import access
from meetings.models import Member, UpdateKind
from meetings.procedure import assigning
from meetings.web.member.forms import ReportForm
from meetings.web.member.people import for_member


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def action(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A task of one's own, all that has been said about it, and the buttons."""
    found = access.own_action_or_404(request.user, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.attempt(
        lambda: assigning.report(
            found, by=member, kind=UpdateKind(form.cleaned_data["kind"]), text=form.cleaned_data["text"]
        )
    ):
        messages.success(request, _thanks(UpdateKind(form.cleaned_data["kind"])))
        return redirect("mine_action", found.pk)
    values = {"action": found, "form": form, "updates": found.updates.select_related("written_by"), "member": member}
    return render(request, "member/action.html", values)


def _thanks(kind: UpdateKind) -> str:
    if kind == UpdateKind.DONE:
        return _("Thank you. The action is marked as done.")
    if kind == UpdateKind.HELP:
        return _("The secretary sees that you need help.")
    return _("Your line is saved.")
