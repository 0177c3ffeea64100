"""What members want changed: who, when, their own words, and the items that the words themselves name."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from meetings.documents import build, labels
from meetings.documents.structure import Item, Paper
from meetings.models import Answer, Protocol, ProtocolVersion, Stance

_NUMBER = r"\d{1,4}(?:\.\d{1,2}|[ \u00a0]?[a-e]\b)?"
_NAMED = re.compile(
    rf"(§{{1,2}}|\bparagraf(?:en|erna)?\b|\bpunkt(?:en|erna)?\b)[ \u00a0]?({_NUMBER}(?:(?:, ?| och ){_NUMBER})*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”»«']([^\"“”»«'\n]{8,300})[\"“”»«']")
_TITLE = 6  # a shorter title, such as Val, is also an ordinary word


@dataclass(frozen=True, slots=True)
class Place:
    """An item that somebody's words name, with the paragraphs that they quote."""

    pk: int
    label: str
    quoted: tuple[str, ...]
    is_changed: bool  # since it was sent


@dataclass(frozen=True, slots=True)
class Wish:
    """One answer that asks for something else than what was sent."""

    answer: Answer
    organisation: str
    places: tuple[Place, ...]
    is_new: bool  # it came after the version that is out

    @property
    def is_changed(self) -> bool:
        """Whether the secretary has written in an item that it names."""
        return any(place.is_changed for place in self.places)


def wishes(
    protocol: Protocol, version: ProtocolVersion, *, changed: Collection[str], withheld: Collection[str]
) -> list[Wish]:
    """Objections and comments to what was sent last, the latest first. No item in `withheld`, by anchor, is named."""
    holding = Answer.objects.holding(version).exclude(stance=Stance.APPROVE)
    found = list(holding.select_related("member", "entered_by", "version").order_by("-pk"))
    paper = build.read(version) if found else None
    items = dict(protocol.meeting.items.exclude(anchor__in=withheld).values_list("anchor", "pk"))
    printed = dict(protocol.meeting.attendances.values_list("member", "printed_organisation"))
    return [
        Wish(
            answer,
            printed.get(answer.member_id, ""),
            tuple(_places(answer.comment, paper, items, changed)) if paper else (),
            is_new=answer.version_id == version.pk,
        )
        for answer in found
    ]


def earlier(protocol: Protocol, version: ProtocolVersion) -> list[Answer]:
    """What was said to versions before, whose answers no longer count; the latest first."""
    voided = Answer.objects.filter(version__protocol=protocol, version__number__lt=version.number)
    said = voided.exclude(version__in=version.answered_as()).exclude(stance=Stance.APPROVE)
    return list(said.select_related("member", "version").order_by("-pk"))


def _places(words: str, paper: Paper, items: dict[str, int], changed: Collection[str]) -> Iterator[Place]:
    """Nothing is guessed: an item is named by its number or its title, or its words are quoted."""
    numbers, quotes = set(_numbers(words)), _QUOTED.findall(words)
    for item in paper.items:
        quoted = tuple(block.source for block in item.blocks if any(quote in block.source for quote in quotes))
        titled = len(item.title) >= _TITLE and item.title.casefold() in words.casefold()
        if (titled or quoted or _names(item, paper, numbers)) and item.anchor in items:
            label = f"{labels.number(item, paper.head.label)} {item.title}".strip()
            yield Place(items[item.anchor], label[:1].upper() + label[1:], quoted, item.anchor in changed)


def _numbers(words: str) -> Iterator[tuple[bool, str]]:
    """The numbers that are named, each with whether it was called an item, as the notice does, or a paragraph."""
    for sign, listed in _NAMED.findall(words):
        for number in re.findall(_NUMBER, listed):
            yield sign.lower().startswith("punkt"), _plain(number)


def _names(item: Item, paper: Paper, numbers: Collection[tuple[bool, str]]) -> bool:
    is_point = paper.head.label == "point"
    return (True, _plain(item.number if is_point else item.agenda_number)) in numbers or (
        False,
        _plain(item.number),
    ) in numbers


def _plain(number: str) -> str:
    return number.replace(" ", "").replace("\u00a0", "").lower()
