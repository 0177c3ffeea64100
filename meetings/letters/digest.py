"""A protocol in brief, as it stands in a letter: each item that ended in something, in a line or two."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from meetings.documents import labels
from meetings.documents.structure import Block, Item, Paper
from meetings.letters.content import Row, Section


def section(paper: Paper) -> Section | None:
    """Decisions and tasks, without those that are masked; nothing when there are none."""
    label = paper.head.label
    rows = tuple(Row(labels.number(item, label), said) for item in paper.items if (said := " ".join(_said(item))))
    explained = _("Tabled means put off to a later meeting.") if _tables(paper) else ""
    return Section(_("Decisions and actions"), rows=rows, explained=explained) if rows else None


def _tables(paper: Paper) -> bool:
    return any(block.outcome == "tabled" for item in paper.items for block in item.decisions)


def _said(item: Item) -> Iterator[str]:
    approvals = [labels.approval(approval) for approval in item.approvals if approval.outcome]
    ended = [*approvals, *(_sentence(block) for block in (*item.decisions, *item.actions))]
    if ended:
        yield f"{labels.masked(item.title)}:"
        yield from ended


def _sentence(block: Block) -> str:
    lead = "" if block.kind == "decision" else f"{labels.block(block)}: "
    who = f" ({', '.join(block.people)})" if block.people else ""
    due = f", {labels.due(block)}" if block.due else ""
    sentence = block.sentence.rstrip(".")
    said = f"{lead}{sentence[:1].upper()}{sentence[1:]}{who}{due}"
    return said if said.endswith(("!", "?")) else f"{said}."
