"""Markdown as plain words: for letters, text files and search."""

from collections.abc import Sequence

from markdown_it.token import Token


def write(tokens: Sequence[Token]) -> str:
    """The words of a parsed text, without an empty line at either end."""
    paper = _Paper()
    for token in tokens:
        paper.take(token)
    return "\n".join(paper.lines).strip("\n")


class _Paper:
    """The lines written so far, the lists that are open (the number to come, None for a "-"), the cells of a row."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._lists: list[int | None] = []
        self._point = ""
        self._row: list[str] | None = None

    def take(self, token: Token) -> None:
        kind, _, edge = token.type.rpartition("_")
        if kind in {"bullet_list", "ordered_list"}:
            self._list(token, opens=edge == "open")
        elif token.type == "list_item_open":
            self._point = self._next_point()
        elif kind == "tr":
            self._cells(opens=edge == "open")
        elif token.type in {"inline", "fence"}:
            self._words(inline(token) if token.type == "inline" else token.content.rstrip())
        elif edge == "close" and kind in {"paragraph", "heading", "table"} and not self._lists:
            self.lines.append("")

    def _list(self, token: Token, *, opens: bool) -> None:
        if opens:
            self._lists.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
            return
        self._lists.pop()
        if not self._lists:
            self.lines.append("")

    def _next_point(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _cells(self, *, opens: bool) -> None:
        if self._row is not None:
            self.lines.append(" | ".join(self._row))
        self._row = [] if opens else None

    def _words(self, words: str) -> None:
        if self._row is not None:
            self._row.append(words.replace("\n", " "))
            return
        indent = "  " * (len(self._lists) - 1)
        hanging = "\n" + indent + " " * len(self._point)
        self.lines.append(indent + self._point + words.replace("\n", hanging))
        self._point = ""


def inline(token: Token) -> str:
    """The words of a paragraph or a cell; a link is followed by its address unless that is what it says."""
    words = ""
    opened: list[tuple[int, str]] = []
    for child in token.children or []:
        if child.type == "text":
            words += child.content
        elif child.type in {"softbreak", "hardbreak"}:
            words += "\n"
        elif child.type == "link_open":
            opened.append((len(words), str(child.attrs["href"])))
        elif child.type == "link_close":
            start, address = opened.pop()
            if words[start:] != address.removeprefix("mailto:"):
                words += f" ({address})"
    return words
