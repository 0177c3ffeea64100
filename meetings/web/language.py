"""The language is part of the address: `/en/idekom/` is English, everything else Swedish, so no answer has to vary."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

PREFIXED = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


def split(path: str) -> tuple[str, str]:
    """The language of a path and the path without it: "/en/idekom/" is ("en", "/idekom/")."""
    for code in PREFIXED:
        if path.startswith(f"/{code}/"):
            return code, path.removeprefix(f"/{code}")
    return settings.LANGUAGE_CODE, path


class LanguageMiddleware:
    """Speak the language of the address, and let every address made while answering keep it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the prefix off before the URLconf sees the path; put it on all that reverse() gives."""
        language, request.path_info = split(request.path_info)
        request.LANGUAGE_CODE = language
        root = get_script_prefix()
        if language in PREFIXED:
            set_script_prefix(f"{root}{language}/")
        try:
            with translation.override(language):
                response = self.get_response(request)
        finally:
            set_script_prefix(root)
        response.headers.setdefault("Content-Language", language)
        return response
