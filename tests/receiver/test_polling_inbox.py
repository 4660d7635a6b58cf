"""Nothing the network does loses an update or ends the loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.clock import WallClock
from bot.messenger.alarm import Alarm
from bot.messenger.telegram import Telegram
from bot.receiver.polling import Polling
from storage.engine import Database
from tests.support.line import TOKEN, Line, line_in, until


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with line_in(tmp_path) as made:
        yield made


def polling(line: Line, database: Database | None = None) -> Polling:
    return Polling(
        database or line.database,
        line.clock,
        line.telegram,
        alarm=Alarm(line.ring),
        poll_seconds=1,
        first_pause_seconds=0.01,
    )


@asynccontextmanager
async def running(poller: Polling) -> AsyncIterator[asyncio.Future[None]]:
    task = asyncio.ensure_future(poller.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def said(line: Line, *texts: str) -> None:
    for text in texts:
        await line.control("POST", "phones/101/send", text=text)


async def kept(line: Line, how_many: int) -> list[dict[str, Any]]:
    async def are_there() -> bool:
        return len(line.ask("SELECT 1 FROM inbox")) >= how_many

    await until(are_there)
    return line.ask("SELECT * FROM inbox ORDER BY update_id")


async def test_what_people_send_is_kept_as_it_came(line: Line) -> None:
    """The raw update, its chat as its lane, and the offset beside it."""
    await said(line, "một", "hai")
    async with running(polling(line)):
        one, two = await kept(line, 2)
    assert (one["lane"], one["state"]) == (101, "new")
    assert "m\\u1ed9t" in one["raw"]
    assert line.ask("SELECT value FROM bot_state WHERE name = 'offset:7000000001'") == [
        {"value": str(two["update_id"] + 1)}
    ]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 401},
        {"kind": "status", "status": 404},
        {"kind": "status", "status": 409},
        {"kind": "status", "status": 429, "retry_after": 1},
        {"kind": "status", "status": 500},
        {"kind": "html", "status": 200},
        {"kind": "html", "status": 403},
        {"kind": "html", "status": 502},
        {"kind": "drop_before"},
        {"kind": "drop_after"},
        {"kind": "half"},
        {"kind": "duplicate"},
        {"kind": "reorder"},
        {"kind": "repeat"},
    ],
    ids=lambda fault: f"{fault['kind']} {fault.get('status', '')}",
)
async def test_no_failure_loses_or_doubles_an_update(line: Line, fault: dict[str, Any]) -> None:
    """Whatever happens to the first polls, each update is kept once."""
    kind = fault.pop("kind")
    await line.fault(kind, "getUpdates", times=2, **fault)
    await said(line, "1", "2", "3")
    async with running(polling(line)) as task:
        rows = await kept(line, 3)
        await said(line, "4")
        rows = await kept(line, 4)
        assert not task.done()
    assert [row["update_id"] for row in rows] == sorted({row["update_id"] for row in rows})
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("status", "code"), [(401, "token-refused"), (409, "other-poller"), (502, "line-down")]
)
async def test_an_outage_is_told_once(line: Line, status: int, code: str) -> None:
    """Not once a failure."""
    await line.fault("status", "getUpdates", times=5, status=status)
    await said(line, "x")
    async with running(polling(line)):
        await kept(line, 1)
    assert [rung for rung, _ in line.rung] == [code]


async def test_nothing_is_confirmed_before_it_is_committed(tmp_path: Path) -> None:
    """The process ends before the commit: Telegram still has the update, and the next start keeps it."""

    class Stop:
        async def before(self, _n: int) -> None:
            raise asyncio.CancelledError

        async def after(self, _n: int) -> None:
            raise AssertionError

    async with line_in(tmp_path) as line:
        await said(line, "x")
        await line.database.close()
        from storage.database import open_database  # noqa: PLC0415 - beside its only use

        url = f"sqlite:///{line.path}"
        broken = await open_database(url, watch=Stop())
        with pytest.raises(asyncio.CancelledError):
            await polling(line, broken).run()
        await broken.close()
        (bot,) = (await line.control("GET", "bots"))["bots"]
        assert bot["pending"] == 1
        again = await open_database(url)
        async with running(polling(line, again)):
            assert len(await kept(line, 1)) == 1
        await again.close()


async def test_a_start_without_a_line_waits_for_it(tmp_path: Path) -> None:
    """Nobody listens at first; the loop is there when somebody does."""
    async with line_in(tmp_path) as line:
        port = line.sandbox.port
        await said(line, "x")
        nowhere = Telegram(TOKEN, "http://127.0.0.1:1")
        poller = Polling(line.database, WallClock(), nowhere, first_pause_seconds=0.01, poll_seconds=1)
        async with running(poller) as task:
            await asyncio.sleep(0.2)
            assert not task.done()
            poller._line = Telegram(TOKEN, f"http://127.0.0.1:{port}")  # noqa: SLF001 - the line comes up
            await kept(line, 1)
            await poller._line.close()  # noqa: SLF001
        await nowhere.close()
