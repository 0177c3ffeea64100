"""The buttons under a text: each rewrites one line of it, as if somebody had typed it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from meetings import text
from meetings.models import AgendaItem
from meetings.procedure.seating import People
from meetings.procedure.steps import Objection, ProcedureError
from meetings.web.secretary import reading

BUTTONS = ("rewrite", "accept", "rename")


def asked(sent: Mapping[str, object]) -> bool:
    """Whether one of the buttons was pressed."""
    return any(name in sent for name in BUTTONS)


def rewritten(words: str, sent: Mapping[str, object], *, item: AgendaItem, known: People) -> str:
    """The text after the button: a line with its new fields, a phrase as a line, a name as the register spells it.

    Raises ProcedureError where the line cannot be written so; a button for what is no longer there changes nothing.
    """
    words = words.replace("\r\n", "\n")
    try:
        if "rewrite" in sent:
            return _with_fields(words, sent, item.meeting.held_on)
        found = reading.read(words, item, known)
        return (
            _accepted(words, found, str(sent["accept"]))
            if "accept" in sent
            else _renamed(words, found, str(sent["rename"]))
        )
    except text.TextError as error:
        words_ = _("The line cannot be written so. Write it in the text instead.")
        raise ProcedureError([Objection(error.code, words_, "text")]) from error


def _accepted(words: str, found: reading.Reading, wanted: str) -> str:
    """A loose phrase becomes the line it was taken for."""
    one = next((one for one in found.suggestions if str(one.start) == wanted), None)
    return text.accept(words, one) if one else words


def _renamed(words: str, found: reading.Reading, wanted: str) -> str:
    """A name that nobody bears becomes the one that may be meant, wherever it stands."""
    one = next((one for one in found.unknown if one.name == wanted and one.member), None)
    for start, end in reversed(one.places) if one else ():
        assert one
        assert one.member
        words = words[:start] + text.write_name(one.member.name) + words[end:]
    return words


def _with_fields(words: str, sent: Mapping[str, object], day: date) -> str:
    """A block's line, written anew from its fields."""
    number = str(sent["rewrite"])
    block = next((one for n, one in enumerate(text.parse(words, day=day)) if str(n) == number), None)
    said = {
        name.removeprefix(f"b{number}-"): " ".join(str(value).split())
        for name, value in sent.items()
        if name.startswith(f"b{number}-")
    }
    match block:
        case text.WrittenDecision():
            new: text.Block = replace(block, sentence=said.get("sentence") or block.sentence)
        case text.WrittenAction():
            new = _action(said, day)
        case text.WrittenGroup():
            members = (*_names(said.get("members", "")), *_names(said.get("convener", "")))
            new = text.WrittenGroup(members, said.get("convener", "").lstrip("@"), said.get("what", ""))
        case _:  # a note or running text has no fields, and what is gone is left alone
            return words
    return text.rewrite(words, block, new, day=day)


def _action(said: Mapping[str, str], day: date) -> text.Block:
    """A task as its line would be read, so that its day is understood as if it stood in the text."""
    parts = ["Uppdrag:", said.get("what", ""), ", ".join(map(text.write_name, _names(said.get("who", ""))))]
    parts += [f"till {said['whom']}"] if said.get("whom") else []
    parts += [f"senast {said['due'].removeprefix('senast ')}"] if said.get("due") else []
    read = text.parse(" ".join(part for part in parts if part), day=day)[0]
    if not isinstance(read, text.WrittenAction):
        raise text.TextError(code="unwritable")
    return read


def _names(written: str) -> list[str]:
    """Names with a comma between them, with their @ or without."""
    return [name for part in written.split(",") if (name := part.strip().lstrip("@").strip())]
