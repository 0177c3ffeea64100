"""The written language of items: a small Markdown, and lines whose first word makes them decisions, tasks and notes.

The text is the truth: `parse` reads it, `print_blocks` gives it back byte for byte, `rewrite` is how a form changes a
line. The words are Swedish in every language of the interface. Nothing here knows Django or the project.
"""

from meetings.text.blocks import (
    Block,
    NoteKind,
    Outcome,
    Prose,
    Target,
    TargetKind,
    WrittenAction,
    WrittenDecision,
    WrittenGroup,
    WrittenNote,
)
from meetings.text.cleaning import TextError, clean_text
from meetings.text.dates import starts_with_date
from meetings.text.naming import FoundName, find_names, names, write_name
from meetings.text.parsing import parse
from meetings.text.printing import line, print_blocks, rewrite
from meetings.text.rendering import to_html, to_plain
from meetings.text.suggesting import Suggestion, SuggestionKind, accept, suggestions

__all__ = [
    "Block",
    "FoundName",
    "NoteKind",
    "Outcome",
    "Prose",
    "Suggestion",
    "SuggestionKind",
    "Target",
    "TargetKind",
    "TextError",
    "WrittenAction",
    "WrittenDecision",
    "WrittenGroup",
    "WrittenNote",
    "accept",
    "clean_text",
    "find_names",
    "line",
    "names",
    "parse",
    "print_blocks",
    "rewrite",
    "starts_with_date",
    "suggestions",
    "to_html",
    "to_plain",
    "write_name",
]
