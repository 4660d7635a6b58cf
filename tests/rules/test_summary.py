"""When a summary goes out and what it is about: month ends, the year's end, summer time, and nobody there."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.summary import Rhythm, When, covered, covered_late, next_at

HAI_PHONG, BERLIN, SAO_PAULO = (
    ZoneInfo("Asia/Ho_Chi_Minh"),
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/Sao_Paulo"),
)
ZONES = (HAI_PHONG, BERLIN, SAO_PAULO, ZoneInfo("Pacific/Apia"), ZoneInfo("Australia/Lord_Howe"))


def at(zone: ZoneInfo, text: str) -> datetime:
    """A moment as the desk's clock shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def local(moment: datetime, zone: ZoneInfo) -> str:
    """What the desk's clock shows then."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def following(rhythm: Rhythm, when: When, after: str, zone: ZoneInfo = HAI_PHONG, n: int = 3) -> list[str]:
    """The next few times."""
    moment, found = at(zone, after), []
    for _ in range(n):
        moment = next_at(rhythm, when, moment, zone)
        found.append(local(moment, zone))
    return found


def test_every_day_over_the_end_of_the_year() -> None:
    """31 December and 1 January are two days like any other; the moment itself is not its own next one."""
    assert following(Rhythm.DAILY, When(7, 30), "2026-12-30 07:30") == [
        "2026-12-31 07:30",
        "2027-01-01 07:30",
        "2027-01-02 07:30",
    ]


def test_every_week_and_every_month() -> None:
    """On its weekday; on its day of the month, or on the last of months of any length."""
    assert following(Rhythm.WEEKLY, When(7, 30, "mon"), "2026-11-23 07:29", n=2) == [
        "2026-11-23 07:30",
        "2026-11-30 07:30",
    ]
    assert following(Rhythm.MONTHLY, When(0, 0, "1"), "2026-12-15 12:00", n=2) == [
        "2027-01-01 00:00",
        "2027-02-01 00:00",
    ]
    assert following(Rhythm.MONTHLY, When(17, 0, "last"), "2027-12-31 17:00") == [
        "2028-01-31 17:00",
        "2028-02-29 17:00",
        "2028-03-31 17:00",
    ]


def test_an_hour_shown_twice_comes_once() -> None:
    """When the clocks go back, 02:30 of summer time; not again an hour later."""
    first = next_at(Rhythm.DAILY, When(2, 30), at(BERLIN, "2026-10-24 12:00"), BERLIN)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for moment in (first, first + timedelta(minutes=30), first + timedelta(minutes=59)):
        assert next_at(Rhythm.DAILY, When(2, 30), moment, BERLIN) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_an_hour_that_is_skipped_comes_when_the_clocks_went_on() -> None:
    """When the clocks go forward, the summary of 02:30 goes out at 03:30, on the same day."""
    assert following(Rhythm.DAILY, When(2, 30), "2026-03-28 12:00", BERLIN, 2) == [
        "2026-03-29 03:30",
        "2026-03-30 02:30",
    ]


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given one
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_there_is_one_a_day(zone: ZoneInfo, start: datetime, hour: int, minute: int) -> None:
    """In every zone and year each next one is later, on a later day, and no day that exists is left out for long."""
    moment = start
    days = []
    for _ in range(4):
        coming = next_at(Rhythm.DAILY, When(hour, minute), moment, zone)
        assert coming > moment
        days.append(coming.astimezone(zone).date())
        assert coming - moment < timedelta(hours=50)
        moment = coming
    assert days == sorted(set(days))


@pytest.mark.parametrize(
    ("rhythm", "due", "starts_on", "first", "last"),
    [
        (Rhythm.DAILY, "2026-12-31 07:30", 1, "2026-12-30", "2026-12-30"),
        (Rhythm.DAILY, "2027-01-01 00:00", 1, "2026-12-31", "2026-12-31"),
        (Rhythm.WEEKLY, "2026-11-23 07:30", 1, "2026-11-16", "2026-11-22"),
        (Rhythm.MONTHLY, "2027-01-01 07:30", 1, "2026-12-01", "2026-12-31"),
        (Rhythm.MONTHLY, "2026-11-16 07:30", 16, "2026-10-16", "2026-11-15"),
        (Rhythm.MONTHLY, "2026-11-30 07:30", 1, "2026-10-01", "2026-10-31"),
        (Rhythm.MONTHLY, "2027-03-01 07:30", 1, "2027-02-01", "2027-02-28"),
    ],
)
def test_what_it_is_about(rhythm: Rhythm, due: str, starts_on: int, first: str, last: str) -> None:
    """What has ended: never a part of the running day, week or month."""
    period = covered(rhythm, at(HAI_PHONG, due), HAI_PHONG, starts_on)
    assert (str(period.first), str(period.last)) == (first, last)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-11-23 09:00", "2026-11-22"),
        ("2026-11-24 07:29", "2026-11-22"),
        ("2026-11-24 07:30", "2026-11-23"),
        ("2026-11-27 12:00", "2026-11-26"),
    ],
)
def test_nothing_is_left_out_after_a_long_silence(now: str, last: str) -> None:
    """One summary for all that were missed: from the first of them to the end of the last."""
    due = at(HAI_PHONG, "2026-11-23 07:30")
    period = covered_late(Rhythm.DAILY, When(7, 30), due, at(HAI_PHONG, now), HAI_PHONG, 1)
    assert (str(period.first), str(period.last)) == ("2026-11-22", last)
