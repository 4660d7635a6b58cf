"""Migrations on SQLite: a copy first when data exist, then each in one transaction with its record."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from storage.errors import SchemaError
from storage.migrate import Migration, pending

RECORDS = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    version    INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT
"""


def bring_up_to_date(path: Path, migrations: Sequence[Migration], applied_at: int) -> None:
    """Create the file, or apply what it still needs. Call it only under the process lock.

    A migration that fails leaves the schema, and the file, as they were. `applied_at` is in microseconds.

    Raises:
        SchemaError: see `storage.migrate.pending`; `schema-foreign` when the file is no database of ours.
        sqlite3.Error: when a migration fails.
    """
    if not path.exists() or path.stat().st_size == 0:
        _create(path, migrations, applied_at)
        return
    todo = outstanding(path, migrations)
    if not todo:
        return
    _copy(path, path.with_name(f"{path.name}.before-{todo[0].version:04}"))
    with closing(_connect(path, "rw")) as connection:
        for migration in todo:
            _apply(connection, migration, applied_at)


def outstanding(path: Path, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """What an existing file still needs; it is only read.

    Raises:
        SchemaError: as `bring_up_to_date`.
    """
    try:
        with closing(_connect(path, "ro")) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
            if "schema_migrations" not in tables:
                raise SchemaError("schema-foreign")
            applied = connection.execute("SELECT version, sha256 FROM schema_migrations").fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise SchemaError("schema-foreign") from error
        raise
    return pending(migrations, applied)


def statements(script: str) -> Iterator[str]:
    """The script's statements one by one (`executescript` would commit what is open before it starts)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _create(path: Path, migrations: Sequence[Migration], applied_at: int) -> None:
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)  # of a start that was cut short
    for tail in ("-wal", "-shm"):  # left by a file that was taken away: SQLite would play them into this one
        orphan = path.with_name(path.name + tail)
        if orphan.exists():
            orphan.rename(orphan.with_name(orphan.name + ".orphan"))
    try:
        with closing(_connect(new, "rwc")) as connection:
            for migration in migrations:
                _apply(connection, migration, applied_at)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _settle(new, path)


def _copy(path: Path, copy: Path) -> None:
    """A consistent copy by SQLite's own backup, under a temporary name until it is whole."""
    new = copy.with_name(copy.name + ".new")
    new.unlink(missing_ok=True)
    with closing(_connect(path, "ro")) as source, closing(_connect(new, "rwc")) as target:
        source.backup(target)
    _settle(new, copy)


def _settle(new: Path, path: Path) -> None:
    new.chmod(0o600)
    _fsync(new)
    new.replace(path)
    _fsync(path.parent)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _apply(connection: sqlite3.Connection, migration: Migration, applied_at: int) -> None:
    # Rebuilding a table needs foreign keys off, which must be said before it begins; they are checked below.
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(migration.script):
            connection.execute(statement)
        _check_foreign_keys(connection)
        connection.execute(RECORDS)
        connection.execute(
            "INSERT INTO schema_migrations VALUES (?, ?, ?, ?)",
            (migration.version, migration.name, migration.sha256, applied_at),
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_foreign_keys(connection: sqlite3.Connection) -> None:
    if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"{broken[0]}: a row points at nothing")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    return connection
