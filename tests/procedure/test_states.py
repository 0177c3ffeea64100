"""State × step × role, as data: what each step does in each state, who may, and why it is refused otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import transaction

from meetings.models import (
    ApprovalOutcome,
    Basis,
    Correction,
    CorrectionKind,
    Meeting,
    MeetingStatus,
    Member,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    Stance,
    State,
)
from meetings.procedure import answering, approving, calling, correcting, drafting, publishing, writing
from meetings.procedure.steps import ProcedureError
from tests.support import council
from tests.support.council import World

ROLES = (
    "secretary",
    "deputy",
    "chair",
    "adjuster",
    "member",
    "substitute",
    "co_opted",
    "guest",
    "other_secretary",
    "stranger",
)

# A word is the state that the step leads to. After ! stands why it is refused, with + if for several reasons, after
# !! why it is refused to everybody alike. = is harmless to everybody and changes nothing. A point: there is nothing
# to take the step on.
TABLE = """
step                            planned     open          closed        under_review  approved      published     withdrawn     imported   registered
calling.send_notice             planned     !held         !held         !held+sent    !held+sent    !held+sent    !held+sent    .          .
calling.cancel                  cancelled   !held         !held         !held         !held         !held         !held         .          .
drafting.open_meeting           open        open          closed        under_review  approved      published     withdrawn     imported   registered
writing.save_item              !not_begun  open          closed        under_review  !approved     !approved     !approved     imported   registered
drafting.close_meeting          !not_open   closed        closed        under_review  approved      published     withdrawn     imported   registered
drafting.send                   .           !open         under_review  under_review  !approved     !approved     !approved     .          .
drafting.recall                 .           !not_out      !not_out      closed        !not_out      !not_out      !not_out      .          .
answering.answer                .           .             .             under_review  !!approved    !!approved    !!approved    .          .
answering.answer_comment        .           .             .             under_review  !!approved    !!approved    !!approved    .          .
approving.decide_row            .           .             !not_out      under_review  .             .             .             .          .
approving.confirm_row           .           .             .             approved      .             .             .             .          .
approving.register_approval     .           .             !not_imported !not_imported+not_draft . .             .             registered =
approving.confirm_registration  .           .             !nothing      !nothing      =             =             =             !nothing   approved
approving.undo                  .           !not_approved !not_approved !not_approved under_review  !published+corrected !published+corrected .          .
publishing.publish              .           !not_approved !not_approved !not_approved published     =             published     .          .
correcting.write                .           !not_approved !not_approved !not_approved approved      published     withdrawn     .          .
correcting.confirm              .           .             .             .             approved      published     withdrawn     .          .
publishing.suppress             .           .             .             .             .             published     withdrawn     .          .
publishing.withdraw             .           !not_published !not_published !not_published !not_published withdrawn =             .          .
"""  # noqa: E501 - a table

SECRETARIES = ("secretary", "deputy")
REGISTER = ("chair", "adjuster", "member")
SEATED = (*SECRETARIES, *REGISTER, "substitute", "co_opted")


@dataclass(frozen=True)
class Who:
    """Who may, in the words of docs/procedure.md; what the others are told; and who is told something else."""

    words: str
    roles: tuple[str, ...]
    others: str
    told: dict[str, set[str]]


def who(words: str, roles: tuple[str, ...], others: str = "not_secretary", **told: set[str]) -> Who:
    return Who(words, roles, others, told)


WHO = {
    "approving.decide_row": who("secretary of the approving meeting", SECRETARIES),
    "drafting.recall": who("secretary, or an adjuster of the meeting", (*SECRETARIES, "adjuster")),
    "answering.answer": who("whoever was there (register), or adjusts", REGISTER, "not_there"),
    "answering.answer_comment": who("", SEATED, "not_on_council"),
    "approving.confirm_row": who(
        "the chair, or another who was present; for changes the chair",
        ("deputy", *REGISTER, "co_opted"),
        "not_there",
        secretary={"alone"},
    ),
    "approving.confirm_registration": who(
        "another on the council",
        tuple(role for role in SEATED if role != "secretary"),
        "not_member",
        secretary={"alone"},
    ),
    "correcting.confirm": who(
        "chair or adjuster of the meeting", ("chair", "adjuster"), "not_signer", secretary={"alone", "not_signer"}
    ),
}
SECRETARY = who("secretary", SECRETARIES)


def rows() -> dict[str, dict[str, str]]:
    """The table: step → state → cell."""
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


# --- The states, each as far as it goes


def build(world: World, state: str) -> Meeting:
    """A meeting whose protocol stands so; published and withdrawn have an earlier edition."""
    match state:
        case "planned":
            return council.called(world, on=council.day(0))
        case "open":
            return council.opened(world).meeting
        case "closed":
            return council.held_meeting(world).meeting
        case "under_review":
            return council.sent_protocol(world).meeting
        case "imported" | "registered":
            protocol = council.imported_protocol(world)
            if state == "registered":
                approving.register_approval(protocol, basis=Basis.PAPER, by=world.secretary)
            return protocol.meeting
    protocol = council.approved_protocol(world)
    if state != "approved":
        publishing.publish(protocol, by=world.secretary, reviewed=True)
        correcting.confirm(slip(council.again(protocol), world.secretary, "Hamnhuset"), by=world.chair)
    if state == "withdrawn":
        publishing.withdraw(council.again(protocol), reason="Fel.", by=world.secretary)
    return protocol.meeting


def state_of(meeting: Meeting) -> str:
    """Where a meeting and its protocol stand, as the table says it."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    protocol = Protocol.objects.main_of(meeting)
    if protocol is None or meeting.status != MeetingStatus.CLOSED:
        return meeting.status
    if protocol.is_imported and protocol.state == State.DRAFT:
        return "registered" if protocol.registered_by_id else "imported"
    return "closed" if protocol.state == State.DRAFT else protocol.state


# --- The steps


def slip(protocol: Protocol, by: Member, new: str = "Bryggkontoret") -> Correction:
    old = "Hamnhuset" if protocol.publications.filter(kind="corrected").exists() else "Hamnkontoret"
    kind = CorrectionKind.SLIP
    return correcting.write(protocol, kind=kind, place="head/place", old=old, new=new, why="Fel hus.", by=by)


def version(meeting: Meeting) -> ProtocolVersion:
    found = main(meeting).version
    assert found
    return found


def main(meeting: Meeting) -> Protocol:
    return council.again(Protocol.objects.get(meeting=meeting))


def approving_row(world: World, meeting: Meeting) -> ProtocolApproval:
    """The row for the protocol on the agenda of a later meeting that is under way."""
    later = council.opened(world, on=council.day(-1), written={}).meeting
    return council.row_for(main(meeting), later)


def decided_row(world: World, meeting: Meeting) -> ProtocolApproval:
    row = approving_row(world, meeting)
    return approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=world.secretary)


def save_item(meeting: Meeting, by: Member) -> object:
    item = meeting.items.get(title__in=["Bryggan", "Kranen"])
    return writing.save_item(item, row_version=item.row_version, written="Nya ord.", by=by)


# What must be there first, made once for all roles, and the step.
STEPS: dict[str, tuple[Callable[[World, Meeting], object], Callable[..., object]]] = {
    "calling.send_notice": (lambda _w, m: m, lambda m, by: calling.send_notice(m, by=by)),
    "calling.cancel": (lambda _w, m: m, lambda m, by: calling.cancel(m, reason="Storm.", by=by)),
    "drafting.open_meeting": (lambda _w, m: m, lambda m, by: drafting.open_meeting(m, by=by)),
    "writing.save_item": (lambda _w, m: m, save_item),
    "drafting.close_meeting": (lambda _w, m: m, lambda m, by: drafting.close_meeting(m, by=by)),
    "drafting.send": (lambda _w, m: main(m), lambda p, by: drafting.send(p, by=by)),
    "drafting.recall": (lambda _w, m: main(m), lambda p, by: drafting.recall(p, reason="Fel.", by=by)),
    "answering.answer": (
        lambda _w, m: version(m),
        lambda v, by: answering.answer(v, by=by, stance=Stance.OBJECT, comment="Nej."),
    ),
    "answering.answer_comment": (
        lambda _w, m: version(m),
        lambda v, by: answering.answer(v, by=by, stance=Stance.COMMENT, comment="Stavfel."),
    ),
    "approving.decide_row": (
        approving_row,
        lambda row, by: approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=by),
    ),
    "approving.confirm_row": (decided_row, lambda row, by: approving.confirm_row(row, by=by)),
    "approving.register_approval": (
        lambda _w, m: main(m),
        lambda p, by: approving.register_approval(p, basis=Basis.PAPER, by=by),
    ),
    "approving.confirm_registration": (
        lambda _w, m: main(m),
        lambda p, by: approving.confirm_registration(p, by=by),
    ),
    "approving.undo": (lambda _w, m: main(m), lambda p, by: approving.undo(p, reason="Fel.", by=by)),
    "publishing.publish": (lambda _w, m: main(m), lambda p, by: publishing.publish(p, by=by, reviewed=True)),
    "correcting.write": (lambda _w, m: main(m), slip),
    "correcting.confirm": (
        lambda w, m: slip(main(m), w.secretary),
        lambda correction, by: correcting.confirm(correction, by=by),
    ),
    "publishing.suppress": (
        lambda _w, m: main(m).publications.get(edition=1, kind="published"),
        lambda link, by: publishing.suppress(link, reason="Fel.", by=by),
    ),
    "publishing.withdraw": (lambda _w, m: main(m), lambda p, by: publishing.withdraw(p, reason="Fel.", by=by)),
}


def outcome(step: str, thing: object, meeting: Meeting, by: Member) -> str | set[str]:
    """The state that the step leads to, or why it is refused. Whatever it did is undone again."""
    take = STEPS[step][1]
    with transaction.atomic():
        try:
            take(thing, by)
        except ProcedureError as refused:
            return {objection.code for objection in refused.objections}
        reached = state_of(meeting)
        transaction.set_rollback(True)
    return reached


def expected(step: str, state: str, role: str) -> str | set[str]:
    """What the table says."""
    cell, may = rows()[step][state], WHO.get(step, SECRETARY)
    if cell.startswith("!!"):
        return {cell[2:]}
    codes = set(cell[1:].split("+")) if cell.startswith("!") else set()
    if cell == "=":
        return state
    if role not in may.roles:
        # Nothing is written yet that somebody could not confirm alone.
        alone = may.told.get(role, {may.others}) - ({"alone"} if "nothing" in codes else set())
        return codes | alone or cell
    return codes or cell


@pytest.mark.parametrize("state", next(iter(rows().values())))
def test_each_step_does_in_each_state_what_the_table_says(world: World, state: str) -> None:
    meeting = build(world, state)
    assert state_of(meeting) == state
    wrong = []
    for step, cells in rows().items():
        if cells[state] == ".":
            continue
        with transaction.atomic():
            thing = STEPS[step][0](world, meeting)
            for role in ROLES:
                found = outcome(step, thing, meeting, getattr(world, role))
                if found != expected(step, state, role):
                    wrong.append((step, role, found, expected(step, state, role)))
            transaction.set_rollback(True)
    assert wrong == []


# --- The same as the page says


def documented() -> dict[str, tuple[str, str, str]]:
    """The steps of docs/procedure.md: step → from, to, who."""
    page = (settings.ROOT / "docs" / "procedure.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:3] == "| `"]
    return {step.strip("`"): (of, to, by) for step, of, to, by, *_ in (row for row in cells if "." in row[0])}


PAGE_STATE = {"open": "draft", "closed": "draft", "imported": "draft", "registered": "draft"}
STATES = [state.value for state in State]


def on_page(state: str) -> str:
    return PAGE_STATE.get(state, state)


def test_the_table_is_what_docs_procedure_says() -> None:
    steps = documented()
    assert set(steps) <= set(rows())
    for step, (of, to, by) in steps.items():
        taken = {
            on_page(state): on_page(cell)
            for state, cell in rows()[step].items()
            if not cell.startswith("!") and cell not in {".", "="}
        }
        assert set(taken) == {state for state in STATES if state in of.replace("(imported)", "")}, step
        says = {state for state in STATES if state in to}
        reached = set(taken.values())
        assert reached <= says if says else all(state == becomes for state, becomes in taken.items()), step
        assert WHO.get(step, SECRETARY).words == by, step
