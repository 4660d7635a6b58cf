"""A directive may stand until a date: by its own words, or by the button."""

from tests.scenarios.reports import sent
from tests.support.desk_under_test import Phone


async def test_a_directive_says_itself_until_when_it_stands(unit: Phone, leader: Phone) -> None:
    """A typed directive with "có hiệu lực đến": the card shows the end and no deadline for a result."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 Tăng cường giám sát bãi B, có hiệu lực đến 30/11")
    card = await unit.sees("HP-2026-0001/1", "giám sát bãi B")
    assert "Có hiệu lực đến 23:59 30/11/2026." in card.text
    assert "Báo kết quả trước" not in card.text
    await leader.sees("theo dõi thực hiện", "Có hiệu lực đến 23:59 30/11/2026")


async def test_the_button_asks_until_when(unit: Phone, leader: Phone) -> None:
    """The form shows it back before it leaves; a deadline for a result may stand beside it."""
    await sent(unit)
    await leader.presses("Chỉ đạo khác")
    await leader.sends("Tăng cường giám sát bãi B")
    await leader.presses("Có hiệu lực đến")
    await leader.sends("khi nào cũng được")
    await leader.sees("chưa rõ thời gian")
    await leader.sends("8h 30/11")
    form = await leader.sees("xem lại chỉ đạo trước khi gửi", "Có hiệu lực đến 08:00 30/11/2026")
    assert "không đặt hạn" in form.text
    await leader.presses("Gửi chỉ đạo", on=form)
    await unit.sees("HP-2026-0001/1", "Có hiệu lực đến 08:00 30/11/2026.")
