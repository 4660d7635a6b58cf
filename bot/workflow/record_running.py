"""The bot's own start and stop, in the system's log: an interruption of the duty desk's line is a fact (Art. 4.1)."""

from dataclasses import replace
from datetime import timedelta

from bot.desk import Desk
from bot.rules.channel import Channel
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from bot.workflow.tell_interruption import tell_interruption
from bot.workflow.telling import ActorlessStep
from bot.workflow.wind_roster import wind_at_start
from storage import duty_log, heartbeat
from storage.heartbeat import Heartbeat


async def started(desk: Desk, interrupted_after: timedelta) -> None:
    """The bot runs from now on. Away for at least `interrupted_after` by its last heartbeat, it says so.

    What is due for the rosters is wound, also where they changed without it.
    """
    async with desk.database.transaction() as tx:
        step = ActorlessStep(desk, tx, desk.clock.now())
        last = await heartbeat.find(tx)
        if last is not None and step.now - last.at >= interrupted_after:
            await tell_interruption(step, last.at)
        await _record(step, LogKind.SYSTEM_STARTED)
        await wind_at_start(step)


async def stopped(desk: Desk) -> None:
    """The bot ends in an orderly way; after a crash this entry is missing, and that tells."""
    async with desk.database.transaction() as tx:
        await _record(ActorlessStep(desk, tx, desk.clock.now()), LogKind.SYSTEM_STOPPED)


async def _record(step: ActorlessStep, kind: LogKind) -> None:
    last = await heartbeat.find(step.tx) or Heartbeat(step.now)
    await heartbeat.put(step.tx, replace(last, at=step.now))
    await duty_log.append(
        step.tx,
        NewLogEntry(
            kind=kind,
            desk_id=SYSTEM,
            channel=Channel.MESSAGE,
            occurred_at=step.now,
            recorded_at=step.now,
        ),
    )
