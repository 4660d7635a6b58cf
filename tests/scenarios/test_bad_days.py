"""Days on which Telegram, the line or people's accounts misbehave: nothing is lost, everybody reads the truth."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.scenarios.reports import NO_PROPOSAL, SEAL, approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone, desk_under_test
from tests.support.organisation import UNIT_GROUP
from tests.support.raw_sql import raw
from tests.support.trouble import (
    Wire,
    breathes,
    calls,
    change,
    comes,
    data_of,
    photos,
    rows,
    settles_in_time,
    spoil,
    waits_through,
)


async def test_a_group_turned_supergroup_goes_on(
    group_unit: Phone, unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """Cards stand in the new chat with their buttons, the unit's address follows, presses and edits work there."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @03TG Cử người phối hợp")
    await group_unit.sees("HP-2026-0001/1", chat=UNIT_GROUP)
    moved = (await desk.control(f"groups/{UNIT_GROUP}/migrate", {}))["chat_id"]
    await desk.settles()
    await group_unit.sends("DANGLAM 0001")
    await waits_through(desk, minutes=1)
    card = await group_unit.sees("HP-2026-0001/1", chat=moved)
    assert [row["chat_id"] for row in await rows(desk, "SELECT chat_id FROM units WHERE code = '03TG'")] == [
        moved
    ]
    await group_unit.presses("Báo kết quả", on=card)
    prompt = await group_unit.sees("HP-2026-0001/1", "kết quả", chat=moved)
    await group_unit.sends("đã cử hai người", chat=moved, reply_to=prompt)
    await officer.presses("Xác nhận kết quả")
    await group_unit.sees("HP-2026-0001/1", "xác nhận", chat=moved)
    await leader.sees("HP-2026-0001", "kết thúc")
    assert await rows(desk, "SELECT notice FROM outbox WHERE state = 'dead'") == []


async def test_a_member_who_blocked_the_bot_is_named_and_gets_everything_after_unblocking(
    unit: Phone, head: Phone, leader: Phone, officer: Phone, other_unit: Phone, desk: DeskUnderTest
) -> None:
    """The desk reads whom it did not reach, with the telephone; the roll-call shows it; unblocked, the order comes."""
    await sent(unit)
    await desk.control("phones/301/block", {})
    await desk.settles()
    await leader.sends("CHIDAO 0001 @03CC @03EE Kiểm tra camera toàn tuyến")
    await officer.sees("HP-2026-0001/1 · Chưa gửi được cho đ/c Đặng Hòa", "09301")
    roll = await officer.sees("theo dõi thực hiện", "03EE")
    assert "Chưa gửi được – đề nghị trực ban gọi điện" in roll.text
    assert "Chưa gửi được cho đ/c Đặng Hòa" in roll.text
    assert (await desk.log_kinds()).count("message:undelivered") == 1
    await unit.presses("Đã nhận chỉ đạo")
    await desk.control("phones/301/unblock", {})
    await desk.settles()
    await other_unit.sees("HP-2026-0001/1", "Kiểm tra camera toàn tuyến")
    assert "Chưa gửi được" not in (await officer.sees("theo dõi thực hiện", "03EE")).text
    await other_unit.presses("Đã nhận chỉ đạo")
    await officer.sees("theo dõi thực hiện", "đ/c Đặng Hòa nhận")


async def test_who_cannot_be_reached_is_named_where_people_look(
    unit: Phone, head: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """Beside a contact who got the order the head is named; /catruc says which of the shift must be called."""
    await sent(unit)
    await desk.control("phones/202/block", {})
    await leader.sends("CHIDAO 0001 Kiểm tra camera toàn tuyến")
    roll = await officer.sees("theo dõi thực hiện", "03CC")
    assert "Chưa gửi được cho đ/c Bùi Thu" in roll.text
    await desk.control("phones/202/unblock", {})
    await desk.settles()
    await head.sees("HP-2026-0001/1", "Kiểm tra camera toàn tuyến")
    assert "Chưa gửi được" not in (await officer.again(roll)).text
    await desk.control("phones/101/block", {})
    await unit.sends("BOSUNG 0001 lái xe đã khai")
    await unit.sends("/catruc")
    await unit.sees("Đang trực", "Chưa gửi được cho đ/c Nguyễn Văn An từ 09:")
    await desk.control("phones/101/unblock", {})
    await desk.settles()
    await unit.sends("/catruc")
    assert "Chưa gửi được" not in (await unit.sees("Đang trực")).text


async def test_a_full_disk_rings_and_loses_nothing(
    unit: Phone, leader: Phone, desk: DeskUnderTest, admin: Phone
) -> None:
    """Health says so at once, the administrator hears of it once when there is room, and the report is still there."""
    await room(desk, 1)
    body = {"text": "/khan " + NO_PROPOSAL + " Chi tiết kèm theo." * 200}
    await desk.control("phones/201/send", body)
    async with asyncio.timeout(20):
        while not desk.bot.alarm.standing:  # noqa: ASYNC110 - no clock of ours says when a write fails
            await asyncio.sleep(0.02)
    assert desk.bot.alarm.standing == {"disk-full database"}
    assert [m for m in await leader.messages() if m.is_from_bot] == []
    await room(desk, 1_000_000)
    await desk.advance(timedelta(minutes=1))
    await leader.sees("HP-2026-0001 · KHẨN · chờ ý kiến", "29H-456.78")
    await unit.sees("HP-2026-0001")
    async with asyncio.timeout(20):
        while desk.bot.alarm.standing:
            await desk.advance(timedelta(minutes=1))
    told = [m for m in await admin.messages() if "Ổ đĩa hết chỗ" in m.text]
    assert len(told) == 1


async def room(desk: DeskUnderTest, pages: int) -> None:
    """Let the database's file grow to so many pages; never below what it holds."""
    async with desk.database.transaction() as tx:
        await raw(tx, f"PRAGMA max_page_count = {pages}")


async def test_people_without_a_linked_account_are_a_fact_the_desk_reads(
    unit: Phone, officer: Phone, deputy: Phone, desk: DeskUnderTest
) -> None:
    """Leader and unit contact without an account: nothing is lost, the desk is told whom to call."""
    await change(desk, "UPDATE people SET telegram_id = NULL WHERE telegram_id IN (101, 301)")
    await sent(unit)
    await officer.sees("HP-2026-0001 · Chưa gửi được cho đ/c Nguyễn Văn An", "09101")
    await desk.advance(timedelta(minutes=31))
    await deputy.sends("CHIDAO 0001 @03EE Kiểm tra camera")
    await officer.sees("HP-2026-0001/1 · Chưa gửi được cho đ/c Đặng Hòa", "09301")
    roll = await officer.sees("theo dõi thực hiện", "03EE")
    assert "Chưa gửi được – đề nghị trực ban gọi điện" in roll.text
    assert "Chưa gửi được cho đ/c Đặng Hòa" in roll.text
    assert (await desk.log_kinds()).count("message:undelivered") >= 2


async def test_garbage_is_set_aside_and_the_rest_goes_on(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """After three tries an update nobody can read is parked, administrators are told once, others do not wait."""
    desk.has_garbage = True
    with capture_logs() as lines:
        comes(desk, "message", {"message_id": "x", "date": "gestern", "chat": {"id": 201, "type": "private"}})
        comes(desk, "callback_query", {"id": "1"})
        await desk.control("phones/201/send", {"chat_id": 201, "text": SEAL})
        await settles_in_time(desk)
    assert [line["attempt"] for line in lines if line["event"] == "update_failed"].count(3) == 2
    await unit.presses("Gửi")
    await leader.presses("Duyệt đề xuất")
    await unit.sees("HP-2026-0001/1")
    dead = await rows(desk, "SELECT update_id, attempts FROM inbox WHERE state = 'dead' ORDER BY update_id")
    assert [row["attempts"] for row in dead] == [3, 3]
    told = [m.text for m in await desk.phone(105).messages() if "xử lý nhiều lần không được" in m.text]
    assert len(told) == 2
    assert [str(row["update_id"]) in "".join(told) for row in dead] == [True, True]


@asynccontextmanager
async def _over_a_wire(tmp_path: Path) -> AsyncIterator[tuple[DeskUnderTest, Wire]]:
    wire = Wire()
    address = await wire.reserve()
    async with desk_under_test(tmp_path, TRUCBAN_TELEGRAM__API_URL=address) as desk:
        wire.target = desk.sandbox.port
        yield desk, wire
    await wire.cut()


async def test_started_without_a_line_the_bot_comes_up_an_hour_later(tmp_path: Path) -> None:
    """What was written meanwhile is handled, nothing is asked twice, and the administrators read of it once."""
    async with _over_a_wire(tmp_path) as (desk, wire):
        unit, leader, admin = desk.phone(201), desk.phone(101), desk.phone(105)
        await desk.control("phones/201/send", {"chat_id": 201, "text": SEAL})
        await _an_hour(desk)
        await wire.mend()
        await settles_in_time(desk)
        await unit.presses("Gửi")
        await leader.presses("Duyệt đề xuất")
        await unit.presses("Đã nhận chỉ đạo")
        told = [m.text for m in await admin.messages() if "Mất liên lạc với Telegram" in m.text]
        assert len(told) <= 2
        assert not any("(gửi lại)" in call["text"] for call in calls(desk, "sendMessage"))


async def test_an_hour_without_telegram_in_the_middle_of_an_incident(tmp_path: Path) -> None:
    """Decided before, cut off, back after an hour: the directive arrives once, as it was decided; work goes on."""
    async with _over_a_wire(tmp_path) as (desk, wire):
        await wire.mend()
        await settles_in_time(desk)
        unit, leader, officer = desk.phone(201), desk.phone(101), desk.phone(103)
        await sent(unit)
        await leader.sees("HP-2026-0001", "chờ ý kiến")
        await wire.cut()
        await desk.control("phones/101/send", {"chat_id": 101, "text": "DUYET 0001"})
        await desk.control("phones/201/send", {"chat_id": 201, "text": "BOSUNG 0001 lái xe đã bỏ chạy"})
        await _an_hour(desk)
        await wire.mend()
        await settles_in_time(desk)
        await unit.sees("HP-2026-0001/1", "mở kiểm tra container", "Nguyễn Văn An")
        await leader.sees("HP-2026-0001", "lái xe đã bỏ chạy")
        await unit.presses("Đã nhận chỉ đạo")
        await officer.sees("theo dõi thực hiện", "đ/c Trần Bình nhận")
        assert (await desk.log_kinds()).count("directive:issued") == 1


async def _an_hour(desk: DeskUnderTest) -> None:
    """Sixty minutes, each long enough for a try that fails."""
    for _ in range(6):
        desk.sandbox.clock.advance(600)
        await breathes(desk)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"kind": "status", "status": 502, "description": "Bad Gateway"}, "Mất liên lạc với Telegram"),
        ({"kind": "html", "status": 502}, "Mất liên lạc với Telegram"),
        ({"kind": "html", "status": 403}, "Mất liên lạc với Telegram"),
        (
            {"kind": "status", "status": 409, "description": "Conflict: terminated"},
            "Một bot khác đang nhận tin",
        ),
        ({"kind": "status", "status": 401, "description": "Unauthorized"}, "Telegram từ chối mã bot"),
        ({"kind": "half"}, "Mất liên lạc với Telegram"),
    ],
    ids=["502", "html", "proxy", "409", "401", "half"],
)
async def test_nothing_ends_the_receiving(
    unit: Phone, desk: DeskUnderTest, fault: dict[str, Any], told: str
) -> None:
    """Five refusals of getUpdates in a row: administrators read of it once, and what came meanwhile is handled."""
    more = {key: value for key, value in fault.items() if key != "kind"}
    await spoil(desk, fault["kind"], "getUpdates", times=5, **more)
    await desk.control("phones/201/send", {"chat_id": 201, "text": SEAL})
    await settles_in_time(desk)
    await unit.sees("Xem lại trước khi gửi", "MSKU9070323")
    alarms = [m.text for m in await desk.phone(105).messages() if told in m.text]
    assert len(alarms) == 1
    assert len([m for m in await unit.messages() if "Xem lại" in m.text]) == 1


async def test_lost_answers_repeat_what_must_be_acted_on_and_say_so(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """Card and directive come again with the same number, marked; the state is one, either copy can be pressed."""
    await unit.sends(SEAL)
    await spoil(desk, "drop_after", "sendMessage", chat_id=101)
    await unit.presses("Gửi")
    await waits_through(desk, minutes=1)
    card = await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "(gửi lại)")
    assert len([m for m in await leader.messages() if "Đề xuất" in m.text]) == 2
    await spoil(desk, "drop_after", "sendMessage", chat_id=201)
    assert "Đã duyệt HP-2026-0001" in await leader.presses("Duyệt đề xuất", on=card)
    await waits_through(desk, minutes=1)
    orders = [m for m in await unit.messages() if m.first_line.startswith("HP-2026-0001/1 · ")]
    assert ["(gửi lại)" in order.text for order in orders] == [False, True]
    assert "Đã nhận chỉ đạo" in await unit.presses("Đã nhận chỉ đạo", on=orders[0])
    assert "đã nhận" in await unit.presses_data(orders[1], data_of(orders[1], "Đã nhận chỉ đạo"))
    assert (await desk.log_kinds()).count("directive:acknowledged") == 1


async def test_batches_twice_shuffled_and_again_change_nothing(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """Every batch of a whole incident comes twice, in another order, or once more after it was confirmed."""
    for kind in ("duplicate", "reorder", "repeat"):
        await spoil(desk, kind, "getUpdates", times=None, probability=0.5, seed=11)
    await sent(unit)
    await leader.presses("Duyệt đề xuất")
    await unit.presses("Đã nhận chỉ đạo")
    await unit.sends("KQ 0001 đã kiểm tra, hàng đúng khai báo")
    await officer.presses("Xác nhận kết quả")
    assert await desk.log_kinds() == [
        "incident:received",
        "opinion:approved",
        "directive:issued",
        "directive:acknowledged",
        "result:reported",
        "result:confirmed",
        "incident:closed",
    ]


async def test_a_restart_in_the_middle_of_everything_loses_nothing(
    unit: Phone, leader: Phone, head: Phone, other_unit: Phone, desk: DeskUnderTest
) -> None:
    """Form, preview, album and directive under way when the bot stops: each goes on from disk."""
    await unit.sends(SEAL)
    await desk.restart()
    await unit.presses("Gửi")
    await leader.presses("Chỉ đạo khác")
    await desk.restart()
    await leader.sends("Kiểm tra thực tế toàn bộ lô hàng")
    await desk.restart()
    await leader.presses("03EE")
    await desk.restart()
    await leader.presses("Gửi chỉ đạo")
    await other_unit.sees("HP-2026-0001/1", "Kiểm tra thực tế")
    await unit.presses("Báo kết quả")
    await desk.restart()
    await desk.stop()
    body = {"chat_id": 201, "files": photos(3), "caption": "Đã kiểm tra, hàng đúng khai báo"}
    await desk.control("phones/201/send", body)
    await desk.start()
    await desk.settles()
    assert len(await rows(desk, "SELECT id FROM attachments WHERE owner_kind = 'result'")) == 3
    assert (await desk.log_kinds()).count("result:reported") == 1
    assert not any("(gửi lại)" in call["text"] for call in calls(desk, "sendMessage"))


async def test_a_stop_in_the_middle_of_an_album_keeps_it_one_report(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """The bot stops while the photos come in: after the start they are one report, none twice."""
    body = {"chat_id": 201, "files": photos(5), "caption": NO_PROPOSAL}
    await desk.control("phones/201/send", body)
    await desk.restart()
    await desk.settles()
    await unit.sees("Xem lại trước khi gửi", "5 ảnh")
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0001", "5 ảnh")
    assert len(await rows(desk, "SELECT id FROM attachments")) == 5


async def test_telegram_refusing_a_template_still_brings_the_words(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Words refused as markup are sent; "too fast" waits; nothing is dropped."""
    await unit.sends(SEAL)
    bad = "Bad Request: can't parse entities: Unsupported start tag"
    await spoil(desk, "status", "sendMessage", chat_id=101, status=400, description=bad)
    await spoil(desk, "status", "sendMessage", chat_id=103, status=429, retry_after=1)
    await unit.presses("Gửi")
    await waits_through(desk, minutes=1)
    card = await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "mở kiểm tra container")
    assert "<b>" not in card.text
    await desk.phone(103).sees("HP-2026-0001 · THƯỜNG · chờ ý kiến")
    await leader.presses("Duyệt đề xuất")
    await unit.sees("HP-2026-0001/1")


async def test_a_card_deleted_by_its_reader_comes_anew(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Bots hear nothing of deletions; the next edit finds the card gone and sends it again."""
    await approved(unit, leader)
    roll = await leader.sees("theo dõi thực hiện")
    await desk.control("phones/101/delete", {"chat_id": 101, "message_id": roll.message_id})
    await unit.presses("Đã nhận chỉ đạo")
    again = await leader.sees("theo dõi thực hiện", "đ/c Trần Bình nhận")
    assert again.message_id != roll.message_id
