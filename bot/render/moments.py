"""Times, durations and numbers as people read them.

Templates get times as aware datetimes or, from stored values, as integer microseconds UTC; durations as
timedeltas or integer microseconds. The form is `HH:mm dd/MM/yyyy` in the desk's time zone, in both languages.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_decimal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
_NEVER = 10**12  # babel's threshold: no count is large enough to switch to a larger unit

Form = Literal["long", "short"]


def as_moment(value: datetime | int) -> datetime:
    """An aware datetime from what a template was given.

    Raises:
        TypeError: for a datetime without a zone, and anything else.
    """
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return EPOCH + value * MICROSECOND
    raise TypeError(value)


def as_duration(value: timedelta | int) -> timedelta:
    """A timedelta from what a template was given."""
    return value if isinstance(value, timedelta) else value * MICROSECOND


@dataclass(frozen=True, slots=True)
class Moments:
    """The forms of one language in one time zone."""

    language: str
    zone: ZoneInfo

    def when(self, at: datetime | int, now: datetime | int | None = None) -> str:
        """`14:05 23/11/2026`; the time alone when it is the same day as `now` at the desk."""
        same_day = now is not None and self._local(at).date() == self._local(now).date()
        return self._form(at, "HH:mm" if same_day else "HH:mm dd/MM/yyyy")

    def time(self, at: datetime | int) -> str:
        """`14:05`."""
        return self._form(at, "HH:mm")

    def day(self, at: datetime | int) -> str:
        """`23/11/2026`."""
        return self._form(at, "dd/MM/yyyy")

    def age(self, since: datetime | int, now: datetime | int) -> str:
        """How long ago, in whole minutes from one minute on: `2 giờ 5 phút`."""
        seconds = max(0, int((as_moment(now) - as_moment(since)).total_seconds()))
        return self._spell(seconds if seconds < _UNITS[2][1] else seconds - seconds % _UNITS[2][1])

    def duration(self, value: timedelta | int) -> str:
        """A length of time by its two largest units: `1 phút 30 giây`, `1 ngày 2 giờ`."""
        return self._spell(max(0, round(as_duration(value).total_seconds())))

    def short(self, value: timedelta | int) -> str:
        """The same in as few letters as the language allows, where there is little room: `1 hr 30 min`."""
        return self._spell(max(0, round(as_duration(value).total_seconds())), "short")

    def number(self, value: float) -> str:
        """A number with the language's separators: `12.345,5`."""
        return format_decimal(value, locale=self.language)

    def _local(self, at: datetime | int) -> datetime:
        return as_moment(at).astimezone(self.zone)

    def _form(self, at: datetime | int, form: str) -> str:
        return format_datetime(as_moment(at), form, tzinfo=self.zone, locale=self.language)

    def _spell(self, seconds: int, form: Form = "long") -> str:
        first = next((i for i, (_, size) in enumerate(_UNITS) if seconds >= size), len(_UNITS) - 1)
        parts, left = [], seconds
        for unit, size in _UNITS[first : first + 2]:
            count, left = divmod(left, size)
            if count or not seconds:
                parts.append(self._count(count, unit, size, form))
        return " ".join(parts)

    def _count(self, count: int, unit: str, size: int, form: Form) -> str:
        return format_timedelta(
            timedelta(seconds=count * size),
            granularity=unit,  # type: ignore[arg-type] # one of babel's own literals, from _UNITS
            threshold=_NEVER,
            format=form,
            locale=self.language,
        )
