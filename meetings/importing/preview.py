"""What an import would bring in, as plain values that print as JSON."""

import datetime as dt

from meetings.importing.parsed import ParsedItem, ParsedPerson, ParsedProtocol


def preview(parsed: ParsedProtocol, *, file: str) -> dict[str, object]:
    """Return the parsed document in the shape of the preview; what is not stated is None, or "none" for an outcome."""
    after = parsed.next_meeting
    return {
        "file": file,
        "title": parsed.title,
        "date": parsed.date.isoformat() if parsed.date else None,
        "start": _clock(parsed.start),
        "end": _clock(parsed.end),
        "place": parsed.place,
        "chair": parsed.chair,
        "secretary": parsed.secretary,
        "adjusters": list(parsed.adjusters),
        "is_minutes": parsed.is_minutes,
        "attendees": [_person(person) for person in parsed.attendees],
        "absent": [_person(person) for person in parsed.absent],
        "items": [_item(item) for item in parsed.items],
        "next_meeting": {"date": after.day.isoformat(), "text": after.text} if after else None,
        "doubts": [{"line": doubt.line, "question": doubt.question, "about": doubt.about} for doubt in parsed.doubts],
    }


def _clock(time: dt.time | None) -> str | None:
    return time.strftime("%H:%M") if time else None


def _person(person: ParsedPerson) -> dict[str, str | None]:
    return {
        "name": person.name,
        "side": person.side,
        "group": person.group,
        "party": person.party,
        "role": person.role,
        "span": person.span,
    }


def _item(item: ParsedItem) -> dict[str, object]:
    group = item.working_group
    return {
        "number": item.number,
        "title": item.title,
        "outcome": item.outcome.value if item.outcome else "none",
        "outcome_text": item.outcome_text,
        "outcomes": [outcome.value for outcome in item.outcomes],
        "owners": [{"who": owner.who, "what": owner.what} for owner in item.owners],
        "working_group": {"members": list(group.members), "convener": group.convener} if group else None,
        "tabled_to": item.tabled_to,
    }
