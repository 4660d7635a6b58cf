"""Debian's Chromium, a sandbox with the office in it, and pages as a reader would open them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from pytest_asyncio import is_async_test

from sandbox import RunningSandbox, running
from tests.sandbox_page.office import SCENE, EchoBot
from tests.support.pages import WIDE, chromium, opened_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator, Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of this folder in one event loop, so that they share one browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            item.add_marker(pytest.mark.chromium)


@dataclass
class Office:
    """The sandbox, its bot, and a way to open the page."""

    sandbox: RunningSandbox
    bot: EchoBot
    browser: Browser

    @asynccontextmanager
    async def page(
        self, size: dict[str, int] = WIDE, *, refusals: bool = False, **options: Any
    ) -> AsyncIterator[Page]:
        """Open the page as a new reader; any error in it fails the test, unless the server's `refusals` are meant."""
        async with opened_page(self.browser, self.sandbox.url, size, refusals=refusals, **options) as page:
            yield page


def phone(page: Page, user_id: int) -> Locator:
    """Return one phone of the page."""
    return page.locator(f'[data-phone="{user_id}"]')


async def write(holder: Locator, text: str) -> None:
    """Write into a phone's composer and send with Enter."""
    await holder.locator("textarea").fill(text)
    await holder.locator("textarea").press("Enter")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """Give one browser to all tests; each opens contexts of its own."""
    async with chromium(chromium_path) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def office(browser: Browser) -> AsyncIterator[Office]:
    """Give the office with its bot listening."""
    async with running(SCENE) as sandbox:
        bot = EchoBot(sandbox.url)
        listening = asyncio.get_running_loop().create_task(bot.run())
        try:
            yield Office(sandbox, bot, browser)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
