"""Retaining: what was sent and published is read back and held against its fingerprints."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings.documents import build, pages, proof
from meetings.models import (
    EDITIONS,
    ActionUpdate,
    Answer,
    AuditEntry,
    Basis,
    Correction,
    Council,
    Meeting,
    Notice,
    Protocol,
    ProtocolVersion,
    Publication,
    PublicationKind,
    PublicPage,
    SourceDocument,
    State,
    VersionContent,
)
from meetings.procedure.publishing import link_fields

Fault = tuple[str, str]  # what it is about, and what does not agree

# The event that each kind of publication leaves; a correction leaves one before the protocol is published, too.
_STEPS = {
    PublicationKind.PUBLISHED.value: "publish",
    PublicationKind.SUPPRESSED.value: "suppress",
    PublicationKind.WITHDRAWN.value: "withdraw",
}


_BY_MEETING = ("confirmed", "sent")  # how a meeting's approval took effect; any other way is the rule or the ground
_ONE_STEP = timedelta(minutes=1)  # between two looks at the clock in the step that approves


def verify() -> Iterator[Fault]:
    """Everything that does not agree: versions, corrections, approvals, answers, originals, chains, states, pages.

    Nothing is mended.
    """
    yield from _versions()
    yield from _corrections()
    yield from _approvals()
    yield from _answers()
    yield from _originals()
    for council in Council.objects.order_by("slug"):
        yield from _chain(council)
    yield from _states()
    yield from _public_pages()
    yield from _seals()
    yield from _events()


def _seals() -> Iterator[Fault]:
    """Each row that is written once is as it was written, in all its fields: who, when and what."""
    models = (Answer, AuditEntry, ActionUpdate, Notice, ProtocolVersion, VersionContent, Publication, SourceDocument)
    for model in models:
        rows: Any = model._default_manager.order_by("pk")
        for row in rows.defer(*model.unsealed).iterator():
            if row.seal != row.sealed():
                yield f"{model.__name__} {row.pk}", "is not as it was written"


def _events() -> Iterator[Fault]:
    """Each event follows the one it was noted after, and each notice that was noted as sent is there."""
    entries = set(AuditEntry.objects.values_list("pk", flat=True))
    for pk, after in AuditEntry.objects.exclude(after=None).order_by("pk").values_list("pk", "after").iterator():
        if after not in entries:
            yield f"the event before event {pk}", "is gone"
    notices = {(meeting, str(number)) for meeting, number in Notice.objects.values_list("meeting", "number")}
    for meeting, number in _noted_steps("send_notice", "meeting", "about"):
        if (meeting, number) not in notices:
            yield f"notice {number} of meeting row {meeting}", "is gone"


def _versions() -> Iterator[Fault]:
    for version in ProtocolVersion.objects.select_related("protocol__meeting__council", "content").iterator():
        for fault in _faults_in(version):
            yield _name(version), fault


def _faults_in(version: ProtocolVersion) -> list[str]:
    content = getattr(version, "content", None)
    if content is None:
        return ["its words are gone"]
    found = proof.faults(version.schema, content.leaves, version.digests, version.root)
    return [f"{path} does not agree with its fingerprint" for path in found]


def _name(version: ProtocolVersion) -> str:
    meeting = version.protocol.meeting
    return f"{meeting.council.slug} {meeting.key} version {version.number}"


def _corrections() -> Iterator[Fault]:
    """Each confirmed correction says what its version changed in the one before it, and why, as was noted."""
    written = set(_noted_steps("write_correction", "protocol", "about", "reason"))
    noted = Counter(_noted_steps("correct", "version", "about"))
    rows = Correction.objects.confirmed().select_related("version__content", "version__protocol__meeting__council")
    for row in rows.iterator():
        noted[row.version_id, row.place] -= 1
        name = f"correction {row.pk}"
        if (row.protocol_id, row.place, row.why) not in written:
            yield name, "was not written so"
        if noted[row.version_id, row.place] < 0:
            yield name, "was not confirmed so"
        elif not _makes(row):
            yield name, "does not say what was changed"
    for (version, place), left in noted.items():
        if left > 0:
            yield f"the correction of {place} in version row {version}", "is gone"


def _noted_steps(step: str, *fields: str) -> Iterator[tuple[Any, ...]]:
    return AuditEntry.objects.filter(step=step).values_list(*fields).iterator()


def _makes(row: Correction) -> bool:
    """Whether the correction, made again, gives its version. What is said of broken words is said of their version."""
    after = row.version
    assert after is not None, "confirmed in the step that made it"
    before = after.protocol.versions.filter(number__lt=after.number).order_by("-number").first()
    if before is None or row.base.protocol_id != after.protocol_id or row.base.number > before.number:
        return False
    if _faults_in(before) or _faults_in(after):
        return True
    try:
        made = build.replace(before, [(row.place, row.old, row.new)])
    except ValueError:
        return False
    return _words(made.leaves) == _words(after.content.leaves)


def _words(leaves: str) -> list[tuple[str, str]]:
    return [(path, value) for path, _salt, value in json.loads(leaves)]


def _approvals() -> Iterator[Fault]:
    """Each approval is the one that was noted: when, on which day, on what ground, by which meeting."""
    approved = Protocol.objects.filter(approved_at__isnull=False).select_related(
        "meeting__council", "approved_by_item__meeting"
    )
    for protocol in approved.iterator():
        entry = protocol.audit_entries.filter(step="approve").order_by("-pk").first()
        if entry is None or not _agrees(protocol, entry):
            yield f"{protocol.meeting.council.slug} {protocol.meeting.key}", "was not approved so"


def _standing_version(protocol: Protocol) -> int | None:
    """The number of the version that was last approved or corrected, as the events say."""
    made = protocol.audit_entries.filter(step__in=["approve", "correct"]).order_by("-pk")
    latest: int | None = made.values_list("version", flat=True).first()
    return latest


def _agrees(protocol: Protocol, entry: AuditEntry) -> bool:
    assert protocol.approved_at is not None, "asked for in the query"
    item = protocol.approved_by_item
    by_meeting = entry.about in _BY_MEETING
    day = item.meeting.held_on if item else timezone.localdate(protocol.approved_at)
    registered = protocol.audit_entries.filter(step="register_approval").order_by("-pk").first()
    ground = (registered.about, registered.reason.strip()) if registered and entry.about in Basis.values else ("", "")
    return (
        abs(entry.at - protocol.approved_at) < _ONE_STEP
        and protocol.approved_version_id == _standing_version(protocol)
        and protocol.approved_on == day
        and by_meeting == (item is not None)
        and (protocol.basis, protocol.basis_note) == ground
        and (by_meeting or entry.about == (protocol.basis or protocol.approval_rule))
    )


def _answers() -> Iterator[Fault]:
    """Each answer is bound to the text that was shown, and says what the event noted that day says; none is gone."""
    noted = Counter(_noted_steps("answer", "version", "member_id", "about"))
    for answer in Answer.objects.select_related("version__protocol__meeting__council").iterator():
        given = (answer.version_id, answer.entered_by_id or answer.member_id, answer.stance)
        noted[given] -= 1
        if answer.root != answer.version.root:
            yield f"answer {answer.pk}", f"does not belong to {_name(answer.version)}"
        if noted[given] < 0:
            yield f"answer {answer.pk}", "was not given so"
    for (version, member, stance), left in noted.items():
        if left > 0:
            yield f"the answer {stance} by member {member} to version row {version}", "is gone"


def _originals() -> Iterator[Fault]:
    for document in SourceDocument.objects.iterator():
        if hashlib.sha256(bytes(document.content)).hexdigest() != document.sha256:
            yield f"original {document.name}", "does not agree with its fingerprint"


def _chain(council: Council) -> Iterator[Fault]:
    """Each link follows the one before it, none is missing, and each says what its fingerprint says."""
    before: Publication | None = None
    links = council.publications.select_related("protocol__meeting", "version", "council", "previous")
    for link in links.order_by("sequence"):
        name = f"{council.slug} publication {link.sequence}"
        if link.sequence != (before.sequence + 1 if before else 1) or link.previous != before:
            yield name, "does not follow the one before it"
        if link.chain != proof.link(before.chain if before else "", *link_fields(link)):
            yield name, "does not agree with its fingerprint"
        before = link


def _states() -> Iterator[Fault]:
    """What a protocol says of itself agrees with its chain; a removed last link shows here."""
    for protocol in Protocol.objects.select_related("meeting__council", "approved_version").iterator():
        name = f"{protocol.meeting.council.slug} {protocol.meeting.key}"
        last = protocol.publications.exclude(kind=PublicationKind.SUPPRESSED).newest_first().first()
        edition = protocol.publications.filter(kind__in=EDITIONS).order_by("-edition").first()
        shown = None if last is None else State.WITHDRAWN if last.kind == "withdrawn" else State.PUBLISHED
        if shown != (protocol.state if protocol.state in {State.PUBLISHED, State.WITHDRAWN} else None):
            yield name, f"says {protocol.state}, its publications do not"
        if _counted(protocol.publications.all()) != _noted(protocol):
            yield name, "its publications are not those that were noted"
        if protocol.state == State.PUBLISHED and edition and edition.version_id != protocol.approved_version_id:
            yield name, "its last edition is not the approved version"


def _counted(links: Iterable[Publication]) -> Counter[str]:
    return Counter(_STEPS[link.kind] for link in links if link.kind in _STEPS)


def _noted(protocol: Protocol) -> Counter[str]:
    steps = protocol.audit_entries.filter(step__in=_STEPS.values())
    return Counter(steps.values_list("step", flat=True))


def _public_pages() -> Iterator[Fault]:
    """Each public page says what would be made today from publications and notices."""
    for meeting in Meeting.objects.select_related("council").iterator():
        name = f"{meeting.council.slug} {meeting.key} page"
        try:
            wanted = {_address(page): _said(page) for page in pages.pages(meeting)}
        except Exception as error:  # noqa: BLE001 - whatever was done to the rows is named, and the reading goes on
            yield name, f"cannot be made: {error}"
            continue
        stored = {_address(page): _said(page) for page in PublicPage.objects.filter(meeting=meeting)}
        for part in sorted(wanted.keys() | stored.keys()):
            if wanted.get(part) != stored.get(part):
                yield f"{name} {' '.join(part).strip()}", "is not what it should say"


def _address(page: PublicPage) -> tuple[str, str]:
    return page.part, page.language


def _said(page: PublicPage) -> list[object]:
    """All that is read from a page: its words, what it is made from, and its fingerprint."""
    made_from = [page.publication_id, page.notice_id, page.item_id]
    return [page.etag, page.kind, page.title, page.description, page.facts, page.fragment, *made_from]


def chain_lines() -> Iterator[str]:
    """The public chains as lines of text: each link's own fields, then its fingerprint.

    The fields are those the fingerprint is made of (`link_fields`), so that anyone can count the chain again
    from the lines alone, and see that no link was changed or taken out.
    """
    for council in Council.objects.public().order_by("slug"):
        links = council.publications.select_related("council", "protocol__meeting", "version")
        for link in links.order_by("sequence"):
            yield " ".join((*link_fields(link), link.chain))
