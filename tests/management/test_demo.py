"""The invented council: lively, so that every page has something to show."""

from datetime import timedelta

from meetings.management.demo import play
from meetings.models import (
    ActionItem,
    ActionStatus,
    Forwarding,
    Meeting,
    Member,
    Protocol,
    Reply,
    State,
    TabledItem,
    clock,
)
from meetings.procedure import retaining


def test_the_invented_council_has_two_years_of_everything(db: None) -> None:
    cast = play.play(clock.today())
    states = set(Protocol.objects.values_list("state", flat=True))
    statuses = set(Meeting.objects.values_list("status", flat=True))
    assert (states, statuses) == (set(State.values), {"planned", "closed", "cancelled", "moved"})
    assert Meeting.objects.earliest("held_on").held_on < clock.today() - timedelta(days=700)
    assert (cast.council.sides.count(), Member.objects.count() >= 19) == (2, True)
    assert TabledItem.objects.lying().exists()
    late = ActionItem.objects.late().count()
    open_ones = ActionItem.objects.open().count()
    assert (late, open_ones - late, ActionItem.objects.filter(status=ActionStatus.DONE).exists()) == (2, 1, True)
    assert (Reply.objects.coming().count(), Reply.objects.away().count()) == (3, 2)
    assert [bool(one.answered_on) for one in Forwarding.objects.order_by("sent_on")] == [True, False]
    assert list(retaining.verify()) == []
