"""Debian's Chromium, and pages in it as a reader would open them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 15_000  # milliseconds; the machine may be busy


@asynccontextmanager
async def chromium(path: str) -> AsyncIterator[Browser]:
    """The browser, to open pages in."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        await opened.close()


@asynccontextmanager
async def opened_page(
    browser: Browser, url: str, size: dict[str, int] = WIDE, *, refusals: bool = False, **options: Any
) -> AsyncIterator[Page]:
    """Open the sandbox's page as a new reader.

    Any error in it and any request to elsewhere fails the test, unless the server's `refusals` are meant.
    """
    context = await browser.new_context(
        viewport=size,
        timezone_id="America/New_York",
        permissions=["clipboard-read", "clipboard-write"],
        **options,
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda line: wrong.append(line.text) if line.type == "error" and not refusals else None
    )
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((url, "blob:", "data:")) else wrong.append(asked.url),
    )
    try:
        await page.goto(url)
        await page.locator("[data-phone]").first.wait_for()
        yield page
        assert wrong == []
    finally:
        await context.close()
