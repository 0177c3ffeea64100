"""The letter with a protocol to read and answer, to those who were at the meeting."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.documents import days, reading
from meetings.documents.structure import Paper
from meetings.letters import digest
from meetings.letters.content import Content, Section
from meetings.models import ApprovalRule, Letter, Meeting, Member, Protocol, State, clock


def content(letter: Letter) -> Content | None:
    """What it says; nothing when the text has been taken back, replaced or approved before the letter left."""
    version = letter.version
    assert version is not None, "a letter to answer says which version"
    protocol = version.protocol
    if protocol.version_id != version.pk or protocol.state != State.UNDER_REVIEW:
        return None
    paper = reading.as_read_by(letter.member, version)
    return said(protocol, paper, letter.member, again=version.number > 1 and not version.answers_stand)


def said(protocol: Protocol, paper: Paper, member: Member, *, again: bool) -> Content:
    """What it says to somebody of a paper, as they may read it; `again` when an earlier answer no longer counts."""
    last = days.spoken(protocol.answer_by) if protocol.answer_by else ""
    values = {"day": days.spoken(protocol.meeting.held_on), "last": last}
    summary = Section(_("The meeting in brief"), (paper.head.summary,)) if paper.head.summary else None
    meaning = Section(_("What does your answer mean?"), (what_it_means(protocol),))
    newer = _("There is a newer text of the protocol. Your earlier answer no longer counts.")
    return Content(
        subject=_subject(protocol) % values,
        heading=_("Read the protocol of %(day)s") % values,
        opening=newer if again else _("It takes about a minute."),
        deadline=_deadline(protocol),
        about_you=reading.recorded_as(paper, member, protocol.meeting),
        button=_("Read and answer"),
        path=reverse("mine_protocol", args=[protocol.pk]),
        why=_("You get this letter because you were at the meeting."),
        sections=tuple(part for part in (summary, digest.section(paper), meaning) if part),
    )


def _subject(protocol: Protocol) -> str:
    if protocol.answer_by is None:
        return _("Read the protocol of %(day)s")
    return _("Read the protocol of %(day)s, answer by %(last)s")


def _deadline(protocol: Protocol) -> str:
    if protocol.answer_by is None:
        return ""
    day = f"{days.weekday(protocol.answer_by)} {days.spoken(protocol.answer_by)}"
    return _("Answer by %(day)s.") % {"day": day}


def what_it_means(protocol: Protocol) -> str:
    """What an answer is worth under the council's rule, in a few sentences."""
    said = [who_approves(protocol)]
    if protocol.approval_rule != ApprovalRule.MEMBERS:
        said.append(_("Your answer shows if you have any objection."))
    if protocol.answer_by:
        last = days.spoken(protocol.answer_by)
        said.append(_("You can change it up to and including %(day)s.") % {"day": last})
    return " ".join(said)


def who_approves(protocol: Protocol) -> str:
    """Who approves the protocol, and when, in a sentence."""
    match protocol.approval_rule:
        case ApprovalRule.ADJUSTERS:
            return _("The protocol is approved when the adjusters and the chair have approved it.")
        case ApprovalRule.CHAIR:
            return _("The protocol is approved when the chair has approved it.")
        case ApprovalRule.MEMBERS:
            return _by_number(protocol.approvals_needed)
        case _:
            coming = Meeting.objects.after(protocol.meeting).filter(held_on__gte=clock.today()).first()
            if coming is None:
                return _("The next meeting approves the protocol.")
            day = days.spoken(coming.held_on)
            return _("The council approves the protocol at the meeting on %(day)s.") % {"day": day}


def _by_number(needed: int | None) -> str:
    if not needed:
        return _("The protocol is approved when all who were there have approved it.")
    return ngettext(
        "The protocol is approved when %(n)s of those who were there has approved it.",
        "The protocol is approved when %(n)s of those who were there have approved it.",
        needed,
    ) % {"n": needed}
