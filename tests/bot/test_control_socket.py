"""The socket through which a command reaches the bot that holds the database."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.control.socket import FAILED, ask, serve

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


async def echo(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answer with the request; fail for one that holds nothing."""
    return {"said": request["say"], "at": NOON}


def is_socket(path: Path) -> bool:
    """Whether a socket lies there."""
    return path.is_socket()


async def comes_up(path: Path) -> None:
    """Wait for the server."""
    while not is_socket(path):  # noqa: ASYNC110 - no event tells of a file
        await asyncio.sleep(0.01)


@asynccontextmanager
async def serving(path: Path) -> AsyncIterator[None]:
    """A server on that path, until the block ends."""
    task = asyncio.create_task(serve(path, echo))
    await comes_up(path)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_socket_carries_requests_and_moments(tmp_path: Path) -> None:
    """What goes in comes out, times as times, Vietnamese as it is; long texts too."""
    async with serving(tmp_path / "x.sock"):
        answer = await ask(tmp_path / "x.sock", {"say": {"name": "Đặng Hòa", "at": NOON}})
        assert answer == {"said": {"name": "Đặng Hòa", "at": NOON}, "at": NOON}
        long = "ư" * 2_000_000
        assert (await ask(tmp_path / "x.sock", {"say": long}))["said"] == long


async def test_socket_is_the_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the machine may command the bot, and nothing stays behind."""
    path = tmp_path / "x.sock"
    async with serving(path):
        assert path.stat().st_mode & 0o777 == 0o600
    assert not path.exists()
    with pytest.raises(FileNotFoundError):
        await ask(path, {"say": ""})


async def test_socket_replaces_a_dead_one(tmp_path: Path) -> None:
    """What a killed bot left behind does not hinder the next."""
    path = tmp_path / "x.sock"
    path.write_text("left behind")
    task = asyncio.create_task(serve(path, echo))
    await comes_up(path)
    assert (await ask(path, {"say": 1}))["said"] == 1
    task.cancel()


async def test_socket_survives_a_request_that_fails(tmp_path: Path) -> None:
    """A request that cannot be carried out is answered, and the next one is served."""
    async with serving(tmp_path / "x.sock"):
        assert await ask(tmp_path / "x.sock", {}) == FAILED
        _, writer = await asyncio.open_unix_connection(str(tmp_path / "x.sock"))
        writer.write(b"no json\n")
        writer.close()
        assert (await ask(tmp_path / "x.sock", {"say": 1}))["said"] == 1


async def test_socket_in_a_deep_folder(tmp_path: Path) -> None:
    """A path longer than the kernel takes works all the same."""
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    async with serving(deep / "trucban.db.sock"):
        assert (await ask(deep / "trucban.db.sock", {"say": 1}))["said"] == 1
