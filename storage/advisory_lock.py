"""One process at a time works on a PostgreSQL database: a session's advisory lock, held on its own connection."""

import asyncio
from typing import Any

import psycopg

from storage.errors import LockedError
from storage.transaction import raise_named

ONE_PROCESS = 8_880_001  # the number only has to differ from our other ones
# A server that went away without a word is noticed within a quarter of a minute.
KEEPALIVE: dict[str, Any] = {"keepalives_idle": 5, "keepalives_interval": 3, "keepalives_count": 3}


class AdvisoryLock:
    """Held until released.

    When its connection is lost the server gives it free; it is taken anew before the next change, unless
    somebody else was quicker.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._is_lost = False
        self._taking = asyncio.Lock()

    async def take(self) -> None:
        """Take it.

        Raises:
            LockedError: when another process holds it.
            psycopg.OperationalError: when the server does not answer.
        """
        connection = await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, application_name="trucban lock", **KEEPALIVE
        )
        cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", (ONE_PROCESS,))
        if await cursor.fetchone() != (True,):
            await connection.close()
            raise LockedError("")
        self._connection, self._is_lost = connection, False
        # Nothing is asked on this connection any more: when it has something to say, it is that it has ended.
        asyncio.get_running_loop().add_reader(connection.fileno(), self._ended)

    async def keep(self) -> None:
        """Make sure it is held.

        Raises:
            LockedError: when it was lost and another process has it now.
            UnavailableError: when it was lost and the server does not answer.
        """
        if not self._is_lost:
            return
        async with self._taking:
            if not self._is_lost:
                return
            await self.release()
            try:
                await self.take()
            except psycopg.OperationalError as error:
                raise_named("lock", error)
                raise

    async def release(self) -> None:
        """Let go."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if not self._is_lost:
            asyncio.get_running_loop().remove_reader(connection.fileno())
        await connection.close()

    def _ended(self) -> None:
        if self._connection is not None:
            asyncio.get_running_loop().remove_reader(self._connection.fileno())
        self._is_lost = True
