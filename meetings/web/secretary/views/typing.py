"""What the editor asks in the background while somebody types: keep this, read this, how does the register stand."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import access
from meetings.models import MeetingStatus, Protocol, clock
from meetings.models.base import StaleRowError
from meetings.procedure.seating import People
from meetings.procedure.steps import ProcedureError
from meetings.web.secretary import editor, reading, requests, rewriting
from meetings.web.secretary.forms.pane import PaneRegister
from meetings.web.secretary.forms.write import KeepForm

_NOT_TAKEN = HTTPStatus.UNPROCESSABLE_ENTITY
_LONGEST = 110_000  # characters of a text and the fields under it: more is not kept either


def _refused(form: KeepForm) -> JsonResponse:
    """422: why it cannot be kept."""
    said = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"objections": said}, status=_NOT_TAKEN)


def _in_script(words: str, place: int) -> int:
    """A place in a text as a script counts: some signs are two there."""
    return len(words[:place].encode("utf-16-le", "surrogatepass")) // 2


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed. 409 when somebody else has saved the item since."""
    one = access.item_or_404(request.user, pk, write=True)
    form = KeepForm(request.POST)
    try:
        kept = form.save(one, by=requests.member(request))
    except StaleRowError:
        return JsonResponse({"conflict": True}, status=HTTPStatus.CONFLICT)
    if not kept:
        return _refused(form)
    at = timezone.localtime(clock.now())
    return JsonResponse({"row_version": form.kept.row_version, "at": f"{at:%H.%M}"})


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """How a text would be read, or what a button under it would make of it. Nothing is written."""
    one = access.item_or_404(request.user, pk, write=True)
    known = People(one.meeting)
    words = request.POST.get("text", "").replace("\r\n", "\n")
    refused: list[str] = []
    if sum(map(len, request.POST.values())) > _LONGEST:
        return JsonResponse({"objections": [_("The text is too long for one item.")]}, status=_NOT_TAKEN)
    if rewriting.asked(request.POST):
        try:
            words = rewriting.rewritten(words, request.POST, item=one, known=known)
        except ProcedureError as error:
            refused = [str(objection) for objection in error.objections]
    found = reading.read(words, one, known)
    return JsonResponse(
        {
            "text": words,
            "refused": refused,
            "lines": [
                [line.first, line.last, line.tone, line.symbol] for line in found.lines if line.fields or line.says
            ],
            "marks": [(_in_script(words, start), _in_script(words, end), why) for start, end, why in found.marks],
            "html": render_to_string("secretary/_reading.html", {"reading": found}, request=request),
            "row_version": one.row_version,
            "typist": one.typed_by.name if one.typed_by and one.typed_by != access.member_of(request.user) else "",
        }
    )


@login_required
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark what was pressed in the register beside the text, and give the register as it stands then."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    register = PaneRegister(request.POST, meeting=meeting)
    by = requests.member(request)
    if register.save_each(by=by) and "rest" in request.POST:
        register.mark_rest(by=by)
    values = {
        "register": register.renewed(),
        "refused": register.rest,
        "todo": editor.todo(Protocol.objects.main_of(meeting)),
        "meeting": meeting,
    }
    return render(request, "secretary/_beside_text.html", values)


@login_required
@require_safe
def moment(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting's items as they stand, for the editor to go on with when the network is gone.

    Confidential items stay on the server.
    """
    meeting = access.meeting_or_404(request.user, pk, write=True)
    items = meeting.items.standing().in_order().filter(is_confidential=False)
    if meeting.status != MeetingStatus.OPEN:
        items = items.none()  # over: nothing is kept any more
    rows = items.values("pk", "agenda_number", "title", "text", "row_version")
    return JsonResponse({"meeting": meeting.pk, "title": str(meeting), "items": list(rows)})
