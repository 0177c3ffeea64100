"""The verbs with which a Swedish protocol states an outcome, in the forms in which they do so."""

import re
from dataclasses import dataclass

from meetings.text import Outcome

_FILE = r"{}(?:\s+\S+){{0,9}}?\s+till\s+handlingarna"


@dataclass(frozen=True)
class Verb:
    """A verb of deciding: besluta att *godkänna*, mötet *godkänner* or *godkände*, … *godkänns* or *godkändes*."""

    outcome: Outcome
    infinitive: str
    present: str
    past: str
    passive: str
    passive_past: str


VERBS = (
    Verb(Outcome.TABLED, "bordlägga", "bordlägger", "bordlade", "bordläggs|bordlägges", "bordlades|bordlagdes"),
    Verb(
        Outcome.REFERRED_BACK,
        "återremittera",
        "återremitterar",
        "återremitterade",
        "återremitteras",
        "återremitterades",
    ),
    Verb(Outcome.REJECTED, "avslå", "avslår", "avslog", "avslås", "avslogs"),
    Verb(Outcome.APPROVED, "godkänna", "godkänner", "godkände", "godkänns|godkännes|godtas", "godkändes|godtogs"),
    Verb(
        Outcome.FILED,
        _FILE.format("lägga"),
        _FILE.format("lägger"),
        _FILE.format("lade|la"),
        rf"{_FILE.format('läggs')}|{_FILE.format('lägges')}",
        _FILE.format("lades"),
    ),
    Verb(
        Outcome.NOTED,
        "notera|anteckna|ta del av|ta emot|tacka för",
        "noterar|antecknar|tar del av|tackar för",
        "noterade|antecknade|tog del av|tackade för|har tagit del av",
        "noteras|antecknas",
        "noterades|antecknades",
    ),
    Verb(
        Outcome.DISCHARGED,
        r"bevilja\b[^.]{0,80}ansvarsfrihet",
        r"beviljar\b[^.]{0,80}ansvarsfrihet",
        r"beviljade\b[^.]{0,80}ansvarsfrihet",
        r"ansvarsfrihet[^.]{0,40}\bbeviljas|"
        r"beviljas\b[^.]{0,60}ansvarsfrihet",
        r"ansvarsfrihet[^.]{0,40}\bbeviljades|"
        r"beviljades\b[^.]{0,60}ansvarsfrihet",
    ),
    Verb(
        Outcome.ELECTED,
        "välja(?! att)|utse|omvälja|nyvälja",
        "väljer(?! att)|utser|omväljer",
        "valde(?! att)|utsåg|omvalde",
        "väljs|väljes|utses|omväljs",
        "valdes|utsågs|omvaldes|nyvaldes",
    ),
    Verb(
        Outcome.HANDED_OVER,
        "hänskjuta|överlämna",
        "hänskjuter",
        "hänsköt",
        "hänskjuts|hänskjutes",
        "hänsköts|hänskjöts",
    ),
    Verb(
        Outcome.STATEMENT,
        "tillstyrka|avstyrka|ställa sig bakom",
        "tillstyrker|avstyrker|ställer sig bakom",
        "tillstyrkte|avstyrkte|ställde sig bakom",
        "tillstyrks|avstyrks",
        "tillstyrktes|avstyrktes",
    ),
    Verb(
        Outcome.ADOPTED,
        "anta|fastställa|bifalla",
        "antar|fastställer|bifaller",
        "antog|fastställde|biföll",
        "antas|fastställs|fastslås|bifalls|bifalles|beslutas|beslutes",
        "antogs|fastställdes|bifölls|beslutades|beslöts",
    ),
)

DECIDES = r"beslutar|besluter"
DECIDED = r"beslutade|beslöt|beslutat"

# A line or sentence that is nothing but an outcome.
_MATTER = r"(?:(?:frågan|ärendet|punkten|paragrafen|motionen|förslaget|yrkandet|beslutet|detta|den|det)\s+)?"
_UNTIL = r"(?:\s+till\s+\S[^.]{1,80}|\s+tills vidare)?"
_SUBJECT = r"(?:(?!(?:och|samt|inte|ej|aldrig|kan|ska|skall|bör|om|när|att|som|behöver|måste|får)\b)\w+\s+){0,4}"
_BARE: dict[Outcome, tuple[str, ...]] = {
    Outcome.TABLED: (
        rf"{_MATTER}(?:bordläggs|bordlagd|bordlagt|bordlades|bordlägges){_UNTIL}",
        rf"bordlägg(?:er|a)\s+{_MATTER}\S*{_UNTIL}",
        "bordläggning",
    ),
    Outcome.REFERRED_BACK: ("återremitteras", "återremiss"),
    Outcome.REJECTED: (rf"{_MATTER}(?:avslås|avslogs|avslag|avslå|avslaget)",),
    Outcome.APPROVED: (rf"{_SUBJECT}(?:godkänns|godkändes|godkännes|godkänt|godkänd|godkända)",),
    Outcome.ADOPTED: (
        r"(?:bifalls|bifall|bifölls|bifalles|antas|antogs|antagen|antaget|fastställs|fastställdes|fastställd|beslutas)",
        r"(?:mötet beslutar )?(?:i )?enligt förslaget",
    ),
    Outcome.FILED: (rf"(?:{_SUBJECT}(?:läggs|lades|lägges|lagd|lagt)\s+)?till handlingarna",),
    Outcome.NOTED: (rf"{_SUBJECT}(?:noteras|noterades|noterat|antecknas|antecknades)(?:\s+till protokollet)?",),
    Outcome.WITHDRAWN: (rf"{_MATTER}(?:utgår|utgick|drogs tillbaka|dras tillbaka)",),
    Outcome.NOT_REACHED: (
        rf"(?:(?:vi|mötet)\s+|{_MATTER})(?:hann|hanns)\s+(?:inte|ej)\s+(?:med|behandlas|tas upp|behandla)[^.]{{0,40}}",
    ),
}
# A line or sentence that is nothing but an outcome.
BARE = tuple(
    (outcome, re.compile(rf"(?:{'|'.join(patterns)})\s*[.!]?$", re.IGNORECASE)) for outcome, patterns in _BARE.items()
)

BODY = (
    r"(?:(?:\w*(?:mötet|stämman|styrelsen|nämnden|rådet|utskottet|kommittén|presidiet|direktionen|delegationen|"
    r"beredningen|revisionen)|"
    r"\w*nämnd|\w*råd|\w*utskott|\w*styrelse|fullmäktige|\w+fullmäktige|revisorerna|föreningen|sektionen|"
    r"sällskapet|gruppen|divisionen|"
    r"klubben|förbundet|kommunrevisionen|ledamöterna|de närvarande|närvarande|vi|man))"
)
