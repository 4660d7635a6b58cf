"""Texts asked for after a button."""

from datetime import timedelta

from tests.scenarios.reports import NO_PROPOSAL, sent
from tests.support.desk_under_test import DeskUnderTest, Phone


async def test_opening_another_form_says_which_was_put_aside(unit: Phone, leader: Phone) -> None:
    """One form open per person and chat."""
    await sent(unit)
    await leader.presses("Yêu cầu bổ sung")
    await leader.presses("Chỉ đạo khác")
    await leader.sees("Đã gác lại phần đang viết dở của HP-2026-0001", "viết nội dung chỉ đạo")


async def test_a_form_survives_a_restart(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """The bot stops and starts; the next text still answers the question."""
    await sent(unit)
    await leader.presses("Yêu cầu bổ sung")
    await desk.restart()
    await leader.sends("Có bao nhiêu người trên xe?")
    await unit.sees("yêu cầu bổ sung", "bao nhiêu người")


async def test_a_text_long_after_the_question_is_asked_about(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """After three minutes a message that is no reply may mean something else."""
    await sent(unit)
    await leader.presses("Yêu cầu bổ sung")
    await desk.advance(timedelta(minutes=4))
    await leader.sends("Xe đang ở đâu?")
    await leader.sees("Tin này có phải", "HP-2026-0001")
    await unit.sees_nothing_of("Xe đang ở đâu")
    await leader.presses("Đúng, dùng nội dung này")
    await unit.sees("yêu cầu bổ sung", "Xe đang ở đâu")


async def test_cancelling_changes_nothing(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """Hủy."""
    await sent(unit, NO_PROPOSAL)
    before = await desk.log_kinds()
    await leader.presses("Chỉ đạo")
    assert "không có gì thay đổi" in await leader.presses("Hủy")
    assert await desk.log_kinds() == before


async def test_a_text_beside_a_question_of_buttons_is_something_else(unit: Phone, leader: Phone) -> None:
    """KHONGDONGY with its reason waits for a button: the next text is no answer to it, and nothing breaks."""
    await sent(unit)
    await leader.sends("KHONGDONGY 0001 chưa đủ căn cứ")
    await leader.sends("để tôi xem thêm đã")
    await leader.sees("chuyển")
    await leader.presses("Tiếp tục theo dõi")
    await leader.sees("HP-2026-0001 · THƯỜNG · đang thực hiện", "chưa đủ căn cứ")
