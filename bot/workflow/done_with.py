"""The update a step came from is done with, in the step's own transaction; with it the rest of its album."""

from bot.rules.source import Source
from storage import inbox
from storage.transaction import Transaction


async def done_with(tx: Transaction, source: Source) -> None:
    """Mark the rows of the inbox done; none where nobody wrote (a timer, a terminal)."""
    if source.inbox is None:
        return
    bot_id, update_id = source.inbox
    for one in (update_id, *(update for update, _ in source.album)):
        await inbox.mark_done(tx, bot_id, one)
