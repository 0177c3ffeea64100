"""Writing: the items of a protocol, whose text is the truth until it is sent (rule 1)."""

from django.db import transaction
from django.utils.translation import gettext as _

from meetings import text
from meetings.models import AgendaItem, ItemKind, Meeting, Member, Protocol
from meetings.models.base import acting_as
from meetings.procedure import deciding, publishing, tabling
from meetings.procedure.steps import Objection, lock_item, lock_meeting, must_be_read, must_write, refuse_if


def objections_to_write(meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """Why agenda and protocol cannot be written in: the protocol is approved."""
    found = must_write(by, meeting.council)
    protocol = Protocol.objects.main_of(meeting)
    if protocol and protocol.is_approved:
        found.append(Objection("approved", _("The protocol is approved: its text stands. A mistake is corrected.")))
    return found


@transaction.atomic
def save_item(
    item: AgendaItem,
    *,
    row_version: int,
    by: Member | None,
    title: str | None = None,
    written: str | None = None,
    is_confidential: bool | None = None,
    description: str | None = None,
    kind: ItemKind | None = None,
) -> AgendaItem:
    """Save an item and let its decisions, tasks and groups follow its text.

    Raises ProcedureError, or StaleRowError when somebody saved the item since `row_version`; then
    nothing is changed. Saving what already stands is harmless and leaves no history.
    """
    meeting = lock_meeting(item.meeting_id)
    item = lock_item(item.pk)
    found = objections_to_write(meeting, by=by)
    if written and not Protocol.objects.main_of(meeting):
        found.append(Objection("not_begun", _("The meeting has not begun."), item.anchor))
    values: dict[str, object] = {"title": title, "text": written, "is_confidential": is_confidential}
    values |= {"description": description, "kind": kind}
    try:
        values["title"] = None if title is None else text.clean_text(title, one_line=True, limit=300)
        values["text"] = None if written is None else text.clean_text(written)
    except text.TextError as error:
        found.append(text_objection(error, item.anchor))
    if title is not None and not (values["title"] or ""):
        found.append(Objection("title", _("An item needs a title."), "title"))
    refuse_if(found)
    changes = {name: value for name, value in values.items() if value is not None and getattr(item, name) != value}
    if changes:
        must_be_read(item, row_version)
    before = tabling.successors(item)
    with acting_as(by):
        for name, value in changes.items():
            setattr(item, name, value)
        if changes:
            item.save()
        deciding.read(item)
        if changes.get("is_confidential"):
            tabling.mark_successors_confidential(item)
    if "is_confidential" in changes or tabling.successors(item) != before:
        # Notices may be out, here and where the matter goes on, and earlier protocols speak of it.
        publishing.refresh_around(meeting, before=(one.meeting for one in before))
    return item


def text_objection(error: text.TextError, place: str) -> Objection:
    """What is wrong with a text, in words."""
    words = {
        "nul": _("The text holds a character that cannot be kept. Paste it again as plain text."),
        "surrogate": _("The text holds half a character. Paste it again as plain text."),
        "too_long": _("The text is too long for one item."),
    }
    return Objection(error.code, words.get(error.code, words["nul"]), place)
