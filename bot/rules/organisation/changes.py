"""What is different between two organisations, line by line, in codes that a template puts into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.rules.organisation.staff import label
from bot.rules.organisation.state import (
    DeskState,
    OrganisationState,
    PersonState,
    ShiftKey,
    ShiftState,
    UnitState,
)

Facts = Mapping[str, Any]
Lasting = DeskState | UnitState | PersonState


class Action(StrEnum):
    """What becomes of one entry."""

    CREATED = "created"
    CHANGED = "changed"
    ENDED = "ended"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Change:
    """One line. `key` finds the entry in its table; `was` and `is_now` hold only what differs.

    A shift is named by its desk, `starts_at` and `ends_at`. `desks`: whose log it belongs to;
    none: the system's.
    """

    action: Action
    table: str
    key: str | int | ShiftKey
    name: str
    desks: frozenset[str]
    was: Facts
    is_now: Facts
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def changes(before: OrganisationState, after: OrganisationState) -> tuple[Change, ...]:
    """Everything that differs, desks first, then units, people and shifts."""
    return (
        *_desks(before.desks, after.desks),
        *_units(before.units, after.units),
        *_people(before, after),
        *_shifts(before, after),
    )


def person_facts(person: PersonState) -> Facts:
    """What a line says of a person."""
    return {
        "code": person.code,
        "name": person.name,
        "title": person.title,
        "phone": person.phone,
        "telegram_id": person.telegram_id,
        "roles": [role.value for role in person.roles],
        "desk": sorted({place.desk for place in person.places if place.desk is not None}),
        "unit": sorted({place.unit for place in person.places if place.unit is not None}),
        "contact": any(place.is_contact for place in person.places),
        "frozen": person.is_frozen,
    }


def shift_facts(shift: ShiftState, people: Mapping[int, PersonState]) -> Facts:
    """What a line says of a shift."""

    def name(ref: int | None) -> str | None:
        return None if ref is None else label(people[ref])

    return {
        "ends_at": shift.ends_at,
        "leader": name(shift.leader),
        "deputy": name(shift.deputy),
        "officers": sorted(label(people[ref]) for ref in shift.officers),
    }


def differences(was: Facts, is_now: Facts) -> tuple[Facts, Facts]:
    """Only what differs; of something new, only what is said at all."""
    keys = [key for key, value in is_now.items() if was.get(key) != value and (was or value)]
    return {key: was[key] for key in keys if key in was}, {key: is_now[key] for key in keys}


def _desks(before: Mapping[str, DeskState], after: Mapping[str, DeskState]) -> Iterator[Change]:
    for code, desk in after.items():
        stands = before.get(code)
        was, is_now = differences(_desk_facts(stands) if stands else {}, _desk_facts(desk))
        action = _action(stands, desk)
        if was or is_now or action is not Action.CHANGED:
            yield Change(action, "desks", code, f"{desk.name} ({code})", frozenset({code}), was, is_now)


def _units(before: Mapping[str, UnitState], after: Mapping[str, UnitState]) -> Iterator[Change]:
    for key, unit in after.items():
        stands = before.get(key)
        was, is_now = differences(_unit_facts(stands) if stands else {}, _unit_facts(unit))
        action = _action(stands, unit)
        if was or is_now or action is not Action.CHANGED:
            desks = frozenset({unit.desk, *({stands.desk} if stands else ())})
            yield Change(action, "units", key, f"{unit.name} ({unit.code})", desks, was, is_now)


def _people(before: OrganisationState, after: OrganisationState) -> Iterator[Change]:
    for ref, person in after.people.items():
        stands = before.people.get(ref)
        was, is_now = differences(person_facts(stands) if stands else {}, person_facts(person))
        action = _action(stands, person)
        if was or is_now or action is not Action.CHANGED:
            desks = after.desks_of(person) | (before.desks_of(stands) if stands else frozenset())
            yield Change(action, "people", ref, label(person), desks, was, is_now)


def _shifts(before: OrganisationState, after: OrganisationState) -> Iterator[Change]:
    for key, shift in sorted(after.shifts.items()):
        stands = before.shifts.get(key)
        was, is_now = differences(
            shift_facts(stands, after.people) if stands else {}, shift_facts(shift, after.people)
        )
        if was or is_now:
            action = Action.CHANGED if stands else Action.CREATED
            yield _of_shift(action, key, shift, was, is_now)
    for key, shift in sorted(before.shifts.items()):
        if key not in after.shifts:
            yield _of_shift(Action.ENDED, key, shift, {}, {})


def _of_shift(action: Action, key: ShiftKey, shift: ShiftState, was: Facts, is_now: Facts) -> Change:
    desks = frozenset({shift.desk})
    return Change(action, "shifts", key, shift.desk, desks, was, is_now, shift.starts_at, shift.ends_at)


def _desk_facts(desk: DeskState) -> Facts:
    return {
        "name": desk.name,
        "phone": desk.phone,
        "fax": desk.fax,
        "email": desk.email,
        "chat_id": desk.chat_id,
    }


def _unit_facts(unit: UnitState) -> Facts:
    return {
        "desk": unit.desk,
        "name": unit.name,
        "phone": unit.phone,
        "chat_id": unit.chat_id,
        "outside": unit.is_outside,
    }


def _action(stands: Lasting | None, now: Lasting) -> Action:
    if stands is None:
        return Action.CREATED
    if stands.is_active == now.is_active:
        return Action.CHANGED
    return Action.RESUMED if now.is_active else Action.ENDED
