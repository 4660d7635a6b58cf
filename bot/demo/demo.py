"""Sandbox and bot in one process on one clock; the page's reset gives a new desk."""

import asyncio
import shutil
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx

from bot.app import Bot, running
from bot.cli.speech import say
from bot.clock import WallClock
from bot.config import Settings, load
from bot.demo.scene import deputy_basis, load_organisation, make_scene
from bot.desk import make_desk
from bot.rules.organisation.entries import Organisation, ShiftEntry
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from sandbox import RunningSandbox
from sandbox import running as sandbox_running
from storage.database import open_database

DATABASE = "trucban.db"
BEGAN = timedelta(hours=2)  # the shift is under way, as somebody who drops in finds it
LASTS = timedelta(hours=24)
SHIFTS = 7  # a roster to look at, and somebody to take over when the clock is moved on
LEADERS = ("A-1024", "A-1025")


async def run(port: int, *, opens_browser: bool, keep: Path | None, language: str) -> None:
    """Serve the page until SIGINT or SIGTERM. `keep`: the folder that outlives the run; else a passing one.

    Raises:
        OSError: the port is taken.
    """
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with serving(port, keep, language) as sandbox:
        say("demo-running", {"url": sandbox.url, "kept": str(keep or "")}, language)
        if opens_browser:
            await asyncio.to_thread(webbrowser.open, sandbox.url)
        await stopped.wait()


@asynccontextmanager
async def serving(port: int, keep: Path | None, language: str) -> AsyncIterator[RunningSandbox]:
    """A sandbox with the bot in it. Tests play on the same one."""
    with tempfile.TemporaryDirectory(prefix="trucban-demo-") as passing:
        folder = keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        settings = _settings("http://127.0.0.1:1", folder, language)
        organisation = load_organisation(settings.desk.zone)
        scene = make_scene(organisation, WallClock().now().astimezone(settings.desk.zone))
        async with sandbox_running(
            scene, port=port, state_file=folder / "sandbox.db" if keep else None
        ) as sandbox:
            settings = _settings(sandbox.url, folder, language)
            async with _bot_that_starts_over(settings, sandbox, organisation, folder):
                yield sandbox


@asynccontextmanager
async def _bot_that_starts_over(
    settings: Settings, sandbox: RunningSandbox, organisation: Organisation, folder: Path
) -> AsyncIterator[None]:
    """The bot; when the page is reset, its memory is emptied as well and it starts anew."""
    was_reset = asyncio.Event()
    before = sandbox.world.on_reset

    def on_reset() -> None:
        before()
        was_reset.set()

    sandbox.world.on_reset = on_reset
    async with AsyncExitStack() as stack:
        bot = AsyncExitStack()
        await bot.enter_async_context(_bot(settings, sandbox, organisation))

        async def start_over() -> None:
            while True:
                await was_reset.wait()
                was_reset.clear()
                await bot.aclose()
                _forget(folder)
                await bot.enter_async_context(_bot(settings, sandbox, organisation))

        stack.push_async_callback(bot.aclose)
        task = asyncio.ensure_future(start_over())
        stack.callback(task.cancel)
        yield


def _forget(folder: Path) -> None:
    """Empty the bot's memory; nobody has it open."""
    for file in folder.glob(f"{DATABASE}*"):
        file.unlink()
    shutil.rmtree(folder / "files", ignore_errors=True)


@asynccontextmanager
async def _bot(settings: Settings, sandbox: RunningSandbox, organisation: Organisation) -> AsyncIterator[Bot]:
    """The unchanged bot on the sandbox's clock, its organisation set up and its shift running."""
    database = await open_database(settings.storage.url)
    async with running(settings, database, sandbox.clock) as bot:
        desk = make_desk(settings, database, sandbox.clock)
        async with database.read() as tx:
            is_new = not await tx.all("list_desks")
        if is_new:
            now = sandbox.clock.now()
            begins = (now - BEGAN).replace(minute=0, second=0, microsecond=0)
            shifts = tuple(
                ShiftEntry(
                    n=n + 1,
                    desk="HP",
                    starts_at=begins + n * LASTS,
                    ends_at=begins + (n + 1) * LASTS,
                    leader=LEADERS[n % 2],
                    deputy=LEADERS[(n + 1) % 2],
                    officers=("A-1031",),
                )
                for n in range(SHIFTS)
            )
            await set_up_organisation(desk, SettingUp(replace(organisation, shifts=shifts)))
            await _press_start(sandbox, organisation)
        yield bot


async def _press_start(sandbox: RunningSandbox, organisation: Organisation) -> None:
    """Everybody presses Start, as people do first on Telegram: the bot greets them and lays out their keys."""
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/control/phones/", trust_env=False) as client:
        for person in organisation.people:
            if person.telegram_id:
                (await client.post(f"{person.telegram_id}/start", json={})).raise_for_status()


def _settings(api_url: str, folder: Path, language: str) -> Settings:
    """The bot's settings; a deputy may decide from T2."""
    return load(
        None,
        {
            "TRUCBAN_TELEGRAM__TOKEN": "7000000001:AAtrucban-demo-khong-phai-ma-that-0001",
            "TRUCBAN_TELEGRAM__API_URL": api_url,
            "TRUCBAN_STORAGE__URL": f"sqlite:///{folder / DATABASE}",
            "TRUCBAN_STORAGE__FILES": str(folder / "files"),
            "TRUCBAN_DESK__LANGUAGE": language,
            "TRUCBAN_DESK__DEPUTY_BASIS": deputy_basis(),
            "TRUCBAN_LOGGING__LEVEL": "warning",
        },
    )
