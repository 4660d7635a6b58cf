"""The office, on both databases."""

import pytest

from storage.database import Database
from tests.support.office import Office, open_office


@pytest.fixture
async def office(database: Database) -> Office:
    """Everybody on duty at 09:00; nothing has happened yet."""
    return await open_office(database)
