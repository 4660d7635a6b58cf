"""What is due and when: rows known by what was scheduled, so that nothing fires twice and nothing is forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.rules.due import Due, Hold, Owner, next_turn
from storage.rows import make
from storage.times import moment
from storage.transaction import Transaction

Ending = Literal["fired", "cancelled", "failed"]
Key = tuple[str, int, datetime]


@dataclass(frozen=True, slots=True)
class Timer:
    """One turn of one duty that waits: the n-th since `first_at`, due at `due_at`."""

    id: int
    duty: str
    subject_id: int
    owner_kind: str
    owner_id: int
    desk_id: int | None
    first_at: datetime
    n: int
    due_at: datetime
    rank: int
    attempts: int

    @property
    def owner(self) -> Owner:
        """What it belongs to."""
        return Owner(self.owner_kind, self.owner_id, self.desk_id)


@dataclass(frozen=True, slots=True)
class Known:
    """What was set for one duty from one first moment on: the row that waits, and how many turns were taken."""

    duty: str
    subject_id: int
    first_at: datetime
    waiting_id: int | None
    waiting_due_at: datetime | None
    fired: int

    @property
    def key(self) -> Key:
        """By what it is known."""
        return (self.duty, self.subject_id, self.first_at)


async def list_known(tx: Transaction, owner: Owner) -> set[Key]:
    """What was ever set for an owner."""
    rows = await tx.all("list_timers_of_owner", owner_kind=owner.kind, owner_id=owner.id)
    return {make(Known, row).key for row in rows}


async def wind(
    tx: Transaction, owner: Owner, dues: Iterable[Due], now: datetime, hold: Hold
) -> list[tuple[str, int]]:
    """Exactly `dues` wait for this owner from now on. Returns the duties (with subject) that just ceased to wait.

    What was fired for the same first moment is not set again; a repeating duty has its next turn set.
    """
    rows = await tx.all("list_timers_of_owner", owner_kind=owner.kind, owner_id=owner.id)
    known = {one.key: one for one in (make(Known, row) for row in rows)}
    wanted = {(due.duty, due.subject_id, due.first_at): due for due in dues}
    ended = []
    for key, one in known.items():
        if one.waiting_id is not None and key not in wanted:
            await tx.run("settle_timer", id=one.waiting_id, state="cancelled", now=now)
            ended.append(key[:2])
    for key, due in wanted.items():
        await _wind_one(tx, owner, due, known.get(key), now, hold)
    return ended


async def _wind_one(
    tx: Transaction, owner: Owner, due: Due, known: Known | None, now: datetime, hold: Hold
) -> None:
    turn = next_turn(due, known.fired if known else 0, now, hold)
    waiting_id = known.waiting_id if known else None
    if turn is None:
        if waiting_id is not None:
            await tx.run("settle_timer", id=waiting_id, state="cancelled", now=now)
    elif waiting_id is None:
        await tx.run(
            "set_timer",
            duty=due.duty,
            subject_id=due.subject_id,
            owner_kind=owner.kind,
            owner_id=owner.id,
            desk_id=owner.desk_id,
            first_at=due.first_at,
            n=turn.n,
            due_at=turn.due_at,
            rank=due.rank,
            now=now,
        )
    elif known is not None and known.waiting_due_at is not None and _is_moved(due, turn.due_at, known, now):
        await tx.run("move_timer", id=waiting_id, due_at=turn.due_at, rank=due.rank)


def _is_moved(due: Due, due_at: datetime, known: Known, now: datetime) -> bool:
    """Whether a turn that waits is to wait for another moment: held back, or no longer. One that is due stays due."""
    is_held = due.not_before is not None or not due.at_any_hour
    return is_held and known.waiting_due_at != due_at and (known.waiting_due_at or now) > now


async def list_own(tx: Transaction, person_id: int, chat_id: int) -> list[tuple[str, int]]:
    """The kinds and ids of a person's drafts and forms in a chat that are open, or that something waits for."""
    rows = await tx.all("list_own_clocks", person_id=person_id, chat_id=chat_id)
    return [(str(row["kind"]), int(row["id"])) for row in rows]


async def settle(tx: Transaction, timer: Timer, state: Ending, now: datetime) -> bool:
    """The end of a turn; False when somebody else ended it."""
    return await tx.run("settle_timer", id=timer.id, state=state, now=now) == 1


async def postpone(tx: Transaction, timer: Timer, due_at: datetime) -> None:
    """A turn whose duty failed is tried again then."""
    await tx.run("postpone_timer", id=timer.id, due_at=due_at)


async def list_due(tx: Transaction, now: datetime, most: int) -> list[Timer]:
    """What is due, the most urgent first."""
    return [make(Timer, row) for row in await tx.all("list_due_timers", now=now, most=most)]


async def set_at(tx: Transaction, timer: Timer) -> datetime:
    """When a turn was set: before it was due, or only afterwards."""
    return moment((await tx.get("find_timer_set_at", id=timer.id))["set_at"])


async def next_at(tx: Transaction) -> int | None:
    """When the next turn is due, in microseconds; None when nothing waits."""
    found: int | None = (await tx.get("next_timer_at"))["due_at"]
    return found
