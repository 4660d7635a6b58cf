"""What unknown accounts wrote: kept and shown to the desk, never acted on."""

from dataclasses import dataclass
from datetime import datetime

from storage.rows import make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StrangersText:
    """One message of an account that is nobody's; `name` is what the account calls itself."""

    id: int
    telegram_id: int
    name: str
    text: str
    written_at: datetime


async def list_recent(tx: Transaction, telegram_id: int, since: datetime) -> list[StrangersText]:
    """What this account wrote since then, in order."""
    rows = await tx.all("list_recent_strangers", telegram_id=telegram_id, since=since)
    return [make(StrangersText, row) for row in rows]


async def find(tx: Transaction, text_id: int) -> StrangersText | None:
    """One message."""
    row = await tx.find("find_stranger", id=text_id)
    return make(StrangersText, row) if row else None
