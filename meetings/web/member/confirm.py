"""What waits for a second person: nobody both writes and alone approves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import access
from meetings.documents import build, days, html, labels, reading
from meetings.documents.structure import WITHHELD, Paper
from meetings.history import place_label
from meetings.models import ApprovalOutcome, Correction, Member, Protocol, ProtocolApproval
from meetings.models.base import StaleRowError
from meetings.procedure import approving, correcting
from meetings.procedure.steps import Objection
from meetings.web import files
from meetings.web.forms import StepForm
from meetings.web.member.forms import DeclineForm
from meetings.web.member.people import for_member
from meetings.web.member.reading import items

_REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Change:
    """One place that is to say something else. What is confidential is masked."""

    label: str
    old: str
    new: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is asked to confirm. `done` says that it has been, and then there is nothing to press."""

    heading: str
    lead: str
    after: str
    done: str
    objections: list[Objection]
    seen: str = ""
    read: str = ""
    original: str = ""
    changes: list[Change] = field(default_factory=list)
    paper: Paper | None = None

    @property
    def officers(self) -> list[tuple[str, str]]:
        """Who led, wrote and adjusts."""
        return [(labels.office(one.role), one.name) for one in self.paper.officers] if self.paper else []

    @property
    def items(self) -> list[html.Shown]:
        """The items of the paper, each ready for its template."""
        return items(self.paper) if self.paper else []

    @property
    def sides(self) -> list[html.Side]:
        """The register."""
        return html.sides(self.paper) if self.paper else []


def _day(protocol: Protocol) -> str:
    return days.spoken(protocol.meeting.held_on)


def page(
    request: HttpRequest, member: Member, question: Question, form: StepForm, decline: DeclineForm | None = None
) -> HttpResponse:
    """The question, with what is wrong with the answer if something is."""
    values = {"question": question, "form": form, "decline": decline, "member": member}
    status = HTTPStatus.CONFLICT if form.has_error(NON_FIELD_ERRORS, _REWRITTEN) else HTTPStatus.OK
    return render(request, "member/confirm.html", values, status=status)


def take(request: HttpRequest, form: StepForm, step: Callable[[], object], thanks: str) -> HttpResponse | None:
    """Take the step if the button was pressed; on to one's own page, or nothing when it was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        taken = form.attempt(step)
    except StaleRowError:
        words = _("This was rewritten after you opened the page. Read what stands now, and confirm it if it is right.")
        form.add_error(None, ValidationError(words, code=_REWRITTEN))
        return None
    if taken:
        messages.success(request, thanks)
        return redirect("mine")
    return None


def posted(request: HttpRequest) -> StepForm:
    """The button, if it was pressed."""
    return StepForm(request.POST if request.method == "POST" else None)


def _seen(request: HttpRequest) -> str:
    """The mark of what the person read; nothing is not what stands now."""
    return request.POST.get("seen", "")


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def row(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Confirm that a meeting approved a previous protocol, as sent or with changes."""
    found = access.row_to_confirm_or_404(request.user, pk)
    form = posted(request)
    thanks = _("Thank you. The protocol of %(day)s is approved.") % {"day": _day(found.protocol)}
    taken = take(request, form, lambda: approving.confirm_row(found, by=member, seen=_seen(request)), thanks)
    return taken or page(request, member, _about_row(found, member), form)


def _about_row(found: ProtocolApproval, member: Member) -> Question:
    values = {
        "day": _day(found.protocol),
        "at": days.spoken(found.item.meeting.held_on),
        "name": found.written_by,
    }
    with_changes = found.outcome == ApprovalOutcome.WITH_CHANGES
    heading = _("Did the meeting on %(at)s approve the protocol of %(day)s with these changes?")
    lead = _("%(name)s has written so. It applies when you have confirmed it.")
    paper = reading.as_read_by(member, found.version) if found.version else None
    return Question(
        heading=(heading if with_changes else _("Did the meeting on %(at)s approve the protocol of %(day)s?")) % values,
        lead=lead % values,
        after=_("The text stands from then on. Both protocols say when it was approved."),
        done=_("The approval has taken effect. There is nothing more to do.") if found.took_effect_at else "",
        objections=approving.objections_to_confirm_row(found, by=member),
        seen=approving.mark_of_row(found),
        read=reverse("mine_protocol", args=[found.protocol_id]),
        changes=[_change(paper, one.place, one.old, one.new) for one in found.changes.all()] if paper else [],
    )


def _change(paper: Paper, place: str, old: str, new: str, why: str = "") -> Change:
    """A change in words; in an item that is masked for the reader, its words are masked too."""
    item = next((one for one in paper.items if place.startswith(f"items/{one.anchor}/")), None)
    if item and item.title == WITHHELD:
        words = labels.masked(WITHHELD)
        return Change(labels.number(item, paper.head.label), words, words)
    return Change(place_label(place, paper), old, new, why)


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def correction(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Confirm a correction of an approved protocol, or decline it with a reason."""
    found = access.correction_to_confirm_or_404(request.user, pk)
    declines = "decline" in request.POST
    form = StepForm(request.POST if request.method == "POST" and not declines else None)
    decline = DeclineForm(request.POST if declines else None)
    thanks = _("Thank you. The protocol of %(day)s is corrected.") % {"day": _day(found.protocol)}
    taken = take(request, form, lambda: correcting.confirm(found, by=member), thanks)
    if declines:
        said = _("The correction is declined. The secretary sees why.")
        why = decline.cleaned_data["why"] if decline.is_valid() else ""
        taken = take(request, decline, lambda: correcting.decline(found, by=member, why=why), said)
    return taken or page(request, member, _about_correction(found, member), form, decline)


def _about_correction(found: Correction, member: Member) -> Question:
    done = ""
    if found.confirmed_at:
        done = _("The correction has been confirmed. There is nothing more to do.")
    elif found.dropped_at:
        done = _("The correction has been declined. There is nothing more to do.")
    paper = reading.as_read_by(member, found.base)
    values = {"name": found.written_by, "day": days.full(found.written_at)}
    return Question(
        heading=_("Is the correction of the protocol of %(day)s right?") % {"day": _day(found.protocol)},
        lead=_("%(name)s wrote it on %(day)s. It applies when you have confirmed it.") % values,
        after=_(
            "A published protocol gets a new edition. The old text can still be read, and the page says what "
            "was corrected, when and why."
        ),
        done=done,
        objections=[] if done else correcting.objections_to_confirm(found, by=member),
        read=reverse("mine_protocol", args=[found.protocol_id]),
        changes=[_change(paper, found.place, found.old, found.new, found.why)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def registration(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Confirm on what ground an old protocol counts as approved."""
    found = access.registration_to_confirm_or_404(request.user, pk)
    form = posted(request)
    thanks = _("Thank you. The protocol of %(day)s is registered as approved.") % {"day": _day(found)}
    step = partial(approving.confirm_registration, found, by=member, seen=_seen(request))
    return take(request, form, step, thanks) or page(request, member, _about_registration(found, member), form)


@require_safe
@for_member
def original(request: HttpRequest, member: Member, pk: int) -> HttpResponseBase:
    """The original of an old protocol, for whoever is asked to confirm what was read from it.

    It also shows what is confidential, and is then not for everybody.
    """
    found = access.registration_to_confirm_or_404(request.user, pk)
    if found.source is None or not access.may_read_original(member, found):
        raise Http404
    return files.original(found.source)


def _about_registration(found: Protocol, member: Member) -> Question:
    paper = build.read(found.version) if found.version else build.paper(found)
    values = {"name": found.registered_by, "basis": found.get_basis_display(), "note": found.basis_note}
    lead = _("%(name)s has registered it: %(basis)s. %(note)s") % values
    return Question(
        heading=_("Is this the approved protocol of %(day)s?") % {"day": days.full(found.meeting.held_on)},
        lead=lead.strip(),
        after=_("The text stands from then on, marked as an imported protocol, with the original beside it."),
        done=_("The protocol is registered as approved. There is nothing more to do.") if found.is_approved else "",
        objections=[] if found.is_approved else approving.objections_to_confirm_registration(found, by=member),
        seen=approving.mark_of_registration(found),
        original=reverse("mine_original", args=[found.pk]) if access.may_read_original(member, found) else "",
        paper=reading.masked_for(member, found, paper),
    )
