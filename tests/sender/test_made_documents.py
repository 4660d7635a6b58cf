"""A document ordered with a step is made after its commit and sent with its message, over a real socket."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk import Desk, DeskRules
from bot.documents.order import Order
from bot.documents.process import DocumentError, make_document
from bot.messenger.alarm import Alarm
from bot.rules.message import Recipient, Screen
from bot.sender.making import Making
from bot.vocabulary import load_vocabulary
from bot.workflow.order_document import MOST_TRIES, TRY_AGAIN_AFTER, Wanted, order
from bot.workflow.telling import ActorlessStep
from storage import duty_log
from storage.files import keep
from tests.support.line import AT, Line
from tests.support.office import ZONE, StillClock

CONTENT = b"%PDF-1.7 \x00\xff" * 500
AN, BINH = Recipient(101, 1), Recipient(102, 2)
Make = Callable[[Order], Awaitable[bytes]]


async def content_of(asked: Order) -> bytes:
    """What a maker gives."""
    return CONTENT + asked.kind.encode()


def making(line: Line, folder: Path, make: Make = content_of) -> tuple[Making, StillClock]:
    """The maker's loop over this line's database, and its clock."""
    clock = StillClock(AT)
    desk = Desk(line.database, clock, DeskRules(ZONE, "vi", "", {}), load_vocabulary())
    return Making(desk, folder / "files", Alarm(line.ring), make), clock


async def ordered(line: Line, maker: Making, sent_as: str = "document") -> None:
    """A document for two people."""
    async with line.database.transaction() as tx:
        step = ActorlessStep(maker.desk, tx, AT)
        screen = Screen("plain", {"text": "Bản tổng hợp"})
        wanted = Wanted("digest", {"at": AT}, "bàn giao.pdf", "vi", sent_as, is_logged=True)
        await order(step, (AN, BINH), screen, wanted, 1)


async def test_a_document_reaches_everyone_it_is_for(line: Line, tmp_path: Path) -> None:
    """The message and the file in answer to it; its hash is in the duty log, and the file under that hash."""
    maker, _ = making(line, tmp_path)
    await ordered(line, maker)
    assert await maker.make_next()
    assert not await maker.make_next()
    async with line.sending():
        await line.settled()
    content = CONTENT + b"digest"
    digest = hashlib.sha256(content).hexdigest()
    for phone in (101, 102):
        text, file = await line.messages(phone)
        assert text["text"] == "Bản tổng hợp"
        assert file["document"]["name"] == "bàn giao.pdf"
        assert file["document"]["size"] == len(content)
    assert (tmp_path / "files" / digest[:2] / digest).read_bytes() == content
    async with line.database.read() as tx:
        (entry,) = await duty_log.read(tx, 1)
    assert (entry.kind, entry.facts["sha256"]) == ("document:made", digest)


async def test_a_stop_before_it_was_written_down_makes_it_again(line: Line, tmp_path: Path) -> None:
    """The same bytes are the same file, and it is sent once."""
    maker, _ = making(line, tmp_path)
    await ordered(line, maker)
    left = keep(tmp_path / "files", CONTENT + b"digest")
    assert await maker.make_next()
    again, _ = making(line, tmp_path)
    assert not await again.make_next()
    assert line.ask("SELECT state, path FROM documents") == [{"state": "made", "path": left.path}]
    assert len(line.rows()) == 2


async def test_what_cannot_be_made_is_said(line: Line, tmp_path: Path) -> None:
    """After the last try everyone it was for is told, and the administrators are; nothing is tried for ever."""

    async def fails(_asked: Order) -> bytes:
        raise DocumentError("TemplateError")

    maker, clock = making(line, tmp_path, fails)
    await ordered(line, maker)
    for _ in range(MOST_TRIES):
        assert await maker.make_next()
        assert not await maker.make_next()
        clock.at += TRY_AGAIN_AFTER + timedelta(seconds=1)
    assert not await maker.make_next()
    assert [row["notice"] for row in line.rows()] == ["document-failed"] * 2
    assert [code for code, _ in line.rung] == ["document-failed"]


async def test_a_file_that_is_gone_does_not_hold_its_chat(line: Line, tmp_path: Path) -> None:
    """The message arrives without it."""
    maker, _ = making(line, tmp_path)
    await ordered(line, maker)
    await maker.make_next()
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    async with line.sending():
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["sent", "sent"]
    assert await line.texts(101) == ["Bản tổng hợp"]


async def test_a_process_that_fails_says_why() -> None:
    """What nobody can make, and what takes too long, are named."""
    with pytest.raises(DocumentError) as unknown:
        await make_document(Order("no-such-kind", "vi", "Asia/Ho_Chi_Minh", {"at": AT}))
    assert unknown.value.reason == "KeyError"
    with pytest.raises(DocumentError) as slow:
        await make_document(Order("no-such-kind", "vi", "Asia/Ho_Chi_Minh", {}), within_seconds=0.001)
    assert slow.value.reason == "timeout"
