"""Writing: the items of a meeting, one at a time, and two texts side by side when two have written."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access, history, text
from meetings.models import AgendaItem, ApprovalOutcome, Meeting, Protocol
from meetings.models.base import StaleRowError
from meetings.web.secretary import conflict, previous, reading, requests
from meetings.web.secretary.forms.write import ItemForm

_OWN = frozenset({"csrfmiddlewaretoken", "go", "title", "text", "is_confidential", "row_version"})


def readable(meeting: Meeting, *, may_write: bool) -> list[AgendaItem]:
    """The items in order, with what they decided; confidential ones only for the secretary."""
    found = meeting.items.standing().in_order().prefetch_related("decisions", "actions", "groups", "approvals")
    return list(found if may_write else found.filter(is_confidential=False))


@login_required
@require_safe
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of the meeting, with how each ended so far."""
    meeting = access.meeting_or_404(request.user, pk)
    may_write = requests.may_write(request, meeting.council)
    values = {
        "meeting": meeting,
        "protocol": Protocol.objects.main_of(meeting),
        "items": readable(meeting, may_write=may_write),
        "may_write": may_write,
        "tab": "write",
    }
    return render(request, "secretary/write.html", values)


def item_page(
    request: HttpRequest, item: AgendaItem, form: ItemForm, rows: list[previous.Row], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """An item: its text, how the lines are read, and the items around it."""
    may_write = requests.may_write(request, item.meeting.council)
    items = readable(item.meeting, may_write=may_write)
    place = next((n for n, one in enumerate(items) if one.pk == item.pk), None)
    values: dict[str, Any] = {
        "meeting": item.meeting,
        "protocol": Protocol.objects.main_of(item.meeting),
        "item": item,
        "form": form,
        "html": mark_safe(text.to_html(item.text)),  # noqa: S308 - cleaned against a list
        "lines": reading.lines(item),
        "unknown": reading.unknown_names(item),
        "items": items,
        "number": (place or 0) + 1,
        "previous_item": items[place - 1] if place else None,
        "next_item": items[place + 1] if place is not None and place + 1 < len(items) else None,
        "rows": rows,
        "may_write": may_write,
        "tab": "write",
    }
    return render(request, "secretary/item.html", values, status=status)


@login_required
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one item, and what the meeting decided about each previous protocol that stands there."""
    one = access.item_or_404(request.user, pk, write=request.method == "POST")
    form = ItemForm(requests.posted(request), item=one)
    rows = previous.rows(one, requests.posted(request))
    if request.method != "POST":
        return item_page(request, one, form, rows)
    by = requests.member(request)
    decided = [row.form for row in rows if row.form.is_touched]
    try:
        with transaction.atomic():
            saved = [row.save(by=by) for row in decided] + [form.save(by=by)]
            transaction.set_rollback(not all(saved))
    except StaleRowError:
        return two_texts(request, one, form)
    if not all(saved):
        stale = any(row.is_stale for row in decided)
        return item_page(request, one, form, rows, status=HTTPStatus.CONFLICT if stale else HTTPStatus.OK)
    messages.success(request, _saved({row.said("outcome") for row in decided}))
    return redirect("secretary:item", _next(request, one))


def _saved(outcomes: set[str]) -> str:
    """What is said once an item is saved: who is to confirm what the meeting decided, if anybody is."""
    if ApprovalOutcome.WITH_CHANGES in outcomes:
        return _("Saved. The changes take effect when the chair confirms them.")
    if ApprovalOutcome.AS_SENT in outcomes:
        return _("Saved. It takes effect when somebody else who was there confirms it.")
    return _("Saved.")


def _next(request: HttpRequest, one: AgendaItem) -> int:
    """The item that the button leads to: the next one, or this one again."""
    items = readable(one.meeting, may_write=True)
    later = [other.pk for other in items[[other.pk for other in items].index(one.pk) + 1 :]] if one in items else []
    return later[0] if later and request.POST.get("go") == "next" else one.pk


def two_texts(request: HttpRequest, one: AgendaItem, form: ItemForm) -> HttpResponse:
    """409: somebody else has saved the item meanwhile. Both texts stand side by side, and nothing is lost."""
    mine, title = form.said("text"), form.said("title")
    by, saved = history.last_saved(one)
    values = {
        "meeting": one.meeting,
        "protocol": Protocol.objects.main_of(one.meeting),
        "item": one,
        "mine": {"title": title, "text": mine, "is_confidential": form.said("is_confidential")},
        "both": {"title": title, "text": conflict.together(one.text, mine)},
        "beside": [(name, value) for name, value in request.POST.items() if name.removeprefix("initial-") not in _OWN],
        "saved": saved,
        "by": by,
        "tab": "write",
    }
    return render(request, "secretary/conflict.html", values, status=HTTPStatus.CONFLICT)
