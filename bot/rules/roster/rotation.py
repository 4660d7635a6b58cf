"""Rotations: people, teams or units that take their turns by shift or by day, laid out as shifts of a roster.

What a rotation gives for a day depends on the file alone, never on what stood before: next month's file with the same
`since` goes on where this month's ends.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.rules.organisation.entries import ShiftEntry
from bot.rules.roster.days import Days, DutyCalendar
from bot.rules.roster.pattern import Span

A_DAY = timedelta(days=1)

T = TypeVar("T")


class Turns(StrEnum):
    """When the next one's turn comes."""

    SHIFT = "shift"
    """with every shift"""
    DAY = "day"
    """with every day the roster holds on: all shifts of a day have the same people"""


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """`[[rosters]]`: who takes turns at a desk, on which days.

    `leaders`, `deputies` name people by code or unique name; each of `officers` is a team: people, or `@unit` for all
    officers of a unit. `since`: the day on which the first of each has their turn. `n`: its place in the file.
    """

    n: int
    desk: str
    spans: tuple[Span, ...]
    from_on: date
    until_on: date
    since: date
    leaders: tuple[str, ...]
    deputies: tuple[str, ...] = ()
    officers: tuple[tuple[str, ...], ...] = ()
    days: Days = Days.ALL
    turns: Turns = Turns.SHIFT

    def covers(self, on: date, calendar: DutyCalendar) -> bool:
        """Whether it says who is on duty that day."""
        return self.from_on <= on <= self.until_on and calendar.fits(on, self.days)


def lay_out(entries: Sequence[RosterEntry], calendar: DutyCalendar, zone: ZoneInfo) -> tuple[ShiftEntry, ...]:
    """Every shift the rosters give. Where several cover a day of a desk, the last in the file holds that day."""
    shifts: list[ShiftEntry] = []
    for desk in dict.fromkeys(entry.desk for entry in entries):
        own = [entry for entry in entries if entry.desk == desk]
        turns = {id(entry): _turn_numbers(entry, calendar) for entry in own}
        for on in _every_day(min(e.from_on for e in own), max(e.until_on for e in own)):
            holding = [entry for entry in own if entry.covers(on, calendar)]
            if holding:
                shifts += _shifts_of(holding[-1], on, turns[id(holding[-1])][on], zone)
    return tuple(shifts)


def turn(members: Sequence[T], number: int) -> T | None:
    """Whose turn it is; None where nobody takes turns."""
    return members[number % len(members)] if members else None


def _shifts_of(entry: RosterEntry, on: date, day_number: int, zone: ZoneInfo) -> Iterator[ShiftEntry]:
    for place, span in enumerate(entry.spans):
        number = day_number if entry.turns is Turns.DAY else day_number * len(entry.spans) + place
        starts_at, ends_at = span.on(on, zone)
        if starts_at >= ends_at:  # an hour that clocks leap over
            continue
        yield ShiftEntry(
            entry.n,
            entry.desk,
            starts_at,
            ends_at,
            leader=turn(entry.leaders, number),
            deputy=turn(entry.deputies, number) or "",
            officers=turn(entry.officers, number) or (),
        )


def _turn_numbers(entry: RosterEntry, calendar: DutyCalendar) -> dict[date, int]:
    """How many days of its kind went before each, from `since` on."""
    numbers: dict[date, int] = {}
    number = 0
    for on in _every_day(entry.since, entry.until_on):
        if calendar.fits(on, entry.days):
            numbers[on] = number
            number += 1
    number = 0
    for on in reversed(list(_every_day(entry.from_on, entry.since - A_DAY))):
        if calendar.fits(on, entry.days):
            number -= 1
            numbers[on] = number
    return numbers


def _every_day(first: date, last: date) -> Iterable[date]:
    return (first + A_DAY * n for n in range((last - first).days + 1))
