"""Translations are compiled without gettext."""

import gettext
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings as SettingsWrapper

ONE_MESSAGE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

#, python-format
msgid "%(count)s meetings"
msgstr "{translation}"
"""


@pytest.fixture
def catalog(tmp_path: Path, settings: SettingsWrapper) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "sv" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(ONE_MESSAGE.format(translation="%(count)s möten"))
    return source


def translated(catalog: Path) -> str:
    with catalog.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("%(count)s meetings")


def test_a_compiled_catalog_translates(catalog: Path) -> None:
    call_command("compile_catalogs")
    assert translated(catalog) == "%(count)s möten"


def test_a_catalog_is_compiled_again_only_when_it_has_changed(catalog: Path) -> None:
    call_command("compile_catalogs")
    before = catalog.with_suffix(".mo").stat().st_mtime_ns
    call_command("compile_catalogs")
    assert catalog.with_suffix(".mo").stat().st_mtime_ns == before

    catalog.write_text(ONE_MESSAGE.format(translation="%(count)s sammanträden"))
    os.utime(catalog, ns=(before + 10**9, before + 10**9))
    call_command("compile_catalogs")
    assert translated(catalog) == "%(count)s sammanträden"


def test_a_translation_that_would_fail_while_running_is_refused(catalog: Path) -> None:
    catalog.write_text(ONE_MESSAGE.format(translation="%(antal)s möten"))
    with pytest.raises(CommandError, match=r"django\.po:5: "):
        call_command("compile_catalogs")
    assert not catalog.with_suffix(".mo").exists()
