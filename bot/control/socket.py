"""A Unix socket beside the database: commands hand what they would change to the bot that holds it.

One request and one answer a connection, each a line of JSON; moments travel as `{"$at": "<ISO 8601>"}`. Whoever
may open the socket (the bot's own user) may use it.
"""

import asyncio
import json
import os
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from bot.config import Settings

LONGEST_LINE = 16_000_000
LONGEST_ADDRESS = 100  # bytes; the kernel takes 108
ANSWER_WITHIN_SECONDS = 60.0
AT = "$at"
FAILED: Mapping[str, Any] = {"failed": True}

Handle = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any]]]

log = structlog.get_logger(__name__)


def control_path(settings: Settings) -> Path:
    """Where the socket lies: beside a SQLite file, on PostgreSQL in the folder of files."""
    database = settings.storage.sqlite_path
    if database is not None:
        return database.with_name(database.name + ".sock")
    return settings.storage.files / "trucban.sock"


async def serve(path: Path, handle: Handle) -> None:
    """Answer requests until cancelled. The caller holds the process lock, so an older socket is a dead one."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            writer.write(_line(await _answer(reader, handle)))
            await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(answer, sock=_bound(path), limit=LONGEST_LINE)
    try:
        async with server:
            await server.serve_forever()
    finally:
        _remove(path)


async def ask(path: Path, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Hand a request to the bot that serves there.

    Raises:
        OSError: nobody serves there.
        TimeoutError: no answer in `ANSWER_WITHIN_SECONDS`; whether it was carried out is unknown.
    """
    with _short(path) as address:
        reader, writer = await asyncio.open_unix_connection(address, limit=LONGEST_LINE)
    try:
        writer.write(_line(request))
        await writer.drain()
        line = await asyncio.wait_for(reader.readline(), ANSWER_WITHIN_SECONDS)
    finally:
        writer.close()
    if not line:
        raise ConnectionResetError
    return _load(line)


async def _answer(reader: asyncio.StreamReader, handle: Handle) -> Mapping[str, Any]:
    try:
        return await handle(_load(await reader.readline()))
    except Exception:
        log.exception("control_request_failed")
        return FAILED


def _bound(path: Path) -> socket.socket:
    """The listening socket, for nobody but this program's user from its first moment on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove(path)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        with _short(path) as address:
            listening.bind(address)
    except BaseException:
        listening.close()
        raise
    finally:
        os.umask(mask)
    return listening


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """An address the kernel takes: a long one is reached through its folder's descriptor."""
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, default=_moment_out).encode() + b"\n"


def _load(line: bytes) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(line, object_hook=_moment_in)
    return loaded


def _moment_out(value: object) -> object:
    if isinstance(value, datetime):
        return {AT: value.isoformat()}
    raise TypeError(value)


def _moment_in(value: dict[str, Any]) -> Any:
    return datetime.fromisoformat(value[AT]) if value.keys() == {AT} else value
