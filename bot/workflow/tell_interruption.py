"""After an outage: those on duty and the administrators are told from when to when; each desk's log keeps it.

What was written meanwhile waits at the messenger for a day, but presses are lost after minutes (Bot API): people must
know that nobody heard them.
"""

from datetime import datetime, timedelta

from bot.rules.channel import Channel
from bot.rules.log_entry import LogKind, NewLogEntry
from bot.rules.message import Recipient, Screen
from bot.workflow import recipients
from bot.workflow.telling import Telling
from storage import duty_log, people, shifts
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
        shift = await shifts.find_responsible(step.tx, desk.id, step.now)
        await duty_log.append(
            step.tx,
            NewLogEntry(
                kind=LogKind.SYSTEM_INTERRUPTED,
                desk_id=desk.id,
                shift_id=shift.id if shift else None,
                channel=Channel.MESSAGE,
                occurred_at=from_at,
                recorded_at=step.now,
                payload={"from_at": microseconds(from_at), "until_at": microseconds(step.now)},
            ),
        )
