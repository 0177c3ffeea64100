"""Until when a matter is tabled, read from the words after the verb."""

import re
from datetime import date

from meetings.text import dates
from meetings.text.blocks import Target, TargetKind

_UNTIL_FURTHER = re.compile(r"tills vidare", re.IGNORECASE)
_LEAD = re.compile(r"till(?:s)?\s+(?:och med\s+)?(?:dess\s+)?(?:att\s+)?", re.IGNORECASE)
_GROUP = re.compile(r"\w{0,20}gruppen?\b", re.IGNORECASE)
_REPORTS = re.compile(r"redovis|återkom|rapport|lämna|klar|presenter|återredovis", re.IGNORECASE)
_MEETING_ON = re.compile(r"(?:(?:nästa\s|rådets\s)?(?:\w{0,20}möte[t]?|\w{0,20}sammanträde[t]?)\s+)?", re.IGNORECASE)
_TIME_OF_YEAR = re.compile(
    r"(?:\w{0,20}möte[t]?\s+|\w{0,20}sammanträde[t]?\s+)?(?:(?:i|efter|under|före)\s+)?"
    rf"(?:{'|'.join(dates.MONTHS)}|våren|sommaren|hösten|vintern|årsskiftet|nyåret|årsmötet|årsstämman|stämman)"
    r"(?:\s+(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[,;(]|\s(?:för|på|eftersom|då|så|med|i väntan|efter|och)\s", re.IGNORECASE)
_LONGEST = 200


def read_target(words: str, *, day: date | None = None) -> Target | None:
    """The target that the words, and nothing else, name: "till nästa möte", "tills vidare", "till 5 november".

    None where they are not one of the listed ways to say it.
    """
    words = words.strip().rstrip(".!").rstrip()
    if _UNTIL_FURTHER.fullmatch(words):
        return Target(TargetKind.UNTIL_FURTHER, None, words)
    lead = _LEAD.match(words)
    if not lead or len(words) > _LONGEST:
        return None
    return _named(words[lead.end() :], day)


def find_target(words: str, *, day: date | None = None) -> Target | None:
    """The last target in what follows a verb: "… bidragen till föreningar till nästa möte, för att underlaget …"."""
    words = words[:_LONGEST]
    starts = [match.start() for match in re.finditer(r"\btills?\b", words, re.IGNORECASE)]
    for start in reversed(starts):
        rest = words[start:]
        ends = [match.start() for match in _GOES_ON.finditer(rest)]
        found = (read_target(rest[:end], day=day) for end in (len(rest), *ends))
        if target := next((target for target in found if target), None):
            return target
    return None


def _named(text: str, day: date | None) -> Target | None:
    if _GROUP.match(text) and (_REPORTS.search(text) or " " not in text):
        return Target(TargetKind.GROUP, None, text)
    meeting = _MEETING_ON.match(text)
    rest = text[meeting.end() :] if meeting else text
    found = dates.starts_with_date(rest, near=day)
    if found and found.end == len(rest):
        return Target(TargetKind.DAY, found.day, text)
    if dates.is_next_meeting(text):
        return Target(TargetKind.NEXT_MEETING, None, text)
    # A day that cannot be told without knowing the meeting's own, or a time of the year: kept as written.
    if _is_day_without_year(rest) or _TIME_OF_YEAR.fullmatch(text):
        return Target(TargetKind.DAY, None, text)
    return None


def _is_day_without_year(text: str) -> bool:
    found = dates.starts_with_date(text, near=date(2000, 1, 1))
    return found is not None and found.end == len(text)
