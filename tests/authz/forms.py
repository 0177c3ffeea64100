"""The forms that stand on a page, as a browser knows them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

Attributes = list[tuple[str, str | None]]
_BUTTONS = {"submit", "button", "image"}


@dataclass
class Form:
    """Where it is sent and how, and its fields by name: what kind each is, and what stands in it."""

    action: str
    method: str
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[str]:
        """Names of the fields of some kinds."""
        return [name for name, kind in self.kinds.items() if kind in kinds]


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms = url, list[Form]()
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.url, found.get("action", "") or self.url)
            self._form = Form(action, found.get("method", "get").lower())
            self.forms.append(self._form)
            self._by_id[found.get("id", "")] = self._form
            return
        form = self._by_id.get(found["form"]) if "form" in found else self._form
        name = found.get("name", "")
        if form and name and tag in {"input", "textarea", "select", "button"}:
            kind = found.get("type", "text") if tag == "input" else tag
            if kind not in {"radio", "checkbox", "button", *_BUTTONS} or "checked" in found:
                form.values[name] = found.get("value", "")
            form.kinds[name] = kind

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def forms_on(url: str, page: bytes) -> list[Form]:
    """The forms of a page that are posted."""
    reader = _Reader(url)
    reader.feed(page.decode())
    return [form for form in reader.forms if form.method == "post"]
