"""A line for each test of the sender."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.line import Line, line_in


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    """A sandbox, a database and a sender between them."""
    async with line_in(tmp_path) as made:
        yield made
