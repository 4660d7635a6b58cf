"""What each way of failing means, over real sockets."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.messenger.errors import SendError
from bot.messenger.telegram import Telegram
from bot.rules.message import Spoken
from bot.rules.refusal import RefusalKind as Kind

TOKEN = "7000000001:test"
HELLO = Spoken(texts=("x",))

Wire = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def line_to(wire: Wire, read_seconds: float = 2.0) -> AsyncIterator[Telegram]:
    """A line to a server that does with each connection as told."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await wire(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    telegram = Telegram(TOKEN, f"http://127.0.0.1:{port}", read_seconds=read_seconds)
    try:
        yield telegram
    finally:
        await telegram.close()
        server.close()


async def read_call(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.splitlines() if line.lower().startswith(b"content-length")
    )
    await reader.readexactly(length)


def answer(status: int, body: str | dict[str, object]) -> Wire:
    """Answer every call on a connection like this."""
    payload = (body if isinstance(body, str) else json.dumps(body)).encode()

    async def wire(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            try:
                await read_call(reader)
            except asyncio.IncompleteReadError:
                return
            head = f"HTTP/1.1 {status} X\r\ncontent-type: x/y\r\ncontent-length: {len(payload)}\r\n\r\n"
            writer.write(head.encode() + payload)
            await writer.drain()

    return wire


async def refusal(telegram: Telegram) -> SendError:
    with pytest.raises(SendError) as caught:
        await telegram.send(101, HELLO, "x")
    return caught.value


async def test_a_refused_connection_was_surely_not_sent() -> None:
    """Nobody listens on the port: nothing left this machine."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        telegram = Telegram(TOKEN, f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert (await refusal(telegram)).kind is Kind.NOT_SENT
        await telegram.close()


async def test_a_name_that_does_not_resolve_was_surely_not_sent() -> None:
    """A host nobody knows is a failure to connect."""
    telegram = Telegram(TOKEN, "http://nobody.invalid")
    assert (await refusal(telegram)).kind is Kind.NOT_SENT
    await telegram.close()


async def test_a_connection_closed_after_the_call_is_unknown() -> None:
    """The call was read and the line closed without an answer."""

    async def wire(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await read_call(reader)

    async with line_to(wire) as telegram:
        assert (await refusal(telegram)).kind is Kind.UNKNOWN


async def test_a_reset_connection_is_unknown() -> None:
    """The call was read and the line reset."""

    async def wire(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_call(reader)
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        writer.transport.abort()

    async with line_to(wire) as telegram:
        assert (await refusal(telegram)).kind is Kind.UNKNOWN


async def test_half_an_answer_is_unknown() -> None:
    """The answer stopped in its middle."""

    async def wire(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_call(reader)
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"ok": true, "res')
        await writer.drain()

    async with line_to(wire) as telegram:
        assert (await refusal(telegram)).kind is Kind.UNKNOWN


async def test_silence_is_unknown() -> None:
    """The call was read and nothing came back in time."""

    async def wire(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await read_call(reader)
        await reader.read()

    async with line_to(wire, read_seconds=0.2) as telegram:
        assert (await refusal(telegram)).kind is Kind.UNKNOWN


@dataclass(frozen=True)
class Told:
    status: int
    description: str
    kind: Kind


@pytest.mark.parametrize(
    "told",
    [
        Told(400, "Bad Request: message is not modified: specified new message content …", Kind.NOT_MODIFIED),
        Told(400, "Bad Request: message to edit not found", Kind.GONE),
        Told(400, "Bad Request: message can't be edited", Kind.GONE),
        Told(400, "Bad Request: message to delete not found", Kind.GONE),
        Told(400, "Bad Request: query is too old and response timeout expired", Kind.TOO_OLD),
        Told(400, "Bad Request: can't parse entities: unsupported start tag", Kind.MARKUP),
        Told(400, "Bad Request: chat not found", Kind.REFUSED),
        Told(400, "Bad Request: message is too long", Kind.REFUSED),
        Told(400, "Bad Request: BUTTON_DATA_INVALID", Kind.REFUSED),
        Told(400, "Bad Request: file is too big", Kind.TOO_LARGE),
        Told(401, "Unauthorized", Kind.TOKEN),
        Told(403, "Forbidden: bot was blocked by the user", Kind.UNREACHABLE),
        Told(403, "Forbidden: bot was kicked from the group chat", Kind.UNREACHABLE),
        Told(404, "Not Found", Kind.TOKEN),
        Told(409, "Conflict: terminated by other getUpdates request", Kind.CONFLICT),
        Told(429, "Too Many Requests", Kind.TOO_FAST),
        Told(413, "Request Entity Too Large", Kind.NOT_SENT),
        Told(500, "Internal Server Error", Kind.UNKNOWN),
        Told(502, "Bad Gateway", Kind.UNKNOWN),
    ],
    ids=lambda told: f"{told.status} {told.kind}",
)
async def test_each_answer_of_telegram_has_its_meaning(told: Told) -> None:
    """Telegram's own wording decides."""
    body: dict[str, object] = {"ok": False, "error_code": told.status, "description": told.description}
    async with line_to(answer(told.status, body)) as telegram:
        assert (await refusal(telegram)).kind is told.kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, Kind.UNKNOWN),
        (400, Kind.NOT_SENT),
        (403, Kind.NOT_SENT),
        (407, Kind.NOT_SENT),
        (401, Kind.TOKEN),
        (404, Kind.TOKEN),
        (409, Kind.NOT_SENT),
        (502, Kind.UNKNOWN),
        (504, Kind.UNKNOWN),
    ],
)
async def test_a_proxys_page_blames_neither_person_nor_chat(status: int, kind: Kind) -> None:
    """HTML is no word of Telegram's."""
    async with line_to(answer(status, "<html>gateway</html>")) as telegram:
        assert (await refusal(telegram)).kind is kind


async def test_a_flood_tells_how_long_to_wait() -> None:
    """429 with its time."""
    body: dict[str, object] = {"ok": False, "description": "x", "parameters": {"retry_after": 17}}
    async with line_to(answer(429, body)) as telegram:
        refused = await refusal(telegram)
    assert (refused.kind, refused.retry_after) == (Kind.TOO_FAST, 17.0)


async def test_an_upgraded_group_tells_its_new_id() -> None:
    """`migrate_to_chat_id` comes through."""
    body: dict[str, object] = {"ok": False, "description": "x", "parameters": {"migrate_to_chat_id": -1009}}
    async with line_to(answer(400, body)) as telegram:
        refused = await refusal(telegram)
    assert (refused.kind, refused.new_chat_id) == (Kind.MIGRATED, -1009)


async def test_a_full_pool_was_surely_not_sent() -> None:
    """A call that never got a connection did not go out."""

    async def wire(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with line_to(wire, read_seconds=0.3) as telegram:
        bot = telegram._bot  # noqa: SLF001 - our own slots never let the pool run dry, so go around them
        calls = [telegram_call(bot.send_message(1, "x")) for _ in range(40)]
        kinds = await asyncio.gather(*calls)
    assert set(kinds) == {Kind.UNKNOWN, Kind.NOT_SENT}


async def telegram_call(call: Awaitable[object]) -> Kind:
    from bot.messenger.refusals import read_refusal  # noqa: PLC0415 - beside its only use

    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever PTB raises is the input
        await call
    assert isinstance(caught.value, Exception)
    return read_refusal(caught.value).kind


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_is_named_while_polling_too(status: int) -> None:
    """The call getUpdates goes another way through PTB and means the same."""
    async with line_to(answer(status, {"ok": False, "description": "Unauthorized"})) as telegram:
        with pytest.raises(SendError) as caught:
            await telegram.updates(None, timeout_seconds=0, allowed=["message"])
    assert caught.value.kind is Kind.TOKEN
