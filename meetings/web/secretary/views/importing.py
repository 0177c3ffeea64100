"""Old protocols in: a preview, a draft, and what a human has to look at."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access
from meetings.importing import drafting, parsing, reading
from meetings.importing.parsed import ParsedProtocol
from meetings.models import Council, Protocol, outcome_label
from meetings.procedure import calling
from meetings.web import files
from meetings.web.secretary import doubts, requests
from meetings.web.secretary.forms.importing import ImportForm
from meetings.web.secretary.forms.names import NamesForm


@login_required
def bring_in(request: HttpRequest) -> HttpResponse:
    """Paste or upload, look at what was found, and make a draft of it."""
    member = requests.member(request)
    councils = access.councils_of_secretary(member)
    if not councils.exists():
        raise Http404
    form = ImportForm(requests.posted(request), requests.files(request), councils=councils)
    values: dict[str, Any] = {"section": "import", "form": form, "drafts": access.imports_to_check(member)}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("go") == "draft" and form.save(by=member):
            return redirect("secretary:check_import", form.protocol.pk)
        values |= _preview(form, form.said("council"))
    return render(request, "secretary/import.html", values)


def _preview(form: ImportForm, council: Council) -> dict[str, Any]:
    """What would become of it: nothing is stored."""
    form.keep()
    if not form.errors:
        form.object_to(drafting.objections(council, form.parsed, by=None))
    day = form.parsed.date
    return {
        "found": found(form.parsed),
        "lines": lines(form.source, form.parsed),
        "nth": calling.next_that_day(council, day) if day else 1,
        "before": drafting.imported_before(council, form.content),
    }


def found(parsed: ParsedProtocol) -> dict[str, Any]:
    """What was found in a document, as a page shows it."""
    return {
        "parsed": parsed,
        "items": [(item, outcome_label(item.outcome) if item.outcome else "") for item in parsed.items],
        "doubts": [(doubt, doubts.question(doubt.question)) for doubt in parsed.doubts],
    }


def lines(source: str, parsed: ParsedProtocol) -> list[tuple[str, str]]:
    """Each line of the document, and whether something was found in it or is doubtful there."""
    doubtful = {doubt.line for doubt in parsed.doubts}
    hits = {person.line for person in (*parsed.attendees, *parsed.absent)} | {item.line for item in parsed.items}
    marks = {**dict.fromkeys(hits, "is-hit"), **dict.fromkeys(doubtful, "is-doubt")}
    return [(line, marks.get(n, "")) for n, line in enumerate(source.splitlines(), 1)]


def _imported_or_404(request: HttpRequest, pk: int) -> Protocol:
    protocol = access.draft_or_404(request.user, pk, write=request.method == "POST")
    if protocol.source is None:
        raise Http404
    if not access.may_read_original(access.member_of(request.user), protocol):
        raise PermissionDenied  # the original shows what is confidential: then it is the secretary's alone
    return protocol


@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The original beside what was read, what is doubtful, and who the names may be."""
    protocol = _imported_or_404(request, pk)
    names = NamesForm(requests.posted(request), meeting=protocol.meeting, protocol=protocol)
    if request.method == "POST" and names.save(by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect(reverse("secretary:check_import", args=[pk]) + "#people")
    assert protocol.source is not None, "asked at the door"
    source = reading.read(bytes(protocol.source.content), name=protocol.source.name)
    parsed = parsing.parse(source)
    values = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "found": found(parsed),
        "lines": lines(source, parsed),
        "names": names,
        "may_write": requests.may_write(request, protocol.meeting.council),
        "tab": "import",
    }
    return render(request, "secretary/check_import.html", values)


@login_required
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The original, byte for byte, as a file to keep."""
    protocol = _imported_or_404(request, pk)
    assert protocol.source is not None, "asked at the door"
    return files.original(protocol.source)
