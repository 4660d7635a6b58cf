"""Who looks after the bot itself: outages are told, and what is missing or late is found and said."""

import asyncio
from datetime import datetime, timedelta

from bot.pulse import Beat
from tests.scenarios.reports import sent
from tests.support.desk_under_test import PATIENCE_SECONDS, DeskUnderTest, Phone
from tests.support.organisation import MORNING
from tests.support.trouble import breathes, change

ADMIN = 105


async def test_an_outage_is_told_to_who_is_on_duty_and_to_administrators(
    unit: Phone, leader: Phone, officer: Phone, deputy: Phone, desk: DeskUnderTest
) -> None:
    """Eight minutes away: shift's leader, desk and administrator read from when to when; it stands in the log."""
    await desk.stop()
    desk.sandbox.clock.advance(timedelta(minutes=8).total_seconds())
    await desk.start()
    await desk.settles()
    for phone in (leader, officer, desk.phone(ADMIN)):
        told = await phone.sees("Hệ thống gián đoạn")
        assert told.first_line == "Hệ thống gián đoạn từ 09:00 đến 09:08"
    for phone in (deputy, unit):
        await phone.sees_nothing_of("gián đoạn")
    assert await desk.log_kinds() == ["system:interrupted"]
    await officer.sends("/nhatky")
    await officer.sees("hệ thống gián đoạn từ 09:00", "đến 09:08")


async def test_a_quick_restart_is_no_outage(leader: Phone, desk: DeskUnderTest) -> None:
    """Stopped in good order and started again at once: nobody hears of it."""
    await desk.advance(timedelta(minutes=30))
    await desk.restart()
    await desk.settles()
    await leader.sees_nothing_of("gián đoạn")
    assert await desk.log_kinds() == []


async def test_an_outage_of_more_than_a_day_says_that_messages_may_be_lost(
    leader: Phone, desk: DeskUnderTest
) -> None:
    """Telegram keeps what people write for 24 hours: after that the desk is told to telephone the units."""
    await change(desk, "UPDATE shifts SET ends_at = ends_at + 172800000000")
    await desk.stop()
    desk.sandbox.clock.advance(timedelta(hours=26).total_seconds())
    await desk.start()
    await desk.settles()
    told = await leader.sees("Hệ thống gián đoạn từ 09:00", "đến 11:00")
    assert "gọi các đơn vị" in told.text


async def test_a_deleted_timer_is_found_within_a_minute(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """One step of the escalation is gone: leader, desk and administrator are told, once, and it is logged."""
    await sent(unit)
    await change(desk, "DELETE FROM timers WHERE duty = 'decision-for-superior'")
    await passes(desk, minutes=1)
    for phone in (leader, officer, desk.phone(ADMIN)):
        told = await phone.sees("Kiểm tra tự động phát hiện 1 vấn đề")
        assert "HP-2026-0001: chờ ý kiến nhưng không có lịch nhắc" in told.text
    await passes(desk, minutes=3)
    assert (await said(leader)).count("Kiểm tra tự động") == 1
    assert (await desk.log_kinds()).count("audit:found") == 1
    await desk.restart()
    await breathes(desk)
    await passes(desk, minutes=1)
    assert (await said(leader)).count("Kiểm tra tự động") == 1
    await leader.sends("TUCHOI 0001 Đã xác minh, không vi phạm")
    await passes(desk, minutes=1)
    assert "audit:ended" in await desk.log_kinds()  # every start winds again what must have a clock
    await officer.sends("/nhatky")
    await officer.sees("kiểm tra tự động phát hiện: có việc đang chờ nhưng không có lịch nhắc")


async def test_a_deleted_delivery_is_found_within_a_minute(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """The leader's card never left: the desk reads that he was not sent the report, and telephones."""
    await sent(unit)
    await change(desk, "DELETE FROM outbox WHERE notice = 'decision-card' AND person_id = 1")
    await passes(desk, minutes=1)
    await officer.sees("HP-2026-0001: đ/c Nguyễn Văn An chưa được gửi báo cáo chờ ý kiến")
    await leader.sends("DUYET 0001")
    await passes(desk, minutes=1)
    assert "audit:ended" in await desk.log_kinds()
    await change(desk, "DELETE FROM outbox WHERE notice = 'directive-card'")
    await passes(desk, minutes=1)
    await officer.sees("HP-2026-0001: đơn vị chưa được gửi chỉ đạo")


async def test_a_shift_without_a_leader_is_found_within_a_minute(
    leader: Phone, officer: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """Superior, desk and administrator are told; once somebody leads again that is logged."""
    await change(desk, "UPDATE shift_members SET role = 'officer' WHERE role = 'leader'")
    await passes(desk, minutes=1)
    for phone in (officer, superior, desk.phone(ADMIN)):
        await phone.sees("ca trực từ 08:00 chưa có lãnh đạo")
    assert await desk.log_kinds() == ["audit:found"]
    await change(desk, "UPDATE shift_members SET role = 'leader' WHERE person_id = 1")
    await passes(desk, minutes=1)
    assert await desk.log_kinds() == ["audit:found", "audit:ended"]


async def test_a_whole_day_in_order_gives_the_auditor_nothing_to_say(
    unit: Phone, leader: Phone, officer: Phone, deputy: Phone, superior: Phone, desk: DeskUnderTest
) -> None:
    """A report, reminders up to the superior, a question, a directive, its result, a containment: no finding."""
    await sent(unit)
    await passes(desk, minutes=70)
    await leader.sends("HOI 0001 Số seal?")
    await passes(desk, minutes=40)
    await unit.sends("BOSUNG 0001 Seal VN123456")
    await passes(desk, minutes=20)
    await leader.sends("CHIDAO 0001 @03CC @CA Giữ xe")
    await passes(desk, minutes=35)
    await unit.sends("NHAN 0001")
    await unit.sends("KQ 0001 Đã giữ xe")
    await passes(desk, minutes=35)
    await officer.sends("XACNHAN 0001/1 03CC")
    await unit.sends("/nganchan 0001 Giữ xe tại bãi")
    await passes(desk, minutes=12)
    await leader.sends("CHAMDUT 0001 Không có vi phạm")
    await passes(desk, minutes=12)
    for phone in (leader, officer, deputy, superior, desk.phone(ADMIN)):
        await phone.sees_nothing_of("Kiểm tra tự động")
    assert not {"audit:found", "audit:ended"} & set(await desk.log_kinds())


async def test_a_jump_of_the_clock_is_no_finding(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """Six hours at one stroke, as when a machine slept: what is due is done, and nothing is called late."""
    await sent(unit)
    await desk.advance(timedelta(hours=6))
    await passes(desk, minutes=4)
    for phone in (leader, desk.phone(ADMIN)):
        await phone.sees_nothing_of("Kiểm tra tự động")


async def test_a_row_in_nobodys_hand_is_sent_while_the_bot_runs(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """A row marked as under way that no sender has would hold its chat for ever: within a minute it goes, marked."""
    await sent(unit)
    await change(
        desk,
        "UPDATE outbox SET state = 'sending', rendered = '' WHERE id = "
        "(SELECT max(id) FROM outbox WHERE person_id = 1 AND notice = 'decision-card' AND action = 'send')",
    )
    await desk.advance(timedelta(seconds=75))
    await leader.sees("HP-2026-0001", "(gửi lại)")


async def said(phone: Phone) -> str:
    """Everything the bot said to somebody, in one text."""
    return "\n".join(message.text for message in await phone.messages() if message.is_from_bot)


async def passes(desk: DeskUnderTest, *, minutes: int) -> None:
    """Let time pass minute by minute, so that every part has its turn in each; the auditor has looked after each."""
    await beats(desk, Beat.TIMER, MORNING)  # the clocks are wound
    for _ in range(minutes):
        before = desk.sandbox.clock.now()
        await desk.advance(timedelta(minutes=1))
        await beats(desk, Beat.AUDIT, before)
        await desk.settles()


async def beats(desk: DeskUnderTest, what: Beat, since: datetime) -> None:
    """Wait until a part has done its work after a moment."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (desk.bot.pulse.last(what) or since) <= since:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.005)
