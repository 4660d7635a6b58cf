"""A unit that does not answer: reminded under its card, then the desk is told, then the leader (Art. 4.5)."""

from datetime import timedelta
from pathlib import Path

from tests.scenarios.reports import sent
from tests.support.desk_under_test import DeskUnderTest, Phone, desk_under_test
from tests.support.trouble import change

MINUTE = timedelta(minutes=1)


async def passes(desk: DeskUnderTest, minutes: int, times: int = 1) -> None:
    for _ in range(times):
        await desk.advance(minutes * MINUTE)


async def test_a_directive_nobody_acknowledges(
    unit: Phone, leader: Phone, officer: Phone, head: Phone, desk: DeskUnderTest
) -> None:
    """30 minutes: contact and head; the second time the desk with their numbers; the third time the leader."""
    await sent(unit)
    await leader.presses("Duyệt đề xuất")
    card = await unit.sees("HP-2026-0001/1", "Nguyễn Văn An")
    await passes(desk, 30)
    for phone in (unit, head):
        reminder = await phone.sees("Nhắc lần 1 · HP-2026-0001/1 · THƯỜNG · chưa nhận chỉ đạo 30 phút")
        assert "Đã nhận chỉ đạo" in reminder.buttons
    reminder = await unit.sees("Nhắc lần 1")
    assert reminder.raw["reply_to"]["message_id"] == card.message_id
    await officer.sees_nothing_of("chưa nhận chỉ đạo 30 phút")
    await passes(desk, 30)
    await unit.sees("Nhắc lần 2")
    await unit.sees_nothing_of("Nhắc lần 1")
    await officer.sees("đã nhắc 2 lần", "Trần Bình – 09201", "Bùi Thu – 09202")
    await leader.sees_nothing_of("Nhắc lần")
    await passes(desk, 30)
    await leader.sees("Nhắc lần 3", "chưa nhận chỉ đạo, đã nhắc 3 lần")
    await desk.restart()
    await unit.presses("Đã nhận chỉ đạo")
    for phone in (unit, head, officer, leader):
        await phone.sees_nothing_of("Nhắc lần")
    await passes(desk, 30, times=3)
    await unit.sees_nothing_of("Nhắc lần")


async def test_a_unit_nobody_can_remind(
    leader: Phone, officer: Phone, unit: Phone, desk: DeskUnderTest
) -> None:
    """Outside the system, or without an account: the desk is told from the first time on, and of no reminder."""
    await change(desk, "UPDATE people SET telegram_id = NULL WHERE telegram_id IN (301, 302)")
    await sent(unit)
    await leader.sends("CHIDAO 0001 @CA @03EE Giữ xe")
    await passes(desk, 30)
    told = await officer.sees("Nhắc 2 việc đang chờ", "chưa nhận chỉ đạo 30 phút")
    assert "HP-2026-0001/1" in told.text
    assert [b for b in told.buttons if b.startswith("Đã nhận")] == []
    await leader.sees_nothing_of("chưa nhận chỉ đạo 30 phút")
    await officer.sends("/ghi dienthoai ketqua @CA 0001 Công an báo đã giữ xe")
    await officer.sends("XACNHAN 0001/1 CA")
    await passes(desk, 30)
    alone = await officer.sees("Nhắc lần 2 · HP-2026-0001/1", "chưa nhận chỉ đạo")
    assert "đã nhắc" not in alone.text


async def test_a_result_that_is_overdue_and_an_extension(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """The result is asked for at its deadline; more time moves the deadline, and a request is brought up, too."""
    await unit.sends("/khan Lúc 8h30 xe 15C-123.45 cắt seal tại cổng A. Đề nghị cho mở kiểm tra")
    await leader.presses("Duyệt đề xuất")
    await unit.presses("Đã nhận chỉ đạo")
    await passes(desk, 60, times=2)
    overdue = await unit.sees("Nhắc lần 1 · HP-2026-0001/1 · KHẨN · quá hạn báo kết quả")
    assert "Xin gia hạn" in overdue.buttons
    await unit.sends("GIAHAN 0001 14h chờ xe nâng")
    await passes(desk, 10)
    await officer.sees(
        "Nhắc 2 việc đang chờ", "quá hạn báo kết quả 10 phút", "xin gia hạn chờ trả lời 10 phút"
    )
    await officer.presses("Đồng ý gia hạn")
    await officer.sees_nothing_of("xin gia hạn chờ trả lời")
    await unit.sees_nothing_of("quá hạn báo kết quả")
    await passes(desk, 30)
    await unit.sees_nothing_of("quá hạn báo kết quả")
    await passes(desk, 30, times=6)
    await unit.sees("quá hạn báo kết quả")
    await unit.sends("KQ 0001 đã mở kiểm tra, đúng khai báo")
    await unit.sees_nothing_of("quá hạn báo kết quả")
    await passes(desk, 10)
    await officer.sees("Nhắc lần 1", "kết quả chờ xác nhận 10 phút", "đúng khai báo")
    await officer.presses("Xác nhận kết quả")
    await passes(desk, 60, times=3)
    for phone in (unit, officer, leader):
        await phone.sees_nothing_of("Nhắc lần")


async def test_more_time_is_of_no_use_once_the_result_is_there(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """A request nobody answered is not brought up any more after the result, though the incident still runs."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @03CC @03EE Giữ xe")
    await unit.sends("NHAN 0001")
    await unit.sends("GIAHAN 0001 20h chờ xe nâng")
    await passes(desk, 30)
    await officer.sees("xin gia hạn chờ trả lời 30 phút")
    await unit.sends("KQ 0001 đã giữ xe")
    await officer.sees_nothing_of("xin gia hạn chờ trả lời")
    await officer.sends("XACNHAN 0001/1 03CC")
    await passes(desk, 30, times=2)
    await officer.sees_nothing_of("xin gia hạn chờ trả lời")
    for phone in (officer, leader, desk.phone(105)):
        await phone.sees_nothing_of("Kiểm tra tự động")


async def test_several_reminders_stand_in_one_list(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """What is due within a minute comes as one message with a button each, and goes when it is answered."""
    for number in range(1, 4):
        await unit.sends(f"/khan Lúc 8h30 xe 15C-123.4{number} cắt seal. Đề nghị cho mở kiểm tra")
    await passes(desk, 5)
    listed = await leader.sees("Nhắc 3 việc đang chờ", "HP-2026-0001", "HP-2026-0002", "HP-2026-0003")
    assert [b for b in listed.buttons if b.startswith("HP-")] == [
        "HP-2026-0001",
        "HP-2026-0002",
        "HP-2026-0003",
    ]
    for number in range(1, 4):
        await leader.sends(f"DUYET 000{number}")
    await leader.sees_nothing_of("việc đang chờ")


async def test_a_question_has_its_own_clock(
    unit: Phone, leader: Phone, officer: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """It stops T1–T3; the reporter is reminded, then the desk told to call; the answer starts them anew."""
    await unit.sends("/khan Lúc 8h30 xe 15C-123.45 cắt seal. Đề nghị cho mở kiểm tra")
    await leader.sends("HOI 0001 Có ảnh seal không?")
    await passes(desk, 10)
    await unit.sees("Nhắc lần 1 · HP-2026-0001 · KHẨN · chờ bổ sung 10 phút", "Có ảnh seal không?")
    await leader.sees_nothing_of("Nhắc lần")
    await unit.sends("BOSUNG 0001 Seal bị cắt rời")
    await passes(desk, 4)
    await leader.sees_nothing_of("Nhắc lần")
    await passes(desk, 1)
    await leader.sees("Nhắc lần 1 · HP-2026-0001 · KHẨN · chờ ý kiến 5 phút")
    await superior.sees_nothing_of("chờ ý kiến")
    await leader.presses("Duyệt đề xuất")
    await unit.presses("Đã nhận chỉ đạo")


async def test_a_question_nobody_answers_hides_nothing(
    unit: Phone, leader: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """An answer that never comes stops T1–T3 no longer than T3 itself is away."""
    await unit.sends("/khan Lúc 8h30 xe 15C-123.45 cắt seal. Đề nghị cho mở kiểm tra")
    await leader.sends("HOI 0001 Có ảnh seal không?")
    await passes(desk, 5, times=5)
    await leader.sees("Nhắc lần 1 · HP-2026-0001 · KHẨN · chờ ý kiến", "chưa trả lời yêu cầu bổ sung")
    await passes(desk, 5, times=3)
    await superior.sees("HP-2026-0001", "Đề nghị đ/c xem xét")


async def test_the_leader_puts_a_reminder_off(
    unit: Phone, leader: Phone, officer: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """Twice at most, only for the leader, and the superior is told at T3 all the same."""
    await unit.sends("/khan Lúc 8h30 xe 15C-123.45 cắt seal. Đề nghị cho mở kiểm tra")
    await passes(desk, 5)
    assert "Sẽ nhắc lại HP-2026-0001" in await leader.presses("Nhắc lại sau")
    assert not [b for m in await officer.messages() for b in m.buttons if b == "Nhắc lại sau"]
    await passes(desk, 9)
    await leader.sees_nothing_of("Nhắc lần 2")
    await passes(desk, 1)
    await leader.sees("Nhắc lần 2 · HP-2026-0001 · KHẨN · chờ ý kiến 15 phút")
    await leader.presses("Nhắc lại sau")
    await passes(desk, 5)
    await superior.sees("HP-2026-0001 · KHẨN · chờ ý kiến 20 phút")
    assert (await desk.log_kinds()).count("reminder:snoozed") == 2


async def test_quiet_hours_hold_routine_only(tmp_path: Path) -> None:
    """At night a routine reminder waits for the morning; an urgent one does not."""
    async with desk_under_test(tmp_path, TRUCBAN_REMINDERS__QUIET_HOURS="08:00-12:00") as desk:
        unit, leader = desk.phone(201), desk.phone(101)
        await sent(unit)
        await unit.sends("/khan Lúc 8h30 xe 29C-678.90 cắt seal. Đề nghị cho mở kiểm tra")
        await passes(desk, 20)
        await leader.sees("HP-2026-0002 · KHẨN · chờ ý kiến 20 phút", "đã báo cáo lãnh đạo cấp trên")
        await leader.sees_nothing_of("Nhắc", "HP-2026-0001")
        await passes(desk, 60, times=3)
        await leader.sees("Nhắc", "HP-2026-0001")


async def test_times_are_frozen_when_a_report_is_received(tmp_path: Path) -> None:
    """A changed configuration moves nothing that is under way."""
    async with desk_under_test(tmp_path) as desk:
        unit, leader = desk.phone(201), desk.phone(101)
        await unit.sends("/khan Lúc 8h30 xe 15C-123.45 cắt seal. Đề nghị cho mở kiểm tra")
        await desk.reconfigures(TRUCBAN_DEADLINES__KHAN__DECISION_REMINDER_AFTER="2h")
        await passes(desk, 5)
        await leader.sees("Nhắc lần 1 · HP-2026-0001")
        await unit.sends("/khan Lúc 8h40 xe 29C-678.90 cắt seal. Đề nghị cho mở kiểm tra")
        await passes(desk, 5)
        await leader.sees_nothing_of("Nhắc", "HP-2026-0002")
