"""The council's clock."""

from datetime import UTC, date, datetime

from django.utils import timezone

from meetings.models import AuditEntry, Council, clock
from tests.support.histories import history

BEFORE_MIDNIGHT = datetime(2031, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight, on the 1st of July, in Stockholm


def test_the_day_is_the_one_in_stockholm() -> None:
    with clock.at(BEFORE_MIDNIGHT):
        assert clock.now() == BEFORE_MIDNIGHT
        assert clock.today() == date(2031, 7, 1)


def test_the_clock_goes_back_to_the_real_moment() -> None:
    with clock.at(BEFORE_MIDNIGHT), clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        assert clock.today() == date(2020, 1, 1)
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()


def test_rows_and_their_history_are_written_at_the_councils_clock(db: None) -> None:
    with clock.at(BEFORE_MIDNIGHT):
        council = Council.objects.create(slug="hamnradet", name="Hamnrådet")
        entry = AuditEntry.objects.create(council=council, step="x")
    assert history(council).get().history_date == BEFORE_MIDNIGHT
    assert entry.at == BEFORE_MIDNIGHT
