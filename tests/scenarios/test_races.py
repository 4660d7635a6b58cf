"""Two people press in the same moment, and one press arrives twice: one decision."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.reports import sent
from tests.support.desk_under_test import DeskUnderTest, desk_under_test
from tests.support.organisation import USERNAME

RACES = 10  # each over HTTP; the steps alone race in tests/workflow/test_decision_races.py
REPORT = "/khan Xe 15C-123.45 có dấu hiệu cắt seal tại cổng A. Đề nghị cho mở kiểm tra"
NAMES = {101: "Nguyễn Văn An", 102: "Phạm Thị Dung"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskUnderTest]:
    """A desk whose deputy, entitled by a document, may decide at once."""
    async with desk_under_test(
        tmp_path,
        TRUCBAN_DESK__DEPUTY_BASIS="Quyết định số 12/QĐ",
        TRUCBAN_DEADLINES__KHAN__DECISION_DEPUTY_AFTER="0s",
    ) as running:
        yield running


async def press_when_all_are_ready(
    desk: DeskUnderTest, account: int, number: str, ready: asyncio.Barrier
) -> str:
    """Press Duyệt đề xuất on one's own card; the toast."""
    card = await desk.phone(account).sees(number, "chờ ý kiến")
    await ready.wait()
    return await desk.phone(account).presses("Duyệt đề xuất", on=card)


async def test_leader_and_deputy_press_together(desk: DeskUnderTest) -> None:
    """Each time one of them has approved, and the other reads who did, and when."""
    for race in range(1, RACES + 1):
        number = f"HP-2026-{race:04}"
        await desk.phone(201).sends(REPORT)
        ready = asyncio.Barrier(2)
        toasts = await asyncio.gather(*(press_when_all_are_ready(desk, who, number, ready) for who in NAMES))
        won = [
            who for who, toast in zip(NAMES, toasts, strict=True) if toast.startswith(f"Đã duyệt {number}")
        ]
        assert len(won) == 1, toasts
        told = next(toast for toast in toasts if not toast.startswith("Đã duyệt"))
        assert told.startswith(f"Đ/c {NAMES[won[0]]} đã duyệt {number} lúc ")
        assert (await desk.log_kinds()).count("opinion:approved") == race
        assert (await desk.log_kinds()).count("directive:issued") == race
        for who in NAMES:
            await desk.phone(who).sees(number, NAMES[won[0]])


async def test_a_press_that_arrives_twice_decides_once(desk: DeskUnderTest) -> None:
    """One press can come under two update ids, at once or later."""
    await sent(desk.phone(201))
    card = await desk.phone(101).sees("HP-2026-0001", "chờ ý kiến")
    data = card.raw["inline_keyboard"][0][0]["callback_data"]
    body = {"chat_id": card.chat_id, "message_id": card.message_id, "data": data}
    await desk.control("phones/101/press", body)
    await desk.control(f"bots/{USERNAME}/duplicate", {})
    await desk.settles()
    await desk.control(f"bots/{USERNAME}/duplicate", {})
    await desk.settles()
    kinds = await desk.log_kinds()
    assert kinds.count("opinion:approved") == 1
    assert kinds.count("directive:issued") == 1
