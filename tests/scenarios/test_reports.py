"""From a free text to a sent report."""

import asyncio
from datetime import timedelta

from bot.rules.log_entry import SYSTEM
from storage import duty_log
from tests.scenarios.reports import NO_PROPOSAL, SEAL, sent
from tests.support.desk_under_test import DeskUnderTest, Phone
from tests.support.organisation import UNIT_GROUP
from tests.support.trouble import PIXEL


async def test_an_open_incident_makes_the_next_text_ask(unit: Phone, leader: Phone) -> None:
    """With an incident open, a free text is an addition or a new incident: its author says which."""
    await sent(unit)
    await unit.sends("Lái xe tên Nguyễn Văn C đã bỏ đi")
    question = await unit.sees("bổ sung hay vụ việc mới")
    assert question.buttons == ("Bổ sung HP-2026-0001", "Vụ việc mới")
    await unit.presses("Bổ sung HP-2026-0001")
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "Nguyễn Văn C")


async def test_a_new_incident_beside_an_open_one(unit: Phone, leader: Phone) -> None:
    """Vụ việc mới shows the preview; Gửi gives the next number."""
    await sent(unit)
    await unit.sends(NO_PROPOSAL)
    await unit.presses("Vụ việc mới")
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0002", "chờ ý kiến")


async def test_an_ambiguous_hour_is_asked_about(unit: Phone, leader: Phone) -> None:
    """Both times as buttons; the one pressed stands in the report."""
    await unit.sends("phat hien xe 15C-123.45 cat seal luc 7h toi qua")
    preview = await unit.sees("chọn giờ")
    assert "19:00 22/11" in preview.buttons
    await unit.presses("19:00 22/11")
    await unit.presses("Gửi")
    await leader.sees("Phát sinh 19:00 22/11")


async def test_single_fields_are_corrected(unit: Phone, leader: Phone) -> None:
    """Sửa: one field by button and text, urgency by button."""
    await unit.sends(SEAL)
    await unit.presses("Sửa")
    await unit.presses("Địa điểm")
    await unit.sends("Bãi soi số 2 cảng Tân Vũ")
    await unit.sees("Xem lại trước khi gửi", "Bãi soi số 2")
    await unit.presses("Thượng khẩn")
    await unit.sends("GUI")
    card = await leader.sees("HP-2026-0001", "Bãi soi số 2")
    assert card.first_line == "HP-2026-0001 · THƯỢNG KHẨN · chờ ý kiến"


async def test_an_urgent_report_goes_without_a_preview(unit: Phone, leader: Phone) -> None:
    """/hoatoc, and the word in capitals without the slash."""
    await unit.sends("/hoatoc cháy container TCLU4265781 tại bãi A")
    assert (await leader.sees("HP-2026-0001", "cháy")).first_line == "HP-2026-0001 · HỎA TỐC · chờ ý kiến"
    await unit.sends("KHẨN: xe 29H-456.78 không dừng kiểm tra")
    assert (await leader.sees("HP-2026-0002")).first_line == "HP-2026-0002 · KHẨN · chờ ý kiến"


async def test_a_dropped_report_tells_nobody(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """Bỏ báo cáo này: no number, no log."""
    await unit.sends(SEAL)
    await unit.presses("Bỏ báo cáo này")
    await unit.sees("chưa gửi thành báo cáo")
    assert await desk.log_kinds() == []
    assert [m for m in await leader.messages() if m.is_from_bot] == []


async def test_courtesies_start_nothing(unit: Phone) -> None:
    """Ok, vâng, cảm ơn."""
    for text in ("ok", "Vâng ạ", "cảm ơn"):
        await unit.sends(text)
    assert [m for m in await unit.messages() if m.is_from_bot] == []


async def test_an_album_is_one_report(unit: Phone, leader: Phone) -> None:
    """Three photos with a caption: one preview, one incident, the photos at the leader's."""
    files = [{"kind": "photo", "name": f"{n}.png", "base64": PIXEL} for n in range(3)]
    await unit.sends("", files=files, caption=SEAL)
    previews = [m for m in await unit.messages() if "Xem lại" in m.text]
    assert len(previews) == 1
    assert "3 ảnh" in previews[0].text
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0001", "3 ảnh")
    assert len([m for m in await leader.messages() if "photo" in m.raw]) == 3


async def test_a_marked_text_is_stopped_and_kept_nowhere(
    unit: Phone, officer: Phone, superior: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """No card, no entry with its words; the message is deleted; desk and superior are told."""
    await unit.sends("TỐI MẬT: kế hoạch vây bắt tại bãi C")
    await unit.sees("Đã dừng một tin")
    assert not any("vây bắt" in m.text for m in await unit.messages())
    for phone in (officer, superior):
        await phone.sees("Đã dừng một tin", "Trần Bình")
    assert await desk.log_kinds() == ["message:stopped"]
    async with desk.database.read() as tx:
        kept = await tx.all("inbox_list_new", bot_id=7000000001, how_many=10)
    assert kept == []
    await officer.presses("Không phải nội dung mật")
    await unit.sees("Không phải nội dung mật", "gửi lại")
    await unit.sends("TỐI MẬT là tên tàu: kiểm tra tàu TỐI MẬT tại bãi C")
    await unit.sees("Xem lại trước khi gửi")


async def test_a_breach_of_procedure_can_go_to_the_superior_only(
    unit: Phone, leader: Phone, officer: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """Phản ánh riêng: nobody at the desk sees it, not in a card, not after an edit, not in the desk's log."""
    said = await unit.sends(
        "Cán bộ giám sát cổng B thực hiện không đúng quy trình nghiệp vụ khi cho xe ra lúc 8h"
    )
    await unit.presses("Phản ánh riêng")
    await superior.sees("HP-2026-0001", "không đúng quy trình")
    await unit.edits(said, "Cán bộ giám sát cổng C thực hiện không đúng quy trình nghiệp vụ lúc 8h")
    await superior.sees("HP-2026-0001", "cổng C")
    for phone in (leader, officer):
        assert [m for m in await phone.messages() if m.is_from_bot] == []
    async with desk.database.read() as tx:
        assert not any("quy trình" in entry.text for entry in await duty_log.read(tx, 1))


async def test_the_author_adds_to_a_private_report(
    unit: Phone, leader: Phone, officer: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """By button, reply or typed, in their own chat; the superior reads it, and nobody else ever hears of it."""
    colleague, head = desk.phone(203), desk.phone(202)
    await unit.sends("Cán bộ giám sát cổng B thực hiện không đúng quy trình nghiệp vụ khi cho xe ra lúc 8h")
    await unit.presses("Phản ánh riêng")
    receipt = await unit.sees("HP-2026-0001", "Chỉ gửi lãnh đạo cấp trên")
    await unit.presses("Bổ sung", on=receipt)
    await unit.sends("Xe đó biển 15C-111.22")
    await superior.sees("HP-2026-0001", "15C-111.22")
    await unit.sends("BOSUNG 0001 có camera cổng B ghi lại")
    await superior.sees("HP-2026-0001", "camera cổng B")
    await unit.sends("đã xảy ra hai lần", reply_to=receipt)
    await superior.sees("HP-2026-0001", "đã xảy ra hai lần")
    await unit.sends("/vuviec 0001")
    await unit.sees("HP-2026-0001", "không đúng quy trình")
    for phone in (colleague, leader, officer, head):
        await phone.sends("BOSUNG 0001 tôi cũng thấy")
        await phone.sees("Không tìm thấy vụ việc")
        await phone.sends("/vuviec 0001")
        await phone.sees_nothing_of("quy trình")
        await phone.sees_nothing_of("HP-2026-0001")
    await colleague.sends("Xe 29H-456.78 chở hàng cấm tại bãi B lúc 8h40")
    await colleague.sees("Xem lại trước khi gửi")
    await colleague.sees_nothing_of("HP-2026-0001")
    async with desk.database.read() as tx:
        assert not any("camera" in entry.text for entry in await duty_log.read(tx, 1))


async def test_a_private_report_is_not_named_in_a_group(
    group_unit: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """In a group its author gets the answer for a number that was never given; the superior hears nothing of it."""
    await group_unit.sends("Cán bộ giám sát cổng B thực hiện không đúng quy trình nghiệp vụ lúc 8h")
    await group_unit.presses("Phản ánh riêng")
    await group_unit.sees("HP-2026-0001")
    for text in ("/bosung 0001 còn nữa", "/vuviec 0001", "/vuviec"):
        await group_unit.sends(text, chat=UNIT_GROUP)
    await group_unit.sees("Không tìm thấy vụ việc", chat=UNIT_GROUP)
    await group_unit.sees_nothing_of("HP-2026-0001", chat=UNIT_GROUP)
    await superior.sees_nothing_of("còn nữa")


async def test_a_private_report_is_brought_up_without_naming_anybody(
    unit: Phone, superior: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """The superior is told what it is, not whom else to call, a few times and then once a day; nobody else is."""
    await unit.sends("Cán bộ giám sát cổng B thực hiện không đúng quy trình nghiệp vụ lúc 8h")
    await unit.presses("Phản ánh riêng")
    for minutes in (15, 15, 30, 30):
        await desk.advance(timedelta(minutes=minutes))
        told = await superior.sees("HP-2026-0001", "Phản ánh riêng, chỉ gửi lãnh đạo cấp trên")
        assert "Nguyễn Văn An" not in told.text
        assert told.buttons == ("Xem",)
    await superior.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến 1 giờ")
    await superior.sees_nothing_of("Đã báo cáo tất cả lãnh đạo")
    for phone in (leader, officer):
        await phone.sees_nothing_of("HP-2026-0001")


async def test_nobody_on_duty_is_said_plainly(unit: Phone, superior: Phone, desk: DeskUnderTest) -> None:
    """Numbered and logged, the reporter reads it, superiors and administrators are alerted, nothing is decided."""
    async with desk.database.transaction() as tx:
        from tests.support.raw_sql import raw  # noqa: PLC0415

        await raw(tx, "UPDATE shifts SET responsible_from = NULL")
        tx.changed = True
    await sent(unit)
    await unit.sees("HP-2026-0001", "chưa có lãnh đạo ca trực")
    await superior.sees("HP-2026-0001", "chưa có lãnh đạo ca trực")
    await desk.phone(105).sees("chưa có lãnh đạo ca trực")


async def test_the_menu_key_opens_a_report_of_its_own(unit: Phone, officer: Phone, leader: Phone) -> None:
    """Báo cáo vụ việc: no question about open incidents; the desk opens what it found itself the same way."""
    await sent(unit)
    await unit.sends("Báo cáo vụ việc")
    await unit.sees("gọi trực ban 0225")
    await unit.sends(NO_PROPOSAL)
    await unit.sees("Xem lại trước khi gửi", "29H-456.78")
    await officer.sends("/baocao")
    await officer.sends("Camera 5 phát hiện người leo rào bãi C lúc 8h50")
    await officer.presses("Gửi")
    card = await leader.sees("HP-2026-0002", "leo rào")
    assert "Trực ban phát hiện" in card.text
    assert "Duyệt đề xuất" not in card.buttons


async def test_a_file_of_a_draft_is_in_the_desks_log(desk: DeskUnderTest, unit: Phone) -> None:
    """Fetched before the report was sent, it is the desk's all the same, and the report names its draft."""
    photo = {"kind": "photo", "name": "a.png", "base64": PIXEL}
    await unit.sends("", files=[photo], caption=SEAL)
    async with asyncio.timeout(20):
        while "attachment:stored" not in await desk.log_kinds():  # noqa: ASYNC110 - beside the work
            await asyncio.sleep(0.05)
    await unit.presses("Gửi")
    async with desk.database.read() as tx:
        entries = {str(entry.kind): entry for entry in await duty_log.read(tx, 1)}
        system = [str(entry.kind) for entry in await duty_log.read(tx, SYSTEM)]
    stored, received = entries["attachment:stored"], entries["incident:received"]
    assert stored.facts["owner"] == "draft"
    assert stored.facts["owner_id"] == received.facts["draft"]
    assert stored.shift_id == received.shift_id
    assert "attachment:stored" not in system
