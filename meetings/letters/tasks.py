"""The letter with somebody's own tasks, when a meeting has ended."""

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.documents import days
from meetings.letters.content import Content, Row, Section
from meetings.models import ActionItem, Letter


def content(letter: Letter) -> Content | None:
    """The person's open tasks from the meeting; nothing when there are none left."""
    actions = ActionItem.objects.for_member(letter.member).open().filter(item__meeting=letter.about)
    rows = tuple(Row(_due(action), _what(action)) for action in actions.select_related("item"))
    if not rows:
        return None
    values = {"day": days.spoken(letter.about.held_on)}
    return Content(
        subject=_("Your actions from the meeting on %(day)s") % values,
        heading=_("Your actions from the meeting on %(day)s") % values,
        opening=_("This is what you took on. When the protocol has been sent you can report on your own page."),
        button=_("To your page"),
        path=reverse("mine"),
        why=_("You get this letter because you took on something at the meeting."),
        sections=(Section(_("Your actions"), rows=rows),),
    )


def _what(action: ActionItem) -> str:
    return _("A confidential action. The secretary tells you more.") if action.item.is_confidential else action.what


def _due(action: ActionItem) -> str:
    if action.due_on:
        return days.spoken(action.due_on)
    return action.due_text or "–"
