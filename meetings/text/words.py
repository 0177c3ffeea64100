"""The line words: what the first word of a line makes of it (product: "the words are the markup")."""

import re
from dataclasses import dataclass
from datetime import date

from meetings.text.blocks import NoteKind, Outcome, TargetKind, WrittenDecision
from meetings.text.rendering import plain_words
from meetings.text.targets import read_target

# Spaces are counted: two runs of "any number" beside each other would try every way to share a long run.
_HEADED = re.compile(
    r"(?P<mark>\*\*|__|\*|_)?(?P<word>beslut|uppdrag|arbetsgrupp|jäv|reservation|ajournering|info(?:rmation)?"
    r"|väljs|väljes|utses|återremitteras|utgår)"
    r"[ \u00a0]{0,2}(?P<before>(?P=mark))?[ \u00a0]?:(?P<after>(?P=mark))?",
    re.IGNORECASE,
)
NOTES = {
    "jäv": NoteKind.DISQUALIFICATION,
    "reservation": NoteKind.RESERVATION,
    "ajournering": NoteKind.ADJOURNMENT,
    "info": NoteKind.INFORMATION,
    "information": NoteKind.INFORMATION,
}
_PAUSE = re.compile(r"ajournering\s((?:(?:från |till )?(?:kl|klockan)\b|\d{1,2}[.:]\d\d).*)", re.IGNORECASE)
# The tails that a bare verb may have. Anything else makes the line prose: "Godkänns av nämnden först i december".
_CHANGE = r"(?:följande |de |den |det )?(?:tillägg|ändring|rättelse|komplettering)(?:et|en|ar|arna|r)?(?: .+)?"
_TAIL = (
    r"(?:,? (?:enhälligt|till protokollet|i sin helhet|enligt förslag(?:et)?|på mötet|med acklamation"
    r"|utan (?:ändring(?:ar)?|anmärkning(?:ar)?|tillägg)|som (?:det|den|de) (?:är|sändes ut|skickades ut)"
    rf"|och läggs till handlingarna|med {_CHANGE}))?"
)
_MATTER = r"(?:(?:frågan|ärendet|punkten) )?"
_BARE = tuple(
    (re.compile(pattern, re.IGNORECASE), outcome)
    for pattern, outcome in (
        (rf"godkän(?:ns|nes|des){_TAIL}", Outcome.APPROVED),
        (rf"(?:antas|antages|antogs|bifalls|bifalles|bifölls){_TAIL}", Outcome.ADOPTED),
        (rf"fastställ(?:s|es|des){_TAIL}", Outcome.ADOPTED),
        (rf"avsl(?:ås|ogs){_TAIL}", Outcome.REJECTED),
        (rf"(?:noteras|noterades|antecknas till protokollet){_TAIL}", Outcome.NOTED),
        (rf"(?:läggs|lägges|lades)(?: med godkännande)? till handlingarna{_TAIL}", Outcome.FILED),
        (rf"(?:till|av)styrk(?:s|es|tes){_TAIL}", Outcome.STATEMENT),
        (r"ställer sig bakom .+", Outcome.STATEMENT),
        (r"bevilja(?:s|des) ansvarsfrihet(?: för .+)?", Outcome.DISCHARGED),
        (r"återremittera(?:s|des)", Outcome.REFERRED_BACK),
        (r"(?:hänskjuts|hänskjutes|hänsköts|överlämnas|överlämnades)(?: till .+)?", Outcome.HANDED_OVER),
        (r"(?:utgår|utgick)(?: (?:från|ur) dagordningen)?", Outcome.WITHDRAWN),
        (rf"(?:{_MATTER}hann (?:inte|ej) behandlas|hanns (?:inte|ej) med)(?: på mötet| i ?dag)?", Outcome.NOT_REACHED),
    )
)
_TABLES = re.compile(
    r"(?:bordläggs|bordlägges|bordlades|bordlägger (?:frågan|ärendet|punkten|den|det|detta))"
    r"(?: (?:igen|på nytt|ännu en gång))?",
    re.IGNORECASE,
)
_TO = re.compile(r"\btill\s+", re.IGNORECASE)
_RECIPIENT_ENDS = re.compile(
    r"[.,;:!?](?:\s|$)|\s(?:att|som|med|senast|så|där|vilket|inför)\s"
    r"|\sför\s(?:att|vidare|yttrande|beredning|åtgärd|kännedom|beslut|handläggning|synpunkter|information|svar|ställningstagande)\b",
    re.IGNORECASE,
)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Headed:
    """A line that begins with a word and a colon: the word in lower case, and what follows."""

    word: str
    body: str


def read_head(words: str) -> Headed | None:
    """The word and colon that a line begins with. Bold or italic around the word, or the whole line, is let go."""
    match = _HEADED.match(words[:80])
    if not match:
        return None
    body = words[match.end() :].strip()
    mark = match["mark"]
    if mark and not (match["before"] or match["after"]):
        body = body.removesuffix(mark).rstrip()
    return Headed(match["word"].lower(), body)


def read_pause(words: str) -> str | None:
    """What a line "Ajournering kl. 15.20" says after its word."""
    match = _PAUSE.fullmatch(words[:_LONGEST])
    return match[1] if match else None


def read_bare(words: str, *, day: date | None = None) -> WrittenDecision | None:
    """The decision that a line, or all that stands after "Beslut:", is by a bare verb and one of its listed tails."""
    if len(words) > _LONGEST:
        return None
    sentence = " ".join(plain_words(words).split())
    verb = sentence.rstrip(".!").rstrip()
    tables = _TABLES.match(verb)
    if tables:
        target = read_target(verb[tables.end() :], day=day)
        whole = tables.end() == len(verb)
        return WrittenDecision(Outcome.TABLED, sentence, target) if whole or target else None
    outcome = next((outcome for pattern, outcome in _BARE if pattern.fullmatch(verb)), None)
    if outcome is Outcome.HANDED_OVER:
        return _handed_over(sentence, verb, day)
    return WrittenDecision(outcome, sentence) if outcome else None


def _handed_over(sentence: str, verb: str, day: date | None) -> WrittenDecision:
    """A meeting or a day is no recipient: what is handed over to it is tabled."""
    target = read_target(verb.partition(" ")[2], day=day)
    if target and target.kind is not TargetKind.GROUP:
        return WrittenDecision(Outcome.TABLED, sentence, target)
    return WrittenDecision(Outcome.HANDED_OVER, sentence, recipient=find_recipient(verb))


def find_recipient(words: str) -> str:
    """To whom something is handed over; of several "till" the one before a capital, else the last. "" for nobody."""
    words = words[:_LONGEST]
    starts = [match.end() for match in _TO.finditer(words) if match.end() < len(words)]
    capital = next((start for start in starts if words[start].isupper()), None)
    if not starts:
        return ""
    recipient = words[starts[-1] if capital is None else capital :]
    end = _RECIPIENT_ENDS.search(recipient)
    return (recipient[: end.start()] if end else recipient).strip()
