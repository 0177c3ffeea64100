"""The fixed words of protocols: what opens a list of people, a fact of the head, a block of an item, the end."""

import re
from typing import Literal

from meetings.importing.names import unbulleted
from meetings.importing.paper import plain

Section = Literal["present", "absent", "called"]

_WHOSE = (
    r"(?:\s+(?:ledamöter(?:na)?|medlemmar(?:na)?|personer|deltagare|(?-i:ersättare)|styrelseledamöter|"
    r"i mötet|vid mötet|på mötet|övriga))?"
)
_SECTIONS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        "absent",
        re.compile(
            rf"(?:(?:ej|inte|icke)\s+närvarande{_WHOSE}|frånvarande{_WHOSE}|frånvaro|(?:anmält |meddelat |"
            rf"lämnat )?förhinder|"
            r"anmäld frånvaro|frånvaroanmälda?|frånvarande (?:med )?anmält förhinder|förhindrade)(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    ("called", re.compile(rf"(?:kallade{_WHOSE}|inbjudna)(?![\w-])", re.IGNORECASE)),
    (
        "present",
        re.compile(
            rf"(?:(?:övriga |även |också )?närvarande{_WHOSE}|närvaro(?:lista|förteckning)?|"
            rf"(?:övriga )?deltagare(?: på mötet)?|deltagande{_WHOSE}|"
            r"(?:övriga )?deltog|övriga deltagande|"
            r"beslutande(?: ledamöter)?|tjänstgörande(?: ledamöter| ersättare)?|(?:ej|icke|"
            r"inte)[ -]tjänstgörande ersättare|"
            r"närvarolista|på plats|medverkande|present|attendance)(?![\w-])",
            re.IGNORECASE,
        ),
    ),
)
_GROUP_LABEL = re.compile(
    r"(?:(?:(?:ej |icke |inte )?tjänstgörande |övriga |ordinarie |närvarande )?(?:ledamöter|ersättare|"
    r"suppleanter|tjänstepersoner|tjänstemän|"
    r"tjänstgörande|förtroendevalda|styrelseledamöter|revisorer|medlemmar|gäster|adjungerade|adjungerad|"
    r"föredragande|observatörer)|"
    r"övriga(?: deltagare| närvarande)?|personalföreträdare|insynsplatser?|valberedning(?:en)?|styrelsen?|"
    r"från förvaltningen|"
    r"via (?:länk|distans|zoom|teams|skype|discord|telefon)|på distans|digitalt|fackliga företrädare)(?![\w-])",
    re.IGNORECASE,
)
# Groups that say in which capacity the elected sit there; every other group is one the person belongs to.
ELECTED = re.compile(
    r"(ledamöter|ersättare|suppleant|beslutande|tjänstgörande(?!personer)|förtroendevalda)", re.IGNORECASE
)
_AFTER_FACT = re.compile(r"\s*:\s*|\s+[–—-]\s+|\s{2,}|\s+(?=[A-ZÅÄÖÉ§(@\d])|\s*$")
_AFTER = re.compile(r"\s*:\s*|\s+[–—-]\s+|\s{2,}|\s+(?=[A-ZÅÄÖÉ§(@])|\s*$")

FACTS: dict[str, re.Pattern[str]] = {
    "date": re.compile(
        r"(?:mötes|sammanträdes)?(?:datum|dag)(?: och tid)?(?: för (?:mötet|sammanträdet))?", re.IGNORECASE
    ),
    "place": re.compile(
        r"(?:plats och tid|tid och plats|datum och plats|datum, tid och plats|tid, plats|tid & plats|"
        r"plats & tid|tid/plats|plats/tid|(?:mötes)?plats|(?:lokal|var)(?=\s*:))"
        r"(?: för(?: (?:sammanträde[t]?|möte[t]?))?)?(?!\s+för\s+justering)(?!\s+(?:och tid )?för justering)",
        re.IGNORECASE,
    ),
    "time": re.compile(r"(?:mötes|sammanträdes)?(?:tid(?:punkt)?|klockan|när)", re.IGNORECASE),
    "secretary": re.compile(
        r"(?:\w+\s*/\s*)?(?:mötes|protokolls?)?sek\w{2,6}re(?:\s+(?:i|för|vid)\s+\S+)?|(?:mötes|"
        r"nämnd)?sekr\.?|protokollförare|"
        r"antecknare|vid (?:protokollet|pennan|tangenterna)(?:,?\s+(?:sekreterare|mötessekreterare))?|"
        r"protokoll(?:et)? fördes av|sekreterare för mötet",
        re.IGNORECASE,
    ),
    "chair": re.compile(
        r"(?:underskrifter\s+)?(?:möt\w{0,3}ordförande|mötesordf\.?|ordförande|ordf\.?)(?: för mötet)?", re.IGNORECASE
    ),
    "adjuster": re.compile(
        r"(?:protokoll?s?|mötes)?just(?:erare|eringsm[äa]n|eringspersoner|eringsperson|erande|"
        r"erat?s?)(?:\s+av)?|utse(?:s|dda?|tt) att justera|"
        r"justeras(?: av)?",
        re.IGNORECASE,
    ),
    "pre_meeting": re.compile(r"förmöte(?:n|t)?", re.IGNORECASE),
    "other": re.compile(
        r"paragraf(?:er)?|underskrifter|plats och tid för justering|justering(?:ens)?(?: plats och tid)?|"
        r"anslag|anslags?bevis|dagordning|föredragningslista|"
        r"ärendelista|ärenden|innehåll|organ|förvaringsplats|sammanträdesdatum|bilagor|inledning|"
        r"sammanfattning",
        re.IGNORECASE,
    ),
}
_LONGEST_LABEL = 70

_DECISION_BLOCK = re.compile(
    r"(?:\w+(?:\s\w+){0,4}?s\s+)?(?:beslut|överenskommelse|ställningstagande|beslutar|beslutade|"
    r"beslöt)(?:\s+(?:att|på mötet))?\s*:?$|"
    r"(?:\w+(?:\s\w+){0,4}\s+)(?:beslutar|beslutade|beslöt)(?:\s+(?:följande|att|därmed|således))*\s*:?$|"
    r"beslutas(?: att)?\s*:?$|beslutades(?: att)?\s*:?$|"
    r"(?:mötets|stämmans|årsmötets|styrelsens|nämndens|rådets|utskottets)\s+beslut\s*:?$",
    re.IGNORECASE,
)
_OTHER_BLOCK = re.compile(
    r"(?:(?:kort )?sammanfattning(?: av ärendet)?|bakgrund(?: till ärendet)?|ärendebeskrivning|ärendet|"
    r"beskrivning(?: av ärendet)?|diskussion(?:en)?|"
    r"information(?:en)?|rapport(?:en)?|redovisning(?:en)?|motivering|yttranden? och inlägg|deltar i debatten|"
    r"inlägg|anteckningar|noteringar|föredragning)\s*:?$",
    re.IGNORECASE,
)
_NOT_STATED_BLOCK = re.compile(
    r"(?:besluts?underlag|underlag(?: för beslut)?|beslutsgång(?:en)?|"
    r"förslag(?: till beslut)?(?: på sammanträdet| till beslut)?|\w*s? förslag(?: till beslut)?|"
    r"yrkanden?(?:/förslag)?|tilläggsyrkanden?|ändringsyrkanden?|propositionsordning(?:en)?|omröstning(?:en|"
    r"sresultat|sordning)?|reservation(?:er)?|"
    r"protokollsanteckning(?:ar)?|särskilda? yttranden?|beslutet (?:skickas|expedieras|ska skickas|"
    r"delges)(?: till)?|skickas till|expedieras(?: till)?|"
    r"expediering|kopia till|för kännedom|bilagor?|handlingar|tidigare behandling|tidigare beslut|"
    r"ärendets (?:tidigare )?(?:behandling|gång|beredning)|"
    r"barnkonsekvens\w*|ekonomiska konsekvenser|konsekvenser|sändlista|paragrafen är justerad|"
    r"deltar inte i beslutet|jäv|votering)\s*:?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:undertecknat\s+av\s+följande|vid (?:protokollet|pennan|tangenterna)\b|signatur(?:er)?\s*:?$|"
    r"underskrift(?:er)?\s*:?$|"
    r"justera(?:s|t|d|des)\b(?!\s+(?:protokoll|i|till|för|med|enligt|så))|bilagor\s*:?$|bilaga(?:\s+\d+|"
    r"\s+[A-Z])?\s*(?:[-–:.].*)?$|"
    r"protokoll(?:et)? (?:justeras|justerat|fört|fördes|skrivet) (?:av|vid)\b|justerare\s*:?$|(?:ordförande|"
    r"sekreterare|protokollförare)\s*:?\s*_{3,}|"
    r"appendix\b|anslagsbevis\s*$|mötessek\w*\s*:\s*$|mötesordförande\s*:\s*$|protokolljusterare\s*:\s*$|"
    r"in fidem\b|som ovan\b)",
    re.IGNORECASE,
)
# A proposal to the body above is what this one decides: it states its view.
_STATEMENT_BLOCK = re.compile(
    r"\w+s\s+förslag\s+till\s+\w*(?:fullmäktige|styrelsen|nämnden|stämman|mötet)(?:s beslut)?\s*:?$", re.IGNORECASE
)
Block = Literal["decision", "statement", "told", "unstated"]


def words(text: str) -> str:
    """Return the words of a line without bullet, number and markup."""
    return plain(unbulleted(text.strip()))


def section(text: str) -> tuple[Section, str] | None:
    """Return the kind of the list of people that the line opens, and what stands after the label."""
    line = text.strip()[:4000]
    bare = unbulleted(line).replace("**", "").replace("__", "")
    for kind, pattern in _SECTIONS:
        match = pattern.match(bare)
        if match and _AFTER.match(bare, match.end()):
            return kind, _AFTER.sub("", bare[match.end() :], count=1) if not _gap(bare, match.end()) else bare[
                match.end() :
            ]
    return None


def _gap(text: str, at: int) -> bool:
    """Columns keep their distance, so that they can be told apart."""
    return text[at : at + 2] == "  "


def group_label(text: str) -> str | None:
    """Return the label of a group of people, such as Tjänstepersoner, if the words are nothing else."""
    bare = words(text).rstrip(": ")
    return bare if len(bare) <= _LONGEST_LABEL and _GROUP_LABEL.fullmatch(bare) else None


def group_before(text: str) -> tuple[str, str] | None:
    """Return the label of a group and the names after its colon."""
    head, colon, rest = words(text).partition(":")
    return (head, rest) if colon and rest.strip() and group_label(head) else None


def fact(text: str) -> tuple[str, str] | None:
    """Return which fact of the head the line states, and the words after the label; they may be empty."""
    line = unbulleted(text.strip()[:600]).replace("**", "").replace("__", "")
    if re.match(r"plats och tid för justering|justering", line, re.IGNORECASE):
        return "other", ""
    for name, pattern in FACTS.items():
        match = pattern.match(line)
        if match and (after := _AFTER_FACT.match(line, match.end())):
            return name, line[after.end() :].strip()
    return None


def block(text: str) -> Block | None:
    """Return what kind of block the line opens within an item."""
    bare = words(text)
    if not bare or len(bare) > _LONGEST_LABEL:
        return None
    if _STATEMENT_BLOCK.match(bare):
        return "statement"
    if _NOT_STATED_BLOCK.match(bare):
        return "unstated"
    if _DECISION_BLOCK.match(bare):
        return "decision"
    return "told" if _OTHER_BLOCK.match(bare) else None


def ends(text: str) -> bool:
    """Whether the line begins what stands after the last item: signatures, attachments."""
    return bool(_TAIL.match(words(text[:200])))
