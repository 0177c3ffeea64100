"""How an item ended: its body is read for outcomes, tasks and a working group, paragraph by paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.importing import outcomes, owners, prose
from meetings.importing.officers import Role, office_in, people_in
from meetings.importing.outcomes import Manner
from meetings.importing.owners import People
from meetings.importing.parsed import ParsedGroup, ParsedOwner
from meetings.importing.prose import Paragraph
from meetings.importing.segmenting import Segment
from meetings.text import Outcome, WrittenAction, WrittenDecision, WrittenGroup

_ELECTION = re.compile(
    r"(?:\w+)?val(?:et)?\s+av\b|(?:person)?val\b|utseende av\b|(?:om|ny|"
    r"fyllnads)val\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\bbord\w*\b[^.;]{0,120}?\b(till\s+(?P<to>(?!och\b|att\b)[^.;,]{2,70})|(?P<rest>tills vidare))", re.IGNORECASE
)
_ATT = re.compile(r"att\s*:\s*", re.IGNORECASE)
_UPHELD = re.compile(r"\b(?:bifall\w*|biföll\w*|antas|antogs|godkänns|godkändes|ja)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:avslå\w*|avslog\w*|avslag|nej)\b", re.IGNORECASE)
_OPENS_LIST = re.compile(r"(?:beslut\w*|beslöt)(?:\s+[^\s:.]+){0,4}?(?:\s+att)?\s*:?$", re.IGNORECASE)

_LABEL_WORDS = 4
_DECIDE = ("decision", "statement")


@dataclass(frozen=True)
class Finding:
    """An outcome, the sentence that states it, where it stands, and the proposal that it upholds or denies."""

    outcome: Outcome
    sentence: str
    paragraph: Paragraph
    to: str | None = None
    proposal: str = ""


@dataclass(frozen=True)
class Read:
    """All that was found in the body of an item."""

    paragraphs: tuple[Paragraph, ...] = ()
    findings: tuple[Finding, ...] = ()
    owners: tuple[tuple[Paragraph, ParsedOwner], ...] = ()
    group: tuple[Paragraph, ParsedGroup] | None = None

    @property
    def outcome(self) -> Outcome | None:
        """How the item ended: what the first deciding sentence says most exactly."""
        if not self.findings:
            return None
        first = [finding.outcome for finding in self.findings if finding.sentence == self.findings[0].sentence]
        return next((outcome for outcome in first if outcome is not Outcome.ADOPTED), first[0])


def read(item: Segment, people: People) -> Read:
    """Read the body of an item. Where it has a block of its own for the decision, only that block decides.

    What is in the written language already says what it says, wherever it stands.
    """
    paragraphs = prose.paragraphs(item.body)
    blocks = [paragraph for paragraph in paragraphs if paragraph.block in _DECIDE and not paragraph.inline]
    alone = bool(blocks)
    spoken = [one for one in paragraphs if one.block != "unstated" and (not alone or one in blocks or one.written)]
    findings = _findings(item, spoken, alone=alone)
    group = _group(spoken, people)
    return Read(tuple(paragraphs), tuple(findings), tuple(_tasks(item, spoken, findings, group, people)), group)


def _group(spoken: list[Paragraph], people: People) -> tuple[Paragraph, ParsedGroup] | None:
    for paragraph in spoken:
        for block in paragraph.written:
            if isinstance(block, WrittenGroup) and block.members:
                return paragraph, ParsedGroup(block.members, block.convener or None, paragraph.line)
        if found := owners.group(paragraph.words, paragraph.line, people):
            return paragraph, found
    return None


def _tasks(
    item: Segment,
    spoken: list[Paragraph],
    findings: list[Finding],
    group: tuple[Paragraph, ParsedGroup] | None,
    people: People,
) -> Iterator[tuple[Paragraph, ParsedOwner]]:
    """Who takes what on, sentence by sentence; to form a group is a task of its members."""
    decided = {finding.sentence for finding in findings}
    for paragraph in spoken:
        if any(isinstance(block, WrittenAction) for block in paragraph.written):
            yield from _written_tasks(paragraph)
            continue
        if group and group[0] is paragraph and paragraph.written:
            continue
        forms = group is not None and group[0] is paragraph
        if group and forms:
            yield paragraph, ParsedOwner(", ".join(group[1].members), group[1].what, paragraph.line)
        for sentence in paragraph.sentences:
            if not (forms and "grupp" in sentence.casefold()):
                stands = sentence in decided or paragraph.block == "decision"
                for owner in owners.owners(paragraph, sentence, people, title=item.title, decided=stands):
                    yield paragraph, owner


def _written_tasks(paragraph: Paragraph) -> Iterator[tuple[Paragraph, ParsedOwner]]:
    """Uppdrag: … @NN, as it is written here too."""
    for block in paragraph.written:
        if isinstance(block, WrittenAction) and block.responsible:
            yield paragraph, ParsedOwner(", ".join(block.responsible), block.what, paragraph.line)


def _findings(item: Segment, spoken: list[Paragraph], *, alone: bool) -> list[Finding]:
    office = office_in(item.title)
    election = bool(_ELECTION.match(item.title)) or office is not None
    found: list[Finding] = []
    proposed: list[str] = []
    listing = False
    for paragraph in spoken:
        if _ATT.match(paragraph.text) and not alone:
            proposed.append(_ATT.sub("", paragraph.text, count=1))
            continue
        if paragraph.block == "statement":
            found.append(Finding(Outcome.STATEMENT, paragraph.words, paragraph))
            continue
        decision = paragraph.block == "decision"
        if proposed and decision and (upheld := _answered(paragraph, proposed, office)):
            found += upheld
            proposed = []
            continue
        if paragraph.written and not outcomes.says_nothing(paragraph.words):
            found += list(_written(paragraph))
            continue
        item_of_list = listing and (paragraph.bullet or paragraph.text.casefold().startswith(("att ", "samt att ")))
        manner = Manner(decision=decision or item_of_list, past=paragraph.block != "told", election=election)
        new = _in_paragraph(paragraph, manner, item_of_list=item_of_list)
        listing = item_of_list or bool(_OPENS_LIST.search(paragraph.text))
        if alone and decision and paragraph.bullet and not new and not outcomes.says_nothing(paragraph.words):
            # In a numbered list of decisions each point is one, whatever its verb.
            new = [Finding(Outcome.ADOPTED, paragraph.words, paragraph)]
        found += new or _named(paragraph, election=election)
    return found or _unworded(spoken)


def _written(paragraph: Paragraph) -> Iterator[Finding]:
    for block in paragraph.written:
        if isinstance(block, WrittenDecision):
            yield Finding(block.outcome, block.sentence, paragraph, _target(block.sentence, block.outcome))


def _in_paragraph(paragraph: Paragraph, manner: Manner, *, item_of_list: bool) -> list[Finding]:
    found = []
    for sentence in paragraph.sentences:
        stated = outcomes.clause(sentence) if item_of_list else outcomes.stated(sentence, manner)
        # "Mötet beslutar att" with the clauses below: they decide, not the line that opens them.
        if stated == [Outcome.ADOPTED] and re.search(r"\batt\s*:?$", sentence):
            continue
        found += [Finding(outcome, sentence, paragraph, _target(sentence, outcome)) for outcome in stated]
    return found


def _target(sentence: str, outcome: Outcome) -> str | None:
    match = _TARGET.search(sentence) if outcome is Outcome.TABLED else None
    return (match["to"] or match["rest"]).strip() if match else None


def _answered(paragraph: Paragraph, proposed: list[str], office: Role | None) -> list[Finding]:
    """Att: … and then the decision that upholds or denies it."""
    words = paragraph.words
    if _DENIED.search(words):
        return [Finding(Outcome.REJECTED, paragraph.text, paragraph, proposal="; ".join(proposed))]
    if not _UPHELD.search(words):
        return []
    found = []
    for clause in proposed:
        elects = office is not None or office_in(clause) is not None
        stated = [Outcome.ELECTED] if elects else outcomes.clause(clause)
        # To uphold a proposal that names no other outcome is to approve it.
        found += [Outcome.APPROVED if outcome is Outcome.ADOPTED else outcome for outcome in stated]
    return [
        Finding(outcome, paragraph.text, paragraph, proposal="; ".join(proposed)) for outcome in dict.fromkeys(found)
    ]


def _named(paragraph: Paragraph, *, election: bool) -> list[Finding]:
    """Under the title of an election, an office with a name beside it, or a name alone, is who was elected."""
    if not election or paragraph.block in {"told", "unstated"}:
        return []
    label, colon, rest = paragraph.text.partition(":")
    if (colon and len(label.split()) <= _LABEL_WORDS and people_in(rest)) or (
        not colon and people_in(paragraph.text.rstrip("."))
    ):
        return [Finding(Outcome.ELECTED, paragraph.text, paragraph)]
    return []


def _unworded(spoken: list[Paragraph]) -> list[Finding]:
    """A block that is for the decision decides, also where none of the known verbs stands in it."""
    for paragraph in spoken:
        if paragraph.block == "decision" and paragraph.words and not outcomes.says_nothing(paragraph.words):
            return [Finding(Outcome.ADOPTED, paragraph.words, paragraph)]
    return []
