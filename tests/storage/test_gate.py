"""The gate in the database (QĐ 888/QĐ-TCHQ 2017, Art. 4.3), tried by plain SQL past every rule in Python."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from storage.database import Database, Transaction
from storage.errors import ConstraintError
from storage.times import microseconds
from tests.support.first_rows import END, MORNING, START, FirstRows, put_first_rows
from tests.support.raw_sql import insert, raw


@pytest.fixture
async def rows(database: Database) -> FirstRows:
    """A desk with a shift and an incident."""
    async with database.transaction() as tx:
        return await put_first_rows(tx)


async def decide(tx: Transaction, rows: FirstRows, at: datetime = MORNING, **other: Any) -> int:
    """The leader's opinion, with other values where a test says so."""
    values = {
        "desk_id": rows.desk,
        "incident_id": rows.incident,
        "report_version": 1,
        "kind": "direct",
        "content": "Giữ hàng, lập biên bản",
        "decided_by": rows.leader,
        "decided_as": "leader",
        "decided_at": microseconds(at),
        "recorded_by": rows.officer,
        "recorded_at": microseconds(MORNING),
        "channel": "phone",
    }
    return await insert(tx, "decisions", **{**values, **other})


async def direct(tx: Transaction, rows: FirstRows, decision: int, **other: Any) -> int:
    """A directive from that opinion."""
    values = {
        "desk_id": rows.desk,
        "incident_id": rows.incident,
        "n": 1,
        "decision_id": decision,
        "content": "Giữ hàng",
        "issued_at": microseconds(MORNING),
        "acknowledge_due_at": microseconds(MORNING + timedelta(minutes=30)),
    }
    return await insert(tx, "directives", **{**values, **other})


async def refused(database: Database, attempt: Callable[[Transaction], Any], words: str) -> None:
    """The attempt is refused by the database in these words, and leaves nothing."""

    async def step() -> None:
        async with database.transaction() as tx:
            await attempt(tx)

    with pytest.raises(ConstraintError, match=words):
        await step()


async def test_a_directive_follows_the_leaders_opinion(database: Database, rows: FirstRows) -> None:
    """With the opinion of who leads at that moment, a directive can be stored."""
    async with database.transaction() as tx:
        await direct(tx, rows, await decide(tx, rows))


@pytest.mark.parametrize(
    ("at", "other"),
    [
        pytest.param(START - timedelta(microseconds=1), {}, id="before the shift"),
        pytest.param(END, {}, id="after it"),
        pytest.param(MORNING, {"decided_as": "deputy"}, id="leader as deputy"),
        pytest.param(MORNING, {"decided_by": "deputy"}, id="deputy as leader"),
        pytest.param(MORNING, {"decided_by": "officer"}, id="officer"),
        pytest.param(MORNING, {"decided_by": "reporter"}, id="unit"),
        pytest.param(MORNING, {"decided_by": "deputy", "decided_as": "deputy"}, id="deputy without a basis"),
        pytest.param(MORNING, {"desk_id": "other_desk"}, id="another desk"),
    ],
)
async def test_no_opinion_without_the_role(
    database: Database, rows: FirstRows, at: datetime, other: dict[str, str]
) -> None:
    """An opinion of somebody who did not hold that role over that desk at that moment is refused."""
    values = {name: getattr(rows, value, value) for name, value in other.items()}
    await refused(database, lambda tx: decide(tx, rows, at, **values), "gate: not the duty leader")


async def test_a_deputy_decides_with_a_basis(database: Database, rows: FirstRows) -> None:
    """A deputy whom a document entitles may decide."""
    async with database.transaction() as tx:
        decision = await decide(
            tx, rows, decided_by=rows.deputy, decided_as="deputy", basis="Quyết định 12/QĐ-HQKV3"
        )
        await direct(tx, rows, decision)


@pytest.mark.parametrize("kind", ["ask", "watch", "close", "recall", "continue_containment", "reopen"])
async def test_no_directive_from_another_kind_of_opinion(
    database: Database, rows: FirstRows, kind: str
) -> None:
    """A question or a closing lets no directive through."""

    async def attempt(tx: Transaction) -> None:
        await direct(tx, rows, await decide(tx, rows, kind=kind))

    await refused(database, attempt, "gate: no directive")


async def test_no_directive_from_a_disowned_opinion(database: Database, rows: FirstRows) -> None:
    """An opinion its leader disowned lets no directive through."""

    async def attempt(tx: Transaction) -> None:
        await direct(tx, rows, await decide(tx, rows, disowned_at=microseconds(MORNING)))

    await refused(database, attempt, "gate: no directive")


async def test_no_directive_without_any_opinion(database: Database, rows: FirstRows) -> None:
    """A directive that names no opinion is refused."""
    await refused(database, lambda tx: direct(tx, rows, 999), "gate: no directive")


@pytest.fixture
async def directive(database: Database, rows: FirstRows) -> int:
    """A directive that stands."""
    async with database.transaction() as tx:
        return await direct(tx, rows, await decide(tx, rows))


OPINION, DIRECTIVE = "an opinion is never rewritten", "a directive is never rewritten"
REWRITINGS = {
    "UPDATE decisions SET content = 'khác'": OPINION,
    "UPDATE decisions SET basis = 'khác'": OPINION,
    "UPDATE decisions SET decided_by = recorded_by": OPINION,
    "UPDATE directives SET decision_id = decision_id": DIRECTIVE,
    "UPDATE directives SET content = 'khác'": DIRECTIVE,
    "UPDATE directives SET awaits_text = 1": DIRECTIVE,
    "UPDATE directives SET acknowledge_due_at = 0": DIRECTIVE,
    "DELETE FROM directives": "a directive is never deleted",
    "DELETE FROM decisions": "an opinion is never deleted",
}


async def test_what_was_decided_stands(owners_database: Database, directive: int) -> None:
    """Opinions and directives are never rewritten nor deleted, not even by the owner of the tables."""
    for statement, words in REWRITINGS.items():
        await refused(owners_database, partial(raw, statement=statement), words)


async def test_a_spoken_directive_is_written_down_once(database: Database, rows: FirstRows) -> None:
    """The written text of a directive given by voice can be added, and then stands."""
    async with database.transaction() as tx:
        await direct(tx, rows, await decide(tx, rows), content="", awaits_text=1)
    async with database.transaction() as tx:
        await raw(tx, "UPDATE directives SET content = 'Giữ hàng', awaits_text = 0")
    again = "UPDATE directives SET content = 'Thả hàng', awaits_text = 0"
    await refused(database, lambda tx: raw(tx, again), "never rewritten")
