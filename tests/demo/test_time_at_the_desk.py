"""A newcomer with a mouse who moves the clock: nobody answers, then the shift changes with an item open."""

from playwright.async_api import Browser, expect

from sandbox import RunningSandbox
from tests.support.demo_player import (
    DEPUTY,
    LEADER,
    NEXT_LEADER,
    NEXT_OFFICER,
    OFFICER,
    OTHER_UNIT,
    SUPERIOR,
    TIME,
    UNIT,
    Player,
    numbered,
)
from tests.support.pages import NARROW, opened_page

DONE = "Đã đi hết các bước"


async def test_the_guide_leads_from_silence_to_the_next_shift(demo: RunningSandbox, browser: Browser) -> None:
    """Leader and desk reminded, deputy, superior who takes the lead; then roll call, digest, and both sides sign."""
    async with opened_page(browser, demo.url) as page:
        player = Player(page)
        await player.opens_step(TIME[0])
        await player.follows_guide(since=TIME[0], until=TIME[1])
        await player.sees(OFFICER, "Đề nghị gọi đ/c Nguyễn Văn An")
        await player.follows_guide(since=TIME[2], until=TIME[2])
        await player.sees(DEPUTY, numbered(1))
        await player.sees(OTHER_UNIT, "Người chỉ đạo: đ/c Phạm Quang Huy")
        await player.follows_guide(since=TIME[3], until=TIME[3])
        await player.follows_guide(since=TIME[4], until=TIME[4])
        for account in (SUPERIOR, OFFICER, NEXT_LEADER, NEXT_OFFICER):
            await player.sees(account, "Bản tổng hợp bàn giao ca")
        await player.follows_guide(since=TIME[5], until=TIME[5])
        await expect(player.guide).to_contain_text(DONE)
        await player.presses(OTHER_UNIT, "Đã nhận chỉ đạo")
        await player.sees(NEXT_OFFICER, "đã nhận chỉ đạo")  # the open item is the next shift's


async def test_the_clock_goes_on_by_its_own_buttons_on_one_phone(
    demo: RunningSandbox, browser: Browser
) -> None:
    """At 390 px, without the guide: a minute and a minute more remind the leader; hour and day stay in sight."""
    async with opened_page(browser, demo.url, NARROW) as page:
        player = Player(page, one_phone=True)
        await player.sends(UNIT, "Hỏa tốc: cháy kho ngoại quan tại cảng Tân Vũ")
        await player.sees(LEADER, numbered(1, " · HỎA TỐC"))
        strip = page.locator(".strip-toggle")
        await strip.click()
        for _ in range(2):
            await page.get_by_role("button", name="+1 phút").click()
        await strip.click()
        await player.sees(LEADER, "Nhắc lần 1")
        for shown in (".now", ".now-day"):
            await expect(page.locator(shown)).to_be_visible()
