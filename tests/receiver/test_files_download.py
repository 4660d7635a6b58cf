"""Files are fetched beside the work, whole or not at all."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.messenger.telegram import Telegram
from bot.receiver.files import Downloads, FileRecords, WaitingFile
from tests.support.line import Line, line_in, until

CONTENT = b"%PDF \x00\xff" * 5000


class Records:
    """What is waiting, and how each file ended."""

    def __init__(self, *waiting: WaitingFile) -> None:
        self.waiting = list(waiting)
        self.ended: dict[int, tuple[object, ...]] = {}
        self.delays: list[float] = []

    def callables(self) -> FileRecords:
        return FileRecords(self.next_waiting, self.stored, self.missing, self.delayed)

    async def next_waiting(self) -> WaitingFile | None:
        return next((file for file in self.waiting if file.id not in self.ended), None)

    async def stored(self, file_id: int, sha256: str, path: str, size: int) -> None:
        self.ended[file_id] = (sha256, path, size)

    async def missing(self, file_id: int, reason: str) -> None:
        self.ended[file_id] = (reason,)

    async def delayed(self, _file_id: int, seconds: float) -> None:
        self.delays.append(seconds)


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with line_in(tmp_path) as made:
        yield made


async def sent_file(line: Line, name: str = "../../bí mật.pdf") -> str:
    """The id of a document that somebody sent."""
    content = base64.b64encode(CONTENT).decode()
    await line.control(
        "POST", "phones/101/send", files=[{"kind": "document", "name": name, "base64": content}]
    )
    (update,) = await line.telegram.updates(None, timeout_seconds=0, allowed=["message"])
    return str(update["message"]["document"]["file_id"])


def downloads(line: Line, records: Records, folder: Path, *, largest: int = 20_000_000) -> Downloads:
    return Downloads(line.database, line.clock, line.telegram, folder, records.callables(), largest=largest)


async def test_a_file_is_stored_under_a_name_of_ours_with_its_hash(line: Line, tmp_path: Path) -> None:
    """Nothing a person wrote becomes part of a path; nothing unfinished is left behind."""
    records, folder = Records(WaitingFile(1, await sent_file(line))), tmp_path / "files"
    assert await downloads(line, records, folder).fetch_next()
    sha256, path, size = records.ended[1]
    assert (sha256, size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    (only,) = [found for found in folder.rglob("*") if found.is_file()]
    assert only == folder / str(path)
    assert only.read_bytes() == CONTENT
    assert set(str(path)) <= set("0123456789abcdef/")
    assert not await downloads(line, records, folder).fetch_next()


@pytest.mark.parametrize("known_size", [len(CONTENT), None])
async def test_a_file_too_large_is_missing_and_says_so(
    line: Line, tmp_path: Path, known_size: int | None
) -> None:
    """Whether its size was known before or is learned on the way."""
    records = Records(WaitingFile(1, await sent_file(line), known_size))
    await downloads(line, records, tmp_path, largest=100).fetch_next()
    assert records.ended == {1: ("too-large",)}


async def test_a_file_telegram_does_not_know_is_missing(line: Line, tmp_path: Path) -> None:
    """A wrong id is never asked for again."""
    records = Records(WaitingFile(1, "nonsense"))
    await downloads(line, records, tmp_path).fetch_next()
    assert records.ended == {1: ("refused",)}


async def test_a_failure_of_the_moment_is_tried_later_and_at_last_given_up(
    line: Line, tmp_path: Path
) -> None:
    """An answer cut short, then the same after seven others."""
    file_id = await sent_file(line)
    await line.fault("half", "getFile", times=2)
    records = Records(WaitingFile(1, file_id), WaitingFile(2, file_id, attempts=7))
    loader = downloads(line, records, tmp_path)
    await loader.fetch_next()
    assert (records.delays, records.ended) == ([1.0], {})
    records.waiting.reverse()
    await loader.fetch_next()
    assert records.ended == {2: ("gave-up",)}


async def test_an_outage_gives_nothing_up(line: Line, tmp_path: Path) -> None:
    """However often it was tried."""
    line.telegram, there = Telegram("7:x", "http://127.0.0.1:1"), line.telegram
    records = Records(WaitingFile(1, "any", attempts=50))
    await downloads(line, records, tmp_path).fetch_next()
    await line.telegram.close()
    line.telegram = there
    assert (records.delays, records.ended) == ([60.0], {})


async def test_it_runs_until_stopped_and_wakes_for_what_is_committed(line: Line, tmp_path: Path) -> None:
    """A file recorded while it sleeps is fetched at once."""
    records, file_id = Records(), await sent_file(line)
    task = asyncio.ensure_future(downloads(line, records, tmp_path).run())
    await asyncio.sleep(0.05)
    records.waiting.append(WaitingFile(1, file_id))
    async with line.database.transaction() as tx:
        await tx.run("bot_state_put", name="any", value="change")

    async def is_there() -> bool:
        return 1 in records.ended

    await until(is_there, 5.0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
