"""What was half written is put aside when something else is begun, and taken up again by its button."""

from tests.scenarios.reports import NO_PROPOSAL, sent
from tests.support.desk_under_test import DeskUnderTest, Phone


async def test_a_half_filled_record_is_taken_up_again(officer: Phone, unit: Phone, leader: Phone) -> None:
    """Its text stays: put aside by another form, it goes on where it stood, and the other one is put aside."""
    await sent(unit, NO_PROPOSAL)
    await officer.sends("/ghi dienthoai ykien 0001 Không đồng ý, chưa đủ căn cứ")
    form = await officer.sees("Lãnh đạo cho ý kiến thế nào?", "chưa đủ căn cứ")
    await officer.presses("Ý kiến trực ban")
    prompt = await officer.sees("ý kiến của trực ban?", "Đã gác lại phần đang viết dở của HP-2026-0001")
    aside = await officer.again(form)
    assert "Gác lại, chưa ghi gì" in aside.text
    assert "chưa đủ căn cứ" in aside.text
    assert aside.buttons == ("Viết tiếp",)
    await officer.presses("Viết tiếp", on=aside)
    assert "Đã gác lại" in (await officer.again(prompt)).text.partition("\n")[0]
    assert (await officer.again(aside)).buttons == ()
    await officer.sees("Lãnh đạo cho ý kiến thế nào?", "chưa đủ căn cứ")
    await officer.presses("Tiếp tục theo dõi")
    await leader.sees("HP-2026-0001", "chưa đủ căn cứ")


async def test_a_directive_being_written_is_taken_up_again(unit: Phone, leader: Phone) -> None:
    """The text waits with its addressees; dropped by its author it does not."""
    await sent(unit, NO_PROPOSAL)
    await leader.presses("Chỉ đạo")
    await leader.sends("@03CC @03EE Giữ nguyên hiện trường")
    form = await leader.sees("Giữ nguyên hiện trường", "03CC, 03EE")
    await leader.presses("Yêu cầu bổ sung")
    aside = await leader.again(form)
    assert "đã gác lại" in aside.text
    assert aside.buttons == ("Viết tiếp",)
    await leader.presses("Viết tiếp", on=aside)
    await leader.sees("xem lại chỉ đạo trước khi gửi", "03CC, 03EE")
    await leader.presses("Gửi chỉ đạo")
    await unit.sees("HP-2026-0001/1", "Giữ nguyên hiện trường")
    assert "đã gửi xong" in await leader.presses_data(
        aside, aside.raw["inline_keyboard"][0][0]["callback_data"]
    )


async def test_a_kept_reply_outlives_another_form(unit: Phone, leader: Phone, officer: Phone) -> None:
    """A reply whose meaning was asked about is not lost when another form is opened before the answer."""
    await sent(unit, NO_PROPOSAL)
    await leader.sends("CHIDAO 0001 Giữ xe")
    card = await unit.sees("HP-2026-0001/1")
    await unit.sends("đã giữ xe, lái xe bỏ đi", reply_to=card)
    question = await unit.sees("tin này là")
    await unit.presses("Xin gia hạn")
    await unit.presses("Báo kết quả", on=question)
    await officer.sees("kết quả – chờ xác nhận", "lái xe bỏ đi")


async def test_a_prompt_says_what_became_of_it(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """Answered, cancelled, put aside: edited where it stands, without buttons."""
    await sent(unit, NO_PROPOSAL)
    await leader.presses("Yêu cầu bổ sung")
    first = await leader.sees("cần bổ sung nội dung gì?")
    await leader.presses("Chỉ đạo")
    second = await leader.sees("viết nội dung chỉ đạo")
    await leader.presses("Hủy", on=second)
    await leader.presses("Yêu cầu bổ sung")
    third = await leader.sees("cần bổ sung nội dung gì?")
    await leader.sends("Xe của ai?")
    for prompt, became in ((first, "Đã gác lại · "), (second, "Đã hủy · "), (third, "Đã trả lời · ")):
        stands = await leader.again(prompt)
        assert stands.text.startswith(became), stands.text
        assert stands.buttons == ()
    await unit.sees("Xe của ai?")
