"""What came from the messenger, kept as it came before anything is confirmed or done."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.bot_state import find_value, put_value
from storage.rows import make
from storage.transaction import Transaction

NO_CHAT = 0


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One update. `lane` is its chat: updates of one lane are handled one after the other.

    `raw` is the messenger's JSON. `attempts` counts the tries that failed. `with_it`: the other files of its album,
    which come as updates of their own and are handled together with it.
    """

    bot_id: int
    update_id: int
    lane: int
    raw: str
    received_at: datetime
    attempts: int
    with_it: tuple["InboxRow", ...] = ()

    @property
    def album(self) -> str:
        """The album this is a file of (Bot API Message.media_group_id); empty where there is none."""
        message = self.update.get("message")
        return str(message.get("media_group_id") or "") if isinstance(message, Mapping) else ""

    @property
    def update(self) -> dict[str, Any]:
        """The update as the messenger sent it."""
        update: dict[str, Any] = json.loads(self.raw)
        return update


async def insert_updates(
    tx: Transaction, bot_id: int, updates: Iterable[Mapping[str, Any]], *, at: datetime
) -> int:
    """Keep a batch and, in the same transaction, the offset that confirms it. Returns how many were new."""
    new, highest = 0, None
    for update in updates:
        update_id = int(update["update_id"])
        highest = update_id if highest is None else max(highest, update_id)
        new += await tx.run(
            "inbox_insert",
            bot_id=bot_id,
            update_id=update_id,
            lane=lane_of(update),
            raw=json.dumps(update, separators=(",", ":")),  # ASCII: lone surrogates and NUL stay escaped
            received_at=at,
        )
    if highest is not None:
        await put_value(tx, _offset_name(bot_id), str(highest + 1))
    return new


async def find_offset(tx: Transaction, bot_id: int) -> int | None:
    """The offset that confirms what is kept; None before the first update."""
    value = await find_value(tx, _offset_name(bot_id))
    return None if value is None else int(value)


async def list_new(tx: Transaction, bot_id: int, how_many: int) -> list[InboxRow]:
    """Updates not handled yet, in the order they came."""
    rows = await tx.all("inbox_list_new", bot_id=bot_id, how_many=how_many)
    return [make(InboxRow, row) for row in rows]


async def mark_done(tx: Transaction, bot_id: int, update_id: int) -> None:
    """The update is handled: said in the transaction of what it caused."""
    await tx.run("inbox_settle", bot_id=bot_id, update_id=update_id, state="done", error="")


async def mark_dead(tx: Transaction, bot_id: int, update_id: int, error: str) -> None:
    """The update was tried often enough; it is kept, and not handled again."""
    await tx.run("inbox_settle", bot_id=bot_id, update_id=update_id, state="dead", error=error)


async def mark_failed(tx: Transaction, bot_id: int, update_id: int, error: str) -> None:
    """One more try failed."""
    await tx.run("inbox_failed", bot_id=bot_id, update_id=update_id, error=error)


async def destroy_raw(tx: Transaction, bot_id: int, update_id: int) -> None:
    """Keep that something came, not what: its text was stopped as secret."""
    await tx.run("inbox_destroy_raw", bot_id=bot_id, update_id=update_id)


async def count_by_state(tx: Transaction, bot_id: int) -> dict[str, int]:
    """How many updates are new, done and dead."""
    rows = await tx.all("inbox_count", bot_id=bot_id)
    return {row["state"]: int(row["how_many"]) for row in rows}


def lane_of(update: Mapping[str, Any]) -> int:
    """The chat an update belongs to (Bot API Update); 0 where there is none, or it cannot be read."""
    for kind, content in update.items():
        if kind == "update_id" or not isinstance(content, Mapping):
            continue
        holder = content.get("message") if kind == "callback_query" else content
        chat = holder.get("chat") if isinstance(holder, Mapping) else None
        found = chat if isinstance(chat, Mapping) else content.get("from")
        if isinstance(found, Mapping) and isinstance(found.get("id"), int):
            return int(found["id"])
    return NO_CHAT


def _offset_name(bot_id: int) -> str:
    return f"offset:{bot_id}"
