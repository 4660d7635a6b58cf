"""From when to when each shift answers for its desk.

Assumption, until shifts hand over to each other: a shift is responsible from its start until the start of the
desk's next shift, past its own planned end if need be. What was so in the past is never rewritten: a shift
stored after its start takes over from the one that is responsible now, not before.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest

from bot.rules.organisation.state import ShiftState


def with_responsibility(shifts: Iterable[ShiftState], now: datetime) -> list[ShiftState]:
    """The shifts of one desk with their periods, in order. Stored shifts that have begun keep their past."""
    ordered = sorted(shifts, key=lambda shift: shift.starts_at)
    known = [shift for shift in ordered if _has_past(shift, now)]
    nexts = [shift.starts_at for shift in ordered[1:]]
    result: list[ShiftState] = []
    for shift, until in zip_longest(ordered, nexts):
        if _has_past(shift, now):
            ends = shift.responsible_until
            if ends is None or ends > now:
                ends = max(until, now) if until is not None else None
            result.append(replace(shift, responsible_until=ends))
            continue
        begins: datetime | None = shift.starts_at
        if shift.starts_at <= now and any(
            _overlaps(other, shift.starts_at, min(until or now, now)) for other in known
        ):
            begins = now if until is None or until > now else None
        result.append(
            replace(shift, responsible_from=begins, responsible_until=until if begins is not None else None)
        )
    return result


def _has_past(shift: ShiftState, now: datetime) -> bool:
    return shift.id is not None and shift.responsible_from is not None and shift.responsible_from <= now


def _overlaps(shift: ShiftState, begins: datetime, ends: datetime) -> bool:
    """Whether a shift was responsible within `begins` … `ends`."""
    if shift.responsible_from is None:
        return False
    return shift.responsible_from < ends and (
        shift.responsible_until is None or shift.responsible_until > begins
    )
