"""One schema for two databases: compared table by table, column by column."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from storage.migrate import shipped
from storage.migrate_sqlite import bring_up_to_date
from tests.support.postgresql import OWNER, Cluster

pytestmark = pytest.mark.postgresql


class Column(NamedTuple):
    """What both databases must say of a column."""

    type: str
    is_required: bool
    default: str | None


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A fresh SQLite database."""
    path = tmp_path / "trucban.db"
    bring_up_to_date(path, shipped("sqlite"), applied_at=0)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.fixture
def postgresql(postgresql_cluster: Cluster, postgresql_template: str) -> Iterator[psycopg.Connection[Any]]:
    """A fresh PostgreSQL database."""
    name = postgresql_cluster.create(postgresql_template)
    with psycopg.connect(postgresql_cluster.url(name, OWNER), autocommit=True) as connection:
        yield connection
    postgresql_cluster.drop(name)


def columns_on_sqlite(connection: sqlite3.Connection) -> Mapping[str, Mapping[str, Column]]:
    """Every column of every table and view."""
    tables = [
        (name, kind)
        for name, kind in connection.execute(
            "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')"
        )
        if not name.startswith("sqlite_")
    ]
    return {
        table: {
            name: Column(
                kind.lower() if shape == "table" else "",
                bool(required or (key and shape == "table")),
                default,
            )
            for _, name, kind, required, default, key in connection.execute(f"PRAGMA table_info({table})")
        }
        for table, shape in tables
    }


def columns_on_postgresql(connection: psycopg.Connection[Any]) -> Mapping[str, Mapping[str, Column]]:
    """The same, in the same words."""
    found: dict[str, dict[str, Column]] = {}
    for table, name, kind, nullable, default, shape in connection.execute("""
        SELECT c.table_name, c.column_name, c.data_type, c.is_nullable, c.column_default, t.table_type
        FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' ORDER BY c.ordinal_position
    """):
        is_view = shape == "VIEW"
        found.setdefault(table, {})[name] = Column(
            "" if is_view else {"bigint": "integer"}.get(kind, kind),
            nullable == "NO",
            default and re.sub(r"::\w+$", "", default),
        )
    return found


def test_columns_agree(sqlite_file: sqlite3.Connection, postgresql: psycopg.Connection[Any]) -> None:
    """Tables and views have the same columns in the same order: name, integer or text, nullability, default."""
    on_sqlite, on_postgresql = columns_on_sqlite(sqlite_file), columns_on_postgresql(postgresql)
    assert on_sqlite.keys() == on_postgresql.keys()
    for table, columns in on_sqlite.items():
        assert list(columns.items()) == list(on_postgresql[table].items()), table


def test_text_compares_by_bytes_on_postgresql(postgresql: psycopg.Connection[Any]) -> None:
    """Every text column sorts as on SQLite, whatever the server's locale."""
    other = postgresql.execute("""
        SELECT c.table_name, c.column_name FROM information_schema.columns AS c
        JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.data_type = 'text' AND t.table_type = 'BASE TABLE'
          AND c.collation_name IS DISTINCT FROM 'C' AND c.table_name <> 'schema_migrations'
    """).fetchall()
    assert other == []


def test_indexes_agree(sqlite_file: sqlite3.Connection, postgresql: psycopg.Connection[Any]) -> None:
    """Each named index exists on both, unique or not."""
    on_sqlite = {
        (name, "UNIQUE" in text)
        for name, text in sqlite_file.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql <> ''"
        )
    }
    on_postgresql = {
        (name, "UNIQUE" in text)
        for name, text in postgresql.execute("""
            SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
              AND indexname NOT IN (SELECT conname FROM pg_constraint)
        """)
    }
    assert on_sqlite == on_postgresql


def test_keys_agree(sqlite_file: sqlite3.Connection, postgresql: psycopg.Connection[Any]) -> None:
    """Primary keys, unique columns and references are the same."""
    on_sqlite = {(table, kind, columns) for table, kind, columns in _keys_on_sqlite(sqlite_file)}
    on_postgresql = {
        (table, kind, tuple(columns))
        for table, kind, columns in postgresql.execute("""
            SELECT k.conrelid::regclass::text, k.contype::text, array(
                SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS n (column_number, place)
                JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = n.column_number ORDER BY n.place)
            FROM pg_constraint AS k WHERE k.contype IN ('p', 'u', 'f') AND k.connamespace = 'public'::regnamespace
        """)
    }
    assert on_sqlite == on_postgresql


def _keys_on_sqlite(connection: sqlite3.Connection) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for table in columns_on_sqlite(connection):
        info = connection.execute(f"PRAGMA table_info({table})").fetchall()
        if key := [row[1] for row in sorted((row for row in info if row[5]), key=lambda row: row[5])]:
            yield table, "p", tuple(key)
        for _, index, _, origin, _ in connection.execute(f"PRAGMA index_list({table})").fetchall():
            if origin == "u":
                yield table, "u", tuple(row[2] for row in connection.execute(f"PRAGMA index_info({index})"))
        references: dict[int, list[str]] = {}
        for number, _, _, column, *_ in connection.execute(f"PRAGMA foreign_key_list({table})"):
            references.setdefault(number, []).append(column)
        for columns in references.values():
            yield table, "f", tuple(columns)


def test_checks_agree() -> None:
    """Each CHECK of a table is written on both, word for word."""
    checks = re.compile(r"CREATE TABLE (\w+)|CHECK \((.*?)\)(?=,? *(?:--.*)?\n)", re.DOTALL)
    scripts = [
        "\n".join(migration.script for migration in shipped(kind)) for kind in ("sqlite", "postgresql")
    ]
    on_sqlite, on_postgresql = ([found.groups() for found in checks.finditer(script)] for script in scripts)
    assert len(on_sqlite) > 50
    assert on_sqlite == on_postgresql


def test_triggers_agree(sqlite_file: sqlite3.Connection, postgresql: psycopg.Connection[Any]) -> None:
    """Each trigger of SQLite guards the same table on PostgreSQL, which also refuses to truncate it."""
    on_sqlite = set(sqlite_file.execute("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger'"))
    on_postgresql = set(
        postgresql.execute(
            "SELECT tgname::text, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        )
    )
    truncating = {(name, table) for name, table in on_postgresql if name == f"{table}_no_truncate"}
    assert on_sqlite == on_postgresql - truncating
    assert {table for _, table in truncating} == {
        table for name, table in on_sqlite if name.endswith("_no_delete")
    }


def test_tables_are_strict(sqlite_file: sqlite3.Connection) -> None:
    """SQLite refuses a text where an integer belongs, as PostgreSQL does."""
    lax = sqlite_file.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    assert lax == []
