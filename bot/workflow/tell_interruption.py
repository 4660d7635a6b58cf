"""After an outage: those on duty and the administrators are told from when to when; each desk's log keeps it.

What was written meanwhile waits at the messenger for a day, but presses are lost after minutes (Bot API): people must
know that nobody heard them.
"""

from datetime import datetime, timedelta

from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.workflow import recipients
from bot.workflow.log_step import log_step
from bot.workflow.telling import Telling
from storage import people
from storage.times import microseconds

KEPT_FOR = timedelta(hours=24)  # how long the messenger keeps what people write (Bot API, "Getting updates")


async def tell_interruption(step: Telling, from_at: datetime) -> None:
    """The bot was away from that moment until now."""
    told: list[Recipient] = []
    desks = await people.list_desks(step.tx)
    for desk in desks:
        told += [
            *await recipients.leaders(step, desk.id),
            *await recipients.desk(step, desk.id),
            *await recipients.administrators(step, desk.id),
        ]
    values = {"from_at": from_at, "until_at": step.now, "is_long": step.now - from_at >= KEPT_FOR}
    await step.say(recipients.once(told), Screen("interrupted", values), priority=0)
    for desk in desks:
        await log_step(
            step.tx,
            LogKind.SYSTEM_INTERRUPTED,
            None,
            now=step.now,
            occurred_at=from_at,
            desk_id=desk.id,
            payload={"from_at": microseconds(from_at), "until_at": microseconds(step.now)},
        )
