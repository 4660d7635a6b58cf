"""What a step's transaction costs through `Transaction`, against the same statements on plain aiosqlite.

One step is what most steps do: a row read, a row changed, an entry appended to the duty log (four
statements), an outbox-sized row written; committed with `synchronous=FULL`. Ratios, never seconds: both run in
turns, step by step, in one process, on the same disk.
"""

import asyncio
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import aiosqlite

from storage.database import Database, open_database
from storage.queries import load_queries

STEPS, WARMING = 1000, 100
QUERIES = load_queries("sqlite")
BODY = "x" * 800
ENTRY: dict[str, Any] = {
    "desk_id": 1,
    "format": 1,
    "kind": "note:added",
    "shift_id": None,
    "incident": "HP-2026-0001",
    "directive": None,
    "unit": "03CC",
    "actor_id": 1,
    "actor_role": "leader",
    "channel": "message",
    "occurred_at": 1,
    "recorded_at": 1,
    "payload": "{}",
    "source_hash": "",
    "text_hash": "",
}


async def _through_transaction(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.find("bot_state_find", name="a")
        await tx.run("bot_state_put", name="a", value=BODY)
        await tx.run("bot_state_put", name="b", value=BODY)
        head = await tx.get("next_in_duty_log", desk_id=1)
        await tx.run(
            "append_to_duty_log", **ENTRY, seq=head["seq"], previous_hash=head["hash"], hash=str(head["seq"])
        )
        await tx.run("append_duty_log_text", desk_id=1, seq=head["seq"], salt="s", text=BODY)
        await tx.run("move_duty_log_head", desk_id=1, seq=head["seq"], hash=str(head["seq"]))


async def _plainly(connection: aiosqlite.Connection) -> None:
    async def rows(query: str, /, **values: Any) -> Any:
        return await connection.execute_fetchall(QUERIES[query].sql, values)

    await connection.execute_fetchall("BEGIN IMMEDIATE")
    await rows("bot_state_find", name="a")
    await rows("bot_state_put", name="a", value=BODY)
    await rows("bot_state_put", name="b", value=BODY)
    ((seq, previous),) = await rows("next_in_duty_log", desk_id=1)
    await rows("append_to_duty_log", **ENTRY, seq=seq, previous_hash=previous, hash=str(seq))
    await rows("append_duty_log_text", desk_id=1, seq=seq, salt="s", text=BODY)
    await rows("move_duty_log_head", desk_id=1, seq=seq, hash=str(seq))
    await connection.execute_fetchall("COMMIT")


async def _measure(folder: Path) -> float:
    for name in ("ours", "plain"):
        await (await open_database(f"sqlite:///{folder / name}.db")).close()
    ours = await open_database(f"sqlite:///{folder / 'ours.db'}")
    spent = [0.0, 0.0]
    async with aiosqlite.connect(folder / "plain.db", isolation_level=None) as plain:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            await plain.execute_fetchall(f"PRAGMA {pragma}")
        for step in range(STEPS):
            started = perf_counter()
            await _through_transaction(ours)
            between = perf_counter()
            await _plainly(plain)
            if step >= WARMING:
                spent[0] += between - started
                spent[1] += perf_counter() - between
    await ours.close()
    return spent[1] / spent[0]


def run() -> dict[str, float]:
    """Return the speed of steps through `Transaction` as a part of that on plain aiosqlite."""
    with tempfile.TemporaryDirectory() as folder:
        return {"through_transaction_over_plain_aiosqlite": asyncio.run(_measure(Path(folder)))}
