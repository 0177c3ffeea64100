"""Loose phrases that may be meant as decisions, tasks or groups. Only suggested; nothing is read from them unasked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from meetings.text import verbs
from meetings.text.blocks import Prose
from meetings.text.cleaning import TextError
from meetings.text.lines import LIST_MARK, Line, read_lines
from meetings.text.naming import name_end, write_name
from meetings.text.parsing import parse
from meetings.text.words import read_bare

_BODIES = (
    "rådet|mötet|årsmötet|stämman|årsstämman|styrelsen|nämnden|utskottet|kommittén|presidiet|föreningen|vi"
    "|frågan|ärendet|punkten|förslaget|motionen|rapporten|protokollet|dagordningen|planen|budgeten"
)
_DECIDES = re.compile(
    rf"(?:{_BODIES}) (?:\w+ ){{0,2}}(?:beslutar|beslutade|beslöt)\b|(?:beslutar|beslutas|beslutades)\b", re.IGNORECASE
)
_BODY = re.compile(rf"(?:{_BODIES})\b", re.IGNORECASE)
# Sentences begin with a capital too: these words are nobody's name.
_NOBODY = frozenset(
    f"{_BODIES}|man|alla|ingen|några|någon|det|den|de|detta|dessa|denna|hon|han|hen|här|där|nu|sedan|då|om|som|en|ett"
    "|gruppen|arbetsgruppen|ordföranden|ordförande|sekreteraren|sekreterare|kansliet|kommunen|staden|idag|efter|under".split(
        "|"
    )
)
_UNDERTAKES = re.compile(
    r"(?:(?:ska|skall|får i uppdrag att|har i uppdrag att|åtar sig att|lovar att) (?P<later>\S)"
    r"|(?P<now>tar|kollar|undersöker|återkommer|kontaktar|bjuder in|bokar|skickar|skriver|pratar med|talar med"
    r"|hör av sig|hör med|hör efter|sammanställer|ordnar|ansvarar för|ringer|mejlar|lyfter|förbereder|ser över|ser till"
    r"|tittar på|utreder|fixar|lämnar|kartlägger|upphandlar|formulerar|redovisar|meddelar|svarar för)\b)"
)
_FORMS_GROUP = re.compile(
    r"(?:bildar|utgör|ingår i|sätter ihop|blir) (?:en |den )?(?:\w+ )?\w*grupp(?:en)?\b"
    r"(?:,? (?:för att|som ska|som))?\s*"
)
_CONVENES = re.compile(r"(?:är|blir|utses till|väljs till) sammankallande\b")
_CONVENER = re.compile(r"Sammankallande (?:är|blir) ")
_JOINT = re.compile(r",\s(?:och\s)?|\s(?:och|samt|&)\s")
_LONGEST = 1000


class SuggestionKind(StrEnum):
    """What a phrase may be meant as."""

    DECISION = "decision"
    ACTION = "action"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase, where it stands (offsets in characters, line from 0), and the line that it would become."""

    kind: SuggestionKind
    phrase: str
    line: str
    start: int
    end: int
    first_line: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: str
    start: int
    line: int


def suggestions(text: str, *, people: Iterable[str] = (), day: date | None = None) -> tuple[Suggestion, ...]:
    """What the prose of a text may be meant to say, in order.

    `people` are the names of those who may be meant: "Emma" becomes the one Emma among them. Without them any
    capitalised word may be a name.
    """
    known = tuple(people)
    found: list[Suggestion] = []
    for line in _prose_lines(text, day):
        sentences = list(_sentences(line))
        suggested = (_suggest(sentences, n, known, day) for n in range(len(sentences)))
        found += [one for one in suggested if one]
    return tuple(found)


def accept(text: str, suggestion: Suggestion) -> str:
    """Write the suggested line in place of its phrase. Raises TextError (stale) where the text has changed there."""
    if text[suggestion.start : suggestion.end] != suggestion.phrase:
        raise TextError(code="stale")
    before, after = text[: suggestion.start], text[suggestion.end :].lstrip(" \t\u00a0")
    begun = before[before.rfind("\n") + 1 :].strip()
    if begun and not LIST_MARK.fullmatch(begun):
        before = before.rstrip(" \t\u00a0") + "\n"
    else:
        before = before[: before.rfind("\n") + 1]
    # A decision goes on to the end of its paragraph: an empty line keeps what follows out of it.
    gap = "\n" * max(2 - (len(after) - len(after.lstrip("\r\n"))), 0) if after.strip() else ""
    return before + suggestion.line + gap + after


def _prose_lines(text: str, day: date | None) -> Iterator[Line]:
    """The lines of running text and lists; sub-headings, quotations, tables and literal lines say nothing."""
    blocks = parse(text, day=day)
    prose = {n for one in blocks if isinstance(one, Prose) for n in range(one.first_line, one.last_line + 1)}
    return (line for line in read_lines(text) if line.number in prose and not line.is_prose_of_its_own)


def _sentences(line: Line) -> Iterator[_Sentence]:
    words = line.unmarked
    begin = line.end - len(words)
    cuts = [0, *(match.end() for match in verbs.SENTENCE.finditer(words)), len(words)]
    for first, after in pairwise(cuts):
        sentence = words[first:after].rstrip()
        if 0 < len(sentence) <= _LONGEST:
            yield _Sentence(sentence, begin + first, line.number)


def _suggest(sentences: list[_Sentence], n: int, known: tuple[str, ...], day: date | None) -> Suggestion | None:
    sentence = sentences[n]
    group = _group(sentences, n, known)
    if group is not None:
        return group
    if written := _decision(sentence.words, day):
        return _suggestion(SuggestionKind.DECISION, sentence, sentence, written)
    if written := _action(sentence.words, known):
        return _suggestion(SuggestionKind.ACTION, sentence, sentence, written)
    return None


def _suggestion(kind: SuggestionKind, first: _Sentence, last: _Sentence, line: str) -> Suggestion:
    end = last.start + len(last.words)
    phrase = first.words if first is last else f"{first.words} {last.words}"
    return Suggestion(kind, phrase, line, first.start, end, first.line)


def _decision(words: str, day: date | None) -> str:
    if read_bare(words, day=day):
        return words
    stated = verbs.stated(words)
    by_the_body = stated and (_BODY.match(words) or stated.after == len(words.split(maxsplit=1)[0]))
    return f"Beslut: {words}" if by_the_body or _DECIDES.match(words) else ""


def _action(words: str, known: tuple[str, ...]) -> str:
    people, end = _people(words, known)
    undertakes = _UNDERTAKES.match(words, end)
    if not people or not undertakes:
        return ""
    start = undertakes.start("later") if undertakes["later"] else undertakes.start("now")
    return f"Uppdrag: {words[start:].rstrip(' .')} {', '.join(map(write_name, people))}"


def _group(sentences: list[_Sentence], n: int, known: tuple[str, ...]) -> Suggestion | None:
    """A group and its convener; the convener may be named in the next sentence."""
    sentence = sentences[n]
    people, end = _people(sentence.words, known)
    forms = _FORMS_GROUP.match(sentence.words, end) if people else None
    if forms:
        follows = sentences[n + 1] if n + 1 < len(sentences) else None
        convener = _convener(follows.words, (*people, *known)) if follows else ""
        last = follows if follows and convener else sentence
        line = _group_line(people, convener, sentence.words[forms.end() :].rstrip(" ."))
        return _suggestion(SuggestionKind.GROUP, sentence, last, line)
    convener = _convener(sentence.words, known)
    if not convener or (n and _FORMS_GROUP.search(sentences[n - 1].words)):
        return None
    return _suggestion(SuggestionKind.GROUP, sentence, sentence, _group_line([], convener, ""))


def _group_line(people: list[str], convener: str, what: str) -> str:
    parts = [write_name(name) for name in people if name != convener]
    if convener:
        parts.append(f"sammankallande {write_name(convener)}")
    return "Arbetsgrupp: " + ", ".join(part for part in (*parts, what) if part)


def _convener(words: str, known: tuple[str, ...]) -> str:
    if opens := _CONVENER.match(words):
        people, _ = _people(words[opens.end() :], known)
        return people[0] if people else ""
    people, end = _people(words, known)
    return people[0] if len(people) == 1 and _CONVENES.match(words, end) else ""


def _people(words: str, known: tuple[str, ...]) -> tuple[list[str], int]:
    """The names that the words begin with, and where the word after them begins."""
    people: list[str] = []
    start = 0
    while len(people) < 20:  # noqa: PLR2004 - no group is larger
        start += words.startswith("@", start)
        end = name_end(words, start)
        who = _who(words[start:end].replace("\u00a0", " "), known) if end else ""
        if end is None or not who:
            return [], 0
        people.append(who)
        joint = _JOINT.match(words, end)
        if not joint:
            return people, end + len(words[end:]) - len(words[end:].lstrip())
        start = joint.end()
    return [], 0


def _who(name: str, known: tuple[str, ...]) -> str:
    """The person meant by a name or a first name; "" for nobody, or for one of several."""
    lower = name.casefold()
    if lower in _NOBODY:
        return ""
    meant = {one for one in known if one.casefold() == lower or one.casefold().startswith(f"{lower} ")}
    if len(meant) == 1:
        return meant.pop()
    return "" if meant or (known and " " not in name) else name
