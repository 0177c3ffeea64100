"""The body of an item in the written language: the document's wording, and what was found as lines of their own.

Whatever is written here is read back at once: the text of a draft must say what was found in the document, no more
and no less. A line that would say more is quoted.
"""

import re
from collections.abc import Iterator
from textwrap import dedent

from meetings.importing import labels, names
from meetings.importing.deciding import Finding, Read
from meetings.importing.owners import split_who
from meetings.importing.paper import Line
from meetings.importing.parsed import ParsedGroup, ParsedOwner
from meetings.importing.prose import Paragraph
from meetings.importing.segmenting import Segment
from meetings.text import Outcome, WrittenAction, WrittenDecision, WrittenGroup, line, parse
from meetings.text import names as written_names
from meetings.text.naming import write_name

_WORD = {
    Outcome.APPROVED: "Godkänns",
    Outcome.ADOPTED: "Antas",
    Outcome.REJECTED: "Avslås",
    Outcome.TABLED: "Bordläggs",
    Outcome.REFERRED_BACK: "Återremitteras",
    Outcome.ELECTED: "Väljs",
    Outcome.NOTED: "Noteras",
    Outcome.FILED: "Läggs till handlingarna",
    Outcome.DISCHARGED: "Beviljas ansvarsfrihet",
    Outcome.STATEMENT: "Ställer sig bakom förslaget",
    Outcome.HANDED_OVER: "Hänskjuts",
    Outcome.WITHDRAWN: "Utgår",
    Outcome.NOT_REACHED: "Hann inte behandlas",
}
_LONGEST_TASK = 500


def text(item: Segment, found: Read) -> str:
    """Return the text of an item for a draft: what is written already as it stands, the rest in its own words."""
    expected = [finding.outcome for finding in found.findings]
    unwritten = tuple(paragraph for paragraph in found.paragraphs if not paragraph.written)
    ways = (_text(item, found, quoted) for quoted in ((), unwritten))
    return next((way for way in ways if outcomes(way) == expected), None) or _text(item, found, found.paragraphs)


def _text(item: Segment, found: Read, quoted: tuple[Paragraph, ...]) -> str:
    """Write the body; `quoted` are set apart as quotations, where their words would run into each other."""
    starts = {paragraph.first: paragraph for paragraph in found.paragraphs}
    chunks: list[str] = []
    until = -1
    for at, printed in enumerate(item.body):
        if at <= until:
            continue
        paragraph = starts.get(at)
        if paragraph:
            chunks.append(_written(item.body[at : paragraph.last + 1], paragraph, found, quoting=paragraph in quoted))
            until = paragraph.last
        else:
            chunks.append(_as_it_is(printed))
    whole = "\n".join(_without_heads(chunks))
    return re.sub(r"\n{3,}", "\n\n", whole).strip("\n")


def _as_it_is(printed: Line) -> str:
    """A line outside the paragraphs: a sub-heading, code, or what stands below the last paragraph that is read."""
    if printed.code:
        return f"> {printed.text}" if outcomes(printed.text) else printed.text
    heading = labels.words(printed.text).rstrip(":")
    if heading and (printed.level or labels.block(printed.text)):
        return f"\n### {heading}\n"
    return f"> {heading}" if heading else ""


def _without_heads(chunks: list[str]) -> Iterator[str]:
    """Leave out the head of a block for the decision, where the decision below says "Beslut:" itself."""
    below = ""
    kept = []
    for chunk in reversed(chunks):
        head = chunk.strip()
        if not (head.startswith("### ") and head.endswith(("Beslut", " beslut")) and below.startswith("Beslut:")):
            kept.append(chunk)
        below = head or below
    return reversed(kept)


def _joined(lines: tuple[Line, ...]) -> str:
    """The lines of a paragraph as one, with its bullet."""
    words = " ".join(" ".join(printed.text.split()) for printed in lines)
    bare = names.unbulleted(words)
    if bare == words or re.match(r"\d", words):
        return words
    return "  " * min(3, lines[0].indent // 4) + "- " + bare


# ------------------------------------------------------------------ a paragraph and what it says


def _written(lines: tuple[Line, ...], paragraph: Paragraph, found: Read, *, quoting: bool) -> str:
    findings = [finding for finding in found.findings if finding.paragraph == paragraph]
    tasks = [owner for own, owner in found.owners if own == paragraph]
    group = found.group[1] if found.group and found.group[0] == paragraph else None
    as_printed = dedent("\n".join(printed.text.rstrip() for printed in lines))
    if group and paragraph.written:
        as_printed = _with_ats(as_printed, group)
    if paragraph.written and not quoting and _reads(as_printed, findings):
        decided = as_printed
    else:
        decided = _quoted(_joined(lines), findings) if quoting else _deciding(_joined(lines), paragraph, findings)
    said = [] if _says_tasks(decided) else [group_line(group)] if group else [task_line(owner) for owner in tasks]
    if said:
        decided = "\n".join([decided, "", *dict.fromkeys(said)])
    # What decides or charges stands alone: a line below it without a gap would belong to it.
    return decided if decided == as_printed or not (said or findings) else f"\n{decided}\n"


def _with_ats(words: str, group: ParsedGroup) -> str:
    """The names of a group that was printed, where the mark of a name does not show, with their marks."""
    if written_names(words):
        return words
    for name in group.members:
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda match: write_name(match[0]), words)
    return words


def _deciding(words: str, paragraph: Paragraph, findings: list[Finding]) -> str:
    """The first way of writing that reads as what was found, from the one nearest to the paper."""
    ways = [words]
    if findings:
        short = "\n".join(_short(finding) for finding in findings)
        whole = "\n".join(dict.fromkeys(f"Beslut: {finding.sentence}" for finding in findings))
        if not paragraph.bullet and (paragraph.block == "decision" or len(paragraph.sentences) == 1):
            ways.append(f"Beslut: {words}")
        ways += [f"{words}\n\n{short}\n", f"{words}\n\n{whole}\n"]
    ways.append(_quoted(words, findings))
    return next((way for way in ways if _reads(way, findings)), ways[-1])


def _reads(words: str, findings: list[Finding]) -> bool:
    """Whether the words, read in the written language, say what was found."""
    return outcomes(words) == [finding.outcome for finding in findings]


def _quoted(words: str, findings: list[Finding]) -> str:
    return "\n".join([f"> {words}", "", *(_short(finding) for finding in findings)])


def outcomes(words: str) -> list[Outcome]:
    """Return the outcomes that a text states in the written language."""
    return [block.outcome for block in parse(words) if isinstance(block, WrittenDecision)]


def _says_tasks(words: str) -> bool:
    return any(isinstance(block, WrittenAction | WrittenGroup) for block in parse(words))


def _short(finding: Finding) -> str:
    """The line word for an outcome, with its tail where that is understood."""
    word = _WORD[finding.outcome]
    sentence = (finding.proposal or finding.sentence).rstrip(".")
    if finding.outcome is Outcome.TABLED and finding.to:
        with_tail = f"{word} {finding.to}" if finding.to.startswith("tills") else f"{word} till {finding.to}"
    elif finding.outcome in {Outcome.ELECTED, Outcome.REFERRED_BACK}:
        with_tail = f"{word}: {sentence}"
    else:
        with_tail = word
    return with_tail if outcomes(with_tail) == [finding.outcome] else word


def task_line(owner: ParsedOwner) -> str:
    """Return the line of a task; who cannot be written with @ stays in its words."""
    named = [who for who in split_who(owner.who) if written_names(f"@{who}") == (who,)]
    others = [who for who in split_who(owner.who) if who not in named]
    what = owner.what[:_LONGEST_TASK].replace("@", "")
    if others:
        what = f"{what} ({'och ' if named else ''}{', '.join(others)})"
    return line(WrittenAction(what=what, responsible=tuple(named)))


def group_line(group: ParsedGroup) -> str:
    """Return the line of a working group."""
    errand = re.search(r"grupp\w*\s+((?:för|som|med uppgift)\b.*)$", group.what)
    return line(WrittenGroup(members=group.members, convener=group.convener or "", what=errand[1] if errand else ""))
