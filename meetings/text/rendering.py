"""Prose as safe HTML and as plain text.

The subset: paragraphs, lists, sub-headings, bold, italic, links, tables, quotations. A line that was written stays a
line. What lies outside the subset (HTML, pictures, code) is shown as it was typed.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from meetings.text import plain
from meetings.text.naming import without_ats

TAGS = frozenset(
    [
        *("p", "ul", "ol", "li", "h3", "h4", "strong", "em", "a", "blockquote", "br"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    ]
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # not even lang and title, which the library lets through unasked
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope"},
}
SCHEMES = {"http", "https", "mailto"}
_OUTSIDE = (
    "backticks",
    "code",
    "entity",
    "html_block",
    "html_inline",
    "image",
    "lheading",
    "reference",
)
_ESCAPED_WORD = re.compile(r"^([ \t\u00a0]*)\\(?=[^\W\d_])", re.MULTILINE)
_TOP = 3


def to_html(text: str) -> str:
    """The prose as HTML that may be placed on a page as it is: only TAGS, ATTRIBUTES and SCHEMES come out."""
    tokens = _clamp_headings(_tokens(text))
    markdown = _markdown()
    html = markdown.renderer.render(tokens, markdown.options, {})
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel="noopener noreferrer",
    ).strip()


def to_plain(text: str) -> str:
    """The prose in plain words: empty lines between paragraphs, lists by "-" and numbers, links with their address."""
    return plain.write(_tokens(text))


def plain_words(words: str) -> str:
    """Words as they are printed: without @ and without the marks of bold, italic and links."""
    words = without_ats(words)
    if not re.search(r"[\\*_\[<]", words):
        return words
    inline = _markdown().parseInline(words)[0].children or []
    return "".join("\n" if token.type.endswith("break") else token.content for token in inline)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(_OUTSIDE)
    markdown.add_render_rule("fence", _as_typed)
    return markdown


def _tokens(text: str) -> list[Token]:
    return _markdown().parse(_ESCAPED_WORD.sub(r"\1", without_ats(text)))


def _as_typed(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Literal lines, as a paragraph."""
    return f"<p>{escape(tokens[index].content.rstrip()).replace(chr(10), '<br>')}</p>\n"


def _clamp_headings(tokens: list[Token]) -> list[Token]:
    """Sub-headings of two levels, h3 and h4, the first an h3: a level skipped is an error in a tagged document."""
    top: int | None = None
    for token in tokens:
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        if token.type == "heading_open":
            level = int(token.tag[1])
            top = level if top is None else min(top, level)
        if token.type in {"heading_open", "heading_close"} and top is not None:
            token.tag = f"h{_TOP if int(token.tag[1]) <= top else _TOP + 1}"
    return tokens
