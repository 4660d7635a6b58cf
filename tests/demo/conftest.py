"""The demo as `trucban demo` serves it, and Debian's Chromium for its page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from pytest_asyncio import is_async_test

from bot.demo.demo import serving
from sandbox import RunningSandbox
from tests.support.pages import chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of this folder in one event loop, so that they share one browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            item.add_marker(pytest.mark.chromium)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """One browser for all tests; each opens pages of its own."""
    async with chromium(chromium_path) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[RunningSandbox]:
    """The demo on a free port, forgetting everything at its end."""
    async with serving(0, None, "vi") as sandbox:
        yield sandbox
