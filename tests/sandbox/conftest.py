"""A running sandbox for each test, all of whose answers are read once more afterwards."""

from collections.abc import AsyncIterator

import httpx
import pytest

from sandbox import running
from tests.sandbox.answers import check_all_answers
from tests.sandbox.driver import SCENE, Driver


@pytest.fixture
async def driver() -> AsyncIterator[Driver]:
    """A sandbox with two bots, three people, a group and a supergroup."""
    async with (
        running(SCENE) as sandbox,
        httpx.AsyncClient(base_url=sandbox.url, timeout=30, trust_env=False) as http,
    ):
        yield Driver(sandbox, http)
        check_all_answers(sandbox.world)
