"""Summaries (bản tổng hợp) to superiors: by day, week and month, at the desk's own hour."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.rules.period import ONE_DAY, Period, month_of

WEEK = 7 * ONE_DAY


class Rhythm(StrEnum):
    """How often. The value is the key of the setting."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


OWNER = "summaries"
"""The kind of owner of what is wound here: a desk's summaries."""
DUTIES = {f"summary-{rhythm.value}": rhythm for rhythm in Rhythm}
"""Each a duty of the clock, by its name."""


@dataclass(frozen=True, slots=True)
class When:
    """A time of day at the desk; `day`: a weekday (`mon`), a day of the month (`1`, `last`), or every day."""

    hour: int
    minute: int
    day: str = ""


def next_at(rhythm: Rhythm, when: When, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment later than `after`.

    An hour the clocks skip comes when they have gone on; one they show twice is the first of the two, once.
    """
    trigger = CronTrigger(
        hour=when.hour,
        minute=when.minute,
        day=when.day if rhythm is Rhythm.MONTHLY else None,
        day_of_week=when.day if rhythm is Rhythm.WEEKLY else None,
        timezone=zone,
    )
    start = after.astimezone(zone)
    while True:
        found = trigger.get_next_fire_time(None, start)
        if not isinstance(found, datetime):
            raise TypeError(when)
        first = found.replace(fold=0).astimezone(UTC)
        if first > after:
            return first
        start = datetime.combine(found.date() + ONE_DAY, datetime.min.time(), tzinfo=zone)


def covered(rhythm: Rhythm, due_at: datetime, zone: ZoneInfo, starts_on: int) -> Period:
    """What a summary that is due then is about: the day, the seven days or the reporting month that have ended."""
    today = due_at.astimezone(zone).date()
    yesterday = today - ONE_DAY
    match rhythm:
        case Rhythm.DAILY:
            return Period(yesterday, yesterday)
        case Rhythm.WEEKLY:
            return Period(today - WEEK, yesterday)
    return month_of(month_of(today, starts_on).first - ONE_DAY, starts_on)


def covered_late(
    rhythm: Rhythm, when: When, due_at: datetime, now: datetime, zone: ZoneInfo, starts_on: int
) -> Period:
    """The same where nobody was there when it was due: one summary for all that were missed, and nothing left out."""
    first = covered(rhythm, due_at, zone, starts_on).first
    latest = due_at
    while (following := next_at(rhythm, when, latest, zone)) <= now:
        latest = following
    return Period(first, covered(rhythm, latest, zone, starts_on).last)
