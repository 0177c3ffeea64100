"""`Uppdrag:` and `Arbetsgrupp:`: who, what, for whom and until when."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from meetings.text import dates
from meetings.text.blocks import WrittenAction, WrittenGroup
from meetings.text.naming import FoundName, find_names
from meetings.text.rendering import plain_words

_LATEST = re.compile(r"(?:^|(?<=[\s,]))senast\s+", re.IGNORECASE)
# A time that is no day of the calendar; it is kept as written.
_SOME_TIME = re.compile(
    r"(?:(?:i |under |före |efter |inför )?(?:mitten av |slutet av |början av )?"
    rf"(?:{'|'.join(dates.MONTHS)}|våren|sommaren|hösten|vintern|jul|årsskiftet|årsmötet|månadsskiftet)"
    r"(?: (?:19|20)\d\d)?|(?:vecka|v\.?) ?\d{1,2})(?!\w)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:på |till |vid )?((?:nästa|nästkommande|kommande) (?:ordinarie )?\w+)", re.IGNORECASE)
_TO = re.compile(r"[\s,]*\btill\s+(?P<whom>[^.;]+)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[\s,&]*(?:\boch\b|\bsamt\b)?[\s,]*")
_CONVENER = re.compile(r"\(?\bsammankallande\b(?:\s?(?:är|blir|:))?\)?\s{0,3}", re.IGNORECASE)
_LONGEST_TIME = 100


class _Due(NamedTuple):
    """When something is to be done, and the characters that say so."""

    on: date | None
    text: str
    start: int
    end: int


def read_action(body: str, *, day: date | None = None) -> WrittenAction:
    """The task that stands after "Uppdrag:": … @namn [till NAMN] [senast DATUM], the name also first."""
    people = find_names(body)
    taken = [(name.start, name.end) for name in people]
    after = people[-1].end if people else len(body)
    due = _find_due(body, after, day)
    if due:
        taken.append((due.start, due.end))
    to_whom = ""
    if people and (to := _TO.match(_blank(body, taken), after)):
        to_whom = " ".join(to["whom"].split()).strip(" ,")
        taken.append(to.span())
        instead = None if due else _time_in(to_whom, day)
        if instead and instead.end == len(to_whom):  # "till nästa möte" says when, not to whom
            due, to_whom = instead, ""
    what = _rest(body, people, taken)
    responsible = tuple(dict.fromkeys(name.name for name in people))
    return WrittenAction(what, responsible, to_whom, due.on if due else None, due.text if due else "")


def read_group(body: str) -> WrittenGroup:
    """The working group that stands after "Arbetsgrupp:": @a, @b, sammankallande @c, and what it is to do."""
    people = find_names(body)
    taken = [(name.start, name.end) for name in people]
    found = ((_convener(body, people, word), word) for word in _CONVENER.finditer(body))
    convener, word = next(((name, word) for name, word in found if name), ("", None))
    if word:
        taken.append(word.span())
    members = tuple(dict.fromkeys(name.name for name in people))
    return WrittenGroup(members, convener, _rest(body, people, taken))


def _convener(body: str, people: Sequence[FoundName], word: re.Match[str]) -> str:
    """The name after the word; where none follows, the name just before it."""
    n = bisect_left(people, word.start(), key=lambda name: name.start)
    if n < len(people) and people[n].start == word.end():
        return people[n].name
    before = people[n - 1] if n else None
    return before.name if before and not body[before.end : word.start()].strip(" ,\u00a0") else ""


def _find_due(body: str, after: int, day: date | None) -> _Due | None:
    for word in reversed(list(_LATEST.finditer(body))):
        rest = body[word.end() : word.end() + _LONGEST_TIME]
        found = _time_in(rest, day)
        if found:
            return _Due(found.on, found.text, word.start(), word.end() + found.end)
        if word.start() >= after and (said := re.split(r"\still\s|[.;]", rest)[0].strip(" ,")):
            return _Due(None, said, word.start(), word.end() + rest.index(said) + len(said))
    return None


def _time_in(words: str, day: date | None) -> _Due | None:
    """The time that the words begin with. A day without a year stays words where the meeting's day is unknown."""
    if exact := dates.starts_with_date(words, near=day):
        return _Due(exact.day, words[: exact.end], 0, exact.end)
    if undated := dates.starts_with_date(words, near=date(2000, 1, 1)):
        return _Due(None, words[: undated.end], 0, undated.end)
    following = _NEXT.match(words)
    if following and dates.is_next_meeting(following[1]):
        return _Due(None, following[0], 0, following.end())
    if some := _SOME_TIME.match(words):
        return _Due(None, some[0], 0, some.end())
    return None


def _rest(body: str, people: Sequence[FoundName], taken: list[tuple[int, int]]) -> str:
    """What is left when the characters taken are out, and with them the commas and "och" between names."""
    left = _blank(body, taken)
    between = [(first.end, second.start) for first, second in pairwise(people)]
    left = _blank(left, [gap for gap in between if _BETWEEN_NAMES.fullmatch(left, *gap)])
    words = plain_words(" ".join(left.split()))
    words = re.sub(r" ([,.;:])", r"\1", words).strip(" ,;:-–").lstrip(" .,;:-–")
    last = words.rpartition(" ")[2]
    return words.removesuffix(".") if last.count(".") == 1 else words


def _blank(body: str, taken: list[tuple[int, int]]) -> str:
    """The words with those taken as spaces, so that every other keeps its place."""
    parts = []
    done = 0
    for start, end in sorted(taken):
        parts += [body[done:start], " " * (end - max(start, done))]
        done = max(done, end)
    return "".join([*parts, body[done:]])
