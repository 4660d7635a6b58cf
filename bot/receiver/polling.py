"""Long polling of our own: a batch is committed to the inbox before Telegram hears that we have it.

Nothing the network or the server does ends the loop.
"""

from collections.abc import Sequence
from typing import Any

import structlog

from bot.clock import Clock
from bot.messenger.alarm import Alarm
from bot.messenger.errors import SendError
from bot.messenger.telegram import Telegram
from bot.pulse import Beat, Pulse
from bot.rules.pacing import back_off
from bot.rules.refusal import RefusalKind
from storage.engine import Database
from storage.errors import UnavailableError
from storage.inbox import find_offset, insert_updates

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
POLL_SECONDS = 25
TOLD_AFTER = 3  # failures in a row
ALARMS = {RefusalKind.TOKEN: "token-refused", RefusalKind.CONFLICT: "other-poller"}
LINE_DOWN = "line-down"
ABOUT = "receiving"

log = structlog.get_logger(__name__)


class Polling:
    """Brings updates into the inbox for as long as the bot runs."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        line: Telegram,
        *,
        alarm: Alarm | None = None,
        pulse: Pulse | None = None,
        allowed: Sequence[str] = ALLOWED_UPDATES,
        poll_seconds: int = POLL_SECONDS,
        first_pause_seconds: float = 1.0,
    ) -> None:
        self._database = database
        self._clock = clock
        self._line = line
        self._alarm = alarm or Alarm()
        self._pulse = pulse or Pulse(clock)
        self._allowed = allowed
        self._poll_seconds = poll_seconds
        self._first_pause = first_pause_seconds
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            pause = await self._one_poll()
            if pause > 0:
                await self._clock.sleep(pause)

    async def _one_poll(self) -> float:
        """Ask once and keep what came; the seconds to wait before the next time."""
        try:
            async with self._database.read() as tx:
                offset = await find_offset(tx, self._line.bot_id)
            updates = await self._line.updates(
                offset, timeout_seconds=self._poll_seconds, allowed=self._allowed
            )
            await self._keep(updates)
        except SendError as error:
            return await self._failed(error)
        except UnavailableError:
            log.warning("database_unavailable")
            self._failures += 1
            return back_off(self._failures, first=self._first_pause)
        except Exception:
            log.exception("poll_failed")
            self._failures += 1
            return back_off(self._failures, first=self._first_pause)
        self._well()
        return 0.0

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        if not updates:
            return
        async with self._database.transaction() as tx:
            await insert_updates(tx, self._line.bot_id, updates, at=self._clock.now())

    async def _failed(self, error: SendError) -> float:
        self._failures += 1
        code = ALARMS.get(error.kind, LINE_DOWN)
        if code != LINE_DOWN or self._failures >= TOLD_AFTER:
            await self._alarm.sound(code, about=ABOUT, detail=error.detail)
        pause = back_off(self._failures, first=self._first_pause)
        return max(pause, error.retry_after or 0.0)

    def _well(self) -> None:
        self._failures = 0
        self._pulse.beat(Beat.POLL)
        for code in (*ALARMS.values(), LINE_DOWN):
            self._alarm.ended(code, about=ABOUT)
