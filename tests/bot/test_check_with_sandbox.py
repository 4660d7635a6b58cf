"""`trucban check` and the followed clock against a messenger that answers."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.background import Background
from bot.clock import FollowedClock, WallClock
from bot.messenger.probe import Probe, probe_telegram
from sandbox import running

ROOT = Path(__file__).parents[2]
TOKEN = "7000000001:sandbox"
SCENE = {"bots": [{"token": TOKEN, "username": "example_bot", "first_name": "Example"}], "people": []}


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """The address of a sandbox with one bot in it."""
    async with running(SCENE) as sandbox:
        yield sandbox.url


async def test_probe_knows_who_answers(url: str) -> None:
    """The messenger answers with the bot's name; another token is refused; a closed port is unreachable."""
    assert await probe_telegram(TOKEN, url) == Probe("answers", "example_bot")
    assert await probe_telegram("7000000009:wrong", url) == Probe("refused")
    assert await probe_telegram(TOKEN, "http://127.0.0.1:9") == Probe("unreachable")


async def test_probe_notices_a_webhook(url: str) -> None:
    """A webhook set on the bot would leave polling without updates: the probe says so."""
    async with httpx.AsyncClient() as client:
        await client.post(f"{url}/bot{TOKEN}/setWebhook", json={"url": "http://127.0.0.1:9/hook"})
    assert await probe_telegram(TOKEN, url) == Probe("webhook", "example_bot")


async def test_check_passes_where_a_start_would(url: str, tmp_path: Path) -> None:
    """With a messenger that answers and a folder that can be written, check is content and changes nothing."""
    ran = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "check"),
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TRUCBAN_TELEGRAM__TOKEN": TOKEN,
            "TRUCBAN_TELEGRAM__API_URL": url,
            "TRUCBAN_DESK__LANGUAGE": "en",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await ran.communicate()
    said = output.decode()
    assert ran.returncode == 0, said
    assert f"answers, the bot is @example_bot ({url})" in said
    assert said.endswith("Everything is ready.\n")
    assert not any(os.scandir(tmp_path))


async def test_followed_clock_follows_a_running_sandbox(url: str) -> None:
    """When the sandbox's clock is put forward, whoever waits on the followed clock is released."""
    clock = FollowedClock(f"{url}/control/clock")
    background = Background(WallClock())
    background.start("clock", clock.follow)
    waiting = asyncio.ensure_future(clock.wait_until(clock.now() + timedelta(hours=1)))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    async with httpx.AsyncClient() as client:
        await client.post(f"{url}/control/clock", json={"advance": 7200})
    await asyncio.wait_for(waiting, 5)
    assert await background.close() == []
