"""What is begun and not ended: reports not sent, texts nobody places, forms nobody fills."""

from datetime import timedelta
from pathlib import Path

from tests.support.desk_under_test import DeskUnderTest, Phone, desk_under_test

REPORT = "Lúc 8h30 phát hiện xe 15C-123.45 cắt seal tại cổng A. Đề nghị cho mở kiểm tra"
MINUTE = timedelta(minutes=1)


async def test_a_report_that_is_not_sent(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """2 minutes: its author is asked once; 5: the desk has it, with a button to take it in as the author's."""
    await unit.sends(REPORT)
    await desk.advance(2 * MINUTE)
    asked = await unit.sees("Báo cáo này chưa gửi", "soạn cách đây 2 phút")
    assert asked.buttons[0] == "Gửi"
    await officer.sees_nothing_of("15C-123.45")
    await desk.restart()
    await desk.advance(3 * MINUTE)
    await officer.sees("Báo cáo chưa gửi", "Trần Bình", "15C-123.45")
    await leader.sees_nothing_of("15C-123.45")
    assert await officer.presses("Tiếp nhận thay") == "Đã tiếp nhận thay, số vụ việc HP-2026-0001."
    await officer.sees("Báo cáo chưa gửi · đã tiếp nhận")
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "Trần Bình")
    await unit.sees("HP-2026-0001")
    assert (await unit.messages())[-1].text.count("Báo cáo này chưa gửi") == 0
    assert "đã" in await officer.presses_data(await officer.sees("Báo cáo chưa gửi"), "takedraft:1:0:")
    assert (await desk.log_kinds()).count("incident:received") == 1


async def test_an_urgent_report_goes_to_the_desk_sooner(
    unit: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """One minute after its author called it urgent; left to the unit, it is not brought up again."""
    await unit.sends(f"{REPORT}. Hỏa tốc")
    await unit.presses("Hỏa tốc")
    await desk.advance(MINUTE)
    await officer.sees("Báo cáo chưa gửi", "15C-123.45")
    assert "tự gửi" in await officer.presses("Để đơn vị tự gửi")
    for _ in range(3):
        await desk.advance(5 * MINUTE)
    assert len([m for m in await officer.messages() if "Báo cáo chưa gửi" in m.text]) == 1
    await unit.presses("Gửi")
    await officer.sees("HP-2026-0001 · HỎA TỐC · chờ ý kiến")


async def test_a_text_nobody_places(
    officer: Phone, leader: Phone, off_duty: Phone, desk: DeskUnderTest
) -> None:
    """Brought up every five minutes, the third time to the leader too, then less often, until it is placed."""
    await off_duty.sends("Nhắn anh em xem lại camera cổng 3 nhé")
    first = await officer.sees("Tin chưa rõ vụ việc", "camera cổng 3")
    await desk.advance(5 * MINUTE)
    again = await officer.sees("Tin chưa rõ vụ việc", "cách đây 5 phút")
    assert again.message_id != first.message_id
    assert first.message_id not in {
        m.message_id for m in await officer.messages()
    }  # it takes the place of the last
    await leader.sees_nothing_of("camera cổng 3")
    for _ in range(2):
        await desk.advance(5 * MINUTE)
    await leader.sees("Tin chưa rõ vụ việc", "camera cổng 3")
    for _ in range(3):
        await desk.advance(5 * MINUTE)
    await officer.sees("Tin chưa rõ vụ việc", "cách đây 15 phút")  # from here on every half an hour
    await desk.advance(5 * MINUTE)
    await officer.sees("Tin chưa rõ vụ việc", "cách đây 35 phút")
    await officer.presses("Vụ việc mới")
    await desk.advance(5 * MINUTE)
    await officer.sees("đã xếp vào HP-2026-0001")


async def test_a_form_ends_aloud(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """A directive written and not sent: half an hour later its author reads so, and can go on with it."""
    await unit.sends(f"/khan {REPORT}")
    await leader.presses("Chỉ đạo khác")
    await leader.sends("Giữ xe, chờ cảnh sát")
    shown = await leader.sees("Giữ xe, chờ cảnh sát")
    await desk.restart()
    await desk.advance(30 * MINUTE)
    await leader.sees("HP-2026-0001: hết thời gian chờ", "chưa được gửi đi", "Giữ xe, chờ cảnh sát")
    assert (await leader.again(shown)).buttons == ("Viết tiếp",)
    await unit.sees_nothing_of("Giữ xe")
    await leader.presses("Viết tiếp", on=shown)
    await leader.presses("Gửi chỉ đạo")
    await unit.sees("HP-2026-0001/1", "Giữ xe, chờ cảnh sát")


async def test_a_private_draft_is_shown_to_no_desk(tmp_path: Path) -> None:
    """What may go to the superior only is asked about again, and never brought to the desk."""
    async with desk_under_test(tmp_path) as desk:
        unit, officer = desk.phone(201), desk.phone(103)
        await unit.sends("Công chức kiểm hóa thực hiện không đúng quy trình nghiệp vụ tại bãi B lúc 8h30")
        await unit.sees("Xem lại trước khi gửi")
        for _ in range(4):
            await desk.advance(5 * MINUTE)
        await unit.sees("Báo cáo này chưa gửi")
        await officer.sees_nothing_of("kiểm hóa")
