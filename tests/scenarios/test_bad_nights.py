"""Nights on which something else is wrong as well: nobody to remind, a bot that was down, a measure nobody answers."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.scenarios.reports import approved
from tests.support.desk_under_test import DeskUnderTest, Phone, desk_under_test
from tests.support.trouble import change

URGENT = "/khan Lúc 8h30 xe 15C-123.45 cắt seal tại cổng A. Đề nghị cho mở kiểm tra"
MINUTE = timedelta(minutes=1)


async def test_a_leader_who_blocked_the_bot(
    unit: Phone, officer: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """The desk is told to call all the same, and the superior at T3."""
    await desk.control("phones/101/block", {})
    await unit.sends(URGENT)
    await desk.advance(5 * MINUTE)
    await officer.sees("Nhắc lần 1 · HP-2026-0001", "Đề nghị gọi đ/c Nguyễn Văn An – 09101")
    await desk.advance(15 * MINUTE)
    await superior.sees("HP-2026-0001 · KHẨN · chờ ý kiến 20 phút")


async def test_no_leader_no_deputy_no_superior(
    unit: Phone, officer: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Whoever is left is told, with nobody's name made up; it never ends in silence."""
    await unit.sends(URGENT)
    await change(desk, "UPDATE shift_members SET until_at = from_at + 1 WHERE role IN ('leader', 'deputy')")
    await change(desk, "DELETE FROM grants WHERE role = 'superior'")
    await desk.advance(5 * MINUTE)
    await officer.sees("Nhắc lần 1 · HP-2026-0001", "Chưa có lãnh đạo ca trực")
    await leader.sees_nothing_of("Nhắc lần")
    await desk.advance(5 * MINUTE)
    await officer.sees("ca trực không có lãnh đạo trực thay")
    await desk.advance(10 * MINUTE)
    await officer.sees("chưa có lãnh đạo cấp trên nào để báo cáo")
    for _ in range(3):
        await desk.advance(10 * MINUTE)
    await officer.sees("Nhắc lần 3", "Đã báo cáo tất cả lãnh đạo, chưa có ý kiến chỉ đạo")


async def test_a_leader_removed_in_the_middle(
    unit: Phone, leader: Phone, off_duty: Phone, desk: DeskUnderTest
) -> None:
    """Who leads when the time comes is reminded, not who led when the report came."""
    await unit.sends(URGENT)
    await change(desk, "UPDATE shift_members SET until_at = from_at + 1 WHERE role = 'leader'")
    await change(
        desk,
        "INSERT INTO shift_members (shift_id, person_id, role, from_at) SELECT 1, id, 'leader',"
        " (SELECT min(from_at) FROM shift_members) FROM people WHERE telegram_id = 106",
    )
    await desk.advance(5 * MINUTE)
    await off_duty.sees("Nhắc lần 1 · HP-2026-0001")
    await leader.sees_nothing_of("Nhắc lần")


@pytest.mark.parametrize("down", [timedelta(minutes=12), timedelta(hours=2), timedelta(hours=26)], ids=str)
async def test_a_bot_that_was_down_says_it_once_and_how_late(
    unit: Phone, leader: Phone, superior: Phone, desk: DeskUnderTest, down: timedelta
) -> None:
    """Everything due meanwhile comes once, marked late; nothing is made up for twice."""
    await unit.sends(URGENT)
    await desk.stop()
    desk.sandbox.clock.advance(down.total_seconds())
    await desk.start()
    await desk.settles()
    told = [m for m in await leader.messages() if "chờ ý kiến" in m.text or "chưa có ý kiến" in m.text]
    late = [m for m in told if "do hệ thống gián đoạn" in m.text]
    assert len(late) == 1, [m.text for m in told]
    if down >= timedelta(hours=2):
        await superior.sees("Đã báo cáo tất cả lãnh đạo, chưa có ý kiến chỉ đạo", "chậm")


async def test_a_containment_nobody_answers(
    unit: Phone, leader: Phone, deputy: Phone, officer: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """By the times of hỏa tốc, whatever the incident's own urgency."""
    await approved(unit, leader)
    await unit.sends("/nganchan 0001 giữ container tại bãi soi")
    await desk.advance(2 * MINUTE)
    await leader.sees(
        "Nhắc lần 1 · HP-2026-0001 · THƯỜNG · ngăn chặn chờ ý kiến 2 phút", "tiếp tục hay chấm dứt"
    )
    await officer.sees("Lãnh đạo trực ban chưa cho ý kiến về việc ngăn chặn", "09101")
    await desk.advance(MINUTE)
    await deputy.sees("ngăn chặn chờ ý kiến 3 phút", "Quyết định số 12/QĐ")
    await desk.advance(2 * MINUTE)
    await superior.sees("ngăn chặn chờ ý kiến 5 phút", "Đề nghị đ/c xem xét")
    await leader.presses("Tiếp tục ngăn chặn")
    for phone in (leader, deputy, officer, superior):
        await phone.sees_nothing_of("ngăn chặn chờ ý kiến")
    await desk.advance(3 * MINUTE)
    await unit.sees("Nhắc lần 1", "ngăn chặn chưa nhận 3 phút", "tiếp tục ngăn chặn")
    await unit.presses("Đã nhận")
    await desk.advance(3 * MINUTE)
    await unit.sees_nothing_of("ngăn chặn chưa nhận")


async def test_an_opinion_by_phone_nobody_confirmed(
    unit: Phone, officer: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Its leader is reminded to own or disown it; from the second time on the desk, too."""
    await unit.sends(URGENT)
    await officer.sends("/ghi dienthoai ykien 0001 Giữ xe, mở kiểm tra")
    await unit.presses("Đã nhận chỉ đạo")
    await desk.advance(10 * MINUTE)
    reminder = await leader.sees("Nhắc lần 1 · HP-2026-0001 · KHẨN · ý kiến chờ xác nhận 10 phút", "Lê Xuân")
    assert [b for b in reminder.buttons if "ý kiến tôi" in b] == ["Đúng ý kiến tôi", "Không phải ý kiến tôi"]
    await desk.advance(10 * MINUTE)
    await officer.sees("vẫn chưa được xác nhận")
    await leader.presses("Đúng ý kiến tôi")
    await leader.sees_nothing_of("ý kiến chờ xác nhận")
    await officer.sees_nothing_of("ý kiến chờ xác nhận")


async def test_what_runs_should_end(unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest) -> None:
    """Watched until a time, standing until a time, nothing left to do: the leader is asked how to go on."""
    await unit.sends(URGENT)
    await leader.sends("KHONGDONGY 0001 chưa đủ căn cứ")
    await leader.presses("Tiếp tục theo dõi")
    await desk.advance(timedelta(hours=2))
    await leader.sees("Nhắc lần 1 · HP-2026-0001 · KHẨN · không còn việc được giao")
    await leader.sends("CHIDAO 0001 Theo dõi bãi B, có hiệu lực đến 18h")
    await leader.sees_nothing_of("không còn việc được giao")
    await unit.presses("Đã nhận chỉ đạo")
    await desk.advance(timedelta(hours=7))
    ended = await leader.sees("HP-2026-0001/1 · KHẨN · chỉ đạo hết hiệu lực")
    assert "có hiệu lực đến 18:00" in ended.text
    await officer.sees("chỉ đạo hết hiệu lực")


async def test_another_time_zone(tmp_path: Path) -> None:
    """Quiet hours and times are those of the desk's own zone."""
    async with desk_under_test(
        tmp_path, TRUCBAN_DESK__TIME_ZONE="Europe/Berlin", TRUCBAN_REMINDERS__QUIET_HOURS="00:00-04:00"
    ) as desk:  # 02:00 UTC is 03:00 in Berlin
        unit, leader = desk.phone(201), desk.phone(101)
        await unit.sends("Xe 15C-123.45 cắt seal. Đề nghị cho mở kiểm tra")
        await unit.presses("Gửi")
        await desk.advance(50 * MINUTE)
        await leader.sees_nothing_of("Nhắc lần")
        await desk.advance(11 * MINUTE)
        await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến")
        assert [m for m in await leader.messages() if "Nhắc" in m.text or "đã báo cáo" in m.text]


async def test_a_question_holds_the_deputy_back_as_well(
    unit: Phone, leader: Phone, deputy: Phone, desk: DeskUnderTest
) -> None:
    """While the leader's question is open, T2 has not come; it counts from the answer."""
    await unit.sends(URGENT)
    await leader.sends("HOI 0001 Có ảnh seal không?")
    await desk.advance(11 * MINUTE)
    await deputy.sends("DUYET 0001")
    await deputy.sees("HP-2026-0001", "từ")
    assert "opinion:approved" not in await desk.log_kinds()
    await unit.sends("BOSUNG 0001 Seal bị cắt rời")
    await desk.advance(10 * MINUTE)
    assert "Đã duyệt HP-2026-0001" in await deputy.presses("Duyệt đề xuất")


async def test_an_old_button_makes_nobody_lead(
    unit: Phone, leader: Phone, off_duty: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """`Tôi trực tiếp chỉ đạo` of a night that is over changes nothing once another shift answers."""
    await unit.sends(URGENT)
    await desk.advance(20 * MINUTE)
    told = await superior.sees("chờ ý kiến 20 phút")
    data = next(
        b["callback_data"]
        for row in told.raw["inline_keyboard"]
        for b in row
        if b["text"] == "Tôi trực tiếp chỉ đạo"
    )
    await change(desk, "UPDATE shifts SET responsible_until = responsible_from + 1 WHERE id = 1")
    await change(
        desk,
        "INSERT INTO shifts (desk_id, starts_at, ends_at, responsible_from)"
        " SELECT 1, starts_at + 2, ends_at, responsible_until FROM shifts WHERE id = 1",
    )
    assert "không còn dùng được" in await superior.presses_data(told, data)
    assert "shift:changed" not in await desk.log_kinds()
