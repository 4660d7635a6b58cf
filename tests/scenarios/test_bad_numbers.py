"""Typed words whose number is missing, wrong, or means more than one thing."""

from datetime import UTC, datetime

from tests.scenarios.reports import SEAL, approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone

NEW_YEAR = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)  # 00:30 on 1 January in Hải Phòng


async def test_a_missing_or_impossible_number_is_explained(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """The word alone, a number too short, one never given, a directive that is not there: nothing is changed."""
    await approved(unit, leader)
    before = await desk.log_kinds()
    for typed, answer in {
        "DUYET": "Thiếu số vụ việc",
        "chỉ đạo": "Thiếu số vụ việc",
        "DUYET 9999": "Không tìm thấy vụ việc 9999",
        "DUYET HP-2025-0001": "Không tìm thấy vụ việc HP-2025-0001",
        "DUYET XX-2026-0001": "Không tìm thấy vụ việc XX-2026-0001",
        "THUHOI 0001/7 nhầm": "không có chỉ đạo nào đang thực hiện",
        "CHIDAO 0001": "chưa có nội dung",
        "HOI 0001": "",
        "/vuviec abc": "Thiếu số vụ việc",
        "/vuviec 9999": "Không tìm thấy vụ việc 9999",
        "/khongco": "Không có lệnh /khongco",
    }.items():
        said = await leader.sends(typed)
        reply = (await leader.messages())[-1]
        assert reply.is_from_bot, typed
        assert reply.message_id > said.message_id, typed
        assert answer in reply.text, typed
    assert await desk.log_kinds() == before


async def test_a_number_too_short_or_in_foreign_digits_is_no_number(unit: Phone, leader: Phone) -> None:
    """DUYET 1 and full-width digits are ordinary text, never somebody else's incident."""
    await sent(unit)
    for text in ("DUYET 1", "DUYET 001", "DUYET ０００１"):
        await leader.sends(text)
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến")
    await unit.sees_nothing_of("HP-2026-0001/1")


async def test_a_number_that_means_two_directives_is_asked_about(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """One button each, nothing changed; with /n it is said at once."""
    await approved(unit, leader)
    await leader.sends("CHIDAO 0001 Chụp ảnh niêm phong")
    await unit.sends("NHAN 0001")
    choice = await unit.sees("nhận chỉ đạo nào")
    assert sorted(choice.buttons) == ["Đã nhận chỉ đạo HP-2026-0001/1", "Đã nhận chỉ đạo HP-2026-0001/2"]
    assert "directive:acknowledged" not in await desk.log_kinds()
    assert "Đã nhận chỉ đạo HP-2026-0001/2" in await unit.presses("Đã nhận chỉ đạo HP-2026-0001/2", on=choice)
    await unit.sends("NHAN 0001/1")
    await unit.sees("Đã nhận chỉ đạo HP-2026-0001/1")
    await unit.sends("NHAN 0001")
    assert (await desk.log_kinds()).count("directive:acknowledged") == 2


async def test_the_same_counter_in_two_years_means_this_years_first(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """HP-2026-0001 waits over New Year, HP-2027-0001 comes: DUYET 0001 is the new one, then the old."""
    await sent(unit)
    desk.sandbox.clock.set(NEW_YEAR)
    await desk.settles()
    await unit.sends(SEAL.replace("MSKU9070323", "TCLU4265781"))
    await unit.presses("Vụ việc mới")
    await unit.presses("Gửi")
    await leader.sees("HP-2027-0001 · THƯỜNG · chờ ý kiến", "TCLU4265781")
    await leader.sends("DUYET 0001")
    await leader.sees("Đã duyệt HP-2027-0001")
    await leader.sends("DUYET 0001")
    await leader.sees("Đã duyệt HP-2026-0001")
    await leader.sends("DUYET HP-2026-0001")
    await leader.sees("đã duyệt HP-2026-0001 lúc")
    await unit.sends("NHAN HP-2026-0001")
    await unit.sees("Đã nhận chỉ đạo HP-2026-0001/1")
