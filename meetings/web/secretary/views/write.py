"""Writing: the items of a meeting, one at a time, and two texts side by side when two have written."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access, history
from meetings.models import AgendaItem, ApprovalOutcome, MeetingStatus, Protocol
from meetings.models.base import StaleRowError
from meetings.procedure.seating import People
from meetings.procedure.steps import ProcedureError
from meetings.web.secretary import conflict, editor, reading, requests, rewriting, said
from meetings.web.secretary.editor import Sheet
from meetings.web.secretary.forms.write import ItemForm

_OWN = frozenset({"csrfmiddlewaretoken", "go", "title", "text", "is_confidential", "row_version", *rewriting.BUTTONS})


@login_required
@require_safe
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of the meeting, with how each ended so far."""
    meeting = access.meeting_or_404(request.user, pk)
    may_write = requests.may_write(request, meeting.council)
    values = {
        "meeting": meeting,
        "protocol": Protocol.objects.main_of(meeting),
        "items": editor.readable(meeting, may_write=may_write),
        "may_write": may_write,
        "tab": "write",
    }
    return render(request, "secretary/write.html", values)


def item_page(request: HttpRequest, item: AgendaItem, sheet: Sheet, *, status: int = HTTPStatus.OK) -> HttpResponse:
    """An item: its text, how the lines are read, and what stands around it."""
    meeting, protocol = item.meeting, Protocol.objects.main_of(item.meeting)
    may_write = requests.may_write(request, meeting.council)
    items = editor.readable(meeting, may_write=may_write)
    place = next((n for n, one in enumerate(items) if one.pk == item.pk), None)
    known = People(meeting)
    values: dict[str, Any] = {
        "meeting": meeting,
        "protocol": protocol,
        "item": item,
        "form": sheet.form,
        "reading": reading.read(sheet.form["text"].value() or "", item, known),
        "briefs": editor.briefs(items),
        "number": (place or 0) + 1,
        "previous_item": items[place - 1] if place else None,
        "next_item": items[place + 1] if place is not None and place + 1 < len(items) else None,
        "rows": sheet.rows,
        "may_write": may_write,
        "earlier": editor.earlier(item, may_write=may_write),
        "tab": "write",
    }
    if not may_write or protocol is None or protocol.is_approved or item.withdrawn_why:
        values["html"] = editor.prose(item)
        return render(request, "secretary/item.html", values, status=status)
    values |= {
        "register": sheet.register,
        "todo": editor.todo(protocol),
        "inserts": editor.in_the_text(meeting, known),
        "typist": _typist(request, item),
        "me": requests.member(request),
        "said": said.words(),
        "is_open": meeting.status == MeetingStatus.OPEN,
    }
    return render(request, "secretary/editor.html", values, status=status)


def _typist(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """Who else types in the item, and since when."""
    writer = item.typed_by
    return {"name": writer.name, "at": item.typed_at} if writer and writer != requests.member(request) else None


@login_required
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one item, with what the meeting decided about each previous protocol, and the register beside."""
    one = access.item_or_404(request.user, pk, write=request.method == "POST")
    by = access.member_of(request.user)
    if request.method != "POST" or by is None:
        return item_page(request, one, editor.sheet(one, None, by=by))
    sent, refused = _with_button(request.POST, one)
    sheet = editor.sheet(one, sent, by=by)
    if refused:
        sheet.form.is_valid()
        sheet.form.object_to(refused.objections)
        return item_page(request, one, sheet)
    try:
        saved = sheet.save(by=by, rest_is_present="rest" in sent)
    except StaleRowError:
        return two_texts(request, one, sheet.form)
    if not saved:
        return item_page(request, one, sheet, status=HTTPStatus.CONFLICT if sheet.is_stale else HTTPStatus.OK)
    messages.success(request, _saved({form.said("outcome") for form in sheet.decided}))
    return redirect(_next(sent, one))


def _with_button(sent: QueryDict, one: AgendaItem) -> tuple[QueryDict, ProcedureError | None]:
    """What was sent, its text rewritten where a button under it was pressed; or why it cannot be."""
    if not rewriting.asked(sent):
        return sent, None
    changed = sent.copy()
    try:
        words = rewriting.rewritten(sent.get("text", ""), sent, item=one, known=People(one.meeting))
    except ProcedureError as error:
        return sent, error
    changed["text"] = words
    return changed, None


def _saved(outcomes: set[str]) -> str:
    """What is said once an item is saved: who is to confirm what the meeting decided, if anybody is."""
    if ApprovalOutcome.WITH_CHANGES in outcomes:
        return _("Saved. The changes take effect when the chair confirms them.")
    if ApprovalOutcome.AS_SENT in outcomes:
        return _("Saved. It takes effect when somebody else who was there confirms it.")
    return _("Saved.")


def _next(sent: QueryDict, one: AgendaItem) -> str:
    """Where the button leads: to the next item or the one before, to the end of the meeting, or here again."""
    go = sent.get("go")
    if go == "close":
        return reverse("secretary:close", args=[one.meeting_id])
    order = [other.pk for other in editor.readable(one.meeting, may_write=True)]
    step = {"next": 1, "previous": -1}.get(go or "", 0)
    place = order.index(one.pk) + step if one.pk in order else -1
    wanted = order[place] if 0 <= place < len(order) else one.pk
    return reverse("secretary:item", args=[wanted]) + ("#attendance" if "rest" in sent or go == "register" else "")


def two_texts(request: HttpRequest, one: AgendaItem, form: ItemForm) -> HttpResponse:
    """409: somebody else has saved the item meanwhile. Both texts stand side by side, and nothing is lost."""
    mine, title = form.said("text"), form.said("title")
    one.refresh_from_db()
    by, saved = (one.typed_by, None) if one.typed_by else history.last_saved(one)
    values = {
        "meeting": one.meeting,
        "protocol": Protocol.objects.main_of(one.meeting),
        "item": one,
        "mine": {"title": title, "text": mine, "is_confidential": form.said("is_confidential")},
        "both": {"title": title, "text": conflict.together(one.text, mine)},
        "beside": [(name, value) for name, value in request.POST.items() if name.removeprefix("initial-") not in _OWN],
        "saved": saved,
        "by": by,
        "me": requests.member(request),
        "tab": "write",
    }
    return render(request, "secretary/conflict.html", values, status=HTTPStatus.CONFLICT)
