"""A shift's start has come."""

from collections.abc import Sequence

from bot.workflow import open_shift
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying


async def fire(step: Firing) -> Sequence[Saying]:
    """One turn; what is said of it is its own message."""
    await open_shift.open_shift(step, step.timer.subject_id)
    return ()
