"""The auditor: every minute one look at everything; what it finds it has said once, and what is over it has logged."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog

from bot.audit.looking import Moment, look
from bot.clock import Clock
from bot.config import Settings
from bot.pulse import Beat, Pulse
from bot.rules.finding import STALLS, Finding, FindingKind
from storage import findings
from storage.engine import Database
from storage.errors import UnavailableError

EVERY = timedelta(minutes=1)
JUMP = timedelta(seconds=20)
"""So much later than meant, and the machine slept or the calendar was moved: whoever was to act had no time to."""
POLL_SILENT_AFTER = timedelta(minutes=5)
"""A poll is answered within half a minute, or fails, and then the line's alarm says so."""

Record = Callable[[Sequence[Finding]], Awaitable[None]]
"""Says and logs what is new, logs what is over; given all that is wrong now."""
Tell = Callable[["Auditor"], None]
"""Told after each look."""

log = structlog.get_logger(__name__)


class Auditor:
    """Looks until cancelled. `is_line_down`: the messenger is known to be out of reach, which no restart can help."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        pulse: Pulse,
        record: Record,
        *,
        is_line_down: Callable[[], bool] = lambda: False,
        tell: Tell | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._pulse = pulse
        self._record = record
        self._is_line_down = is_line_down
        self._tell = tell
        self._looked_at = self._steady_since = clock.now()
        self.found: tuple[Finding, ...] = ()

    @property
    def is_content(self) -> bool:
        """Whether the last look found nothing wrong."""
        return not self.found

    @property
    def is_stalled(self) -> bool:
        """Whether the program itself stands still in a way that starting it again may put right."""
        stalled = {one.kind for one in self.found} & STALLS
        if self._is_line_down():
            stalled -= {FindingKind.OUTBOX_LATE}
        return bool(stalled)

    async def run(self) -> None:
        """Look once a minute; the first time a minute after the start, when everybody had time to begin."""
        self._looked_at = self._steady_since = self._clock.now()
        while True:
            await self._clock.sleep(EVERY.total_seconds())
            try:
                await self.look()
            except UnavailableError:
                log.warning("database_unavailable")
                continue
            self._pulse.beat(Beat.AUDIT)
            if self._tell is not None:
                self._tell(self)

    async def look(self) -> None:
        """One look, and what follows from it."""
        at = self._moment()
        is_new = at.now - at.steady_since < self._settings.audit.late_after
        if is_new and self._pulse.last(Beat.TIMER) is None:
            return  # what must have a clock is wound at the start, and that has not happened yet
        async with self._database.read() as tx:
            found = [*await look(tx, self._settings, at), *self._silence(at)]
            standing = {one.key for one in await findings.list_standing(tx)}
        self.found = tuple({one.key: one for one in found}.values())
        if {one.key for one in self.found} != standing:
            await self._record(self.found)

    def _moment(self) -> Moment:
        now = self._clock.now()
        if abs(now - self._looked_at - EVERY) > JUMP:
            self._steady_since = now
        self._looked_at = now
        return Moment(now, self._steady_since)

    def _silence(self, at: Moment) -> list[Finding]:
        """The loop that asks for news has not been answered for long, and no alarm says why."""
        heard = max(self._pulse.last(Beat.POLL) or at.steady_since, at.steady_since)
        if at.now - heard < POLL_SILENT_AFTER or self._is_line_down():
            return []
        return [Finding(FindingKind.POLL_SILENT, since=heard)]
