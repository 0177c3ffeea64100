"""The paper as one person may read it: what is confidential stays masked, and where the person stands in it."""

from dataclasses import replace

from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import build
from meetings.documents.structure import WITHHELD, Block, Item, Paper, Person
from meetings.models import Meeting, Member, Protocol, ProtocolVersion


def as_read_by(member: Member, version: ProtocolVersion) -> Paper:
    """The paper a version holds, as the person may read it."""
    return masked_for(member, version.protocol, build.read(version))


def masked_for(member: Member, protocol: Protocol, paper: Paper) -> Paper:
    """A protocol's paper; of a confidential item only that it is there, unless the person keeps the protocol."""
    if access.may_write(member, protocol.meeting.council):
        return paper
    hidden = access.withheld_from(member, protocol)
    items = (_masked(item) if item.confidential or item.anchor in hidden else item for item in paper.items)
    return replace(paper, items=tuple(items))


def _masked(item: Item) -> Item:
    return replace(item, title=WITHHELD, matter="", blocks=(Block("prose", WITHHELD),), approvals=())


def own_row(paper: Paper, member: Member, meeting: Meeting) -> Person | None:
    """The person's row in the register as the paper prints it; nothing for somebody who is not in it."""
    rows = list(meeting.attendances.order_by("position", "pk"))
    own = next((n for n, row in enumerate(rows) if row.member_id == member.pk), None)
    if own is None:
        return None
    if len(rows) == len(paper.people):
        return paper.people[own]  # by the place in the register: two may bear the same name
    named = [person for person in paper.people if person.name == rows[own].printed_name]
    return named[0] if len(named) == 1 else None


def recorded_as(paper: Paper, member: Member, meeting: Meeting) -> str:
    """How the register records the person, in a sentence; nothing for somebody who is not in it."""
    person = own_row(paper, member, meeting)
    if person is None:
        return ""
    said = " ".join(filter(None, [_status(person.status), person.span]))
    if person.organisation:
        return _("You are recorded as %(status)s for %(organisation)s.") % {
            "status": said,
            "organisation": person.organisation,
        }
    return _("You are recorded as %(status)s.") % {"status": said}


def _status(status: str) -> str:
    return {"present": _("present"), "excused": _("excused")}.get(status, _("absent"))
