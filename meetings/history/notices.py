"""What a changed notice changes, in sentences that the secretary may send as they are or write anew."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents import build, days, structure
from meetings.documents.structure import NoticeItem, NoticePaper
from meetings.models import AgendaItem, ItemKind, Meeting, Notice


def notice_changes(sent: Notice, items: Iterable[AgendaItem]) -> list[str]:
    """How an agenda differs from the notice that is out: time and place, new items, those that are gone, the order.

    `items` are the agenda's, in order, with their approvals; no more is asked of the database, however many they are.
    """
    before = build.sent_notice(sent)
    old = {item.anchor: item for item in before.items}
    new = {item.anchor: _as_it_is(item) for item in items}
    found = list(_head(before, sent.meeting))
    found += [_new(item) for anchor, item in new.items() if anchor not in old]
    found += [_gone(item) for anchor, item in old.items() if anchor not in new]
    kept = [anchor for anchor in new if anchor in old]
    for anchor in kept:
        found += _changed(old[anchor], new[anchor])
    if kept != [anchor for anchor in old if anchor in new]:
        found.append(_("The items come in another order; their numbers are the same."))
    return found


def _as_it_is(item: AgendaItem) -> NoticeItem:
    """What a notice would say of an item, as far as it is compared."""
    if item.is_confidential:
        return NoticeItem(item.anchor, item.agenda_number, "", "", item.kind, confidential=True)
    previous = tuple(row.protocol.meeting.held_on.isoformat() for row in item.approvals.all())
    words = (item.title, item.description, item.kind)
    return NoticeItem(item.anchor, item.agenda_number, *words, confidential=False, previous=previous)


def _hours(meeting: Meeting) -> tuple[str, str]:
    starts, ends = (structure.clock_text(at and timezone.localtime(at)) for at in (meeting.starts_at, meeting.ends_at))
    return starts, ends


def _head(before: NoticePaper, meeting: Meeting) -> Iterator[str]:
    hours = _hours(meeting)
    if (before.starts, before.ends) != hours:
        yield _("New time: %(time)s.") % {"time": days.hours(*hours) or "–"}
    if before.place != meeting.place:
        yield _("New place: %(place)s.") % {"place": meeting.place or "–"}
    if before.pre_meeting != meeting.pre_meeting:
        yield _("Pre-meeting: %(words)s.") % {"words": meeting.pre_meeting or "–"}


def _new(item: NoticeItem) -> str:
    if not item.number:
        return _("New heading: %(title)s") % {"title": _title(item)}
    return _("New item %(number)s: %(title)s") % _named(item)


def _gone(item: NoticeItem) -> str:
    if not item.number:
        return _("The heading %(title)s is gone.") % {"title": _title(item)}
    return _("Item %(number)s is not taken up: %(title)s") % _named(item)


def _changed(old: NoticeItem, new: NoticeItem) -> Iterator[str]:
    named = _named(new)
    if old.title != new.title:
        yield _("Item %(number)s is now called: %(title)s") % named
    if old.kind != new.kind:
        yield _("Item %(number)s is now: %(kind)s.") % {**named, "kind": ItemKind(new.kind).label}
    if old.description != new.description:
        yield _("Item %(number)s has a new text in the notice.") % named
    for day in new.previous:
        if day not in old.previous:
            yield _("Item %(number)s: the minutes of %(day)s too.") % {**named, "day": days.full(day)}


def _named(item: NoticeItem) -> dict[str, str]:
    return {"number": item.number, "title": _title(item)}


def _title(item: NoticeItem) -> str:
    return _("Confidential item") if item.confidential else item.title
