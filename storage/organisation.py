"""The organisation as a whole: read for `trucban setup`, and brought to what a plan says."""

from dataclasses import replace
from datetime import datetime

from bot.rules.organisation.state import (
    DeskState,
    OrganisationState,
    PersonState,
    Place,
    ShiftState,
    UnitState,
)
from bot.rules.person import Role
from storage.rows import make
from storage.times import moment
from storage.transaction import Transaction


async def load(tx: Transaction, now: datetime) -> OrganisationState:
    """How everything stands at that moment."""
    desks = {row["code"]: make(DeskState, row) for row in await tx.all("list_all_desks")}
    units = {row["code"].upper(): make(UnitState, row) for row in await tx.all("list_all_units")}
    places: dict[int, set[Place]] = {}
    for row in await tx.all("list_all_grants"):
        places.setdefault(row["person_id"], set()).add(make(Place, row))
    people = {
        row["id"]: replace(
            make(PersonState, {**row, "ref": row["id"]}),
            is_frozen=row["frozen_at"] is not None,
            places=frozenset(places.get(row["id"], ())),
        )
        for row in await tx.all("list_all_people")
    }
    serving: dict[int, list[tuple[Role, int]]] = {}
    for row in await tx.all("list_serving", now=now):
        serving.setdefault(row["shift_id"], []).append((Role(row["role"]), row["person_id"]))
    shifts = {
        (row["desk"], moment(row["starts_at"])): _shift(
            make(ShiftState, {**row, "leader": None, "officers": frozenset()}), serving.get(row["id"], [])
        )
        for row in await tx.all("list_all_shifts")
    }
    return OrganisationState(desks, units, people, shifts)


def _shift(shift: ShiftState, serving: list[tuple[Role, int]]) -> ShiftState:
    one = {role: person for role, person in serving if role is not Role.OFFICER}
    officers = frozenset(person for role, person in serving if role is Role.OFFICER)
    return replace(shift, leader=one.get(Role.LEADER), deputy=one.get(Role.DEPUTY), officers=officers)


async def store(
    tx: Transaction, before: OrganisationState, after: OrganisationState, now: datetime
) -> tuple[OrganisationState, dict[int, int]]:
    """Write what differs. Returns `after` with the ids that came of it, and everybody's id by their `ref`."""
    await _let_go(tx, before, after)
    desks = {}
    for code, desk in after.desks.items():
        desks[code] = desk
        if desk != before.desks.get(code):
            row = await tx.get("put_desk", **_columns(desk, "code name phone fax email chat_id is_active"))
            desks[code] = replace(desk, id=row["id"])
    units = {}
    for code, unit in after.units.items():
        units[code] = unit
        if unit != before.units.get(code):
            columns = _columns(unit, "code name phone chat_id is_outside is_active")
            row = await tx.get("put_unit", desk_id=desks[unit.desk].id, **columns)
            units[code] = replace(unit, id=row["id"])
    stored = OrganisationState(desks, units)
    ids = {
        ref: await _store_person(tx, before.people.get(ref), person, stored, now)
        for ref, person in after.people.items()
    }
    people = {ids[ref]: replace(person, ref=ids[ref]) for ref, person in after.people.items()}
    shifts = {}
    for key, planned in after.shifts.items():
        shift = _with_ids(planned, ids)
        stands = before.shifts.get(key)
        if shift != stands:
            shift = await _store_shift(tx, stands, shift, desks[shift.desk], now)
        shifts[key] = shift
    for key, shift in before.shifts.items():
        if key not in after.shifts:
            for query in (
                "forget_incoming",
                "drop_shift_signatures",
                "drop_shift_notes",
                "drop_shift_members",
            ):
                await tx.run(query, shift_id=shift.id)
            await tx.run("drop_shift", id=shift.id)
    return OrganisationState(desks, units, people, shifts), ids


async def _let_go(tx: Transaction, before: OrganisationState, after: OrganisationState) -> None:
    """Chats and accounts that go from one to another are let go of first: each belongs to one only."""
    for code, desk in before.desks.items():
        if desk.chat_id not in {None, after.desks[code].chat_id}:
            await tx.run("forget_desk_chat", id=desk.id)
    for code, unit in before.units.items():
        if unit.chat_id not in {None, after.units[code].chat_id}:
            await tx.run("forget_unit_chat", id=unit.id)
    for ref, person in before.people.items():
        if person.telegram_id not in {None, after.people[ref].telegram_id}:
            await tx.run("forget_account", id=ref)


async def _store_person(
    tx: Transaction, before: PersonState | None, person: PersonState, stored: OrganisationState, now: datetime
) -> int:
    if person == before:
        return person.ref
    columns = _columns(person, "code name title phone is_active")
    if before is None:
        account = {"telegram_id": person.telegram_id, "frozen_at": now if person.is_frozen else None}
        person_id = int((await tx.get("add_person", **columns, **account))["id"])
    else:
        person_id = person.ref
        await tx.run("change_person", id=person_id, **columns)
        if person.telegram_id != before.telegram_id:
            await tx.run("give_account", id=person_id, telegram_id=person.telegram_id)
        if person.is_frozen and not before.is_frozen:
            await tx.run("freeze_person", id=person_id, now=now)
        elif before.is_frozen and not person.is_frozen:
            await tx.run("unfreeze_person", id=person_id)
    if before is None or person.places != before.places:
        await tx.run("drop_grants", person_id=person_id)
        for place in sorted(person.places, key=lambda one: (one.role, one.desk or "", one.unit or "")):
            await tx.run(
                "add_grant",
                person_id=person_id,
                role=place.role,
                desk_id=stored.desks[place.desk].id if place.desk else None,
                unit_id=stored.units[place.unit.upper()].id if place.unit else None,
                is_contact=place.is_contact,
            )
    return person_id


def _with_ids(shift: ShiftState, ids: dict[int, int]) -> ShiftState:
    return replace(
        shift,
        leader=None if shift.leader is None else ids[shift.leader],
        deputy=None if shift.deputy is None else ids[shift.deputy],
        officers=frozenset(ids[ref] for ref in shift.officers),
    )


async def _store_shift(
    tx: Transaction, before: ShiftState | None, shift: ShiftState, desk: DeskState, now: datetime
) -> ShiftState:
    columns = _columns(shift, "starts_at ends_at responsible_from responsible_until")
    shift_id = int((await tx.get("put_shift", desk_id=desk.id, **columns))["id"])
    if before is not None and before.changed_in_chat and not shift.changed_in_chat:
        await tx.run("settle_shift", id=shift_id)
    members = before.members if before else frozenset()
    has_begun = before is not None and before.starts_at <= now
    if shift.members == members:
        return replace(shift, id=shift_id)
    if has_begun:
        for role, person_id in sorted(members - shift.members):
            await tx.run("end_shift_member", shift_id=shift_id, person_id=person_id, role=role, until_at=now)
    else:
        await tx.run("drop_shift_members", shift_id=shift_id)
    new = shift.members - members if has_begun else shift.members
    for role, person_id in sorted(new):
        from_at = now if has_begun else shift.starts_at
        await tx.run("add_shift_member", shift_id=shift_id, person_id=person_id, role=role, from_at=from_at)
    return replace(shift, id=shift_id)


def _columns(state: object, names: str) -> dict[str, object]:
    return {name: getattr(state, name) for name in names.split()}
