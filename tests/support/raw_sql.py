"""SQL as somebody with a hand on the database would type it, past every rule of the program."""

import re
from collections.abc import Mapping
from typing import Any

import aiosqlite

from storage.database import Transaction
from storage.transaction import raise_named

NAMED = re.compile(r"('[^']*')|:(\w+)")  # what stands in quotes is no parameter


async def raw(
    tx: Transaction, statement: str, params: Mapping[str, Any] | None = None
) -> list[Mapping[str, Any]]:
    """Run one statement with `:named` parameters on the transaction's own connection; its rows, if any."""
    connection: Any = tx._connection  # noqa: SLF001 - past every rule is what this is for
    try:
        if isinstance(connection, aiosqlite.Connection):
            rows: list[Mapping[str, Any]] = await connection.execute_fetchall(statement, params or {})
            return rows
        cursor = await connection.execute(NAMED.sub(_marked, statement), params or {})
        return await cursor.fetchall() if cursor.description else []
    except Exception as error:
        tx.failed = True
        raise_named("raw", error)
        raise


async def insert(tx: Transaction, table: str, **values: Any) -> int:
    """Insert a row; its id, or 0 where the table has none."""
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    rows = await raw(tx, f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING *", values)  # noqa: S608 - names from the tests themselves
    return int(rows[0].get("id", 0))


def _marked(found: re.Match[str]) -> str:
    return found[1] or f"%({found[2]})s"
