"""Deciding: what an item's text says was decided, tabled and given to somebody becomes rows (domain rule 1).

The text is the truth. At a checkpoint it is read again and the rows are matched to it: first by kind and
wording, then by order. A row that something already hangs on is never dropped: the reading is refused.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from meetings import text
from meetings.models import (
    ActionItem,
    ActionResponsible,
    ActionStatus,
    AgendaItem,
    Decision,
    GroupMember,
    TabledItem,
    WorkingGroup,
)
from meetings.procedure import forwarding, tabling
from meetings.procedure.seating import People
from meetings.procedure.steps import Objection, ProcedureError
from meetings.text import WrittenAction, WrittenDecision, WrittenGroup

_MOST = 200  # decisions and tasks of one item: more is no item, and every one of them is a row to write

Row = TypeVar("Row")
Written = TypeVar("Written")


def match(
    rows: Sequence[Row], written: Sequence[Written], *tests: Callable[[Row, Written], bool]
) -> tuple[list[Row | None], list[Row]]:
    """Pair rows with what is written, trying each test in turn and the order within it.

    Gives one row or None for each written thing, and the rows that nothing was written for.
    """
    left = list(rows)
    found: list[Row | None] = [None] * len(written)
    for test in tests:
        for n, thing in enumerate(written):
            if found[n] is None:
                row = next((row for row in left if test(row, thing)), None)
                if row is not None:
                    found[n] = row
                    left.remove(row)
    return found, left


def read(item: AgendaItem) -> None:
    """Read the item's text and let its rows follow. Part of other steps. Raises ProcedureError, changing nothing."""
    blocks = text.parse(item.text, day=item.meeting.held_on)
    decisions = [block for block in blocks if isinstance(block, WrittenDecision)]
    actions = [block for block in blocks if isinstance(block, WrittenAction)]
    groups = [block for block in blocks if isinstance(block, WrittenGroup)]
    if len(decisions) + len(actions) + len(groups) > _MOST:
        words = _("The item holds more than %(most)s decisions and actions. Divide it.") % {"most": _MOST}
        raise ProcedureError([Objection("too_many", words, item.anchor)])
    kept_decisions, old_decisions = _match_decisions(item, decisions)
    kept_actions, old_actions = _match_actions(item, actions)
    found = [*_pinned_decisions(old_decisions), *_pinned_actions(old_actions)]
    found += _changed_outcomes(kept_decisions, decisions)
    if found:
        raise ProcedureError(found)
    people = People(item.meeting)
    _drop(old_decisions, old_actions)
    _write_groups(item, groups, people)
    carried = _carried(kept_decisions, decisions)
    for n, (row, written) in enumerate(zip(kept_decisions, decisions, strict=True)):
        decision = _write_decision(item, row, written, n)
        if n == carried:
            tabling.table(decision, written.target)
    for n, (action, task) in enumerate(zip(kept_actions, actions, strict=True)):
        _write_action(item, action, task, n, people)


def _match_decisions(
    item: AgendaItem, written: Sequence[WrittenDecision]
) -> tuple[list[Decision | None], list[Decision]]:
    return match(
        list(item.decisions.order_by("position", "pk")),
        written,
        lambda row, new: row.outcome == new.outcome and row.sentence == new.sentence,
        lambda row, new: row.outcome == new.outcome,
    )


def _match_actions(
    item: AgendaItem, written: Sequence[WrittenAction]
) -> tuple[list[ActionItem | None], list[ActionItem]]:
    rows = list(item.actions.order_by("position", "pk").prefetch_related("responsible"))
    return match(
        rows,
        written,
        lambda row, new: row.what == new.what and _named(row) == set(new.responsible),
        lambda row, new: row.what == new.what,
        lambda row, new: _named(row) == set(new.responsible) and bool(new.responsible),
        lambda row, _new: not _is_reported(row),
    )


def _is_reported(action: ActionItem) -> bool:
    """Whether somebody has said something about the task: then another task does not take its place."""
    return action.status != ActionStatus.OPEN or action.updates.exists()


def _named(action: ActionItem) -> set[str]:
    return {one.printed_name for one in action.responsible.all()}


def _pinned_decisions(old: Iterable[Decision]) -> list[Objection]:
    """Decisions that the text no longer says, but that something hangs on."""
    found = []
    for decision in old:
        tabled = TabledItem.objects.filter(decision=decision).select_related("taken_up_as__meeting").first()
        if tabled and tabling.is_pinned(tabled):
            text_ = _("“%(line)s” cannot be taken out: the matter has already been taken up at a later meeting.")
            found.append(Objection("live_successor", text_ % {"line": decision.sentence}, decision.item.anchor))
        if forwarding.is_sent(decision):
            text_ = _("“%(line)s” cannot be taken out: it has been sent to whom it was handed over.")
            found.append(Objection("forwarded", text_ % {"line": decision.sentence}, decision.item.anchor))
    return found


def _changed_outcomes(kept: Sequence[Decision | None], written: Sequence[WrittenDecision]) -> list[Objection]:
    """What was taken up or sent on keeps its line: the successor stands on another agenda, others have the question."""
    found = []
    for row, new in zip(kept, written, strict=True):
        tabled = row and TabledItem.objects.filter(decision=row).select_related("taken_up_as__meeting").first()
        if row and tabled and tabling.is_pinned(tabled) and row.sentence != new.sentence:
            text_ = _("“%(line)s” cannot be changed: the matter has already been taken up at a later meeting.")
            found.append(Objection("live_successor", text_ % {"line": row.sentence}, row.item.anchor))
        if row and (row.sentence, row.recipient) != (new.sentence, new.recipient[:300]) and forwarding.is_sent(row):
            text_ = _("“%(line)s” cannot be changed: it has been sent to whom it was handed over.")
            found.append(Objection("forwarded", text_ % {"line": row.sentence}, row.item.anchor))
    return found


def _pinned_actions(old: Iterable[ActionItem]) -> list[Objection]:
    text_ = _("The action “%(what)s” cannot be taken out: somebody has reported on it.")
    return [
        Objection("reported", text_ % {"what": action.what}, action.item.anchor)
        for action in old
        if _is_reported(action)
    ]


def _drop(decisions: Iterable[Decision], actions: Iterable[ActionItem]) -> None:
    for decision in decisions:
        tabled = TabledItem.objects.filter(decision=decision).first()
        if tabled:
            tabling.undo(tabled)
        forwarding.undo(decision)
        decision.delete()
    for action in actions:
        for one in action.responsible.all():
            one.delete()
        action.delete()


def _carried(kept: Sequence[Decision | None], written: Sequence[WrittenDecision]) -> int | None:
    """Which decision carries the item to a later meeting: one, however often the text says that it is tabled."""
    carrying = [n for n, new in enumerate(written) if new.outcome in tabling.CARRIES]
    before = (n for n in carrying if kept[n] and TabledItem.objects.filter(decision=kept[n]).exists())
    return next(before, carrying[0] if carrying else None)


def _write_decision(item: AgendaItem, row: Decision | None, written: WrittenDecision, position: int) -> Decision:
    values: dict[str, object] = {
        "position": position,
        "outcome": written.outcome.value,
        "sentence": written.sentence,
        "reason": written.reason,
        "recipient": written.recipient[:300],
    }
    return _save(row or Decision(item=item), values)


def _write_action(
    item: AgendaItem, row: ActionItem | None, written: WrittenAction, position: int, people: People
) -> None:
    values = {
        "position": position,
        "what": written.what,
        "to_whom": written.to_whom[:300],
        "due_on": written.due_on,
        "due_text": written.due_text[:100],
        "is_due_next_meeting": written.is_due_next_meeting,
    }
    action = _save(row or ActionItem(item=item), values)
    names = list(dict.fromkeys(name[:200] for name in written.responsible))
    for one in action.responsible.exclude(printed_name__in=names):
        one.delete()
    for n, name in enumerate(names):
        responsible = action.responsible.filter(printed_name=name).first()
        values = {"member": people.find(name), "position": n}
        _save(responsible or ActionResponsible(action=action, printed_name=name), values)


def _write_groups(item: AgendaItem, written: Sequence[WrittenGroup], people: People) -> None:
    rows = list(item.groups.order_by("position", "pk").prefetch_related("people"))
    kept, old = match(
        rows,
        written,
        lambda row, new: {one.printed_name for one in row.people.all()} == set(new.members),
        lambda _row, _new: True,
    )
    for group in old:
        _drop_group(group)
    for n, (row, new) in enumerate(zip(kept, written, strict=True)):
        fresh = row or WorkingGroup(council=item.meeting.council, item=item)
        group = _save(fresh, {"position": n, "name": item.title, "task": new.what})
        _write_group_members(group, new, people)


def _drop_group(group: WorkingGroup) -> None:
    """A group that others point to lives on without its item; one that nothing points to goes."""
    if group.awaited_by.exists() or group.actions.exists():
        group.item = None
        group.save()
        return
    for one in group.people.all():
        one.delete()
    group.delete()


def _write_group_members(group: WorkingGroup, written: WrittenGroup, people: People) -> None:
    names = list(dict.fromkeys(name[:200] for name in (*written.members, *filter(None, [written.convener]))))
    for one in group.people.exclude(printed_name__in=names):
        one.delete()
    for one in group.people.filter(is_convener=True).exclude(printed_name=written.convener):
        _save(one, {"is_convener": False})
    for n, name in enumerate(names):
        row = group.people.filter(printed_name=name).first() or GroupMember(group=group, printed_name=name)
        _save(row, {"position": n, "member": people.find(name), "is_convener": name == written.convener})


def _save(row: Row, values: dict[str, object]) -> Row:
    """Save a row only when something in it changes: its history tells only of changes."""
    changed = row._state.adding or any(getattr(row, name) != value for name, value in values.items())  # type: ignore[attr-defined]  # rows are models
    if changed:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()  # type: ignore[attr-defined]  # rows are models
    return row
