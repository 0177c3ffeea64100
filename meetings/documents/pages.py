"""Finished pages: everything the public may read at a meeting's addresses, from publications and sent notices only."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.documents import aftermath, build, days, edition, html, labels, structure
from meetings.documents.aftermath import Shelf
from meetings.documents.edition import Edition
from meetings.documents.formats import FORMATS
from meetings.documents.structure import WITHHELD, NoticePaper
from meetings.models import (
    AgendaItem,
    ApprovalRule,
    Meeting,
    MeetingStatus,
    Notice,
    PageKind,
    Protocol,
    ProtocolApproval,
    Publication,
    PublicationKind,
    PublicPage,
    State,
    clock,
)

NOTHING = {"decisions": 0, "tabled": 0, "actions": 0}


def pages(meeting: Meeting) -> list[PublicPage]:
    """Every page of a meeting, in each language, unsaved. A members-only council has none."""
    if meeting.council.members_only:
        return []
    protocol = Protocol.objects.main_of(meeting)
    found: list[PublicPage] = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.extend(_finished(page, meeting, language) for page in _pages(meeting, protocol))
    return found


def _finished(page: PublicPage, meeting: Meeting, language: str) -> PublicPage:
    page.meeting, page.language, page.changed_at = meeting, language, clock.now()
    said = json.dumps([page.kind, page.title, page.description, page.facts, page.fragment])
    page.etag = hashlib.sha256(said.encode()).hexdigest()
    return page


def _pages(meeting: Meeting, protocol: Protocol | None) -> Iterator[PublicPage]:
    if protocol and protocol.state == State.PUBLISHED:
        yield from _published(meeting, protocol)
    elif protocol and protocol.state == State.WITHDRAWN:
        yield from _withdrawn(protocol)
    elif meeting.council.shows_notices and (notice := meeting.notice):
        yield _called(meeting, protocol, build.sent_notice(notice), notice)
    elif protocol and protocol.version_id:
        yield _called(meeting, protocol, _bare(meeting), None)


# --- A notice


def _bare(meeting: Meeting) -> NoticePaper:
    """All that is known of a meeting without a public notice: that it was held, and when."""
    council = meeting.council
    return NoticePaper(council.name, council.slug, meeting.key, meeting.held_on, "", "", "", "", ())


def _called(meeting: Meeting, protocol: Protocol | None, paper: NoticePaper, notice: Notice | None) -> PublicPage:
    is_called = notice is not None
    facts = {
        "state": _notice_state(meeting),
        "held_on": meeting.held_on.isoformat(),
        "starts": paper.starts,
        "ends": paper.ends,
        "place": paper.place,
        "pre_meeting": paper.pre_meeting,
        "sent_on": edition.local_day(notice.sent_at).isoformat() if notice else "",
        "expected_on": _expected_on(meeting, protocol),
        "reason": meeting.status_reason if is_called else "",
        "moved_to": meeting.moved_to.key if meeting.moved_to else "",
        "summary": "",
        "item_count": len(paper.items),
        "sums": NOTHING,
        "brief": html.brief([], ""),
    }
    return PublicPage(
        part="",
        kind=PageKind.NOTICE,
        notice=notice,
        title=_("Meeting %(day)s") % {"day": days.full(meeting.held_on)},
        description=", ".join(item.title for item in paper.items if not item.confidential)[:300],
        facts=structure.as_json(facts),
        fragment=html.render_notice(paper, root(), tabled=_tabled(meeting, paper)) if paper.items else "",
    )


def _tabled(meeting: Meeting, paper: NoticePaper) -> dict[str, tuple[date, ...]]:
    """By anchor, on which days published protocols table the items of a notice."""
    shelf = Shelf()
    carried = [item.anchor for item in paper.items if not item.confidential]
    rows = meeting.items.filter(anchor__in=carried, carried_from__isnull=False).select_related("meeting__council")
    return {row.anchor: aftermath.tabled_before(row, shelf) for row in rows}


def _notice_state(meeting: Meeting) -> str:
    if meeting.status == MeetingStatus.MOVED and meeting.moved_to and meeting.moved_to.notice:
        return "moved"
    return "cancelled" if meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.MOVED} else "notice"


def _expected_on(meeting: Meeting, protocol: Protocol | None) -> str:
    """The day the protocol is expected to be approved: the next meeting's, when that is the council's rule.

    While that meeting goes on it may still approve; once it is over, the one after is awaited.
    """
    rule = (protocol and protocol.approval_rule) or meeting.council.approval_rule
    if rule != ApprovalRule.NEXT_MEETING or (protocol and (protocol.is_approved or protocol.is_imported)):
        return ""
    later = Meeting.objects.filter(council=meeting.council, held_on__gt=meeting.held_on)
    over = [MeetingStatus.CANCELLED, MeetingStatus.MOVED, MeetingStatus.CLOSED]
    held = later.exclude(status__in=over).order_by("held_on", "pk").first()
    return held.held_on.isoformat() if held else ""


def root() -> str:
    """What stands before an address in the language that is active."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


# --- A protocol


def _published(meeting: Meeting, protocol: Protocol) -> Iterator[PublicPage]:
    publication = aftermath.current(protocol)
    assert publication is not None, "what is published has an edition"
    shelf = Shelf()
    found = edition.read(publication)
    rows = {item.anchor: item for item in meeting.items.select_related("meeting__council", "matter")}
    chained = set(meeting.items.chained().values_list("anchor", flat=True))
    after = {
        item.anchor: aftermath.of(rows[item.anchor], item, shelf, is_chained=item.anchor in chained)
        for item in found.paper.items
    }
    shown = [html.show(item, found.paper.head.label, after[item.anchor]) for item in found.paper.items]
    public = _public_keys(meeting, rows)
    yield _protocol_page(found, "", _whole(found, shown, public))
    for n, one in enumerate(shown):
        if not one.item.is_masked:
            before = next((other for other in reversed(shown[:n]) if not other.item.is_masked), None)
            later = next((other for other in shown[n + 1 :] if not other.item.is_masked), None)
            fragment = html.render_item(found, one, before=before, later=later, public_keys=public, root=root())
            yield _item_page(found, one, rows[one.item.anchor], fragment)
    for name, one_format in FORMATS.items():
        words = one_format.render(found)
        yield PublicPage(part=name, kind=one_format.kind, publication=publication, title=found.citation, fragment=words)
    yield from _earlier(protocol, publication)


def _whole(found: Edition, shown: Sequence[html.Shown], public: frozenset[str]) -> str:
    """The protocol's own page; the formats beside it are those of the edition that applies."""
    formats = [(name, str(one.label)) for name, one in FORMATS.items()] if found.is_current else []
    return html.render(found, shown, public_keys=public, root=root(), formats=formats)


def _public_keys(meeting: Meeting, rows: dict[str, AgendaItem]) -> frozenset[str]:
    """Keys of the meetings, among those whose protocols this one speaks of, that anyone may read."""
    spoken_of = ProtocolApproval.objects.filter(item__in=rows.values()).values("protocol")
    found = Protocol.objects.main().published().filter(pk__in=spoken_of, meeting__council=meeting.council)
    return frozenset(found.values_list("meeting__key", flat=True))


def _facts(found: Edition) -> dict[str, Any]:
    head = found.paper.head
    return {
        "state": "protocol",
        "held_on": head.held_on.isoformat(),
        "starts": _shown(head.starts),
        "ends": _shown(head.ends),
        "place": _shown(head.place),
        "edition": found.publication.edition,
        "approved_line": found.approved_line,
        "published_on": found.first_published_on.isoformat(),
        "corrected_on": found.published_on.isoformat() if found.is_corrected else "",
        "summary": labels.masked(head.summary),
        "expected_on": "",
        "item_count": len(found.paper.items),
        "seats": [{"side": side.name, "present": side.present, "of": side.total} for side in html.sides(found.paper)],
        "sums": html.sums(found.paper.items),
        "brief": html.brief(found.paper.items, head.label),
    }


def _shown(words: str) -> str:
    return "" if words == WITHHELD else words


def _protocol_page(found: Edition, part: str, fragment: str) -> PublicPage:
    return PublicPage(
        part=part,
        kind=PageKind.PROTOCOL,
        publication=found.publication,
        title=_("Protocol %(day)s") % {"day": days.full(found.paper.head.held_on)},
        description=labels.masked(found.paper.head.summary)[:300],
        facts=structure.as_json(_facts(found)),
        fragment=fragment,
    )


def _item_page(found: Edition, shown: html.Shown, row: AgendaItem, fragment: str) -> PublicPage:
    item = shown.item
    facts = {
        **_facts(found),
        "number": shown.number,
        "title": shown.title,
        "matter": item.matter,
        "outcomes": [block.outcome for block in item.decisions],
        "sums": html.sums([item]),
        "brief": html.brief([item], found.paper.head.label),
    }
    return PublicPage(
        part=item.anchor,
        kind=PageKind.ITEM,
        publication=found.publication,
        item=row,
        title=f"{shown.number} {shown.title}, {days.full(found.paper.head.held_on)}".strip(),
        description=" ".join(block.sentence for block in item.decisions)[:300],
        facts=structure.as_json(facts),
        fragment=fragment,
    )


# --- What was taken away


def _earlier(protocol: Protocol, now: Publication) -> Iterator[PublicPage]:
    """Earlier editions at their own addresses; those that were taken away with day and reason."""
    gone = edition.taken_away(protocol)
    for publication in protocol.publications.editions().exclude(pk=now.pk).select_related("version__content"):
        part = f"utgava/{publication.edition}"
        if publication.edition in gone:
            yield _gone(protocol, gone[publication.edition], part)
            continue
        found = edition.read(publication)
        shown = [html.show(item, found.paper.head.label, aftermath.Aftermath()) for item in found.paper.items]
        yield _protocol_page(found, part, _whole(found, shown, frozenset()))


def _withdrawn(protocol: Protocol) -> Iterator[PublicPage]:
    """The whole protocol was taken away: its page and its formats say when and why."""
    last = protocol.publications.filter(kind=PublicationKind.WITHDRAWN).newest_first().first()
    assert last is not None, "what was withdrawn says when and why"
    for part in ("", *FORMATS):
        yield _gone(protocol, last, part)


def _gone(protocol: Protocol, row: Publication, part: str) -> PublicPage:
    meeting = protocol.meeting
    facts = {
        "state": "gone",
        "held_on": meeting.held_on.isoformat(),
        "starts": "",
        "ends": "",
        "place": "",
        "edition": row.edition,
        "summary": "",
        "expected_on": "",
        "item_count": 0,
        "sums": NOTHING,
        "brief": html.brief([], ""),
        "gone": {"on": edition.local_day(row.made_at).isoformat(), "why": row.reason, "by": _("the secretary")},
    }
    return PublicPage(
        part=part,
        kind=PageKind.GONE,
        publication=row,
        title=_("Protocol %(day)s") % {"day": days.full(meeting.held_on)},
        facts=structure.as_json(facts),
        fragment="",
    )


# --- Which other pages speak of a meeting


def related(meeting: Meeting) -> set[Meeting]:
    """Meetings whose pages say something that this meeting's steps may change.

    Those along the chains of its items, those whose protocols it approves or is approved by, the one it was
    moved from, and those whose protocols wait for the next meeting.
    """
    found: set[Meeting] = set()
    for item in meeting.items.chained().select_related("meeting__council"):
        found |= {one.meeting for one in build.chain(item)}
    rows = ProtocolApproval.objects.select_related("protocol__meeting__council", "item__meeting__council")
    found |= {row.protocol.meeting for row in rows.filter(item__meeting=meeting)}
    found |= {row.item.meeting for row in rows.filter(protocol__meeting=meeting)}
    approved = Protocol.objects.filter(approved_by_item__meeting=meeting).select_related("meeting__council")
    found |= {protocol.meeting for protocol in approved}
    found |= set(Meeting.objects.filter(moved_to=meeting).select_related("council"))
    waiting = PublicPage.objects.filter(kind=PageKind.NOTICE, meeting__council=meeting.council_id)
    earlier = Meeting.objects.filter(pk__in=waiting.values("meeting"), held_on__lte=meeting.held_on)
    return (found | set(earlier.select_related("council"))) - {meeting}
