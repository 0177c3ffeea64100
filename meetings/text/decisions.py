"""`Beslut:` and its paragraph: how many decisions it holds, and how each ends."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from meetings.text import verbs
from meetings.text.blocks import Outcome, TargetKind, WrittenDecision
from meetings.text.lines import Line
from meetings.text.rendering import plain_words
from meetings.text.targets import find_target, read_target
from meetings.text.words import find_recipient, read_bare

ATT_LINE = re.compile(r"att\s", re.IGNORECASE)
# After these the paragraph has decided nothing yet: its lines or points are the decisions.
OPEN_HEAD = re.compile(r"(?:^|\bbeslut(?:ar|ade|at|a)?(?: (?:därför|enhälligt|följande))?)\s?:?$", re.IGNORECASE)
_FURTHER_ATT = re.compile(r"(?P<joint>[,;] (?:och |samt )?|\bsamt |\boch )?\b(?P<att>att )", re.IGNORECASE)
_JOINT = re.compile(r"(?:[\s,;]|\b(?:och|samt)\b){1,9}$", re.IGNORECASE)
_INFINITIVE = re.compile(r"(?:inte |även |också |enhälligt )?(?:\w*(?:[aå]|ge|se)|be|bero|ske)(?!\w)")
_NO_INFINITIVE = re.compile(
    r"\w*(?:or|ar|er)na\b(?<!\bvarna)|(?:detta|denna|dessa|alla|båda|andra|några|våra|sina|samma|flera|hela|på)\b"
)
_NOTHING = re.compile(
    r"[-–—]|(?:\w+ (?:fattar|fattade|tar|tog) )?(?:inget|inga|inte något)(?: beslut(?: fattas| fattades| togs)?)?",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:skäl(?:et|en)?|motivering(?:en)?|orsak(?:en)?)\s?:\s?(?P<said>.+)"
    r"|\bmed motiveringen\s(?:att\s)?(?P<motive>.+)|\b(?P<clause>(?:för att|eftersom)\s.+)",
    re.IGNORECASE | re.DOTALL,
)
_GIVES_REASON = frozenset([Outcome.REFERRED_BACK, Outcome.WITHDRAWN])


def read(body: str, lines: Sequence[Line], start: int, *, day: date | None = None) -> list[WrittenDecision]:
    """The decisions of a paragraph whose first line says "Beslut:" at `start` and goes on with `body`; [] for none."""
    paragraph = _join(body, lines)
    inherited = verbs.stated(paragraph.head) if paragraph.head else None
    found = []
    for n, (first, after) in enumerate(pairwise([*paragraph.all_points(), len(paragraph.words)])):
        piece = _JOINT.sub("", paragraph.words[first:after]).rstrip()
        sentence = plain_words(piece)
        if not sentence or _NOTHING.fullmatch(sentence[:80].rstrip(" .")):
            continue
        decision = decide(sentence, day=day)
        if n and inherited:
            decision = replace(decision, outcome=inherited.outcome)
        begins, first_line = paragraph.origin(first)
        ends, last_line = paragraph.origin(first + len(piece) - 1)
        begins = begins if n else start
        first_line = first_line if n else lines[0].number
        found.append(replace(decision, start=begins, end=ends + 1, first_line=first_line, last_line=last_line))
    return found


def decide(sentence: str, *, day: date | None = None) -> WrittenDecision:
    """What one sentence decides. Where its verb leaves that open it is something the council decided: adopted."""
    found = verbs.stated(sentence)
    decision = read_bare(sentence, day=day) or WrittenDecision(found.outcome if found else Outcome.ADOPTED, sentence)
    rest = verbs.SENTENCE.split(sentence[found.after :])[0] if found else ""
    if decision.outcome is Outcome.HANDED_OVER and not decision.recipient:
        decision = replace(decision, recipient=find_recipient(rest))
        target = read_target(f"till {decision.recipient}", day=day)
        if target and target.kind is not TargetKind.GROUP:
            return replace(decision, outcome=Outcome.TABLED, target=target, recipient="")
    if decision.outcome is Outcome.TABLED and not decision.target:
        return replace(decision, target=find_target(rest, day=day))
    if decision.outcome in _GIVES_REASON:
        return replace(decision, reason=find_reason(sentence))
    return decision


def find_reason(sentence: str) -> str:
    """Why, where the sentence says so: "Skäl: …", "med motiveringen …", "för att …"."""
    match = _REASON.search(sentence)
    return (match["said"] or match["motive"] or match["clause"]).strip() if match else ""


@dataclass(slots=True)
class _Paragraph:
    """The words of a paragraph as one line, where in the text each stretch of them stands, and where decisions begin.

    `head` is what stands before the first line that begins with "att": "Rådet föreslår nämnden".
    """

    words: str = ""
    head: str = ""
    origins: list[tuple[int, int, int]] = field(default_factory=list)
    points: list[int] = field(default_factory=lambda: [0])

    def origin(self, position: int) -> tuple[int, int]:
        """The offset in the text, and the line, of the character at `position`."""
        at, offset, line = self.origins[bisect_right(self.origins, position, key=lambda origin: origin[0]) - 1]
        return offset + position - at, line

    def add(self, words: str, offset: int, line: int, *, joint: str = " ") -> None:
        self.words += joint if self.words else ""
        self.origins.append((len(self.words), offset, line))
        self.words += words

    def all_points(self) -> list[int]:
        """Where each decision begins: on lines of their own, and after the commas of a line."""
        found: list[int] = []
        for first, after in pairwise([*self.points, len(self.words)]):
            found += [first, *(first + more for more in _further_decisions(self.words[first:after]))]
        return found


def _join(body: str, lines: Sequence[Line]) -> _Paragraph:
    paragraph = _Paragraph()
    first = lines[0]
    paragraph.add(body, first.at + first.words.rfind(body) if body else first.end, first.number)
    undecided = not ATT_LINE.match(body)  # until the first "att" has come
    open_head = OPEN_HEAD.search(body) is not None
    for line in lines[1:]:
        begins = bool(ATT_LINE.match(line.unmarked)) or (line.is_listed and open_head)
        if begins and undecided and not paragraph.words.endswith((".", "!", "?")):
            paragraph.head, undecided, begins = paragraph.words, False, False
        elif begins:
            paragraph.points.append(len(paragraph.words) + 1)
        kept_point = line.is_listed and not open_head and not ATT_LINE.match(line.unmarked)
        paragraph.add(line.unmarked, line.end - len(line.unmarked), line.number, joint="\n- " if kept_point else " ")
        open_head = open_head and (line.is_listed or OPEN_HEAD.search(paragraph.words) is not None)
    return paragraph


def _further_decisions(words: str) -> list[int]:
    """Where, after the first "att" of a decision, the next ones begin: "att hålla mötet, att bjuda in alla"."""
    after, decided = verbs.main_clause(verbs.lower_case(words))
    if not decided:
        return []
    infinitive = _is_infinitive(words[after:].lstrip())
    found = []
    subordinate = False
    for att in _FURTHER_ATT.finditer(words, after):
        joint = (att["joint"] or "").strip().lower()
        alike = _is_infinitive(words[att.end() :]) == infinitive
        # After a bare "och" it belongs to the "att" before it, which may be one within the decision.
        if joint and alike and not (joint == "och" and subordinate):
            found.append(att.start("att"))
            subordinate = False
        else:
            subordinate = True
    return found


def _is_infinitive(words: str) -> bool:
    """Whether "att" is followed by an infinitive: "att hålla", not "att mötet hålls"."""
    start = words[:60]
    return bool(_INFINITIVE.match(start)) and not _NO_INFINITIVE.match(start)
