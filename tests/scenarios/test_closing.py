"""How an incident ends, and how it goes on all the same."""

from tests.scenarios.reports import approved, sent
from tests.support.desk_under_test import Phone


async def test_what_was_closed_at_once_can_be_reopened_by_a_button(unit: Phone, leader: Phone) -> None:
    """Closed without any directive: Mở lại stands on the card that follows the incident."""
    await sent(unit)
    await leader.presses("Không đồng ý")
    await leader.presses("Kết thúc vụ việc")
    await leader.sends("báo nhầm")
    await unit.sees("đã kết thúc vụ việc", "báo nhầm")
    await leader.presses("Mở lại")
    await leader.sends("xe quay lại")
    assert "Mở lại" not in (await leader.sees("theo dõi thực hiện")).buttons
    await unit.sees("đã mở lại vụ việc", "xe quay lại")


async def test_a_watch_that_is_closed_leaves_no_button_but_reopening(unit: Phone, leader: Phone) -> None:
    """The card that followed it shows the end."""
    await sent(unit)
    await leader.presses("Không đồng ý")
    await leader.presses("Tiếp tục theo dõi")
    await leader.sends("theo dõi đến 15h")
    await leader.presses("Kết thúc vụ việc")
    await leader.sends("không phát hiện gì thêm")
    card = await leader.sees("HP-2026-0001 · THƯỜNG · đã kết thúc", "Chưa có chỉ đạo nào")
    assert card.buttons == ("Mở lại",)


async def test_what_was_reopened_can_be_closed_again(unit: Phone, leader: Phone, officer: Phone) -> None:
    """Nothing is left to recall or replace; a reason closes it."""
    await approved(unit, leader)
    await unit.sends("KQ 0001 xong")
    await officer.presses("Xác nhận kết quả")
    await leader.sends("MOLAI 0001 có tin mới")
    card = await leader.sees("theo dõi thực hiện")
    assert card.buttons == ("Chỉ đạo bổ sung", "Kết thúc vụ việc")
    await leader.presses("Kết thúc vụ việc", on=card)
    await leader.sends("tin báo không đúng")
    await unit.sees("đã kết thúc vụ việc", "tin báo không đúng")


async def test_all_recalled_is_closed_by_hand(unit: Phone, leader: Phone) -> None:
    """Recalling is not carrying out: the leader says that it ends."""
    await approved(unit, leader)
    await leader.sends("THUHOI 0001/1 đã có lực lượng khác")
    assert "Kết thúc vụ việc" in (await leader.sees("theo dõi thực hiện")).buttons


async def test_buttons_of_an_answered_question_are_gone(unit: Phone, leader: Phone, officer: Phone) -> None:
    """A choice among several, a way on after disagreeing, a new urgency: each is taken once."""
    await sent(unit)
    await officer.presses("Mức độ khẩn")
    await officer.presses("Khẩn")
    assert not (await officer.sees("đổi mức độ khẩn")).buttons
    await leader.presses("Không đồng ý")
    await leader.presses("Chỉ đạo khác")
    assert not (await leader.sees("không đồng ý – chọn hướng xử lý")).buttons


async def test_what_comes_after_the_end_is_kept_and_told(unit: Phone, leader: Phone, officer: Phone) -> None:
    """The unit is offered what it reported in the last hours; the leader may open it again for that."""
    await sent(unit)
    await leader.sends("TUCHOI 0001 báo nhầm")
    await unit.sends("xe vừa quay lại cổng A")
    await unit.presses("Bổ sung HP-2026-0001")
    for phone in (leader, officer):
        await phone.sees("HP-2026-0001 · THƯỜNG · có bổ sung sau khi kết thúc", "quay lại cổng A")
    await leader.presses("Mở lại")
