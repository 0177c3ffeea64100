"""Finishing: closing the meeting, what is missing, sending to the members, and what they answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import access, history
from meetings.documents import build, html, labels, reading
from meetings.documents.aftermath import Aftermath
from meetings.documents.structure import Paper
from meetings.letters import answer as answer_letter
from meetings.models import ActionItem, Member, Protocol, State
from meetings.procedure import answering, drafting, keeping, rules
from meetings.web.forms import ReasonForm, StepForm
from meetings.web.secretary import answered, finds, fixing, letter, requests
from meetings.web.secretary.forms.finish import EnteredForm, SendForm


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Avsluta mötet: everybody with a task gets a letter with their own."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = StepForm(requests.posted(request))
    if request.method == "POST" and form.attempt(lambda: drafting.close_meeting(meeting, by=requests.member(request))):
        messages.success(request, _("The meeting is closed."))
        protocol = Protocol.objects.main_of(meeting)
        return redirect("secretary:finish", protocol.pk) if protocol else redirect("secretary:prepare", pk)
    tasks = ActionItem.objects.filter(item__meeting=meeting).prefetch_related("responsible").select_related("item")
    values = {"meeting": meeting, "form": form, "tasks": tasks, "tab": "write", "may_write": True}
    return render(request, "secretary/close.html", {**values, "protocol": Protocol.objects.main_of(meeting)})


def page(request: HttpRequest, protocol: Protocol, **bound: StepForm) -> HttpResponse:
    """The page of an utskick; a form that was refused takes the place of its empty one."""
    out = protocol.version if protocol.state == State.UNDER_REVIEW else None
    asked = keeping.recipients(protocol)
    said = answered.rows(out, asked) if out else []
    values: dict[str, Any] = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "by_mail": [member for member in asked if member.email],
        "on_paper": [member for member in asked if not member.email],
        "answered": said,
        "open_wishes": sum(row.is_wish for row in said),
        "count": answering.count(out) if out else None,
        "recall": ReasonForm(auto_id="recall_%s", label=_("Why is it taken back?")),
        "entered": EnteredForm(protocol=protocol, auto_id="entered_%s"),
        "may_write": requests.may_write(request, protocol.meeting.council),
        "refused": next(iter(bound.values()), None),
        "tab": "finish",
    }
    if not protocol.is_approved:
        values |= _to_send(protocol, requests.member(request))
    return render(request, "secretary/finish.html", {**values, **bound})


def _to_send(protocol: Protocol, reader: Member) -> dict[str, Any]:
    """What is said before it is sent, or sent again: what is left, what is new, and what was found in the text."""
    withheld = access.withheld_from(reader, protocol)
    missing = drafting.objections_to_send(protocol, by=None)
    paper = build.paper(protocol)
    out = protocol.version if protocol.state == State.UNDER_REVIEW else None
    register = bool(out and rules.register_changed(out))
    return {
        "todo": fixing.todo(protocol, missing, withheld=withheld),
        "done": fixing.done(paper, missing, withheld=withheld),
        "differences": _differences(protocol, paper, reader, withheld=withheld),
        "waits": out is None or register or not build.is_same(out, paper),
        "answers_are_void": bool(out and register and rules.rule(out).awaits(out)),
        "finds": list(finds.in_draft(protocol, paper, withheld=withheld)),
        "approves": answer_letter.who_approves(letter.as_if_sent(protocol)),
        "send": SendForm(protocol=protocol),
    }


def _differences(
    protocol: Protocol, paper: Paper, reader: Member, *, withheld: frozenset[str]
) -> list[history.Difference]:
    """What the draft says otherwise than the version that was sent last, as far as the person might read that."""
    if protocol.version is None:
        return []
    return history.differences(reading.as_read_by(reader, protocol.version), paper, withheld=withheld)


@login_required
@require_safe
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, and what the members have answered."""
    return page(request, access.draft_or_404(request.user, pk))


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The protocol as it would read if it were sent now; once it is approved, the text that stands."""
    protocol = access.draft_or_404(request.user, pk)
    withheld = access.withheld_from(requests.member(request), protocol)
    stands = protocol.approved_version
    paper = build.read(stands) if stands else build.paper(protocol)
    items = [item for item in paper.items if item.anchor not in withheld]
    values = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "head": paper.head,
        "officers": [(labels.office(one.role), one.name) for one in paper.officers],
        "sides": html.sides(paper),
        "items": [html.show(item, paper.head.label, Aftermath()) for item in items],
        "may_write": requests.may_write(request, protocol.meeting.council),
        "tab": "finish",
    }
    return render(request, "secretary/preview.html", values)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the protocol to those who were there."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    form = SendForm(request.POST, protocol=protocol)
    if form.save(by=requests.member(request)):
        messages.success(request, _("The minutes are sent to those who were there."))
        return redirect("secretary:finish", pk)
    return page(request, protocol, send=form)


@login_required
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the protocol back to change it, with a reason."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    form = ReasonForm(request.POST, auto_id="recall_%s", label=_("Why is it taken back?"))
    if form.attempt(lambda: drafting.recall(protocol, reason=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The minutes are taken back. Change the text and send it again."))
        return redirect("secretary:finish", pk)
    return page(request, protocol, recall=form)


@login_required
@require_POST
def entered(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down an answer that came by phone or on paper."""
    protocol = access.draft_or_404(request.user, pk, write=True)
    form = EnteredForm(request.POST, protocol=protocol, auto_id="entered_%s")
    if form.save(by=requests.member(request)):
        messages.success(request, _("The answer is written down."))
        return redirect("secretary:finish", pk)
    return page(request, protocol, entered=form)
