"""A shift is at its planned end: its digest goes out by itself, once."""

from collections.abc import Sequence

from bot.workflow import send_digest
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying


async def fire(step: Firing) -> Sequence[Saying]:
    """One turn; what is said of it is its own message."""
    await send_digest.send_digest(step, step.timer.subject_id, step.late)
    return ()
