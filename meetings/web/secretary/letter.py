"""The letter that goes out with a protocol, as it would read if the protocol were sent now."""

from copy import copy

from django.conf import settings
from django.utils import translation

from meetings.documents import build, reading
from meetings.documents.structure import Paper
from meetings.letters import answer, composing
from meetings.models import Member, Protocol
from meetings.procedure import keeping


def as_if_sent(protocol: Protocol) -> Protocol:
    """The protocol as sending would leave it, in memory alone: under the council's rule, with the day offered."""
    sent = copy(protocol)
    sent.answer_by = keeping.day_offered(protocol)
    keeping.follow_council(sent)
    return sent


def written_to(member: Member, protocol: Protocol, *, reader: Member) -> tuple[str, str]:
    """Subject and words, with nothing in them that the reader of this page may not read."""
    paper = build.paper(protocol)
    again = _replaces_answers(protocol, paper)
    masked = reading.masked_for(member, protocol, reading.masked_for(reader, protocol, paper))
    with translation.override(settings.LANGUAGE_CODE):
        said = answer.said(as_if_sent(protocol), masked, member, again=again)
        return composing.in_plain_text(said, council=protocol.meeting.council, name=member.name)


def _replaces_answers(protocol: Protocol, paper: Paper) -> bool:
    """Whether the answers to an earlier version no longer count."""
    version = protocol.version
    if version is None:
        return False
    return not build.is_same(version, paper) or (version.number > 1 and not version.answers_stand)
