"""Filling in a form as a browser does: with everything that stands in it, and some of it changed."""

from html.parser import HTMLParser
from typing import Any, Protocol

Attributes = list[tuple[str, str | None]]


class Answer(Protocol):
    """What the test client gives back."""

    @property
    def content(self) -> bytes: ...


class _Reader(HTMLParser):
    """Collects what a browser would send from the form with an id, or from any form without `wanted`."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._wanted, self._inside = wanted, False
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value")
        if tag == "form":
            self._inside = (found.get("id") or "") == self._wanted
        elif not self._inside or "disabled" in found:
            return
        elif tag == "input" and name and found.get("type") not in {"submit", "button", "file"}:
            if found.get("type") not in {"checkbox", "radio"}:
                self.fields[name] = value or ""
            elif "checked" in found:
                self.fields[name] = value or "on"
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self.fields[self._select] = value or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            written = self.fields[self._area].removeprefix("\n").replace("\n", "\r\n")  # as a browser sends it
            self.fields[self._area], self._area = written, ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False


def filled(answer: Answer, form: str = "", **changes: object) -> dict[str, Any]:
    """What would be sent from the form with that id on the page, with these changes."""
    reader = _Reader(form)
    reader.feed(answer.content.decode())
    assert reader.fields, f"the page has no form {form!r}"
    return {**reader.fields, **changes}
