"""The one place that looks at a clock: everyone else is given a `Clock`.

`now` and `wait_until` belong together (the calendar: deadlines, shifts, what the log records) and can be
moved in the sandbox and in tests. `monotonic` and `sleep` belong together (elapsed seconds: pacing, back-off,
time limits).
"""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

from bot.errors import ConfigError

LONGEST_NAP_SECONDS = (
    20.0  # the calendar may jump (time service, sleeping machine), so look again at least this often
)
POLL_SECONDS = 0.2  # how soon a moved sandbox clock is noticed
POLL_TIMEOUT_SECONDS = 5.0


class Clock(Protocol):
    """Time as the duty desk knows it."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since an arbitrary start; never goes back."""
        ...

    async def wait_until(self, when: datetime) -> None:
        """Return once `now()` has reached `when`, however the calendar gets there."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after so many elapsed seconds."""
        ...


class WallClock:
    """This machine's own clock."""

    def now(self) -> datetime:
        """The machine's time, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """The machine's monotonic seconds."""
        return time.monotonic()

    async def wait_until(self, when: datetime) -> None:
        """Sleep in pieces, so that a calendar that jumps is noticed."""
        while (left := (when - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - no event tells of a jump
            await asyncio.sleep(min(left, LONGEST_NAP_SECONDS))

    async def sleep(self, seconds: float) -> None:
        """Sleep that long."""
        await asyncio.sleep(seconds)


class FollowedClock(WallClock):
    """The sandbox's clock, read from its control API (`GET <url>` → `now`, and `rate` when it is not 1).

    `follow()` must be running for it to notice moves; until the first answer, and while the sandbox does not
    answer, it goes on from what it knows (at the start: this machine's time). Elapsed seconds stay this
    machine's.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._base = super().now()
        self._read_at = self.monotonic()
        self._rate = 1.0
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """The sandbox's time: its last answer and what has passed since."""
        return self._base + timedelta(seconds=(self.monotonic() - self._read_at) * self._rate)

    async def wait_until(self, when: datetime) -> None:
        """Wait for the sandbox's calendar, woken at once when it is moved."""
        while (left := (when - self.now()).total_seconds()) > 0:
            nap = left / self._rate if self._rate > 0 else LONGEST_NAP_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), min(nap, LONGEST_NAP_SECONDS))

    async def refresh(self, client: httpx.AsyncClient) -> None:
        """Ask the sandbox once.

        Raises:
            httpx.HTTPError: when it does not answer.
            ValueError: when the answer holds no time.
        """
        answer = await client.get(self._url)
        answer.raise_for_status()
        now, rate = _read(answer.json())
        moved = abs((now - self.now()).total_seconds()) > POLL_SECONDS or rate != self._rate
        self._base, self._read_at, self._rate = now, self.monotonic(), rate
        if moved:
            self._moved.set()
            self._moved = asyncio.Event()

    async def follow(self) -> None:
        """Keep asking until cancelled; a sandbox that is down is asked again."""
        async with httpx.AsyncClient(timeout=POLL_TIMEOUT_SECONDS, trust_env=False) as client:
            while True:
                with suppress(httpx.HTTPError, ValueError):
                    await self.refresh(client)
                await asyncio.sleep(POLL_SECONDS)


def clock_for(clock_url: str | None, api_url: str) -> Clock:
    """The machine's clock, or the sandbox's when `TRUCBAN_CLOCK_URL` names it.

    Raises:
        ConfigError: `clock-not-loopback` when the messenger is not on this machine: a real desk keeps real
            time.
    """
    if not clock_url:
        return WallClock()
    if not (is_loopback(api_url) and is_loopback(clock_url)):
        raise ConfigError("TRUCBAN_CLOCK_URL", "clock-not-loopback", api_url=api_url, clock_url=clock_url)
    return FollowedClock(clock_url)


def is_loopback(url: str) -> bool:
    """Whether the URL's host is this machine by its loopback address."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _read(answer: Any) -> tuple[datetime, float]:
    """The `now` and `rate` of the control API's answer: ISO 8601, or seconds since 1970."""
    if not isinstance(answer, dict) or "now" not in answer:
        raise ValueError(answer)
    now, rate = answer["now"], float(answer.get("rate", 1))
    if isinstance(now, int | float):
        return datetime.fromtimestamp(now, UTC), rate
    moment = datetime.fromisoformat(now)
    if moment.tzinfo is None:
        raise ValueError(now)
    return moment.astimezone(UTC), rate
