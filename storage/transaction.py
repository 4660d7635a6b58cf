"""An open transaction with the named queries bound."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

import psycopg

from storage.errors import ConstraintError, DiskFullError, NotFoundError, UnavailableError
from storage.queries import NamedQuery, Operation
from storage.times import microseconds

Row = Mapping[str, Any]


class Transaction:
    """What a step or a view asks the database with, between its begin and its end.

    Parameters are named as in the query. Moments are stored as microseconds and truth values as 0/1; rows
    come back as stored, columns by name.

    Every query raises `ConstraintError` when the database refuses, `UnavailableError` when it does not
    answer, and after either the transaction can only be rolled back, on both databases alike.
    """

    def __init__(self, queries: Mapping[str, NamedQuery], connection: Any, *, read_only: bool) -> None:
        self._queries = queries
        self._connection = connection
        self._read_only = read_only
        self.changed = False
        self.failed = False
        self.ended = False

    def end(self) -> None:
        """Take no more queries.

        Raises:
            RuntimeError: when a query failed and the caller went on: nothing of this may be committed.
        """
        self.ended = True
        if self.failed:
            raise RuntimeError("a failed transaction cannot commit")

    async def find(self, query: str, /, **params: object) -> Row | None:
        """The one row of a `^` query (also `… RETURNING`), or None."""
        row: Row | None = await self._ask(query, "find", params)
        return row

    async def get(self, query: str, /, **params: object) -> Row:
        """The one row of a `^` query.

        Raises:
            NotFoundError: when there is none.
        """
        row = await self.find(query, **params)
        if row is None:
            raise NotFoundError(query, params)
        return row

    async def all(self, query: str, /, **params: object) -> list[Row]:
        """Every row of a plain query."""
        rows: list[Row] = await self._ask(query, "all", params)
        return rows

    async def run(self, query: str, /, **params: object) -> int:
        """Carry out a `!` query and say how many rows it changed."""
        changed: int = await self._ask(query, "run", params)
        return changed

    async def _ask(self, name: str, operation: Operation, params: dict[str, object]) -> Any:
        query = self._checked(name, operation, params)
        values = {key: _stored(value) for key, value in params.items()}
        try:
            if operation == "all":
                answer = [row async for row in query.call(self._connection, **values)]
            else:
                answer = await query.call(self._connection, **values)
        except BaseException as error:
            self.failed = True
            raise_named(name, error)
            raise
        if query.writes and answer:
            self.changed = True
        return answer

    def _checked(self, name: str, operation: Operation, params: dict[str, object]) -> NamedQuery:
        query = self._queries[name]
        if self.ended:
            raise RuntimeError(f"{name}: the transaction has ended")
        if self.failed:
            raise RuntimeError(f"{name}: an earlier query of this transaction failed")
        if query.operation != operation:
            raise TypeError(f"{name} is to be asked by {query.operation}()")
        if query.parameters != params.keys():
            raise TypeError(f"{name} takes {sorted(query.parameters)}, not {sorted(params)}")
        if self._read_only and query.writes:
            raise TypeError(f"{name} writes, and this transaction only reads")
        return query


def raise_named(doing: str, error: BaseException) -> None:
    """Raise storage's own error for a driver's; return for one that is a mistake in this program."""
    match error:
        case sqlite3.IntegrityError():
            raise ConstraintError(doing, str(error)) from error
        case psycopg.errors.IntegrityError():
            raise ConstraintError(doing, error.diag.message_primary or "") from error
        case sqlite3.OperationalError() if getattr(error, "sqlite_errorcode", 1) == sqlite3.SQLITE_FULL:
            raise DiskFullError(doing) from error
        case psycopg.errors.DiskFull():
            raise DiskFullError(doing) from error
        case sqlite3.OperationalError() if getattr(error, "sqlite_errorcode", 1) != sqlite3.SQLITE_ERROR:
            raise UnavailableError(doing) from error
        case psycopg.OperationalError():
            raise UnavailableError(doing) from error


def _stored(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case bool():
            return int(value)
        case datetime():
            return microseconds(value)
    return value
