"""Migrations: whole or not at all, copied before, and never backwards, on both databases."""

import asyncio
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage import migrate_postgresql, migrate_sqlite
from storage.database import open_database
from storage.errors import LockedError, SchemaError
from storage.migrate import Migration, pending, shipped
from storage.queries import Kind
from tests.support.databases import DatabasePlace
from tests.support.postgresql import OWNER, ROLE, Cluster

NEXT = Migration(9001, "next", "CREATE TABLE later (id INTEGER);\nINSERT INTO later VALUES (1);\n")
WRONG = "SELECT no_such_function_at_all();\n"
DOLLARS = re.compile(r"\$\$.*?\$\$", re.DOTALL)


def pieces(migration: Migration, kind: Kind) -> Sequence[str]:
    """The statements of a migration, one by one."""
    if kind == "sqlite":
        return list(migrate_sqlite.statements(migration.script))
    bodies = DOLLARS.findall(migration.script)
    outside = re.sub(r"--.*", "", DOLLARS.sub("$$$$", migration.script))
    replaced = iter(bodies)
    texts = [
        re.sub(r"\$\$\$\$", lambda _: next(replaced), text) for text in outside.split(";") if text.strip()
    ]
    return [f"{text};\n" for text in texts]


def broken(migration: Migration, kind: Kind) -> Iterator[Migration]:
    """The migration with a wrong statement before each of its own, and one behind the last."""
    statements = pieces(migration, kind)
    for place in range(len(statements) + 1):
        script = "".join([*statements[:place], WRONG, *statements[place:]])
        yield replace(migration, script=script)


def steps(kind: Kind) -> Sequence[tuple[Sequence[Migration], Migration]]:
    """Each shipped migration, and a later one, with those before it."""
    every = [*shipped(kind), NEXT]
    return [(every[:place], migration) for place, migration in enumerate(every)]


def everything_in(path: Path) -> Sequence[str]:
    """A SQLite database as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_pieces_are_the_whole_script() -> None:
    """The statements broken below, put together, are the shipped ones."""
    assert len(pieces(shipped("sqlite")[0], "sqlite")) > 50
    assert len(pieces(shipped("postgresql")[0], "postgresql")) > 50
    assert "".join(migrate_sqlite.statements(NEXT.script)) == NEXT.script


def test_a_broken_migration_leaves_sqlite_as_it_was(tmp_path: Path) -> None:
    """Broken at any statement: no file where there was none, else every table and row as before."""
    path = tmp_path / "trucban.db"
    for before, migration in steps("sqlite"):
        if before:
            migrate_sqlite.bring_up_to_date(path, before, applied_at=0)
        old = everything_in(path) if before else None
        for attempt in broken(migration, "sqlite"):
            with pytest.raises(sqlite3.OperationalError, match="no_such_function"):
                migrate_sqlite.bring_up_to_date(path, [*before, attempt], applied_at=0)
            assert path.exists() == bool(before)
            assert old is None or everything_in(path) == old
    assert not list(tmp_path.glob("*.new*"))


SHAPE = """
SELECT relname::text, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT proname::text, 'f' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT tgname::text, 't' FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1, 2
"""


@pytest.mark.postgresql
def test_a_broken_migration_leaves_postgresql_as_it_was(postgresql_cluster: Cluster) -> None:
    """Broken at any statement: every table, trigger, function and record as before."""
    name = postgresql_cluster.create()
    url = postgresql_cluster.url(name, OWNER)
    with psycopg.connect(url, autocommit=True) as connection:
        for before, migration in steps("postgresql"):
            migrate_postgresql.bring_up_to_date(url, before, applied_at=0)
            old = connection.execute(SHAPE).fetchall()
            for attempt in broken(migration, "postgresql"):
                with pytest.raises(psycopg.errors.UndefinedFunction):
                    migrate_postgresql.bring_up_to_date(url, [*before, attempt], applied_at=0)
                assert connection.execute(SHAPE).fetchall() == old
    postgresql_cluster.drop(name)


def test_data_are_copied_before_a_migration(tmp_path: Path) -> None:
    """A database that is migrated leaves a whole copy of what it was; one that is up to date leaves none."""
    path = tmp_path / "trucban.db"
    migrate_sqlite.bring_up_to_date(path, shipped("sqlite"), applied_at=0)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO bot_state VALUES ('a', '1')")
    old = everything_in(path)
    migrate_sqlite.bring_up_to_date(path, shipped("sqlite"), applied_at=0)
    copy = tmp_path / "trucban.db.before-9001"
    assert not copy.exists()
    migrate_sqlite.bring_up_to_date(path, [*shipped("sqlite"), NEXT], applied_at=0)
    assert everything_in(copy) == old
    assert everything_in(path) != old
    assert copy.stat().st_mode & 0o077 == 0


def test_a_row_that_points_at_nothing_stops_a_migration(tmp_path: Path) -> None:
    """A migration that breaks a reference is rolled back, though foreign keys are off while it runs."""
    path = tmp_path / "trucban.db"
    migrate_sqlite.bring_up_to_date(path, shipped("sqlite"), applied_at=0)
    careless = Migration(9001, "careless", "INSERT INTO units (code, desk_id, name) VALUES ('X', 77, '');")
    with pytest.raises(sqlite3.IntegrityError, match="units"):
        migrate_sqlite.bring_up_to_date(path, [*shipped("sqlite"), careless], applied_at=0)
    assert "'X'" not in "".join(everything_in(path))


def test_a_start_that_was_cut_short_is_begun_anew(tmp_path: Path) -> None:
    """A half-made new file, and the write-ahead log of a file taken away, do not get into the new database."""
    path = tmp_path / "trucban.db"
    (tmp_path / "trucban.db.new").write_bytes(b"half")
    (tmp_path / "trucban.db-wal").write_bytes(b"of another")
    path.touch()
    migrate_sqlite.bring_up_to_date(path, shipped("sqlite"), applied_at=0)
    assert migrate_sqlite.outstanding(path, shipped("sqlite")) == ()
    assert {item.name for item in tmp_path.iterdir()} == {"trucban.db", "trucban.db-wal.orphan"}


async def forged(place: DatabasePlace, statement: str) -> None:
    """Run one statement as the owner of the tables."""
    database = await place.owners.open()
    await database.close()
    if place.kind == "sqlite":
        with closing(sqlite3.connect(place.url.removeprefix("sqlite:///"))) as connection, connection:
            connection.execute(statement)
    else:
        with psycopg.connect(place.owner_url) as connection:
            connection.execute(statement.encode())


@pytest.mark.parametrize(
    ("statement", "code", "fields"),
    [
        ("INSERT INTO schema_migrations VALUES (9999, 'x', 'x', 0)", "schema-newer", {"found": 9999}),
        ("UPDATE schema_migrations SET sha256 = 'x' WHERE version = 1", "schema-changed", {"found": 1}),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
async def test_a_schema_of_another_program_is_refused(
    database_place: DatabasePlace,
    statement: str,
    code: str,
    fields: dict[str, int],
    read_only: bool,  # noqa: FBT001
) -> None:
    """A newer schema, or one whose migration was another, is not opened, for writing or for reading."""
    await forged(database_place, statement)
    with pytest.raises(SchemaError) as caught:
        await database_place.open(read_only=read_only)
    assert caught.value.code == code
    assert caught.value.fields.items() >= fields.items()


async def test_reading_never_migrates(database_place: DatabasePlace) -> None:
    """A database that still needs a migration is not opened for reading."""
    await forged(database_place, "DELETE FROM schema_migrations")
    with pytest.raises(SchemaError) as caught:
        await database_place.open(read_only=True)
    assert caught.value.code == "schema-older"


@pytest.mark.parametrize("content", [b"no database at all " * 99, None])
async def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """A file that is no database, or the database of something else, is refused and left alone."""
    path = tmp_path / "trucban.db"
    if content is None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE desks (id INTEGER)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(SchemaError) as caught:
        await open_database(f"sqlite:///{path}")
    assert caught.value.code == "schema-foreign"
    assert path.read_bytes() == before


@pytest.mark.postgresql
async def test_foreign_tables_are_refused(postgresql_cluster: Cluster) -> None:
    """A PostgreSQL database with tables of the same names is refused."""
    name = postgresql_cluster.create()
    with psycopg.connect(postgresql_cluster.url(name, OWNER)) as connection:
        connection.execute("CREATE TABLE people (id BIGINT)")
    with pytest.raises(SchemaError) as caught:
        await open_database(postgresql_cluster.url(name, OWNER))
    assert caught.value.code == "schema-foreign"
    postgresql_cluster.drop(name)


@pytest.mark.postgresql
async def test_a_fresh_database_needs_its_owner(postgresql_cluster: Cluster) -> None:
    """Migrated with the owner's URL, a database works for the running role, which could not have done it."""
    name = postgresql_cluster.create()
    url, owner_url = postgresql_cluster.url(name, ROLE), postgresql_cluster.url(name, OWNER)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await open_database(url)
    database = await open_database(url, owner_url=owner_url)
    async with database.transaction() as tx:
        await tx.run("bot_state_put", name="a", value="1")
    await database.close()
    postgresql_cluster.drop(name)


def test_what_is_pending_is_in_order() -> None:
    """Only what is not recorded is pending, whatever order the records come in."""
    one, two, three = (Migration(number, "x", str(number)) for number in (1, 2, 3))
    assert pending([one, two, three], [(2, two.sha256), (1, one.sha256)]) == (three,)
    assert pending([one, two], []) == (one, two)


HOLDER = """
import asyncio, sys
from storage.database import open_database

async def hold():
    database = await open_database(sys.argv[1], owner_url=sys.argv[2])
    print("held", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await database.close()

asyncio.run(hold())
"""


async def test_two_processes_and_the_lock(database_place: DatabasePlace) -> None:
    """While another process holds the database it is refused, and is free as soon as that process is killed."""
    start: Callable[..., Any] = asyncio.create_subprocess_exec
    holder = await start(
        sys.executable,
        "-c",
        HOLDER,
        database_place.url,
        database_place.owner_url,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert await holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError) as caught:
            await database_place.open()
        assert caught.value.fields["holder"] in (str(holder.pid), "")
    finally:
        holder.kill()
        await holder.wait()
    async with asyncio.timeout(10):
        database = await _open_when_free(database_place)
    await database.close()


async def _open_when_free(place: DatabasePlace) -> Any:
    while True:  # a server takes a moment to notice that its client died
        try:
            return await place.open()
        except LockedError:
            await asyncio.sleep(0.05)
