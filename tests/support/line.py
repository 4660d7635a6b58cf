"""A desk's line for tests: a sandbox, a few people in the database, templates of their own, and a sender."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from bot.clock import Clock, WallClock
from bot.messenger.alarm import Alarm
from bot.messenger.telegram import Telegram
from bot.render.renderer import Renderer
from bot.rules.message import Button, Reader, Screen
from bot.rules.pacing import Limits
from bot.sender.loop import Sender
from sandbox import RunningSandbox, running
from storage.database import open_database
from storage.engine import Database
from storage.transaction import Transaction

TOKEN = "7000000001:sandbox"
GROUP = -1001
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
UNPACED = Limits(per_second=10_000, kept_free=0, chat_burst=10_000, group_per_minute=10_000)
SCENE: dict[str, Any] = {
    "language": "en",
    "title": "A line",
    "bots": [{"id": 7000000001, "token": TOKEN, "username": "line_bot", "first_name": "Line"}],
    "people": [
        {"id": 101, "first_name": "An", "started": True},
        {"id": 102, "first_name": "Bình", "started": True},
        {"id": 103, "first_name": "Chi", "started": False},
    ],
    "groups": [{"id": GROUP, "title": "03CC", "members": [101, 102], "admins": [102], "bots": ["line_bot"]}],
}
NOTICES = {
    "plain": "{{ text }}",
    "card": "card {{ id }} v{{ version }}",
    "raw": "{{ text | safe }}",
    "broken": "{{ no }}",
}
WORDS = """
[buttons]
approve = "Duyệt đề xuất"
[marks]
sent_again = "(gửi lại)"
[commands]
help = "Trợ giúp"
"""


def write_templates(folder: Path) -> Renderer:
    """Templates of the tests' own, so that no wording of the product is tested here."""
    for name, text in NOTICES.items():
        notice = folder / "vi" / "notices" / name
        notice.mkdir(parents=True)
        (notice / "telegram.html.j2").write_text(text, encoding="utf-8")
    (folder / "vi" / "words.toml").write_text(WORDS, encoding="utf-8")
    return Renderer(folder, "Asia/Ho_Chi_Minh")


@dataclass
class Subjects:
    """What cards are about: a version each, drawn as it is at that moment."""

    versions: dict[int, int] = field(default_factory=dict)

    async def draw(
        self, _tx: Transaction, _notice: str, subject_id: int, _reader: Reader
    ) -> tuple[Screen, int] | None:
        """The card of a subject, or None for one that is gone."""
        version = self.versions.get(subject_id)
        if version is None:
            return None
        keyboard = ((Button("approve", f"a:{subject_id}:{version}"),),)
        return Screen("card", {"id": subject_id, "version": version}, keyboard), version


@dataclass
class Line:
    """Everything a test of the line needs."""

    sandbox: RunningSandbox
    database: Database
    telegram: Telegram
    renderer: Renderer
    path: Path
    clock: Clock = field(default_factory=WallClock)
    subjects: Subjects = field(default_factory=Subjects)
    rung: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    limits: Limits = UNPACED

    async def ring(self, code: str, fields: Mapping[str, object]) -> None:
        """An alarm was told, in a transaction of its own as the bot does it."""
        async with self.database.transaction():
            self.rung.append((code, fields))

    def sender(self) -> Sender:
        """A sender over this line, not running yet."""
        return Sender(
            self.database,
            self.clock,
            self.telegram,
            self.renderer,
            self.subjects.draw,
            limits=self.limits,
            alarm=Alarm(self.ring),
        )

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[Sender]:
        """A running sender, drained at the end."""
        sender = self.sender()
        task = asyncio.ensure_future(sender.run())
        try:
            yield sender
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def control(self, method: str, path: str, **body: Any) -> Any:
        """The sandbox's control API."""
        async with httpx.AsyncClient(base_url=self.sandbox.url, trust_env=False) as client:
            answer = await client.request(method, f"/control/{path}", json=body or None)
            answer.raise_for_status()
            return answer.json()

    async def fault(self, kind: str, *methods: str, times: int | None = 1, **more: Any) -> None:
        """Let calls fail."""
        await self.control("POST", "faults", kind=kind, methods=list(methods), times=times, **more)

    async def calls(self, *methods: str) -> list[dict[str, Any]]:
        """The ledger's calls of these methods, in order."""
        entries = (await self.control("GET", "ledger"))["entries"]
        return [entry for entry in entries if entry["kind"] == "call" and entry["method"] in methods]

    async def messages(self, phone: int, chat_id: int | None = None) -> list[dict[str, Any]]:
        """What one phone shows of a chat: the bot's messages that stand there."""
        state = await self.control("GET", f"state?phone={phone}")
        chats = state["phones"][0]["chats"]
        chat = next(chat for chat in chats if chat["chat_id"] == (chat_id or phone))
        return [
            message
            for message in chat["messages"]
            if message.get("from", {}).get("is_bot")
            and not message.get("deleted")
            and not message.get("service")
        ]

    async def texts(self, phone: int, chat_id: int | None = None) -> list[str]:
        """The texts of those messages."""
        return [message.get("text", "") for message in await self.messages(phone, chat_id)]

    def ask(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Look into the database file, or put something there, past the program."""
        with sqlite3.connect(self.path, timeout=10) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    def rows(self) -> list[dict[str, Any]]:
        """The outbox."""
        return self.ask("SELECT * FROM outbox ORDER BY id")

    async def settled(self, seconds: float = 15.0) -> list[dict[str, Any]]:
        """The outbox once nothing in it waits."""

        async def is_settled() -> bool:
            async with self.database.read() as tx:
                return (await tx.get("outbox_count_waiting"))["waiting"] == 0

        await until(is_settled, seconds)
        return self.rows()


@asynccontextmanager
async def line_in(folder: Path, scene: dict[str, Any] = SCENE) -> AsyncIterator[Line]:
    """A line with its sandbox and a database file in this folder; three people and a unit's group are known."""
    path = folder / "line.db"
    database = await open_database(f"sqlite:///{path}")
    async with running(scene) as sandbox:
        telegram = Telegram(TOKEN, sandbox.url, read_seconds=5.0, files=folder / "files")
        line = Line(sandbox, database, telegram, write_templates(folder / "templates"), path)
        line.ask("INSERT INTO desks (id, code, name) VALUES (1, 'HP', 'Desk')")
        line.ask(
            "INSERT INTO units (id, code, desk_id, name, chat_id) VALUES (1, '03CC', 1, 'Unit', ?)", GROUP
        )
        for person in (1, 2, 3):
            line.ask("INSERT INTO people (id, name, telegram_id) VALUES (?, 'x', ?)", person, 100 + person)
        try:
            yield line
        finally:
            await telegram.close()
            await line.database.close()


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 15.0) -> None:
    """Wait until something holds; fails after so many seconds."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - what is awaited is in a database or a sandbox
            await asyncio.sleep(0.01)
