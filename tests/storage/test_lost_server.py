"""PostgreSQL going away and coming back, and two clients in each other's way."""

import asyncio

import psycopg
import pytest

from storage.database import Database, Transaction
from storage.errors import LockedError, UnavailableError
from tests.support.databases import DatabasePlace

ON_POSTGRESQL = [
    pytest.mark.postgresql,
    pytest.mark.parametrize("database_place", ["postgresql"], indirect=True),
]
pytestmark = ON_POSTGRESQL


async def put(tx: Transaction, name: str, value: str = "1") -> None:
    await tx.run("bot_state_put", name=name, value=value)


def end_connections(place: DatabasePlace, application: str) -> None:
    """End every connection of that name, as a server that is restarted does."""
    with psycopg.connect(place.owner_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = %s",
            (application,),
        )


async def test_a_lost_connection_is_unavailable(database: Database, database_place: DatabasePlace) -> None:
    """A transaction whose connection ends says so and leaves nothing; the next ones get a new connection."""

    async def step() -> None:
        async with database.transaction() as tx:
            await put(tx, "a")
            await asyncio.to_thread(end_connections, database_place, "trucban")
            await put(tx, "b")

    with pytest.raises(UnavailableError):
        await step()
    async with database.transaction() as tx:
        await put(tx, "c")
    async with database.read() as tx:
        found = [await tx.find("bot_state_find", name=name) for name in "abc"]
    assert found == [None, None, {"value": "1"}]


async def test_a_commit_without_an_answer_is_unavailable(
    database: Database, database_place: DatabasePlace
) -> None:
    """A connection that ends before the commit is answered raises, and is not counted as committed."""
    before = database.commits

    async def step() -> None:
        async with database.transaction() as tx:
            await put(tx, "a")
            await asyncio.to_thread(end_connections, database_place, "trucban")

    with pytest.raises(UnavailableError):
        await step()
    assert database.commits == before


async def test_a_lost_lock_is_taken_anew(database: Database, database_place: DatabasePlace) -> None:
    """After the lock's connection ended the next change takes it again, and others stay locked out."""
    await asyncio.to_thread(end_connections, database_place, "trucban lock")
    await asyncio.sleep(0.05)
    async with database.transaction() as tx:
        await put(tx, "a")
    with pytest.raises(LockedError):
        await database_place.open()


async def test_who_lost_the_lock_to_another_changes_nothing(
    database: Database, database_place: DatabasePlace
) -> None:
    """When another process took the lock meanwhile, the first one is refused at its next change."""
    await asyncio.to_thread(end_connections, database_place, "trucban lock")
    other = await database_place.open()
    with pytest.raises(LockedError):
        async with database.transaction():
            pass
    await other.close()


async def test_a_deadlock_ends_one_of_two(database_place: DatabasePlace) -> None:
    """Two clients that wait for each other: one goes through, the other is told to try again."""
    clients = [await database_place.open(lock=False) for _ in range(2)]
    async with clients[0].transaction() as tx:
        await put(tx, "a")
        await put(tx, "b")
    barrier = asyncio.Barrier(2)

    async def step(client: Database, first: str, second: str) -> None:
        async with client.transaction() as tx:
            await put(tx, first, "2")
            await barrier.wait()
            await put(tx, second, "2")

    both = (step(clients[0], "a", "b"), step(clients[1], "b", "a"))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "UnavailableError"]
    for client in clients:
        await client.close()
