"""Sandbox and bot in one process on one clock; the page's reset gives a new desk."""

import asyncio
import shutil
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import httpx

from bot.app import Bot, running
from bot.cli.speech import say
from bot.clock import WallClock
from bot.config import Settings, load
from bot.demo.scene import deputy_basis, load_organisation, make_scene
from bot.demo.shifts import LASTS, beginning, roster
from bot.desk import Desk, make_desk
from bot.rules.organisation.entries import Organisation
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from sandbox import RunningSandbox, Scene
from sandbox import running as sandbox_running
from storage import people, shifts
from storage.database import open_database

DATABASE = "trucban.db"


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
        now = WallClock().now().astimezone(settings.desk.zone)
        scene = make_scene(organisation, now, beginning(now) + LASTS)
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

    def begins() -> datetime:
        return beginning(sandbox.clock.now())

    def on_reset() -> None:
        before()
        _tell_times(settings, sandbox, organisation, begins() + LASTS)
        was_reset.set()

    sandbox.world.on_reset = on_reset
    async with AsyncExitStack() as stack:
        bot = AsyncExitStack()
        await bot.enter_async_context(_bot(settings, sandbox, organisation, begins()))

        async def start_over() -> None:
            while True:
                await was_reset.wait()
                was_reset.clear()
                await bot.aclose()
                _forget(folder)
                await bot.enter_async_context(_bot(settings, sandbox, organisation, begins()))

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
async def _bot(
    settings: Settings, sandbox: RunningSandbox, organisation: Organisation, begins: datetime
) -> AsyncIterator[Bot]:
    """The unchanged bot on the sandbox's clock, its organisation set up and its shift running."""
    database = await open_database(settings.storage.url)
    async with running(settings, database, sandbox.clock) as bot:
        desk = make_desk(settings, database, sandbox.clock)
        async with database.read() as tx:
            is_new = not await tx.all("list_desks")
        if is_new:
            shown = replace(organisation, shifts=roster(begins))
            await set_up_organisation(desk, SettingUp(shown))
            await _press_start(sandbox, organisation)
        elif ends_at := await _end_of_shift(desk):
            _tell_times(settings, sandbox, organisation, ends_at)
        yield bot


def _tell_times(
    settings: Settings, sandbox: RunningSandbox, organisation: Organisation, ends_at: datetime
) -> None:
    """Have the page's guide and samples name the times of this run."""
    now = sandbox.clock.now().astimezone(settings.desk.zone)
    sandbox.world.scene = Scene.of(make_scene(organisation, now, ends_at))


async def _end_of_shift(desk: Desk) -> datetime | None:
    """When the shift ends that goes on from an earlier run."""
    async with desk.database.read() as tx:
        for one in await people.list_desks(tx):
            shift = await shifts.find_responsible(tx, one.id, desk.clock.now())
            if shift:
                return shift.ends_at
    return None


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
