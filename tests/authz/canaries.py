"""Who may see which canary: the secrets of the world as data. What nobody is named for, nobody sees."""

import re

_CANARY = re.compile(r"KANARIE-[A-Z0-9-]*?-SLUT")

KEEPERS = "deputy secretary"
DESK = f"chair {KEEPERS}"
SEATED = f"member present adjuster {DESK}"
THEIRS = "their_chair their_secretary"

_CONFIDENTIAL = ("PUBLISHED", "CORRECTED", "WITHDRAWN", "APPROVED", "REVIEW", "DRAFT")

MAY_SEE: dict[str, str] = {
    # What is being written, planned or was taken away: the secretary's and the chair's.
    "UTKAST OVERSKRIVET GAST OPPEN OPPENTITEL OPPENPLATS SAMMANFATTNING FORMOTE": DESK,
    "PLANERAD TALARE STRUKEN STRUKENSKAL INDRAGEN": DESK,
    "ATERTOGSKAL AVBOJT AVBOJTSKAL AVBOJDVARFOR": DESK,
    # An import that nobody has checked; one that waits for a second person of the council.
    "GAMMAL-IMPORTED ORIGINAL-IMPORTED FIL-IMPORTED": DESK,
    "GAMMAL-REGISTERED ORIGINAL-REGISTERED FIL-REGISTERED GRUND": SEATED,
    # What the members have, and the public has not: earlier utskick and editions, a paragraph that is withheld.
    "UTSKICK ATERTAGEN GODKAND UNDANTAGET UTGAVA LANK": SEATED,
    # A correction waits for those who sign.
    "RATTELSE RATTELSESKAL": f"adjuster {DESK}",
    # What somebody has said about a task or answered: their own, and the desk's.
    "RAPPORT HJALP SVAR": f"present {DESK}",
    # What those answered to whom a question was handed over.
    "NAMNDSVAR": DESK,
    "H-NAMNDSVAR": KEEPERS,
    "TELEFONSVAR": DESK,
    "SVAR-PUBLISHED SVAR-APPROVED": f"present {KEEPERS}",
    "SVAR-CORRECTED SVAR-WITHDRAWN": KEEPERS,
    # A task of a meeting that is over: its owner has had a letter.
    "UPPDRAG": f"present {DESK}",
    # Confidential items are the secretary's; a task given there is also its owner's, once it has been sent.
    " ".join(f"H-{word}-{at}" for at in _CONFIDENTIAL for word in ("TITEL", "INFOR", "TEXT", "BESLUT")): KEEPERS,
    "H-TITEL-KALLELSE H-INFOR-KALLELSE H-UPPDRAG-DRAFT": KEEPERS,
    " ".join(f"H-UPPDRAG-{at}" for at in _CONFIDENTIAL if at != "DRAFT"): f"present {KEEPERS}",
    # Addresses and phones are the secretary's registers'.
    "MEJL TFN TALARMEJL STAENDE STAENDEINFOR FRAS": KEEPERS,
    # The association is its own. The administrator keeps the settings of every council.
    "RAD SKOG": f"{THEIRS} administrator",
    "SIDA ORG PERSON JUSTERARE ERSATTARE SKOGSGAST SKOGSTITEL SKOGSTEXT SKOGSBESLUT": THEIRS,
    "SKOGSUTKASTTITEL SKOGSUTKAST SKOGSKALLELSE": THEIRS,
    "TFN-PERSON TFN-JUSTERARE TFN-ERSATTARE SKOGSSTAENDE SKOGSFRAS": "their_secretary",
}


def seen_by(visitor: str) -> set[str]:
    """The canaries that a visitor may see, all of which they do see somewhere."""
    return {word for words, who in MAY_SEE.items() if visitor in who.split() for word in words.split()}


def every() -> set[str]:
    """All canaries there are."""
    return {word for words in MAY_SEE for word in words.split()}


def found_in(text: str) -> set[str]:
    """The canaries that stand in a text, however they are spelled."""
    return {word.removeprefix("KANARIE-").removesuffix("-SLUT") for word in _CANARY.findall(text.upper())}
