"""Migrations on PostgreSQL, by the owner of the tables; the running role is given only what it needs."""

from collections.abc import Sequence

import psycopg
from psycopg import sql

from storage.errors import SchemaError
from storage.migrate import FOLDER, Migration, pending

MIGRATING = 8_880_002  # advisory lock: two programs started at once migrate one after the other
GRANTS = FOLDER / "grants.postgresql.sql"
RECORDS = b"""
CREATE TABLE IF NOT EXISTS schema_migrations (
    version    BIGINT PRIMARY KEY,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)
"""


def bring_up_to_date(
    owner_url: str, migrations: Sequence[Migration], applied_at: int, role: str | None = None
) -> None:
    """Apply what the database still needs, and grant the running `role` its rights when it is not the owner.

    A migration that fails leaves the schema as it was. `applied_at` is in microseconds.

    Raises:
        SchemaError: see `storage.migrate.pending`; `schema-foreign` when tables of these names exist already.
        psycopg.Error: when a migration fails.
    """
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (MIGRATING,))
        for migration in _outstanding(connection, migrations):
            _apply(connection, migration, applied_at)
        if role is not None and role != connection.info.user:
            with connection.transaction():
                script = sql.SQL(GRANTS.read_text(encoding="utf-8"))
                connection.execute(script.format(role=sql.Identifier(role)))


def look(url: str, migrations: Sequence[Migration]) -> tuple[str, tuple[Migration, ...]]:
    """The role that `url` connects as, and what the database still needs; it is only read.

    Raises:
        SchemaError: as `bring_up_to_date`.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.info.user, _outstanding(connection, migrations)


def _outstanding(connection: psycopg.Connection, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    found = connection.execute("SELECT to_regclass('schema_migrations')").fetchone()
    if found is None or found[0] is None:
        return tuple(migrations)
    return pending(migrations, connection.execute("SELECT version, sha256 FROM schema_migrations").fetchall())


def _apply(connection: psycopg.Connection, migration: Migration, applied_at: int) -> None:
    try:
        with connection.transaction():
            connection.execute(migration.script.encode())
            connection.execute(RECORDS)
            connection.execute(
                "INSERT INTO schema_migrations VALUES (%s, %s, %s, %s)",
                (migration.version, migration.name, migration.sha256, applied_at),
            )
    except (psycopg.errors.DuplicateTable, psycopg.errors.DuplicateObject) as error:
        raise SchemaError("schema-foreign") from error
