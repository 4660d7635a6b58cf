"""The bot's clock: the machine's own, or the sandbox's where both are on this machine."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.clock import FollowedClock, WallClock, clock_for, is_loopback
from bot.errors import ConfigError

FUTURE = datetime(2030, 1, 31, 23, 59, 30, tzinfo=UTC)
Answer = Callable[[], dict[str, object]]


class Sandbox:
    """A clock's control API: what it says, and an event that releases a parked question."""

    def __init__(self) -> None:
        self.now = FUTURE
        self.frozen = True
        self.version = 1
        self.moved = asyncio.Event()

    def move(self, by: timedelta) -> None:
        """Put the clock forward."""
        self.now += by
        self.version += 1
        self.moved.set()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer as docs/sandbox.md says: at once for another version, else when moved."""
        if request.url.params.get("after") == str(self.version):
            await self.moved.wait()
        microseconds = (self.now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        return httpx.Response(
            200, json={"now_us": microseconds, "frozen": self.frozen, "version": self.version}
        )


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox whose clock stands still in the future."""
    return Sandbox()


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """A client that reaches it."""
    async with httpx.AsyncClient(transport=httpx.MockTransport(sandbox)) as found:
        yield found


async def test_followed_clock_shows_the_sandboxs_time(sandbox: Sandbox, client: httpx.AsyncClient) -> None:
    """Before the first answer it is this machine's time; after it the sandbox's, still when frozen."""
    clock = FollowedClock("http://127.0.0.1/control/clock")
    assert abs(clock.now() - WallClock().now()) < timedelta(minutes=1)
    await clock.refresh(client)
    assert clock.now() == FUTURE
    sandbox.frozen = False
    sandbox.move(timedelta(hours=1))
    await clock.refresh(client)
    assert timedelta(0) <= clock.now() - FUTURE - timedelta(hours=1) < timedelta(minutes=1)


async def test_followed_clock_wakes_who_waits(sandbox: Sandbox, client: httpx.AsyncClient) -> None:
    """Someone who waits for a moment is woken when the clock is put past it, and not before."""
    clock = FollowedClock("http://127.0.0.1/control/clock")
    await clock.refresh(client)
    waiting = asyncio.ensure_future(clock.wait_until(FUTURE + timedelta(hours=2)))
    for step, woken in ((1, False), (1, True)):
        sandbox.move(timedelta(hours=step))
        await clock.refresh(client)
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiting), 0.05 if not woken else 5)
        assert waiting.done() is woken


@pytest.mark.parametrize(
    "answer", [b"[]", b"{}", b'{"now_us": "soon", "frozen": false, "version": 1}', b"<html>"]
)
async def test_followed_clock_refuses_nonsense(answer: bytes) -> None:
    """An answer without a time changes nothing and says so."""
    clock = FollowedClock("http://127.0.0.1/control/clock")
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=answer))
    async with httpx.AsyncClient(transport=transport) as client:
        with pytest.raises(ValueError, match=r".*"):
            await clock.refresh(client)
    assert abs(clock.now() - WallClock().now()) < timedelta(minutes=1)


async def test_wall_clock_waits_until_its_time() -> None:
    """The machine's clock returns at the moment, and at once for one that is past."""
    clock = WallClock()
    when = clock.now() + timedelta(milliseconds=30)
    await asyncio.wait_for(clock.wait_until(when), 5)
    assert clock.now() >= when
    await asyncio.wait_for(clock.wait_until(when - timedelta(days=1)), 5)


def test_clock_is_followed_only_on_this_machine() -> None:
    """A clock that can be moved is never taken for a real messenger."""
    assert type(clock_for("", "https://api.telegram.org")) is WallClock
    assert isinstance(clock_for("http://[::1]:8765/control/clock", "http://127.0.0.1:8765"), FollowedClock)
    with pytest.raises(ConfigError, match="clock-not-loopback"):
        clock_for("http://127.0.0.1/control/clock", "https://api.telegram.org")


def test_loopback_is_the_address_and_no_look_alike() -> None:
    """Only the loopback addresses and localhost count."""
    assert is_loopback("http://127.8.0.1:1")
    assert is_loopback("http://localhost")
    assert not is_loopback("http://localhost.example.org")
    assert not is_loopback("http://10.0.0.1")
    assert not is_loopback("")
