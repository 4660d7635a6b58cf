"""Updates that mean nothing to the desk: chatter in groups, service messages."""

from bot.desk import Desk
from storage import inbox


async def ignore(desk: Desk, row: tuple[int, int]) -> None:
    """The update is done with; nothing follows from it."""
    async with desk.database.transaction() as tx:
        await inbox.mark_done(tx, *row)
