"""Times of summaries in the configuration: what is no time is refused by name, an empty one is never."""

import pytest

from bot.config import load
from bot.config.summary_times import LocalTime, parse_daily, parse_monthly, parse_weekly
from bot.errors import ConfigError


def test_how_times_are_written() -> None:
    """In any case, with or without a leading zero; empty is never."""
    assert parse_daily("7:05") == LocalTime(7, 5)
    assert parse_weekly("Mon 07:30") == LocalTime(7, 30, "mon")
    assert parse_monthly("01 00:00") == LocalTime(0, 0, "1")
    assert parse_monthly("last 23:59") == LocalTime(23, 59, "last")
    assert [parse("") for parse in (parse_daily, parse_weekly, parse_monthly)] == [None] * 3


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("daily", "7h30", "wrong-type"),
        ("daily", "24:00", "wrong-type"),
        ("daily", "mon 07:30", "wrong-type"),
        ("weekly", "07:30", "wrong-type"),
        ("weekly", "thứ hai 07:30", "wrong-type"),
        ("monthly", "07:30", "wrong-type"),
        ("monthly", "0 07:30", "wrong-type"),
        ("monthly", "31 07:30", "wrong-type"),
        ("report_month_starts_on", "29", "out-of-range"),
        ("report_month_starts_on", "0", "out-of-range"),
    ],
)
def test_what_is_no_time_is_refused_by_name(key: str, value: str, code: str) -> None:
    """The key is named; a day that not every month has is none."""
    with pytest.raises(ConfigError) as refused:
        load(None, {f"TRUCBAN_SUMMARIES__{key.upper()}": value})
    assert (refused.value.key, refused.value.code) == (f"summaries.{key}", code)


def test_an_empty_time_is_never() -> None:
    """The office can switch each of them off."""
    settings = load(None, {"TRUCBAN_SUMMARIES__WEEKLY": ""})
    assert (settings.summaries.daily, settings.summaries.weekly) == ("07:30", "")
