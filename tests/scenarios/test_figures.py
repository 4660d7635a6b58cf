"""Days at the desk, and what is said of them: /thongke with picture and table, and the summaries of the morning."""

import re
from datetime import timedelta
from pathlib import Path

from tests.scenarios.reports import SEAL
from tests.support.desk_under_test import DeskUnderTest, Phone, Seen, desk_under_test
from tests.support.organisation import UNIT_GROUP

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
A_LITTLE = "(?: [0-9]{1,2} giây)?"  # the bot's own seconds are real


async def decided(desk: DeskUnderTest, unit: Phone, leader: Phone, after: int) -> None:
    """An urgent report whose proposal is approved after so many minutes."""
    await unit.sends(f"/khan {SEAL}")
    await desk.advance(after * MINUTE)
    await leader.presses("Duyệt đề xuất")


async def files(phone: Phone) -> list[Seen]:
    """What the bot sent with a file."""
    return [m for m in await phone.messages() if m.is_from_bot and ("photo" in m.raw or "document" in m.raw)]


async def test_figures_of_a_few_days(tmp_path: Path) -> None:
    """Three days, five opinions after 2, 4, 6, 8 and 12 minutes: the middle is 6, nine in ten 12, three late."""
    async with desk_under_test(tmp_path, TRUCBAN_SUMMARIES__DAILY="") as desk:
        unit, other, leader, superior = (desk.phone(account) for account in (201, 301, 101, 104))
        await decided(desk, unit, leader, 2)
        await unit.presses("Đã nhận chỉ đạo")
        await desk.advance(45 * MINUTE)
        await unit.sends("KQ 0001 Đã mở kiểm tra, hàng đúng khai báo")
        await decided(desk, unit, leader, 4)
        await desk.advance(3 * HOUR)
        await decided(desk, other, leader, 6)
        await decided(desk, other, leader, 8)
        await decided(desk, unit, leader, 12)
        await superior.sends("/thongke")
        text = (await superior.sees("Thống kê 01/11/2026 – 23/11/2026", "Tiếp nhận 5 vụ việc")).text
        assert re.search(
            f"Ý kiến lãnh đạo, từ khi tiếp nhận: 5, quá hạn 3\nTrung vị 6 phút{A_LITTLE}, 9/10 trong 12 phút",
            text,
        )
        assert re.search(f"03EE: 2 vụ việc · ý kiến 8 phút{A_LITTLE} ▲, 6 phút{A_LITTLE} ▲", text)
        assert re.search(f"HP-2026-0001/1 4[5-9] phút{A_LITTLE}|Trung vị", text.partition("Báo kết quả")[2])
        chart, table = await files(superior)
        assert chart.text.startswith("Biểu đồ thống kê 01/11/2026 – 23/11/2026")
        assert chart.raw["photo"]
        assert table.raw["document"]["name"] == "thongke_2026-11-01_2026-11-23.xlsx"
        await unit.sends("/thongke 23/11/2026")
        await unit.sees("Thống kê 23/11/2026", "đơn vị 03CC", "Tiếp nhận 3 vụ việc")
        await unit.sends("/thongke 31/11/2026")
        await unit.sees("Không đọc được ngày “31/11/2026”", "/thongke 01/11/2026 15/11/2026")
        assert len(await files(unit)) == 2
        await desk.phone(401).sends("/thongke@trucban_bot", chat=UNIT_GROUP)
        await desk.phone(401).sees("Thống kê", "đơn vị 03TG", "Tiếp nhận 0 vụ việc", chat=UNIT_GROUP)


async def test_a_summary_every_morning_once(tmp_path: Path) -> None:
    """07:30 of the next day, over a restart, to the superior and nobody else; the day before for comparison."""
    async with desk_under_test(tmp_path, TRUCBAN_SUMMARIES__WEEKLY="", TRUCBAN_SUMMARIES__MONTHLY="") as desk:
        unit, leader, superior = (desk.phone(account) for account in (201, 101, 104))
        await decided(desk, unit, leader, 2)
        await desk.advance(22 * HOUR)  # 07:02
        await superior.sees_nothing_of("Bản tổng hợp")
        await desk.restart()
        await desk.settles()
        await desk.advance(30 * MINUTE)
        summary = await superior.sees("Bản tổng hợp ngày 23/11/2026", "Tiếp nhận 1 vụ việc")
        assert "Gửi chậm" not in summary.text
        assert "(kỳ trước 22/11/2026: 0)" in summary.text
        assert len(await files(superior)) == 2
        await desk.restart()
        await desk.advance(HOUR)
        assert await summaries(superior) == ["Bản tổng hợp ngày 23/11/2026"]
        await leader.sees_nothing_of("Bản tổng hợp ngày")
        await desk.advance(23 * HOUR)
        assert await summaries(superior) == ["Bản tổng hợp ngày 23/11/2026", "Bản tổng hợp ngày 24/11/2026"]


async def test_a_summary_that_was_missed_comes_once_and_late(tmp_path: Path) -> None:
    """Nobody there for three mornings: one summary of the three days, with how late it is; then as before."""
    async with desk_under_test(tmp_path, TRUCBAN_SUMMARIES__WEEKLY="", TRUCBAN_SUMMARIES__MONTHLY="") as desk:
        unit, leader, superior = (desk.phone(account) for account in (201, 101, 104))
        await decided(desk, unit, leader, 2)
        await desk.stop()
        desk.sandbox.clock.advance((2 * DAY + 23 * HOUR).total_seconds())  # 08:02 on the 26th
        await desk.start()
        await desk.settles()
        late = await superior.sees("Bản tổng hợp ngày 23/11/2026 – 25/11/2026", "Tiếp nhận 1 vụ việc")
        assert "Gửi chậm 2 ngày do hệ thống gián đoạn." in late.text
        await desk.advance(DAY)
        assert await summaries(superior) == [
            "Bản tổng hợp ngày 23/11/2026 – 25/11/2026",
            "Bản tổng hợp ngày 26/11/2026",
        ]


async def test_weeks_and_months_at_the_hours_of_the_office(tmp_path: Path) -> None:
    """Monday morning the week, on the last day of November the reporting month from the 16th; another hour, at once."""
    async with desk_under_test(
        tmp_path,
        TRUCBAN_SUMMARIES__DAILY="",
        TRUCBAN_SUMMARIES__WEEKLY="mon 06:00",
        TRUCBAN_SUMMARIES__MONTHLY="last 17:00",
        TRUCBAN_SUMMARIES__REPORT_MONTH_STARTS_ON="16",
    ) as desk:
        unit, leader, superior = (desk.phone(account) for account in (201, 101, 104))
        await decided(desk, unit, leader, 2)
        await desk.advance(7 * DAY)
        week = await superior.sees("Bản tổng hợp tuần 23/11/2026 – 29/11/2026", "Tiếp nhận 1 vụ việc")
        assert "(kỳ trước 16/11/2026 – 22/11/2026: 0)" in week.text
        await desk.advance(9 * HOUR)
        month = await superior.sees("Bản tổng hợp kỳ báo cáo tháng 16/10/2026 – 15/11/2026")
        assert "(kỳ trước 16/09/2026 – 15/10/2026: 0)" in month.text


async def summaries(phone: Phone) -> list[str]:
    """The first lines of the summaries in a chat."""
    return [
        m.first_line
        for m in await phone.messages()
        if m.is_from_bot and m.text.startswith("Bản tổng hợp ngày")
    ]
