"""Prose as safe HTML and as plain text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.text import to_html, to_plain

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//example.org)",
    "[x](/arbete/)",
    "<javascript:alert(1)>",
    "![x](https://example.org/x.png)",
    '[x](https://example.org "onclick=alert(1)")',
    '[x](https://example.org/"onmouseover=alert(1))',
    "```html\n<script>alert(1)</script>\n```",
    '| <b>a</b> | [x](javascript:1) |\n|---|:-:|\n| <script> | " |',
    "# <iframe src=x>",
    "<!-- --><style>p{}</style>",
    "`<script>`",
    "[a]: javascript:alert(1)\n\n[a]",
]
ALLOWED = re.compile(
    r'</?(?:p|ul|ol(?: start="\d+")?|li|h3|h4|strong|em|blockquote|br|table|thead|tbody|tr|td|th|th scope="col"|a)>'
    r'|<a(?: href="(?:https?:|mailto:)[^"<>]*")? rel="noopener noreferrer">'
)


def outside(html: str) -> str:
    """What is left of the HTML without the allowed tags."""
    return ALLOWED.sub("", html)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_out(text: str) -> None:
    assert not re.search(r"[<>\"]", outside(to_html(text)).replace("&lt;", "").replace("&gt;", "").replace('"', "", 4))
    assert re.findall(r'href="(?!https?:|mailto:)[^"]*"', to_html(text)) == []


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "<", ">", '"', "\n", "- ", "**", "_", "[", "](", ")", "|", "#", " ", "å", "@Bo "])
    )
)
def test_only_the_allowed_tags_come_out_of_any_mixture(parts: list[str]) -> None:
    assert "<" not in outside(to_html("".join(parts)))


@given(st.text(max_size=300))
def test_only_the_allowed_tags_come_out_of_any_text(text: str) -> None:
    assert "<" not in outside(to_html(text))
    to_plain(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Rådet **vill** *det*.", "<p>Rådet <strong>vill</strong> <em>det</em>.</p>"),
        ("en rad\nen till", "<p>en rad<br>\nen till</p>"),
        ("    indraget", "<p>indraget</p>"),
        ("3. tre\n4. fyra", '<ol start="3">\n<li>tre</li>\n<li>fyra</li>\n</ol>'),
        ("@Anna Ek svarar anna@example.org", "<p>Anna Ek svarar anna@example.org</p>"),
        ("\\Bordläggs inte", "<p>Bordläggs inte</p>"),
        ("text\n---", "<p>text</p>"),
        ("&nbsp; `kod`", "<p>&amp;nbsp; `kod`</p>"),
        ("```\n<b>\nBeslut: x\n```", "<p>&lt;b&gt;<br>Beslut: x</p>"),
        (
            "[sidan](https://example.org/)",
            '<p><a href="https://example.org/" rel="noopener noreferrer">sidan</a></p>',
        ),
        ("", ""),
    ],
)
def test_the_small_markdown(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("levels", "tags"),
    [([1], [3]), ([4], [3]), ([2, 3, 2], [3, 4, 3]), ([3, 1, 2, 6], [3, 3, 4, 4]), ([1, 4], [3, 4])],
)
def test_sub_headings_have_two_levels_and_skip_none(levels: list[int], tags: list[int]) -> None:
    html = to_html("\n\n".join(f"{'#' * level} rubrik" for level in levels))
    assert [int(tag) for tag in re.findall(r"<h(\d)>rubrik</h\1>", html)] == tags


def test_a_table_heads_its_columns() -> None:
    html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert re.sub(r"\s", "", html) == (
        '<table><thead><tr><thscope="col">a</th><thscope="col">b</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_plain_text_keeps_the_words_and_their_order() -> None:
    text = "# Rubrik\nen **rad**\nen till @Bo\n\n- a\n  - b\n- c\n\n2. x\n3. y\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n[s](https://a.se)"
    assert to_plain(text) == (
        "Rubrik\n\nen rad\nen till Bo\n\n- a\n  - b\n- c\n\n2. x\n3. y\n\na | b\n1 | 2\n\ns (https://a.se)"
    )
