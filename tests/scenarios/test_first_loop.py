"""One report travels the whole way: the product's main job."""

from pathlib import Path

from tests.support.desk_under_test import desk_under_test

REPORT = (
    "Hồi 8h30 phát hiện xe 15C-123.45 chở container MSKU9070323 cắt seal tại cổng A cảng Tân Vũ. "
    "Đề nghị cho mở kiểm tra container."
)


async def test_a_report_is_decided_carried_out_and_closed(tmp_path: Path) -> None:
    """Report, approval, directive, receipt, result, confirmation: each is seen where it is due, and logged."""
    async with desk_under_test(tmp_path) as desk:
        unit, leader, officer = desk.phone(201), desk.phone(101), desk.phone(103)
        await unit.sends(REPORT)
        await unit.sees("Xem lại trước khi gửi", "15C", "MSKU9070323")
        assert await unit.presses("Gửi") == "Đã gửi, số vụ việc HP-2026-0001."
        card = await leader.sees("HP-2026-0001", "Đề xuất", "mở kiểm tra container")
        assert card.first_line == "HP-2026-0001 · THƯỜNG · chờ ý kiến"
        assert (await officer.sees("HP-2026-0001")).first_line == card.first_line
        assert "Đã duyệt HP-2026-0001" in await leader.presses("Duyệt đề xuất")
        assert (await leader.again(card)).buttons == ()
        await unit.sees("HP-2026-0001/1", "mở kiểm tra container", "Nguyễn Văn An")
        await unit.presses("Đã nhận chỉ đạo")
        await officer.sees("theo dõi thực hiện", "Đã nhận chỉ đạo", "Trần Bình")
        await unit.presses("Báo kết quả")
        await unit.sends("Đã mở kiểm tra, hàng đúng khai báo")
        await officer.sees("HP-2026-0001/1", "hàng đúng khai báo")
        assert "Đã xác nhận kết quả HP-2026-0001/1" in await officer.presses("Xác nhận kết quả")
        for phone in (unit, leader):
            await phone.sees("HP-2026-0001 đã kết thúc")
        assert await desk.log_kinds() == [
            "incident:received",
            "opinion:approved",
            "directive:issued",
            "directive:acknowledged",
            "result:reported",
            "result:confirmed",
            "incident:closed",
        ]
