"""Downloads of what people sent: beside the work, so that nothing waits for a file."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import structlog

from bot.clock import Clock
from bot.messenger.errors import SendError
from bot.messenger.telegram import LARGEST_DOWNLOAD, Telegram
from bot.rules.pacing import back_off
from bot.rules.refusal import OUTAGES, RefusalKind
from storage.engine import Database
from storage.errors import UnavailableError
from storage.files import write_durably

TRIES = 8  # over about four minutes; an outage of the whole line does not count
LOOK_AGAIN_SECONDS = 15.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file to fetch. `attempts` counts the tries that failed; `size` (bytes) is what its sender's app said."""

    id: int
    file_id: str
    size: int | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class FileRecords:
    """Where the records of files are kept: callables that each open their own transaction.

    `stored(id, sha256, path, size)`: path relative to the folder. `missing(id, reason)`: `too-large`,
    `refused` or `gave-up`. `delayed(id, seconds)`: not before so many seconds from now, one more try counted.
    """

    next_waiting: Callable[[], Awaitable[WaitingFile | None]]
    stored: Callable[[int, str, str, int], Awaitable[None]]
    missing: Callable[[int, str], Awaitable[None]]
    delayed: Callable[[int, float], Awaitable[None]]


class Downloads:
    """Fetches waiting files one after the other for as long as the bot runs."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        line: Telegram,
        folder: Path,
        records: FileRecords,
        *,
        largest: int = LARGEST_DOWNLOAD,
    ) -> None:
        self._database = database
        self._clock = clock
        self._line = line
        self._folder = folder
        self._records = records
        self._largest = largest

    async def run(self) -> None:
        """Download until cancelled."""
        while True:
            seen = self._database.commits
            try:
                if not await self.fetch_next():
                    await self._database.wait_for_commit(seen, LOOK_AGAIN_SECONDS)
            except UnavailableError:
                log.warning("database_unavailable")
                await self._clock.sleep(1.0)

    async def fetch_next(self) -> bool:
        """Fetch one file; whether there was one."""
        file = await self._records.next_waiting()
        if file is None:
            return False
        if file.size is not None and file.size > self._largest:
            await self._records.missing(file.id, "too-large")
            return True
        try:
            content = await self._line.fetch(file.file_id, self._largest)
        except SendError as error:
            await self._refused(file, error)
        else:
            path = f"{(name := uuid4().hex)[:2]}/{name}"
            await asyncio.to_thread(write_durably, self._folder / path, content)
            await self._records.stored(file.id, hashlib.sha256(content).hexdigest(), path, len(content))
        return True

    async def _refused(self, file: WaitingFile, error: SendError) -> None:
        pause = max(back_off(file.attempts + 1), error.retry_after or 0.0)
        match error.kind:
            case RefusalKind.TOO_LARGE:
                await self._records.missing(file.id, "too-large")
            case RefusalKind.REFUSED | RefusalKind.UNREACHABLE:
                await self._records.missing(file.id, "refused")
            case kind if kind not in OUTAGES and file.attempts + 1 >= TRIES:
                await self._records.missing(file.id, "gave-up")
            case _:
                log.info("download_delayed", attachment=file.id, kind=error.kind)
                await self._records.delayed(file.id, pause)
