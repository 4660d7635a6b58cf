"""A desk whose bot is a process of its own that ends when told to, and is started again from disk."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sandbox import Clock
from sandbox import running as sandbox_running
from storage.database import open_database
from tests.crash.orders import DIED, Death, Orders
from tests.support.desk_under_test import DeskUnderTest, Seen
from tests.support.organisation import MORNING, put_organisation, scene
from tests.support.raw_sql import raw

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0  # for everything to settle; the machine may be busy
LOOK_EVERY_SECONDS = 0.03
MOST_LIVES = 6
WAITING_FILES = "SELECT count(*) AS n FROM attachments WHERE state = 'waiting'"


class Nursery:
    """Where bots are born (`bot_process.py`), one process at a time for one desk."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def bear(self, orders: Orders) -> int:
        """Start a bot; its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{orders.to_json()}\n".encode())
        word, pid = (await self._heard()).split()
        assert word == "started", word
        return int(pid)

    async def ended(self) -> int:
        """Wait for the end of the bot; its exit status."""
        _, _, status = (await self._heard()).split()
        return int(status)

    async def _heard(self) -> str:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        assert line, "the process that starts bots has ended"
        return line.decode()


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    """A Python of its own, with everything imported, that starts bots."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.crash.bot_process",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


class CrashingDesk(DeskUnderTest):
    """Its bot dies as `deaths` say, one for each life, and lives on after the last."""

    nursery: Nursery
    deaths: list[Death]
    fault: str
    folder: Path
    lives: int
    _pid: int
    _end: asyncio.Task[int]

    async def be_born(
        self, folder: Path, nursery: Nursery, deaths: Sequence[Death] = (), fault: str = ""
    ) -> None:
        """Put the organisation in, then start the first bot."""
        self.folder, self.nursery, self.fault, self.deaths = folder, nursery, fault, list(deaths)
        self.lives = 0
        database = await open_database(self.url)
        await put_organisation(database)
        await database.close()
        self.database = await open_database(self.url, read_only=True)
        await self._live()

    async def _live(self) -> None:
        death = self.deaths[self.lives] if self.lives < len(self.deaths) else None
        self.lives += 1
        orders = Orders(
            variables=self._variables,
            clock_url=f"{self.sandbox.url}/control/clock",
            marks=str(self.folder / f"commits-{self.lives}"),
            output=str(self.folder / "output"),
            death=death,
            fault=self.fault,
        )
        self._pid = await self.nursery.bear(orders)
        self._end = asyncio.ensure_future(self.nursery.ended())

    async def _live_again_if_dead(self) -> None:
        if not self._end.done():
            return
        status = self._end.result()
        assert status == DIED, f"the bot ended by itself ({status}):\n{self.output[-4000:]}"
        assert self.lives < MOST_LIVES
        await self._live()

    async def settles(self) -> None:
        """Wait until every update is dealt with and everything is said, however often the bot has to be started."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await self._live_again_if_dead()
                if await self.is_settled():
                    return
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def is_settled(self) -> bool:
        """As for any desk; files are fetched as well, and the bot is alive."""
        if not await super().is_settled():
            return False
        async with self.database.read() as tx:
            waiting = await raw(tx, WAITING_FILES)
        return not waiting[0]["n"] and not self._end.done()

    async def close(self) -> None:
        """End the bot's process as a power cut does: there is nothing left for it to do."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        await self._end
        await self.database.close()
        await self._client.aclose()

    @property
    def output(self) -> str:
        """What all lives have printed."""
        path = self.folder / "output"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def commits_of_life(self, life: int = 1) -> int:
        """How many commits a life has seen."""
        return len((self.folder / f"commits-{life}").read_text(encoding="ascii").split())

    async def press(self, account: int, message: Seen, data: str) -> None:
        """Press and do not wait for the answer: it may be lost, and nothing depends on it."""
        body = {"chat_id": message.chat_id, "message_id": message.message_id, "data": data}
        await self.control(f"phones/{account}/press", body)
        await self.settles()


@asynccontextmanager
async def crashing_desk(
    folder: Path, nursery: Nursery, deaths: Sequence[Death] = (), fault: str = ""
) -> AsyncIterator[CrashingDesk]:
    """A desk in an empty folder; the sandbox goes on while the bot is dead."""
    async with sandbox_running(scene(), clock=Clock(MORNING)) as sandbox:
        desk = CrashingDesk(sandbox, folder, f"sqlite:///{folder / 'trucban.db'}", {})
        await desk.be_born(folder, nursery, deaths, fault)
        try:
            yield desk
        finally:
            await desk.close()
