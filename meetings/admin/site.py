"""The site of the registers: its door, and its own addresses without Django's password pages."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from meetings import access

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# Django's own pages that have no place here: the way in is a code by mail, and nothing is looked up past `access`.
_LEFT_OUT = frozenset({"login", "logout", "password_change", "password_change_done", "autocomplete", "view_on_site"})


def kept_councils(request: HttpRequest) -> frozenset[int]:
    """Ids of the councils whose secretary the visitor is today; asked once for each request."""
    known: frozenset[int] | None = getattr(request, "kept_councils", None)
    if known is None:
        kept = access.councils_of_secretary(access.member_of(request.user))
        known = frozenset(kept.values_list("pk", flat=True))
        request.kept_councils = known  # type: ignore[attr-defined]  # remembered on the request
    return known


class CouncilSite(AdminSite):
    """Open to secretaries by today's mandate, and to technical administrators; nobody else learns that it exists."""

    site_title = _("Idékom, registers")
    site_header = _("Idékom, registers")
    index_title = _("Registers")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the visitor may open any page here."""
        return access.is_administrator(request.user) or bool(kept_councils(request))

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Send the signed-out to sign in before anything is looked up; for others without a right nothing is here."""
        guarded = super().admin_view(view, cacheable)

        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), resolve_url("sign_in"))
            if not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return cast("View", asked)

    def get_urls(self) -> list[Any]:
        """Django's addresses, less those that have no place here."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in _LEFT_OUT]

    def get_log_entries(self, request: HttpRequest) -> "QuerySet[LogEntry]":
        """None: what was done is told by the rows' own history."""
        return LogEntry.objects.none()


site = CouncilSite(name="admin")
