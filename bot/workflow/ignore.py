"""Updates that mean nothing to the desk: chatter in groups, service messages."""

from collections.abc import Iterable

from bot.desk import Desk
from storage import inbox


async def ignore(desk: Desk, bot_id: int, update_ids: Iterable[int]) -> None:
    """The updates are done with; nothing follows from them."""
    async with desk.database.transaction() as tx:
        for update_id in update_ids:
            await inbox.mark_done(tx, bot_id, update_id)
