"""The one loop of the clock: whatever is due is claimed, asked about again, done, and its next turn set – once.

Due times are rows (`timers`). The loop waits on the bot's clock until the next one, at most `TICK`, and is woken by
every commit. A turn and all it stores, logs and says are one transaction: a bot that dies in the middle has done
nothing, and does it after the start.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

import structlog

from bot.background import first_of
from bot.desk import Desk
from bot.messenger.alarm import Alarm
from bot.pulse import Beat, Pulse
from bot.rules.due import Owner
from bot.timers import AT_START, DUTIES, OWNERS
from bot.workflow import remind
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying
from bot.workflow.telling import ActorlessStep, Telling
from bot.workflow.wind import wind
from storage import timers
from storage.errors import UnavailableError
from storage.timers import Timer
from storage.times import moment

TICK = timedelta(seconds=15)
MOST_TOGETHER = (
    100  # turns in one transaction; more are taken in the next, nobody waits for a writer that long
)
MOST_TRIES = 5
LATE_FROM = timedelta(minutes=1)
ASLEEP_FROM = timedelta(minutes=1)  # the calendar went on while the program did not: a machine that slept
DATABASE_PAUSE_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Scheduler:
    """Fires what is due. `run` it once."""

    def __init__(self, desk: Desk, alarm: Alarm | None = None, pulse: Pulse | None = None) -> None:
        self._desk = desk
        self._alarm = alarm or Alarm()
        self._pulse = pulse or Pulse(desk.clock)
        self._awake_since = desk.clock.now()
        self._looked = (desk.clock.now(), desk.clock.monotonic())

    async def run(self) -> None:
        """Fire until cancelled."""
        self._awake_since = self._desk.clock.now()
        self._looked = (self._awake_since, self._desk.clock.monotonic())
        is_wound = False
        while True:
            seen = self._desk.database.commits
            try:
                if not is_wound:
                    await self._wind_standing()
                    is_wound = True
                await self.fire_due()
                wait_until = await self._next_look()
                self._pulse.beat(Beat.TIMER)
            except UnavailableError:
                log.warning("database_unavailable")
                await self._desk.clock.sleep(DATABASE_PAUSE_SECONDS)
                self._awake_since = (
                    self._desk.clock.now()
                )  # nothing could be done till then: what was due is late
                continue
            await first_of(
                self._desk.clock.wait_until(wait_until),
                self._desk.database.wait_for_commit(seen, TICK.total_seconds()),
            )

    async def _wind_standing(self) -> None:
        """What must have a clock has one, whatever became of the rows."""
        async with self._desk.database.transaction() as tx:
            step = ActorlessStep(self._desk, tx, self._desk.clock.now())
            for list_owners in AT_START:
                for owner in await list_owners(step):
                    await wind(step, owner, await OWNERS[owner.kind](step, owner.id))

    async def fire_due(self) -> int:
        """Take every turn whose time has come, the most urgent first; how many were taken."""
        self._notice_sleep()
        fired = 0
        while True:
            now = self._desk.clock.now()
            async with self._desk.database.read() as tx:
                due = await timers.list_due(tx, now, MOST_TOGETHER)
            if not due:
                return fired
            fired += await self._fire(due)

    async def _fire(self, due: Sequence[Timer]) -> int:
        """Together; where one of them fails, each for itself, so that it keeps nobody else waiting."""
        try:
            return await self._fire_together(due)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            log.warning("timers_failed_together", count=len(due), error=repr(error))
        return sum([await self._fire_alone(timer) for timer in due])

    async def _fire_together(self, due: Sequence[Timer]) -> int:
        by_owner: dict[Owner, list[Timer]] = {}
        for timer in due:
            by_owner.setdefault(timer.owner, []).append(timer)
        async with self._desk.database.transaction() as tx:
            step = ActorlessStep(self._desk, tx, self._desk.clock.now())
            sayings: list[Saying] = []
            fired = 0
            for owner, its_own in by_owner.items():
                said = await self._turns(step, owner, its_own)
                fired += len(said)
                sayings += chain.from_iterable(said)
            await remind.say(step, sayings)
            return fired

    async def _fire_alone(self, timer: Timer) -> int:
        try:
            return await self._fire_together([timer])
        except UnavailableError:
            raise
        except Exception:
            log.exception(
                "timer_failed", duty=timer.duty, subject=timer.subject_id, attempts=timer.attempts + 1
            )
        await self._postpone(timer)
        return 0

    async def _postpone(self, timer: Timer) -> None:
        """A little later again; after the last try it is given up aloud."""
        now = self._desk.clock.now()
        is_last = timer.attempts + 1 >= MOST_TRIES
        async with self._desk.database.transaction() as tx:
            if is_last:
                await timers.settle(tx, timer, "failed", now)
            else:
                await timers.postpone(tx, timer, now + TICK * 2**timer.attempts)
        if is_last:
            await self._alarm.sound("timer-failed", about=f"{timer.duty}:{timer.subject_id}")

    async def _turns(self, step: Telling, owner: Owner, due: Sequence[Timer]) -> list[Sequence[Saying]]:
        """Claim them, ask the owner's rule again, do them, set the next; what each that was taken has to say."""
        dues_of = OWNERS[owner.kind]
        still = {(d.duty, d.subject_id, d.first_at) for d in await dues_of(step, owner.id)}
        said = []
        for timer in due:
            is_true = (timer.duty, timer.subject_id, timer.first_at) in still
            is_ours = await timers.settle(step.tx, timer, "fired" if is_true else "cancelled", step.now)
            if is_true and is_ours:
                late = self._late(timer, step.now)
                said.append(await DUTIES[timer.duty](Firing(step.desk, step.tx, step.now, timer, late)))
        await wind(step, owner, await dues_of(step, owner.id))
        return said

    def _late(self, timer: Timer, now: datetime) -> timedelta:
        """By how much, where that is because nobody was awake when it was due."""
        late = now - timer.due_at
        return late if timer.due_at < self._awake_since and late >= LATE_FROM else timedelta(0)

    def _notice_sleep(self) -> None:
        """A calendar that went on much further than this program: the machine slept, and what was due is late."""
        now, monotonic = self._desk.clock.now(), self._desk.clock.monotonic()
        before, at = self._looked
        if (now - before) - timedelta(seconds=monotonic - at) > ASLEEP_FROM:
            self._awake_since = now
        self._looked = (now, monotonic)

    async def _next_look(self) -> datetime:
        async with self._desk.database.read() as tx:
            due_at = moment(await timers.next_at(tx))
        latest = self._desk.clock.now() + TICK
        return latest if due_at is None else min(due_at, latest)
