"""A document as lines: signs made uniform, front matter, page heads, contents and code set apart.

What is left is the running text with the number of each line, so that a doubt can point at it.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

# A longer document is no protocol; three hundred printed pages are some 15,000 lines.
MOST_LINES = 20_000
# A line longer than this is a paragraph without breaks; what is read of it stops here.
LONGEST_READ = 4_000

BOLD_LEVEL = 7
_LONGEST_HEADING = 150
_CENTRED = 12
_ENTRY_LINES = 4

_DROPPED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SOFT_HYPHEN_AS_HYPHEN = re.compile("(?:^|[\\s\\d])\u00ad|\u00ad[\\s\\d]", re.MULTILINE)
_BREAKS = re.compile("\r\n|[\n\r\x0b\x1c-\x1e\x85\u2028\u2029]")

_PAGE_MARK = re.compile(r"\s*<!--\s*(?:sida|sid|page)\W*\d+\s*-->\s*$", re.IGNORECASE)
_PAGE_OF = re.compile(
    r"\b\d{1,3}\s*(?:\(\d{1,3}\)|av\s+\d{1,3}|/\s?\d{1,3})\s*$|\b(?:sid(?:a|an)?|s)\.?\s*\d{1,3}\s*$", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"(?:sid(?:a|an)?\.?\s*)?-?\s?\d{1,3}\s?-?", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s*([^#\s].*?)\s*#*\s*$")
_ORG_HEADING = re.compile(r"(\*{1,6})\s+(\S.*?)\s*$")
_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)([^*_]{1,150}?)\1(\s*[:.]?)\s*$")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,})\s*$")
_FENCE = re.compile(r"\s*(```|~~~)")
_FIELD = re.compile(r"(?:\.\.\s*|#\+)?([A-Za-z_]{1,30})\s*[:=]\s*(.*?)\s*$")
_CONTENTS = re.compile(r"(?:innehåll|innehållsförteckning|table of contents)\s*:?$", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*\d{0,4}\s*$")
_ENTRY = re.compile(r"\S\s{2,}\d{1,4}\s*$")
_STAMP = re.compile(
    r"transaktionsidentitet\b|det här dokumentet är digitalt signerat|dokumentet\s+är\s+signerat|"
    r"(?:ordförandens|justerandes?|justerares?)\s+sign(?:atur)?\b|utdragsbestyrkande|expedierat/bestyrkt|"
    r"justerare\s+(?:utdragsbestyrkande|expedierat/bestyrkt)|signatur\s*:?\s*_+$|_{6,}[\s_]*$|\[tabell [\d-]+\]",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_LINK = re.compile(r"!?\[([^\]\[]{0,300})\]\([^()\s]{0,500}\)")
_ORG_MARK = re.compile(r"(?<![\w=])=([^=\n]{1,120})=(?![\w=])")


@dataclass(frozen=True)
class Line:
    """A line of the running text; `level` is that of a heading, 1–6, or 7 for a line in bold, or 0."""

    number: int
    text: str
    level: int = 0
    page: int = 0
    code: bool = False

    @property
    def indent(self) -> int:
        """How many spaces it begins with."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()


@dataclass(frozen=True)
class Paper:
    """The running text, the fields that the file carries before it, and the entries of a table of contents."""

    lines: tuple[Line, ...]
    fields: dict[str, str]
    contents: tuple[str, ...] = ()
    too_long: bool = False


def plain(text: str) -> str:
    """Return the words without bold, italics, code and link targets, spaces made single."""
    text = text[:LONGEST_READ]
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "=" in text:
        text = _ORG_MARK.sub(r"\1", text)
    return " ".join(_MARKUP.sub("", text).split())


def paper(text: str) -> Paper:
    """Set the running text apart from what surrounds it. Never raises."""
    raw = _BREAKS.split(_uniform(text))
    if len(raw) > MOST_LINES:
        return Paper((), {}, too_long=True)
    fields, start = _front_matter(raw)
    lines = _without_comments(_paged(raw, start))
    org = any(key.startswith("org:") for key in fields)
    lines = _headed(_coded(lines), org=org)
    lines, contents = _without_contents(_without_page_heads(lines))
    return Paper(tuple(lines), {key.removeprefix("org:"): value for key, value in fields.items()}, tuple(contents))


def _uniform(text: str) -> str:
    """One sign for each thing: spaces, hyphens, composed letters, no controls."""
    text = _CONTROLS.sub(" ", _DROPPED.sub("", unicodedata.normalize("NFC", text)))
    # Some programs print the soft hyphen where they mean a hyphen; then it also stands beside digits and spaces.
    if "\u00ad" in text:
        text = text.replace("\u00ad", "-" if _SOFT_HYPHEN_AS_HYPHEN.search(text) else "")
    return re.sub("[\u00a0\u2000-\u200a\u202f\u3000]", " ", text).replace("\u2011", "-").replace("\t", "    ")


def _front_matter(raw: list[str]) -> tuple[dict[str, str], int]:
    """Read the fields before the text: TOML between +++, YAML between ---, a comment with `.. key:`, or org's #+."""
    start = next((at for at, line in enumerate(raw) if line.strip()), len(raw))
    if start == len(raw):
        return {}, 0
    first = raw[start].strip()
    if first.startswith("#+"):
        end = start
        while end < len(raw) and (raw[end].startswith("#+") or not raw[end].strip()):
            end += 1
        return _fields(raw[start:end], "org:"), end
    closing = {"+++": "+++", "---": "---", "<!--": "-->"}.get(first)
    if closing:
        for at in range(start + 1, min(len(raw), start + 80)):
            if raw[at].strip() == closing:
                return _fields(raw[start + 1 : at], ""), at + 1
    return {}, 0


def _fields(raw: list[str], prefix: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in raw:
        match = _FIELD.match(line.strip()[:500])
        if match and match[2]:
            found.setdefault(prefix + match[1].lower(), match[2].strip("\"'[] "))
    return found


def _paged(raw: list[str], start: int) -> list[Line]:
    lines, page = [], 1
    for number, text in enumerate(raw[start:], start + 1):
        if _PAGE_MARK.match(text[:60]):
            page += 1
            continue
        if "\f" in text:
            page += 1
        lines.append(Line(number, text.replace("\f", "").rstrip().replace("\x1a", ""), page=page))
    return lines


def _without_comments(lines: list[Line]) -> list[Line]:
    kept, inside, closings = [], False, sum("-->" in line.text for line in lines)
    for line in lines:
        text = line.text
        if inside:
            if "-->" in text:
                inside, text = False, text.split("-->", 1)[1]
            else:
                continue
        if "<!--" in text:
            text = re.sub(r"<!--[^<>]{0,2000}-->", "", text)
        if "<!--" in text and closings:
            text, rest = text.split("<!--", 1)
            inside = "-->" not in rest
        closings -= "-->" in line.text
        kept.append(replace(line, text=text.rstrip()))
    return kept


def _coded(lines: list[Line]) -> list[Line]:
    fences = [at for at, line in enumerate(lines) if _FENCE.match(line.text[:40])]
    code: set[int] = set()
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        code.update(range(opening, closing + 1))
    return [replace(line, code=True) if at in code else line for at, line in enumerate(lines)]


def _headed(lines: list[Line], *, org: bool) -> list[Line]:
    pattern = _ORG_HEADING if org or _reads_as_org(lines) else _HEADING
    done: list[Line] = []
    for line in lines:
        text = line.text[:300]
        match = None if line.code else pattern.match(text)
        if match:
            done.append(replace(line, text=plain(match[2]), level=len(match[1])))
        elif not line.code and _UNDERLINE.match(text) and done and _may_be_underlined(done[-1]):
            done[-1] = replace(done[-1], text=plain(done[-1].text), level=1 if text[0] == "=" else 2)
        elif not line.code and (bold := _BOLD.match(text)):
            done.append(replace(line, text=plain(bold[2] + bold[3]), level=BOLD_LEVEL))
        else:
            done.append(line)
    return done


def _reads_as_org(lines: list[Line]) -> bool:
    deep = any(line.text.startswith("** ") for line in lines)
    return deep and not any(line.text.startswith("#") for line in lines)


def _may_be_underlined(line: Line) -> bool:
    return (
        bool(line.text.strip())
        and not line.level
        and line.text[0] not in " -*|>#"
        and len(line.text) <= _LONGEST_HEADING
    )


def _without_page_heads(lines: list[Line]) -> list[Line]:
    """Drop what is printed at the top or foot of the pages; the first page keeps its head, which states things."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if not line.blank:
            pages.setdefault(line.page, []).append(line)
    repeated = _repeated(list(pages.values()))
    first = next(iter(pages), 0)
    title = next((_key(line) for line in lines if not line.blank), "")
    kept, opening = [], True
    for line in lines:
        key = _key(line)
        if line.blank or (opening and line.page == first):
            opening = opening and (line.blank or line.number < lines[0].number + 40)
            kept.append(line)
            continue
        running = key == title or (line.page != first and key in repeated)
        if not (running or _is_page_number(line) or _STAMP.search(line.text[:200])):
            kept.append(line)
    return kept


def _key(line: Line) -> str:
    return " ".join(_PAGE_OF.sub("", line.text[:300]).casefold().split())


def _repeated(pages: list[list[Line]]) -> set[str]:
    """Lines that stand in the same run at the top, or at the foot, of at least two pages in five."""
    needed = max(2, -(-len(pages) * 2 // 5))
    found: set[str] = set()
    for step in (1, -1):
        counts = Counter(key for page in pages for key in {_key(line) for line in page[::step][:8]})
        for page in pages:
            for line in page[::step][:8]:
                key = _key(line)
                # The contents also begin a page with the paragraph that a later page begins with.
                if counts[key] < needed or key.startswith("§"):
                    break
                found.add(key)
    return found


def _is_page_number(line: Line) -> bool:
    text = line.text.strip()
    return line.indent >= _CENTRED >= len(text) and bool(_PAGE_NUMBER.fullmatch(text))


def _without_contents(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Drop the table of contents, but keep what it says: it knows where each title ends."""
    kept: list[Line] = []
    entries: list[str] = []
    pending: list[Line] = []
    page = 0
    for line in lines:
        text = line.text.strip()
        if not line.code and len(text) <= _CENTRED * 3 and _CONTENTS.match(plain(text)):
            page = line.page
            continue
        leader = bool(_LEADER.search(text[-200:]))
        # An entry takes a few lines before its page number comes; more than that is running text.
        inside = page == line.page and len(pending) < _ENTRY_LINES and len(text) <= _LONGEST_HEADING
        if not (leader or inside):
            page = 0
            kept += [*pending, line]
            pending = []
        elif text:
            pending.append(line)
            if leader or _ENTRY.search(text[-200:]):
                entries.append("\n".join(_entry_words(part.text) for part in pending))
                pending = []
    return kept + pending, entries


def _entry_words(text: str) -> str:
    return re.sub(r"\s{2,}\d{1,4}\s*$", "", _LEADER.sub("", text[-400:])).strip()
