"""Nothing that somebody typed reaches a page unescaped, and no form goes unguarded, without a reason on the line."""

import re
from pathlib import Path

import pytest
from django.conf import settings

UNESCAPED = re.compile(r"\bmark_safe\(|\bSafeString\(|\bhtml_safe\b|\bcsrf_exempt\b")
UNESCAPED_IN_TEMPLATE = re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape off\b")


def unexplained(pattern: re.Pattern[str], reason: re.Pattern[str], *places: str) -> list[str]:
    """Where it stands without a reason on the line, as file:line."""
    paths = sorted({path for place in places for path in settings.ROOT.glob(place)})
    return [
        f"{path.relative_to(settings.ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line) and not reason.search(line) and not line.lstrip().startswith(("from ", "import "))
    ]


def test_code_says_why_it_does_not_escape() -> None:
    assert unexplained(UNESCAPED, re.compile(r"  # \S"), "meetings/**/*.py", "idekom/*.py") == []


def test_pages_say_why_they_do_not_escape() -> None:
    assert unexplained(UNESCAPED_IN_TEMPLATE, re.compile(r"\{# \S.* #\}"), "templates/**/*.html") == []


@pytest.mark.parametrize("line", ["{{ text|safe }}", "{{ text | safeseq }}", "{% autoescape off %}"])
def test_a_template_that_does_not_escape_is_found(line: str) -> None:
    assert UNESCAPED_IN_TEMPLATE.search(line)


@pytest.mark.parametrize("line", ["return mark_safe(text)", "return SafeString(text)", "@csrf_exempt"])
def test_code_that_does_not_escape_is_found(line: str) -> None:
    assert UNESCAPED.search(line)
