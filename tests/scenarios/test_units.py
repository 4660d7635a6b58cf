"""What a unit does with a directive, and what the desk does with its result."""

from tests.scenarios.reports import SEAL, approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone
from tests.support.organisation import UNIT_GROUP
from tests.support.raw_sql import raw


async def test_the_first_receipt_counts_for_the_unit(unit: Phone, head: Phone, leader: Phone) -> None:
    """It names the person, edits every copy, and the second press reads who was first."""
    await approved(unit, leader)
    card = await unit.sees("HP-2026-0001/1 · THƯỜNG · chỉ đạo – chờ xác nhận đã nhận")
    data = card.raw["inline_keyboard"][0][0]["callback_data"]
    assert "Đã nhận chỉ đạo HP-2026-0001/1" in await head.presses("Đã nhận chỉ đạo")
    assert "Đã nhận: đ/c Bùi Thu" in (await unit.again(card)).text
    assert "Bùi Thu đã nhận" in await unit.presses_data(card, data)


async def test_words_of_receipt_in_reply_are_the_receipt(unit: Phone, leader: Phone) -> None:
    """A "rõ" in reply to the directive."""
    await approved(unit, leader)
    card = await unit.sees("HP-2026-0001/1")
    await unit.sends("rõ", reply_to=card)
    await unit.sees("Đã nhận chỉ đạo HP-2026-0001/1")


async def test_ro_without_a_reply_only_offers_the_button(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Nothing is guessed: the one directive that waits is offered."""
    await approved(unit, leader)
    await unit.sends("đã rõ")
    await unit.presses("Đã nhận chỉ đạo HP-2026-0001/1")
    assert (await desk.log_kinds())[-1] == "directive:acknowledged"


async def test_any_other_reply_is_asked_about(unit: Phone, leader: Phone, officer: Phone) -> None:
    """A text under a directive is a result only when its author says so."""
    await approved(unit, leader)
    card = await unit.sees("HP-2026-0001/1")
    await unit.sends("hàng đúng khai báo, đã gắn seal mới", reply_to=card)
    question = await unit.sees("HP-2026-0001/1 · THƯỜNG · tin này là")
    assert question.buttons == ("Báo kết quả", "Đang thực hiện")
    assert "Đã báo kết quả" in await unit.presses("Báo kết quả", on=question)
    await officer.sees("kết quả – chờ xác nhận", "đã gắn seal mới")


async def test_a_result_with_photos_reaches_the_desk(unit: Phone, leader: Phone, officer: Phone) -> None:
    """The photo goes along, by its file id."""
    await approved(unit, leader)
    await unit.presses("Báo kết quả")
    photo = {"kind": "photo", "name": "a.png", "base64": PIXEL}
    await unit.sends("", files=[photo], caption="Đã mở kiểm tra")
    await officer.sees("kết quả – chờ xác nhận", "Đã mở kiểm tra")
    assert any("photo" in m.raw for m in await officer.messages())


async def test_a_returned_result_is_reported_again(unit: Phone, leader: Phone, officer: Phone) -> None:
    """Trả lại báo cáo with a reason; the second report closes the incident once confirmed."""
    await approved(unit, leader)
    await unit.sends("KQ 0001 xong")
    await officer.presses("Trả lại báo cáo")
    await officer.sends("Nêu rõ số kiện và số seal mới")
    returned = await unit.sees("HP-2026-0001/1 · THƯỜNG · cần báo cáo lại", "số seal mới")
    await unit.sees("chỉ đạo – cần báo cáo lại", "Nêu rõ số kiện")
    await unit.sends("480 kiện, seal mới VN880214", reply_to=returned)
    await unit.presses("Báo kết quả")
    await officer.sees("báo cáo lần 2", "VN880214")
    await officer.sends("XACNHAN 0001/1 03CC")
    await unit.sees("HP-2026-0001 đã kết thúc")


async def test_the_incident_closes_with_its_last_result(
    unit: Phone, other_unit: Phone, leader: Phone, officer: Phone
) -> None:
    """Two addressees: confirming one leaves it open; a number alone that means both is asked about."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @03CC @03EE Kiểm tra camera toàn tuyến")
    await unit.sends("KQ 0001 đã kiểm tra, không có gì")
    await other_unit.sends("KQ 0001 camera 5 mất hình từ 8h")
    await officer.sends("XACNHAN 0001")
    choice = await officer.sees("họn một")
    assert len(choice.buttons) == 2
    await officer.presses("Xác nhận kết quả HP-2026-0001/1 03CC", on=choice)
    await unit.sees_nothing_of("HP-2026-0001 đã kết thúc")
    await officer.presses("Xác nhận kết quả")
    await unit.sees("HP-2026-0001 đã kết thúc")
    await other_unit.sees("HP-2026-0001 đã kết thúc")


async def test_reopening_wants_a_reason_and_tells_everyone(
    unit: Phone, leader: Phone, officer: Phone
) -> None:
    """Mở lại by the leader."""
    await approved(unit, leader)
    await unit.sends("KQ 0001 xong")
    await officer.presses("Xác nhận kết quả")
    await leader.sends("MOLAI 0001")
    await leader.sees("thiếu lý do")
    await leader.sends("MOLAI 0001 có tin báo mới về lô hàng")
    await leader.sees("Đã mở lại HP-2026-0001")
    await unit.sees("đã mở lại vụ việc", "tin báo mới")


async def test_more_time_is_asked_for_and_granted(unit: Phone, leader: Phone, officer: Phone) -> None:
    """Xin gia hạn: until when and why; the desk grants it and the card shows the new hour."""
    await approved(unit, leader)
    await unit.sends("GIAHAN 0001 đến 16h30 mai vì chờ xe nâng")
    await officer.sees("gia hạn", "chờ xe nâng")
    await officer.presses("Đồng ý gia hạn")
    await unit.sees("đồng ý gia hạn", "16:30")
    await unit.sees("chỉ đạo – chờ xác nhận", "Báo kết quả trước 16:30")


async def test_a_directive_is_handed_on_inside_the_unit(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Chuyển người thực hiện: the one named gets the card and can report."""
    await approved(unit, leader)
    await unit.presses("Chuyển người thực hiện")
    await unit.presses("Ngô Tuấn")
    performer = desk.phone(203)
    await performer.sees("HP-2026-0001/1", "Ngô Tuấn")
    assert "Đã nhận chỉ đạo" in await performer.presses("Đã nhận chỉ đạo")


async def test_a_units_group_gets_the_card(group_unit: Phone, unit: Phone, leader: Phone) -> None:
    """A member presses in the group; somebody of another unit in it is refused in words."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @03TG Cử người phối hợp kiểm tra")
    card = await group_unit.sees("HP-2026-0001/1", "phối hợp", chat=UNIT_GROUP)
    data = card.raw["inline_keyboard"][0][0]["callback_data"]
    assert "không giao cho đơn vị của đ/c" in await unit.presses_data(card, data)
    assert "Đã nhận chỉ đạo" in await group_unit.presses_data(card, data)
    await group_unit.sees("Đã nhận: đ/c Mai Lan", chat=UNIT_GROUP)


async def test_a_units_contact_gets_the_card_beside_the_group(
    desk: DeskUnderTest, group_unit: Phone, unit: Phone, leader: Phone
) -> None:
    """Group and contact have the directive, and its recall; the receipt given privately edits the group's copy."""
    async with desk.database.transaction() as tx:
        await raw(tx, NAME_CONTACT)
    await sent(unit)
    await leader.sends("CHIDAO 0001 @03TG Cử người phối hợp kiểm tra")
    await group_unit.sees("HP-2026-0001/1", "phối hợp", chat=UNIT_GROUP)
    await group_unit.presses("Đã nhận chỉ đạo", chat=401)
    await group_unit.sees("Đã nhận: đ/c Mai Lan", chat=UNIT_GROUP)
    await leader.sends("THUHOI 0001/1 đã có lực lượng khác")
    for chat in (UNIT_GROUP, 401):
        await group_unit.sees("HP-2026-0001/1", "Đề nghị dừng thực hiện", chat=chat)


async def test_a_results_photo_is_not_the_reports(unit: Phone, leader: Phone, officer: Phone) -> None:
    """The report's card counts what came with the report, also once a result has a photo."""
    photo = {"kind": "photo", "name": "a.png", "base64": PIXEL}
    await unit.sends("", files=[photo], caption=SEAL)
    await unit.presses("Gửi")
    await leader.presses("Duyệt đề xuất")
    await unit.presses("Báo kết quả")
    await unit.sends("", files=[photo, photo], caption="Đã mở kiểm tra")
    await officer.sees("kết quả – chờ xác nhận")
    await unit.sends("BOSUNG 0001 lái xe đã khai")
    await leader.sees("cắt seal", "Kèm theo: 1 ảnh")


async def test_a_number_in_an_ordinary_sentence_is_no_command(unit: Phone) -> None:
    """The report "Nhận 3 container nghi vấn" is one; NHAN takes nothing after its number."""
    await unit.sends("Nhận 3 container nghi vấn tại bãi B lúc 8h")
    await unit.sees("Xem lại trước khi gửi", "3 container nghi vấn")


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
NAME_CONTACT = (
    "UPDATE grants SET is_contact = 1 WHERE person_id = (SELECT id FROM people WHERE telegram_id = 401)"
)
