"""Writing: the items of a protocol, whose text is the truth until it is sent (rule 1).

Words are kept as they are typed. At a checkpoint, where somebody saves the item or leaves it, closes the meeting or
sends the protocol, the text is read: decisions, tasks and groups follow it, and the history gets one row for all that
was typed since the last one.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from meetings import text
from meetings.models import AgendaItem, ItemKind, Meeting, Member, PrivateNote, Protocol, clock
from meetings.models.base import acting_as
from meetings.procedure import deciding, publishing, tabling
from meetings.procedure.steps import (
    Objection,
    lock_item,
    lock_meeting,
    must_be_read,
    must_have_begun,
    must_write,
    refuse_if,
)


def objections_to_write(meeting: Meeting, *, by: Member | None) -> list[Objection]:
    """Why agenda and protocol cannot be written in: the protocol is approved."""
    found = must_write(by, meeting.council)
    protocol = Protocol.objects.main_of(meeting)
    if protocol and protocol.is_approved:
        found.append(approved())
    return found


def approved() -> Objection:
    """Why nothing is written in an approved protocol."""
    return Objection("approved", _("The protocol is approved: its text stands. A mistake is corrected."))


def _cleaned(item: AgendaItem, *, title: str | None, written: str | None) -> tuple[dict[str, object], list[Objection]]:
    """Title and text as they can be kept, None where nothing is said; and why they cannot."""
    values: dict[str, object] = {"title": None, "text": None}
    found = []
    try:
        values["title"] = None if title is None else text.clean_text(title, one_line=True, limit=300)
        values["text"] = None if written is None else text.clean_text(written)
    except text.TextError as error:
        found.append(text_objection(error, item.anchor))
    if title is not None and not (values["title"] or ""):
        found.append(Objection("title", _("An item needs a title."), "title"))
    return values, found


def _changes(item: AgendaItem, values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None and getattr(item, name) != value}


def note_typed(item: AgendaItem) -> None:
    """Let the history say what was typed since the last checkpoint, and by whom. Part of other steps."""
    if item.typed_by is None:
        return
    writer, item.typed_by, item.typed_at = item.typed_by, None, None
    with acting_as(writer):
        item.save()


@transaction.atomic
def keep(item: AgendaItem, *, title: str, written: str, row_version: int, by: Member) -> AgendaItem:
    """Keep what is being typed: at once, without a history row, its rows unread. Raises as `save_item` does.

    Keeping what already stands is harmless. What somebody else typed before gets its history first.
    """
    # The council alone is held, as by every step that writes items or approves them; the row's version does the rest.
    found = AgendaItem.objects.select_for_update(of=("meeting__council",), no_key=True)
    item = found.select_related("meeting__council", "typed_by").get(pk=item.pk)
    begun = [*must_write(by, item.meeting.council), *must_have_begun(item.meeting)]
    if item.meeting.protocols.main().approved().exists():
        begun.append(approved())
    values, refused = _cleaned(item, title=title, written=written)
    refuse_if([*begun, *refused])
    changes = _changes(item, values)
    if changes:
        must_be_read(item, row_version)
        if item.typed_by_id not in {None, by.pk}:
            note_typed(item)
        for name, value in changes.items():
            setattr(item, name, value)
        item.typed_by, item.typed_at = by, clock.now()
        item.save_without_historical_record()  # type: ignore[attr-defined]  # made by simple-history
    return item


def noted(item: AgendaItem, *, by: Member | None) -> str:
    """What somebody has noted to an item for themselves."""
    return PrivateNote.objects.filter(item=item, member=by).values_list("text", flat=True).first() or ""


@transaction.atomic
def note_for_oneself(item: AgendaItem, words: str, *, by: Member) -> None:
    """Note something to an item that nobody else reads; nothing takes the note away. The same again is harmless."""
    meeting = lock_meeting(item.meeting_id)
    refuse_if(objections_to_write(meeting, by=by))
    own = PrivateNote.objects.filter(item=item, member=by)
    if words.strip():
        own.update_or_create(item=item, member=by, defaults={"text": words})
    else:
        own.delete()


def settle(meeting: Meeting) -> None:
    """Read every item that somebody was typing in. Part of other steps; raises ProcedureError."""
    for item in meeting.items.unsettled().in_order().select_related("meeting__council", "typed_by"):
        writer, before = item.typed_by, tabling.successors(item)
        note_typed(item)
        with acting_as(writer):
            deciding.read(item)
        _tell_around(item, before)


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
    values, refused = _cleaned(item, title=title, written=written)
    refuse_if([*found, *refused])
    values |= {"is_confidential": is_confidential, "description": description, "kind": kind}
    changes = _changes(item, values)
    if changes:
        must_be_read(item, row_version)
        if item.typed_by_id not in {None, by and by.pk}:
            note_typed(item)
    before = tabling.successors(item)
    with acting_as(by):
        for name, value in changes.items():
            setattr(item, name, value)
        if changes:
            item.typed_by = item.typed_at = None
            item.save()
        note_typed(item)
        deciding.read(item)
        if changes.get("is_confidential"):
            tabling.mark_successors_confidential(item)
    _tell_around(item, before, at_least="is_confidential" in changes)
    return item


def _tell_around(item: AgendaItem, before: set[AgendaItem], *, at_least: bool = False) -> None:
    """Let public pages follow where the matter goes on: notices may be out, and earlier protocols speak of it."""
    if at_least or tabling.successors(item) != before:
        publishing.refresh_around(item.meeting, before=(one.meeting for one in before))


def text_objection(error: text.TextError, place: str) -> Objection:
    """What is wrong with a text, in words."""
    words = {
        "nul": _("The text holds a character that cannot be kept. Paste it again as plain text."),
        "surrogate": _("The text holds half a character. Paste it again as plain text."),
        "too_long": _("The text is too long for one item."),
    }
    return Objection(error.code, words.get(error.code, words["nul"]), place)
