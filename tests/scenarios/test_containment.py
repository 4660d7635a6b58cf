"""Ngăn chặn ngay: told to unit and leader at once, nobody waits, the leader answers."""

from tests.scenarios.reports import approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone


async def test_a_unit_contains_and_the_leader_lets_it_stand(unit: Phone, head: Phone, leader: Phone) -> None:
    """Told to unit, head and leader; Tiếp tục comes back to be acknowledged."""
    await unit.sends("/nganchan giữ xe 15C-123.45 tại cổng A, nghi chở hàng cấm")
    for phone in (leader, head):
        await phone.sees("HP-2026-0001", "giữ xe 15C-123.45")
    await leader.presses("Tiếp tục ngăn chặn")
    await unit.sees("HP-2026-0001", "ngăn chặn", "iếp tục")
    assert "HP-2026-0001" in await unit.presses("Đã nhận")


async def test_an_officer_orders_a_unit_to_stop(unit: Phone, officer: Phone, leader: Phone) -> None:
    """Headed DỪNG NGAY, with Đã nhận; Chấm dứt wants a reason."""
    await officer.sends("/nganchan @03CC dừng xe 15C-123.45, không cho qua cổng")
    order = await unit.sees("DỪNG NGAY – ngăn chặn vi phạm", "15C-123.45")
    assert any(button.startswith("Đã nhận") for button in order.buttons)
    await unit.presses("Đã nhận")
    await leader.sends("CHAMDUT 0001")
    await leader.sees("thiếu lý do")
    await leader.sends("CHAMDUT 0001 đã xác minh, xe hợp lệ")
    await leader.sees("Đã chấm dứt ngăn chặn HP-2026-0001")
    ended = await unit.sees("HP-2026-0001", "hấm dứt", "xe hợp lệ")
    assert "DỪNG NGAY" not in ended.text


async def test_no_incident_closes_over_an_open_containment(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """All results confirmed, and still open; it closes when the leader answers."""
    await approved(unit, leader)
    await unit.sends("/nganchan 0001 giữ container tại bãi soi")
    await unit.sends("KQ 0001 xong")
    await officer.presses("Xác nhận kết quả")
    assert "incident:closed" not in await desk.log_kinds()
    await leader.presses("Tiếp tục ngăn chặn")
    assert (await desk.log_kinds())[-1] == "incident:closed"


async def test_closing_over_a_containment_is_refused(unit: Phone, leader: Phone) -> None:
    """TUCHOI says what has to be answered first."""
    await sent(unit)
    await unit.sends("/nganchan 0001 giữ container tại bãi soi")
    await leader.sends("TUCHOI 0001 không đủ căn cứ")
    await leader.sees("còn biện pháp ngăn chặn chưa có ý kiến")
