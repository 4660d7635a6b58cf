"""The demo's shifts: one under way, as somebody who drops in finds it, and a week's roster of two that take turns."""

from datetime import datetime, timedelta

from bot.rules.organisation.entries import ShiftEntry

BEGAN = timedelta(hours=2)  # so long ago, to the hour
LASTS = timedelta(hours=24)
SHIFTS = 7  # a roster to look at, and somebody to take over when the clock is moved on
DEPUTY = "A-1025"
LEADER_AND_OFFICER = (("A-1024", "A-1031"), ("A-1026", "A-1032"))
"""Nobody is on both sides of a handover, so each role of it has a phone of its own."""


def beginning(now: datetime) -> datetime:
    """When the shift under way at `now` began."""
    return (now - BEGAN).replace(minute=0, second=0, microsecond=0)


def roster(begins: datetime) -> tuple[ShiftEntry, ...]:
    """The shift that began then, and those after it."""
    return tuple(
        ShiftEntry(
            n=n + 1,
            desk="HP",
            starts_at=begins + n * LASTS,
            ends_at=begins + (n + 1) * LASTS,
            leader=leader,
            deputy=DEPUTY,
            officers=(officer,),
        )
        for n in range(SHIFTS)
        for leader, officer in (LEADER_AND_OFFICER[n % len(LEADER_AND_OFFICER)],)
    )
