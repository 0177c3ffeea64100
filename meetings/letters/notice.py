"""The letter that calls to a meeting, or says that it is changed, moved or cancelled."""

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.documents import build, days, schedule, structure
from meetings.letters.content import Content, Row, Section
from meetings.models import Letter, Meeting, MeetingStatus


def content(letter: Letter) -> Content | None:
    """What it says, by where the meeting stands now."""
    notice = letter.notice
    assert notice is not None, "a letter that calls to a meeting says which notice"
    meeting = letter.about
    if meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.MOVED}:
        return _not_held(meeting)
    paper = build.sent_notice(notice)
    values = {"council": paper.council, "day": _day(meeting)}
    changed = notice.number > 1
    heading = _("Changed notice: %(day)s") if changed else _("Notice: %(day)s")
    opening = _("%(council)s meets on %(when)s.") % {
        "council": paper.council,
        "when": " ".join(filter(None, [_day(meeting), days.hours(paper.starts, paper.ends)])),
    }
    changes = [Section(_("What has changed"), (notice.changes,))] if changed and notice.changes else []
    planned = _planned(meeting)
    agenda = tuple(
        Row(item.number, " ".join(filter(None, [_title(item), planned.get(item.anchor)]))) for item in paper.items
    )
    facts = Section(_("Time and place"), rows=tuple(_facts(meeting, paper)))
    return Content(
        subject=(_("%(council)s: changed notice, %(day)s") if changed else _("%(council)s: notice, %(day)s")) % values,
        heading=heading % values,
        opening=opening,
        button=_("To the meeting"),
        path=reverse("mine_meeting", args=[meeting.pk]),
        why=_("You get this letter because you are called to the meeting."),
        sections=(*changes, facts, Section(_("The agenda"), rows=agenda)),
    )


def _planned(meeting: Meeting) -> dict[str, str]:
    """What the plan says of each item, by its anchor: when it begins, how long it may take, and who presents it.

    As planned when the letter is written: a plan is no part of the frozen notice. Of a confidential item nothing.
    """
    items = list(meeting.items.standing().in_order().prefetch_related("presenters"))
    plan = schedule.of(meeting, items)
    found: dict[str, str] = {}
    for item in items:
        if item.is_confidential:
            continue
        names = ", ".join(row.printed_name for row in item.presenters.all())
        words = [
            days.hours(plan.begins.get(item.pk, "")),
            _("%(minutes)s min") % {"minutes": item.planned_minutes} if item.planned_minutes else "",
            _("presented by %(names)s") % {"names": names} if names else "",
        ]
        if any(words):
            found[item.anchor] = f"({', '.join(filter(None, words))})"
    return found


def _not_held(meeting: Meeting) -> Content:
    values = {"council": meeting.council.name, "day": _day(meeting)}
    if meeting.moved_to:
        values["to"] = f"{days.weekday(meeting.moved_to.held_on)} {days.spoken(meeting.moved_to.held_on)}"
        heading = _("The meeting is moved to %(to)s")
        opening = _("The meeting of %(council)s on %(day)s is moved to %(to)s. A new notice will come.")
    else:
        heading = _("The meeting on %(day)s is cancelled")
        opening = _("The meeting of %(council)s on %(day)s is not held.")
    return Content(
        subject=f"{meeting.council.name}: {heading % values}",
        heading=heading % values,
        opening=opening % values,
        button=_("To your page"),
        path=reverse("mine"),
        why=_("You get this letter because you were called to the meeting."),
        sections=(Section(_("Why?"), (meeting.status_reason,)),),
    )


def _day(meeting: Meeting) -> str:
    return f"{days.weekday(meeting.held_on)} {days.spoken(meeting.held_on)}"


def _title(item: structure.NoticeItem) -> str:
    return _("Confidential item") if item.confidential else item.title


def _facts(meeting: Meeting, paper: structure.NoticePaper) -> list[Row]:
    when = " ".join(filter(None, [_day(meeting), days.hours(paper.starts, paper.ends)]))
    rows = [(_("Time"), when), (_("Place"), paper.place), (_("Link"), meeting.link)]
    return [Row(lead, text) for lead, text in [*rows, (_("Pre-meeting"), paper.pre_meeting)] if text]
