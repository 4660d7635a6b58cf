"""How a desk cuts its days into shifts: 24 hours, 3 × 8, 2 × 12, or as it says itself.

Hours are those on the wall: a shift from 22:00 to 06:00 lasts seven or nine hours in the night when clocks are
changed, and the next one begins exactly where it ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

A_DAY = timedelta(days=1)
EQUAL_PARTS: Mapping[str, int] = {"24h": 1, "3x8": 3, "2x12": 2}
FREE = "free"
USUAL_START = time(8)


@dataclass(frozen=True, slots=True)
class Span:
    """One shift of a day: from when to when, counted on the wall from the day's midnight."""

    begins: timedelta
    ends: timedelta

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its start and end that day, UTC."""
        return _moment(day, self.begins, zone), _moment(day, self.ends, zone)


def equal_spans(pattern: str, starts: time = USUAL_START) -> tuple[Span, ...]:
    """The shifts of `24h`, `3x8` or `2x12`, the first from `starts`.

    Raises:
        KeyError: for any other pattern.
    """
    parts = EQUAL_PARTS[pattern]
    first = since_midnight(starts)
    return tuple(Span(first + A_DAY * n / parts, first + A_DAY * (n + 1) / parts) for n in range(parts))


def free_spans(hours: Iterable[tuple[time, time]]) -> tuple[Span, ...]:
    """Shifts as written: one that ends at or before the hour it begins at ends the next day.

    One that begins before the one written above it begins the next day as well.
    """
    spans: list[Span] = []
    for starts, ends in hours:
        begins = since_midnight(starts)
        if spans and begins < spans[-1].begins:
            begins += A_DAY
        until = since_midnight(ends)
        while until <= begins:
            until += A_DAY
        spans.append(Span(begins, until))
    return tuple(spans)


def since_midnight(at: time) -> timedelta:
    """A time of day as what the wall clock counts from midnight."""
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def _moment(day: date, on_the_wall: timedelta, zone: ZoneInfo) -> datetime:
    return (datetime.combine(day, time()) + on_the_wall).replace(tzinfo=zone).astimezone(UTC)
