"""Whoever does whatever in whichever order, what the law asks stays true; also without the table of rights."""

import asyncio
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.rules import permission
from bot.rules.urgency import Urgency
from storage.database import Database, open_database
from tests.support.office import (
    CONTACT,
    GROUP_MEMBER,
    HEAD,
    LEADER,
    OFFICER,
    OTHER_UNIT,
    TIMES,
    Office,
    open_office,
)
from tests.workflow.any_moves import FORMER_LEADER, LONG_DAYS, SHORT_DAYS, AnyDay, contents
from tests.workflow.any_steps import DECIDING, KINDS, Move
from tests.workflow.invariants import hold

LONGER = int(os.environ.get("PROPERTY_TIMES", "1"))  # `make properties` looks a hundred times as long
BASIS = "Quyết định số 12/QĐ-HQKV3"
GATE = "gate: not the duty leader at that moment"


async def office_of(database: Database) -> Office:
    """Everybody on duty; a document lets the deputy decide, soon."""
    office = await open_office(database, deputy_basis=BASIS)
    times = replace(TIMES, decision_deputy_after=timedelta(seconds=30))
    rules = replace(office.desk.rules, deadlines=dict.fromkeys(Urgency, times))
    return replace(office, desk=replace(office.desk, rules=rules))


async def play(database: Database, moves: Sequence[Move]) -> AnyDay:
    """Make the moves; after each everything holds, and a refused one has left nothing."""
    day = AnyDay(await office_of(database))
    async with database.read() as tx:
        before = await contents(tx)
    for move in moves:
        has_stored = await day.make(move)
        async with database.read() as tx:
            after = await contents(tx)
            if not has_stored:
                assert after == before, f"refused, and yet something was stored: {move}"
            else:
                await hold(tx, before, after)
        before = after
    return day


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables of this program, to copy from."""
    path = tmp_path_factory.mktemp("empty") / "trucban.db"

    async def make() -> None:
        await (await open_database(f"sqlite:///{path}")).close()

    asyncio.run(make())
    return path


def play_on_sqlite(empty: Path, moves: Sequence[Move]) -> AnyDay:
    """Play on a file of its own."""

    async def run(path: Path) -> AnyDay:
        database = await open_database(f"sqlite:///{path}")
        try:
            return await play(database, moves)
        finally:
            await database.close()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trucban.db"
        shutil.copy(empty, path)
        return asyncio.run(run(path))


def explore(
    play_one: Callable[[Sequence[Move]], AnyDay], *, examples: int
) -> tuple[Counter[str], Counter[str]]:
    """Play random days, short and long: always the same ones in an ordinary run, new ones each time in a long run.

    Returns how often each step was taken, and how often one was refused, by reason.
    """
    taken: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    def run(moves: list[Move]) -> None:
        day = play_one(moves)
        taken.update(day.taken)
        refused.update(day.refused)

    for days, times in ((SHORT_DAYS, 1), (LONG_DAYS, 4)):
        often = settings(
            max_examples=examples * times * LONGER, derandomize=LONGER == 1, database=None, deadline=None
        )
        often(given(moves=days)(run))()
    return taken, refused


@pytest.mark.timeout(0)
def test_any_order(empty_file: Path) -> None:
    """Random people, random steps, stale versions: the invariants hold after each; few steps were never taken."""
    taken, refused = explore(partial(play_on_sqlite, empty_file), examples=12)
    assert len(taken) >= len(KINDS) - 3, set(KINDS) - set(taken)
    assert {"unknown-account", "not-on-duty", "already-decided", "stale-report"} <= set(refused)
    assert not [reason for reason in refused if "gate" in reason], "the table of rights let somebody through"


@pytest.mark.timeout(0)
def test_the_database_alone_refuses(empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the table of rights switched off people get further, and the gate alone keeps out who does not lead."""
    monkeypatch.setattr(permission, "may", lambda *_: True)
    taken, refused = explore(partial(play_on_sqlite, empty_file), examples=4)
    assert refused[GATE]
    assert taken["approve"]


PEOPLE_WITHOUT_THE_ROLE = (OFFICER, FORMER_LEADER, CONTACT, HEAD, OTHER_UNIT, GROUP_MEMBER)


async def test_the_gate_holds_on_both_databases(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the table of rights switched off, no deciding step of anybody without the role leaves anything."""
    office = await office_of(database)
    day = AnyDay(office)
    likely = Move("report", CONTACT, is_likely=False, pick=0, off=0, units=1, flag=True)
    assert await day.make(likely)
    waiting = office.desk
    for does in ("report", "approve", "contain"):
        await day.make(replace(likely, does=does, who=LEADER if does == "approve" else CONTACT))
    monkeypatch.setattr(permission, "may", lambda *_: True)
    async with waiting.database.read() as tx:
        before = await contents(tx)
    for does in sorted(DECIDING):
        for who in PEOPLE_WITHOUT_THE_ROLE:
            for pick in (0, 1):
                assert not await day.make(replace(likely, does=does, who=who, pick=pick)), (does, who)
    async with waiting.database.read() as tx:
        assert await contents(tx) == before
    tried = 2 * len(PEOPLE_WITHOUT_THE_ROLE)
    assert day.refused[GATE] >= 5 * tried, day.refused
