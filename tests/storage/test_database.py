"""One transaction a step on both databases: whole or not at all, and a wake-up after it."""

import asyncio
from pathlib import Path

import pytest

from storage.database import Database, Transaction, open_database
from storage.errors import ConstraintError, DiskFullError, LockedError, NotFoundError, UnavailableError
from tests.support.databases import DatabasePlace
from tests.support.first_rows import put_first_rows
from tests.support.raw_sql import raw


async def put(tx: Transaction, name: str, value: str = "1") -> None:
    await tx.run("bot_state_put", name=name, value=value)


async def value_of(database: Database, name: str) -> str | None:
    async with database.read() as tx:
        row = await tx.find("bot_state_find", name=name)
    return row and row["value"]


async def test_return_commits(database: Database) -> None:
    """What a transaction wrote is there once it has returned."""
    async with database.transaction() as tx:
        await put(tx, "a")
    assert await value_of(database, "a") == "1"


async def test_raise_rolls_back(database: Database) -> None:
    """Nothing of a transaction that raised is there."""

    async def step() -> None:
        async with database.transaction() as tx:
            await put(tx, "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await step()
    assert await value_of(database, "a") is None


async def run_out_of_room(database: Database, tx: Transaction) -> None:
    """The file may grow no more and something large is written; on PostgreSQL the server's own error for it."""
    if database.kind == "sqlite":
        await raw(tx, "PRAGMA max_page_count = 1")
        await put(tx, "a", "x" * 1_000_000)
    else:
        await raw(tx, "DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$")


async def test_a_full_disk_is_told_and_ends(database: Database) -> None:
    """It has a name of its own, whoever waits for it wakes, reading goes on; the first write that succeeds ends it."""
    waiting = asyncio.ensure_future(database.wait_for_room(was_full=False))

    async def step() -> None:
        async with database.transaction() as tx:
            await run_out_of_room(database, tx)

    with pytest.raises(DiskFullError):
        await step()
    assert await asyncio.wait_for(waiting, 5)
    assert database.is_full
    assert await value_of(database, "a") is None
    assert database.is_full
    async with database.transaction() as tx:
        if database.kind == "sqlite":
            await raw(tx, "PRAGMA max_page_count = 1000000")
        await put(tx, "b")
    assert not await asyncio.wait_for(database.wait_for_room(was_full=True), 5)


async def test_get_raises_without_a_row(database: Database) -> None:
    """`get` names the query and its parameters, never their values."""
    async with database.read() as tx:
        with pytest.raises(NotFoundError, match=r"^bot_state_find\(name\)$"):
            await tx.get("bot_state_find", name="secret")


async def test_a_reader_sees_a_snapshot(database: Database) -> None:
    """A read sees one moment, waits for no writer, and does not see what is not committed."""
    async with database.transaction() as tx:
        await put(tx, "a", "old")
    async with database.read() as reading:
        assert await reading.get("bot_state_find", name="a") == {"value": "old"}
        async with database.transaction() as tx:
            await put(tx, "a", "new")
            assert await value_of(database, "a") == "old"
        assert await reading.get("bot_state_find", name="a") == {"value": "old"}
    assert await value_of(database, "a") == "new"


async def test_transactions_of_two_tasks_do_not_mix(database: Database) -> None:
    """A roll-back takes nothing of another task's transaction with it."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def failing() -> None:
        async with database.transaction() as tx:
            await put(tx, "failing")
            begun.set()
            await go_on.wait()
            raise ZeroDivisionError

    async def working() -> None:
        await begun.wait()
        async with database.transaction() as tx:
            await put(tx, "working")

    both = asyncio.gather(failing(), working(), return_exceptions=True)
    await begun.wait()
    await asyncio.sleep(0.05)
    go_on.set()
    assert [type(result) for result in await both] == [ZeroDivisionError, type(None)]
    assert (await value_of(database, "failing"), await value_of(database, "working")) == (None, "1")


@pytest.mark.parametrize("turns", range(12))
async def test_a_cancelled_transaction_leaves_nothing_open(database: Database, turns: int) -> None:
    """Cancelled after any number of turns of the loop it is whole or absent, and the next one goes through."""

    async def step() -> None:
        async with database.transaction() as tx:
            await put(tx, "a")
            await put(tx, "b")

    task = asyncio.ensure_future(step())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await value_of(database, "a") == await value_of(database, "b")
    async with asyncio.timeout(5), database.transaction() as tx:
        await put(tx, "c")
    assert await value_of(database, "c") == "1"


class CancellingWatch:
    """Cancels the task that commits, in the middle of its commit."""

    def __init__(self) -> None:
        self.task: asyncio.Task[None] | None = None

    async def before(self, _n: int) -> None:
        assert self.task is not None
        self.task.cancel()
        await asyncio.sleep(0.02)

    async def after(self, n: int) -> None: ...


async def test_a_commit_is_never_abandoned(database_place: DatabasePlace) -> None:
    """A task cancelled while its commit runs ends cancelled, and the commit is whole and counted."""
    watch = CancellingWatch()
    database = await database_place.open(watch=watch)

    async def step() -> None:
        async with database.transaction() as tx:
            await put(tx, "a")

    watch.task = asyncio.ensure_future(step())
    with pytest.raises(asyncio.CancelledError):
        await watch.task
    assert database.commits == 1
    assert await value_of(database, "a") == "1"
    await database.close()


async def test_a_swallowed_failure_does_not_commit(database: Database) -> None:
    """After a refused query nothing of its transaction is kept, even when the step goes on."""

    async def step() -> None:
        async with database.transaction() as tx:
            await put(tx, "a")
            with pytest.raises(ConstraintError):
                await tx.run("bot_state_put", name=None, value="1")

    with pytest.raises(RuntimeError, match="failed"):
        await step()
    assert await value_of(database, "a") is None


async def test_misuse_is_named(database: Database) -> None:
    """A wrong verb, a missing parameter, a write while reading, a use after the end: each says so."""
    async with database.read() as tx:
        with pytest.raises(TypeError, match="find"):
            await tx.run("bot_state_find", name="a")
        with pytest.raises(TypeError, match="takes"):
            await tx.find("bot_state_find")
        with pytest.raises(TypeError, match="only reads"):
            await put(tx, "a")
    with pytest.raises(RuntimeError, match="ended"):
        await tx.find("bot_state_find", name="a")


async def test_no_transaction_inside_a_transaction(database: Database) -> None:
    """A step that opens a second transaction is told so instead of waiting for itself."""
    async with database.transaction():
        with pytest.raises(RuntimeError, match="inside"):
            async with database.transaction():
                pass


async def test_a_commit_wakes_who_waits(database: Database) -> None:
    """A change wakes a waiter at once; a transaction that changed nothing does not."""
    before = database.commits
    waiting = asyncio.ensure_future(database.wait_for_commit(before, 5))
    async with database.transaction() as tx:
        await tx.find("bot_state_find", name="a")
    await asyncio.sleep(0.02)
    assert not waiting.done()
    async with database.transaction() as tx:
        await put(tx, "a")
    assert await asyncio.wait_for(waiting, 1) == before + 1
    assert await database.wait_for_commit(before, 5) == before + 1
    assert await database.wait_for_commit(before + 1, 0.01) == before + 1


async def test_a_loop_told_to_stop_as_something_is_committed_stops(database: Database) -> None:
    """A cancellation that meets a commit is heard: a loop that went on would hold up the bot's end."""

    async def loop() -> None:
        while True:
            await database.wait_for_commit(database.commits, 60)

    def commit() -> None:
        database._committed.set()  # noqa: SLF001 - what a commit does at its end, in this very moment
        database._committed = asyncio.Event()  # noqa: SLF001
        turn.call_soon(looping.cancel)

    turn, looping = asyncio.get_running_loop(), asyncio.ensure_future(loop())
    await asyncio.sleep(0.01)
    turn.call_soon(commit)
    done, _ = await asyncio.wait([looping], timeout=2)
    looping.cancel()
    assert done


class CountingWatch:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    async def before(self, n: int) -> None:
        self.told.append(("before", n))

    async def after(self, n: int) -> None:
        self.told.append(("after", n))


async def test_a_watch_is_told_of_every_change(database_place: DatabasePlace) -> None:
    """The crash tests' hook hears of each commit that changes something, before and after it."""
    watch = CountingWatch()
    database = await database_place.open(watch=watch)
    for name in "ab":
        async with database.transaction() as tx:
            await put(tx, name)
    async with database.transaction() as tx:
        await tx.find("bot_state_find", name="a")
    await database.close()
    assert watch.told == [("before", 1), ("after", 1), ("before", 2), ("after", 2)]


async def test_one_process_at_a_time(database_place: DatabasePlace) -> None:
    """A second opening is refused until the first is closed; a reading one is not."""
    first = await database_place.open()
    with pytest.raises(LockedError):
        await database_place.open()
    async with first.transaction() as tx:
        await put(tx, "a")
    reading = await database_place.open(read_only=True)
    assert await value_of(reading, "a") == "1"
    with pytest.raises(RuntimeError, match="reading"):
        async with reading.transaction():
            pass
    await reading.close()
    await first.close()
    second = await database_place.open()
    await second.close()


async def test_it_can_be_read_while_no_bot_runs(database_place: DatabasePlace) -> None:
    """A reading command works on a database that nobody holds open."""
    first = await database_place.open()
    async with first.transaction() as tx:
        await put(tx, "a")
    await first.close()
    reading = await database_place.open(read_only=True)
    assert await value_of(reading, "a") == "1"
    await reading.close()


async def test_a_closed_database_says_so(database_place: DatabasePlace) -> None:
    """A step after `close()` is refused at once; closing twice is no error."""
    database = await database_place.open()
    await database.close()
    await database.close()
    with pytest.raises(RuntimeError, match="closed"):
        async with database.transaction():
            pass
    with pytest.raises(RuntimeError, match="closed"):
        async with database.read():
            pass


CLAIM = """
UPDATE incidents SET state = 'in_progress', version = version + 1
WHERE id = :id AND version = :version RETURNING version
"""


async def test_one_of_two_clients_decides(database_place: DatabasePlace) -> None:
    """Two clients deciding on the same version in the same moment: each time exactly one of them changes it."""
    clients = [await database_place.open(lock=False) for _ in range(2)]
    async with clients[0].transaction() as tx:
        incident = (await put_first_rows(tx)).incident
    barrier = asyncio.Barrier(2)

    async def decide(client: Database, version: int) -> bool:
        await barrier.wait()
        async with client.transaction() as tx:
            await tx.get("find_incident", id=incident)  # every step loads before it decides
            await asyncio.sleep(0)
            return bool(await raw(tx, CLAIM, {"id": incident, "version": version}))

    for version in range(1, 51):
        assert sorted(await asyncio.gather(*(decide(client, version) for client in clients))) == [False, True]
    for client in clients:
        await client.close()


def modes(folder: Path) -> set[int]:
    """The permissions of the files in a folder."""
    return {item.stat().st_mode & 0o777 for item in folder.iterdir()}


async def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    """The writer syncs each commit, references and triggers are on, readers cannot write, nobody else may read."""
    database = await open_database(f"sqlite:///{tmp_path / 'trucban.db'}")
    async with database.transaction() as tx:
        names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        writing = [list((await raw(tx, f"PRAGMA {name}"))[0].values()) for name in names]
    async with database.read() as tx:
        with pytest.raises(UnavailableError):
            await raw(tx, "DELETE FROM bot_state")
    assert writing == [["wal"], [2], [1], [1]]
    assert modes(tmp_path) == {0o600}
    await database.close()
