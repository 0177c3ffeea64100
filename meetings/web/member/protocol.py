"""A sent protocol: read it, answer it, and the receipt of the answer."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import access
from meetings.models import Answer, Meeting, Member, Method, Protocol, Stance, State
from meetings.procedure import answering, drafting
from meetings.web.member import reading, waiting
from meetings.web.member.forms import AnswerForm, RecallForm
from meetings.web.member.people import for_member


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def protocol(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Read a protocol; the buttons answer it. Whoever adjusts it can take it back."""
    found = access.protocol_or_404(request.user, pk)
    if request.method == "POST":
        return _recall(request, member, found) if "recall" in request.POST else _answer(request, member, found)
    return _page(request, member, found, _unanswered(found))


def _unanswered(found: Protocol) -> AnswerForm:
    version = reading.version_of(found)
    return AnswerForm(initial={"version": version.pk, "root": version.root})


def _page(
    request: HttpRequest,
    member: Member,
    found: Protocol,
    form: AnswerForm,
    *,
    status: int = HTTPStatus.OK,
    recall: RecallForm | None = None,
) -> HttpResponse:
    read = reading.read(member, found)
    if read.situation != reading.Situation.TO_ANSWER:
        form.fields["comment"].label = _("Your comment")
    if recall is None and found.state == State.UNDER_REVIEW and access.adjusted(member, found.meeting):
        recall = RecallForm()
    values = {"reading": read, "form": form, "recall": recall, "member": member, "council": found.meeting.council}
    return render(request, "member/protocol.html", values, status=status)


def _recall(request: HttpRequest, member: Member, found: Protocol) -> HttpResponse:
    """Take the protocol back, with a reason; the page then says that the secretary changes the text."""
    if not access.adjusted(member, found.meeting):
        raise PermissionDenied
    form = RecallForm(request.POST)
    if form.is_valid() and form.attempt(lambda: drafting.recall(found, reason=form.cleaned_data["reason"], by=member)):
        return redirect("mine_protocol", found.pk)
    return _page(request, member, found, _unanswered(found), recall=form)


def _answer(request: HttpRequest, member: Member, found: Protocol) -> HttpResponse:
    """Answer the text that was shown; when it has been replaced, show the newer one with what was typed."""
    version = reading.version_of(found)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, member, found, form)
    stance = Stance(form.cleaned_data["stance"])
    if stance != Stance.COMMENT and not access.may_answer(member, version):
        raise PermissionDenied
    if not form.is_about(version):
        form.add_error(None, _("The text has been changed since you opened it. Read what is new and answer again."))
        form.data = {**request.POST.dict(), "version": version.pk, "root": version.root}
        return _page(request, member, found, form, status=HTTPStatus.CONFLICT)
    comment = form.cleaned_data["comment"]
    if comment and stance == Stance.APPROVE:
        form.add_error("comment", _("You have written a change. Propose it, or empty the box and approve."))
        return _page(request, member, found, form)
    if form.attempt(
        lambda: answering.answer(version, by=member, stance=stance, comment=comment, method=Method.SIGNED_IN)
    ):
        return redirect("mine_receipt", found.pk)
    return _page(request, member, found, form)


@require_safe
@for_member
def receipt(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What was answered, that it can be changed, one's own actions, and the count: only after one's own answer."""
    found = access.protocol_or_404(request.user, pk)
    version = reading.version_of(found)
    counts = reading.own_answer(member, version)
    latest = Answer.objects.filter(version=version, member=member).last() or counts
    if latest is None:
        return redirect("mine_protocol", found.pk)
    count = answering.count(version) if counts else None
    values = {
        "protocol": found,
        "member": member,
        "answer": latest,
        "can_change": reading.situation(member, found) == reading.Situation.TO_ANSWER,
        "count": count,
        "marks": list(reading.marks(count)) if count else [],
        "actions": waiting.open_actions(request.user).filter(item__meeting=found.meeting),
        "next_meeting": Meeting.objects.after(found.meeting).first(),
    }
    return render(request, "member/receipt.html", values)
