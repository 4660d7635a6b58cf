"""Bad days on purpose: spoiled calls, a line that is cut and mended, updates nobody can read."""

import asyncio
import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sandbox.world import poll
from tests.support.desk_under_test import DeskUnderTest, Phone, Seen
from tests.support.raw_sql import raw

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
BREATH_SECONDS = 0.15
MOST_PAUSES = 100
STEP_SECONDS = 61.0  # the longest pause between two tries is a minute


def photos(how_many: int) -> list[dict[str, str]]:
    """An album."""
    return [{"kind": "photo", "name": f"{n}.png", "base64": PIXEL} for n in range(how_many)]


async def spoil(desk: DeskUnderTest, kind: str, *methods: str, times: int | None = 1, **more: Any) -> None:
    """Let the next calls of these methods meet a fault (docs/sandbox.md, "Faults")."""
    await desk.control("faults", {"kind": kind, "methods": list(methods), "times": times, **more})


async def waits_through(desk: DeskUnderTest, *, minutes: int = 3) -> None:
    """Let pauses between tries pass, one after the other."""
    for _ in range(minutes):
        await desk.advance(timedelta(seconds=STEP_SECONDS))


async def breathes(desk: DeskUnderTest) -> None:
    """Give the bot a moment of real time: for tries that fail there is nothing to wait for."""
    before = desk.sandbox.world.ledger.index
    await desk.sandbox.world.ledger.until(lambda: desk.sandbox.world.ledger.index > before, BREATH_SECONDS)


async def settles_in_time(desk: DeskUnderTest) -> None:
    """Move the clock over the pauses between tries until every update is dealt with."""
    for _ in range(MOST_PAUSES):
        await breathes(desk)
        if await desk.is_settled():
            return
        desk.sandbox.clock.advance(STEP_SECONDS)
    raise AssertionError(MOST_PAUSES)


def comes(desk: DeskUnderTest, kind: str, body: Any, *, lane: int = 0) -> int:
    """An update as it is written here reaches the bot, whatever it holds. Returns its id."""
    world = desk.sandbox.world
    bot = next(iter(world.bots.values()))
    update = poll.create_update(world, bot, kind, body, str(lane))
    assert update is not None
    return update.update_id


def message_of(phone: Phone, message_id: int, **content: Any) -> dict[str, Any]:
    """A private message as the Bot API would write it."""
    person = {"id": phone.account, "is_bot": False, "first_name": "A"}
    return {
        "message_id": message_id,
        "date": phone.desk.sandbox.clock.unix(),
        "from": person,
        "chat": {"id": phone.account, "type": "private", "first_name": "A"},
        **content,
    }


def data_of(message: Seen, beginning: str) -> str:
    """What a button says to the bot."""
    for row in message.raw["inline_keyboard"]:
        for button in row:
            if button["text"].startswith(beginning):
                return str(button["callback_data"])
    raise AssertionError((beginning, message.buttons))


def calls(desk: DeskUnderTest, method: str, *, chat: int | None = None) -> list[dict[str, Any]]:
    """The parameters of every call of this method so far."""
    return [
        entry["params"]
        for entry in desk.sandbox.world.ledger.entries
        if entry["kind"] == "call" and entry["method"] == method and chat in {None, entry["chat_id"]}
    ]


async def rows(desk: DeskUnderTest, statement: str, **params: Any) -> list[dict[str, Any]]:
    """What stands in the database."""
    async with desk.database.read() as tx:
        return [dict(row) for row in await raw(tx, statement, params)]


async def change(desk: DeskUnderTest, statement: str, **params: Any) -> None:
    """Arrange something in the database that this test is not about."""
    async with desk.database.transaction() as tx:
        await raw(tx, statement, params)
        tx.changed = True


async def log_texts(desk: DeskUnderTest) -> str:
    """What is written beside the log's entries."""
    found = await rows(desk, "SELECT text FROM duty_log_texts ORDER BY 1")
    return "\n".join(str(json.loads(row["text"])) for row in found if row["text"])


class Wire:
    """A wire between bot and sandbox that can be cut: while it is, connections are refused."""

    def __init__(self) -> None:
        self.target = 0
        self._port = 0
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()

    async def reserve(self) -> str:
        """Choose the port; nothing answers there yet. Returns the address."""
        await self.mend()
        await self.cut()
        return f"http://127.0.0.1:{self._port}"

    async def mend(self) -> None:
        """Let it carry."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Cut it, and what it carries at this moment."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for end in list(self._ends):
            end.transport.abort()
        for pump in list(self._pumps):
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        self._ends |= {writer, far_writer}
        pumps = [
            asyncio.ensure_future(_pump(reader, far_writer)),
            asyncio.ensure_future(_pump(far_reader, writer)),
        ]
        self._pumps |= set(pumps)
        await asyncio.wait(pumps)
        self._pumps -= set(pumps)
        self._ends -= {writer, far_writer}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
