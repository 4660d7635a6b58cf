"""The heartbeat, on each database."""

from dataclasses import replace
from datetime import timedelta

from bot.audit.heart import Heart
from bot.pulse import Beat, Pulse
from storage import heartbeat
from storage.database import Database
from storage.heartbeat import Heartbeat
from tests.support.office import StillClock
from tests.support.organisation import MORNING


async def test_what_was_written_is_read(database: Database) -> None:
    """Each moment comes back to the microsecond, and what never happened as nothing; before the first there is none."""
    async with database.read() as tx:
        assert await heartbeat.find(tx) is None
    beat = Heartbeat(MORNING + timedelta(microseconds=1), poll=MORNING)
    for one in (beat, replace(beat, send=MORNING)):
        async with database.transaction() as tx:
            await heartbeat.put(tx, one)
        async with database.read() as tx:
            assert await heartbeat.find(tx) == one


async def test_a_part_that_did_nothing_since_the_start_keeps_its_last_moment(database: Database) -> None:
    """After a restart the row still says when a message was last sent before it."""
    clock = StillClock()
    async with database.transaction() as tx:
        await heartbeat.put(tx, Heartbeat(MORNING, send=MORNING))
    clock.at += timedelta(minutes=1)
    pulse = Pulse(clock)
    pulse.beat(Beat.POLL)
    await Heart(database, clock, pulse).write()
    async with database.read() as tx:
        assert await heartbeat.find(tx) == Heartbeat(clock.at, poll=clock.at, send=MORNING)
