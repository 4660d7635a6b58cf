"""What a duty leader can say to a report, by button and typed; who comes second reads who and when."""

from datetime import timedelta

from tests.scenarios.reports import NO_PROPOSAL, SEAL, approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone
from tests.support.raw_sql import raw


async def test_without_a_proposal_nothing_can_be_approved(unit: Phone, leader: Phone) -> None:
    """The button is not there, and the typed word is refused in words."""
    await sent(unit, NO_PROPOSAL)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    assert card.buttons == ("Chỉ đạo", "Yêu cầu bổ sung", "Không đồng ý")
    await leader.sends("DUYET 0001")
    await leader.sees("HP-2026-0001 không có đề xuất")


async def test_who_only_asks_for_an_opinion_proposes_nothing(unit: Phone, leader: Phone) -> None:
    """Where "Xin ý kiến chỉ đạo" stands alone, also without accents, there is nothing to approve."""
    await sent(unit, "Xe 15C-123.45 dut seal tai bai B luc 8h15. Xin y kien chi dao")
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    assert card.buttons == ("Chỉ đạo", "Yêu cầu bổ sung", "Không đồng ý")


async def test_a_typed_approval_is_as_good_as_the_button(unit: Phone, leader: Phone) -> None:
    """In any case, with or without accents, by the counter alone."""
    await sent(unit)
    await leader.sends("duyệt 0001")
    await leader.sees("Đã duyệt HP-2026-0001 (MSKU9070323, 03CC)")
    await unit.sees("HP-2026-0001/1", "mở kiểm tra container")


async def test_a_typed_directive_goes_to_the_units_named(
    unit: Phone, other_unit: Phone, leader: Phone
) -> None:
    """CHIDAO with @ codes is itself the confirmation."""
    await sent(unit)
    await leader.sends("CHIDAO HP-2026-0001 @03CC @03EE Giữ nguyên hiện trường, chờ lực lượng kiểm soát")
    await leader.sees("Đã chỉ đạo HP-2026-0001/1", "03CC, 03EE")
    for phone in (unit, other_unit):
        await phone.sees("HP-2026-0001/1", "Giữ nguyên hiện trường")


async def test_codes_in_the_text_of_the_form_choose_its_addressees(
    unit: Phone, other_unit: Phone, leader: Phone
) -> None:
    """As in the typed line; an unknown one is refused and the form goes on, one inside the text is called in."""
    await sent(unit)
    await leader.presses("Chỉ đạo khác")
    await leader.sends("@99ZZ Giữ xe")
    await leader.sees("Không có đơn vị @99ZZ", "03EE")
    await leader.sends("@03EE Cử người sang cảng Tân Vũ")
    shown = await leader.sees("Cử người sang cảng Tân Vũ", "Gửi: 03EE")
    assert "@03EE" not in shown.text
    await leader.presses("Sửa")
    await leader.sends("Giữ xe, @03CC mở kiểm tra")
    await leader.sees("Giữ xe, @03CC mở kiểm tra", "03CC, 03EE")
    await leader.presses("Gửi chỉ đạo")
    for phone in (unit, other_unit):
        await phone.sees("HP-2026-0001/1", "Giữ xe")


async def test_an_unknown_unit_is_named_and_nothing_is_decided(unit: Phone, leader: Phone) -> None:
    """The refusal lists the units there are."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @99ZZ Giữ xe")
    await leader.sees("Không có đơn vị @99ZZ", "03CC")
    await leader.sees("HP-2026-0001", "chờ ý kiến")


async def test_a_directive_written_after_the_button_is_shown_back_first(
    unit: Phone, other_unit: Phone, leader: Phone
) -> None:
    """Text, addressees, then Gửi chỉ đạo; nothing leaves before it."""
    await sent(unit)
    await leader.presses("Chỉ đạo khác")
    await leader.sees("viết nội dung chỉ đạo")
    await leader.sends("Kiểm tra thực tế toàn bộ lô hàng")
    await leader.sees("Kiểm tra thực tế toàn bộ lô hàng")
    await unit.sees_nothing_of("Kiểm tra thực tế")
    await leader.presses("03EE")
    await leader.presses("Gửi chỉ đạo")
    for phone in (unit, other_unit):
        await phone.sees("HP-2026-0001/1", "Kiểm tra thực tế toàn bộ lô hàng")


async def test_a_question_comes_back_as_a_new_version(unit: Phone, leader: Phone, officer: Phone) -> None:
    """Yêu cầu bổ sung, the answer by reply, and the card anew with its buttons."""
    await sent(unit)
    await leader.presses("Yêu cầu bổ sung")
    await leader.sends("Seal số mấy, ai phát hiện?")
    question = await unit.sees("yêu cầu bổ sung", "Seal số mấy")
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ bổ sung")
    await unit.sends("Seal số VN123456, tổ giám sát cổng phát hiện", reply_to=question)
    card = await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "VN123456")
    assert "Duyệt đề xuất" in card.buttons
    await officer.sees("HP-2026-0001", "VN123456")
    await unit.sees("Đã bổ sung HP-2026-0001")


async def test_disagreeing_asks_how_to_go_on(unit: Phone, leader: Phone) -> None:
    """Nothing is decided by Không đồng ý alone; Kết thúc wants a reason."""
    await sent(unit)
    await leader.presses("Không đồng ý")
    choice = await leader.sees("không đồng ý – chọn hướng xử lý")
    assert choice.buttons == ("Chỉ đạo khác", "Tiếp tục theo dõi", "Kết thúc vụ việc")
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến")
    await leader.presses("Kết thúc vụ việc")
    await leader.sends("Đã xác minh, không vi phạm")
    await leader.sees("Đã kết thúc HP-2026-0001")
    await unit.sees("HP-2026-0001 · THƯỜNG · đã kết thúc", "không vi phạm")


async def test_tuchoi_closes_with_its_reason(unit: Phone, leader: Phone) -> None:
    """TUCHOI <số> <lý do>."""
    await sent(unit)
    await leader.sends("TUCHOI 0001 trùng với vụ việc đã xử lý")
    await leader.sees("Đã kết thúc HP-2026-0001")


async def test_khongdongy_keeps_the_reason_for_the_way_chosen(unit: Phone, leader: Phone) -> None:
    """KHONGDONGY <số> <lý do>, then a button; the reason is not asked for again."""
    await sent(unit)
    await leader.sends("KHONGDONGY 0001 chưa đủ căn cứ")
    await leader.presses("Tiếp tục theo dõi")
    await leader.sees("HP-2026-0001 · THƯỜNG · đang thực hiện", "tiếp tục theo dõi", "chưa đủ căn cứ")


async def test_the_second_press_reads_the_truth(
    unit: Phone, leader: Phone, deputy: Phone, desk: DeskUnderTest
) -> None:
    """A press after the decision changes nothing and says who decided, and when."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    data = card.raw["inline_keyboard"][0][0]["callback_data"]
    await leader.presses("Duyệt đề xuất")
    toast = await leader.presses_data(card, data)
    assert "Nguyễn Văn An đã duyệt" in toast
    assert "lúc 09:0" in toast
    assert (await desk.log_kinds()).count("opinion:approved") == 1
    await deputy.sees("HP-2026-0001", "đã duyệt đề xuất")


async def test_the_deputy_waits_for_the_time_set(unit: Phone, deputy: Phone, desk: DeskUnderTest) -> None:
    """Typed before T2: refused in words; after it: accepted, recorded as the deputy's."""
    await sent(unit)
    assert (await deputy.sees("HP-2026-0001")).buttons == ()
    await deputy.sends("DUYET 0001")
    await deputy.sees("HP-2026-0001: lãnh đạo trực thay được cho ý kiến từ 09:3")
    await desk.advance(timedelta(minutes=31))
    await deputy.sends("DUYET 0001")
    await deputy.sees("Đã duyệt HP-2026-0001")
    await unit.sees("HP-2026-0001/1", "Phạm Thị Dung (lãnh đạo trực thay)")


async def test_the_deputy_is_told_whose_step_it_is(
    unit: Phone, leader: Phone, deputy: Phone, desk: DeskUnderTest
) -> None:
    """Confirming a result is the desk's at any time: no hour is named from which a deputy might do it."""
    await approved(unit, leader)
    await unit.sends("KQ 0001 xong")
    await desk.advance(timedelta(minutes=31))
    await deputy.sends("XACNHAN 0001")
    await deputy.sees("Bước này với HP-2026-0001 thuộc công chức trực ban của ca")


async def test_who_is_not_on_duty_cannot_decide(unit: Phone, off_duty: Phone, other_unit: Phone) -> None:
    """A leader off duty is told so; a unit that is not concerned finds nothing there."""
    await sent(unit)
    await off_duty.sends("DUYET 0001")
    await off_duty.sees("không thuộc ca trực")
    await other_unit.sends("BOSUNG 0001 thêm thông tin")
    await other_unit.sees("Không tìm thấy vụ việc 0001")


async def test_more_directives_replace_and_recall(unit: Phone, leader: Phone) -> None:
    """While in progress: Chỉ đạo bổ sung, Chỉ đạo thay thế, Thu hồi; each told, nothing erased."""
    await approved(unit, leader)
    await leader.presses("Chỉ đạo bổ sung")
    await leader.sends("Chụp ảnh niêm phong trước khi mở")
    await leader.presses("Gửi chỉ đạo")
    await unit.sees("HP-2026-0001/2", "Chụp ảnh")
    await leader.sends("THUHOI 0001/2 không cần nữa")
    await leader.sees("Đã thu hồi chỉ đạo HP-2026-0001/2")
    await unit.sees("HP-2026-0001/2 · THƯỜNG · chỉ đạo đã thu hồi", "không cần nữa")
    await leader.presses("Chỉ đạo thay thế")
    await leader.sends("Chuyển máy soi trước, chưa mở")
    await leader.presses("Gửi chỉ đạo")
    await unit.sees("HP-2026-0001/3", "Thay thế chỉ đạo HP-2026-0001/1", "Chuyển máy soi")
    await unit.sees("HP-2026-0001/1 · THƯỜNG · chỉ đạo đã được thay thế")


async def test_a_decision_binds_to_the_version_shown(unit: Phone, leader: Phone) -> None:
    """A press for an older version changes nothing and shows the new one."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    data = card.raw["inline_keyboard"][0][0]["callback_data"]
    await unit.sends("BOSUNG 0001 lái xe đã bỏ chạy")
    toast = await leader.presses_data(card, data)
    assert "vừa có nội dung mới" in toast
    fresh = await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "lái xe đã bỏ chạy")
    assert "Duyệt đề xuất" in fresh.buttons


async def test_the_report_is_shown_as_written(unit: Phone, leader: Phone) -> None:
    """HTML in a report is text, not markup."""
    await sent(unit, SEAL.replace("cắt seal", "cắt <b>seal</b> & khóa"))
    await leader.sees("cắt <b>seal</b> & khóa")


async def test_a_watched_incident_is_directed_or_closed_later(unit: Phone, leader: Phone) -> None:
    """Tiếp tục theo dõi leaves the leader two ways on; Kết thúc wants its reason."""
    await sent(unit)
    await leader.presses("Không đồng ý")
    await leader.presses("Tiếp tục theo dõi")
    await leader.sends("chưa đủ căn cứ, theo dõi đến 18h")
    watched = await leader.sees("HP-2026-0001", "Chưa có chỉ đạo nào")
    assert watched.buttons == ("Chỉ đạo bổ sung", "Kết thúc vụ việc")
    await leader.presses("Kết thúc vụ việc", on=watched)
    await leader.sends("không phát sinh gì thêm")
    await leader.sees("Đã kết thúc HP-2026-0001")


async def test_a_running_incident_is_not_closed_over_a_directive(unit: Phone, leader: Phone) -> None:
    """TUCHOI while a unit still works is refused in words."""
    await approved(unit, leader)
    await leader.sends("TUCHOI 0001 thôi không làm nữa")
    await leader.sees("HP-2026-0001: còn đơn vị đang thực hiện")


async def test_a_typed_decision_binds_to_the_version_delivered(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """While the new version has not reached the leader, DUYET decides nothing and brings the card."""
    await sent(unit)
    async with desk.database.transaction() as tx:  # as if the addition's card were still on its way
        await raw(tx, "UPDATE cards SET drawn_version = 0 WHERE notice = 'decision-card'")
    await leader.sends("DUYET 0001")
    await leader.sees("Chưa ghi nhận ý kiến")
    card = await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến")
    assert "Duyệt đề xuất" in card.buttons
    assert "opinion:approved" not in await desk.log_kinds()
    await leader.sends("DUYET 0001")
    await leader.sees("Đã duyệt HP-2026-0001")


async def test_the_pinned_list_opens_the_card_to_decide_on(unit: Phone, leader: Phone) -> None:
    """A row gives the decision card anew with its buttons; the older copy loses its own."""
    await sent(unit)
    old = await leader.sees("HP-2026-0001", "chờ ý kiến", "cắt seal")
    pinned = await leader.sees("Chờ đ/c cho ý kiến (1)")
    await leader.presses("HP-2026-0001", on=pinned)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến", "cắt seal")
    assert card.message_id > pinned.message_id
    assert "Duyệt đề xuất" in card.buttons
    assert (await leader.again(old)).buttons == ()
    await leader.presses("Duyệt đề xuất", on=card)
    await unit.sees("HP-2026-0001/1", "mở kiểm tra container")
