"""Random people taking random steps at random things, with random and stale versions, one after the other."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from bot.errors import DutyError
from bot.rules.source import Source
from bot.workflow.take import take
from bot.workflow.taking import Taking
from storage.database import Transaction
from storage.errors import ConstraintError
from storage.times import microseconds
from tests.support.office import (
    CONTACT,
    DEPUTY,
    GROUP_MEMBER,
    HEAD,
    LEADER,
    MEMBER,
    OFF_DUTY,
    OFFICER,
    OTHER_UNIT,
    Office,
)
from tests.support.raw_sql import insert, raw
from tests.workflow.any_steps import KINDS, OF_UNIT, Kind, Move

FORMER_LEADER, STRANGER = OFF_DUTY, 900
EVERYBODY = (
    LEADER,
    DEPUTY,
    OFFICER,
    FORMER_LEADER,
    CONTACT,
    HEAD,
    MEMBER,
    OTHER_UNIT,
    GROUP_MEMBER,
    STRANGER,
)
RELIEVE, WAIT = "relieve the leader", "wait"
NEWEST = 6  # of what there is, that many are within reach

CHOICES: Mapping[str, Sequence[Any]] = {
    "does": [*KINDS, *KINDS, RELIEVE, WAIT],
    "who": EVERYBODY,
    "is_likely": (True, True, True, False),
    "pick": range(NEWEST),
    "off": (0, 0, 0, 0, -1, 1),
    "units": range(16),
    "flag": (True, False),
}


def moves_of(seed: int) -> list[Move]:
    """A long day of which every move is as likely as any other."""
    chance = random.Random(seed)  # noqa: S311 - a day, not a secret
    return [
        Move(**{name: chance.choice(values) for name, values in CHOICES.items()})
        for _ in range(chance.randint(40, 80))
    ]


SHORT_DAYS = st.lists(st.builds(Move, **{n: st.sampled_from(v) for n, v in CHOICES.items()}), max_size=40)
"""They shrink to the few moves that matter."""
LONG_DAYS = st.integers(0, 2**32).map(moves_of)
"""They go further from the beaten track."""
TABLES: Sequence[str] = (
    "incidents", "reports", "decisions", "directives", "addressees", "results", "extensions", "containments",
    "duty_log", "duty_log_texts", "outbox", "cards", "message_links", "attachments", "shift_members",
)  # fmt: skip


async def contents(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """Every row a step may leave, in the order in which it came."""
    found = {}
    for name in TABLES:
        rows = await raw(tx, f"SELECT * FROM {name}")  # noqa: S608 - a name of ours
        found[name] = sorted((dict(row) for row in rows), key=_place)
    return found


def _place(row: Mapping[str, Any]) -> tuple[int, int]:
    return (0, row["id"]) if "id" in row else (row.get("desk_id", row.get("chat_id")), row.get("seq", 0))


@dataclass
class AnyDay:
    """An office at which moves are made; which steps were taken, and why others were refused."""

    office: Office
    leader: int = LEADER
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    async def make(self, move: Move) -> bool:
        """Make a move; whether anything may have been stored."""
        self.office.clock.at += timedelta(seconds=7)
        if move.does == WAIT:
            self.office.clock.at += timedelta(minutes=move.units)
            return False
        if move.does == RELIEVE:
            await self._relieve()
            return True
        kind = KINDS[move.does]
        row = await self._row(kind, move)
        if row is None:
            return False
        version = int(row.get("report_version", 1)) + move.off

        async def act(step: Taking) -> None:
            await kind.step(step, row, version, move)

        try:
            await take(self.office.desk, self._source(self._who(kind, row, move)), act)
        except DutyError as error:
            self.refused[error.code] += 1
            return False
        except ConstraintError as error:
            self.refused[error.reason] += 1
            return False
        self.taken[move.does] += 1
        return True

    def _who(self, kind: Kind, row: Mapping[str, Any], move: Move) -> int:
        if not move.is_likely:
            return move.who
        usually = kind.usually or OF_UNIT.get(row["unit_id"], EVERYBODY)
        who = usually[move.pick % len(usually)]
        return self.leader if who == LEADER else who

    async def _row(self, kind: Kind, move: Move) -> Mapping[str, Any] | None:
        """One of what there is, the newest first; usually one that the step is for."""
        if not kind.on:
            return {}
        async with self.office.desk.database.read() as tx:
            for when in (kind.when, "1 = 1") if move.is_likely else ("1 = 1",):
                query = f"SELECT * FROM {kind.on} WHERE {when} ORDER BY id DESC LIMIT {NEWEST}"  # noqa: S608 - likewise
                if rows := await raw(tx, query):
                    return rows[move.pick % len(rows)]
        return None

    async def _relieve(self) -> None:
        """Another person leads from now on; who led before is a former leader."""
        now = microseconds(self.office.clock.now())
        self.leader = FORMER_LEADER if self.leader == LEADER else LEADER
        async with self.office.desk.database.transaction() as tx:
            found = await raw(tx, "SELECT id FROM people WHERE telegram_id = :id", {"id": self.leader})
            ended = "UPDATE shift_members SET until_at = :now WHERE role = 'leader' AND until_at IS NULL"
            await raw(tx, ended, {"now": now})
            await insert(
                tx, "shift_members", shift_id=1, person_id=found[0]["id"], role="leader", from_at=now
            )

    def _source(self, who: int) -> Source:
        return Source(
            inbox=None,
            account_id=who,
            account_name="",
            chat_id=who,
            message_id=None,
            sent_at=self.office.clock.now(),
            is_press=True,
        )
