"""Tasks have an owner: crashes are seen, work goes on, and the end is bounded."""

import asyncio

import pytest

from bot.background import Background
from bot.clock import WallClock


@pytest.fixture
def background() -> Background:
    """An owner that restarts almost at once."""
    return Background(WallClock(), first_pause_seconds=0.001)


async def test_background_restarts_what_crashed(background: Background) -> None:
    """Work that crashes is started again until it goes through."""
    runs: list[int] = []
    done = asyncio.Event()

    async def work() -> None:
        runs.append(len(runs))
        if len(runs) < 4:
            raise ValueError(len(runs))
        done.set()

    background.start("work", work)
    await asyncio.wait_for(done.wait(), 5)
    assert len(runs) == 4
    assert await background.close() == []


async def test_background_pauses_longer_each_time() -> None:
    """The pauses between crashes double up to the longest, and start anew after a long healthy run."""

    class Counting(WallClock):
        pauses: list[float]
        elapsed = 0.0

        def monotonic(self) -> float:
            return self.elapsed

        async def sleep(self, seconds: float) -> None:
            self.pauses.append(seconds)
            await asyncio.sleep(0)

    clock = Counting()
    clock.pauses = []
    done = asyncio.Event()

    async def work() -> None:
        if len(clock.pauses) == 9:
            clock.elapsed += 3600
        if len(clock.pauses) == 10:
            done.set()
            return
        raise ValueError

    background = Background(clock)
    background.start("work", work)
    await asyncio.wait_for(done.wait(), 5)
    assert clock.pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 1]
    await background.close()


async def test_background_propagates_where_asked(background: Background) -> None:
    """A crash that must end the program reaches whoever waits for it."""

    async def work() -> None:
        raise ValueError("broken")

    background.start("work", work, on_crash="propagate")
    with pytest.raises(ValueError, match="broken"):
        await asyncio.wait_for(background.wait_for_failure(), 5)
    await background.close()


async def test_background_forgets_what_ended(background: Background) -> None:
    """Work that returns is done: it is neither listed nor started again."""
    runs: list[int] = []

    async def work() -> None:
        runs.append(1)
        await asyncio.sleep(0)

    task = background.start("once", work)
    assert background.names == ["once"]
    await task
    await asyncio.sleep(0)
    assert background.names == []
    assert runs == [1]


async def test_background_drains_on_close(background: Background) -> None:
    """Cancelled work may finish what it has in hand before close returns."""
    settled = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            settled.set()

    background.start("sender", work)
    await asyncio.sleep(0)
    assert await background.close() == []
    assert settled.is_set()
    with pytest.raises(RuntimeError, match="late"):
        background.start("late", work)


async def test_background_closes_within_its_bound(background: Background) -> None:
    """Work that will not end is named, and close returns all the same."""
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    task = background.start("stubborn", stubborn)
    await asyncio.sleep(0)
    assert await background.close(within_seconds=0.02) == ["stubborn"]
    release.set()
    await task


async def test_background_may_be_closed_from_within(background: Background) -> None:
    """A task that closes the owner does not wait for itself."""
    others: list[list[str]] = []

    async def closer() -> None:
        others.append(await background.close(within_seconds=1))

    background.start("sleeper", asyncio.Event().wait)  # type: ignore[arg-type] # returns True, never reached
    await background.start("closer", closer)
    assert others == [[]]
