"""The duty log on the real databases: written, read back, verified, and closed to every hand."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from bot.rules.chain import BadEntry, Fault
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from storage import duty_log
from storage.database import Database, Transaction
from storage.errors import ConstraintError
from tests.support.databases import DatabasePlace
from tests.support.raw_sql import raw

AT = datetime(2026, 11, 23, 2, 10, 59, 123457, tzinfo=UTC)
HARD_TEXT = "Đề nghị giữ xe 15C–123.45 \N{LATIN SMALL LETTER A}\N{COMBINING ACUTE ACCENT} 🚨 'a' \"b\" \\ \t\n%s :x {y}"


def entry(desk_id: int = 1, **other: Any) -> NewLogEntry:
    """An entry with every field set."""
    values: dict[str, Any] = {
        "kind": LogKind.INCIDENT_RECEIVED,
        "desk_id": desk_id,
        "shift_id": 3,
        "incident": "HP-2026-0123",
        "directive": 1,
        "unit": "03CC",
        "actor_id": 101,
        "actor_role": "unit",
        "channel": "message",
        "occurred_at": AT,
        "recorded_at": AT,
        "payload": {"state": "awaiting_decision", "due_at": AT, "ids": [1, 2], "big": 2**62},
        "text": {"actor": "Nguyễn Văn An", "content": HARD_TEXT},
        "source_hash": "ab" * 32,
    }
    return NewLogEntry(**{**values, **other})


EMPTY: dict[str, Any] = {
    "shift_id": None,
    "incident": None,
    "directive": None,
    "unit": None,
    "actor_id": None,
    "actor_role": "",
    "occurred_at": None,
    "payload": {},
    "text": {},
    "source_hash": "",
}


async def write(database: Database, *entries: NewLogEntry) -> None:
    async with database.transaction() as tx:
        for new in entries:
            await duty_log.append(tx, new)


async def verdict(database: Database, desk_id: int = 1) -> BadEntry | None:
    async with database.read() as tx:
        return await duty_log.verify(tx, desk_id)


async def test_what_is_written_is_read_and_verifies(database: Database) -> None:
    """Every field comes back as it was written, moments to the microsecond, and the log verifies."""
    async with database.transaction() as tx:
        written = [await duty_log.append(tx, entry()), await duty_log.append(tx, entry(**EMPTY))]
    async with database.read() as tx:
        assert await duty_log.read(tx, 1) == written
        assert await duty_log.read(tx, 1, after=1) == written[1:]
        assert await duty_log.read_incident(tx, "HP-2026-0123") == written[:1]
        assert await duty_log.read_shift(tx, 3) == written[:1]
        assert await duty_log.verify(tx, 1) is None
    assert written[0].facts["due_at"] == 1795399859123457
    assert written[0].words["content"] == HARD_TEXT.replace("a\u0301", "á")


async def test_each_desk_has_its_own_numbers(database: Database) -> None:
    """Logs of two desks and of the system count apart, each from 1."""
    await write(database, entry(1), entry(2), entry(SYSTEM), entry(2))
    async with database.read() as tx:
        assert await duty_log.list_desks(tx) == [0, 1, 2]
        assert [(await duty_log.find_head(tx, desk)).seq for desk in (0, 1, 2, 3)] == [1, 1, 2, 0]
    assert [await verdict(database, desk) for desk in (0, 1, 2, 3)] == [None] * 4


async def test_a_rolled_back_entry_leaves_no_gap(database: Database) -> None:
    """The number of an entry that was rolled back goes to the next one."""

    async def failing() -> None:
        async with database.transaction() as tx:
            await duty_log.append(tx, entry())
            raise ZeroDivisionError

    await write(database, entry())
    with pytest.raises(ZeroDivisionError):
        await failing()
    await write(database, entry())
    assert await verdict(database) is None
    async with database.read() as tx:
        assert [item.seq for item in await duty_log.read(tx, 1)] == [1, 2]


async def test_writers_at_once_leave_one_chain(database_place: DatabasePlace) -> None:
    """Two clients and forty tasks appending at once write one chain without gaps."""
    clients = [await database_place.open(lock=False) for _ in range(2)]
    await asyncio.gather(*(write(clients[n % 2], entry(payload={"n": n})) for n in range(40)))
    assert await verdict(clients[0]) is None
    async with clients[0].read() as tx:
        assert (await duty_log.find_head(tx, 1)).seq == 40
    for client in clients:
        await client.close()


async def test_a_long_log_is_verified_page_by_page(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries on every page are looked at, whatever the size of a page."""
    await write(database, *(entry(payload={"n": n}) for n in range(7)))
    read = duty_log.read
    monkeypatch.setattr(duty_log, "read", lambda tx, desk, after=0: read(tx, desk, after=after, at_most=3))
    assert await verdict(database) is None


INSERT = """
INSERT INTO duty_log (desk_id, seq, format, kind, channel, recorded_at, payload, text_hash, previous_hash, hash)
VALUES (1, {seq}, 1, 'note:added', 'message', 0, '{{}}', '', {previous}, 'x')
"""
HEAD = "(SELECT hash FROM duty_log_heads WHERE desk_id = 1)"
TAMPERINGS = {
    "update": "UPDATE duty_log SET payload = '{}' WHERE seq = 1",
    "update that changes nothing": "UPDATE duty_log SET payload = payload",
    "delete the last": "DELETE FROM duty_log WHERE seq = 2",
    "delete all": "DELETE FROM duty_log",
    "a gap": INSERT.format(seq=4, previous=HEAD),
    "the same number": INSERT.format(seq=2, previous=HEAD),
    "number nought": INSERT.format(seq=0, previous="''"),
    "a wrong predecessor": INSERT.format(seq=3, previous="'0'"),
    "no predecessor": INSERT.format(seq=3, previous="''"),
    "other words": "UPDATE duty_log_texts SET text = 'khác' WHERE seq = 1",
    "words without salt": "UPDATE duty_log_texts SET salt = '' WHERE seq = 1",
    "delete the words": "DELETE FROM duty_log_texts WHERE seq = 1",
}
ON_SQLITE = {
    "replace": INSERT.format(seq=2, previous=HEAD).replace("INSERT", "INSERT OR REPLACE", 1),
    "replace the first": INSERT.format(seq=1, previous="''").replace("INSERT", "INSERT OR REPLACE", 1),
    "replace by update": "UPDATE OR REPLACE duty_log SET seq = 2 WHERE seq = 1",
    "replace the words": "INSERT OR REPLACE INTO duty_log_texts VALUES (1, 1, 'x', 'khác')",
}
ON_POSTGRESQL = {
    "upsert": INSERT.format(seq=3, previous=HEAD).replace("3", "2", 1)
    + " ON CONFLICT (desk_id, seq) DO UPDATE SET hash = 'x'",
    "truncate": "TRUNCATE duty_log CASCADE",
    "truncate the words": "TRUNCATE duty_log_texts",
}


async def tamper(database: Database, statement: str) -> None:
    async with database.transaction() as tx:
        await raw(tx, statement)


async def still_as_written(database: Database) -> bool:
    async with database.read() as tx:
        return await duty_log.verify(tx, 1) is None and (await duty_log.find_head(tx, 1)).seq == 2


async def test_plain_sql_cannot_change_the_log(database: Database, owners_database: Database) -> None:
    """Whatever plain SQL tries, with the rights of the owner of the tables, the log stays as written."""
    await write(database, entry(), entry())
    own = ON_SQLITE if database.kind == "sqlite" else ON_POSTGRESQL
    for statement in {**TAMPERINGS, **own}.values():
        with pytest.raises(ConstraintError, match=r"duty log:"):
            await tamper(owners_database, statement)
    assert await still_as_written(database)


FORBIDDEN = (
    "UPDATE duty_log SET payload = '{}'",
    "DELETE FROM duty_log",
    "DELETE FROM duty_log_texts",
    "TRUNCATE duty_log",
    "DROP TABLE duty_log_texts",
    "ALTER TABLE duty_log DISABLE TRIGGER ALL",
    "DROP TRIGGER duty_log_no_update ON duty_log",
    "DELETE FROM decisions",
    "DELETE FROM directives",
    "DELETE FROM schema_migrations",
    "CREATE TABLE x (id BIGINT)",
)


@pytest.mark.postgresql
@pytest.mark.parametrize("database_place", ["postgresql"], indirect=True)
async def test_the_running_role_has_no_right_to_change_it(database: Database) -> None:
    """On PostgreSQL the bot's role owns nothing, and may only add to the log."""
    await write(database, entry(), entry())
    for statement in FORBIDDEN:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await tamper(database, statement)
    assert await still_as_written(database)


async def test_a_redaction_leaves_the_log_whole(database: Database) -> None:
    """Emptying words and salt of an entry is allowed, leaves no words, and the log verifies."""
    await write(database, entry(), entry())
    await tamper(database, "UPDATE duty_log_texts SET text = '', salt = '' WHERE seq = 1")
    async with database.read() as tx:
        first, second = await duty_log.read(tx, 1)
    assert (first.words, second.words["actor"]) == ({}, "Nguyễn Văn An")
    assert await verdict(database) is None


async def without_triggers(tx: Transaction, kind: str) -> None:
    """Take the guards away, as somebody who owns the database can."""
    for trigger in ("duty_log_no_update", "duty_log_no_delete"):
        await raw(tx, f"DROP TRIGGER {trigger}" + (" ON duty_log" if kind == "postgresql" else ""))
    for trigger in ("duty_log_texts_only_redacted", "duty_log_texts_no_delete"):
        await raw(tx, f"DROP TRIGGER {trigger}" + (" ON duty_log_texts" if kind == "postgresql" else ""))


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE duty_log SET channel = 'phone' WHERE seq = 2"], BadEntry(1, 2, Fault.CHANGED)),
        (["UPDATE duty_log_texts SET text = '{}' WHERE seq = 2"], BadEntry(1, 2, Fault.TEXT_CHANGED)),
        (["DELETE FROM duty_log_texts WHERE seq = 2"], BadEntry(1, 2, Fault.TEXT_MISSING)),
        (
            ["DELETE FROM duty_log_texts WHERE seq = 2", "DELETE FROM duty_log WHERE seq = 2"],
            BadEntry(1, 3, Fault.OUT_OF_ORDER),
        ),
        (
            ["DELETE FROM duty_log_texts WHERE seq = 3", "DELETE FROM duty_log WHERE seq = 3"],
            BadEntry(1, 2, Fault.CUT_OFF),
        ),
    ],
)
async def test_tampering_past_the_triggers_is_found(
    database: Database, owners_database: Database, statements: list[str], found: BadEntry
) -> None:
    """With the triggers gone, an edit, a deletion and a cut are named by the chain."""
    await write(database, entry(), entry(), entry())
    async with owners_database.transaction() as tx:
        await without_triggers(tx, database.kind)
        for statement in statements:
            await raw(tx, statement)
    assert await verdict(database) == found
