"""A handover is not signed by both sides."""

from collections.abc import Sequence

from bot.workflow import chase_handover
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying


async def fire(step: Firing) -> Sequence[Saying]:
    """One turn; what is said of it is its own message."""
    await chase_handover.chase_handover(step, step.timer.subject_id, step.timer.n, step.late)
    return ()
