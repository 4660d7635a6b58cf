"""The sender's side of the outbox: what may go next, and how each row ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.rows import make
from storage.transaction import Transaction

Ending = Literal["sent", "dead", "dropped"]


@dataclass(frozen=True, slots=True)
class Head:
    """The next row of one chat."""

    id: int
    chat_id: int | None
    priority: int
    action: str


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One thing to say or do, with the card and the person it concerns.

    `subject_id` and `card_message_id` are the card's; `language` and `telegram_id` the person's. `rendered`
    is JSON of what was said at the first try, "" before it.
    """

    id: int
    desk_id: int | None
    incident_id: int | None
    chat_id: int | None
    person_id: int | None
    action: str
    notice: str
    card_id: int | None
    subject: str
    payload: str
    priority: int
    must_act: bool
    reply_to: int | None
    message_id: int | None
    state: str
    attempts: int
    is_repeat: bool
    rendered: str
    error: str
    created_at: datetime
    subject_id: int | None
    card_message_id: int | None
    language: str | None
    telegram_id: int | None


async def list_heads(tx: Transaction, now: datetime, how_many: int) -> list[Head]:
    """The next row of every chat that has nothing under way, the most urgent first."""
    return [make(Head, row) for row in await tx.all("outbox_list_heads", now=now, how_many=how_many)]


async def claim_due(tx: Transaction, row_id: int) -> OutboxRow | None:
    """Take a waiting row in hand (`sending`); None when it no longer waits."""
    if not await tx.run("outbox_claim", id=row_id):
        return None
    return await get_row(tx, row_id)


async def get_row(tx: Transaction, row_id: int) -> OutboxRow:
    """One row.

    Raises:
        NotFoundError: when there is none.
    """
    return make(OutboxRow, await tx.get("outbox_get", id=row_id))


async def list_sending(tx: Transaction) -> list[int]:
    """Rows in hand; at start those whose outcome nobody learned."""
    return [int(row["id"]) for row in await tx.all("outbox_list_sending")]


async def store_rendered(tx: Transaction, row_id: int, rendered: str) -> None:
    """Keep what is about to be said, word for word, before it is said."""
    await tx.run("outbox_store_rendered", id=row_id, rendered=rendered)


async def settle_sent(tx: Transaction, row_id: int, message_id: int | None, *, at: datetime) -> None:
    """The messenger accepted it, as this message."""
    await _settle(tx, row_id, state="sent", error="", message_id=message_id, at=at)


async def settle_failed(
    tx: Transaction, row_id: int, error: str, *, at: datetime, ending: Ending = "dead"
) -> None:
    """It will not be tried again: `dead` when somebody must be told, `dropped` when nobody misses it."""
    await _settle(tx, row_id, state=ending, error=error, message_id=None, at=at)


async def requeue(
    tx: Transaction, row_id: int, error: str, *, is_repeat: bool, not_before: datetime | None = None
) -> None:
    """Back into the line. `is_repeat`: the last try may have arrived, so the next one says so."""
    await tx.run(
        "outbox_requeue",
        id=row_id,
        error=error,
        is_repeat=is_repeat,
        not_before=0 if not_before is None else not_before,
    )


async def turn_to_send(tx: Transaction, row_id: int) -> None:
    """An edit whose message is gone becomes a message of its own."""
    await tx.run("outbox_turn_to_send", id=row_id)


async def mark_reachable(tx: Transaction, person_id: int) -> bool:
    """Something arrived in this person's own chat; whether nothing could before."""
    return await tx.run("outbox_mark_reachable", person_id=person_id) == 1


async def mark_unreachable(tx: Transaction, person_id: int, *, at: datetime) -> None:
    """The messenger refuses this person; the first moment stays."""
    await tx.run("outbox_mark_unreachable", person_id=person_id, at=at)


async def count_waiting(tx: Transaction) -> tuple[int, int | None]:
    """How many rows wait, and since when (microseconds UTC; None when none does)."""
    row = await tx.get("outbox_count_waiting")
    return int(row["waiting"]), row["since"]


async def _settle(
    tx: Transaction, row_id: int, state: Ending, error: str, message_id: int | None, at: datetime
) -> None:
    await tx.run("outbox_settle", id=row_id, state=state, error=error, message_id=message_id, settled_at=at)
