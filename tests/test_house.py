"""The style of the house, where no linter looks."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

MAX_FILE = 400  # lines
MAX_FUNCTION = 50
MAX_TEMPLATE = 120
MEDIAN_FUNCTION = 8

SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
WITH_REASON = re.compile(r"# noqa: [A-Z0-9, ]+ --? \S|# type: ignore\[[\w, -]+\] +# \S")
PYTHON = ("manage.py", "idekom/**/*.py", "meetings/**/*.py", "tests/**/*.py")
INLINE = re.compile(r"<style\b|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE)


def files(*patterns: str) -> list[Path]:
    """Every file of the project that matches; migrations, which are written by a program, aside."""
    found = {path for pattern in patterns for path in settings.ROOT.glob(pattern)}
    return sorted(path for path in found if "migrations" not in path.parts)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def functions() -> Iterator[tuple[str, int]]:
    """Each function of the program with its length in lines."""
    for path in files("idekom/**/*.py", "meetings/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                yield f"{path.relative_to(settings.ROOT)}: {node.name}", node.end_lineno - node.lineno + 1


def matching(pattern: re.Pattern[str]) -> list[str]:
    """Where a page has it, as file:line; letters are no pages, mail programs read no style sheets."""
    return [
        f"{path.relative_to(settings.ROOT)}:{number}"
        for path in files("templates/**/*.html")
        if "letters" not in path.parts
        for number, line in enumerate(lines(path), 1)
        if pattern.search(line)
    ]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        path.name: len(lines(path))
        for path in files(*PYTHON, "static/**/*.css", "static/**/*.js")
        if len(lines(path)) > MAX_FILE
    }
    assert long == {}


def test_no_template_is_longer_than_a_screen_or_two() -> None:
    long = {path.name: len(lines(path)) for path in files("templates/**/*.*") if len(lines(path)) > MAX_TEMPLATE}
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    assert {name: length for name, length in functions() if length > MAX_FUNCTION} == {}


def test_half_of_the_functions_are_short() -> None:
    assert statistics.median(length for _name, length in functions()) <= MEDIAN_FUNCTION


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common", "services"}
    assert [path for path in files(*PYTHON) if path.stem in drawers] == []


def test_templates_carry_no_style_and_no_script_of_their_own() -> None:
    assert matching(INLINE) == []
    assert matching(INLINE_SCRIPT) == []


def test_every_rule_switched_off_says_why_on_its_line() -> None:
    silent = [
        f"{path.relative_to(settings.ROOT)}:{number}"
        for path in files(*PYTHON)
        if path != Path(__file__)
        for number, line in enumerate(lines(path), 1)
        if SUPPRESSION.search(line) and not WITH_REASON.search(line)
    ]
    assert silent == []


def test_requirements_carry_hashes_and_no_addresses() -> None:
    for path in files("requirements/*.txt"):
        assert [line for line in lines(path) if re.search(r"https?:|file:|--(?:extra-)?index|--find-links", line)] == []
        pinned = [line for line in lines(path) if not line.startswith(" ")]
        assert [line for line in pinned if not re.fullmatch(r"[a-z0-9.-]+==\S+ (?:; .+ )?\\", line)] == []
