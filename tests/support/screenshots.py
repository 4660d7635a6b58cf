"""Plays the demo in Chromium and takes the pictures of the README: `python -m tests.support.screenshots`."""

import asyncio
import base64
import shutil
import sys
from pathlib import Path

from playwright.async_api import Browser, Page

from bot.demo.demo import serving
from tests.support import figures_picture, time_pictures
from tests.support.demo_player import LEADER, OFFICER, OTHER_UNIT, UNIT, Player, numbered
from tests.support.pages import NARROW, WIDE, chromium, opened_page
from tests.support.roster_picture import draw_roster_week

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
TRUCK = ROOT / "bot" / "demo" / "photos" / "xe.png"
CHROMIUM = ("chromium", "chromium-browser")
PATROL = 401
STILL = 5_000  # milliseconds after which nothing moves any more, toasts included
STRIP = """<!doctype html><style>
body { margin: 0; display: flex; gap: 22px; padding: 22px; width: max-content; background: #d3dedb; }
img { width: 300px; border-radius: 20px; box-shadow: 0 6px 22px rgb(0 0 0 / 22%); }
</style>"""


async def take_all(chromium_path: str) -> None:
    """Write every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    figures_picture.take()
    (IMAGES / "roster-week.png").write_bytes(await draw_roster_week())
    async with chromium(chromium_path) as browser:
        await _take_wide(browser)
        await _take_narrow(browser)
        await _take_strip(browser, "silence", await time_pictures.take_silence(browser))
        parts, page = await time_pictures.take_handover(browser)
        await _take_strip(browser, "handover", parts)
        (IMAGES / "digest-page.png").write_bytes(page)


async def _take_wide(browser: Browser) -> None:
    """One incident directed to two units, another that waits for the leader."""
    async with serving(0, None, "vi") as sandbox, opened_page(browser, sandbox.url, WIDE) as page:
        player = Player(page)
        await player.follows_guide(until=2)
        await _directs_two(player)
        await player.presses(UNIT, "Đã nhận chỉ đạo")
        await _patrol_reports(player)
        await player.sees(LEADER, numbered(2, " · KHẨN"))
        await page.wait_for_timeout(STILL)
        await _show(player, OFFICER, "theo dõi thực hiện")
        for row in (".phones", ".people"):
            await page.locator(row).evaluate("row => { row.scrollLeft = 0; }")
        await _take(page, "demo")
        await page.emulate_media(color_scheme="dark")
        await _take(page, "demo-dark")


async def _take_narrow(browser: Browser) -> None:
    """The guided incident on one phone at a time: unit, leader, unit again."""
    async with (
        serving(0, None, "vi") as sandbox,
        opened_page(browser, sandbox.url, NARROW, device_scale_factor=2) as page,
    ):
        player = Player(page, one_phone=True)
        await player.follows_guide(until=1)
        await page.wait_for_timeout(STILL)
        parts = [await page.screenshot()]
        await player.presses(UNIT, "Gửi", exact=True)
        await player.sees(LEADER, numbered(1, " · THƯỜNG"))
        await page.wait_for_timeout(STILL)
        await _take(page, "phone-390")
        parts.append(await page.screenshot())
        await player.presses(LEADER, "Duyệt đề xuất")
        await player.sees(UNIT, numbered(1, "/1 "))
        await page.wait_for_timeout(STILL)
        parts.append(await page.screenshot())
    await _take_strip(browser, "phones", parts)


async def _take_strip(browser: Browser, name: str, parts: list[bytes]) -> None:
    pictures = [f'<img src="data:image/png;base64,{base64.b64encode(part).decode()}">' for part in parts]
    page = await browser.new_page(viewport={"width": 1320, "height": 700})
    await page.set_content(STRIP + "".join(pictures))
    await page.locator("body").screenshot(path=IMAGES / f"{name}.png")
    await page.close()


async def _directs_two(player: Player) -> None:
    await player.presses(LEADER, "Chỉ đạo khác")
    await player.sees(LEADER, "nội dung chỉ đạo")
    await player.chooses_sample(LEADER, "Chỉ đạo")
    await player.sends(LEADER)
    await player.presses(LEADER, "03TG")
    await player.sees(LEADER, "Gửi: 03CC, 03TG")
    await player.presses(LEADER, "Gửi chỉ đạo")
    await player.sees(OTHER_UNIT, numbered(1, "/1"))


async def _patrol_reports(player: Player) -> None:
    phone = await player.phone(PATROL)
    await phone.get_by_role("button", name="Đính kèm").click()
    async with player.page.expect_file_chooser() as choosing:
        await phone.get_by_role("button", name="Ảnh, video").click()
    await (await choosing.value).set_files(TRUCK)
    await player.sends(
        PATROL, "Việc khẩn, xe 15C-678.90 rời cảng Đình Vũ đi sai tuyến. Đề nghị cho dừng xe kiểm tra."
    )
    await player.presses(PATROL, "Khẩn")
    await player.sees(PATROL, "Mức độ: khẩn")
    await player.presses(PATROL, "Gửi", exact=True)


async def _show(player: Player, account: int, words: str) -> None:
    message = await player.sees(account, words)
    await message.evaluate("row => row.scrollIntoView({ block: 'end' })")


async def _take(page: Page, name: str) -> None:
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(600)
    await page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found or not shutil.which("pdftoppm"):
        sys.exit("apt-get install chromium fonts-noto-color-emoji fonts-liberation poppler-utils")
    asyncio.run(take_all(found))
