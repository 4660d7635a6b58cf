"""The roster: shifts of a period, the office's own days, requests to stand in, and who is ready."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.rules.person import Role
from bot.rules.roster.days import SpecialDay
from bot.rules.roster.substitution import Substitution, SubstitutionState
from bot.rules.shift import Shift, ShiftMember
from storage.rows import make
from storage.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Readiness:
    """One person's answer to the roll call before a shift; `ready_at` None: none yet."""

    shift_id: int
    person_id: int
    asked_at: datetime
    ready_at: datetime | None


async def list_shifts(
    tx: Transaction, desk_id: int, since: datetime, until: datetime, now: datetime
) -> list[Shift]:
    """The shifts of a desk that touch the period, with the people who serve in them."""
    between = {"desk_id": desk_id, "since": since, "until": until}
    members: dict[int, list[ShiftMember]] = {}
    for row in await tx.all("list_members_between", **between, now=now):
        members.setdefault(row["shift_id"], []).append(make(ShiftMember, row))
    return [
        replace(shift, members=tuple(members.get(shift.id, ())))
        for shift in (make(Shift, row) for row in await tx.all("list_shifts_between", **between))
    ]


async def find_shift(tx: Transaction, shift_id: int, now: datetime) -> Shift | None:
    """One shift with the people who serve in it now, or at its start; None when it left the roster."""
    row = await tx.find("find_shift", id=shift_id)
    if row is None:
        return None
    shift = make(Shift, row)
    return next(
        (
            s
            for s in await list_shifts(tx, shift.desk_id, shift.starts_at, shift.ends_at, now)
            if s.id == shift_id
        ),
        None,
    )


async def list_special_days(tx: Transaction) -> list[SpecialDay]:
    """The office's own days, in order."""
    rows = await tx.all("list_special_days")
    return [SpecialDay(date.fromisoformat(row["on_date"]), bool(row["is_off"]), row["name"]) for row in rows]


async def put_special_days(tx: Transaction, days: Iterable[SpecialDay]) -> None:
    """Store them, over what was said of the same days before."""
    for day in days:
        await tx.run("put_special_day", on_date=day.on.isoformat(), is_off=day.is_off, name=day.name)


async def add_substitution(
    tx: Transaction, shift: Shift, role: Role, leaves_id: int, comes_id: int, now: datetime
) -> Substitution:
    """Somebody is asked."""
    row = await tx.get(
        "add_substitution",
        desk_id=shift.desk_id,
        shift_id=shift.id,
        role=role,
        leaves_id=leaves_id,
        comes_id=comes_id,
        now=now,
    )
    return make(Substitution, row)


async def get_substitution(tx: Transaction, substitution_id: int) -> Substitution:
    """One request."""
    return make(Substitution, await tx.get("find_substitution", id=substitution_id))


async def find_open_substitution(tx: Transaction, shift_id: int, leaves_id: int) -> Substitution | None:
    """The request that waits for an answer about this person's place in the shift."""
    return _maybe(await tx.find("find_open_substitution", shift_id=shift_id, leaves_id=leaves_id))


async def list_open_substitutions(tx: Transaction, desk_id: int) -> list[Substitution]:
    """Every request of a desk that waits for an answer or an approval."""
    return [make(Substitution, row) for row in await tx.all("list_open_substitutions", desk_id=desk_id)]


async def answer_substitution(
    tx: Transaction, substitution_id: int, state: SubstitutionState, now: datetime
) -> Substitution | None:
    """Accepted or declined; None when it was answered before."""
    return _maybe(await tx.find("answer_substitution", id=substitution_id, state=state, now=now))


async def judge_substitution(
    tx: Transaction, substitution_id: int, state: SubstitutionState, judged_by: int, now: datetime
) -> Substitution | None:
    """Approved or refused; None when it was judged before."""
    row = await tx.find("judge_substitution", id=substitution_id, state=state, judged_by=judged_by, now=now)
    return _maybe(row)


async def end_substitution(
    tx: Transaction, substitution_id: int, state: SubstitutionState, now: datetime
) -> Substitution | None:
    """Withdrawn or lapsed; None when it had ended before."""
    return _maybe(await tx.find("end_substitution", id=substitution_id, state=state, now=now))


async def call_to_be_ready(tx: Transaction, shift_id: int, person_id: int, now: datetime) -> None:
    """The roll call asks somebody."""
    await tx.run("call_to_be_ready", shift_id=shift_id, person_id=person_id, now=now)


async def say_ready(tx: Transaction, shift_id: int, person_id: int, now: datetime) -> Readiness:
    """Somebody is ready; the first answer stands."""
    return make(Readiness, await tx.get("say_ready", shift_id=shift_id, person_id=person_id, now=now))


async def list_readiness(tx: Transaction, shift_id: int) -> list[Readiness]:
    """Who was asked for a shift, and who answered."""
    return [make(Readiness, row) for row in await tx.all("list_readiness", shift_id=shift_id)]


def _maybe(row: Row | None) -> Substitution | None:
    return make(Substitution, row) if row else None
