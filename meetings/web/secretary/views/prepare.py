"""Preparing a meeting: one page with its facts, agenda, notice, and what else may happen to it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import access, history
from meetings.models import AgendaItem, Meeting, MeetingStatus, Protocol
from meetings.procedure import calling, drafting
from meetings.procedure.steps import refuse_if
from meetings.web.forms import ReasonForm, StepForm
from meetings.web.secretary import agenda, coming, requests
from meetings.web.secretary.agenda import Agenda
from meetings.web.secretary.forms import prepare as forms


def page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    arranged: Agenda | None = None,
    status: int = HTTPStatus.OK,
    **bound: StepForm,
) -> HttpResponse:
    """The page of a meeting; a form that was refused takes the place of its empty one."""
    notice, called = meeting.notice, calling.called(meeting)
    is_out = notice is not None and meeting.status == MeetingStatus.PLANNED
    found = arranged or agenda.agenda_of(meeting, member=requests.member(request))
    changes = history.notice_changes(notice, found.items) if notice and is_out else []
    values: dict[str, Any] = {
        "meeting": meeting,
        "protocol": Protocol.objects.main_of(meeting),
        "agenda": found,
        "notice": notice,
        "called": called,
        "facts": forms.FactsForm(initial=forms.facts_of(meeting)),
        "add": forms.AddItemForm(auto_id="add_%s", meeting=meeting),
        "send": forms.NoticeForm(initial={"changes": "\n".join(changes)}),
        "changes": changes,
        "replies": coming.replies_to(meeting) if is_out else None,
        "reply": forms.ReplyForm(called=called, auto_id="reply_%s"),
        "begin": StepForm(),
        "cancel": ReasonForm(auto_id="cancel_%s", label=_("Why is the meeting cancelled?")),
        "move": forms.MoveForm(auto_id="move_%s"),
        "may_write": requests.may_write(request, meeting.council),
        "tab": "prepare",
    }
    values["refused"] = next(iter(bound.values()), None)
    return render(request, "secretary/prepare.html", {**values, **bound}, status=status)


@login_required
@require_safe
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as it stands."""
    return page(request, access.meeting_or_404(request.user, pk))


@login_required
@require_POST
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Save day, times and place."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = forms.FactsForm(request.POST)
    if form.save(meeting, by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect("secretary:prepare", pk)
    return page(request, meeting, facts=form)


@login_required
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new item on the agenda."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = forms.AddItemForm(request.POST, auto_id="add_%s", meeting=meeting)
    if form.save(by=requests.member(request)):
        messages.success(request, _("The item is on the agenda."))
        return redirect("secretary:prepare", pk)
    return page(request, meeting, add=form)


@login_required
@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the agenda: ticks, minutes, and an item moved, whichever button was pressed; then perhaps send it."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    by = requests.member(request)
    found = agenda.agenda_of(meeting, member=by, data=request.POST)
    if found.form is None:
        refused = StepForm(request.POST)
        refused.attempt(lambda: refuse_if(calling.objections_to_change_agenda(meeting, by=by)))
        return page(request, meeting, arrange=refused)
    if not found.form.save(by=by):
        status = HTTPStatus.CONFLICT if found.form.is_stale else HTTPStatus.OK
        return page(request, meeting, arranged=found, status=status)
    if "send" in request.POST:
        return send(request, pk)
    if moved := found.form.moved:
        return redirect(reverse("secretary:prepare", args=[pk]) + f"#item-{moved}")
    messages.success(request, _("Saved."))
    return redirect(reverse("secretary:prepare", args=[pk]) + "#h-agenda")


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the notice: the numbers are frozen and the members get a letter."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = forms.NoticeForm(request.POST)
    if form.attempt(lambda: calling.send_notice(meeting, changes=form.said("changes"), by=requests.member(request))):
        messages.success(request, _("The notice is sent."))
        return redirect("secretary:prepare", pk)
    return page(request, meeting, send=form)


@login_required
@require_POST
def enter_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody has replied by phone."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = forms.ReplyForm(request.POST, called=calling.called(meeting), auto_id="reply_%s")
    if form.save(meeting, by=requests.member(request)):
        messages.success(request, _("The reply is entered."))
        return redirect(reverse("secretary:prepare", args=[pk]) + "#h-coming")
    return page(request, meeting, reply=form)


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the meeting: the register is called and the minutes can be written."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = StepForm(request.POST)
    if form.attempt(lambda: drafting.open_meeting(meeting, by=requests.member(request))):
        return redirect("secretary:register", pk)
    return page(request, meeting, begin=form)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel the meeting, with a reason."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = ReasonForm(request.POST, auto_id="cancel_%s", label=_("Why is the meeting cancelled?"))
    if form.attempt(lambda: calling.cancel(meeting, reason=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The meeting is cancelled."))
        return redirect("secretary:prepare", pk)
    return page(request, meeting, cancel=form)


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the meeting to another day, with a reason."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = forms.MoveForm(request.POST, auto_id="move_%s")
    if form.save(meeting, by=requests.member(request)):
        messages.success(request, _("The meeting is moved, and its agenda with it."))
        return redirect("secretary:prepare", form.moved.pk)
    return page(request, meeting, move=form)


# --- One item of the agenda


def item_page(request: HttpRequest, item: AgendaItem, **bound: StepForm) -> HttpResponse:
    """An item as it stands in the notice, and taking it off."""
    values: dict[str, Any] = {
        "item": item,
        "meeting": item.meeting,
        "form": forms.AgendaItemForm(item=item),
        "presenters": forms.PresentersForm(item=item, auto_id="presenters_%s"),
        "take_off": forms.TakeOffForm(auto_id="off_%s"),
        "refused": next(iter(bound.values()), None),
        "tab": "prepare",
    }
    return render(request, "secretary/agenda_item.html", {**values, **bound})


@login_required
def agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename or describe an item, or say what is expected of it."""
    item = access.item_or_404(request.user, pk, write=True)
    if request.method != "POST":
        return item_page(request, item)
    form = forms.AgendaItemForm(request.POST, item=item)
    if form.save(by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect("secretary:prepare", item.meeting_id)
    return item_page(request, item, form=form)


@login_required
@require_POST
def presenters(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who presents an item."""
    item = access.item_or_404(request.user, pk, write=True)
    form = forms.PresentersForm(request.POST, item=item, auto_id="presenters_%s")
    if form.save(by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect(reverse("secretary:prepare", args=[item.meeting_id]) + f"#item-{pk}")
    return item_page(request, item, presenters=form)


@login_required
@require_POST
def take_off(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an item off the agenda; nothing is silently dropped. What is gone already is gone."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    if not meeting.items.standing().filter(pk=item).exists():
        return redirect("secretary:prepare", pk)
    one = access.item_or_404(request.user, item, write=True)
    form = forms.TakeOffForm(request.POST, auto_id="off_%s")
    if form.attempt(lambda: calling.take_off(one, why=form.said("reason"), by=requests.member(request))):
        messages.success(request, _("The item is taken off the agenda."))
        return redirect("secretary:prepare", pk)
    return item_page(request, one, take_off=form)
