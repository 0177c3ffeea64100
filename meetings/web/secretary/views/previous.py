"""Writing what a meeting decided about previous protocols."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import access
from meetings.web.secretary import requests
from meetings.web.secretary.forms.previous import RowForm
from meetings.web.secretary.forms.write import ItemForm
from meetings.web.secretary.views.write import item_page


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the meeting decided about a previous protocol."""
    row = access.approval_row_or_404(request.user, pk, write=True)
    form = RowForm(request.POST, row=row)
    if form.save(by=requests.member(request)):
        messages.success(request, _("Saved. It takes effect when somebody else who was there confirms it."))
        return redirect(reverse("secretary:item", args=[row.item_id]) + f"#row-{pk}")
    return item_page(request, row.item, ItemForm(None, item=row.item), row=form)
