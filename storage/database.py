"""Opening the desk's memory: `sqlite:///path` or `postgresql://…`.

database = await open_database(settings.storage.url)
async with database.transaction() as tx:
    row = await tx.find("find_incident", number="HP-2026-0123")
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import psycopg

from bot.clock import WallClock
from bot.errors import ConfigError
from storage import migrate_postgresql, migrate_sqlite
from storage.engine import CommitWatch, Database
from storage.errors import URL_KEY, UnavailableError
from storage.migrate import refuse_pending, shipped
from storage.postgresql import PostgresqlDatabase
from storage.process_lock import FileLock
from storage.queries import load_queries
from storage.settling import to_the_end
from storage.sqlite import SqliteDatabase
from storage.times import microseconds
from storage.transaction import Row, Transaction

__all__ = ["CommitWatch", "Database", "Row", "Transaction", "open_database", "sqlite_path"]

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")


async def open_database(
    url: str,
    *,
    owner_url: str = "",
    lock: bool = True,
    read_only: bool = False,
    watch: CommitWatch | None = None,
) -> Database:
    """Open the database, bringing its tables up to date; the caller closes it.

    `owner_url` is the PostgreSQL owner of the tables, for migrations only (default: `url`). `lock=False`
    takes no process lock; `read_only` neither locks nor migrates. `watch` is told of every commit.

    Raises:
        ConfigError: `storage-url` for another kind of database, `database-unreachable`.
        LockedError: when another process holds it.
        SchemaError: when its tables are not those of this program.
    """
    if url.startswith(SQLITE):
        load_queries("sqlite")  # a mistake in them is found before anything is open
        with _reachable():
            return await _open_sqlite(sqlite_path(url), lock=lock, read_only=read_only, watch=watch)
    if url.startswith(POSTGRESQL):
        with _reachable():
            return await _open_postgresql(url, owner_url or url, lock=lock, read_only=read_only, watch=watch)
    raise ConfigError(URL_KEY, "storage-url")


def sqlite_path(url: str) -> Path:
    """The file of `sqlite:///relative.db` or `sqlite:////absolute.db`."""
    return Path(unquote(url.removeprefix(SQLITE)))


async def _open_sqlite(path: Path, *, lock: bool, read_only: bool, watch: CommitWatch | None) -> Database:
    migrations = shipped("sqlite")
    if read_only:
        refuse_pending(await asyncio.to_thread(migrate_sqlite.outstanding, path, migrations))
        return await SqliteDatabase.open(path, lock=None, read_only=True, watch=watch)
    path.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(path) if lock else None
    try:
        await to_the_end(asyncio.to_thread(migrate_sqlite.bring_up_to_date, path, migrations, _now()))
        return await SqliteDatabase.open(path, lock=held, read_only=False, watch=watch)
    except BaseException:
        if held is not None:
            held.release()
        raise


async def _open_postgresql(
    url: str, owner_url: str, *, lock: bool, read_only: bool, watch: CommitWatch | None
) -> Database:
    migrations = shipped("postgresql")
    database = PostgresqlDatabase(url, read_only=read_only, watch=watch)
    try:
        if lock and not read_only:
            await database.take_lock()
        role, todo = await asyncio.to_thread(migrate_postgresql.look, url, migrations)
        if read_only:
            refuse_pending(todo)
        else:
            migrating = partial(migrate_postgresql.bring_up_to_date, owner_url, migrations, _now(), role)
            await to_the_end(asyncio.to_thread(migrating))
        await database.open()
    except BaseException:
        await database.close()
        raise
    return database


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError, psycopg.OperationalError, UnavailableError) as error:
        raise ConfigError(URL_KEY, "database-unreachable") from error


def _now() -> int:
    return microseconds(WallClock().now())
