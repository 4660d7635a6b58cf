"""Updates are handled in order within a chat, side by side across chats, and again after a crash."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from bot.clock import WallClock
from bot.receiver.lanes import Lanes
from storage.engine import Database
from storage.inbox import InboxRow, count_by_state, insert_updates, lane_of, mark_done
from tests.support.line import AT, until

BOT = 7


def message(update_id: int, chat_id: int) -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": chat_id}, "text": "\x00\ud800"}}


async def keep(database: Database, *updates: dict[str, Any]) -> None:
    async with database.transaction() as tx:
        await insert_updates(tx, BOT, updates, at=AT)


class Handler:
    """Notes what it handles; fails or waits where told."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.seen: list[int] = []
        self.dead: list[int] = []
        self.together: list[tuple[int, ...]] = []
        self.fails: set[int] = set()
        self.waits: dict[int, asyncio.Event] = {}

    async def handle(self, row: InboxRow) -> None:
        assert row.update["update_id"] == row.update_id
        if row.update_id in self.waits:
            await self.waits[row.update_id].wait()
        self.seen.append(row.update_id)
        self.together.append((row.update_id, *(one.update_id for one in row.with_it)))
        if row.update_id in self.fails:
            raise ValueError(row.update_id)
        async with self.database.transaction() as tx:
            await mark_done(tx, row.bot_id, row.update_id)

    async def on_dead(self, row: InboxRow, error: Exception) -> None:
        assert isinstance(error, ValueError)
        self.dead.append(row.update_id)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        lanes = Lanes(self.database, WallClock(), BOT, self.handle, self.on_dead, pauses_seconds=(0.0, 0.0))
        task = asyncio.ensure_future(lanes.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def states(self) -> dict[str, int]:
        async with self.database.read() as tx:
            return await count_by_state(tx, BOT)

    async def until_states(self, **states: int) -> None:
        async def are_these() -> bool:
            return await self.states() == states

        await until(are_these)


@pytest.fixture
def handler(database: Database) -> Handler:
    return Handler(database)


def photo(update_id: int, chat_id: int, album: str) -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": chat_id}, "media_group_id": album}}


async def test_an_album_is_handled_as_the_one_message_it_was(handler: Handler) -> None:
    """Its files are seen together, even with another message between them; what failed fails as a whole."""
    await keep(
        handler.database,
        photo(1, 5, "a"),
        message(2, 5),
        photo(3, 5, "a"),
        photo(4, 6, "b"),
        photo(5, 6, "b"),
    )
    handler.fails = {4}
    async with handler.running():
        await handler.until_states(done=3, dead=2)
    assert sorted(handler.together) == [(1, 3), (2,), (4, 5), (4, 5), (4, 5)]
    assert handler.dead == [4]


async def test_a_chat_is_handled_in_order_and_another_does_not_wait(handler: Handler) -> None:
    """The second of a chat waits for its first; another chat overtakes."""
    first = handler.waits[1] = asyncio.Event()
    await keep(handler.database, message(1, 101), message(2, 101), message(3, 102))
    async with handler.running():
        await handler.until_states(new=2, done=1)
        assert handler.seen == [3]
        first.set()
        await handler.until_states(done=3)
    assert handler.seen == [3, 1, 2]


async def test_a_failing_update_is_parked_after_three_tries_and_told_once(handler: Handler) -> None:
    """The rest of its chat goes on."""
    handler.fails = {1}
    await keep(handler.database, message(1, 101), message(2, 101))
    async with handler.running():
        await handler.until_states(dead=1, done=1)
        await asyncio.sleep(0.05)
    assert handler.seen == [1, 1, 1, 2]
    assert handler.dead == [1]


async def test_what_was_not_done_is_handled_after_a_restart(handler: Handler) -> None:
    """Stopped in the middle, nothing is lost and nothing done twice."""
    handler.waits[2] = asyncio.Event()
    await keep(handler.database, message(1, 101), message(2, 101), message(3, 101))
    async with handler.running():
        await handler.until_states(new=2, done=1)
    handler.waits.clear()
    async with handler.running():
        await handler.until_states(done=3)
    assert handler.seen == [1, 2, 3]


async def test_updates_that_come_while_others_are_handled_are_handled_once(handler: Handler) -> None:
    """Many commits, many looks into the inbox, each update once."""
    async with handler.running():
        for update_id in range(1, 101):
            await keep(handler.database, message(update_id, 100 + update_id % 7))
        await handler.until_states(done=100)
    assert sorted(handler.seen) == list(range(1, 101))
    for lane in range(7):
        mine = [update_id for update_id in handler.seen if update_id % 7 == lane]
        assert mine == sorted(mine)


async def test_an_update_that_came_before_changes_nothing(handler: Handler) -> None:
    """Duplicates are known by bot and update id."""
    await keep(handler.database, message(1, 101))
    async with handler.running():
        await handler.until_states(done=1)
        await keep(handler.database, message(1, 101), message(2, 101))
        await handler.until_states(done=2)
    assert handler.seen == [1, 2]


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "edited_message": {"chat": {"id": -5}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 9}, "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 9}, "inline_message_id": "x"}}, 9),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 3}, "from": {"id": 9}}}, 3),
        ({"update_id": 1, "poll": {"id": "8"}}, 0),
        ({"update_id": 1, "message": "rubbish"}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_an_update_belongs_to_its_chat(update: dict[str, Any], lane: int) -> None:
    """Whatever its kind; what cannot be read has a lane as well."""
    assert lane_of(update) == lane
