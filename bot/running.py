"""`trucban run`: from the settings to a bot that runs until it is told to stop."""

import asyncio
import signal

import structlog

from bot.app import running
from bot.background import Background
from bot.clock import FollowedClock, clock_for
from bot.config import Settings
from storage.database import open_database

log = structlog.get_logger(__name__)


async def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; then drain what is under way."""
    clock = clock_for(settings.clock_url, settings.telegram.api_url)
    following = Background(clock)
    if isinstance(clock, FollowedClock):
        _ = following.start("clock", clock.follow)
    database = await open_database(settings.storage.url, owner_url=settings.storage.owner_url)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with running(settings, database, clock):
        log.info("bot_running")
        await stopped.wait()
        log.info("bot_stopping")
    await following.close()
