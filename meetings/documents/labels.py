"""The words for what stands in a paper, in the language that is active."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings.documents import days
from meetings.documents.structure import WITHHELD, Approval, Block, Item, Officer, Person
from meetings.models import AgendaItem, AttendanceStatus, OfficerRole, outcome_label
from meetings.text import Outcome

SPACE = "\u00a0"


def masked(words: str) -> str:
    """Words, or [maskat] where they are left out."""
    return _("[withheld]") if words == WITHHELD else words


def number(item: Item, label: str) -> str:
    """§ 4, or item 4, or 8.1, as the council calls it."""
    return _number(item.number, label)


def item_number(item: AgendaItem) -> str:
    """The same, of an item's row."""
    return _number(str(item.paragraph_number or item.agenda_number), item.meeting.council.item_label)


def _number(number: str, label: str) -> str:
    if label == "paragraph" and number.isdecimal():
        return f"§{SPACE}{number}"
    return _("item %(number)s").replace(" ", SPACE) % {"number": number} if number else ""


def office(role: str) -> str:
    """Chair, secretary or adjuster."""
    return str(OfficerRole(role).label).capitalize() if role else _("Assignment")


def officer(found: Officer, label: str) -> tuple[str, str]:
    """What somebody was, and their name with the items it was for: Karin Hallberg (§ 1–4)."""
    span = ""
    if found.span:
        span = (
            f" (§{SPACE}{found.span})" if label == "paragraph" else f" ({_('items %(span)s') % {'span': found.span}})"
        )
    return office(found.role), masked(found.name) + span


def besides(people: Sequence[Person]) -> str:
    """Who was there without being counted: "Dessutom sekreterare, 1 adjungerad"; "" for nobody."""
    kinds = [person.kind for person in people]
    co_opted, guests, others = (sum(kind == one for kind in kinds) for one in ("co_opted", "guest", "member"))
    said = [
        _("secretary") if "secretary" in kinds else "",
        ngettext("%(n)s co-opted", "%(n)s co-opted people", co_opted) % {"n": co_opted} if co_opted else "",
        ngettext("%(n)s guest", "%(n)s guests", guests) % {"n": guests} if guests else "",
        ngettext("%(n)s other", "%(n)s others", others) % {"n": others} if others else "",
    ]
    words = ", ".join(filter(None, said))
    return _("Besides: %(people)s.") % {"people": words} if words else ""


def attendance(status: str) -> str:
    """Why somebody was not there, as a register prints it."""
    words = {"excused": pgettext("register", "excused"), "absent": pgettext("register", "absent")}
    return words.get(status, str(AttendanceStatus.UNMARKED.label) if status == AttendanceStatus.UNMARKED else "")


def outcome(word: str) -> str:
    """The word for an outcome."""
    return outcome_label(Outcome(word))


def block(found: Block) -> str:
    """What a block's box is called."""
    if found.kind == "decision":
        return outcome(found.outcome)
    if found.kind == "action":
        return _("Action")
    if found.kind == "group":
        return _("Working group")
    return {
        "disqualification": _("Disqualification"),
        "reservation": _("Reservation"),
        "adjournment": _("Adjournment"),
        "information": _("Information"),
    }.get(found.note, _("Note"))


def due_day(found: Block) -> str:
    """The day a task is to be done, or as it was written."""
    try:
        return days.full(found.due)
    except ValueError:
        return found.due


def due(found: Block) -> str:
    """Until when a task is to be done."""
    return _("no later than %(day)s") % {"day": due_day(found)}


def approval(found: Approval) -> str:
    """What the meeting said about a previous protocol."""
    if found.key == WITHHELD:
        return masked(WITHHELD)
    words = {
        "as_sent": _("The minutes of %(day)s are approved."),
        "with_changes": _("The minutes of %(day)s are approved with changes."),
        "tabled": _("The minutes of %(day)s are tabled."),
    }.get(found.outcome, _("The minutes of %(day)s."))
    return words % {"day": days.full(found.held_on)}


def change(old: str, new: str) -> str:
    """Both wordings of a change."""
    return _("”%(old)s” changed to ”%(new)s”.") % {"old": old, "new": new}


def correction(on: date, old: str, new: str, why: str) -> str:
    """What is noted where something was corrected; without wordings, only when and why."""
    day = {"day": days.full(on)}
    if not old and not new:
        return (_("Corrected %(day)s.") % day) + f" {why}"
    return (_("Corrected %(day)s:") % day) + f" {change(old, new)} {why}"


def times(count: int) -> str:
    """For the second, third … time; "" for the first."""
    words = {
        2: pgettext("tabled", "the second time"),
        3: pgettext("tabled", "the third time"),
        4: pgettext("tabled", "the fourth time"),
        5: pgettext("tabled", "the fifth time"),
        6: pgettext("tabled", "the sixth time"),
    }
    return "" if count < 2 else words.get(count, pgettext("tabled", "time number %(count)s") % {"count": count})  # noqa: PLR2004 - the first needs no word


def ground(code: str) -> str:
    """Why something is left out: a rule's word, or what the secretary wrote."""
    return {"confidential": _("confidential item"), "display": _("how somebody wishes to be shown")}.get(code, code)


def person_words(person: Person) -> list[str]:
    """What stands under a name in the register: role, part of the meeting, and why somebody was away."""
    kinds = {
        "co_opted": _("co-opted (takes part without a vote)"),
        "guest": _("guest"),
        "secretary": _("secretary"),
        "substitute": _("substitute"),
    }
    kind = "" if person.role else kinds.get(person.kind, "")
    away = "" if person.status == "present" else attendance(person.status)
    remote = _("at a distance") if person.mode == "remote" and not away else ""
    return [word for word in (person.role, kind, person.span, remote, away) if word]
