"""Shifts, who serves in them, from when to when they answer, and what they say of themselves."""

from dataclasses import replace
from datetime import datetime

from bot.rules.person import Role
from bot.rules.shift import NoteKind, Shift, ShiftMember, ShiftNote
from storage.errors import ConflictError
from storage.rows import make
from storage.transaction import Row, Transaction


async def find_responsible(tx: Transaction, desk_id: int, now: datetime) -> Shift | None:
    """The shift that answers for a desk at that moment, with the people who serve in it then."""
    return await _with_members(tx, await tx.find("find_responsible_shift", desk_id=desk_id, now=now), now)


async def find_next(tx: Transaction, desk_id: int, now: datetime) -> Shift | None:
    """The next shift that has not started."""
    row = await tx.find("find_next_shift", desk_id=desk_id, now=now)
    return await _with_members(tx, row, make(Shift, row).starts_at if row else now)


async def get(tx: Transaction, shift_id: int, now: datetime) -> Shift:
    """One shift, with the people who serve in it at that moment; before its start, with those who will.

    Raises:
        NotFoundError: when there is none.
    """
    row = await tx.get("find_shift", id=shift_id)
    return await _served(tx, make(Shift, row), now)


async def find(tx: Transaction, shift_id: int, now: datetime) -> Shift | None:
    """One shift, as `get`; None when there is none."""
    row = await tx.find("find_shift", id=shift_id)
    return None if row is None else await _served(tx, make(Shift, row), now)


async def list_not_over(tx: Transaction, now: datetime) -> list[int]:
    """The shifts that are to come, under way, or still answer for their desk."""
    return [int(row["id"]) for row in await tx.all("list_shifts_not_over", now=now)]


async def hold(tx: Transaction, shift_id: int, now: datetime) -> Shift:
    """One shift, held: nobody else changes it or who serves in it until the transaction ends.

    Raises:
        NotFoundError: when there is none.
    """
    row = await tx.get("hold_shift", id=shift_id)
    return await _served(tx, make(Shift, row), now)


async def find_incoming(tx: Transaction, outgoing: Shift, now: datetime) -> Shift | None:
    """Who is to take over from a shift: the one that has begun last, or else begins by its planned end."""
    row = await tx.find(
        "find_incoming_shift",
        desk_id=outgoing.desk_id,
        after=outgoing.starts_at,
        by=max(outgoing.ends_at, now),
        now=now,
    )
    return None if row is None else await _served(tx, make(Shift, row), now)


async def begin_responsibility(tx: Transaction, shift_id: int, from_at: datetime) -> None:
    """The shift answers for its desk from then on.

    Raises:
        ConflictError: when it did, or had, already.
    """
    if await tx.find("begin_responsibility", id=shift_id, from_at=from_at) is None:
        raise ConflictError("shift")


async def end_responsibility(tx: Transaction, shift_id: int, until_at: datetime) -> None:
    """The shift answers no longer.

    Raises:
        ConflictError: when somebody else took over already.
    """
    if await tx.find("end_responsibility", id=shift_id, until_at=until_at) is None:
        raise ConflictError("shift")


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


async def add_note(
    tx: Transaction, shift_id: int, kind: NoteKind, text: str, person_id: int, now: datetime
) -> None:
    """What a shift says of itself; an older one of the same kind is kept, and counts no more."""
    await tx.run("add_shift_note", shift_id=shift_id, kind=kind, text=text, person_id=person_id, now=now)


async def find_note(tx: Transaction, shift_id: int, kind: NoteKind) -> ShiftNote | None:
    """The newest note of a kind."""
    row = await tx.find("find_shift_note", shift_id=shift_id, kind=kind)
    return make(ShiftNote, row) if row else None


async def _served(tx: Transaction, shift: Shift, now: datetime) -> Shift:
    members = await tx.all("list_shift_members", shift_id=shift.id, now=max(now, shift.starts_at))
    return replace(shift, members=tuple(make(ShiftMember, member) for member in members))


async def _with_members(tx: Transaction, row: Row | None, at: datetime) -> Shift | None:
    if row is None:
        return None
    shift = make(Shift, row)
    members = await tx.all("list_shift_members", shift_id=shift.id, now=at)
    return replace(shift, members=tuple(make(ShiftMember, member) for member in members))
