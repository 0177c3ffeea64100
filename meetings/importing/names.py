"""What a printed name looks like, and what stands beside it: party, role, organisation, part of the meeting.

Shapes only. No name is known beforehand; a few words that end the names of organisations are.
"""

import re
from dataclasses import dataclass

from meetings.importing.paper import plain

_PARTICLES = frozenset(
    [
        "von",
        "van",
        "af",
        "av",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ter",
        "zu",
    ]
)
_ORGANISATION = re.compile(
    r"(?:nämnd(?:en)?|förvaltning(?:en|ar)?|förening(?:en|ar|arna)?|organisation(?:en|er|erna)?|kommun(?:en)?|"
    r"förbund(?:et)?|kontor(?:et)?|"
    r"(?:bo|ver|samman)?bolag(?:et)?|kyrkan?|församling(?:en)?|mission(?:en)?|stiftelsen?|centrum|center|"
    r"skola[n]?|universitet(?:et)?|"
    r"högskola[n]?|institut(?:et)?|företag(?:et)?|region(?:en)?|länsstyrelsen?|myndighet(?:en)?|utskott(?:et)?|"
    r"styrelsen?|distrikt(?:et)?|"
    r"sektion(?:en)?|klubb(?:en)?|akademin?|fond(?:en)?|verket|kooperativ(?:et)?|nätverk(?:et)?|samverkan|"
    r"förband|sällskap(?:et)?|"
    r"korset|råd(?:et)?|byrån?|avdelning(?:en)?|enhet(?:en)?|teatern?|museet|museum|biblioteket|föreningar|riksdagen|"
    r"producenter|aktörer|sjukvård(?:en)?|omsorg(?:en)?|forum(?:et)?|funktionsrätt|teknik|ekonomi|kultur|miljö|polisen)$",
    re.IGNORECASE,
)
_WHOLE_WORD = frozenset(
    ["stad", "stads", "stan", "ab", "hb", "kb", "för", "och", "&", "i", "på", "om", "med", "till", "samt"]
)
_ROLE = re.compile(
    r"(?:\d\W?\w{0,2}\s+)?(?:\w+\s+)?(?:v\.?\s*)?(?:\w*(?:ordf(?:örande|\.|\b)|sekr(?:eterare|\.|\b)|ledamot|"
    r"ledamöter|ersättare|suppleant(?:er)?|"
    r"adjungera\w*|kassör|chef|samordnare|handläggare|revisor(?:er)?|jurist|direktör|ansvarig|strateg|utredare|"
    r"controller|kanslist|"
    r"justerare|justeringsperson|föredragande|inbjud(?:en|na)|observatör|gäst|assistent|ingenjör|arkitekt|planerare|ombud|"
    r"inspektör|konsult|"
    r"redovisningsekonom|kommunalråd|ledare|rektor|vaktmästare|representant|koordinator|rådgivare|praktikant|"
    r"webmaster))\b",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(
    r"(?:(?:\d\W?\w?\s)?(?:vice |v\.? )?(?:mötes)?(?:ordföranden?|ordf\.?|sekreteraren?|sekr\.?)|"
    r"ledamot(?:en)?|ledamöterna|"
    r"ersättaren?|suppleant(?:en)?|suppleanterna|ersättarna|kassören?|revisorn?|adjungerad)\s*:?\s+(?=[A-ZÅÄÖÉ])",
    re.IGNORECASE,
)
_MOST_WORDS = 5
_WHOLE_NAME = 2  # words: given and family name
_LONGEST_NAME = 60
_LONGEST_GIVEN = 25
PARTIES = frozenset(["S", "M", "SD", "C", "V", "KD", "L", "MP", "FP", "FI", "PP"])
_PARTY = re.compile(r"[A-ZÅÄÖ]{1,4}(?:\s?[+/-]\s?[A-ZÅÄÖ]{1,3})?$|-$", re.IGNORECASE)
_PARENTHESES = re.compile(r"\(([^()]{1,80})\)")
_SPAN = re.compile(
    r"(?:^|[\s,])((?:ej |inte |endast |utom |t\.?o\.?m\.? |fr\.?o\.?m\.? |från |till |deltog |närvarande |"
    r"del av |under |via |på |kl\.? )*"
    r"(?:§|ärende[nt]?\b|punkt(?:en|erna)?\b|p\.? ?\d|kl\b|klockan\b|kl\.|från\b|fr\.?o\.?m\b|t\.?o\.?m\b|"
    r"(?:anlände|ankom|kom|gick|lämnade|avvek|anslöt)\b|"
    r"(?:via|på) (?:länk|distans|zoom|teams|telefon|video|skype|discord)).*)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-*•–+·◦▪]\s+|-(?=[A-ZÅÄÖ])|\[[ xX]\]\s+|(?:\d{1,2}|[a-h](?=\)))[.)]\s+)+")
_PARTS = re.compile(r"\s*[,;]\s*|(?<!-)\s+(?:och|&|samt|and)\s+")
# Two or three words with capitals, then words without: "Anna Ek vård- och omsorg".
_TRAILING = re.compile(r"((?:[A-ZÅÄÖÉ][\w'’-]*\s+){1,2}[A-ZÅÄÖÉ][\w'’-]*)\s+([a-zåäö].*)$")
_WORD = re.compile(r"[^\W\d_][\w'’´.-]*$")
_JOINED = re.compile(r"(?:a[dlnrst]|ash|el|bin|ibn|[dl])['’´-](?=[A-ZÅÄÖÉ])")  # al-Rashid
_INITIALS = re.compile(r"(?:[A-ZÅÄÖÉ]\.-?){1,3}")


@dataclass(frozen=True)
class Printed:
    """A name with what stood beside it on the paper."""

    name: str
    party: str | None = None
    role: str | None = None
    group: str | None = None
    span: str | None = None


def looks_like_person(text: str) -> bool:
    """Two to five words that each begin with a capital, none of them the word of an organisation."""
    words = text.split()
    if not 1 < len(words) <= _MOST_WORDS or len(text) > _LONGEST_NAME:
        return False
    return _capitalised(words) and not looks_like_organisation(text) and not _ROLE.match(text)


def looks_like_given_name(text: str) -> bool:
    """One word with a capital, as in a list of given names."""
    shaped = 1 < len(text) <= _LONGEST_GIVEN and " " not in text and _capitalised([text]) and not text.isupper()
    return shaped and not looks_like_organisation(text) and not _ROLE.match(text)


def looks_like_handle(text: str) -> bool:
    """One word as people are called in a computer club: any letters."""
    return (
        bool(re.fullmatch(r"[^\W\d_][\w.-]{1,19}", text))
        and not looks_like_organisation(text)
        and not _ROLE.match(text)
    )


def looks_like_organisation(text: str) -> bool:
    """Whether a word ends as the names of organisations do."""
    words = [word.strip(".,;:()").casefold() for word in text.split()[:12]]
    return any(word in _WHOLE_WORD or _ORGANISATION.search(word) for word in words if word)


def looks_like_role(text: str) -> bool:
    """Ordförande, 1:e vice ordförande, verksamhetschef, adjungerad …; also any words without a capital."""
    return bool(text) and (text[0].islower() or text[0].isdigit() or bool(_ROLE.match(text)))


def _capitalised(words: list[str]) -> bool:
    first, last = words[0], words[-1]
    if (len(words) > 1 and last.casefold() in _PARTICLES) or not all(_WORD.match(word) for word in words):
        return False
    shouted = all(word.isupper() for word in words)
    if not shouted and len(first) > 1 and first.isupper() and not _INITIALS.fullmatch(first):
        return False
    return all(word[0].isupper() or word in _PARTICLES or _JOINED.match(word) for word in words)


def unbulleted(text: str) -> str:
    """Return the words of a line without bullet, box or number before them."""
    match = _BULLET.match(text)
    return text[match.end() :] if match else text


def printed(text: str, *, elected: bool = False) -> Printed | None:
    """Read one person with what stands beside the name; None where no name begins the words.

    `elected` says that signs in parentheses are parties, since the list is one of elected members.
    """
    text = _balanced(plain(unbulleted(text))).strip(" ,;.:")
    text, party, role, group, span = _asides(text, elected=elected)
    before = _TITLE_BEFORE.match(text)
    if before:
        role, text = role or before[0].strip(" :"), text[before.end() :]
    if match := _SPAN.search(text):
        span, text = span or match[1].strip(" ,"), text[: match.start()]
    name, _, rest = _separated(text)
    if not looks_like_person(name) and (match := _TRAILING.match(name)):
        name, rest = match[1], ", ".join(filter(None, (match[2], rest)))
    if not looks_like_person(name):
        return None
    name, rest = _without_acronym(name, rest)
    role, group = _beside(rest, role, group)
    return Printed(name, party, role, group, span)


def _without_acronym(name: str, rest: str) -> tuple[str, str]:
    """Anna Ek SPF: the last word is no name."""
    words = name.split()
    acronym = len(words[-1]) > 1 and words[-1].isupper() and not words[0].isupper()
    if acronym and len(words) > _WHOLE_NAME:
        return " ".join(words[:-1]), ", ".join(filter(None, (words[-1], rest)))
    return name, rest


def _asides(text: str, *, elected: bool) -> tuple[str, str | None, str | None, str | None, str | None]:
    party = role = group = span = None
    for match in _PARENTHESES.finditer(text):
        inner = match[1].strip()
        if _PARTY.match(inner) and (inner.upper() in PARTIES or (elected and inner.isupper())):
            party = inner
        elif _SPAN.match(inner) or inner.casefold() in {"digitalt", "distans"}:
            span = inner
        elif looks_like_role(inner):
            role = inner
        else:
            group = inner
    return " ".join(_PARENTHESES.sub(" ", text).replace(" ,", ",").split()), party, role, group, span


def _separated(text: str) -> tuple[str, str, str]:
    """Split at the first comma, colon or dash that stands after the name."""
    match = re.search(r"\s*,\s*|\s+[–—-]\s+|\s*:\s+|\s*/\s*", text)
    if not match:
        return text.strip(" ,"), "", ""
    return text[: match.start()], match[0], text[match.end() :].strip(" ,;")


def _beside(rest: str, role: str | None, group: str | None) -> tuple[str | None, str | None]:
    """What follows the name: an organisation, a role, or one after the other."""
    for part in re.split(r"\s*,\s*", rest) if rest else []:
        if part.upper() in PARTIES or not part:
            continue
        if looks_like_role(part) and not (part[0].isupper() and looks_like_organisation(part)):
            role = role or part
        else:
            group = group or part
    return role, group


def party_beside(text: str) -> str | None:
    """Return the party where it stands after a comma, as in "Anna Ek, S"."""
    last = text.rsplit(",", 1)[-1].strip(" .()") if "," in text else ""
    return last if last in PARTIES else None


def _balanced(text: str) -> str:
    """Drop a parenthesis that was opened or closed alone."""
    if text.count("(") == text.count(")"):
        return text
    return re.sub(r"[()]", "", text) if text.count("(") + text.count(")") == 1 else text


def split_names(text: str) -> list[str]:
    """Split a list of names at commas, "och" and "&", but not inside parentheses."""
    masked = _PARENTHESES.sub(lambda match: "\1" * len(match[0]), text)
    parts, at = [], 0
    for match in _PARTS.finditer(masked):
        parts.append(text[at : match.start()])
        at = match.end()
    parts.append(text[at:])
    return [part.strip(" .") for part in parts if part.strip(" .")]
