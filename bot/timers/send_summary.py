"""A summary of the day, the week or the month goes to the superiors."""

from collections.abc import Sequence

from bot.rules import summary
from bot.rules.due import Due, Owner
from bot.workflow import send_summary
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying
from bot.workflow.telling import Telling
from storage import people


async def fire(step: Firing) -> Sequence[Saying]:
    """Send it; nothing of it is said together with reminders."""
    await send_summary.send(step)
    return ()


async def owners(step: Telling) -> Sequence[Owner]:
    """Every desk: a changed hour holds from the next start."""
    return [Owner(summary.OWNER, desk.id, desk.id) for desk in await people.list_desks(step.tx)]


async def dues_of(step: Telling, desk_id: int) -> Sequence[Due]:
    """The next summaries of a desk."""
    return await send_summary.dues_of(step, desk_id)
