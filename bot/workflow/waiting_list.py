"""The pinned "Chờ đ/c cho ý kiến (3)" in the leader's chat, kept true."""

from bot.workflow import recipients
from bot.workflow.telling import Telling
from storage import incidents


async def refresh_waiting(step: Telling, desk_id: int) -> None:
    """Draw the list anew where it stands; pin it for a leader who has something waiting and no list yet."""
    await step.refresh("waiting", desk_id)
    if await incidents.list_undecided(step.tx, desk_id):
        for leader in await recipients.leaders(step, desk_id):
            if leader.chat_id is not None:
                await step.show(leader, "waiting", desk_id, pin=True)
