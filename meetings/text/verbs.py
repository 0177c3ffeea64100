"""How a sentence ends a matter, told by its verb, where that is certain."""

import re
from typing import NamedTuple

from meetings.text.blocks import Outcome

# Every form of a verb that states an outcome by itself: now and then, active and passive.
_FINITE: dict[str, Outcome] = {
    form: outcome
    for outcome, forms in {
        Outcome.APPROVED: "godkänner godkänns godkännes godkände godkändes",
        Outcome.ADOPTED: "antar antas antages antog antogs bifaller bifalls bifalles biföll bifölls "
        "fastställer fastställs fastställes fastställde fastställdes",
        Outcome.REJECTED: "avslår avslås avslog avslogs",
        Outcome.TABLED: "bordlägger bordläggs bordlägges bordlade bordlades",
        Outcome.REFERRED_BACK: "återremitterar återremitteras återremitterade återremitterades",
        Outcome.NOTED: "noterar noteras noterade noterades antecknar antecknas",
        Outcome.FILED: "lägger läggs lägges lade lades",
        Outcome.ELECTED: "väljer väljs väljes valde valdes utser utses utsåg utsågs",
        Outcome.STATEMENT: "föreslår föreslog tillstyrker tillstyrks tillstyrkes tillstyrkte tillstyrktes "
        "avstyrker avstyrks avstyrkes avstyrkte avstyrktes ställer ställde",
        Outcome.HANDED_OVER: "överlämnar överlämnas överlämnade överlämnades "
        "hänskjuter hänskjuts hänskjutes hänsköt hänsköts",
        Outcome.DISCHARGED: "beviljar beviljas beviljade beviljades",
        Outcome.WITHDRAWN: "utgår utgick",
    }.items()
    for form in forms.split()
}
_INFINITIVE: dict[str, Outcome] = {
    form: outcome
    for outcome, forms in {
        Outcome.APPROVED: "godkänna",
        Outcome.ADOPTED: "anta antaga bifalla fastställa",
        Outcome.REJECTED: "avslå",
        Outcome.TABLED: "bordlägga",
        Outcome.REFERRED_BACK: "återremittera",
        Outcome.NOTED: "notera",
        Outcome.FILED: "lägga",
        Outcome.ELECTED: "välja utse",
        Outcome.STATEMENT: "föreslå tillstyrka avstyrka ställa",
        Outcome.HANDED_OVER: "överlämna hänskjuta",
        Outcome.DISCHARGED: "bevilja",
    }.items()
    for form in forms.split()
}
# A decision of one word: "Beslut: avslag".
_ALONE: dict[str, Outcome] = {
    "godkänt": Outcome.APPROVED,
    "godkänd": Outcome.APPROVED,
    "antaget": Outcome.ADOPTED,
    "antagen": Outcome.ADOPTED,
    "bifall": Outcome.ADOPTED,
    "avslag": Outcome.REJECTED,
    "bordlagt": Outcome.TABLED,
    "bordlagd": Outcome.TABLED,
    "bordläggning": Outcome.TABLED,
    "återremiss": Outcome.REFERRED_BACK,
    "noterat": Outcome.NOTED,
}
# Verbs that mean it only together with other words of their clause.
_NEEDS: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(["lägger", "läggs", "lägges", "lade", "lades", "lägga"], re.compile(r"\btill handlingarna\b")),
    **dict.fromkeys(["ställer", "ställde", "ställa"], re.compile(r"\bsig bakom\b")),
    **dict.fromkeys(["överlämnar", "överlämnas", "överlämnade", "överlämnades", "överlämna"], re.compile(r"\btill \S")),
    **dict.fromkeys(["beviljar", "beviljas", "beviljade", "beviljades", "bevilja"], re.compile(r"\bansvarsfrihet")),
}
_TO_BE: dict[str, Outcome] = {  # only after "ska"
    "godkännas": Outcome.APPROVED,
    "bifallas": Outcome.ADOPTED,
    "fastställas": Outcome.ADOPTED,
    "bordläggas": Outcome.TABLED,
    "läggas": Outcome.FILED,
    "väljas": Outcome.ELECTED,
}
# What may leave an agenda; fees and support "utgår" too.
_LEAVES = frozenset(["punkten", "frågan", "ärendet", "paragrafen", "motionen", "förslaget"])
_NEGATIONS = frozenset(["inte", "ej", "icke", "aldrig"])
# These leave the matter open. They count wherever they stand in a decision: a matter on the table must not be lost.
_OPEN = frozenset([Outcome.TABLED, Outcome.REFERRED_BACK, Outcome.NOT_REACHED])
_DECIDES = re.compile(r"\bbeslut(?:ar|ade|as|ades|at|a)?\b")
_ATT = re.compile(r"\batt\b")
# Where the main clause ends.
_SUBORDINATE = re.compile(r"\b(?:att|som|om|eftersom|då|när|medan|vilket|vilken|vilka|sedan|innan|ifall)\b|[;:]")
# "Frågan om lokaler bordläggs": here "om" begins no clause.
_ABOUT = re.compile(r"\s*\w+[nt]\s+om\b")
_ASIDE = re.compile(r",\s(?:som|vilken|vilket|vilka)\b[^,]*,")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_MISSED = re.compile(r"\b(?:hann|hanns|hinner|hunnit) (?:inte|ej) (?:behandlas|med)\b")
_WORD = re.compile(r"[\w-]+")
_LONGEST = 2000  # characters of a sentence in which its verb is sought
_ADVERBS = frozenset(["enhälligt", "även", "också", "därmed", "vidare", "samtidigt", "tillsvidare"])


class Stated(NamedTuple):
    """An outcome and the offset in the words just after the verb that states it."""

    outcome: Outcome
    after: int


def stated(words: str) -> Stated | None:
    """The outcome that a decision states with certainty, or None.

    The first sentence counts, and in it the main clause, or the one after "beslutar att"; a verb with "inte" does not.
    What leaves the matter open counts in any sentence.
    """
    alone = _ALONE.get(words.strip(" .!").casefold())
    if alone:
        return Stated(alone, len(words))
    start = 0
    first: Stated | None = None
    for number, sentence in enumerate(SENTENCE.split(words)):
        at = words.index(sentence, start)
        found = _in_sentence(sentence)
        opened = next((one for one in found if one.outcome in _OPEN), None)
        if opened:
            return Stated(opened.outcome, at + opened.after)
        if number == 0 and found:
            first = Stated(found[0].outcome, at + found[0].after)
        start = at + len(sentence)
    return first


def _in_sentence(sentence: str) -> list[Stated]:
    lower = _ASIDE.sub(lambda aside: " " * len(aside[0]), lower_case(sentence[:_LONGEST]))
    if missed := _MISSED.search(lower):
        return [Stated(Outcome.NOT_REACHED, missed.end())]
    start, decided = main_clause(lower)
    end, ended_by = _clause_end(lower, start)
    words = list(_WORD.finditer(lower, start, end))
    found = []
    infinitive = decided
    for n, word in enumerate(words):
        outcome = _FINITE.get(word[0]) or (_INFINITIVE.get(word[0]) if infinitive else None)
        if outcome is None and n and words[n - 1][0] in {"ska", "skall"}:
            outcome = _TO_BE.get(word[0])
        if outcome and _holds(words, n, lower[word.end() : end], ended_by):
            found.append(Stated(outcome, word.end()))
        infinitive = _may_precede_infinitive(word[0], decided=decided, so_far=infinitive)
    return found


def main_clause(lower: str) -> tuple[int, bool]:
    """Where the main clause begins, and whether it follows "att" and so may begin with an infinitive."""
    att = _ATT.search(lower)
    if att and att.start() == 0:
        return att.end(), True
    decides = _DECIDES.search(lower, 0, att.start()) if att else None
    if att and decides and not _NEGATIONS.intersection(_WORD.findall(lower, decides.end(), att.start())):
        return att.end(), True
    return 0, False


def _clause_end(lower: str, start: int) -> tuple[int, str]:
    """Where the main clause ends, and the word that ends it."""
    about = _ABOUT.match(lower, start)
    end = _SUBORDINATE.search(lower, about.end() if about else start)
    return (end.start(), end[0]) if end else (len(lower), "")


def _may_precede_infinitive(word: str, *, decided: bool, so_far: bool) -> bool:
    """An infinitive decides only first after "beslutar (att)", and after "och" when one already has."""
    return bool(_DECIDES.fullmatch(word)) or (so_far and word in _ADVERBS) or (decided and word in {"och", "samt"})


def _holds(words: list[re.Match[str]], n: int, rest: str, ended_by: str) -> bool:
    """Whether the verb means it here: not denied, and with the words it needs."""
    verb = words[n][0]
    around = [word[0] for word in words[max(n - 2, 0) : n] + words[n + 1 : n + 3]]
    if _NEGATIONS.intersection(around):
        return False
    if verb in {"utgår", "utgick"}:
        return n > 0 and words[n - 1][0] in _LEAVES
    if verb in {"väljer", "valde", "välja"}:
        return not (ended_by == "att" and n == len(words) - 1)
    needed = _NEEDS.get(verb)
    return needed is None or bool(needed.search(rest))


def lower_case(text: str) -> str:
    """Lower case, letter for letter: offsets stay."""
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
