"""Quiet hours of the desk: they hold what is thường, and nothing else."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one hour to another in the desk's time zone, over midnight where the second is the earlier."""

    begins: time
    ends: time
    time_zone: ZoneInfo

    def hold(self, at: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into."""
        local = at.astimezone(self.time_zone)
        clock = local.time().replace(tzinfo=None)
        if self.begins <= self.ends:
            is_quiet, next_day = self.begins <= clock < self.ends, False
        else:
            is_quiet, next_day = clock >= self.begins or clock < self.ends, clock >= self.begins
        if not is_quiet:
            return at
        day = local.date() + timedelta(days=1) if next_day else local.date()
        return datetime.combine(day, self.ends, self.time_zone).astimezone(at.tzinfo)


def at_any_hour(at: datetime) -> datetime:
    """No quiet hours: a desk that is on duty day and night."""
    return at
