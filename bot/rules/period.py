"""Periods of whole days at the desk: the reporting month so far, named days, and what each is compared with.

A reporting month (kỳ báo cáo) starts on the day of the month the office sets (`report_month_starts_on`, 1 to 28), and
is named by its first and last day, never by a month alone.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import DutyError

ONE_DAY = timedelta(days=1)
LONGEST_DAYS = 366
_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_EARLIEST = 2000
MOST_DATES = 2


@dataclass(frozen=True, slots=True)
class Period:
    """From the start of `first` to the end of `last`, days of the desk's own calendar."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def each(self) -> list[date]:
        """Its days, in order."""
        return [self.first + n * ONE_DAY for n in range(self.days)]

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its beginning, and the first moment after it: midnights at the desk, whatever the clocks do between."""
        return midnight(self.first, zone), midnight(self.last + ONE_DAY, zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment a day begins at the desk, in UTC; where the clocks skip midnight, the first moment after."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def month_of(day: date, starts_on: int) -> Period:
    """The reporting month a day lies in."""
    first = day.replace(day=starts_on)
    if day < first:
        first = (day.replace(day=1) - ONE_DAY).replace(day=starts_on)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=starts_on)
    return Period(first, following - ONE_DAY)


def month_so_far(today: date, starts_on: int) -> Period:
    """The running reporting month, up to and including today."""
    return Period(month_of(today, starts_on).first, today)


def before(period: Period, starts_on: int) -> Period:
    """What a period is compared with.

    A reporting month, whole or so far, is compared with as much of the reporting month before; anything else
    with as many days just before.
    """
    month = month_of(period.first, starts_on)
    if period.first != month.first or period.last > month.last or period.days == 1:
        return Period(period.first - period.days * ONE_DAY, period.first - ONE_DAY)
    earlier = month_of(month.first - ONE_DAY, starts_on)
    if period.last == month.last:
        return earlier
    return Period(earlier.first, min(earlier.first + (period.days - 1) * ONE_DAY, earlier.last))


def read_period(text: str, today: date, starts_on: int) -> Period:
    """What is meant by nothing, one day, or two (`dd/mm/yyyy`), both included.

    A period that reaches into the future ends today.

    Raises:
        DutyError: `dates-unread` for what is no date, `dates-reversed`, `dates-ahead` (it has not begun),
            `dates-too-long`.
    """
    words = text.split()
    if not words:
        return month_so_far(today, starts_on)
    days = [_read_day(word) for word in words]
    if len(days) > MOST_DATES:
        raise DutyError("dates-unread", wrong=" ".join(words[MOST_DATES:]))
    first, last = days[0], days[-1]
    if last < first:
        raise DutyError("dates-reversed", first=words[0], last=words[-1])
    if first > today:
        raise DutyError("dates-ahead", wrong=words[0])
    if (last - first).days >= LONGEST_DAYS:
        raise DutyError("dates-too-long", most=LONGEST_DAYS, days=(last - first).days + 1)
    return Period(first, min(last, today))


def _read_day(word: str) -> date:
    found = _DATE.fullmatch(word)
    try:
        day, month, year = map(int, found.groups()) if found else (0, 0, 0)
        if year < _EARLIEST:
            raise DutyError("dates-unread", wrong=word)
        return date(year, month, day)
    except ValueError:
        raise DutyError("dates-unread", wrong=word) from None
