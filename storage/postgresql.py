"""PostgreSQL: a pool that writes and one that reads, READ COMMITTED with conditional updates."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg import pq
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from storage.advisory_lock import AdvisoryLock
from storage.engine import CommitWatch, Database
from storage.errors import UnavailableError
from storage.settling import to_the_end
from storage.transaction import raise_named

WRITERS = 6
READERS = 4  # apart from the writers, so that no reader waits for one
CONNECT_SECONDS = 10.0
BEGIN_WRITING = b"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
BEGIN_READING = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresqlDatabase(Database):
    """One database on a server; the process lock is a session's advisory lock on it."""

    kind = "postgresql"

    def __init__(self, url: str, *, read_only: bool, watch: CommitWatch | None) -> None:
        super().__init__(watch)
        self._url = url
        self._writers = None if read_only else _pool(url, WRITERS)
        self._readers = _pool(url, READERS)
        self._lock: AdvisoryLock | None = None

    async def open(self) -> None:
        """Connect the pools."""
        for pool in self._pools():
            await pool.open(wait=True, timeout=CONNECT_SECONDS)

    async def take_lock(self) -> None:
        """Be the one process of this program on this database, until closed.

        Raises:
            LockedError: when another one is.
        """
        lock = AdvisoryLock(self._url)
        await lock.take()
        self._lock = lock

    def _pools(self) -> list[AsyncConnectionPool[psycopg.AsyncConnection[DictRow]]]:
        return [pool for pool in (self._writers, self._readers) if pool is not None]

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[psycopg.AsyncConnection[DictRow]]:
        if self._writers is None:
            raise RuntimeError("opened for reading only")
        if self._lock is not None:
            await self._lock.keep()
        async with self._begun(self._writers, BEGIN_WRITING) as connection:
            yield connection

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[psycopg.AsyncConnection[DictRow]]:
        async with self._begun(self._readers, BEGIN_READING) as connection:
            yield connection

    @asynccontextmanager
    async def _begun(
        self, pool: AsyncConnectionPool[psycopg.AsyncConnection[DictRow]], statement: bytes
    ) -> AsyncIterator[psycopg.AsyncConnection[DictRow]]:
        connection = await self._connection(pool, statement)
        try:
            yield connection
        finally:
            await to_the_end(pool.putconn(connection))

    async def _connection(
        self, pool: AsyncConnectionPool[psycopg.AsyncConnection[DictRow]], statement: bytes
    ) -> psycopg.AsyncConnection[DictRow]:
        """A connection with a transaction begun; those that died while they lay in the pool are passed over."""
        for left in range(pool.max_size, -1, -1):
            try:
                connection = await pool.getconn()
            except psycopg.Error as error:
                raise_named("connect", error)
                raise
            try:
                await to_the_end(connection.execute(statement))
            except BaseException as error:
                await to_the_end(self._roll_back(connection))
                await to_the_end(pool.putconn(connection))
                if left and isinstance(error, psycopg.OperationalError):
                    continue
                raise_named("begin", error)
                raise
            return connection
        raise UnavailableError("begin")

    async def _commit(self, connection: psycopg.AsyncConnection[DictRow]) -> None:
        cursor = await connection.execute(b"COMMIT")
        if cursor.statusmessage != "COMMIT":  # the server answers ROLLBACK, without an error, after a failure
            raise UnavailableError("commit")

    async def _roll_back(self, connection: psycopg.AsyncConnection[DictRow]) -> None:
        if connection.closed:
            return
        try:
            if connection.info.transaction_status != pq.TransactionStatus.IDLE:
                await connection.execute(b"ROLLBACK")
        except psycopg.OperationalError:
            await (
                connection.close()
            )  # the server forgets what a lost connection had open; the pool replaces it

    async def _let_go(self) -> None:
        for pool in self._pools():
            await pool.close()
        if self._lock is not None:
            await self._lock.release()


def _pool(url: str, size: int) -> AsyncConnectionPool[psycopg.AsyncConnection[DictRow]]:
    return AsyncConnectionPool(
        url,
        connection_class=psycopg.AsyncConnection[DictRow],
        kwargs={"autocommit": True, "row_factory": dict_row, "application_name": "trucban"},
        min_size=1,
        max_size=size,
        timeout=CONNECT_SECONDS,
        open=False,
    )
