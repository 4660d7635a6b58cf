"""What the durable way costs: 200 notices through the real sender, over 200 bare calls of the Bot."""

import asyncio
import tempfile
import time
from pathlib import Path

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.rules.message import Recipient, Screen
from storage.outbox import say
from tests.support.line import AT, SCENE, TOKEN, Line, line_in

NOTICES = 200
ROUNDS = 3  # the quickest of each counts
AT_ONCE = 12  # as many calls under way as the sender has


def run() -> dict[str, float]:
    """Seconds of both ways, and their ratio: sender over bare calls, without pacing on either side."""
    return asyncio.run(_measure())


async def _measure() -> dict[str, float]:
    people = [{"id": 1000 + n, "first_name": f"P{n}", "started": True} for n in range(NOTICES)]
    with tempfile.TemporaryDirectory() as folder:
        async with line_in(Path(folder), {**SCENE, "people": [*SCENE["people"], *people]}) as line:
            await _bare(line, people=20)  # connections and caches warm on both sides
            rounds = [
                (await _bare(line, people=NOTICES), await _through_the_sender(line)) for _ in range(ROUNDS)
            ]
    bare, sender = (min(times) for times in zip(*rounds, strict=True))
    return {"notices": NOTICES, "bare_seconds": bare, "sender_seconds": sender, "ratio": sender / bare}


async def _bare(line: Line, *, people: int) -> float:
    """The calls alone, as many at once as the sender has under way."""
    requests = [HTTPXRequest(connection_pool_size=AT_ONCE, pool_timeout=30.0) for _ in range(2)]
    bot = Bot(TOKEN, base_url=f"{line.sandbox.url}/bot", request=requests[0], get_updates_request=requests[1])
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(chat_id: int) -> None:
        async with slots:
            await bot.send_message(chat_id, "HP-2026-0123")

    started = time.monotonic()
    await asyncio.gather(*(one(1000 + n) for n in range(people)))
    taken = time.monotonic() - started
    for request in requests:
        await request.shutdown()
    return taken


async def _through_the_sender(line: Line) -> float:
    """Queued in one transaction, as a digest is; until the last row is settled."""
    started = time.monotonic()
    async with line.sending():
        async with line.database.transaction() as tx:
            for n in range(NOTICES):
                await say(tx, Recipient(1000 + n), Screen("plain", {"text": "HP-2026-0123"}), at=AT)
        await line.settled(120.0)
    return time.monotonic() - started
