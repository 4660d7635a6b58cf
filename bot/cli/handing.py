"""A command that changes something: carried out here, or handed to the bot that holds the database."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from bot.clock import Clock, FollowedClock, clock_for
from bot.config import Settings
from bot.control.requests import answer_request
from bot.control.socket import FAILED, ask, control_path
from bot.desk import make_desk
from storage.database import open_database
from storage.errors import LockedError

LOOKS_FOR_THE_BOT = (
    20  # times, a quarter of a second apart: a bot that starts holds the lock before it listens
)


async def carry_out(settings: Settings, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer to a request, from this process or from the bot.

    Raises:
        ConfigError: the database cannot be opened, or another process holds it and does not answer.
    """
    try:
        database = await open_database(settings.storage.url, owner_url=settings.storage.owner_url)
    except LockedError:
        answer = await _ask_the_bot(settings, request)
        if answer is None:
            raise
        return answer
    try:
        return await answer_request(make_desk(settings, database, await desk_clock(settings)), request)
    finally:
        await database.close()


async def desk_clock(settings: Settings) -> Clock:
    """The desk's clock; the sandbox's is asked once."""
    clock = clock_for(settings.clock_url, settings.telegram.api_url)
    if isinstance(clock, FollowedClock):
        try:
            async with httpx.AsyncClient(timeout=5.0, trust_env=False) as client:
                await clock.refresh(client)
        except (httpx.HTTPError, ValueError):
            return clock  # down: it shows this machine's time, as it would to a bot
    return clock


async def _ask_the_bot(settings: Settings, request: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The answer of the bot that holds the database; None when what holds it is no bot on this machine."""
    for _ in range(LOOKS_FOR_THE_BOT):
        try:
            return await ask(control_path(settings), request)
        except TimeoutError:
            return FAILED
        except OSError:
            await asyncio.sleep(0.25)
    return None
