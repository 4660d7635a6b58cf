"""A change of shifts as people live it: over HTTP, with restarts in between, on whatever day it falls."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.times import microseconds
from tests.scenarios.reports import sent
from tests.support.desk_under_test import DeskUnderTest, desk_under_test
from tests.support.organisation import MORNING
from tests.support.raw_sql import raw
from tests.support.shift_change import END, NEXT_LEADER, NEXT_OFFICER, put_next_shift

LEADER, OFFICER, SUPERIOR, UNIT = 101, 103, 104, 201
MINUTE = timedelta(minutes=1)
RACES = 10  # of 200; the rest are taken without a messenger (tests/workflow/test_handover_races.py)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskUnderTest]:
    """A shift until 08:00 and another behind it; the bot finds it at its start."""
    async with desk_under_test(tmp_path) as running:
        await put_next_shift(running.database)
        await running.restart()
        yield running


async def until(desk: DeskUnderTest, when: datetime) -> None:
    """Let time pass until then, in steps a running bot would notice, the last hour by the minute or so."""
    while (now := desk.sandbox.clock.now()) < when:
        step = timedelta(minutes=10) if when - now > timedelta(minutes=40) else timedelta(seconds=50)
        await desk.advance(min(step, when - now))


async def down_until(desk: DeskUnderTest, when: datetime) -> None:
    """The bot is down, time passes, it starts again."""
    await desk.stop()
    desk.sandbox.clock.advance((when - desk.sandbox.clock.now()).total_seconds())
    await desk.start()
    await desk.settles()


async def move_shifts(desk: DeskUnderTest, end: datetime) -> None:
    """The shifts lie so that the first one ends then."""
    by = microseconds(end) - microseconds(END)
    async with desk.database.transaction() as tx:
        later = "UPDATE shifts SET ends_at = ends_at + :by, starts_at = starts_at + :later WHERE id = :id"
        await raw(tx, later, {"by": by, "later": by, "id": 2})
        await raw(tx, later, {"by": by, "later": 0, "id": 1})
        await raw(tx, "UPDATE shift_members SET from_at = from_at + :by WHERE shift_id = 2", {"by": by})
        await raw(tx, "DELETE FROM timers WHERE owner_kind = 'shift'")


async def test_a_night_is_handed_over_with_everything_in_it(desk: DeskUnderTest) -> None:
    """07:20 a report; 08:00 the digest; Bàn giao ca, a restart, Nhận ca, the grave item: complete and logged."""
    leader, officer = desk.phone(LEADER), desk.phone(OFFICER)
    coming, colleague = desk.phone(NEXT_LEADER), desk.phone(NEXT_OFFICER)
    await until(desk, END - 40 * MINUTE)
    await sent(desk.phone(UNIT))
    await until(desk, END - 29 * MINUTE)
    await leader.sees("Bàn giao ca trực", "chờ hai bên ký")
    await coming.sees("HP-2026-0001", "Đ/c nhận ca lúc 08:00")
    await officer.presses("Tình trạng trang thiết bị")
    await officer.sends("Đủ, hoạt động tốt; camera cổng A hỏng từ 22h")
    await officer.sees("Đã ghi tình trạng trang thiết bị")
    await until(desk, END + 2 * MINUTE)
    for phone in (leader, officer, coming, colleague, desk.phone(SUPERIOR)):
        digest = await phone.sees("Bản tổng hợp bàn giao ca", "HP-2026-0001", "camera cổng A hỏng")
        assert "chậm" not in digest.text
        assert len(digest.text) < 900
    read = [m.text for m in await coming.messages()]
    cards = [n for n, text in enumerate(read) if text.startswith("Bàn giao ca trực · chờ hai bên ký")]
    (at,) = (n for n, text in enumerate(read) if text.startswith("Bản tổng hợp bàn giao ca 08:00"))
    assert [n > at for n in cards] == [True]  # one card to sign, below what is signed for
    assert await officer.presses("Bàn giao ca") == "Đã bàn giao ca 08:00 23/11/2026."
    await leader.sends("BANGIAO")
    await leader.sees("Đã bàn giao ca")
    await desk.restart()
    toast = await coming.presses("Nhận ca", on=await coming.sees("Bàn giao ca trực"))
    assert toast.startswith("Đã nhận ca 08:00 24/11/2026, ca của đ/c chịu trách nhiệm từ bây giờ")
    await leader.sees("Trách nhiệm đã chuyển sang ca sau")
    await coming.sees("chịu trách nhiệm từ bây giờ", "Việc ca trước chuyển sang: 1")
    await colleague.sends("nhận ca")
    assert (await desk.log_kinds())[-1] != "handover:completed"
    await coming.presses("Nhận việc này")
    await coming.sees("Bàn giao ca trực đã hoàn tất")
    await desk.phone(SUPERIOR).sees("Bàn giao ca trực đã hoàn tất")
    kinds = await desk.log_kinds()
    for kind in ("digest:sent", "shift:handed-over", "shift:taken-over", "incident:carried-over"):
        assert kind in kinds
    assert kinds[-1] == "handover:completed"
    await coming.presses("Duyệt đề xuất")
    await desk.phone(UNIT).sees("HP-2026-0001/1")


async def test_the_whole_digest_comes_as_a_document(desk: DeskUnderTest) -> None:
    """A PDF behind the message, its SHA-256 in the log."""
    await until(desk, END + 2 * MINUTE)
    async with asyncio.timeout(60):
        while "document:made" not in await desk.log_kinds():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.1)
    await desk.settles()
    messages = await desk.phone(NEXT_LEADER).messages()
    (document,) = [m for m in messages if "document" in m.raw]
    assert document.raw["document"]["name"] == "HP-20261123-0800.pdf"
    assert document.raw["document"]["size"] > 10_000


async def test_approving_before_taking_over_offers_both_at_once(desk: DeskUnderTest) -> None:
    """A typed DUYET by the incoming leader changes nothing, and shows the card with Nhận ca và duyệt."""
    coming = desk.phone(NEXT_LEADER)
    await until(desk, END - 5 * MINUTE)
    await sent(desk.phone(UNIT))
    await until(desk, END + 2 * MINUTE)
    await coming.sends("DUYET 0001")
    await coming.sees("ca trước vẫn chịu trách nhiệm", "Nhận ca và duyệt")
    assert "opinion:approved" not in await desk.log_kinds()
    assert "Đã duyệt HP-2026-0001" in await coming.presses("Nhận ca và duyệt")
    kinds = await desk.log_kinds()
    assert kinds.index("shift:taken-over") < kinds.index("opinion:approved")
    await desk.phone(UNIT).sees("HP-2026-0001/1", "Hoàng Nam")


async def test_chua_nhan_ca_by_word_and_by_button(desk: DeskUnderTest) -> None:
    """The reason reaches those who go and the superior."""
    coming = desk.phone(NEXT_LEADER)
    await until(desk, END + 2 * MINUTE)
    await coming.sends("CHUANHANCA thiếu biên bản trang thiết bị")
    await coming.sees("Đã ghi chưa nhận ca (lần 1)")
    await coming.presses("Chưa nhận ca")
    await coming.sends("Chưa thấy công chức bàn giao")
    await desk.phone(LEADER).sees("Chưa nhận ca (lần 2)", "Chưa thấy công chức bàn giao")
    await desk.phone(SUPERIOR).presses("Tôi trực tiếp chỉ đạo")
    await desk.phone(LEADER).sees("Thay đổi trong ca trực", "Đỗ Quang Minh")
    assert "shift:taken-over" not in await desk.log_kinds()


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (5 * MINUTE, "chậm 5 phút"),
        (timedelta(hours=2), "chậm 2 giờ"),
        (timedelta(hours=26), "chậm 1 ngày 2 giờ"),
    ],
)
async def test_the_bot_is_down_at_the_change(desk: DeskUnderTest, span: timedelta, said: str) -> None:
    """At its start everything due comes once: the digest says by how much it is late, and both sides can sign."""
    coming = desk.phone(NEXT_LEADER)
    await until(desk, MORNING + 10 * MINUTE)
    await down_until(desk, END + span)
    await desk.phone(LEADER).sees("Bản tổng hợp bàn giao ca 08:00 23/11/2026", said)
    kinds = await desk.log_kinds()
    assert kinds.count("digest:sent") == (2 if span > timedelta(days=1) else 1)
    if span > timedelta(days=1):
        await desk.phone(SUPERIOR).sees("Hết ca trực mà chưa có lãnh đạo ca nhận")
        return
    await coming.presses("Nhận ca")
    await coming.sees("chịu trách nhiệm từ bây giờ")
    await desk.restart()
    assert (await desk.log_kinds()).count("digest:sent") == 1


@pytest.mark.parametrize(
    "end",
    [
        datetime(2026, 11, 23, 17, 0, tzinfo=UTC),  # midnight
        datetime(2026, 11, 30, 17, 0, tzinfo=UTC),  # the month's last midnight
        datetime(2026, 12, 31, 17, 0, tzinfo=UTC),  # New Year
        datetime(2027, 2, 5, 17, 0, tzinfo=UTC),  # Tết: 06/02/2027
    ],
    ids=["midnight", "month-end", "new-year", "tet"],
)
async def test_a_change_on_whatever_day(desk: DeskUnderTest, end: datetime) -> None:
    """At midnight, month end, New Year and Tết a shift changes like on any other day."""
    await move_shifts(desk, end)
    await down_until(desk, end - 20 * MINUTE)
    await until(desk, end + 2 * MINUTE)
    local = f"{end + timedelta(hours=7):%H:%M %d/%m/%Y}"
    await desk.phone(LEADER).sees("Bản tổng hợp bàn giao ca", f"– {local}")
    await desk.phone(LEADER).sends("BANGIAO")
    await desk.phone(OFFICER).presses("Bàn giao ca")
    await desk.phone(NEXT_LEADER).presses("Nhận ca")
    await desk.phone(NEXT_OFFICER).presses("Nhận ca")
    assert (await desk.log_kinds())[-1] == "handover:completed"


async def test_both_sides_press_at_the_same_moment(desk: DeskUnderTest) -> None:
    """Four phones at once, again and again: every signature counts, responsibility passes once."""
    await until(desk, END + 2 * MINUTE)
    cards = {
        who: await desk.phone(who).sees("Bàn giao ca trực")
        for who in (LEADER, OFFICER, NEXT_LEADER, NEXT_OFFICER)
    }
    data = {who: card.raw["inline_keyboard"][0][0]["callback_data"] for who, card in cards.items()}
    for _ in range(RACES):
        await asyncio.gather(*(desk.phone(who).presses_data(card, data[who]) for who, card in cards.items()))
        async with desk.database.read() as tx:
            (handover,) = await raw(tx, "SELECT state FROM handovers")
            shifts = await raw(tx, "SELECT responsible_from, responsible_until FROM shifts ORDER BY id")
        assert handover["state"] == "complete"
        assert shifts[0]["responsible_until"] == shifts[1]["responsible_from"]
        async with desk.database.transaction() as tx:
            await raw(tx, "DELETE FROM handover_signatures")
            await raw(tx, "UPDATE handovers SET state = 'open', taken_over_at = NULL, settled_at = NULL")
            await raw(tx, "UPDATE shifts SET responsible_until = NULL WHERE id = 1")
            await raw(tx, "UPDATE shifts SET responsible_from = NULL WHERE id = 2")
    assert (await desk.log_kinds()).count("handover:completed") == RACES


async def test_bangiao_tells_when_it_will_be_time(desk: DeskUnderTest) -> None:
    """In the middle of a shift: who serves, and from when it can be handed over."""
    await desk.phone(LEADER).sends("BANGIAO")
    await desk.phone(LEADER).sees("bàn giao được từ 07:30 24/11/2026")
    await desk.phone(LEADER).sends("/bangiao")
    await desk.phone(LEADER).sees("đang chịu trách nhiệm")
    await desk.phone(LEADER).presses("Trọng điểm ca trực")
    await desk.phone(LEADER).sends("Tăng cường giám sát container lạnh")
    await desk.phone(LEADER).sees("Đã ghi trọng điểm ca trực")
    await desk.phone(UNIT).sends("NHANCA")
    await desk.phone(UNIT).sees("không phải lãnh đạo hoặc công chức của ca")
