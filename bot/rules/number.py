"""The number of an incident: HP-2026-0123, per desk and year of receipt, for life, readable over a phone."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

FEWEST_DIGITS = 4
WRITTEN = re.compile(
    r"(?:(?P<desk>[A-Z][A-Z0-9]{0,7})-(?P<year>[0-9]{4})-)?(?P<counter>[0-9]{4,9})(?:/(?P<directive>[0-9]{1,3}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as somebody typed it: whole, or the counter alone; perhaps with a directive's `/n`."""

    desk: str | None
    year: int | None
    counter: int
    directive: int | None

    def means(self, number: str) -> bool:
        """Whether this is how `number` (HP-2026-0123) can be written: equal, never a suffix."""
        desk, year, counter = number.rsplit("-", 2)
        return self.counter == int(counter) and (
            self.desk is None or (self.desk == desk and self.year == int(year))
        )


def compose(desk: str, year: int, counter: int) -> str:
    """The whole number, its counter with at least four digits."""
    return f"{desk}-{year}-{counter:0{FEWEST_DIGITS}d}"


def year_of(received_at: datetime, time_zone: ZoneInfo) -> int:
    """The year a number belongs to: that of receipt, in the desk's time zone."""
    return received_at.astimezone(time_zone).year


def read_number(word: str) -> WrittenNumber | None:
    """The number a word is, or None when it is none."""
    match = WRITTEN.fullmatch(word)
    if match is None:
        return None
    desk, year, directive = match["desk"], match["year"], match["directive"]
    return WrittenNumber(
        desk=desk.upper() if desk else None,
        year=int(year) if year else None,
        counter=int(match["counter"]),
        directive=int(directive) if directive else None,
    )
