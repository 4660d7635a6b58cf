"""Makes what was ordered, one document after the other, beside everything else."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from bot.desk import Desk
from bot.documents.order import Order
from bot.documents.process import DocumentError, make_document
from bot.messenger.alarm import Alarm
from bot.workflow.order_document import made, next_ordered, not_made
from storage.errors import UnavailableError
from storage.files import keep

LOOK_AGAIN_SECONDS = 15.0

log = structlog.get_logger(__name__)


class Making:
    """What is ordered and not made yet is a row; a stop in between makes it again, and the same bytes are one file."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        alarm: Alarm,
        make: Callable[[Order], Awaitable[bytes]] = make_document,
    ) -> None:
        self.desk = desk
        self._folder = folder
        self._alarm = alarm
        self._make = make

    async def run(self) -> None:
        """Make until cancelled."""
        while True:
            seen = self.desk.database.commits
            try:
                if not await self.make_next():
                    await self.desk.database.wait_for_commit(seen, LOOK_AGAIN_SECONDS)
            except UnavailableError:
                log.warning("database_unavailable")
                await self.desk.clock.sleep(1.0)

    async def make_next(self) -> bool:
        """Make one; whether there was one."""
        document = await next_ordered(self.desk)
        if document is None:
            return False
        zone = self.desk.rules.time_zone.key
        try:
            content = await self._make(Order(document.kind, document.language, zone, document.values))
            kept = await asyncio.to_thread(keep, self._folder, content)
        except (DocumentError, OSError) as error:
            log.warning("document_not_made", document=document.id, kind=document.kind, error=str(error))
            if await not_made(self.desk, document.id):
                await self._alarm.sound("document-failed", about=document.kind)
            return True
        await made(self.desk, document.id, kept)
        return True
