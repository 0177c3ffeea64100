"""When something cannot be answered: pages that say so plainly, in the language of the address."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from meetings.models.base import StaleRowError

_LAST_RESORT = "<!doctype html><title>500</title><h1>Något gick fel</h1><p>Something went wrong.</p>"
_NOT_WHAT_WAS_WRITTEN = frozenset({"csrfmiddlewaretoken", "row_version"})


class ErrorMiddleware:
    """Turn what a visitor may cause into an answer; what is our fault stays an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse NUL in an address before any query meets it: PostgreSQL cannot hold it."""
        if "\0" in request.path_info:
            return not_found(request)
        if "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        response = self.get_response(request)
        if _was_signed_out(request, response):
            return signed_out(request, to=response["Location"])
        is_read = request.method == "GET" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        return _above(request) if is_read and _is_at_the_desk(request) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A row that somebody else has saved meanwhile, or a value no database can hold."""
        if isinstance(exception, StaleRowError):
            return conflict(request)
        not_storable = isinstance(exception, ValueError) and "NUL" in str(exception)
        if not_storable or isinstance(exception, DataError | UnicodeEncodeError):
            return bad_request(request)
        return None


def _was_signed_out(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody who wrote in a form of ours is sent to sign in: what they wrote would be gone."""
    if request.method != "POST" or response.status_code != HTTPStatus.FOUND or not _written(request):
        return False
    has_had_a_form = settings.CSRF_COOKIE_NAME in request.COOKIES
    return has_had_a_form and response["Location"].startswith(f"{resolve_url(settings.LOGIN_URL)}?")


def _written(request: HttpRequest) -> list[str]:
    return [str(value) for name, value in request.POST.items() if name not in _NOT_WHAT_WAS_WRITTEN and value]


def _is_at_the_desk(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.namespace == "secretary")


def _above(request: HttpRequest) -> HttpResponse:
    """Lead from a button's address to the page it stands on: so far signing in leads whose session had ended."""
    path, up = request.path_info.rstrip("/"), ""
    while path:
        path, up = path.rpartition("/")[0], f"{up}../"
        if is_valid_path(f"{path}/"):
            break
    return redirect(up)


def conflict(request: HttpRequest) -> HttpResponse:
    """409: somebody else was first. Shows what was written, so that nothing typed is lost."""
    return render(request, "409.html", {"written": _written(request)}, status=HTTPStatus.CONFLICT)


def signed_out(request: HttpRequest, *, to: str) -> HttpResponse:
    """403: signed out meanwhile. Shows what was written, and the way to sign in."""
    values = {"written": _written(request), "to": to}
    return render(request, "signed_out.html", values, status=HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the question cannot be understood."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: may be read, but not done."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or came from elsewhere."""
    why = _("The form has been open too long, or cookies are switched off. Go back, reload the page and try again.")
    return render(request, "403.html", {"why": why}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is there, or nothing that may be known."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks no database, and answers even where templates or static files are broken."""
    try:
        page: str = render_to_string("500.html")
    except Exception:  # noqa: BLE001 - whatever broke, an answer is owed
        page = _LAST_RESORT
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
