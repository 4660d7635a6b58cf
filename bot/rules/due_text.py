"""A moment to come, as people type it for a deadline: "16h30", "16:30 25/11", "sau 2h", "+30p"."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.fold import fold

CLOCK = re.compile(
    r"(?<![0-9])(?P<hour>[0-9]{1,2}) ?(?:h|g|gio|:) ?(?:(?P<minute>[0-9]{2})(?![/.-][0-9]))?(?![0-9])"
    r"(?:[^0-9]{0,12}(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})(?:[/.-](?P<year>[0-9]{4}))?)?"
)
SPAN = re.compile(
    r"(?:\+|\bsau |\bthem |\btrong |\bin )(?P<count>[0-9]{1,4}) ?(?P<unit>phut|p|min|gio|h|tieng|ngay|d)"
)
STANDS = re.compile(
    r"\b(?:co hieu luc|in force|stands) (?:cho )?(?:den|toi|until) (?:het )?(?P<until>[^;\n]{1,40})"
)
DATE = re.compile(
    r"(?<![0-9:])(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})(?:[/.-](?P<year>[0-9]{4}))?(?![0-9])"
)
UNITS = {
    "phut": timedelta(minutes=1),
    "p": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "gio": timedelta(hours=1),
    "h": timedelta(hours=1),
    "tieng": timedelta(hours=1),
    "ngay": timedelta(days=1),
    "d": timedelta(days=1),
}
A_DAY = timedelta(days=1)


def read_due(text: str, now: datetime, time_zone: ZoneInfo) -> datetime | None:
    """The first moment after `now` that the text names; None when it names none.

    A clock time without a date is the next time the clock shows it; a date without a year is this year's.
    """
    folded = fold(text)
    span = SPAN.search(folded)
    if span:
        return now + int(span["count"]) * UNITS[span["unit"]]
    clock = CLOCK.search(folded)
    if clock is None:
        return None
    local = now.astimezone(time_zone)
    try:
        at = local.replace(hour=int(clock["hour"]), minute=int(clock["minute"] or 0), second=0, microsecond=0)
        if clock["day"]:
            year = int(clock["year"] or local.year)
            return at.replace(year=year, month=int(clock["month"]), day=int(clock["day"]))
    except ValueError:
        return None
    return at if at > local else at + A_DAY


def read_until(text: str, now: datetime, time_zone: ZoneInfo) -> datetime | None:
    """The moment a text names as its end: an hour as for a deadline, or a day, which counts to its last minute.

    A day without a year that has passed is next year's.
    """
    at = read_due(text, now, time_zone)
    named = DATE.search(fold(text))
    if at is not None or named is None:
        return at
    local = now.astimezone(time_zone)
    last_minute = local.replace(hour=23, minute=59, second=0, microsecond=0)
    try:
        day = last_minute.replace(month=int(named["month"]), day=int(named["day"]))
        if named["year"]:
            return day.replace(year=int(named["year"]))
        return day if day > local else day.replace(year=day.year + 1)
    except ValueError:
        return None


def read_stands_until(text: str, now: datetime, time_zone: ZoneInfo) -> datetime | None:
    """Until when a directive stands by its own words: "… có hiệu lực đến 08:00 30/11/2026"; None: carried out once."""
    said = STANDS.search(fold(text))
    return None if said is None else read_until(said["until"], now, time_zone)
