"""Half an hour before a shift: its people are asked whether they are ready."""

from collections.abc import Sequence

from bot.workflow import call_the_roll
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying


async def fire(step: Firing) -> Sequence[Saying]:
    """One turn; what it says goes out by itself."""
    await call_the_roll.call(step)
    return ()
