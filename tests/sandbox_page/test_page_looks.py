"""How the page looks: pictures for a person's eye, and what can be measured of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.sandbox_page.conftest import Office, phone, write
from tests.sandbox_page.office import AN, BINH, CHI, DUNG, GROUP
from tests.support.pages import NARROW, WIDE

if TYPE_CHECKING:
    from playwright.async_api import Page

LOOK = (Path(__file__).parent / "looking.js").read_text("utf-8")


async def busy_morning(office: Office, page: Page) -> None:
    """Fill all four phones with every kind of message."""
    call, where = office.bot.call, {"chat_id": CHI}
    await write(
        phone(page, AN), "Chào cả nhà, tôi là An ở tổ 03. Sáng nay trời quang, bãi A đã mở lúc 7 giờ 30."
    )
    await write(phone(page, BINH), "/start")
    await write(phone(page, CHI), "/album")
    await expect(phone(page, CHI).locator("[data-album]")).to_be_visible()
    await call("sendLocation", **where, latitude=20.84491, longitude=106.68808)
    await call(
        "sendDocument",
        **where,
        files={"document": ("bien-ban-ban-giao.pdf", b"0" * 183_000, "application/pdf")},
    )
    await call("sendContact", **where, phone_number="+84900000102", first_name="Bình", last_name="Trần")
    await phone(page, DUNG).get_by_role("button", name="Bắt đầu").click()
    await expect(phone(page, DUNG).locator(".inline-keyboard")).to_be_visible()
    await write(phone(page, DUNG), "/keys")
    await expect(phone(page, DUNG).locator(".reply-keys")).to_be_visible()
    await phone(page, CHI).locator(f'[data-chat="{GROUP}"]').click()
    await write(phone(page, CHI), "Ai đang ở bãi A?")
    await phone(page, CHI).locator(f'[data-chat="{CHI}"]').click()
    await phone(page, BINH).get_by_role("button", name="Hỏi thêm").click()


def objections(seen: dict[str, Any]) -> str:
    """Return what was found, as text, or nothing."""
    return json.dumps({key: value for key, value in seen.items() if value}, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_is_faint_nameless_or_over_the_edge(
    office: Office, scheme: Any, tmp_path: Path
) -> None:
    """Text has a contrast of 4.5 at least, controls have names, nothing scrolls sideways, wide or narrow."""
    async with office.page(WIDE, color_scheme=scheme) as page:
        await busy_morning(office, page)
        await page.wait_for_timeout(400)
        await page.screenshot(path=tmp_path / f"wide-{scheme}.png")
        assert objections(await page.evaluate(LOOK)) == "{}"
        await page.get_by_role("button", name="Lời gọi của bot").click()
        await page.get_by_role("switch", name="Mạng chậm").click()
        await page.wait_for_timeout(400)
        await page.screenshot(path=tmp_path / f"wide-{scheme}-strip.png")
        assert objections(await page.evaluate(LOOK)) == "{}"
    async with office.page(NARROW, color_scheme=scheme, device_scale_factor=2) as page:
        for user_id in (AN, BINH, CHI, DUNG):
            await page.locator(f'[data-switch="{user_id}"]').click()
            await page.wait_for_timeout(400)
            await page.screenshot(path=tmp_path / f"narrow-{scheme}-{user_id}.png")
            assert objections(await page.evaluate(LOOK)) == "{}"
        await phone(page, DUNG).get_by_role("button", name="Đính kèm").click()
        await page.wait_for_timeout(300)
        await page.screenshot(path=tmp_path / f"narrow-{scheme}-sheet.png")
        assert objections(await page.evaluate(LOOK)) == "{}"
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Lời gọi của bot").click()
        await page.wait_for_timeout(300)
        await page.screenshot(path=tmp_path / f"narrow-{scheme}-strip.png")
        assert objections(await page.evaluate(LOOK)) == "{}"


async def test_a_window_of_middle_width_shows_two_phones_and_scrolls_to_the_others(office: Office) -> None:
    """At 800 px whole phones stand side by side, and the row scrolls, not the page."""
    async with office.page({"width": 800, "height": 900}) as page:
        await expect(phone(page, BINH)).to_be_in_viewport(ratio=0.99)
        await phone(page, DUNG).scroll_into_view_if_needed()
        await expect(phone(page, DUNG)).to_be_in_viewport(ratio=0.99)
        assert await page.evaluate("document.documentElement.scrollWidth") == 800
