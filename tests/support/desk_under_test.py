"""The desk under test: the real bot over HTTP to the sandbox, a real database, people who act on what they see."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.app import Bot, running
from bot.config import load
from bot.rules.pacing import Limits
from sandbox import Clock, RunningSandbox
from sandbox import running as sandbox_running
from storage import duty_log
from storage.database import Database, open_database
from tests.sandbox.answers import check_all_answers
from tests.support.organisation import MORNING, TOKEN, put_organisation, scene
from tests.support.what_was_said import check_what_was_said

PATIENCE_SECONDS = 15.0
LOOK_EVERY_SECONDS = 0.02
NO_LIMITS = Limits(per_second=1000, chat_burst=1000, chat_every_seconds=0.001, group_per_minute=10_000)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it."""

    chat_id: int
    message_id: int
    text: str
    buttons: tuple[str, ...]
    is_from_bot: bool
    raw: Mapping[str, Any]

    @property
    def first_line(self) -> str:
        """What a locked phone shows."""
        return self.text.partition("\n")[0]


@dataclass(slots=True)
class Phone:
    """One person's phone. They press only what they see."""

    desk: "DeskUnderTest"
    account: int
    read: set[tuple[int, int]] = field(default_factory=set)

    async def sends(
        self, text: str, *, chat: int | None = None, reply_to: Seen | None = None, **more: Any
    ) -> Seen:
        """Write a message; returns it as sent, once the bot has dealt with it."""
        body = {"chat_id": chat or self.account, **more}
        if text:
            body["text"] = text
        if reply_to is not None:
            body["reply_to"] = reply_to.message_id
        answer = await self.desk.control(f"phones/{self.account}/send", body)
        await self.desk.settles()
        return _seen(answer["messages"][0])

    async def edits(self, message: Seen, text: str) -> None:
        """Change a message sent before."""
        body = {"chat_id": message.chat_id, "message_id": message.message_id, "text": text}
        await self.desk.control(f"phones/{self.account}/edit", body)
        await self.desk.settles()

    async def presses(self, beginning: str, *, on: Seen | None = None, chat: int | None = None) -> str:
        """Press the newest button that begins with these words; returns the toast.

        Fails with what there is to press when there is no such button.
        """
        messages = [await self.again(on)] if on else list(reversed(await self.messages(chat)))
        for message in messages:
            for row in message.raw.get("inline_keyboard", []):
                for button in row:
                    if button["text"].startswith(beginning):
                        self.read.add((message.chat_id, message.message_id))
                        return await self.presses_data(message, button["callback_data"])
        shown = {b for m in messages for b in m.buttons}
        raise AssertionError(f"{self.account} sees no button {beginning!r}; there are {sorted(shown)}")

    async def presses_data(self, message: Seen, data: str) -> str:
        """Press a button by its data, even one that is gone by now, as a slow phone does."""
        body = {
            "chat_id": message.chat_id,
            "message_id": message.message_id,
            "data": data,
            "wait": PATIENCE_SECONDS,
            "stale": True,
        }
        answer = await self.desk.control(f"phones/{self.account}/press", body)
        await self.desk.settles()
        return (answer["answer"] or {}).get("text", "")

    async def messages(self, chat: int | None = None) -> list[Seen]:
        """What stands in a chat now, the oldest first."""
        state = await self.desk.look(f"state?phone={self.account}&messages=500")
        chats = state["phones"][0]["chats"]
        found = next((c for c in chats if c["chat_id"] == (chat or self.account)), None)
        return [_seen(m) for m in found["messages"] if not m.get("deleted")] if found else []

    async def again(self, message: Seen) -> Seen:
        """A message as it stands now."""
        now = await self.messages(message.chat_id)
        return next(m for m in now if m.message_id == message.message_id)

    async def sees(self, *fragments: str, chat: int | None = None) -> Seen:
        """The newest message of the bot that holds all fragments; fails with the chat as it stands."""
        messages = await self.messages(chat)
        for message in reversed(messages):
            if message.is_from_bot and all(fragment in message.text for fragment in fragments):
                self.read.add((message.chat_id, message.message_id))
                return message
        stands = "\n---\n".join(m.text + f"\n{list(m.buttons)}" for m in messages)
        raise AssertionError(f"{self.account} sees nothing with {fragments}; there is:\n{stands}")

    async def sees_nothing_of(self, *fragments: str, chat: int | None = None) -> None:
        """No message of the bot holds all fragments."""
        for message in await self.messages(chat):
            if message.is_from_bot and all(fragment in message.text for fragment in fragments):
                raise AssertionError(f"{self.account} sees: {message.text}")

    async def buttons(self, *fragments: str, chat: int | None = None) -> tuple[str, ...]:
        """The buttons under the newest message that holds the fragments."""
        return (await self.sees(*fragments, chat=chat)).buttons


class DeskUnderTest:
    """A bot, its database, its sandbox and everybody's phones."""

    def __init__(self, sandbox: RunningSandbox, folder: Path, url: str, variables: Mapping[str, str]) -> None:
        self.sandbox = sandbox
        self.url = url
        self._variables = {
            "TRUCBAN_TELEGRAM__TOKEN": TOKEN,
            "TRUCBAN_TELEGRAM__API_URL": sandbox.url,
            "TRUCBAN_STORAGE__URL": url,
            "TRUCBAN_STORAGE__FILES": str(folder / "files"),
            **variables,
        }
        self._client = httpx.AsyncClient(base_url=f"{sandbox.url}/control/", timeout=60)
        self._running = AsyncExitStack()
        self._phones: dict[int, Phone] = {}
        self.database: Database
        self.bot: Bot
        self.has_garbage = False
        """Whether updates came that no library can read."""

    async def start(self, *, with_organisation: bool = True, on_duty: bool = True) -> None:
        """Open the database and start the bot."""
        settings = load(None, self._variables)
        self.database = await open_database(self.url)
        if with_organisation:
            async with self.database.read() as tx:
                is_empty = not await tx.all("list_desks")
            if is_empty:
                await put_organisation(self.database, on_duty=on_duty)
        self.bot = await self._running.enter_async_context(
            running(settings, self.database, self.sandbox.clock, limits=NO_LIMITS)
        )

    async def stop(self) -> None:
        """Stop the bot as SIGTERM does."""
        await self._running.aclose()
        self._running = AsyncExitStack()

    async def restart(self) -> None:
        """Stop, and start again from disk."""
        await self.stop()
        await self.start()

    async def reconfigures(self, **variables: str) -> None:
        """Restart with other settings."""
        self._variables |= variables
        await self.restart()

    async def close(self) -> None:
        """Leave: the bot stopped, the log verified."""
        await self.stop()
        await self._client.aclose()

    def phone(self, account: int) -> Phone:
        """Somebody's phone."""
        return self._phones.setdefault(account, Phone(self, account))

    async def control(self, path: str, body: Mapping[str, Any]) -> Any:
        """Act through the sandbox's control API."""
        answer = await self._client.post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def look(self, path: str) -> Any:
        """Look through the sandbox's control API."""
        answer = await self._client.get(path)
        assert answer.is_success, answer.text
        return answer.json()

    async def advance(self, span: timedelta) -> None:
        """Let time pass."""
        self.sandbox.clock.advance(span.total_seconds())
        await self.settles()

    async def settles(self) -> None:
        """Wait until every update is dealt with and everything that can be said was said."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self.is_settled():  # noqa: ASYNC110 - another process would be no different
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def is_settled(self) -> bool:
        """Whether nothing waits to be handled or said at this moment."""
        bots = await self.look("bots")
        if bots["bots"][0]["pending"]:
            return False
        async with self.database.read() as tx:
            waiting = await tx.get("count_unsettled", now=self.sandbox.clock.now())
        return not any(waiting.values())

    async def said_and_unread(self) -> list[Seen]:
        """What the bot said to somebody and no test looked at."""
        unread = []
        for account, phone in self._phones.items():
            unread += [
                m
                for m in await phone.messages(account)
                if m.is_from_bot and (m.chat_id, m.message_id) not in phone.read
            ]
        return unread

    async def log_kinds(self) -> list[str]:
        """The kinds of the desk's log, in order."""
        async with self.database.read() as tx:
            return [str(entry.kind) for entry in await duty_log.read(tx, 1)]


@asynccontextmanager
async def desk_under_test(
    folder: Path, *, url: str = "", on_duty: bool = True, **variables: str
) -> AsyncIterator[DeskUnderTest]:
    """A running desk. Leaving it fails on a log that does not verify, and on anything said that leaks the machine."""
    clock = Clock(MORNING)
    async with sandbox_running(scene(), clock=clock) as sandbox:
        desk = DeskUnderTest(sandbox, folder, url or f"sqlite:///{folder / 'trucban.db'}", variables)
        await desk.start(on_duty=on_duty)
        async with judged(desk):
            yield desk


@asynccontextmanager
async def judged(desk: DeskUnderTest) -> AsyncIterator[None]:
    """What a running desk is held to when it is left; it is closed in any case."""
    try:
        yield
        async with desk.database.read() as tx:
            for desk_id in await duty_log.list_desks(tx):
                assert await duty_log.verify(tx, desk_id) is None
        if not desk.has_garbage:
            check_all_answers(desk.sandbox.world)
        await check_what_was_said(desk.sandbox.world, desk.database)
    finally:
        await desk.close()


def _seen(message: Mapping[str, Any]) -> Seen:
    rows = message.get("inline_keyboard", [])
    return Seen(
        chat_id=message["chat_id"],
        message_id=message["message_id"],
        text=message.get("text") or message.get("caption") or "",
        buttons=tuple(button["text"] for row in rows for button in row),
        is_from_bot=message["from"]["is_bot"],
        raw=message,
    )
