"""How many days late something is: to the second, in zones, and when clocks are put forward."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.lateness import ZoneMissing, days_late

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 5, 4, 23, 59)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def test_a_second_after_the_due_time_is_a_day() -> None:
    assert days_late(DUE, DUE) == 0
    assert days_late(DUE + SECOND, DUE) == 1
    assert days_late(DUE + DAY, DUE) == 1
    assert days_late(DUE + DAY + SECOND, DUE) == 2


def test_the_grace_holds_at_the_end_of_each_day() -> None:
    grace = 15 * MINUTE
    assert days_late(DUE + grace, DUE, grace=grace) == 0
    assert days_late(DUE + grace + SECOND, DUE, grace=grace) == 1
    assert days_late(DUE + DAY + grace, DUE, grace=grace) == 1


@pytest.mark.parametrize("due", [datetime(2026, 3, 28, 23, 59), datetime(2026, 10, 24, 23, 59)])
def test_a_change_of_the_clocks_makes_nobody_late(due: datetime) -> None:
    same_time_on_the_next_day = due + DAY
    assert days_late(same_time_on_the_next_day, due, BERLIN) == 1
    assert days_late(same_time_on_the_next_day + SECOND, due, BERLIN) == 2


def test_times_of_two_zones_are_compared_in_one() -> None:
    in_summer = datetime(2026, 5, 4, 21, 59, tzinfo=UTC)
    assert days_late(in_summer, DUE, BERLIN) == 0
    assert days_late(in_summer + SECOND, DUE, BERLIN) == 1


def test_an_hour_that_happens_twice_is_the_earlier_one() -> None:
    due = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2:30 in summer time
    assert days_late(datetime(2026, 10, 25, 2, 30), due, BERLIN) == 0


def test_a_zone_that_nobody_says_is_no_guess() -> None:
    with pytest.raises(ZoneMissing):
        days_late(DUE, DUE.replace(tzinfo=UTC))


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.timedeltas(timedelta(), timedelta(days=400)),
    st.sampled_from([None, BERLIN, ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_the_days_are_the_fewest_that_reach_the_hand_in(
    due: datetime, after: timedelta, zone: ZoneInfo | None
) -> None:
    days = days_late(due + after, due, zone)
    assert 0 <= days <= after // DAY + 2
    assert days == 0 or days_late(due + after, due + days * DAY, zone) == 0
    assert days == 0 or days_late(due + after, due + (days - 1) * DAY, zone) >= 1
