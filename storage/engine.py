"""What both databases have in common: one transaction a step, and a wake-up after each commit."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, Protocol

from storage.errors import DiskFullError
from storage.queries import Kind, NamedQuery, load_queries
from storage.settling import to_the_end
from storage.transaction import Transaction, raise_named


class CommitWatch(Protocol):
    """Told of every commit that changes something; a crash test ends the process here."""

    async def before(self, n: int) -> None:
        """The n-th commit since the database was opened (from 1) is about to happen."""
        ...

    async def after(self, n: int) -> None:
        """The n-th commit is durable, and nobody was told yet."""
        ...


class Database(ABC):
    """The desk's memory. Open with `storage.database.open_database`, always `close()`."""

    kind: Kind

    def __init__(self, watch: CommitWatch | None = None) -> None:
        self.queries: Mapping[str, NamedQuery] = load_queries(self.kind)
        self._watch = watch
        self._commits = 0
        self._closed = False
        self._committed = asyncio.Event()
        self._is_full = False
        self._room_changed = asyncio.Event()
        self._within: set[asyncio.Task[Any] | None] = set()

    @property
    def commits(self) -> int:
        """How many transactions of this process have changed something."""
        return self._commits

    async def wait_for_commit(self, since: int, timeout: float | None = None) -> int:  # noqa: ASYNC109 - it returns then
        """Return `commits` once it is above `since`, or after `timeout` elapsed seconds.

        Other processes on the same PostgreSQL are not heard: look again after a while in any case.
        """
        if self._commits <= since:
            with suppress(TimeoutError):
                async with asyncio.timeout(
                    timeout
                ):  # not wait_for: it loses a cancellation that meets the commit
                    await self._committed.wait()
        return self._commits

    @property
    def is_full(self) -> bool:
        """Whether the last attempt to write failed for want of room."""
        return self._is_full

    async def wait_for_room(self, *, was_full: bool) -> bool:
        """Return once writing fails for want of room where it did not, or succeeds where it did; which of the two."""
        while self._is_full == was_full:
            await self._room_changed.wait()
        return self._is_full

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction that commits on return and rolls back on any exception.

        Beginning, committing and rolling back are carried to their end even when the caller is cancelled; the
        cancellation then follows. Rows are decided with conditional updates, so nothing needs a retry.

        Raises:
            UnavailableError: when the database does not answer; after the body, the outcome is unknown.
            DiskFullError: when there is no room left to write to.
            RuntimeError: inside another transaction of the same task (it would wait for itself), or when a
                query failed and its error was swallowed.
        """
        self._refuse_closed()
        task = asyncio.current_task()
        if task in self._within:
            raise RuntimeError("a transaction inside a transaction")
        self._within.add(task)
        try:
            async with self._writing() as connection:
                transaction = Transaction(self.queries, connection, read_only=False)
                try:
                    yield transaction
                    transaction.end()
                except BaseException:
                    transaction.ended = True
                    await to_the_end(self._roll_back(connection))
                    raise
                await to_the_end(self._commit_watched(connection, changed=transaction.changed))
        except DiskFullError:
            self._learn_of_room(is_full=True)
            raise
        finally:
            self._within.discard(task)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A read-only snapshot that never waits for a writer.

        Raises:
            UnavailableError: when the database does not answer.
        """
        self._refuse_closed()
        async with self._reading() as connection:
            transaction = Transaction(self.queries, connection, read_only=True)
            try:
                yield transaction
            finally:
                transaction.ended = True
                await to_the_end(self._roll_back(connection))

    async def _commit_watched(self, connection: Any, *, changed: bool) -> None:
        n = self._commits + 1
        if changed and self._watch:
            await self._watch.before(n)
        try:
            await self._commit(connection)
        except Exception as error:
            await self._roll_back(connection)
            raise_named("commit", error)
            raise
        if not changed:
            return
        if self._watch:
            await self._watch.after(n)
        self._commits += 1
        self._committed.set()
        self._committed = asyncio.Event()
        self._learn_of_room(is_full=False)

    def _learn_of_room(self, *, is_full: bool) -> None:
        if is_full is not self._is_full:
            self._is_full = is_full
            self._room_changed.set()
            self._room_changed = asyncio.Event()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise RuntimeError("the database is closed")

    @abstractmethod
    def _writing(self) -> AbstractAsyncContextManager[Any]:
        """A connection of one's own with a transaction begun on it."""

    @abstractmethod
    def _reading(self) -> AbstractAsyncContextManager[Any]:
        """A connection of one's own with a read-only snapshot begun on it."""

    @abstractmethod
    async def _commit(self, connection: Any) -> None:
        """Make it durable, or raise."""

    @abstractmethod
    async def _roll_back(self, connection: Any) -> None:
        """Undo whatever is open; never raises over a connection that is lost."""

    async def close(self) -> None:
        """Let go of connections and lock, carried to its end; safe to call twice."""
        if not self._closed:
            self._closed = True
            await to_the_end(self._let_go())

    @abstractmethod
    async def _let_go(self) -> None:
        """Close every connection, then the lock."""
