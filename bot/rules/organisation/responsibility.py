"""Which shift answers for its desk when an organisation is set up.

Responsibility passes with the incoming leader's Nhận ca (`bot/rules/handover.py`), and at a shift's start where nobody
answers: nothing of that is foreseen here, and nothing of the past is rewritten. Only a shift that has begun while
nobody answers is responsible at once, from now on.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.rules.organisation.state import ShiftState


def with_responsibility(shifts: Iterable[ShiftState], now: datetime) -> list[ShiftState]:
    """The shifts of one desk, in order, one of them responsible from now on where none was and one is under way."""
    ordered = sorted(shifts, key=lambda shift: shift.starts_at)
    if any(shift.is_responsible(now) for shift in ordered):
        return ordered
    under_way = [
        shift
        for shift in ordered
        if shift.starts_at <= now < shift.ends_at and shift.responsible_from is None
    ]
    begins = under_way[-1] if under_way else None
    return [replace(shift, responsible_from=now) if shift is begins else shift for shift in ordered]
