"""What a sentence decides, if it says so.

Nothing is guessed: a sentence about another day, a wish, a condition or a proposal decides nothing, nor does silence.
"""

import re
from dataclasses import dataclass

from meetings.importing.verbs import BARE, BODY, DECIDED, DECIDES, VERBS, Verb
from meetings.text import Outcome

_LONGEST = 1_500
_LONG = 200


@dataclass(frozen=True)
class Manner:
    """How far a text is trusted: `decision` is a block that only decides, `past` whether a past tense is of today."""

    decision: bool = False
    past: bool = True
    election: bool = False


def _any(forms: str) -> str:
    return "|".join(getattr(verb, form) for verb in VERBS for form in forms.split())


_NOW = rf"(?:{DECIDES}|{_any('present')})"
_THEN = rf"(?:{DECIDED}|{_any('past')})"
_BETWEEN = r"(?:\s+(?!(?:att|som|om|när|ska|skall|bör|kan|vill|inte|ej|föreslår|yrkar|anser)\b)[^\s.;:]+){0,7}?"
_ACTIVE = re.compile(
    rf"(?:^|[,;:]\s+|\b(?:och|men|samt|varpå|varefter|därefter|så|"
    rf"varför)\s+)(?:\w+s\s+)?{BODY}{_BETWEEN}\s+(?P<verb>{_NOW}|{_THEN})\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"\b(?P<verb>{DECIDES}|{DECIDED}|godkänner|godkände|väljer|valde|fastställer|fastställde|antar|antog|"
    rf"bordlade|bordlägger|avslog|avslår|noterade|noterar)\s+{BODY}\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(rf"(?P<verb>{_NOW}|{_THEN})\b", re.IGNORECASE)
_PASSIVE = re.compile(rf"(?P<verb>{_any('passive')}|{_any('passive_past')})\b", re.IGNORECASE)
_SOMEBODY = re.compile(rf"[^\s.;:]+{_BETWEEN}\s+(?P<verb>{_NOW}|{_THEN})\b", re.IGNORECASE)
_FINDS = re.compile(
    r"\b(?:finner|fann|anser|ansåg|ansågs|anses|befanns|befinns|förklarades|förklaras|konstaterades|"
    r"konstaterar|konstaterade)\b[^.]{0,60}?"
    r"\b(?:stadgeenligt|behörigen|behörig ordning|behörigt|korrekt|rätt|i rätt tid|stadgemässigt|"
    r"beslutsmässigt?|beslutsför[ta]?)\b",
    re.IGNORECASE,
)
_IS_APPROVED = re.compile(
    r"\b(?:är|blev|anses|förklarades|förklaras)\s+(?:där?med\s+|enhälligt\s+)?godkän(?:d|t|da)\b", re.IGNORECASE
)
_ATT = re.compile(r"\batt\s+", re.IGNORECASE)
_AND = (
    r"(?:^|(?:,|\boch|\bsamt)\s+(?:att\s+)?)(?:(?:sedan|även|också|därmed|härmed|därefter|enhälligt|för sin del)\s+)*"
)
_PROPOSES = re.compile(
    r"\b(?:föreslår|föreslog|yrkar|yrkade|yrkande|rekommenderar|anser|ansåg|hoppas|vill|önskar|motionen? om|"
    r"förslag(?:et)? (?:är|om|till))\b",
    re.IGNORECASE,
)
_BLOCKERS = re.compile(
    r"\b(?:att|som|när|innan|ifall|huruvida|eftersom|medan|då)\b|^(?:om|ifall|när|innan|tills|efter att)\b|"
    r"\?",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:tidigare(?!\s+\w*protokoll)|redan|i fjol|förra (?:mötet|året|veckan|gången|månaden|verksamhetsåret)|"
    r"på (?:det )?(?:föregående|förra|senaste)|"
    r"vid (?:det )?(?:föregående|förra|senaste)|(?:år|hösten|våren|sommaren|i|sedan|under)\s+(?:19|20)\d\d|"
    r"(?<!från )(?<!för )(?<!av )den \d{1,2}(?::?e)?\s+[a-zå]+|\d{1,2}/\d{1,2}\s)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\s+(?:(?:\w+\s+){0,3}?(?:på|vid|under|inför|till)\s+(?:ett\s+|en\s+|det\s+)?(?:separat|senare|nästa|"
    r"kommande|annat|årsmöte|stämma|höstmöte|vårmöte)|"
    r"(?:\w+\s+)?(?:senare|först|när|om)\b|av\s+(?!mötet|stämman|årsmötet)\w+)",
    re.IGNORECASE,
)
_BEFORE_NOW = re.compile(r"\s+(?:tidigare|redan|i fjol)\b", re.IGNORECASE)
_NOT = re.compile(r"\s+(?:inte|ej|aldrig)\b", re.IGNORECASE)
_ELECTS_AGAIN = re.compile(r"(?:omval|nyval|fyllnadsval)\s+(?:av\s+)?[A-ZÅÄÖ]|(?:om|ny)valdes\b", re.IGNORECASE)
_CHARGE = re.compile(
    r"\s*(?:\S+\s+){0,3}?(?:att\b(?!\s+(?:vara|jämte|tillsammans))|(?:till |som )?(?:huvud)?ansvarig\w*)", re.IGNORECASE
)
_OFFICE = re.compile(r"\b(?:till|som|att vara|att jämte|att tillsammans)\b|:", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:inga? beslut\w*|inget|inga|ingen åtgärd|[-–—.]*|nej|n/a|se (?:ovan|nedan).*|beslut fattas.*|"
    r"inte aktuellt)\s*\.?$",
    re.IGNORECASE,
)


def stated(sentence: str, manner: Manner) -> list[Outcome]:
    """Return what the sentence decides, in its order; empty where it decides nothing."""
    text = sentence[:_LONGEST].strip().strip('"”“')
    if not text or text.endswith("?") or sentence.startswith(("”", "“", '"')):
        return []
    if bare := _bare(text):
        return [bare]
    if manner.election and _ELECTS_AGAIN.match(text):
        return [Outcome.ELECTED]
    if manner.decision and re.match(r"(?:samt\s+)?att\s", text, re.IGNORECASE):
        return clause(text)
    found = _framed(text, manner) or _passive(text, manner)
    if not found and (_finds(text) or _IS_APPROVED.search(text)) and not _LATER.match(text):
        return [Outcome.APPROVED]
    return found


def says_nothing(text: str) -> bool:
    """Whether a block that should decide says that nothing was decided."""
    return bool(_NOTHING.match(text.strip()))


def clause(text: str) -> list[Outcome]:
    """Return what a clause after "beslutar" decides: that of its own verbs, or adopted."""
    rest = re.sub(r"^(?:samt\s+)?att:?\s+", "", text.strip(), flags=re.IGNORECASE)
    found = [
        (match.start(), verb.outcome)
        for verb in VERBS
        for match in re.finditer(rf"{_AND}(?:{verb.infinitive})\b", rest, re.IGNORECASE)
        if not (verb.outcome is Outcome.ELECTED and _CHARGE.match(rest[match.end() :]))
    ]
    for match in _PASSIVE.finditer(rest):
        if not found and not _BLOCKERS.search(rest[: match.start()]) and not _elects_nobody(match, rest):
            found.append((match.start(), _outcome_of(match["verb"])))
    return list(dict.fromkeys(outcome for _, outcome in sorted(found))) or [Outcome.ADOPTED]


def _bare(text: str) -> Outcome | None:
    return next((outcome for outcome, pattern in BARE if pattern.match(text)), None)


def _finds(text: str) -> bool:
    return bool(_FINDS.search(text)) and not _PROPOSES.search(text.split(" ", maxsplit=1)[0])


def _framed(text: str, manner: Manner) -> list[Outcome]:
    """The meeting decides, approves, elects …; or a sentence that begins with such a verb."""
    # In a block that only decides, whoever decides is the meeting.
    anybody = _SOMEBODY.match(text) if manner.decision else None
    for match in (_ACTIVE.search(text), _INITIAL.match(text), _INVERTED.search(text), anybody):
        if not match or _NOT.match(text[match.end() :]):
            continue
        verb = match["verb"].lower()
        before = text[: match.start("verb")]
        past = re.fullmatch(_THEN, verb, re.IGNORECASE) is not None
        history = past and (not manner.past or _HISTORY.search(before) or _BEFORE_NOW.match(text[match.end() :]))
        if history or _PROPOSES.search(_unjoined(before)):
            continue
        return _of_verb(verb, text[match.end("verb") :], manner)
    return []


def _unjoined(before: str) -> str:
    """A proposal and its acceptance in one breath: "mötet föreslog och valde"."""
    return re.sub(r"\b(?:föreslog|föreslår)\s+och\s*$", "", before)


def _of_verb(verb: str, after: str, manner: Manner) -> list[Outcome]:
    if re.fullmatch(rf"{DECIDES}|{DECIDED}", verb):
        # What stands before "att" may be the subject of an inverted sentence, or a word such as "enhälligt".
        start = _ATT.search(after[:120])
        return clause(after[start.end() :]) if start else [Outcome.ADOPTED]
    outcome = _outcome_of(verb)
    if outcome is Outcome.ELECTED and not (manner.election or _OFFICE.search(after)):
        return []
    if outcome is Outcome.ELECTED and _CHARGE.match(after):
        return []
    return [outcome]


def _passive(text: str, manner: Manner) -> list[Outcome]:
    """… godkänns, … bordlades till nästa möte: the words before say what, and are no clause of their own."""
    found: list[Outcome] = []
    for match in _PASSIVE.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        last = re.split(r"[,;]\s|\b(?:och|samt|men)\b", before)[-1] if len(before) > _LONG else before
        past = re.fullmatch(_any("passive_past"), match["verb"], re.IGNORECASE) is not None
        if _BLOCKERS.search(last) or _NOT.match(after) or _elects_nobody(match, text, election=manner.election):
            continue
        if past and (not manner.past or _HISTORY.search(before) or _BEFORE_NOW.match(after)):
            continue
        outcome = _outcome_of(match["verb"])
        if outcome is not Outcome.TABLED and _LATER.match(after):
            continue
        if outcome not in found:
            found.append(outcome)
    return found


def _elects_nobody(match: re.Match[str], text: str, *, election: bool = False) -> bool:
    """Väljs att …, väljs ansvarig för …: a task. Väljs without an office, outside an election: not enough said."""
    if _outcome_of(match["verb"]) is not Outcome.ELECTED:
        return False
    after = text[match.end() :]
    return bool(_CHARGE.match(after)) or not (election or _OFFICE.search(text))


def _outcome_of(words: str) -> Outcome:
    return next(verb.outcome for verb in VERBS if _form(verb, words))


def _form(verb: Verb, words: str) -> bool:
    forms = f"{verb.present}|{verb.past}|{verb.passive}|{verb.passive_past}"
    return re.fullmatch(forms, words, re.IGNORECASE) is not None
