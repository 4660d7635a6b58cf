"""Every named query, run on both databases with values and with nothing, and compared."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.database import Database, Transaction, open_database
from storage.errors import ConstraintError
from storage.queries import NamedQuery, load_queries
from tests.support.postgresql import OWNER, Cluster
from tests.support.raw_sql import insert, raw
from tests.support.sample_rows import sample_rows, sample_value

SQLITE, POSTGRESQL = load_queries("sqlite"), load_queries("postgresql")
MARK = re.compile(r"%\((\w+)\)s")
NULLABLE = re.compile(r"cast\(\s*:(\w+)\s+as", re.IGNORECASE)
Types = Mapping[str, Mapping[str, str]]


class _RollBackError(Exception):
    """Ends a transaction that only looked."""


def parameter_types(connection: psycopg.Connection[Any], query: NamedQuery) -> Mapping[str, str]:
    """What PostgreSQL takes each parameter for, by preparing the query.

    Raises:
        psycopg.Error: when it cannot be prepared, e.g. for a parameter whose type nothing says.
    """
    names = list(dict.fromkeys(MARK.findall(query.sql)))
    text = MARK.sub(lambda found: f"${names.index(found[1]) + 1}", query.sql).rstrip().rstrip(";")
    connection.execute(f"PREPARE sample AS {text}".encode())
    found = connection.execute(
        "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = 'sample'"
    )
    types: Sequence[str] = found.fetchall()[0][0]
    connection.execute("DEALLOCATE sample")
    return dict(zip(names, types, strict=True))


@pytest.fixture(scope="module")
def types(postgresql_cluster: Cluster, postgresql_template: str) -> Iterator[Types]:
    """The type of every parameter of every query."""
    name = postgresql_cluster.create(postgresql_template)
    with psycopg.connect(postgresql_cluster.url(name, OWNER), autocommit=True) as connection:
        yield {query.name: parameter_types(connection, query) for query in POSTGRESQL.values()}
    postgresql_cluster.drop(name)


async def _fill(database: Database) -> None:
    async with database.transaction() as tx:
        for table, row in sample_rows():
            await insert(tx, table, **row)


@asynccontextmanager
async def _both(cluster: Cluster, template: str, folder: Path) -> AsyncIterator[tuple[Database, Database]]:
    name = cluster.create(template)
    sqlite = await open_database(f"sqlite:///{folder / 'trucban.db'}")
    postgresql = await open_database(cluster.url(name, OWNER))
    await _fill(sqlite)
    await _fill(postgresql)
    yield sqlite, postgresql
    await sqlite.close()
    await postgresql.close()
    cluster.drop(name)


async def outcome(database: Database, query: NamedQuery, values: Mapping[str, Any]) -> Any:
    """The rows, the number of rows changed, or that the database refused; nothing of it stays."""
    answer: Any = None

    async def step(tx: Transaction) -> None:
        nonlocal answer
        answer = await getattr(tx, query.operation)(query.name, **values)
        raise _RollBackError

    try:
        async with database.transaction() as tx:
            await step(tx)
    except _RollBackError:
        return _comparable(answer, query)
    except ConstraintError:
        return "refused"
    return answer


def _comparable(answer: Any, query: NamedQuery) -> Any:
    rows = answer if isinstance(answer, list) else [answer]
    if not all(isinstance(row, Mapping) for row in rows):
        return answer
    # A generated id is not given back by PostgreSQL when its transaction is rolled back.
    hidden = {"id"} if query.sql.lstrip().upper().startswith("INSERT") else set()
    return [[(name, value) for name, value in row.items() if name not in hidden] for row in rows]


def samples(query: NamedQuery, types: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Values for every parameter by each row; then each nullable one without, then all of them without."""
    nullable = set(NULLABLE.findall(SQLITE[query.name].sql)) & types.keys()
    for row in (1, 2, 3):
        full = {
            name: sample_value(name, query.sql, row, is_text=kind == "text") for name, kind in types.items()
        }
        yield full
        for name in nullable:
            yield {**full, name: None}
        if len(nullable) > 1:
            yield {**full, **dict.fromkeys(nullable)}


@pytest.mark.postgresql
def test_parameters_are_integers_or_texts(types: Types) -> None:
    """PostgreSQL can prepare every query, and takes each parameter for a BIGINT or a text."""
    others = {
        f"{query}({name})": kind
        for query, kinds in types.items()
        for name, kind in kinds.items()
        if kind not in {"bigint", "text"}
    }
    assert others == {}


@pytest.mark.postgresql
async def test_every_query_does_the_same_on_both(
    types: Types, postgresql_cluster: Cluster, postgresql_template: str, tmp_path: Path
) -> None:
    """With values and with NULL each query returns the same rows, changes as many, or is refused alike.

    Nine in ten do find, add or change something in these samples, or there would be little to compare.
    """
    different, idle = {}, set(SQLITE)
    async with _both(postgresql_cluster, postgresql_template, tmp_path) as databases:
        for query in SQLITE.values():
            for values in samples(query, types[query.name]):
                first, second = [await outcome(database, query, values) for database in databases]
                if first != second:
                    different[f"{query.name}({dict(values)})"] = (first, second)
                if first not in ("refused", [None], 0, []):
                    idle.discard(query.name)
    assert different == {}
    assert len(idle) < len(SQLITE) / 10, sorted(idle)


def test_both_have_the_same_queries() -> None:
    """The same names, purposes, ways of returning and parameters."""
    assert SQLITE.keys() == POSTGRESQL.keys()
    for name, query in SQLITE.items():
        other = POSTGRESQL[name]
        assert (query.purpose, query.operation, query.writes) == (
            other.purpose,
            other.operation,
            other.writes,
        )
        assert query.parameters == other.parameters, name


def test_queries_keep_the_house_rules() -> None:
    """A sentence of purpose, no literal percent sign, and a returning query is asked by `find` or `all`."""
    for name, query in SQLITE.items():
        assert re.fullmatch(r"[A-ZĐ][^\n]+(\n[^\n]+)*\.", query.purpose), f"{name}: its purpose in a sentence"
        assert "%" not in query.sql, name
        assert query.operation != "run" or "RETURNING" not in query.sql.upper(), name


async def test_what_a_person_began_is_found_without_reading_what_was(tmp_path: Path) -> None:
    """The end of every step asks for it: only clocks that still wait are read, however many have run out."""
    database = await open_database(f"sqlite:///{tmp_path / 'desk.db'}")
    try:
        async with database.read() as tx:
            sql = SQLITE["list_own_clocks"].sql
            plan = await raw(tx, f"EXPLAIN QUERY PLAN {sql}", {"person_id": 1, "chat_id": 1})
    finally:
        await database.close()
    of_timers = [
        str(row["detail"]) for row in plan if str(row["detail"]).startswith(("SEARCH t ", "SCAN t "))
    ]
    assert len(of_timers) == 2
    assert all("timers_waiting_of_owner" in step for step in of_timers), of_timers
