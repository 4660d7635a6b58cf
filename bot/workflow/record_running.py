"""The bot's own start and stop, in the system's log: an interruption of the duty desk's line is a fact (Art. 4.1)."""

from bot.desk import Desk
from bot.rules.channel import Channel
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from bot.workflow.telling import ActorlessStep
from bot.workflow.wind_roster import wind_at_start
from storage import duty_log


async def started(desk: Desk) -> None:
    """The bot runs from now on; what is due for the rosters is wound, also where they changed without it."""
    await _record(desk, LogKind.SYSTEM_STARTED)
    async with desk.database.transaction() as tx:
        await wind_at_start(ActorlessStep(desk, tx, desk.clock.now()))


async def stopped(desk: Desk) -> None:
    """The bot ends in an orderly way; after a crash this entry is missing, and that tells."""
    await _record(desk, LogKind.SYSTEM_STOPPED)


async def _record(desk: Desk, kind: LogKind) -> None:
    async with desk.database.transaction() as tx:
        now = desk.clock.now()
        await duty_log.append(
            tx,
            NewLogEntry(kind=kind, desk_id=SYSTEM, channel=Channel.MESSAGE, occurred_at=now, recorded_at=now),
        )
