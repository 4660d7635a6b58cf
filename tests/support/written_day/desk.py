"""The desk whose day is written down: what each act brings, chat by chat; time that stops at what is due."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.config import load
from bot.control.organisation_file import read_organisation
from bot.desk import make_desk
from bot.pulse import Beat
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from sandbox import Clock
from sandbox import running as sandbox_running
from storage.times import moment
from tests.support.desk_under_test import DeskUnderTest, Phone, judged
from tests.support.office import ZONE
from tests.support.organisation import MORNING
from tests.support.raw_sql import raw
from tests.support.written_day.lines import FILES, Chats, Line, hour
from tests.support.written_day.people import COMING_OFFICER, ORGANISATION, STRANGER, phones

TICK_SECONDS = 0.001
A_MOMENT_SECONDS = 1.0
TICKS_EVERY_SECONDS = 0.005
MADE_WITHIN_SECONDS = 30.0
LAST = "SELECT number FROM incidents ORDER BY id DESC LIMIT 1"
UNMADE = "SELECT count(*) AS n FROM documents WHERE state = 'ordered'"
SAID = "SELECT DISTINCT notice FROM outbox WHERE notice IS NOT NULL"


class WrittenDesk(DeskUnderTest):
    """Its clock stands still but for a thousandth of a second now and then, so that a page can be written again."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.episodes: list[tuple[str, list[Line]]] = []
        self.chats = Chats()
        self._read = 0
        self.unit, self.head, self.performer = (self.phone(account) for account in (201, 202, 203))
        self.other_unit, self.group_unit, self.stranger = (self.phone(a) for a in (301, 401, STRANGER))
        self.leader, self.deputy, self.officer = (self.phone(account) for account in (101, 102, 103))
        self.superior, self.admin = self.phone(104), self.phone(105)
        self.coming, self.coming_officer = self.phone(106), self.phone(COMING_OFFICER)

    @property
    def now(self) -> datetime:
        """The time at the desk."""
        return self.sandbox.clock.now()

    def begins(self, title: str) -> None:
        """What comes now stands under this heading."""
        self.episodes.append((title, []))

    async def control(self, path: str, body: Mapping[str, Any]) -> Any:
        """Act, and write down what was done."""
        done = _done(self, path, body)
        answer = await super().control(path, body)
        if done is not None:
            self._write(done)
            toast = (answer.get("answer") or {}).get("text", "") if path.endswith("press") else ""
            if toast:
                self._write(Line(done.at, "answers", done.chat, toast))
        return answer

    async def settles(self) -> None:
        """Everything is said and written down, files that take a moment too."""
        await super().settles()
        async with asyncio.timeout(MADE_WITHIN_SECONDS):
            while await self._is_making():
                await asyncio.sleep(0.05)
                await super().settles()
        entries = self.sandbox.world.ledger.entries
        fresh, self._read = entries[self._read :], len(entries)
        for line in self.chats.read(fresh):
            self._write(line)

    async def _is_making(self) -> bool:
        async with self.database.read() as tx:
            return bool((await raw(tx, UNMADE))[0]["n"])

    def _write(self, line: Line) -> None:
        self.episodes[-1][1].append(line)

    async def until(self, clock: str, *, day: int = 23) -> None:
        """Let time pass to an hour of November 2026, stopping at whatever is due on the way."""
        await self._until(datetime.fromisoformat(f"2026-11-{day} {clock}").replace(tzinfo=ZONE))

    async def passes(self, minutes: int) -> None:
        """Let minutes pass, and a moment for what is due at their end."""
        await self._until(self.now + timedelta(minutes=minutes, seconds=A_MOMENT_SECONDS))

    async def _until(self, wanted: datetime) -> None:
        while True:
            async with self.database.read() as tx:
                due_at = moment((await tx.get("next_timer_at"))["due_at"])
            if due_at is None or due_at > wanted:
                break
            if due_at > self.now:  # what was begun in the same moment is due in the same moment
                self.sandbox.clock.set(due_at + timedelta(seconds=A_MOMENT_SECONDS))
            await self.settles()
        if wanted > self.now:
            self.sandbox.clock.set(wanted)
        await self.settles()

    async def writes_anew(self, phone: Phone, text: str, **more: Any) -> None:
        """Write what is a new incident, also where an open one makes the bot ask."""
        await phone.sends(text, **more)
        if any("Vụ việc mới" in message.buttons for message in await phone.messages()):
            await phone.presses("Vụ việc mới")

    async def looked_at(self) -> None:
        """The auditor has looked once more, and what it found is said."""
        before = self.now
        async with asyncio.timeout(MADE_WITHIN_SECONDS):
            while (self.bot.pulse.last(Beat.AUDIT) or before) <= before - timedelta(seconds=1):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await self.settles()

    async def last(self) -> str:
        """The newest incident's counter, as it is typed."""
        async with self.database.read() as tx:
            return str((await raw(tx, LAST))[0]["number"]).rpartition("-")[2]

    async def notices(self) -> set[str]:
        """The names of everything said."""
        async with self.database.read() as tx:
            return {str(row["notice"]) for row in await raw(tx, SAID)}


def _done(desk: WrittenDesk, path: str, body: Mapping[str, Any]) -> Line | None:
    """What a person does with their phone, in words."""
    if not path.startswith("phones/"):
        return None
    _, account, act = path.split("/")
    said = str(body.get("text") or body.get("caption") or "")
    files = [FILES[str(file["kind"])] for file in body.get("files", [])]
    words = {
        "press": f"bấm: {desk.chats.label(body)}" if act == "press" else "",
        "edit": f"sửa tin thành: {said}",
        "send": f"viết: {' '.join([*(f'({name})' for name in files), said])}",
        "block": "chặn bot",
        "unblock": "bỏ chặn bot",
    }
    return Line(hour(desk.now), "does", int(account), words[act])


@asynccontextmanager
async def written_desk(folder: Path, **variables: str) -> AsyncIterator[WrittenDesk]:
    """A running desk whose day is written down."""
    clock = Clock(MORNING, frozen=True)
    async with sandbox_running(phones(), clock=clock) as sandbox:
        desk = WrittenDesk(sandbox, folder, f"sqlite:///{folder / 'trucban.db'}", variables)
        desk.begins("")
        ticking = asyncio.ensure_future(_ticks(clock))
        try:
            await desk.start()
            settings = load(None, {"TRUCBAN_STORAGE__URL": desk.url})
            of = make_desk(settings, desk.database, clock)
            await set_up_organisation(of, SettingUp(read_organisation(ORGANISATION, ZONE)))
            async with judged(desk):
                yield desk
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking


async def _ticks(clock: Clock) -> None:
    while True:
        clock.advance(TICK_SECONDS)
        await asyncio.sleep(TICKS_EVERY_SECONDS)
