"""A day before a shift: what is missing in it."""

from collections.abc import Sequence

from bot.workflow import check_roster
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying


async def fire(step: Firing) -> Sequence[Saying]:
    """One turn; what it says goes out by itself."""
    await check_roster.check_shift(step)
    return ()
