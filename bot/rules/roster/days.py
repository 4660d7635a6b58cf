"""Working days and days off: the public holidays of Vietnam, as the office itself corrects them.

The government moves days off every year (nghỉ bù, hoán đổi ngày làm việc), sometimes after this program was built:
the office's own list always wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from holidays import country_holidays

COUNTRY = "VN"
NAMES_IN = {"vi": "vi", "en": "en_US"}
SATURDAY = 5


class Days(StrEnum):
    """On which days a roster holds."""

    ALL = "all"
    WORKING = "working"
    WEEKEND = "weekend"
    """a Saturday or Sunday that is no holiday and no day worked instead of another"""
    HOLIDAY = "holiday"
    OFF = "off"
    """weekend or holiday"""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day as the office has it. `is_off` False: worked, whatever the calendar says. `n`: its place in the file."""

    on: date
    is_off: bool
    name: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class DutyCalendar:
    """Which days are holidays, by their names, and which are worked although they fall on a weekend."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()

    def name(self, on: date) -> str:
        """The holiday's name; empty on any other day."""
        return self.holidays.get(on, "")

    def kind(self, on: date) -> Days:
        """Working day, weekend or holiday."""
        if on in self.holidays:
            return Days.HOLIDAY
        if on.weekday() >= SATURDAY and on not in self.worked:
            return Days.WEEKEND
        return Days.WORKING

    def fits(self, on: date, days: Days) -> bool:
        """Whether that day is one of these."""
        kind = self.kind(on)
        return days is Days.ALL or days is kind or (days is Days.OFF and kind is not Days.WORKING)


def duty_calendar(
    years: Iterable[int], special: Iterable[SpecialDay] = (), language: str = "vi"
) -> DutyCalendar:
    """The days of these years. Whatever the office says of a day stands in for what the calendar says."""
    known: Any = country_holidays(
        COUNTRY, years=sorted(set(years)), language=NAMES_IN.get(language, NAMES_IN["vi"])
    )
    names = dict(known)
    worked = set(known.weekend_workdays)
    for day in special:
        names.pop(day.on, None)
        worked.discard(day.on)
        if not day.is_off:
            worked.add(day.on)
        elif day.name or day.on.weekday() < SATURDAY:
            names[day.on] = day.name or known.get(day.on) or str(day.on.year)
    return DutyCalendar(names, frozenset(worked))
