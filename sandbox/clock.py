"""The sandbox's own time: real time passes, and it can be moved forward or frozen."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class TimeRunsForwardError(ValueError):
    """The clock was asked to go back."""


class Clock:
    """A clock that people can share: a bot in the same process may hold the same object.

    Waiters wake when the clock is moved. Not safe across threads: it lives in one event loop.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._anchor_real = time.monotonic()
        self._anchor_now = start.astimezone(UTC) if start else datetime.now(UTC)
        self._anchor_monotonic = self._anchor_real
        self._frozen = frozen
        self._moved = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []
        self.version = 0

    @property
    def frozen(self) -> bool:
        """Whether real time is kept from passing."""
        return self._frozen

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        return self._anchor_now + timedelta(seconds=self._elapsed())

    def monotonic(self) -> float:
        """Return seconds that only grow, moved together with `now`."""
        return self._anchor_monotonic + self._elapsed()

    def unix(self) -> int:
        """Return this moment in whole seconds since 1970, as the Bot API writes times."""
        return int(self.now().timestamp())

    def advance(self, seconds: float) -> None:
        """Move the clock forward by so many seconds.

        Raises:
            TimeRunsForwardError: the seconds are negative.
        """
        if seconds < 0:
            raise TimeRunsForwardError
        self._change(timedelta(seconds=seconds), frozen=self._frozen)

    def set(self, at: datetime) -> None:
        """Move the clock forward to an instant.

        Raises:
            TimeRunsForwardError: the instant has passed.
        """
        self.advance((at - self.now()).total_seconds())

    def freeze(self) -> None:
        """Keep real time from passing until `resume`."""
        self._change(timedelta(), frozen=True)

    def resume(self) -> None:
        """Let real time pass again."""
        self._change(timedelta(), frozen=False)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call the listener after each move, freeze or resume."""
        self._listeners.append(listener)

    async def sleep(self, seconds: float) -> None:
        """Wait so many of this clock's seconds."""
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0:
            await self._next_move(None if self._frozen else left)

    async def wait_until(self, at: datetime) -> None:
        """Wait until this clock shows the instant."""
        await self.sleep((at - self.now()).total_seconds())

    async def sleep_at_most(self, seconds: float) -> None:
        """Wait until the seconds have passed in real time or on this clock, whichever is first.

        For whoever waits on the other side of a socket with a real timeout.
        """
        deadline = time.monotonic() + seconds
        until = self.monotonic() + seconds
        while (left := min(deadline - time.monotonic(), seconds)) > 0 and self.monotonic() < until:
            await self._next_move(left)

    async def changed_since(self, version: int, timeout_seconds: float) -> None:
        """Wait until `version` is no longer the given one, at most so many real seconds."""
        deadline = time.monotonic() + timeout_seconds
        while self.version == version and (left := deadline - time.monotonic()) > 0:
            await self._next_move(left)

    def _elapsed(self) -> float:
        return 0.0 if self._frozen else time.monotonic() - self._anchor_real

    def _change(self, by: timedelta, *, frozen: bool) -> None:
        now, monotonic = self.now() + by, self.monotonic() + by.total_seconds()
        self._anchor_real = time.monotonic()
        self._anchor_now, self._anchor_monotonic, self._frozen = now, monotonic, frozen
        self.version += 1
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        for listener in self._listeners:
            listener()

    async def _next_move(self, timeout_seconds: float | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(
                timeout_seconds
            ):  # not wait_for: it loses a cancellation that meets a move
                await self._moved.wait()
