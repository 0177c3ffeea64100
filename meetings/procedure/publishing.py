"""Publishing: what is approved becomes public, deliberately, as rows that are only ever added (rules 11–13)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.documents import build, pages, personal_data, proof
from meetings.documents.structure import Paper
from meetings.letters import outbox
from meetings.models import (
    EDITIONS,
    ApprovalOutcome,
    Attendance,
    Council,
    Display,
    LetterKind,
    Mandate,
    Meeting,
    Member,
    MemberAlias,
    Officer,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Publication,
    PublicationKind,
    PublicPage,
    State,
    clock,
)
from meetings.models.base import StaleRowError, acting_as
from meetings.procedure import keeping
from meetings.procedure.steps import (
    Objection,
    lock_council,
    lock_meeting,
    lock_protocol,
    must_say,
    must_write,
    note,
    refuse_if,
)

# Ids of the councils whose pages are made when the last of many steps is taken; None while each step makes its own.
_deferred: ContextVar[set[int] | None] = ContextVar("councils whose pages wait", default=None)


def refresh(meeting: Meeting) -> None:
    """Make a meeting's public pages anew; those that say the same as before keep their ETag and day."""
    existing = {(page.part, page.language): page for page in PublicPage.objects.filter(meeting=meeting)}
    for page in pages.pages(meeting):
        old = existing.pop((page.part, page.language), None)
        if old is None:
            page.save()
        elif old.etag != page.etag:
            page.pk = old.pk
            page.save(force_update=True)
    for page in existing.values():
        page.delete()


@contextmanager
def deferred() -> Iterator[None]:
    """Make the pages of many steps once, at the end: for a demonstration, or many protocols brought in at a time."""
    waiting: set[int] = set()
    token = _deferred.set(waiting)
    try:
        yield
    finally:
        _deferred.reset(token)
    _refresh_all(waiting)


def refresh_council(council: Council) -> None:
    """Make anew the pages of all a council's meetings: its settings say which there are. Under the council's lock."""
    _refresh_all({council.pk})


def _refresh_all(councils: set[int]) -> None:
    for meeting in Meeting.objects.filter(council__in=councils).select_related("council"):
        refresh(meeting)


def refresh_around(meeting: Meeting, *, before: Iterable[Meeting] = ()) -> None:
    """Make anew the pages of a meeting and of those whose pages speak of it, or did so before."""
    waiting = _deferred.get()
    if waiting is not None:
        waiting.add(meeting.council_id)
        return
    refresh(meeting)
    others = {other.pk for other in (*pages.related(meeting), *before)} - {meeting.pk}
    for other in Meeting.objects.filter(pk__in=others).select_related("council").order_by("pk"):
        refresh(other)


@contextmanager
def refreshed(meeting: Meeting) -> Iterator[None]:
    """A change after which other meetings may no longer be tied to this one: the pages of all that were follow too."""
    before = pages.related(meeting)
    yield
    refresh_around(meeting, before=before)


def withheld_by_rule(protocol: Protocol, version: ProtocolVersion) -> dict[str, str]:
    """Leaves that are never public, each with its ground.

    Confidential items, people who are not shown by name, and changes to a previous protocol where it is withheld.
    """
    paper, meeting_items = build.read(version), protocol.meeting.items
    by_role, hidden = _names(protocol, Display.ROLE_ONLY), _names(protocol, Display.HIDDEN)
    found = dict(_withheld_before(protocol, paper))
    rooms = {"people": [one.name for one in paper.people], "officers": [one.name for one in paper.officers]}
    for room, names in rooms.items():
        found |= {f"{room}/{n}/name": "display" for n, name in enumerate(names) if name in by_role | hidden}
        found |= {f"{room}/{n}": "display" for n, name in enumerate(names) if name in hidden}
    marked = meeting_items.filter(is_confidential=True).values_list("anchor", flat=True)
    later = set(marked)  # an item may have been marked as confidential after it was sent
    for item in paper.items:
        if item.confidential or item.anchor in later:
            at = f"items/{item.anchor}"
            found |= {f"{at}/title": "confidential", f"{at}/matter": "confidential"}
            found |= {f"{at}/blocks/{n}": "confidential" for n in range(len(item.blocks))}
            found |= {f"{at}/approvals/{n}": "confidential" for n in range(len(item.approvals))}
    return found


def _withheld_before(protocol: Protocol, paper: Paper) -> Iterator[tuple[str, str]]:
    """Changes to previous protocols at places that those protocols' newest editions withhold, with their grounds."""
    rows = ProtocolApproval.objects.filter(item__meeting=protocol.meeting_id, outcome=ApprovalOutcome.WITH_CHANGES)
    for row in rows.select_related("protocol__meeting").prefetch_related("changes"):
        hidden = build.withheld_now(row.protocol)
        ground = next((hidden[change.place] for change in row.changes.all() if change.place in hidden), None)
        if ground is not None:
            for item in paper.items:
                same = (n for n, one in enumerate(item.approvals) if one.key == row.protocol.meeting.key)
                yield from ((f"items/{item.anchor}/approvals/{n}", ground) for n in same)


def _names(protocol: Protocol, display: Display) -> set[str]:
    """Names of those to be shown so on the day of the meeting: as they are printed, kept and also spelled."""
    mandates = Mandate.objects.on(protocol.meeting.held_on).filter(council=protocol.meeting.council_id, display=display)
    members = mandates.values("member")
    rows = Attendance.objects.filter(meeting=protocol.meeting_id, member__in=members)
    officers = Officer.objects.filter(meeting=protocol.meeting_id, member__in=members)
    printed = {*rows.values_list("printed_name", flat=True), *officers.values_list("printed_name", flat=True)}
    kept = Member.objects.filter(pk__in=members).values_list("name", flat=True)
    return {*printed, *kept, *MemberAlias.objects.filter(member__in=members).values_list("name", flat=True)}


def finds(protocol: Protocol, withheld: Mapping[str, str]) -> list[personal_data.Find]:
    """Personal data in what would become public, names of those who are not shown by name among it."""
    version = protocol.approved_version
    return finds_in(build.read(version, withheld=withheld), protocol) if version else []


def finds_in(paper: Paper, protocol: Protocol) -> list[personal_data.Find]:
    """Personal data in a paper that would be an edition of the protocol."""
    return personal_data.find(paper, hidden=_not_shown(protocol))


def _not_shown(protocol: Protocol) -> set[str]:
    return _names(protocol, Display.ROLE_ONLY) | _names(protocol, Display.HIDDEN)


@dataclass(frozen=True, slots=True)
class Review:
    """What is read before publishing: what the rules withhold, what was found in the rest, and a mark of both."""

    withheld: Mapping[str, str]
    finds: Sequence[personal_data.Find]
    mark: str


def review(protocol: Protocol) -> Review:
    """What is to be read before the protocol is published, as it stands now. The mark differs if anything does."""
    version = protocol.approved_version
    if version is None:
        return Review({}, [], "")
    by_rule = withheld_by_rule(protocol, version)
    found = finds(protocol, by_rule)
    read = [version.root, by_rule, [(one.path, one.text, one.severity) for one in found]]
    return Review(by_rule, found, hashlib.sha256(json.dumps(read).encode()).hexdigest())


def objections_to_finds(found: Iterable[personal_data.Find]) -> list[Objection]:
    """What may not become public, each with its place."""
    words = _("“%(words)s” must be withheld or reworded first.")
    blocking = (one for one in found if one.severity == "blocks")
    return [Objection("personal_data", words % {"words": one.text}, one.path) for one in blocking]


def objections_to_reason(protocol: Protocol, reason: str, *, at: str = "reason") -> list[Objection]:
    """What may not stand in a reason or a ground: it is shown with the protocol, and stays there."""
    return objections_to_finds(personal_data.find_in(reason, at=at, hidden=_not_shown(protocol)))


def objections_to_publish(
    protocol: Protocol, *, by: Member | None, reviewed: bool, withheld: Mapping[str, str]
) -> list[Objection]:
    """Why the protocol cannot be published."""
    found = must_write(by, protocol.meeting.council)
    if protocol.state not in {State.APPROVED, State.WITHDRAWN, State.PUBLISHED} or not protocol.approved_version:
        return [*found, Objection("not_approved", _("The protocol is not approved."))]
    if protocol.corrections.waiting().exists():
        found.append(Objection("correction", _("A correction waits to be confirmed.")))
    if not reviewed:
        found.append(Objection("not_reviewed", _("Tick that you have read what was found."), "reviewed"))
    if any(not ground.strip() for ground in withheld.values()):
        found.append(Objection("no_ground", _("Say on what ground each part is withheld."), "withheld"))
    if withheld.keys() - {path for path, _print in json.loads(protocol.approved_version.digests)}:
        found.append(Objection("unknown_place", _("A part to withhold is not in the protocol."), "withheld"))
    hidden = {**withheld_by_rule(protocol, protocol.approved_version), **withheld}
    return [*found, *objections_to_finds(finds(protocol, hidden))]


@transaction.atomic
def publish(
    protocol: Protocol,
    *,
    by: Member | None,
    reviewed: bool,
    withheld: Mapping[str, str] | None = None,
    seen: str | None = None,
) -> Publication:
    """Make the approved version public, without the leaves in `withheld` {path: ground}. Twice is harmless.

    `seen` is the mark of the review that somebody read: StaleRowError when there is something else to read now.
    """
    council = lock_council(protocol.meeting.council_id)
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    if protocol.state == State.PUBLISHED:
        current = protocol.publications.editions().newest_first().first()
        assert current is not None, "what is published has an edition"
        return current
    if seen is not None and seen != review(protocol).mark:
        message = f"Protocol {protocol.pk} is not what was read before it was published."
        raise StaleRowError(message)
    chosen = dict(withheld or {})
    refuse_if(objections_to_publish(protocol, by=by, reviewed=reviewed, withheld=chosen))
    version = protocol.approved_version
    assert version is not None, "what is approved has a version"
    hidden = {**withheld_by_rule(protocol, version), **chosen}
    before = protocol.state
    publication = append(council, protocol, version, PublicationKind.PUBLISHED, by=by, withheld=hidden)
    _set_state(protocol, State.PUBLISHED, by=by)
    note("publish", by=by, meeting=protocol.meeting, protocol=protocol, version=version, from_state=before)
    refresh_around(protocol.meeting)
    return publication


def _set_state(protocol: Protocol, state: State, *, by: Member | None) -> None:
    if protocol.state != state:
        protocol.state = state
        with acting_as(by):
            protocol.save()


def append(
    council: Council,
    protocol: Protocol,
    version: ProtocolVersion,
    kind: PublicationKind,
    *,
    by: Member | None,
    withheld: Mapping[str, str],
    reason: str = "",
    edition: int | None = None,
) -> Publication:
    """Add a link to the council's chain, under the council's lock. Part of other steps.

    Those who were there get an edition's fingerprint by letter: so it also stands where nobody here can change it.
    """
    previous = council.publications.newest_first().first()
    last = protocol.publications.filter(kind__in=EDITIONS).order_by("-edition").first()
    link = Publication(
        council=council,
        sequence=previous.sequence + 1 if previous else 1,
        protocol=protocol,
        version=version,
        edition=edition or (last.edition + 1 if last else 1),
        kind=kind,
        withheld=json.dumps(dict(sorted(withheld.items())), ensure_ascii=False),
        reason=reason,
        made_by=by,
        made_at=clock.now(),
        previous=previous,
    )
    link.chain = proof.link(previous.chain if previous else "", *link_fields(link))
    link.save()
    if kind in EDITIONS and not protocol.basis:  # an old protocol was never with the members
        for member in keeping.recipients(protocol):
            outbox.post(LetterKind.PUBLISHED, member, meeting=protocol.meeting, publication=link)
    return link


def withheld_next(protocol: Protocol, version: ProtocolVersion) -> dict[str, str]:
    """What a corrected edition withholds: all that the current one does, and whatever the rules say by now."""
    return {**withheld_by_rule(protocol, version), **build.withheld_now(protocol)}


def link_fields(link: Publication) -> tuple[str, ...]:
    """The link's own fields as they go into its fingerprint, each on a line (`proof.link`)."""
    return (
        link.council.slug,
        str(link.sequence),
        link.kind,
        link.protocol.meeting.key,
        str(link.protocol.part_number),
        str(link.edition),
        link.version.root,
        hashlib.sha256(link.withheld.encode()).hexdigest(),
        hashlib.sha256(link.reason.encode()).hexdigest(),
        link.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
    )


def objections_to_withdraw(protocol: Protocol, *, reason: str, by: Member | None) -> list[Objection]:
    """Why a protocol cannot be withdrawn."""
    found = must_write(by, protocol.meeting.council)
    found += must_say(reason, _("Say why. The reason and the day are shown at the address."))
    found += objections_to_reason(protocol, reason)
    if protocol.state != State.PUBLISHED:
        found.append(Objection("not_published", _("The protocol is not published.")))
    return found


@transaction.atomic
def withdraw(protocol: Protocol, *, reason: str, by: Member | None) -> Publication:
    """Take the whole protocol away from the public: its address answers with day and reason."""
    council = lock_council(protocol.meeting.council_id)
    lock_meeting(protocol.meeting_id)
    protocol = lock_protocol(protocol.pk)
    latest = protocol.publications.exclude(kind=PublicationKind.SUPPRESSED).newest_first().first()
    if protocol.state == State.WITHDRAWN and latest:
        return latest
    refuse_if(objections_to_withdraw(protocol, reason=reason, by=by))
    current = protocol.publications.editions().newest_first().first()
    assert current is not None, "what is published has an edition"
    link = append(
        council,
        protocol,
        current.version,
        PublicationKind.WITHDRAWN,
        by=by,
        withheld={},
        reason=reason,
        edition=current.edition,
    )
    _set_state(protocol, State.WITHDRAWN, by=by)
    note(
        "withdraw",
        by=by,
        meeting=protocol.meeting,
        protocol=protocol,
        version=current.version,
        from_state=State.PUBLISHED,
        reason=reason,
    )
    refresh_around(protocol.meeting)
    return link


def objections_to_suppress(publication: Publication, *, reason: str, by: Member | None) -> list[Objection]:
    """Why an edition cannot be taken away: the last one shown is withdrawn with the whole protocol instead."""
    protocol = publication.protocol
    found = must_write(by, protocol.meeting.council)
    found += must_say(reason, _("Say why. The reason and the day are shown at the address."))
    found += objections_to_reason(protocol, reason)
    current = protocol.publications.editions().newest_first().first()
    if current and current.edition == publication.edition:
        words = _("The current edition is not taken away by itself. Correct it first, or withdraw the protocol.")
        found.append(Objection("current", words))
    return found


@transaction.atomic
def suppress(publication: Publication, *, reason: str, by: Member | None) -> Publication:
    """Take one earlier edition away: its address answers with day and reason."""
    council = lock_council(publication.council_id)
    protocol = lock_protocol(publication.protocol_id)
    edition = publication.edition
    gone = protocol.publications.filter(kind=PublicationKind.SUPPRESSED, edition=edition).first()
    if gone:
        return gone
    refuse_if(objections_to_suppress(publication, reason=reason, by=by))
    kind = PublicationKind.SUPPRESSED
    link = append(council, protocol, publication.version, kind, by=by, withheld={}, reason=reason, edition=edition)
    note("suppress", by=by, meeting=protocol.meeting, protocol=protocol, about=str(edition), reason=reason)
    refresh_around(protocol.meeting)
    return link
