"""The named queries of `storage/sql`: one text for both databases, a variant only where they differ."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import aiosql
from aiosql.adapters.aiosqlite import AioSQLiteAdapter
from aiosql.types import SQLOperationType

Kind = Literal["sqlite", "postgresql"]
Operation = Literal["find", "all", "run"]

FOLDER = Path(__file__).parent / "sql"
OPERATIONS: dict[SQLOperationType, Operation] = {
    SQLOperationType.SELECT_ONE: "find",
    SQLOperationType.SELECT: "all",
    SQLOperationType.INSERT_UPDATE_DELETE: "run",
}
QUOTED = re.compile(r"'(?:''|[^'])*'")
WRITES = re.compile(r"\b(insert|update|delete)\b", re.IGNORECASE)


class QueryFileError(Exception):
    """A query file breaks the house rules of SQL (docs/architecture.md)."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One named query, ready to be called with a connection and its parameters."""

    name: str
    purpose: str
    operation: Operation
    parameters: frozenset[str]
    writes: bool
    sql: str
    call: Callable[..., Any]


class SqliteAdapter(AioSQLiteAdapter):
    """aiosql's adapter with one trip to the connection's thread per query, and no cursor left open."""

    async def select(
        self, conn: Any, _name: str, sql: str, parameters: Any, record_class: None = None
    ) -> Any:
        """All rows."""
        del record_class
        for row in await conn.execute_fetchall(sql, parameters):
            yield row

    async def select_one(
        self, conn: Any, _name: str, sql: str, parameters: Any, record_class: None = None
    ) -> Any:
        """The first row, or None."""
        del record_class
        rows = await conn.execute_fetchall(sql, parameters)
        return rows[0] if rows else None

    async def insert_update_delete(self, conn: Any, _name: str, sql: str, parameters: Any) -> Any:
        """The number of rows changed."""
        cursor = await conn.execute(sql, parameters)  # a change is done when it returns: nothing to close
        return cursor.rowcount


@cache
def load_queries(kind: Kind) -> Mapping[str, NamedQuery]:
    """Every named query by its name, for that database.

    Raises:
        QueryFileError: for a name given twice, a query without a purpose, or one that returns otherwise than
            by `^` (one row), `!` (rows affected) or nothing (all rows).
    """
    queries: dict[str, NamedQuery] = {}
    for path in [*sorted(FOLDER.glob("*.sql")), *sorted((FOLDER / kind).glob("*.sql"))]:
        for query in _queries_in(path, kind):
            if query.name in queries:
                raise QueryFileError(f"{path.name}: {query.name} is there twice")
            queries[query.name] = query
    return queries


def _queries_in(path: Path, kind: Kind) -> Iterator[NamedQuery]:
    adapter: Any = SqliteAdapter if kind == "sqlite" else "apsycopg"
    loaded = aiosql.from_path(path, adapter, encoding="utf-8", attribute=None, mandatory_parameters=False)
    for name in loaded.available_queries:
        if name.endswith("_cursor"):
            continue  # aiosql's own companion of each plain select
        call = getattr(loaded, name)
        operation = OPERATIONS.get(call.operation)
        if operation is None or not call.__doc__:
            raise QueryFileError(f"{path.name}: {name} has no purpose, or returns in a way of its own")
        yield NamedQuery(
            name,
            call.__doc__,
            operation,
            frozenset(call.__signature__.parameters) - {"self"},
            WRITES.search(QUOTED.sub("", call.sql)) is not None,
            call.sql,
            call,
        )
