"""The heart: writes the heartbeat down while the bot lives, so that the next start knows how long it was away."""

import structlog

from bot.clock import Clock
from bot.pulse import Beat, Pulse
from storage import heartbeat
from storage.engine import Database
from storage.errors import UnavailableError
from storage.heartbeat import Heartbeat

EVERY_SECONDS = 15.0  # each is a commit, and a commit wakes the loops

log = structlog.get_logger(__name__)


class Heart:
    """Beats until cancelled. What has passed unwritten at the end of the process is at most `EVERY_SECONDS`."""

    def __init__(self, database: Database, clock: Clock, pulse: Pulse) -> None:
        self._database = database
        self._clock = clock
        self._pulse = pulse

    async def run(self) -> None:
        """Write one heartbeat after the other."""
        while True:
            await self._clock.sleep(EVERY_SECONDS)
            try:
                await self.write()
            except UnavailableError:
                log.warning("database_unavailable")

    async def write(self) -> None:
        """One heartbeat. A part that has done nothing since the start keeps its last moment from before."""
        async with self._database.transaction() as tx:
            before = await heartbeat.find(tx)
            last = {what.value: self._pulse.last(what) or getattr(before, what, None) for what in Beat}
            await heartbeat.put(tx, Heartbeat(self._clock.now(), **last))
