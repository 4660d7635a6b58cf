"""When something is due: a plain value, computed anew whenever the facts change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

ROUTINE = 3
"""The rank of what is not urgent; 0 is hỏa tốc."""

Hold = Callable[[datetime], datetime]
"""When something routine that is due at a moment may be said: the moment itself, or the end of the quiet hours."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a duty of the clock belongs to, and ends with: `kind` incident, draft, form, text, shift or desk."""

    kind: str
    id: int
    desk_id: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """One duty of the clock: a notice of `bot/rules/notice.py`, or a file of `bot/timers/`.

    `first_at`: when it is due for the first time; it is known by that, so the same moment never counts twice.
    `every`: again and again after that. Never at or after `until`. `not_before`: held back till then. `rank`: 0 is
    the most urgent. `at_any_hour`: quiet hours do not hold it.
    """

    duty: str
    subject_id: int
    first_at: datetime
    every: timedelta | None = None
    until: datetime | None = None
    not_before: datetime | None = None
    rank: int = ROUTINE
    at_any_hour: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """The n-th time (from 1) that something is due, and when."""

    n: int
    due_at: datetime


def next_turn(due: Due, fired: int, now: datetime, hold: Hold) -> Turn | None:
    """The next time after `fired` times; None when there is none.

    What was missed while nobody looked comes once: a repeating duty goes on from its first moment in equal steps,
    and the steps that have passed are not made up for.
    """
    at = due.first_at
    if fired:
        if due.every is None or due.every <= timedelta(0):
            return None
        at += max((now - due.first_at) // due.every + 1, 1) * due.every
    if due.not_before is not None:
        at = max(at, due.not_before)
    if due.until is not None and at >= due.until:
        return None
    return Turn(fired + 1, at if due.at_any_hour else hold(at))
