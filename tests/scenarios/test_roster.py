"""The roster in the chat: who is on duty when, who stands in for whom, and what is found before the night."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.config import load
from bot.control.organisation_file import read_organisation
from bot.desk import make_desk
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from tests.support.desk_under_test import DeskUnderTest, Phone, desk_under_test
from tests.support.office import ZONE

TOMORROW = """
[[shifts]]
desk = "HP"
starts_at = 2026-11-24T08:00:00
ends_at = 2026-11-25T08:00:00
leader = "Hoàng Nam"
deputy = "Phạm Thị Dung"
officers = ["Lê Xuân"]
[[shifts]]
desk = "HP"
starts_at = 2026-11-25T08:00:00
ends_at = 2026-11-26T08:00:00
leader = "Nguyễn Văn An"
officers = ["Cao Sơn"]
"""
SON = """
[[people]]
name = "Cao Sơn"
desk = "HP"
roles = ["officer"]
telegram_id = 900
phone = "0912 900 900"
"""
SECOND = 900


async def lays(desk: DeskUnderTest, text: str) -> None:
    """The organisation file says this as well."""
    settings = load(None, {"TRUCBAN_STORAGE__URL": desk.url})
    of = make_desk(settings, desk.database, desk.sandbox.clock)
    await set_up_organisation(of, SettingUp(read_organisation(text, ZONE)))
    await desk.settles()


@pytest.fixture
async def rostered(desk: DeskUnderTest) -> DeskUnderTest:
    """The desk on duty since 08:00, with a shift for tomorrow and one for the day after; Cao Sơn serves there."""
    await lays(desk, SON + TOMORROW)
    return desk


async def until(desk: DeskUnderTest, day: int, hour: int, minute: int = 0) -> None:
    """Let time pass until then."""
    at = datetime(2026, 11, day, hour, minute, tzinfo=ZONE)
    await desk.advance(at - desk.sandbox.clock.now())
    await desk.settles()


async def test_the_week_is_read_and_seen(rostered: DeskUnderTest, leader: Phone, unit: Phone) -> None:
    """Words at once and a picture after them; the next week by a button; one's own shifts by themselves."""
    await leader.sends("/lichtruc")
    week = await leader.sees("Lịch trực 23/11/2026 – 29/11/2026", "Chủ nhật")
    assert "▶ Thứ hai 23/11/2026" in week.text
    assert "08:00–08:00 (đang trực): Nguyễn Văn An, trực thay: Phạm Thị Dung; Lê Xuân ← đ/c" in week.text
    assert "Thứ ba 24/11/2026 – Ngày Văn hóa Việt Nam\n08:00–08:00: Hoàng Nam" in week.text
    assert "Thứ năm 26/11/2026\nchưa có lịch" in week.text
    await pictured(leader)
    await leader.presses("Tuần sau")
    assert "chưa có lịch" in (await leader.sees("Lịch trực 30/11/2026 – 06/12/2026", "Chủ nhật")).text
    await leader.sends("/lichtruc cuatoi")
    own = await leader.sees("Ca trực của đ/c")
    assert "Thứ tư 08:00 25/11/2026 – 08:00 26/11/2026\nLãnh đạo trực ban" in own.text
    assert "24/11/2026 – 08:00 25/11/2026" not in own.text
    await unit.sends("/lichtruc")
    await unit.sees("Lịch trực", "Chủ nhật", "Hoàng Nam")
    await pictured(unit)


async def pictured(phone: Phone) -> None:
    """The picture of the week arrives; it is made in a process of its own."""
    for _ in range(200):
        await phone.desk.settles()
        photos = [m for m in await phone.messages() if m.raw.get("photo")]
        if photos:
            await phone.sees("bản ảnh")
            return
        await asyncio.sleep(0.05)
    raise AssertionError("no picture came")


async def test_an_officer_is_stood_in_for(rostered: DeskUnderTest, officer: Phone, off_duty: Phone) -> None:
    """Asked, accepted, approved by that shift's leader: the roster changes, and nobody is told who need not be."""
    second, superior = rostered.phone(SECOND), rostered.phone(104)
    await officer.sends("/tructhay")
    assert "24/11/2026" in (await officer.sees("Đ/c nhờ trực thay ca nào?")).text
    await officer.presses("Nhờ trực thay 08:00 24/11")
    await officer.sees("Nhờ ai trực thay?", "công chức trực ban")
    assert "Đã nhờ đ/c Cao Sơn" in await officer.presses("Cao Sơn")
    card = await second.sees("Đ/c Lê Xuân", "nhờ đ/c trực thay")
    assert card.buttons == ("Nhận trực thay", "Không nhận được")
    assert "chờ duyệt: Hoàng Nam" in await second.presses("Nhận trực thay")
    await off_duty.sees("nhờ đ/c Cao Sơn trực thay", "Chờ duyệt")
    assert "Đã đổi lịch: đ/c Cao Sơn" in await off_duty.presses("Duyệt trực thay")
    assert (await officer.sees("Đã đổi lịch", "đ/c Hoàng Nam duyệt")).buttons == ()
    for phone in (officer, second, superior):
        await phone.sees("Thay đổi trong ca trực", "Công chức trực ban: đ/c Lê Xuân → đ/c Cao Sơn")
    await rostered.phone(104).sends("/lichtruc")
    assert (
        "Hoàng Nam, trực thay: Phạm Thị Dung; Cao Sơn" in (await superior.sees("Lịch trực", "Chủ nhật")).text
    )
    assert [kind for kind in await rostered.log_kinds() if ":" in kind and "substitution" in kind] == [
        "substitution:asked",
        "substitution:accepted",
        "substitution:approved",
    ]
    assert "shift:changed" in await rostered.log_kinds()
    await lays(rostered, TOMORROW)  # the file says otherwise: what was changed in chat stands
    await superior.sends("/lichtruc")
    assert (
        "Hoàng Nam, trực thay: Phạm Thị Dung; Cao Sơn" in (await superior.sees("Lịch trực", "Chủ nhật")).text
    )


async def test_a_leader_is_stood_in_for_with_a_superiors_approval(
    rostered: DeskUnderTest, leader: Phone, deputy: Phone, off_duty: Phone, superior: Phone
) -> None:
    """Who is asked may be the deputy; the superior approves; a late press hears who was faster."""
    await off_duty.sends("/tructhay")
    await off_duty.presses("Nhờ trực thay 08:00 24/11")
    await off_duty.presses("Phạm Thị Dung")
    await deputy.presses("Nhận trực thay")
    await superior.sees("Chờ duyệt", "lãnh đạo trực ban")
    await leader.sends("/tructhay duyet")
    await leader.sees("Không có việc trực thay nào đang chờ đ/c")
    await superior.sends("/tructhay duyet")
    await superior.sees("Đã đổi lịch: đ/c Phạm Thị Dung")
    await off_duty.sees("Lãnh đạo trực ban: đ/c Hoàng Nam → đ/c Phạm Thị Dung")
    await superior.sends("/catruc")
    coming = (await superior.sees("Đang trực", "Ca sau")).text.partition("Ca sau")[2]
    assert "Lãnh đạo trực ban: đ/c Phạm Thị Dung" in coming
    assert "Lãnh đạo trực thay" not in coming


async def test_a_request_may_be_declined_withdrawn_or_refused(
    rostered: DeskUnderTest, officer: Phone, off_duty: Phone
) -> None:
    """Each ending is told to whom it matters, changes nothing, and lets somebody be asked again."""
    second = rostered.phone(SECOND)
    for answer in ("không nhận được", "thôi nhờ", "chưa duyệt"):
        await officer.sends("/tructhay")
        await officer.presses("Nhờ trực thay 08:00 24/11")
        await officer.presses("Cao Sơn")
        if answer == "không nhận được":
            await second.sends("/tructhay khongnhan")
            await second.sees("Đã trả lời không nhận được")
            await officer.sees("Đ/c Cao Sơn không nhận được", "Lịch không thay đổi")
        elif answer == "thôi nhờ":
            await officer.sends("/tructhay")
            assert "đ/c đã nhờ đ/c Cao Sơn" in await officer.presses("Nhờ trực thay 08:00 24/11")
            assert await officer.presses("Thôi nhờ trực thay") == "Đã thôi nhờ trực thay."
            await second.sees("Đ/c Lê Xuân thôi nhờ trực thay")
        else:
            await second.presses("Nhận trực thay")
            await off_duty.presses("Chưa duyệt trực thay")
            await officer.sees("Đ/c Hoàng Nam chưa duyệt")
    await officer.sends("/lichtruc cuatoi")
    assert "08:00 24/11/2026" in (await officer.sees("Ca trực của đ/c")).text


async def test_somebody_the_roster_names_takes_the_shift_at_once(
    rostered: DeskUnderTest, leader: Phone, off_duty: Phone, superior: Phone, officer: Phone
) -> None:
    """Tôi nhận ca ngay: the running shift has another leader, both, desk and superior read it, reports go there."""
    await officer.sends("/tructhay nhanca")
    await officer.sees("Chỉ người có tên trong lịch")
    await off_duty.sends("/tructhay")
    assert "Đ/c là lãnh đạo ca trực" in await off_duty.presses("Tôi nhận ca ngay")
    for phone in (leader, off_duty, superior, officer):
        await phone.sees("Lãnh đạo trực ban: đ/c Nguyễn Văn An → đ/c Hoàng Nam")
    await rostered.phone(201).sends("/khan xe 15C-123.45 nghi vấn tại cổng A. Đề nghị mở kiểm tra")
    await off_duty.sees("HP-2026-0001", "chờ ý kiến")
    await leader.sees_nothing_of("HP-2026-0001 · KHẨN · chờ ý kiến")


async def test_a_day_before_what_is_missing_is_told_once(rostered: DeskUnderTest, officer: Phone) -> None:
    """Nobody planned from the 26th on, an officer without a chat: administrators and desk read each once."""
    admin = rostered.phone(105)
    await lays(rostered, '[[people]]\nname = "Cao Sơn"\ndesk = "HP"\ntelegram_id = 0\n')
    await admin.sees_nothing_of("Kiểm tra lịch trực 08:00 25/11/2026")
    await until(rostered, 24, 8, 0)
    for phone in (admin, officer):
        await phone.sees(
            "Kiểm tra lịch trực 08:00 25/11/2026", "Cao Sơn", "chưa liên kết tài khoản", "0912 900 900"
        )
    await until(rostered, 25, 8, 0)
    await admin.sees("Từ 08:00 26/11/2026 chưa có ai trong lịch")
    await rostered.restart()
    await until(rostered, 25, 9, 0)
    for words in ("chưa liên kết tài khoản", "chưa có ai trong lịch"):
        assert sum(words in m.text for m in await admin.messages()) == 1
    await officer.sees_nothing_of("Kiểm tra lịch trực 08:00 24/11/2026")  # tomorrow's was in order


async def test_the_roll_is_called_before_the_shift(
    rostered: DeskUnderTest, leader: Phone, deputy: Phone, officer: Phone, off_duty: Phone
) -> None:
    """07:30: everybody is asked. 07:50: who has not answered is named to both leaders, with a telephone."""
    await until(rostered, 24, 7, 30)
    await off_duty.sees("Ca trực bắt đầu 08:00", "lãnh đạo trực ban")
    assert "Đã ghi đ/c sẵn sàng" in await off_duty.presses("Sẵn sàng nhận ca")
    assert (await off_duty.sees("Đã sẵn sàng lúc 07:30")).buttons == ()
    await officer.sends("san sang")
    await officer.sees("Đã ghi đ/c sẵn sàng nhận ca")
    await until(rostered, 24, 7, 49)
    await leader.sees_nothing_of("chưa trả lời điểm danh")
    await until(rostered, 24, 7, 50)
    for phone in (leader, off_duty, deputy):
        named = await phone.sees("Ca 08:00: chưa trả lời điểm danh", "Phạm Thị Dung", "09102")
        assert "Hoàng Nam" not in named.text
        assert "Lê Xuân" not in named.text
    assert (await rostered.log_kinds()).count("roll:answered") == 2
    await leader.sends("SANSANG")
    await leader.sees("Trong 24 giờ tới đ/c không có ca trực nào")


async def test_a_check_missed_while_the_bot_was_down_comes_marked_late(rostered: DeskUnderTest) -> None:
    """Down over the time of the check: once, late by how much; a roll call nobody can answer any more does not come."""
    admin, off_duty = rostered.phone(105), rostered.phone(106)
    await lays(rostered, '[[people]]\nname = "Cao Sơn"\ndesk = "HP"\ntelegram_id = 0\n')
    await rostered.stop()
    rostered.sandbox.clock.advance(timedelta(hours=26).total_seconds())
    await rostered.start()
    await rostered.settles()
    told = await admin.sees("Kiểm tra lịch trực 08:00 25/11/2026", "chưa liên kết tài khoản")
    assert "(chậm 3 giờ do hệ thống gián đoạn)" in told.text
    await off_duty.sees_nothing_of("Sẵn sàng nhận ca")
    assert sum("Kiểm tra lịch trực" in m.text for m in await admin.messages()) == 1


async def test_a_roster_laid_late_is_checked_at_once(desk: DeskUnderTest) -> None:
    """Tomorrow's shift, named less than a day before: what is missing is told now, and nobody says it came late."""
    unlinked = SON.replace("telegram_id = 900\n", "")
    await lays(desk, unlinked + TOMORROW.replace('"Lê Xuân"', '"Cao Sơn"'))
    told = await desk.phone(105).sees("Kiểm tra lịch trực 08:00 24/11/2026", "Cao Sơn")
    assert "chậm" not in told.text


async def test_another_time_zone_and_the_turn_of_the_year(tmp_path: Path) -> None:
    """A desk in Tokyo at 31 December: the week, the check and the roll call keep its own clock."""
    async with desk_under_test(tmp_path, TRUCBAN_DESK__TIME_ZONE="Asia/Tokyo") as desk:
        text = TOMORROW.replace("2026-11-24T08:00:00", "2026-12-31T08:00:00+09:00")
        text = text.replace("2026-11-25T08:00:00", "2027-01-01T08:00:00+09:00")
        text = text.replace("2026-11-26T08:00:00", "2027-01-02T08:00:00+09:00")
        await lays(desk, SON + text)
        off_duty = desk.phone(106)
        at = datetime.fromisoformat("2026-12-31T07:30:00+09:00")
        await desk.advance(at - desk.sandbox.clock.now())
        await off_duty.sees("Ca trực bắt đầu 08:00", "đến 08:00 01/01/2027")
        await off_duty.sends("/lichtruc")
        week = await off_duty.sees("Lịch trực 28/12/2026 – 03/01/2027", "Chủ nhật")
        assert "Thứ sáu 01/01/2027 – Tết Dương lịch\n08:00–08:00: Nguyễn Văn An" in week.text
