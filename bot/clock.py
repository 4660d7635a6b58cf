"""The one place that looks at a clock: everyone else is given a `Clock`.

`now` and `wait_until` belong together (the calendar: deadlines, shifts, what the log records) and can be
moved in the sandbox and in tests. `monotonic` and `sleep` belong together (elapsed seconds: pacing, back-off,
time limits).
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

from bot.errors import ConfigError

LONGEST_NAP_SECONDS = (
    20.0  # the calendar may jump (time service, sleeping machine), so look again at least this often
)
POLL_SECONDS = 25  # how long the sandbox holds a question about its clock
POLL_TIMEOUT_SECONDS = POLL_SECONDS + 10.0
ASK_AGAIN_SECONDS = 0.2  # after an answer that did not come
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
    """The calendar of the sandbox's clock, read from its control API (docs/sandbox.md, "The clock").

    `follow()` must be running for it to notice moves. Until the first answer it shows this machine's time;
    while the sandbox is down it goes on from what it knows. Elapsed seconds stay this machine's, so a frozen
    calendar stops no back-off.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._shown = _Reading(super().now(), frozen=False, version=None)
        self._read_at = self.monotonic()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """The sandbox's time: its last answer and, unless frozen, what has passed since."""
        if self._shown.frozen:
            return self._shown.now
        return self._shown.now + timedelta(seconds=self.monotonic() - self._read_at)

    async def wait_until(self, when: datetime) -> None:
        """Wait for the sandbox's calendar, woken at once when it is moved."""
        while (left := (when - self.now()).total_seconds()) > 0:
            nap = LONGEST_NAP_SECONDS if self._shown.frozen else min(left, LONGEST_NAP_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(nap):  # not wait_for: it loses a cancellation that meets the event
                    await self._moved.wait()

    async def refresh(self, client: httpx.AsyncClient) -> None:
        """Ask the sandbox once; returns when its clock was moved since the last answer, or after a while.

        Raises:
            httpx.HTTPError: when it does not answer.
            ValueError: when the answer holds no time.
        """
        known = self._shown.version
        query = {} if known is None else {"after": str(known), "timeout": str(POLL_SECONDS)}
        answer = await client.get(self._url, params=query)
        answer.raise_for_status()
        self._shown, self._read_at = _read(answer.json()), self.monotonic()
        self._moved.set()
        self._moved = asyncio.Event()

    async def follow(self) -> None:
        """Keep asking until cancelled; a sandbox that is down is asked again."""
        async with httpx.AsyncClient(timeout=POLL_TIMEOUT_SECONDS, trust_env=False) as client:
            while True:
                try:
                    await self.refresh(client)
                except (httpx.HTTPError, ValueError):
                    await asyncio.sleep(ASK_AGAIN_SECONDS)


def clock_for(clock_url: str | None, api_url: str) -> Clock:
    """The machine's clock, or the sandbox's when `TRUCBAN_CLOCK_URL` names it.

    Raises:
        ConfigError: `clock-not-loopback` when the messenger is not on this machine: a real desk keeps real
            time.
    """
    if not clock_url:
        return WallClock()
    refuse_foreign_clock(clock_url, api_url)
    return FollowedClock(clock_url)


def refuse_foreign_clock(clock_url: str, api_url: str) -> None:
    """A clock that others can move is for training on this machine only.

    Raises:
        ConfigError: `clock-not-loopback`.
    """
    if clock_url and not (is_loopback(api_url) and is_loopback(clock_url)):
        raise ConfigError("TRUCBAN_CLOCK_URL", "clock-not-loopback", api_url=api_url, clock_url=clock_url)


def is_loopback(url: str) -> bool:
    """Whether the URL's host is this machine by its loopback address."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Reading:
    now: datetime
    frozen: bool
    version: int | None


def _read(answer: Any) -> _Reading:
    """What the control API says of its clock."""
    match answer:
        case {"now_us": int(now_us), "frozen": bool(frozen), "version": int(version)}:
            return _Reading(EPOCH + timedelta(microseconds=now_us), frozen, version)
    raise ValueError(answer)
