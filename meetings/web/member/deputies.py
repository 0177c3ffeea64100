"""The chair's own page about deputies for the secretary: appoint one, or end one."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings.models import Member
from meetings.procedure import deputising
from meetings.web.forms import StepForm
from meetings.web.member.forms import AppointForm
from meetings.web.member.people import for_member


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def deputies(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    """Who stands in for the secretary; the chair appoints also when the secretary cannot propose anybody."""
    council = get_object_or_404(deputising.led_by(member), slug=slug)
    appointed, ends = deputising.appointed(council), request.POST.get("end", "")
    form = AppointForm(request.POST if request.method == "POST" and not ends else None, council=council)
    button = StepForm(request.POST if ends else None)
    if ends:
        for mandate in (one for one in appointed if str(one.pk) == ends):
            if button.attempt(partial(deputising.end, mandate, by=member)):
                messages.success(request, _("The right has ended."))
                return redirect("mine_deputies", slug)
    elif request.method == "POST" and form.save(by=member):
        messages.success(request, _("%(name)s is appointed deputy secretary.") % {"name": form.said("member")})
        return redirect("mine_deputies", slug)
    values = {"member": member, "council": council, "appointed": appointed, "form": form, "button": button}
    return render(request, "member/deputies.html", values)
