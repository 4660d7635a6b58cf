"""SQLite: one writing connection behind a lock, and a few that only read."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite

from storage.engine import CommitWatch, Database
from storage.process_lock import FileLock
from storage.settling import to_the_end
from storage.transaction import raise_named

READERS = 4
BUSY_SECONDS = 5.0  # for a foreign hand on the file; our own writers wait behind the lock instead
EVERY_CONNECTION = ("PRAGMA foreign_keys=ON", "PRAGMA recursive_triggers=ON", "PRAGMA trusted_schema=OFF")
# secure_delete: a text stopped as secret must not linger in free pages.
WRITER = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON")


class SqliteDatabase(Database):
    """One file. One connection alone writes and checkpoints: two may corrupt a WAL before SQLite 3.51.3."""

    kind = "sqlite"

    def __init__(
        self,
        writer: aiosqlite.Connection | None,
        readers: list[aiosqlite.Connection],
        lock: FileLock | None,
        watch: CommitWatch | None,
    ) -> None:
        super().__init__(watch)
        self._writer = writer
        self._writer_free = asyncio.Lock()
        self._readers = readers
        self._free_readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._free_readers.put_nowait(reader)
        self._lock = lock

    @classmethod
    async def open(
        cls, path: Path, *, lock: FileLock | None, read_only: bool, watch: CommitWatch | None
    ) -> "SqliteDatabase":
        """Open a file that has its tables already."""
        async with AsyncExitStack() as undo:
            writer = None
            if not read_only:
                writer = await _connect(path, "rw", (*EVERY_CONNECTION, *WRITER))
                undo.push_async_callback(writer.close)
            readers = []
            for _ in range(READERS):
                reader = await _connect(path, "ro", EVERY_CONNECTION)
                undo.push_async_callback(reader.close)
                readers.append(reader)
            undo.pop_all()
        return cls(writer, readers, lock, watch)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[aiosqlite.Connection]:
        if self._writer is None:
            raise RuntimeError("opened for reading only")
        async with self._writer_free:
            await self._begin(self._writer, "BEGIN IMMEDIATE")
            yield self._writer

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[aiosqlite.Connection]:
        reader = await self._free_readers.get()
        try:
            await self._begin(reader, "BEGIN")
            yield reader
        finally:
            self._free_readers.put_nowait(reader)

    async def _begin(self, connection: aiosqlite.Connection, statement: str) -> None:
        try:
            await to_the_end(_execute(connection, statement))
        except BaseException as error:
            await to_the_end(self._roll_back(connection))
            raise_named(statement, error)
            raise

    async def _commit(self, connection: aiosqlite.Connection) -> None:
        await _execute(connection, "COMMIT")

    async def _roll_back(self, connection: aiosqlite.Connection) -> None:
        # A statement the caller was cancelled out of may still run; this one queues behind it in its thread.
        await _execute(connection, "SELECT 1")
        if connection.in_transaction:
            await _execute(connection, "ROLLBACK")

    async def _let_go(self) -> None:
        for reader in self._readers:
            await reader.close()
        if self._writer is not None:
            async with self._writer_free:
                await self._writer.close()  # the last one: it alone may checkpoint
        if self._lock is not None:
            self._lock.release()


async def _connect(path: Path, mode: str, pragmas: Iterable[str]) -> aiosqlite.Connection:
    uri = f"file:{quote(str(path))}?mode={mode}"
    try:
        connection = await aiosqlite.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    except sqlite3.Error as error:
        raise_named("open", error)
        raise
    connection.row_factory = _as_dict  # type: ignore[assignment] # any callable will do, says sqlite3
    try:
        for pragma in pragmas:
            await _execute(connection, pragma)
    except BaseException as error:
        await to_the_end(connection.close())
        raise_named("open", error)
        raise
    return connection


async def _execute(connection: aiosqlite.Connection, statement: str) -> None:
    await connection.execute_fetchall(statement)


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
