"""Shifts and who serves in them."""

from dataclasses import replace
from datetime import datetime

from bot.rules.person import Role
from bot.rules.shift import Shift, ShiftMember
from storage.rows import make
from storage.transaction import Row, Transaction


async def find_responsible(tx: Transaction, desk_id: int, now: datetime) -> Shift | None:
    """The shift that answers for a desk at that moment, with the people who serve in it then."""
    return await _with_members(tx, await tx.find("find_responsible_shift", desk_id=desk_id, now=now), now)


async def find_next(tx: Transaction, desk_id: int, now: datetime) -> Shift | None:
    """The next shift that has not started."""
    row = await tx.find("find_next_shift", desk_id=desk_id, now=now)
    return await _with_members(tx, row, make(Shift, row).starts_at if row else now)


async def change_member(
    tx: Transaction, shift: Shift, role: Role, before: int | None, after: int | None, now: datetime
) -> None:
    """Somebody serves in another's place from now on, or from the start of a shift that is to come."""
    at = max(now, shift.starts_at)
    if before is not None:
        await tx.run("end_shift_member", shift_id=shift.id, person_id=before, role=role, until_at=at)
    if after is not None:
        await tx.run("add_shift_member", shift_id=shift.id, person_id=after, role=role, from_at=at)
    await tx.run("mark_changed_in_chat", id=shift.id)


async def is_named(tx: Transaction, desk_id: int, person_id: int, since: datetime) -> bool:
    """Whether the roster names somebody as leader or deputy of the desk, in a shift that ends after `since`."""
    return bool(await tx.all("list_shifts_served", desk_id=desk_id, person_id=person_id, since=since))


async def _with_members(tx: Transaction, row: Row | None, at: datetime) -> Shift | None:
    if row is None:
        return None
    shift = make(Shift, row)
    members = await tx.all("list_shift_members", shift_id=shift.id, now=at)
    return replace(shift, members=tuple(make(ShiftMember, member) for member in members))
