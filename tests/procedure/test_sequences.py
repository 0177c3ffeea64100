"""Generated stories: whatever a council does, in whatever order, what must hold holds.

The suite tells a few; `STORIES=2000 pytest tests/procedure/test_sequences.py` tells as many as wanted.
"""

import os
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.documents import build, structure
from meetings.models import (
    AgendaItem,
    Answer,
    AuditEntry,
    Council,
    Meeting,
    MeetingStatus,
    Member,
    Notice,
    Protocol,
    ProtocolApproval,
    ProtocolVersion,
    PublicPage,
    Stance,
    TabledItem,
)
from meetings.procedure import retaining
from tests.procedure.story import COMMON, MOVES, SECRET, Story
from tests.support import council
from tests.support.council import World

STORIES = int(os.environ.get("STORIES", "12"))
NOW = datetime(2027, 2, 2, 9, tzinfo=UTC)
NOT_HELD = (MeetingStatus.CANCELLED, MeetingStatus.MOVED)

moves = st.tuples(st.sampled_from([*MOVES, *COMMON]), st.integers(0, 31), st.integers(0, 31))


class Memory:
    """What was once so and must stay so."""

    def __init__(self) -> None:
        self.words: dict[int, str] = {}
        self.addresses: dict[tuple[int, str], int] = {}
        self.paragraphs: dict[tuple[int, int], int] = {}
        self.numbers: dict[int, str] = {}

    def ask(self) -> None:
        """Ask everything that must hold after each step."""
        self.versions_never_change()
        self.numbers_are_never_reused()
        each_matter_has_one_live_successor()
        nothing_on_the_table_is_lost()
        unapproved_protocols_stand_on_an_agenda()
        nobody_both_writes_and_alone_approves()

    def versions_never_change(self) -> None:
        for version in ProtocolVersion.objects.select_related("content"):
            said = version.root + version.digests + version.content.leaves
            assert self.words.setdefault(version.pk, said) == said

    def numbers_are_never_reused(self) -> None:
        for item in AgendaItem.objects.select_related("meeting"):
            if item.paragraph_number is not None:
                place = (item.meeting_id, item.paragraph_number)
                assert self.paragraphs.setdefault(place, item.pk) == item.pk
        for notice in Notice.objects.select_related("meeting"):
            for printed in structure.read_notice(notice.content).items:
                item = AgendaItem.objects.get(meeting=notice.meeting_id, anchor=printed.anchor)
                assert self.addresses.setdefault((item.meeting_id, item.anchor), item.pk) == item.pk
                assert self.numbers.setdefault(item.pk, printed.number) == printed.number == item.agenda_number
        drawn = [(item.meeting_id, item.paragraph_number) for item in AgendaItem.objects.exclude(paragraph_number=None)]
        assert len(drawn) == len(set(drawn))


def each_matter_has_one_live_successor() -> None:
    carried = Counter(TabledItem.objects.exclude(taken_up_as=None).values_list("decision__item", flat=True))
    assert [item for item, count in carried.items() if count > 1] == []


def nothing_on_the_table_is_lost() -> None:
    """What was tabled is ended with a reason, rests, was left out with a reason, waits, or stands on an agenda."""
    for tabled in TabledItem.objects.select_related("taken_up_as__meeting", "decision__item__meeting"):
        successor = tabled.taken_up_as
        if successor:
            assert successor.withdrawn_why == ""
            assert successor.meeting.status not in NOT_HELD
        elif not (tabled.ended_why or tabled.left_out_why or tabled.target == "until_further"):
            ahead = Meeting.objects.after(tabled.decision.item.meeting)
            ahead = ahead.filter(held_on__gte=tabled.target_on) if tabled.target_on else ahead
            assert list(ahead) == []
    for item in AgendaItem.objects.filter(decisions__outcome__in=["tabled", "not_reached"]).distinct():
        assert TabledItem.objects.filter(decision__item=item).count() == 1


def unapproved_protocols_stand_on_an_agenda() -> None:
    for protocol in Protocol.objects.under_review().select_related("meeting"):
        ahead = Meeting.objects.after(protocol.meeting)
        rows = ProtocolApproval.objects.filter(protocol=protocol).exclude(item__meeting__status__in=NOT_HELD)
        assert rows.exists() or not ahead.exists()


def nobody_both_writes_and_alone_approves() -> None:
    for protocol in Protocol.objects.approved().select_related("version", "approved_version"):
        [how] = (
            AuditEntry.objects.filter(protocol=protocol, step="approve").select_related("version").order_by("-pk")[:1]
        )
        version = how.version
        assert version
        row = protocol.approval_rows.exclude(took_effect_at=None).first()
        if how.about == "confirmed":
            assert row
            assert row.confirmed_by not in {None, row.written_by}
        elif how.about == "sent":
            assert row
            assert AuditEntry.objects.filter(meeting=row.item.meeting_id, step="send").exists()
        else:
            others = Answer.objects.counting(version).filter(stance=Stance.APPROVE).exclude(member=version.made_by)
            assert others.exists()


def times_tabled(item: AgendaItem) -> int:
    """Counted anew: meetings of the chain whose protocol was sent and that tabled it, and this one if it does."""
    meetings = {item.meeting_id} if item.decisions.filter(outcome="tabled").exists() else set()
    at: AgendaItem | None = item
    while at is not None:
        before: TabledItem | None = TabledItem.objects.filter(taken_up_as=at).first()
        at = before.decision.item if before else None
        sent = at and AuditEntry.objects.filter(meeting=at.meeting_id, step="send").exists()
        if before and at and sent and before.decision.outcome == "tabled":
            meetings.add(at.meeting_id)
    return len(meetings)


def secrets_are_nowhere_public() -> None:
    assert [notice for notice in Notice.objects.all() if SECRET in notice.content] == []
    pages = PublicPage.objects.all()
    assert [page for page in pages if SECRET in page.fragment + page.facts + page.title + page.description] == []


def tell(world: World, story: list[tuple[str, int, int]], told: Story | None = None) -> Counter[str]:
    told, memory = told or Story(world, NOW), Memory()
    for name, which, how in story:
        told.take(name, which, how)
        memory.ask()
    for item in AgendaItem.objects.all():
        assert build.times_tabled(item) == times_tabled(item)
    secrets_are_nowhere_public()
    assert list(retaining.verify()) == []
    return Counter(AuditEntry.objects.values_list("step", flat=True))


@settings(
    max_examples=STORIES,
    deadline=None,
    database=None,
    derandomize=STORIES < 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(story=st.lists(moves, min_size=8, max_size=30), is_public=st.booleans())
def test_whatever_happens_what_must_hold_holds(
    world: World,
    story: list[tuple[str, int, int]],
    is_public: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    with transaction.atomic():
        kept = Council.objects.get(pk=world.council.pk)
        kept.members_only = not is_public
        kept.save()
        tell(world, story)
        transaction.set_rollback(True)


A_WHOLE_LIFE = [
    *[("notice", 0, 2), ("hold", 0, 2), ("finish", 0, 2), ("hold", 4, 2), ("finish", 1, 3), ("publish", 0, 2)],
    *[("correct", 0, 2), ("confirm", 0, 2), ("suppress", 0, 2), ("withdraw", 0, 2), ("publish", 0, 2)],
]


# A published protocol tables, and the notice of the next meeting is out with the matter on it.
TABLED_AND_CALLED = [
    *[("choose_rule", 2, 0), ("hold", 0, 2), ("finish", 0, 2), ("everybody_answers", 0, 2), ("publish", 0, 2)],
    *[("plan", 5, 2), ("notice", 1, 2), ("notice", 2, 2)],
]


@pytest.mark.parametrize(
    ("moves", "step"),
    [
        ([("take_off", 1, 2)], "take_off"),
        ([("end", 0, 2)], "end_tabled"),
        ([("cancel", 1, 2)], "cancelled"),
        ([("move", 1, 29)], "moved"),
        ([("hold", 7, 2), ("notice", 2, 2), ("write", 22, 6)], "open"),  # tabled again, called, and then decided
    ],
)
def test_public_pages_follow_a_tabled_matter_wherever_it_goes(
    world: World, moves: list[tuple[str, int, int]], step: str
) -> None:
    told = Story(world, NOW)
    before = tell(world, TABLED_AND_CALLED, told)
    assert tell(world, moves, told)[step] == before[step] + 1


def test_a_whole_life_comes_through(world: World) -> None:
    taken = tell(world, A_WHOLE_LIFE)
    wanted = {"send": 2, "approve": 1, "publish": 2, "correct": 1, "suppress": 1, "withdraw": 1}
    assert {step: taken[step] for step in wanted} == wanted
    assert council.again(Protocol.objects.order_by("pk")[0]).state == "published"
    assert Member.objects.count() == 11
