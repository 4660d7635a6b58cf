"""Pictures of time at the desk from the running demo: nobody answers, the shift changes, the digest's first page."""

import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, Page

from bot.demo.demo import serving
from bot.demo.shifts import LASTS, beginning
from sandbox import RunningSandbox
from tests.support.demo_player import (
    DEPUTY,
    LEADER,
    NEXT_LEADER,
    NEXT_OFFICER,
    OFFICER,
    OTHER_UNIT,
    SUPERIOR,
    Player,
    numbered,
)
from tests.support.pages import NARROW, opened_page

STILL = 4_500  # milliseconds after which nothing moves any more, toasts included
MINUTE = 60
DOTS_PER_INCH = "92"


async def take_silence(browser: Browser) -> list[bytes]:
    """Hỏa tốc, and nobody answers: leader and desk after 2 minutes, deputy after 3, superior after 5."""
    async with _played(browser) as (sandbox, player):
        parts = []
        for minutes, shown in (
            (2, {LEADER: "Nhắc lần 1", OFFICER: "Đề nghị gọi"}),
            (1, {DEPUTY: "Từ bây giờ đ/c được cho ý kiến"}),
            (2, {SUPERIOR: "Đề nghị đ/c xem xét"}),
        ):
            sandbox.clock.advance(minutes * MINUTE)
            parts += [await _shot(player, account, words) for account, words in shown.items()]
        return parts


async def take_handover(browser: Browser) -> tuple[list[bytes], bytes]:
    """The end of the shift with that incident open: digest, what is taken over one by one, both sides signed.

    And the first page of the digest's document, as PNG.
    """
    async with _played(browser) as (sandbox, player):
        ends_at = beginning(sandbox.clock.now()) + LASTS
        await player.presses(LEADER, "Duyệt đề xuất")
        await player.presses(OTHER_UNIT, "Đã nhận chỉ đạo")
        await player.sees(OTHER_UNIT, "Đã nhận: đ/c")
        sandbox.clock.set(ends_at - timedelta(minutes=30))
        await player.presses(NEXT_LEADER, "Sẵn sàng nhận ca")
        await player.sees(NEXT_LEADER, "Đã sẵn sàng lúc")
        sandbox.clock.set(ends_at)
        await player.sees(NEXT_LEADER, "toàn văn kèm theo")
        parts = [await _shot(player, NEXT_LEADER, "Mốc nhật ký")]
        page = _first_page(await _newest_pdf(player.page))
        parts.append(await _shot(player, NEXT_LEADER, "nhận riêng khi nhận ca"))
        await player.presses(LEADER, "Bàn giao ca")
        await player.presses(OFFICER, "Bàn giao ca")
        await player.presses(NEXT_LEADER, "Nhận việc này")
        await player.sees(NEXT_LEADER, "đã nhận việc này lúc")
        await player.presses(NEXT_LEADER, "Nhận ca")
        await player.presses(NEXT_LEADER, "Nhận ca, đã rõ")
        parts.append(await _shot(player, NEXT_LEADER, "chịu trách nhiệm từ bây giờ"))
        await player.presses(NEXT_OFFICER, "Nhận ca")
        parts.append(await _shot(player, SUPERIOR, "Bàn giao ca trực đã hoàn tất"))
        return parts, page


@asynccontextmanager
async def _played(browser: Browser) -> AsyncIterator[tuple[RunningSandbox, Player]]:
    """The demo on one phone at a time, a report under way; without the guide, so that a phone has the room."""
    async with (
        serving(0, None, "vi") as sandbox,
        opened_page(browser, sandbox.url, NARROW, device_scale_factor=2) as page,
    ):
        player = Player(page, one_phone=True)
        await page.get_by_role("button", name="Ẩn hướng dẫn").click()
        await player.chooses_sample(OTHER_UNIT, "Hỏa tốc: cháy container")
        await player.sends(OTHER_UNIT)
        await player.sees(LEADER, numbered(1, " · HỎA TỐC"))
        yield sandbox, player


async def _shot(player: Player, account: int, words: str) -> bytes:
    """The phone with that message at its end, its buttons included."""
    message = await player.sees(account, words)
    await player.page.wait_for_timeout(STILL)
    await message.evaluate("row => row.scrollIntoView({ block: 'end' })")
    await player.page.mouse.move(0, 0)
    await player.page.wait_for_timeout(600)
    return await player.page.screenshot()


async def _newest_pdf(page: Page) -> bytes:
    link = page.locator(f'[data-phone="{NEXT_LEADER}"] a.file-open').last
    answer = await page.request.get(await link.evaluate("link => link.href"))
    return await answer.body()


def _first_page(document: bytes) -> bytes:
    """What somebody who opens it sees first, as PNG."""
    with tempfile.TemporaryDirectory() as folder:
        of = Path(folder)
        (of / "digest.pdf").write_bytes(document)
        pages = ("-f", "1", "-l", "1")
        subprocess.run(
            ["pdftoppm", "-gray", "-png", "-r", DOTS_PER_INCH, *pages, of / "digest.pdf", of / "page"],
            check=True,
        )
        (picture,) = of.glob("*.png")
        return picture.read_bytes()
