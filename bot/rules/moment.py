"""What moment an hour, a part of the day and a day mean, seen from now.

Rules: day first; no year, or no day at all, is the nearest past; "3h chiều" is 15:00.
"""

from datetime import date, datetime, time, timedelta

from bot.rules.day_text import Day

_NOON, _MIDNIGHT = 12, 24
_STILL_NIGHT_UNTIL = 5
"""Before five in the morning "tối nay" is the evening that has just gone."""
CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""An author's clock may be a little fast: that is now, not yesterday."""
PERHAPS_A_SLIP = timedelta(hours=1)
"""An hour that comes within this is a slip of the thumb as likely as yesterday's."""
_YEARS = range(2000, 2100)
_ONE_DAY = timedelta(days=1)

# For each part of the day, the hours on a twelve-hour clock that get twelve more, and those that stay as they are.
_AFTERNOON_HOURS = {
    "noon": range(1, 3),
    "afternoon": range(1, 8),
    "evening": range(5, 12),
    "night": range(8, 12),
    "pm": range(1, 12),
}
_PLAIN_HOURS = {
    "": range(25),
    "dawn": range(7),
    "morning": range(12),
    "am": range(12),
    "noon": range(10, 15),
    "afternoon": range(12, 20),
    "evening": range(17, 25),
    "night": (*range(5), *range(18, 25)),
    "pm": range(12, 24),
}
_MIDNIGHT_AT_TWELVE = frozenset({"dawn", "am", "evening", "night"})


def hour_of(hour: int, part: str) -> int | None:
    """Return the hour, 0 to 24, that `hour` means in this part of the day; None where both cannot be true.

    24 is the midnight at the end of the day.
    """
    if hour == _NOON and part in _MIDNIGHT_AT_TWELVE:
        return 0 if part in ("dawn", "am") else _MIDNIGHT
    if hour in _AFTERNOON_HOURS.get(part, ()):
        return hour + _NOON
    return hour if hour in _PLAIN_HOURS[part] else None


def moments(now: datetime, day: Day | None, part: str, hour: int, minute: int) -> list[datetime]:
    """Return the local moments that are meant, more than one where the words leave it open.

    `now` is in the desk's time zone, and so is the answer. An impossible date or hour gives none.
    """
    real_hour = hour_of(hour, part)
    if real_hour is None:
        return []
    if day is None or day.relative == "same":
        return _nearest_past(now, real_hour, minute)
    days = _days(now, day, part, real_hour)
    found = [_at(now, one, real_hour, minute) for one in days]
    past = [one for one in found if one <= now]
    return past or found


def _nearest_past(now: datetime, hour: int, minute: int) -> list[datetime]:
    today = _at(now, now.date(), hour % _MIDNIGHT, minute)
    if today <= now + CLOCKS_DIFFER_BY:
        return [today]
    yesterday = _at(now, now.date() - _ONE_DAY, hour % _MIDNIGHT, minute)
    return [yesterday, today] if today <= now + PERHAPS_A_SLIP else [yesterday]


def _days(now: datetime, day: Day, part: str, hour: int) -> list[date]:
    today = now.date()
    early = hour < _STILL_NIGHT_UNTIL
    if day.relative == "today":
        is_gone = now.hour < _STILL_NIGHT_UNTIL and hour >= _NOON
        return [today - _ONE_DAY if is_gone else today]
    if day.relative == "yesterday":
        # The night of yesterday ends this morning.
        return [today if part == "night" and early else today - _ONE_DAY]
    if day.relative == "day_before":
        return [today - 2 * _ONE_DAY]
    if day.relative.startswith("weekday_"):
        back = (today.isoweekday() - int(day.relative[-1])) % 7
        if back == 0 and time(hour % _MIDNIGHT) > now.time():
            back = 7
        return [today - back * _ONE_DAY]
    dated = _date(today, day)
    if dated is None:
        return []
    # "1h đêm 22/11" may be said of either side of midnight.
    return [dated, dated + _ONE_DAY] if part == "night" and early else [dated]


def _date(today: date, day: Day) -> date | None:
    try:
        if day.month is not None and day.year is not None:
            # A year out of a report's reach is a slip of the thumb, and its ends are beyond the calendar.
            if day.year not in _YEARS:
                return None
            return date(day.year, day.month, day.day)
        if day.month is not None:
            this_year = date(today.year, day.month, day.day)
            return this_year if this_year <= today else date(today.year - 1, day.month, day.day)
        this_month = today.replace(day=day.day)
        if this_month <= today:
            return this_month
        return (today.replace(day=1) - _ONE_DAY).replace(day=day.day)
    except ValueError:
        return None


def _at(now: datetime, day: date, hour: int, minute: int) -> datetime:
    midnight = datetime.combine(day, time(0, minute), tzinfo=now.tzinfo)
    return midnight + timedelta(hours=hour)
