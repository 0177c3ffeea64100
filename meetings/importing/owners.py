"""Who takes something on, and who forms a group: only sentences with somebody's name and a verb of doing."""

import re
from dataclasses import dataclass, field

from meetings.importing import names
from meetings.importing.parsed import ParsedGroup, ParsedOwner
from meetings.importing.prose import Paragraph

_LONGEST = 600
_NAME = r"[A-ZÅÄÖÉ][\w'’´-]*(?:\s+(?:(?:von|af|de|van)\s+)?[A-ZÅÄÖÉ][\w'’´-]*){0,3}"
_NAMES = rf"{_NAME}(?:\s*,\s*{_NAME}){{0,12}}(?:\s*,?\s*(?:och|&|samt)\s*(?:{_NAME}|någon annan|en till))?"
_ERRAND = (
    r"(?:tar\s+(?:på sig|kontakt|med sig|(?:den |denna )?frågan\s+(?:till|vidare|med)|hand om|fram|reda på|"
    r"ansvar\w*|över|det vidare|detta vidare|tag i)|åtar sig|"
    r"kontaktar|kollar|undersöker|bokar|mejlar|mailar|e-postar|ringer|återkommer|ordnar|fixar|beställer|"
    r"köper(?: in)?|skickar|ser (?:över|till)|"
    r"hör (?:av sig|med|sig för)|pratar (?:med|vidare)|diskuterar|skriver|sammanställer|uppdaterar|ansvarar|"
    r"sköter|bjuder in|"
    r"lägger (?:upp|ut|in|fram|till)|sätter (?:upp|ihop)|förbereder|utreder|följer upp|bevakar|publicerar|"
    r"stämmer av|samordnar|arrangerar|"
    r"får (?:i uppdrag|uppdraget|till uppgift)|fick (?:i uppdrag|uppdraget)|har fått i uppdrag|"
    r"ges (?:i uppdrag|uppdraget)|"
    r"(?:väljs|väljes|valdes|utses|utsågs)\s+(?:att\b(?! jämte| vara| tillsammans)|(?:till |"
    r"som )?(?:huvud)?ansvarig\w*)|blir ansvarig\w*|är ansvarig\w*|"
    r"(?:ska|skall)(?!\s+(?:vara|bli|ha|också vara)\b))"
)
_TAKES = re.compile(
    rf"(?<![\w-])(?P<who>{_NAMES})\s+(?P<what>(?:(?:också|även|därför|sedan|nu|alltså)\s+)?{_ERRAND}\b.*)$"
)
_CHARGED = re.compile(
    r"\b(?:(?:ge|ger|gav)\s+(?P<given>[\w ,-]{2,80}?)\s+i uppdrag|"
    r"(?:ålägga|ålägger|ålade|(?:uppdra|uppdrar|uppdrog|uppdras) (?:åt|till))\s+(?P<who>[\w ,-]{2,80}?))"
    r"(?:\s+att|\s*:)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_TASKED = re.compile(r"\buppdrag (?:åt|till)\s+(?P<who>[\w ,-]{2,80}?)\s+att\s+(?P<what>.+)$", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:ansvarig(?:a|\w*)?|ansvar|utförare|"
    rf"uppdrag till)\s*:\s*(?P<who>{_NAMES})\s*\.?\s*$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\b(?:att göra|ska göras|åtgärd(?:er|slista)?|uppdrag|action\w*|aktivitetslista|todo|to do|arbetsfördelning)\b",
    re.IGNORECASE,
)
_DONE_BY = re.compile(rf"(?P<who>{_NAMES})\s*(?::|–|-)\s+(?P<what>\S.*)$")

_FORMS = re.compile(
    rf"(?P<who>{_NAMES})\s+(?P<what>(?:bildar|bildade|utgör|utses till|väljs till|utsågs till|valdes till|"
    rf"ingår i|sitter i|är med i|tillsätts som|anmälde sig till|anmäler sig till)"
    r"\s+(?:(?:en|ett|den|denna)\s+)?(?:\w+\s+)?\w*grupp(?:en)?\b.*)$"
)
_CONSISTS = re.compile(
    r"(?P<what>(?i:\b\w*grupp(?:en)?\b[^.:]{0,60}?(?:bestående av|består av|utgörs av|med)|\b\w*grupp(?:en)?\s*:))"
    rf"\s+(?P<who>{_NAMES})"
)
_CONVENER = re.compile(
    rf"(?P<a>{_NAME})\s+(?:är|blir|utses till|väljs till|utsågs till|valdes till|som|,)?\s*\(?sammankallande|"
    rf"[Ss]ammankallande(?:\s+(?:är|blir)|\s*:)?\s+(?P<b>{_NAME})"
)
_COMMON = frozenset(
    [
        "vi",
        "man",
        "det",
        "den",
        "de",
        "detta",
        "denna",
        "dessa",
        "alla",
        "ingen",
        "någon",
        "några",
        "nästa",
        "mötet",
        "styrelsen",
        "gruppen",
        "föreningen",
        "nämnden",
        "rådet",
        "beslut",
        "att",
        "om",
        "när",
        "eventuellt",
        "frågan",
        "ordförande",
        "ordföranden",
        "sekreteraren",
        "kassören",
        "samtliga",
        "övriga",
        "medlemmar",
        "ledamöter",
        "deltagare",
        "ansvarig",
        "ansvariga",
        "info",
        "här",
        "där",
        "sedan",
        "men",
        "och",
        "hur",
        "vad",
        "vem",
        "vilka",
        "ett",
        "en",
        "förslag",
        "information",
        "rapport",
        "diskussion",
        "bra",
        "lite",
        "eftersom",
        "dessutom",
    ]
)
_DEFINITE = re.compile(r"(?:en|et|na|ar|er|or|ning|tion|sion|het)$")


@dataclass(frozen=True)
class People:
    """Everybody whom the document names as taking part, by whole name and by given name."""

    whole: frozenset[str] = frozenset()
    given: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, printed: list[str]) -> "People":
        """Collect printed names; a given name that two persons share belongs to neither."""
        given: dict[str, str | None] = {}
        for name in dict.fromkeys(printed):
            first = name.split()[0].casefold()
            given[first] = None if first in given else name
        return cls(frozenset(name.casefold() for name in printed), given)

    def knows(self, name: str) -> bool:
        """Whether the words are somebody's whole or given name, or have the shape of a whole name."""
        folded = name.casefold()
        if folded in self.whole or folded in self.given:
            return True
        if " " in name:
            return names.looks_like_person(name)
        return not self.whole and self._may_be_given(name)

    @staticmethod
    def _may_be_given(name: str) -> bool:
        """In a document that lists nobody, one word may be a name if it is no common word."""
        return names.looks_like_given_name(name) and name.casefold() not in _COMMON and not _DEFINITE.search(name)


def owners(paragraph: Paragraph, sentence: str, people: People, *, title: str, decided: bool) -> list[ParsedOwner]:
    """Return who takes what on in a sentence. `decided` says that the sentence states a decision."""
    text = sentence[:_LONGEST].rstrip(" .")
    if decided:
        for pattern in (_CHARGED, _TASKED):
            if match := pattern.search(text):
                who = (match.groupdict().get("given") or match["who"]).strip(" ,")
                return [ParsedOwner(who, match["what"].strip(), paragraph.line)]
    match = _TAKES.search(text) or _LABEL.match(text)
    if not match and paragraph.bullet and _TO_DO.search(title):
        match = _DONE_BY.match(text)
    if not match:
        return []
    taken_by = _known(match["who"], people)
    what = match.groupdict().get("what") or re.sub(r"\W*ansvarig.*$", "", title, flags=re.IGNORECASE)
    return [ParsedOwner(taken_by, what.strip(), paragraph.line)] if taken_by and what.strip() else []


def split_who(who: str) -> list[str]:
    """Return the names of an owner one by one."""
    return [part for part in re.split(r"\s*,\s*(?:och\s+)?|\s+(?:och|&|samt)\s+", who) if part]


def _known(printed: str, people: People) -> str | None:
    """The names as printed, if all of them are people; from the first that is one, where words stood before them."""
    parts = [part.strip() for part in re.split(r"\s*,\s*|\s+(?:och|&|samt)\s+", printed) if part.strip()]
    while parts and not people.knows(parts[0]):
        shorter = parts[0].split(" ", 1)
        if len(shorter) == 1 or not shorter[1][:1].isupper():
            return None
        parts[0] = shorter[1]
    if not parts or not all(people.knows(part) or part in {"någon annan", "en till"} for part in parts[1:]):
        return None
    return printed[printed.index(parts[0]) :]


def group(text: str, line: int, people: People) -> ParsedGroup | None:
    """Return the working group that a paragraph forms."""
    text = text[: 3 * _LONGEST]
    match = next(
        (match for pattern in (_FORMS, _CONSISTS) if (match := pattern.search(_until_stop(text, pattern)))), None
    )
    if not match:
        return None
    together = _known(match["who"], people)
    if not together:
        return None
    members = tuple(split_who(together))
    found = _CONVENER.search(text)
    convener = _one_of(members, (found["a"] or found["b"]).strip()) if found else None
    return ParsedGroup(members, convener, line, match["what"].strip())


def _until_stop(text: str, pattern: re.Pattern[str]) -> str:
    """The sentence in which the group is formed; the next one is about something else."""
    match = pattern.search(text)
    if not match:
        return text
    stop = re.search(r"[.!?](?:\s|$)", text[match.start() :])
    return text[: match.start() + stop.start()] if stop else text


def _one_of(members: tuple[str, ...], printed: str) -> str | None:
    """The member whom a whole or given name means, if it can only mean one."""
    whole = [member for member in members if member.casefold() == printed.casefold()]
    given = [member for member in members if member.split()[0].casefold() == printed.split(maxsplit=1)[0].casefold()]
    matching = whole or (given if " " not in printed else [])
    return matching[0] if len(matching) == 1 else None
