"""When summaries went out."""

from datetime import datetime

from storage.times import moment
from storage.transaction import Transaction


async def last_at(tx: Transaction, duty: str, desk_id: int) -> datetime | None:
    """When the last one was dealt with, else since when the first one waits; None where there was none yet."""
    row = await tx.get("last_summary", duty=duty, desk_id=desk_id)
    at: int | None = row["settled_at"] if row["settled_at"] is not None else row["set_at"]
    return moment(at)
