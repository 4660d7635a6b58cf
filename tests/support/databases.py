"""Fixtures: the desk's database, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database, open_database
from storage.migrate import shipped
from storage.migrate_postgresql import bring_up_to_date
from tests.support.postgresql import OWNER, ROLE, Cluster, server_programs

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@dataclass(frozen=True, slots=True)
class DatabasePlace:
    """Where a test's own database is; on PostgreSQL the running role is not the owner of its tables."""

    kind: str
    url: str
    owner_url: str = ""

    @property
    def owners(self) -> "DatabasePlace":
        """The same database, used by the owner of its tables (on SQLite that is everybody)."""
        return DatabasePlace(self.kind, self.owner_url or self.url)

    async def open(self, **options: Any) -> Database:
        """Open it; the test closes what it opens."""
        return await open_database(self.url, owner_url=self.owner_url, **options)


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[Cluster]:
    """One server for the session (for each worker), ended with it."""
    cluster = Cluster(server_programs())
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_cluster: Cluster) -> str:
    """A database with the tables of this program, to copy from."""
    name = postgresql_cluster.create()
    bring_up_to_date(postgresql_cluster.url(name, OWNER), shipped("postgresql"), applied_at=0, role=ROLE)
    return name


@pytest.fixture(params=BOTH)
def database_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabasePlace]:
    """A database of this test alone, on each kind in turn; its tables are made when it is first opened."""
    if request.param == "sqlite":
        yield DatabasePlace("sqlite", f"sqlite:///{tmp_path / 'trucban.db'}")
        return
    cluster: Cluster = request.getfixturevalue("postgresql_cluster")
    name = cluster.create(request.getfixturevalue("postgresql_template"))
    yield DatabasePlace("postgresql", cluster.url(name), cluster.url(name, OWNER))
    cluster.drop(name)


@pytest.fixture
async def database(database_place: DatabasePlace) -> AsyncIterator[Database]:
    """That database, open."""
    opened = await database_place.open()
    yield opened
    await opened.close()


@pytest.fixture
async def owners_database(database: Database, database_place: DatabasePlace) -> AsyncIterator[Database]:
    """The same database once more, in the hands of the owner of its tables: past the rights of the bot's role."""
    opened = await database_place.owners.open(lock=False)
    yield opened
    await opened.close()
