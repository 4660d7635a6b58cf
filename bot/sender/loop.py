"""The sender: claim → render → commit → send → settle, for as long as the bot runs."""

import asyncio
from dataclasses import replace
from typing import Any

import structlog

from bot.clock import Clock
from bot.messenger.alarm import Alarm
from bot.messenger.errors import SendError
from bot.messenger.telegram import Telegram
from bot.pulse import Beat, Pulse
from bot.render.renderer import Renderer
from bot.rules.pacing import Limits, Pace, after_answer
from bot.rules.refusal import RefusalKind
from bot.sender.lanes import ANYWHERE, choose
from bot.sender.prepare import Draw, Prepared, Preparing
from bot.sender.send import Outcome, send
from bot.sender.settling import Settling
from bot.sender.weather import Weather
from bot.workflow.settle_delivery import NO_ACCOUNT, settle_pointless, settle_refused, settle_undeliverable
from storage.engine import Database
from storage.errors import UnavailableError
from storage.outbox_queue import OutboxRow, claim_due, get_row, list_heads, list_sending, requeue
from storage.transaction import Transaction

HEADS = 500  # chats looked at in one pass
LOOK_AGAIN_SECONDS = 15.0  # another process on the same database is not heard
MOST_TRIES = 12  # of one row without a readable answer: about eight minutes
DRAIN_SECONDS = 40.0  # longer than one call may take
STUCK_LOOK_EVERY_SECONDS = 60.0

log = structlog.get_logger(__name__)


class Sender:
    """Says what waits in the outbox. `run` it once; cancelling it drains what is under way, within a bound."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        line: Telegram,
        renderer: Renderer,
        draw: Draw,
        *,
        language: str = "vi",
        limits: Limits | None = None,
        alarm: Alarm | None = None,
        pulse: Pulse | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._line = line
        self._limits = limits or Limits()
        self._alarm = alarm or Alarm()
        self._pulse = pulse or Pulse(clock)
        self._preparing = Preparing(renderer, draw, language)
        self._settling = Settling(database, clock, self._alarm)
        self._weather = Weather(clock, self._alarm)
        self._pace = Pace()
        self._under_way: dict[asyncio.Future[Outcome], int] = {}
        self._ended: list[Outcome] = []
        self._broken: list[tuple[str, str]] = []
        self._has_orphans = False
        self._looked_for_stuck_at = clock.monotonic()

    async def run(self) -> None:
        """Send until cancelled; then let what is under way end, and settle it."""
        try:
            await self.recover()
            while True:
                seen = self._database.commits
                wait_seconds = await self._one_pass()
                await self._wait(seen, wait_seconds)
        finally:
            await self._drain()

    async def recover(self) -> None:
        """Rows that are in hand, and not in ours, as at the start: nobody learned whether they arrived.

        Such a row would hold its chat for ever.
        """
        unknown = SendError(RefusalKind.UNKNOWN, "the bot was stopped meanwhile")
        async with self._database.transaction() as tx:
            for row_id in await list_sending(tx):
                if row_id not in self._mine():
                    row = await get_row(tx, row_id)
                    await settle_refused(tx, row, unknown, None, at=self._clock.now())

    def _mine(self) -> set[int]:
        return {*self._under_way.values(), *(outcome.prepared.row.id for outcome in self._ended)}

    async def _release_stuck(self) -> None:
        """Now and then while the bot runs: a row is in hand that this sender knows nothing of."""
        now = self._clock.monotonic()
        if now - self._looked_for_stuck_at < STUCK_LOOK_EVERY_SECONDS:
            return
        self._looked_for_stuck_at = now
        async with self._database.read() as tx:
            is_stuck = not set(await list_sending(tx)) <= self._mine()
        if is_stuck:
            log.warning("sends_stuck")
            await self.recover()

    async def _one_pass(self) -> float:
        """Settle what ended, start what may go; the seconds after which to look again."""
        try:
            self._collect()
            await self._weather.tell()
            self._ended = await self._settling.settle(self._ended)
            if self._has_orphans:
                await self._let_orphans_go()
            await self._release_stuck()
            return await self._start_due()
        except UnavailableError:
            log.warning("database_unavailable")
            return 1.0

    async def _start_due(self) -> float:
        now = self._clock.monotonic()
        if (pause := self._weather.pause(now)) > 0:
            return pause
        async with self._database.read() as tx:
            heads = await list_heads(tx, self._clock.now(), HEADS)
        choice = choose(
            heads,
            self._pace,
            self._limits,
            now,
            under_way=len(self._under_way),
            is_probe=not self._weather.is_fair,
        )
        if choice.rows:
            self._pace = choice.pace
            await self._start(choice.rows)
        return LOOK_AGAIN_SECONDS if choice.next_at is None else max(0.0, choice.next_at - now)

    async def _start(self, row_ids: tuple[int, ...]) -> None:
        """Claim and render in one transaction; nothing is sent before it is committed."""
        ready: list[Prepared] = []
        self._broken = []
        try:
            async with self._database.transaction() as tx:
                for row_id in row_ids:
                    row = await claim_due(tx, row_id)
                    prepared = None if row is None else await self._prepare(tx, row)
                    if prepared is not None:
                        ready.append(prepared)
        except BaseException:
            self._has_orphans = True  # the commit may have happened all the same
            raise
        for prepared in ready:
            self._under_way[asyncio.ensure_future(send(self._line, prepared))] = prepared.row.id
        for notice, error in self._broken:  # an alarm has a transaction of its own
            await self._alarm.sound("notice-broken", about=notice, error=error)

    async def _prepare(self, tx: Transaction, row: OutboxRow) -> Prepared | None:
        at = self._clock.now()
        if row.chat_id is None:
            await settle_undeliverable(tx, row, NO_ACCOUNT, at=at)
            return None
        try:
            prepared = await self._preparing.prepare(tx, row)
        except Exception as error:
            if tx.failed:
                raise
            log.exception("notice_broken", notice=row.notice, row=row.id)
            self._broken.append((row.notice, type(error).__name__))
            await settle_undeliverable(tx, row, f"notice-broken: {type(error).__name__}", at=at)
            return None
        if prepared is None:
            await settle_pointless(tx, row, "nothing to say any more", at=at)
        return prepared

    def _collect(self) -> None:
        for task in [task for task in self._under_way if task.done()]:
            del self._under_way[task]
            outcome = self._given_up(task.result())
            self._ended.append(outcome)
            if outcome.accepted is not None:
                self._pulse.beat(Beat.SEND)
            chat_id = outcome.prepared.row.chat_id or ANYWHERE
            self._pace = after_answer(self._pace, chat_id, self._clock.monotonic())
            self._pace = self._weather.learn(outcome, self._pace)

    def _given_up(self, outcome: Outcome) -> Outcome:
        """A row that alone stays without an answer, while others get theirs, must not hold its chat for ever."""
        refused, row = outcome.refused, outcome.prepared.row
        is_hopeless = (
            refused is not None and refused.kind is RefusalKind.UNKNOWN and row.attempts >= MOST_TRIES
        )
        if not is_hopeless or not self._weather.is_fair:
            return outcome
        return replace(outcome, refused=SendError(RefusalKind.REFUSED, f"no answer to {row.attempts} tries"))

    async def _let_orphans_go(self) -> None:
        """Rows claimed by a commit whose success was not learned were never sent."""
        mine = self._mine()
        async with self._database.transaction() as tx:
            for row_id in await list_sending(tx):
                if row_id not in mine:
                    await requeue(tx, row_id, "claim undone", is_repeat=False)
        self._has_orphans = False

    async def _wait(self, seen: int, seconds: float) -> None:
        """Until something is committed, something ended, or the seconds have passed."""
        if self._ended:
            seconds = min(seconds, 1.0)
        timers: list[asyncio.Future[Any]] = [asyncio.ensure_future(self._clock.sleep(seconds))]
        if self._weather.pause(self._clock.monotonic()) <= 0:
            timers.append(asyncio.ensure_future(self._database.wait_for_commit(seen)))
        try:
            await asyncio.wait([*timers, *self._under_way], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for timer in timers:
                timer.cancel()

    async def _drain(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=DRAIN_SECONDS)
        self._collect()
        late = [task for task in self._under_way if not task.done()]
        for task in late:
            task.cancel()  # its row stays in hand, and counts as unknown at the next start
        if late:
            log.warning("sends_not_ended", rows=[self._under_way[task] for task in late])
        self._ended = await self._settling.settle(self._ended)
        if self._has_orphans:
            await self._let_orphans_go()
