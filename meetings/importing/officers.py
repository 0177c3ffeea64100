"""Who led the meeting, who wrote, who adjusts: from labels, from elections at the meeting, from signatures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from meetings.importing import heads, labels, names
from meetings.importing.paper import Line, plain
from meetings.importing.parsed import ParsedPerson
from meetings.importing.segmenting import Cut, Segment

Role = Literal["chair", "secretary", "adjuster"]

# The words are also found misspelt: mötsordförande, mötessekeretare.
_ROLES: dict[Role, re.Pattern[str]] = {
    "chair": re.compile(
        r"\bmöt\w{0,3}[- ]?ordf\w*|\bordförande (?:för|på|vid|under) (?:dagens |detta |kvällens )?(?:mötet|"
        r"möte|stämman|årsmötet|sammanträdet)",
        re.IGNORECASE,
    ),
    "secretary": re.compile(r"\b(?:möt\w{0,3}[- ]?)?sek\w{2,6}ren?\b|\bprotokollförare\w*|\bsekr\b", re.IGNORECASE),
    "adjuster": re.compile(
        r"\b(?:protokolls?|mötes)?[- ]?juste(?:rare|rings\w+|ringsm\w+)\w*|\batt (?:jämte|tillsammans med) \w+ justera",
        re.IGNORECASE,
    ),
}
_NAME = r"[^\W\d_][\w'’´-]*(?:\s+[A-ZÅÄÖÉ][\w'’´-]*|\s+(?:von|af|de|van))*"
_NAMES = rf"{_NAME}(?:\s*,\s*{_NAME})*(?:\s*(?:och|samt|&)\s*{_NAME})?"
_ELECTS = re.compile(rf"\b(?:väljer|valde|välja|utser|utsåg|utse|valdes|väljs|utsågs|utses|väljes)\s+({_NAMES})")
_ELECTED = re.compile(
    rf"(?:^|[.:]\s|\batt\s)({_NAMES})\s+(?:väljs|valdes|väljes|utses|utsågs|utsedd\w*|är|blev|omvaldes)\b"
)
_BARE = re.compile(rf"^({_NAMES})\.?$")
_SPOKEN = re.compile(
    r"(?:^|[.!?]\s+)(?:Mötets o|O|Mötesordförande|"
    r"Möteso)rdföranden?,?\s+([A-ZÅÄÖ][\w-]+(?:\s+[A-ZÅÄÖ][\w-]+){1,3})(?:\s+\([A-ZÅÄÖ]{1,4}\))?,?\s+[a-zåäö]"
)
_NOT_NAMES = frozenset(
    [
        "mötet",
        "till",
        "att",
        "som",
        "följande",
        "en",
        "ett",
        "styrelsen",
        "inte",
        "ingen",
        "och",
        "vid",
        "vakant",
        "omval",
    ]
)

_MOST_NAMES = 4


@dataclass(frozen=True)
class Officers:
    """The officers of the meeting as printed."""

    chair: str | None = None
    secretary: str | None = None
    adjusters: tuple[str, ...] = ()


def officers(cut: Cut, present: tuple[ParsedPerson, ...]) -> Officers:
    """Read the officers; the head counts before an election, an election before a signature."""
    found: dict[Role, list[str]] = {"chair": [], "secretary": [], "adjuster": []}
    for role, people in (*_labelled(cut.head), *_elected(cut.items), *_labelled(cut.tail), *_seated(present)):
        if not found[role]:
            found[role] = people
    return Officers(
        chair=next(iter(found["chair"]), None) or _spoken(cut.items),
        secretary=next(iter(found["secretary"]), None),
        adjusters=tuple(found["adjuster"]),
    )


def _labelled(lines: tuple[Line, ...]) -> Iterator[tuple[Role, list[str]]]:
    for fact in heads.stated(lines):
        role = next((role for role in _ROLES if role == fact.name), None)
        if role is None:
            continue
        cells = [cell for cell in re.split(r"\s{2,}", fact.words) if cell] or list(fact.below[:1])
        people = [person for cell in cells[:1] for person in _people(cell)]
        if people:
            yield role, people


def _people(text: str) -> list[str]:
    """The names that the words begin with."""
    whole = names.printed(text)
    if whole:
        first = [whole.name]
        return (
            first
            if not re.search(r"\boch\b|,\s*[A-ZÅÄÖ]\w+\s+[A-ZÅÄÖ]", text)
            else [printed.name for part in names.split_names(text) if (printed := names.printed(part))]
        )
    parts = names.split_names(re.sub(r"\(.*?\)", "", plain(text)))
    return (
        [part for part in parts if names.printed(part) or names.looks_like_given_name(part)]
        if len(parts) <= _MOST_NAMES
        else []
    )


def _elected(items: tuple[Segment, ...]) -> Iterator[tuple[Role, list[str]]]:
    """Elections at the meeting: the title names the office, or the sentence does."""
    for item in items[:15]:
        titled = [role for role, pattern in _ROLES.items() if pattern.search(item.title)]
        for text in _sentences(item):
            yield from _in_sentence(text, titled)


def _in_sentence(text: str, titled: list[Role]) -> Iterator[tuple[Role, list[str]]]:
    label, colon, rest = text.partition(":")
    named = [role for role, pattern in _ROLES.items() if pattern.search(label if colon else text)]
    if colon and named and (people := _handles(rest)):
        yield named[0], people
        return
    roles = named or (titled if len(titled) == 1 else [])
    for pattern in (_ELECTS, _ELECTED, _BARE) if titled else (_ELECTS, _ELECTED):
        match = pattern.search(text)
        if match and roles and (people := _handles(match[1])):
            yield roles[0], people
            return


def office_in(text: str) -> Role | None:
    """Return the office of the meeting that the words name."""
    return next((role for role, pattern in _ROLES.items() if pattern.search(text)), None)


def people_in(text: str) -> list[str]:
    """Return the names, if the words are nothing but names."""
    match = _BARE.match(text.strip())
    return _handles(match[1]) if match and not names.looks_like_organisation(text) else []


def _handles(text: str) -> list[str]:
    """Names, given names or handles, as the people of the meeting are called in an election."""
    parts = [re.sub(r"^(?:till|som)\s.*$", "", part.strip(" .")) for part in names.split_names(text)]
    fit = [
        part
        for part in parts
        if part and len(part.split()) <= _MOST_NAMES and part.split()[0].casefold() not in _NOT_NAMES
    ]
    shaped = [
        part for part in fit if names.looks_like_person(part) or (" " not in part and names.looks_like_handle(part))
    ]
    return shaped if len(shaped) == len(parts) else []


def _sentences(item: Segment) -> list[str]:
    text: list[str] = []
    for line in item.body[:12]:
        words = labels.words(line.text)[:400]
        listed = names.unbulleted(line.text.strip()) != line.text.strip()
        if text and text[-1] and words and words[0].islower() and not listed:
            text[-1] += " " + words
        else:
            text.append(words)
    return [re.sub(r"^att:?\s+", "", words, flags=re.IGNORECASE) for words in text if words]


def _seated(present: tuple[ParsedPerson, ...]) -> Iterator[tuple[Role, list[str]]]:
    """The role that stands beside a name in the list of those present."""
    for person in present:
        role = (person.role or "").casefold().strip()
        if role in {"ordförande", "ordf", "ordf.", "mötesordförande"}:
            yield "chair", [person.name]
        elif role in {"sekreterare", "sekr", "sekr.", "mötessekreterare", "nämndsekreterare", "protokollförare"}:
            yield "secretary", [person.name]
        elif "justerare" in role or "justeringsperson" in role:
            yield "adjuster", [person.name]


def _spoken(items: tuple[Segment, ...]) -> str | None:
    """The chair who is named where she speaks: Ordförande NN hälsar välkomna."""
    for item in items:
        text = " ".join(line.text.strip() for line in item.body[:40])[:3000]
        if match := _SPOKEN.search(text):
            return match[1]
    return None
