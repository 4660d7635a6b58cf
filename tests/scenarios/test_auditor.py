"""Who looks after the bot itself: outages are told, and what is missing or late is found and said."""

from datetime import timedelta

from tests.support.desk_under_test import DeskUnderTest, Phone
from tests.support.trouble import change

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
