"""A night with the leader on the telephone: one line releases, the leader owns or disowns it."""

from pathlib import Path

from tests.support.desk_under_test import desk_under_test

REPORT = "Lúc 8h15 tại bãi B cảng Tân Vũ, xe 15C-123.45 seal bị đứt. Đề nghị mở kiểm tra"


async def test_an_opinion_by_phone_is_released_and_disowned(tmp_path: Path) -> None:
    """The unit gets the directive at once, marked; disowned, it is recalled and the leader decides anew."""
    async with desk_under_test(tmp_path) as desk:
        unit, officer, leader, superior = (desk.phone(account) for account in (201, 103, 101, 104))
        await unit.sends(f"/khan {REPORT}")
        await officer.sends("/ghi dienthoai ykien 0001 Giữ xe, mở kiểm tra")
        await officer.sees("Đã ghi ý kiến của đ/c Nguyễn Văn An")
        await unit.sees("Giữ xe, mở kiểm tra", "chưa xác nhận")
        await leader.presses("Không phải ý kiến tôi")
        await unit.sees("HP-2026-0001/1", "Đề nghị dừng thực hiện")
        await superior.sees("không phải ý kiến của mình")
        assert "Duyệt đề xuất" in await leader.buttons("chờ ý kiến", "xe 15C-123.45")
        await leader.presses("Duyệt đề xuất")
        await unit.presses("Đã nhận chỉ đạo")


async def test_work_is_recorded_step_by_step(tmp_path: Path) -> None:
    """The reply key, buttons and one answer in words; then the log and the story are read."""
    async with desk_under_test(tmp_path) as desk:
        unit, officer = desk.phone(201), desk.phone(103)
        await officer.sends("Ghi việc đã làm")
        await officer.presses("Việc đã làm")
        await officer.sends("Kiểm tra camera cổng 3, bình thường")
        await officer.sees("Đã ghi nhật ký")
        await unit.sends(f"/khan {REPORT}")
        await officer.sends("/nhatky")
        await officer.sees("Kiểm tra camera cổng 3", "tiếp nhận báo cáo của 03CC")
        await unit.sends("/vuviec")
        await unit.presses("HP-2026-0001")
        await unit.sees("phát sinh 08:15")
        await unit.sends("/vuviec 0009")
        await unit.sends("/tim seal")
        await unit.sees("phiên bản sau")
        await unit.sends("/trogiup")
        await unit.sees("KQ số")
