"""A deputy for the secretary: the chair appoints."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings.documents import days
from meetings.history import deputies
from meetings.models import Member
from meetings.procedure import deputising
from meetings.web.member import confirm
from meetings.web.member.forms import DeclineForm
from meetings.web.member.people import for_member


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def deputy(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Appoint the deputy whom the secretary has proposed, or say no with a reason."""
    found = deputising.put_to(member, pk)
    if found is None:
        raise Http404
    declines = "decline" in request.POST
    form = confirm.posted(request)
    decline = DeclineForm(request.POST if declines else None)
    if declines:
        why = decline.cleaned_data["why"] if decline.is_valid() else ""
        said = _("You have said no. The secretary sees why.")
        taken = confirm.take(request, decline, lambda: deputising.drop(found, why=why, by=member), said)
    else:
        thanks = _("Thank you. %(name)s is appointed deputy secretary.") % {"name": found.member}
        taken = confirm.take(request, form, lambda: deputising.appoint(found, by=member), thanks)
    return taken or confirm.page(request, member, _about(found, member), form, decline)


def _about(found: deputies.Proposal, member: Member) -> confirm.Question:
    values = {
        "name": found.member,
        "by": found.by,
        "council": found.council,
        "since": days.full(found.from_on),
        "until": days.full(found.until_on),
    }
    done = ""
    if deputies.was_appointed(found):
        done = _("%(name)s has been appointed. There is nothing more to do.") % values
    elif found.pk not in {one.pk for one in deputising.asked_of(member)}:
        done = _("The proposal no longer waits. There is nothing more to do.")
    return confirm.Question(
        heading=_("Shall %(name)s be deputy secretary?") % values,
        lead=_("%(by)s proposes it: %(council)s, from %(since)s to %(until)s.") % values,
        after=_(
            "%(name)s then has the same rights as the secretary until and including %(until)s. After that day they "
            "end by themselves. What everybody does stands in the history."
        )
        % values,
        done=done,
        objections=[] if done else deputising.objections_to_appoint(found, by=member),
    )
