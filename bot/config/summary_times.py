"""When summaries go out, as people write it: `07:30`, `mon 07:30`, `1 07:30`, `last 07:30`; empty is never."""

import re
from typing import NamedTuple

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST_DAY = "last"
EVERY_MONTH_HAS = 28
_TIME = re.compile(r"(?:([a-z]+|[0-9]{1,2}) +)?([0-9]{1,2}):([0-9]{2})")


class LocalTime(NamedTuple):
    """A time of day at the desk; `day`: a weekday, a day of the month or `last`, empty for every day."""

    hour: int
    minute: int
    day: str = ""


def parse_daily(text: str) -> LocalTime | None:
    """`07:30`.

    Raises:
        ValueError: anything else.
    """
    return _parse(text, ("",))


def parse_weekly(text: str) -> LocalTime | None:
    """`mon 07:30`.

    Raises:
        ValueError: anything else.
    """
    return _parse(text, WEEKDAYS)


def parse_monthly(text: str) -> LocalTime | None:
    """`1 07:30`, with a day every month has, or `last 07:30`.

    Raises:
        ValueError: anything else.
    """
    return _parse(text, (*map(str, range(1, EVERY_MONTH_HAS + 1)), LAST_DAY))


def _parse(text: str, days: tuple[str, ...]) -> LocalTime | None:
    if not text.strip():
        return None
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError(text)
    day, hour, minute = (found[1] or "").lstrip("0"), int(found[2]), int(found[3])
    if day not in days or hour > 23 or minute > 59:  # noqa: PLR2004 - the clock's own figures
        raise ValueError(text)
    return LocalTime(hour, minute, day)
