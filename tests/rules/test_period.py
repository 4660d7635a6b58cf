"""Periods of whole days: what was asked for, what it is compared with, and where a month begins."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DutyError
from bot.rules.period import LONGEST_DAYS, ONE_DAY, Period, before, month_of, month_so_far, read_period

TODAY = date(2026, 11, 23)
HAI_PHONG, BERLIN = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Berlin")
days = st.dates(date(2001, 1, 1), date(2100, 1, 1))
starts = st.integers(1, 28)


def days_of(period: Period) -> tuple[str, str]:
    """Its first and last day, as people write them."""
    return f"{period.first:%d/%m/%Y}", f"{period.last:%d/%m/%Y}"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "01/11/2026", "23/11/2026"),
        ("20/11/2026", "20/11/2026", "20/11/2026"),
        ("1/11/2026 9-11-2026", "01/11/2026", "09/11/2026"),
        ("01.11.2026 30.11.2026", "01/11/2026", "23/11/2026"),
        ("29/02/2024 01/03/2024", "29/02/2024", "01/03/2024"),
    ],
)
def test_what_is_asked_for(text: str, first: str, last: str) -> None:
    """Nothing is the month so far; one day is that day; two are both included; the future has not been."""
    assert days_of(read_period(text, TODAY, 1)) == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hôm qua", "dates-unread"),
        ("31/02/2026", "dates-unread"),
        ("2026-11-20", "dates-unread"),
        ("20/11/26", "dates-unread"),
        ("20/11", "dates-unread"),
        ("20/11/1999", "dates-unread"),
        ("٢٠/١١/2026", "dates-unread"),
        ("01/11/2026 02/11/2026 03/11/2026", "dates-unread"),
        ("09/11/2026 01/11/2026", "dates-reversed"),
        ("24/11/2026", "dates-ahead"),
        ("22/11/2025 23/11/2026", "dates-too-long"),
    ],
)
def test_what_cannot_be_answered(text: str, code: str) -> None:
    """Each mistake is named for what it is."""
    with pytest.raises(DutyError, match=code):
        read_period(text, TODAY, 1)


def test_a_year_is_not_too_long() -> None:
    """A leap year fits, whatever day it begins."""
    assert read_period("24/11/2025 23/11/2026", TODAY, 1).days == LONGEST_DAYS - 1


@pytest.mark.parametrize(
    ("day", "starts_on", "first", "last"),
    [
        (date(2026, 11, 15), 16, "16/10/2026", "15/11/2026"),
        (date(2026, 11, 16), 16, "16/11/2026", "15/12/2026"),
        (date(2026, 12, 31), 1, "01/12/2026", "31/12/2026"),
        (date(2026, 1, 10), 16, "16/12/2025", "15/01/2026"),
        (date(2027, 3, 1), 28, "28/02/2027", "27/03/2027"),
    ],
)
def test_a_month_starts_where_the_office_says(day: date, starts_on: int, first: str, last: str) -> None:
    """A reporting month from the 16th runs to the 15th, over the year's end as well."""
    assert days_of(month_of(day, starts_on)) == (first, last)


@given(days, starts)
def test_months_follow_each_other(day: date, starts_on: int) -> None:
    """Every day lies in exactly one month, and the next begins where it ends."""
    month = month_of(day, starts_on)
    assert month.first <= day <= month.last
    assert month.first.day == starts_on
    following = month_of(month.last + ONE_DAY, starts_on)
    assert following.first == month.last + ONE_DAY


@pytest.mark.parametrize(
    ("period", "starts_on", "first", "last"),
    [
        (Period(date(2026, 11, 1), date(2026, 11, 23)), 1, "01/10/2026", "23/10/2026"),
        (Period(date(2026, 11, 1), date(2026, 11, 30)), 1, "01/10/2026", "31/10/2026"),
        (Period(date(2026, 3, 1), date(2026, 3, 30)), 1, "01/02/2026", "28/02/2026"),
        (Period(date(2026, 10, 16), date(2026, 11, 15)), 16, "16/09/2026", "15/10/2026"),
        (Period(date(2026, 11, 16), date(2026, 11, 22)), 1, "09/11/2026", "15/11/2026"),
        (Period(date(2026, 11, 1), date(2026, 11, 1)), 1, "31/10/2026", "31/10/2026"),
        (Period(date(2027, 1, 1), date(2027, 1, 31)), 1, "01/12/2026", "31/12/2026"),
    ],
)
def test_what_it_is_compared_with(period: Period, starts_on: int, first: str, last: str) -> None:
    """A month with as much of the month before, other days with as many just before."""
    assert days_of(before(period, starts_on)) == (first, last)


@given(days, st.integers(0, LONGEST_DAYS - 1), starts)
def test_what_it_is_compared_with_ends_before_it(first: date, more: int, starts_on: int) -> None:
    """No day is counted in both, and the one compared with is never empty."""
    period = Period(first, first + more * ONE_DAY)
    earlier = before(period, starts_on)
    assert earlier.first <= earlier.last < period.first


def test_the_month_so_far_on_its_first_day() -> None:
    """On the day a month begins there is one day of it."""
    assert month_so_far(date(2026, 11, 16), 16) == Period(date(2026, 11, 16), date(2026, 11, 16))


def test_days_are_those_of_the_desk() -> None:
    """A day at the desk begins at its own midnight; with summer time it may have 23 or 25 hours."""
    start, end = Period(TODAY, TODAY).bounds(HAI_PHONG)
    assert (start, end) == (datetime(2026, 11, 22, 17, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC))
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        start, end = Period(day, day).bounds(BERLIN)
        assert end - start == timedelta(hours=hours)
