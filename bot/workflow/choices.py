"""A question with buttons that is answered once: its buttons go when one of them was taken."""

from bot.rules.incident import Incident
from bot.rules.message import Screen
from bot.workflow.taking import Taking
from storage import message_links, outbox

ONCE = "choice"
"""The subject of such a message."""


async def offer(step: Taking, screen: Screen, incident: Incident | None = None) -> None:
    """Ask it where the actor is."""
    await step.say(step.here, screen, incident, priority=0, subject=ONCE)


async def taken(step: Taking) -> None:
    """The press that was just obeyed came from such a message, or not."""
    source = step.source
    if not source.is_press or source.message_id is None:
        return
    link = await message_links.find_link(step.tx, source.chat_id, source.message_id)
    if link is not None and link.subject == ONCE:
        await outbox.strip_keyboard(step.tx, step.here, source.message_id, at=step.now)
