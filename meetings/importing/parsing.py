"""A text becomes a parsed protocol. What the document does not say stays empty; what is unsure is a doubt."""

import re

from meetings.importing import attendance, deciding, following, heads, officers, paper, segmenting, writing
from meetings.importing.attendance import Attendance
from meetings.importing.heads import Head
from meetings.importing.officers import Officers
from meetings.importing.owners import People
from meetings.importing.parsed import Doubt, ParsedItem, ParsedProtocol
from meetings.importing.segmenting import Cut, Segment

_MINUTES = re.compile(
    r"protokoll(?!s?utdrag ur lag)|minnesanteckning|mötesanteckning|sammanträdesanteckning|anteckningar från|minutes",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:härmed kallas|kallelse|kallas (?:du|ni|till|samtliga|alla|medlemmar\w*|ledamöter\w*)|du kallas|"
    r"välkomm?e?n\w* till (?:\w+ )?\w*(?:möte|stämma|sammanträde)|inbjudan|"
    r"förslag till (?:dagordning|föredragningslista)|anmäl(?:an| dig| er)? senast|bjuds? in till)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:öppna(?:de|r|des|s)|förklara(?:de|r|des|s))\b.{0,60}\b(?:möte|sammanträde|stämma)|\b(?:möte|"
    r"sammanträde|stämma)\w*\b.{0,40}\b(?:öppnat|avslutat|avslutades|öppnades)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"möte|sammanträde|stämma", re.IGNORECASE)
_OPENING = 60


def parse(text: str) -> ParsedProtocol:
    """Parse the text of a document. Never raises; a text that is no protocol says so in `is_minutes`."""
    sheet = paper.paper(text)
    if sheet.too_long:
        return ParsedProtocol(doubts=(Doubt(0, "too_long"),))
    cut = segmenting.cut(sheet)
    there = attendance.attendance(cut)
    led = officers.officers(cut, there.present)
    stated = heads.head(sheet, cut)
    people = _people(there, led)
    items = tuple(_item(segment, people) for segment in cut.items)
    after, year_doubts = following.next_meeting(cut, stated.date)
    return ParsedProtocol(
        title=stated.title,
        date=stated.date,
        start=stated.start,
        end=stated.end,
        place=stated.place,
        chair=led.chair,
        secretary=led.secretary,
        adjusters=led.adjusters,
        pre_meeting=stated.pre_meeting,
        is_minutes=_is_minutes(sheet, cut, stated, there, items),
        attendees=there.present,
        absent=there.absent,
        items=items,
        next_meeting=after,
        doubts=(*there.doubts, *year_doubts, *_gaps(cut.items)),
    )


def _people(there: Attendance, led: Officers) -> People:
    """Everybody whose name a task may begin with."""
    listed = [person.name for person in (*there.present, *there.absent)]
    known = {name.casefold() for name in listed}
    officers_too = [
        name for name in (led.chair, led.secretary, *led.adjusters) if name and name.casefold() not in known
    ]
    given = {name.split()[0].casefold() for name in listed}
    return People.of([*listed, *(name for name in officers_too if name.casefold() not in given)])


def _item(segment: Segment, people: People) -> ParsedItem:
    found = deciding.read(segment, people)
    return ParsedItem(
        number=segment.number,
        title=segment.title,
        text=writing.text(segment, found),
        outcome=found.outcome,
        outcome_text=found.findings[0].sentence if found.findings else None,
        outcomes=tuple(finding.outcome for finding in found.findings),
        owners=tuple(owner for _, owner in found.owners),
        working_group=found.group[1] if found.group else None,
        tabled_to=next((finding.to for finding in found.findings if finding.to), None),
        line=segment.line,
    )


def _is_minutes(sheet: paper.Paper, cut: Cut, stated: Head, there: Attendance, items: tuple[ParsedItem, ...]) -> bool:
    """Whether the document tells of a meeting that was held; a call to one has the same items, but nothing happened."""
    opening = [line.text[:300] for line in sheet.lines if not line.blank][:_OPENING]
    title = " ".join([stated.title, *opening[:6]])
    decided = any(item.outcome for item in items)
    held = decided or any(_HELD.search(line.text[:300]) for item in cut.items for line in item.body[:30])
    if any(_CALL.search(text) for text in opening):
        return bool(items) and (held or bool(there.present)) and (bool(_MINUTES.search(title)) or decided)
    if not items and not there.present:
        return False
    told = sum(any(not line.blank for line in item.body) for item in cut.items)
    return bool(held or there.present or _MINUTES.search(title) or (_MEETING.search(title) and told > 1))


def _gaps(items: tuple[Segment, ...]) -> list[Doubt]:
    """Numbers that are missing between two items."""
    doubts = []
    before: int | None = None
    for item in items:
        match = re.search(r"\d+", item.number or "")
        number = int(match[0]) if match else None
        if before is not None and number is not None and number > before + 1:
            doubts.append(Doubt(item.line, "number_gap", item.number or ""))
        before = number if number is not None else before
    return doubts
