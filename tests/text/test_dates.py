"""Swedish days and times of day."""

from datetime import date, time

import pytest

from meetings.text.dates import find_date, find_dates, find_times, is_next_meeting, write_date

NEAR = date(2026, 9, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("den 5:e nov 2026", date(2026, 11, 5)),
        ("torsdagen den 5 november 2026 kl. 15", date(2026, 11, 5)),
        ("2026-11-05", date(2026, 11, 5)),
        ("2026-11-5", date(2026, 11, 5)),
        ("5 november", date(2026, 11, 5)),
        ("5 NOV.", date(2026, 11, 5)),
        ("5\u00a0november", date(2026, 11, 5)),
        ("5/11", date(2026, 11, 5)),
        ("5/11 2027", date(2027, 11, 5)),
        ("5/11-27", date(2027, 11, 5)),
        ("24 september", date(2026, 9, 24)),
        ("23 september", date(2027, 9, 23)),
        ("29 februari", date(2028, 2, 29)),
        ("1 maj", date(2027, 5, 1)),
        ("2/3", date(2027, 3, 2)),
        ("30 februari", None),
        ("5 nougat", None),
        ("dnr 1/11/2", None),
        ("15.30", None),
        ("nästa möte", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert find_date(text, near=NEAR) == day


def test_a_day_without_a_year_is_none_without_a_day_near_it() -> None:
    assert find_date("5 november") is None


def test_days_come_in_order_with_their_places() -> None:
    text = "från den 5 november till 2026-12-10"
    assert [text[one.start : one.end] for one in find_dates(text, near=NEAR)] == ["den 5 november", "2026-12-10"]


def test_a_written_day_is_read_again() -> None:
    assert write_date(date(2026, 11, 5)) == "5 november 2026"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("kl. 15.00–17.00", [time(15), time(17)]),
        ("kl 15.00 -17.00", [time(15), time(17)]),
        ("15:00", [time(15)]),
        ("klockan 9", [time(9)]),
        ("kl 15-17", [time(15), time(17)]),
        ("Förmöte 14.30 -15.00", [time(14, 30), time(15)]),
        ("mötet slutar 24.00", [time(0)]),
        ("kostar 3.50 kr, version 2.4.1, 2026-11-05", []),
        ("15.99", []),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, times: list[time]) -> None:
    assert find_times(text) == times


def test_the_next_meeting_has_many_names() -> None:
    names = ["nästa möte", "Nästa gång.", "nästa ordinarie möte", "nästkommande sammanträde", "kommande styrelsemöte"]
    assert [name for name in names if not is_next_meeting(name)] == []
    assert [name for name in ["mötet", "nästa år", "nästa möte i mars"] if is_next_meeting(name)] == []
