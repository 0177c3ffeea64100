"""What may be kept, and by whom: signed-in answers by nobody, public ones by every cache on the way."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

# First segments of addresses for people with a part in it. All others are public.
PRIVATE = frozenset({"admin", "arbete", "konto", "mina", "svara"})

PUBLIC_CACHE = "public, max-age=60, stale-while-revalidate=60"
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def is_private(request: HttpRequest) -> bool:
    """Whether the address is for those who sign in, or carries a token."""
    return request.path_info.lstrip("/").partition("/")[0] in PRIVATE


class HeadersMiddleware:
    """Give private answers `no-store`; let public ones be the same for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what may be kept of it."""
        answer = self.private if is_private(request) else self.public
        response = answer(request)
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    def private(self, request: HttpRequest) -> HttpResponse:
        """Kept by nobody; an address with a token is told to nobody either."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        if request.path_info.startswith("/svara/"):
            response["Referrer-Policy"] = "no-referrer"
        return response

    def public(self, request: HttpRequest) -> HttpResponse:
        """Without cookies in or out: who is signed in cannot change a public page, so one copy serves all."""
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        response.headers.pop("Vary", None)
        kept = response.status_code < HTTPStatus.BAD_REQUEST or response.status_code == HTTPStatus.GONE
        response.headers.setdefault("Cache-Control", PUBLIC_CACHE if kept else "no-store")
        return response
