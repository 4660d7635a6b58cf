"""What can be typed instead of a button, and what is an ordinary sentence."""

import pytest

from tests.scenarios.reports import approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone
from tests.support.organisation import UNIT_GROUP


async def test_a_containment_is_acknowledged_by_the_same_word(
    unit: Phone, head: Phone, leader: Phone
) -> None:
    """NHAN with the number alone, and "rõ" in reply, mean whatever of it waits for the unit."""
    await unit.sends("/nganchan xe 15C-123.45 đang ra cổng, đã giữ lại")
    await leader.sends("TIEPTUC 0001")
    await unit.sends("NHAN 0001")
    await unit.sees("Đã nhận HP-2026-0001", "thông báo ngăn chặn")
    await leader.sends("CHAMDUT 0001 nhầm xe")
    await head.sends("đã rõ", reply_to=await head.sees("đã chấm dứt ngăn chặn"))
    await leader.sees("Đơn vị đã nhận: đ/c Bùi Thu")


async def test_containing_needs_no_slash(officer: Phone, other_unit: Phone, unit: Phone) -> None:
    """With a number or a unit right behind it; else the words begin an ordinary report."""
    await officer.sends("ngăn chặn @03EE dừng container MSKU9070323")
    await other_unit.sees("DỪNG NGAY – ngăn chặn vi phạm", "MSKU9070323")
    await officer.sends("NGANCHAN 0001 @03CC chặn cổng B")
    await unit.sees("DỪNG NGAY – ngăn chặn vi phạm", "chặn cổng B")
    await unit.sends("Ngăn chặn kịp thời xe 15C-123.45 lúc 8h tại cổng A")
    await unit.sees("Xem lại trước khi gửi", "kịp thời")


async def test_a_typed_word_may_come_with_a_slash(unit: Phone, leader: Phone, group_unit: Phone) -> None:
    """In a group the bot hears commands only."""
    await sent(unit)
    await leader.sends("/chidao 0001 @03TG cử người phối hợp")
    await group_unit.sends("/nhan@trucban_bot 0001", chat=UNIT_GROUP)
    await group_unit.sees("Đã nhận chỉ đạo HP-2026-0001/1", chat=UNIT_GROUP)
    await group_unit.sends("/nham 0001", chat=UNIT_GROUP)
    await group_unit.sees("Không có lệnh /nham", chat=UNIT_GROUP)


@pytest.mark.parametrize("text", ["Nhận 0001 xong rồi", "danglam 0001 xyz", "duyệt 0001 ngay đi"])
async def test_words_that_take_nothing_after_them_are_ordinary_otherwise(
    text: str, unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """A number and then a sentence changes nothing; a unit's code is no sentence."""
    await approved(unit, leader)
    before = await desk.log_kinds()
    await unit.sends(text)
    assert await desk.log_kinds() == before
    await unit.sends("NHAN 0001/1 03cc")
    await unit.sees("Đã nhận chỉ đạo HP-2026-0001/1")


async def test_a_recall_is_acknowledged(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """Each unit that still worked on it says that it knows; the desk sees who."""
    await approved(unit, leader)
    await unit.presses("Đã nhận chỉ đạo")
    await leader.sends("THUHOI 0001/1 đã có lực lượng khác")
    recalled = await unit.sees("chỉ đạo đã thu hồi", "Lý do: đã có lực lượng khác")
    assert recalled.buttons == ("Đã nhận",)
    await unit.sends("nhận rõ", reply_to=recalled)
    assert "Đã nhận: đ/c Trần Bình" in (await unit.again(recalled)).text
    await leader.sees("theo dõi thực hiện", "Đã thu hồi – đ/c Trần Bình nhận")
    assert (await desk.log_kinds())[-1] == "directive:acknowledged"


async def test_the_desk_passes_a_recall_on_to_who_is_outside(
    unit: Phone, leader: Phone, officer: Phone
) -> None:
    """A unit without the bot reads no message; the desk is told to tell it."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @CA Phối hợp kiểm tra")
    await leader.sends("THUHOI 0001/1 không cần nữa")
    told = await officer.sees("HP-2026-0001/1 · THƯỜNG · chỉ đạo đã thu hồi")
    assert "Công an cửa khẩu ở ngoài hệ thống: đề nghị trực ban báo ngay" in told.text
    assert not told.buttons


async def test_a_replaced_directive_names_what_holds_instead(unit: Phone, leader: Phone) -> None:
    """The old card says which; nothing there says to stop and wait."""
    await approved(unit, leader)
    await leader.presses("Chỉ đạo thay thế")
    await leader.sends("Giữ nguyên xe, chờ đội kiểm soát")
    await leader.presses("Gửi chỉ đạo")
    old = await unit.sees("HP-2026-0001/1", "Thay bằng chỉ đạo HP-2026-0001/2 lúc")
    assert "Đề nghị dừng thực hiện" not in old.text
    assert not (await unit.sees("Thay bằng chỉ đạo HP-2026-0001/2 của")).buttons
