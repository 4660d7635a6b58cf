"""By how much something comes late because the bot was not running, and not because it was known of late."""

from bot.workflow.firing import Firing
from storage import timers
from storage.times import MICROSECOND


async def lateness(step: Firing) -> int:
    """In microseconds; 0 where it comes in time, or where nobody knew of it when it should have come."""
    set_at = await timers.set_at(step.tx, step.timer)
    return step.late // MICROSECOND if set_at <= step.timer.due_at else 0
