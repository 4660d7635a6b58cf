"""From the inbox to the handlers: one update at a time within a chat, chats side by side.

The handler marks its row done in its own transaction, so after a crash it is handled again or not at all.
The files of an album come as updates of their own, a moment apart; they are handled as the one message they were.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.clock import Clock
from storage.engine import Database
from storage.errors import UnavailableError
from storage.inbox import InboxRow, list_new, mark_dead, mark_done, mark_failed

MOST_AT_ONCE = 16
MOST_IN_HAND = 500
TRIES = 3
PAUSES_SECONDS = (0.5, 2.0)  # after the first and the second failed try
ALBUM_IS_WHOLE_AFTER = timedelta(seconds=1)  # without another file of it
LOOK_AGAIN_SECONDS = 15.0  # another process on the same database is not heard

Handle = Callable[[InboxRow], Awaitable[None]]
OnDead = Callable[[InboxRow, Exception], Awaitable[None]]

log = structlog.get_logger(__name__)


class Lanes:
    """Hands every update of the inbox to `handle`; tells `on_dead` once of one that failed three times."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bot_id: int,
        handle: Handle,
        on_dead: OnDead,
        *,
        most_at_once: int = MOST_AT_ONCE,
        pauses_seconds: tuple[float, ...] = PAUSES_SECONDS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bot_id = bot_id
        self._handle = handle
        self._on_dead = on_dead
        self._pauses = pauses_seconds
        self._slots = asyncio.Semaphore(most_at_once)
        self._waiting: dict[int, deque[InboxRow]] = {}
        self._in_hand: set[int] = set()
        self._workers: dict[asyncio.Future[None], int] = {}

    async def run(self) -> None:
        """Handle until cancelled; what was not handled then is handled after the next start."""
        try:
            while True:
                seen = self._database.commits
                try:
                    await self._take_new()
                except UnavailableError:
                    log.warning("database_unavailable")
                    await self._clock.sleep(1.0)
                await self._database.wait_for_commit(seen, LOOK_AGAIN_SECONDS)
        finally:
            await self._stop()

    async def _take_new(self) -> None:
        if len(self._in_hand) >= MOST_IN_HAND:
            return
        before = set(self._in_hand)  # one that ends while we read may still look new in our snapshot
        async with self._database.read() as tx:
            rows = await list_new(tx, self._bot_id, MOST_IN_HAND)
        for row in rows:
            if row.update_id not in before:
                self._in_hand.add(row.update_id)
                self._put(row)

    def _put(self, row: InboxRow) -> None:
        lane = self._waiting.get(row.lane)
        if lane is not None:
            lane.append(row)
            return
        self._waiting[row.lane] = deque([row])
        worker = asyncio.ensure_future(self._work(row.lane))
        self._workers[worker] = row.lane
        worker.add_done_callback(self._ended)

    async def _work(self, lane: int) -> None:
        rows = self._waiting[lane]
        try:
            while rows:
                row = await self._whole(rows.popleft(), rows)
                async with self._slots:
                    await self._see_through(row)
                self._in_hand.difference_update(one.update_id for one in (row, *row.with_it))
        finally:
            del self._waiting[lane]
            self._in_hand.difference_update(row.update_id for row in rows)

    async def _whole(self, row: InboxRow, waiting: deque[InboxRow]) -> InboxRow:
        """The update with the rest of its album, taken out of the lane, once no more of it comes."""
        album = row.album
        if not album:
            return row
        rest: list[InboxRow] = []
        has_waited = False
        while True:
            more = [one for one in waiting if one.album == album]
            for one in more:
                waiting.remove(one)
            rest += more
            newest = max(one.received_at for one in (row, *rest))
            left = ALBUM_IS_WHOLE_AFTER - (self._clock.now() - newest)
            if left <= timedelta() or (has_waited and not more):  # a calendar set back must not hold a chat
                return replace(row, with_it=tuple(rest))
            await self._clock.sleep(min(left, ALBUM_IS_WHOLE_AFTER).total_seconds())
            has_waited = True

    async def _see_through(self, row: InboxRow) -> None:
        """Try one update until it is done or dead; the rest of its lane waits so long."""
        attempts = row.attempts
        while True:
            try:
                await self._handle(row)
                async with self._database.transaction() as tx:
                    for one in (row, *row.with_it):  # where the handler had nothing to change
                        await mark_done(tx, one.bot_id, one.update_id)
            except UnavailableError:
                await self._clock.sleep(1.0)  # not the update's fault
                continue
            except Exception as error:
                attempts += 1
                log.exception("update_failed", update=row.update_id, attempt=attempts)
                if await self._fail(row, attempts, error):
                    return
            else:
                return

    async def _fail(self, row: InboxRow, attempts: int, error: Exception) -> bool:
        """Note a failed try; whether it was the last."""
        is_last = attempts >= TRIES
        reason = type(error).__name__
        with suppress(UnavailableError):
            async with self._database.transaction() as tx:
                for one in (row, *row.with_it):
                    await mark_failed(tx, one.bot_id, one.update_id, reason)
                    if is_last:
                        await mark_dead(tx, one.bot_id, one.update_id, reason)
        if not is_last:
            await self._clock.sleep(self._pauses[min(attempts, len(self._pauses)) - 1])
            return False
        try:
            await self._on_dead(row, error)
        except Exception:
            log.exception("dead_update_not_told", update=row.update_id)
        return True

    def _ended(self, worker: asyncio.Future[None]) -> None:
        lane = self._workers.pop(worker)
        if not worker.cancelled() and worker.exception() is not None:
            log.error("lane_failed", lane=lane, error=repr(worker.exception()))

    async def _stop(self) -> None:
        workers = list(self._workers)
        for worker in workers:
            worker.cancel()
        if workers:
            await asyncio.wait(workers)
