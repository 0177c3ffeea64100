"""The history browser: where each protocol stands, what was sent, answered and published, and all that happened."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings import history
from meetings.admin.agendas import ReadOnlyAdmin
from meetings.admin.base import CouncilFilter
from meetings.admin.site import site
from meetings.models import Answer, Protocol


@admin.register(Protocol, site=site)
class ProtocolAdmin(ReadOnlyAdmin):
    """Protocols, only read: their life goes step by step, at the desk."""

    change_form_template = "admin/protocol.html"
    council_path = "meeting__council"
    fields = ("meeting", "word", "summary", "answer_by", "approved")
    list_display = ("meeting", "word", "approved")
    list_filter = (CouncilFilter, "state")
    list_select_related = ("meeting__council",)

    @admin.display(description=gettext_lazy("state"))
    def word(self, protocol: Protocol) -> str:
        """The one word for where it stands."""
        return protocol.word

    @admin.display(description=pgettext_lazy("state", "Approved"), ordering="approved_on")
    def approved(self, protocol: Protocol) -> date | None:
        """The day from which its text stands."""
        return protocol.approved_on

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The protocol with everything that has been sent, answered, approved and published."""
        told = {}
        if request.method != "POST":  # nothing is saved here: a row is held only by a form, in its own transaction
            told = self.told(request, self.get_object(request, object_id))
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**(extra_context or {}), **told})
        return answer

    def told(self, request: HttpRequest, protocol: Protocol) -> dict[str, Any]:
        """What the page tells, all of it read-only."""
        return {
            "versions": protocol.versions.select_related("made_by"),
            "publications": protocol.publications.select_related("made_by", "version"),
            "answers": self.answers(protocol),
            "approvals": protocol.approval_rows.select_related("item__meeting__council", "written_by", "confirmed_by"),
            "corrections": protocol.corrections.select_related("written_by", "confirmed_by"),
            "events": self.events(request, protocol),
        }

    def answers(self, protocol: Protocol) -> QuerySet[Answer]:
        """Every answer there has been, by name: the secretary may see who answered what."""
        found = Answer.objects.filter(version__protocol=protocol)
        return found.select_related("version", "member", "entered_by").order_by("pk")

    def events(self, request: HttpRequest, row: Any) -> list[history.Event]:
        """Every step, and every saved state of the rows the protocol is written in."""
        return history.timeline(row, for_secretary=True)
