"""02:10, and nobody answers: the leader, the desk, the deputy, the superior, and then all of them."""

from datetime import timedelta
from pathlib import Path

from tests.support.desk_under_test import desk_under_test

REPORT = "/hoatoc Lúc 2h05 tại cổng A cảng Tân Vũ xe 15C-123.45 bỏ chạy khi bị dừng. Đề nghị cho truy đuổi"
MINUTE = timedelta(minutes=1)


async def test_nobody_answers_a_most_urgent_report(tmp_path: Path) -> None:
    """T1 reminds leader and desk, T2 lets the deputy decide, T3 tells the superior; after that it repeats aloud."""
    async with desk_under_test(tmp_path, TRUCBAN_DESK__DEPUTY_BASIS="Quyết định số 12/QĐ") as desk:
        unit, leader, deputy, officer, superior = (desk.phone(a) for a in (201, 101, 102, 103, 104))
        await unit.sends(REPORT)
        card = await leader.sees("HP-2026-0001 · HỎA TỐC · chờ ý kiến")
        assert "Duyệt đề xuất" not in await deputy.buttons("HP-2026-0001")
        await desk.advance(2 * MINUTE)
        reminder = await leader.sees("Nhắc lần 1 · HP-2026-0001 · HỎA TỐC · chờ ý kiến 2 phút")
        assert reminder.raw["reply_to"]["message_id"] == card.message_id
        call = await officer.sees("Nhắc lần 1", "Đề nghị gọi đ/c Nguyễn Văn An – 09101")
        assert [b for b in call.buttons if b.startswith("Đã gọi")] == [
            "Đã gọi, có ý kiến",
            "Đã gọi, không liên lạc được",
        ]
        await superior.sees_nothing_of("HP-2026-0001")
        await officer.presses("Đã gọi, không liên lạc được")
        await desk.advance(MINUTE)
        await deputy.sees("HP-2026-0001 · HỎA TỐC · chờ ý kiến 3 phút", "được cho ý kiến thay")
        still = await officer.sees("HP-2026-0001 · HỎA TỐC · chờ ý kiến 3 phút")
        assert "Đã gọi, có ý kiến" in still.buttons  # the desk may be on the telephone this very minute
        assert "Duyệt đề xuất" in await deputy.buttons("Đề xuất", "truy đuổi")
        await desk.restart()
        await desk.advance(2 * MINUTE)
        await superior.sees("HP-2026-0001 · HỎA TỐC · chờ ý kiến 5 phút", "Đề nghị đ/c xem xét")
        for _ in range(2):
            await desk.advance(3 * MINUTE)
            for phone in (leader, deputy, officer, superior):
                await phone.sees("Đã báo cáo tất cả lãnh đạo, chưa có ý kiến chỉ đạo")
        await deputy.presses("Duyệt đề xuất")
        for phone in (leader, deputy, officer, superior):
            await phone.sees_nothing_of("Đã báo cáo tất cả lãnh đạo")
        await unit.presses("Đã nhận chỉ đạo")
        await desk.advance(timedelta(minutes=29))
        await unit.sees_nothing_of("Nhắc lần")


async def test_a_superior_takes_the_lead(tmp_path: Path) -> None:
    """T3: `Tôi trực tiếp chỉ đạo` makes the superior, nobody else, the leader of the running shift; all are shown."""
    async with desk_under_test(tmp_path) as desk:
        unit, leader, officer, superior = (desk.phone(a) for a in (201, 101, 103, 104))
        await unit.sends(REPORT)
        await desk.advance(5 * MINUTE)
        told = await superior.sees("HP-2026-0001 · HỎA TỐC · chờ ý kiến 5 phút", "bỏ chạy khi bị dừng")
        assert "Tôi trực tiếp chỉ đạo" in told.buttons
        assert not [b for m in await leader.messages() for b in m.buttons if b == "Tôi trực tiếp chỉ đạo"]
        await superior.presses("Tôi trực tiếp chỉ đạo")
        for phone in (leader, officer, superior):
            await phone.sees("Lãnh đạo trực ban: đ/c Nguyễn Văn An → đ/c Đỗ Quang Minh")
        await leader.sends("DUYET 0001")
        await leader.sees("HP-2026-0001", "ca trực")
        assert "Đã duyệt HP-2026-0001" in await superior.presses("Duyệt đề xuất")
        await unit.sees("HP-2026-0001/1", "Đỗ Quang Minh")
        assert "shift:changed" in await desk.log_kinds()
