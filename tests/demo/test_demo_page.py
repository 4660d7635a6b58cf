"""A newcomer with a mouse: the demo's incidents go all the way by clicks in its page."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from bot.demo.demo import serving
from sandbox import RunningSandbox
from tests.support.demo_player import LEADER, OFFICER, OTHER_UNIT, UNIT, Player, numbered
from tests.support.pages import NARROW, WIDE, opened_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_guide_leads_through_an_incident_on_one_phone_at_a_time(
    demo: RunningSandbox, browser: Browser, scheme: Any
) -> None:
    """At 390 px, with the switcher: every step ticks itself off, and the log tells the story."""
    async with opened_page(browser, demo.url, NARROW, color_scheme=scheme) as page:
        player = Player(page, one_phone=True)
        await player.follows_guide()
        await player.sees(UNIT, numbered(1, " đã kết thúc"))
        await player.sees(OFFICER, "Nhật ký trực ban")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_four_phones_carry_a_directive_to_two_units(
    demo: RunningSandbox, browser: Browser, scheme: Any
) -> None:
    """At 1400 px: one unit reports, two are chosen by their buttons, both report, the officer confirms, it closes."""
    async with opened_page(browser, demo.url, WIDE, color_scheme=scheme) as page:
        player = Player(page)
        await player.chooses_sample(OTHER_UNIT, "Xe đi sai tuyến, việc khẩn")
        await player.sends(OTHER_UNIT)
        await player.presses(OTHER_UNIT, "Khẩn")
        await player.sees(OTHER_UNIT, "Mức độ: khẩn")
        await player.presses(OTHER_UNIT, "Gửi", exact=True)
        await player.sees(OFFICER, "chờ ý kiến")
        await player.presses(LEADER, "Chỉ đạo khác")
        await player.sees(LEADER, "nội dung chỉ đạo")
        await player.chooses_sample(LEADER, "Chỉ đạo")
        await player.sends(LEADER)
        await player.presses(LEADER, "03CC")
        await player.sees(LEADER, "Gửi: 03CC, 03TG")
        await player.presses(LEADER, "Gửi chỉ đạo")
        for unit in (UNIT, OTHER_UNIT):
            await player.presses(unit, "Đã nhận chỉ đạo")
            await player.sees(unit, "Đã nhận: đ/c")  # the card is drawn anew; its keys move no more
            await player.presses(unit, "Báo kết quả")
            await player.sees(unit, "gửi kết quả thực hiện")
            await player.sends(unit, f"Đã lập biên bản, chuyển soi chiếu, tổ {unit}.")
            await player.sees(OFFICER, f"tổ {unit}")  # else the other unit's card is the newest
            await player.presses(OFFICER, "Xác nhận kết quả")
        for account in (UNIT, OTHER_UNIT, LEADER):
            await player.sees(account, numbered(1, " đã kết thúc"))


async def test_starting_over_empties_the_desk(demo: RunningSandbox, browser: Browser) -> None:
    """After the reset the phones hold nothing but a greeting, and the next incident is the first again."""
    async with opened_page(browser, demo.url) as page:
        player = Player(page)
        await player.follows_guide(until=2)
        await player.sees(LEADER, numbered(1))
        await page.get_by_role("button", name="Làm lại từ đầu").click()
        await page.get_by_role("dialog").get_by_role("button", name="Làm lại từ đầu").click()
        await expect(page.get_by_text(re.compile(r"HP-\d{4}-"))).to_have_count(0)
        await player.sees(UNIT, "Chào đ/c Hoàng Văn Thắng")
        await player.follows_guide(until=2)
        await player.sees(LEADER, numbered(1))
        await player.sees(UNIT, numbered(1))


async def test_what_is_kept_goes_on_in_the_next_run(tmp_path: Path, browser: Browser) -> None:
    """With a folder to keep, an incident of one run is decided in the next, and the one after it is numbered on."""
    async with serving(0, tmp_path, "vi") as sandbox, opened_page(browser, sandbox.url) as page:
        player = Player(page)
        await player.follows_guide(until=2)
        await player.sees(LEADER, numbered(1))
    async with serving(0, tmp_path, "vi") as sandbox, opened_page(browser, sandbox.url) as page:
        player = Player(page)
        await expect(page.locator(f'[data-phone="{UNIT}"]').get_by_text("/start")).to_have_count(1)
        await player.presses(LEADER, "Duyệt đề xuất")
        await player.sees(UNIT, numbered(1, "/1"))
        await player.sends(OTHER_UNIT, "Hỏa tốc: cháy container tại bãi C cảng Đình Vũ")
        await player.sees(OTHER_UNIT, numbered(2))
