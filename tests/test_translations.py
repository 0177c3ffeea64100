"""Swedish is complete: every text of the interface is translated, and every translation fits its text."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import template

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")},
}


def messages(method: str, source: str) -> Iterator[tuple[str, str | None]]:
    """The texts to translate in a source, each with its context; of a plural, the singular."""
    found = extract(method, io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        yield (message[0] if isinstance(message, tuple) else message), context


def interface() -> Iterator[tuple[str, str, str | None]]:
    """Every text of the interface: the file that has it, the text, its context."""
    for path in [*settings.ROOT.glob("meetings/**/*.py"), *settings.ROOT.glob("idekom/*.py")]:
        for message, context in messages("python", path.read_text()):
            yield path.name, message, context
    for path in settings.ROOT.glob("templates/**/*.*"):
        # What is left of a template reads like a program with calls of gettext; this lexer minds nothing else in it.
        for message, context in messages("javascript", template.templatize(path.read_text(), origin=str(path))):
            yield str(path.relative_to(settings.ROOT)), message, context


def swedish() -> Catalog:
    path = Path(settings.ROOT) / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale="sv")


def translation(catalog: Catalog, message: str, context: str | None) -> tuple[str, ...]:
    """What it says in Swedish, in each plural form; empty when it says nothing."""
    found: Any = catalog.get(message, context)
    if found is None or found.fuzzy:
        return ()
    return found.string if isinstance(found.string, tuple) else (found.string,)


def test_every_text_of_the_interface_is_said_in_swedish() -> None:
    catalog = swedish()
    missing = {
        f"{path}: {message}"
        for path, message, context in interface()
        if not all(translation(catalog, message, context) or [""])
    }
    assert sorted(missing) == []


def test_nothing_is_translated_that_nobody_says() -> None:
    said = {(message, context) for _path, message, context in interface()}
    kept = {(one.id[0] if isinstance(one.id, tuple) else one.id, one.context) for one in swedish() if one.id}
    assert sorted(kept - said, key=str) == []


def test_every_translation_fits_its_text() -> None:
    assert [(message.id, [str(error) for error in errors]) for message, errors in swedish().check()] == []
