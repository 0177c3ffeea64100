"""Compile the translations: every .po file becomes the .mo file that is read while running."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def compile_catalog(source: Path) -> Path:
    """Write the .mo file beside the .po file, whole or not at all; a message that cannot be formatted is refused."""
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parent.parent.name)
    for message, errors in catalog.check():
        reason = f"{source}:{message.lineno}: {errors[0]}"
        raise CommandError(reason)
    target = source.with_suffix(".mo")
    unfinished = target.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalog)
    return unfinished.replace(target)


class Command(BaseCommand):
    """Needs no gettext on the machine."""

    help = "Compile the translations that have changed."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                    compile_catalog(source)
