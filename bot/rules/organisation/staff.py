"""The people of a file, laid over those that stand: who is meant, and which roles they hold where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.rules.organisation.entries import Fault, PersonEntry, given, given_id
from bot.rules.organisation.state import DeskState, PersonState, Place, UnitState
from bot.rules.person import Role

OF_UNITS = frozenset({Role.UNIT, Role.HEAD})
OF_MANY_DESKS = frozenset({Role.SUPERIOR, Role.ADMIN})


@dataclass(slots=True)
class Staff:
    """The people while a file is laid over them. `named`: the entries of the file by whom they mean."""

    desks: Mapping[str, DeskState]
    units: Mapping[str, UnitState]
    people: dict[int, PersonState]
    faults: list[Fault]
    named: dict[int, PersonEntry] = field(default_factory=dict)

    def lay(self, entries: Iterable[PersonEntry]) -> None:
        """Lay every entry; those with a code first, so that a name alone can mean none of them by chance."""
        for entry in sorted(entries, key=lambda one: one.code is None):
            self._lay_one(entry)
        self._refuse_shared_accounts()

    def _lay_one(self, entry: PersonEntry) -> None:
        if entry.code is None and not entry.name:
            self._refuse(entry, "name", "missing")
            return
        if not self._has_known_places(entry):
            return
        found = self._meant(entry)
        if len(found) > 1:
            people = [label(person) for person in found]
            self._refuse(entry, "code", "ambiguous-person", people=people)
            return
        stands = found[0] if found else None
        if stands is not None and stands.ref in self.named:
            self._refuse(entry, "code" if entry.code else "name", "twice", other=self.named[stands.ref].n)
            return
        if stands is None and not entry.name:
            self._refuse(entry, "name", "missing")
            return
        places = self._places(entry, stands)
        if places is None:
            return
        ref = stands.ref if stands else min(0, *self.people, 0) - 1
        self.people[ref] = replace(
            stands or PersonState(ref, entry.code, entry.name or ""),
            **given(
                code=entry.code,
                name=entry.name,
                title=entry.title,
                phone=entry.phone,
                is_active=entry.active,
                is_frozen=entry.frozen,
            ),
            **given_id("telegram_id", entry.telegram_id),
            places=places,
        )
        if not self.people[ref].is_active:  # the account is free for whoever has it now
            self.people[ref] = replace(self.people[ref], telegram_id=None)
        self.named[ref] = entry

    def _meant(self, entry: PersonEntry) -> list[PersonState]:
        """Who stands already: by the code, for life; else by the name within the desk or unit."""
        if entry.code is not None:
            coded = [p for p in self.people.values() if p.code == entry.code]
            if coded:
                return coded
        desks, unit = set(entry.desks or ()), (entry.unit or "").upper()
        return [
            person
            for person in self.people.values()
            if person.name == entry.name
            and (entry.code is None or person.code is None)
            and (person.ref > 0 or entry.code is None)
            and self._is_within(person, desks, unit)
        ]

    @staticmethod
    def _is_within(person: PersonState, desks: set[str], unit: str) -> bool:
        if not desks and not unit:
            return any(place.desk is None and place.unit is None for place in person.places)
        return any(
            place.desk in desks or (place.unit is not None and place.unit.upper() == unit)
            for place in person.places
        )

    def _has_known_places(self, entry: PersonEntry) -> bool:
        unknown = [code for code in entry.desks or () if code not in self.desks]
        for code in unknown:
            self._refuse(entry, "desk", "unknown-desk", code=code)
        if entry.unit is None:
            return not unknown
        unit = self.units.get(entry.unit.upper())
        if unit is None:
            self._refuse(entry, "unit", "unknown-unit", code=entry.unit)
        elif unit.is_outside:
            self._refuse(entry, "unit", "outside-unit", code=unit.code)
        return not unknown and unit is not None and not unit.is_outside

    def _places(self, entry: PersonEntry, stands: PersonState | None) -> frozenset[Place] | None:
        """The roles and where; what the entry leaves out is as it was. None after a fault."""
        before = stands.places if stands else frozenset()
        roles = entry.roles if entry.roles is not None else tuple({place.role for place in before})
        desks = entry.desks
        if desks is None:
            desks = tuple(sorted({place.desk for place in before if place.desk is not None}))
        if entry.unit is not None:
            units: tuple[str, ...] = (self.units[entry.unit.upper()].code,)
        else:
            units = tuple(sorted({place.unit for place in before if place.unit is not None}))
        contact = entry.contact if entry.contact is not None else any(place.is_contact for place in before)
        fault = self._fault_of(entry, roles, desks, units)
        if fault is not None:
            self._refuse(entry, *fault[:2], **fault[2])
            return None
        places: set[Place] = set()
        for role in roles:
            if role in OF_UNITS:
                places |= {Place(role, unit=unit, is_contact=contact) for unit in units}
            elif desks:
                places |= {Place(role, desk=desk) for desk in desks}
            else:
                places.add(Place(role))
        return frozenset(places)

    @staticmethod
    def _fault_of(
        entry: PersonEntry, roles: tuple[Role, ...], desks: tuple[str, ...], units: tuple[str, ...]
    ) -> tuple[str, str, dict[str, Any]] | None:
        if not roles:
            return "roles", "no-roles", {}
        of_units = OF_UNITS.intersection(roles)
        if of_units and not units:
            return "unit", "role-needs-unit", {"role": min(of_units)}
        of_desks = [role for role in roles if role not in OF_UNITS]
        lone = [role for role in of_desks if role is not Role.ADMIN]
        if lone and not desks:
            return "desk", "role-needs-desk", {"role": lone[0]}
        if len(desks) > 1 and (one := [role for role in of_desks if role not in OF_MANY_DESKS]):
            return "desk", "one-desk", {"role": one[0]}
        if entry.desks and not of_desks:
            return "desk", "no-role-there", {}
        if entry.unit and not of_units:
            return "unit", "no-role-there", {}
        if entry.contact and not of_units:
            return "contact", "contact-needs-unit", {}
        return None

    def _refuse_shared_accounts(self) -> None:
        holders: dict[int, PersonState] = {}
        for person in sorted(self.people.values(), key=lambda p: p.ref in self.named):
            account = person.telegram_id
            if account is None:
                continue
            if account in holders:
                entry = self.named.get(person.ref)
                if entry is not None:
                    self._refuse(entry, "telegram_id", "account-taken", name=label(holders[account]))
            holders.setdefault(account, person)

    def _refuse(self, entry: PersonEntry, key: str, code: str, /, **fields: Any) -> None:
        name = entry.name or entry.code or ""
        self.faults.append(Fault("people", entry.n, name, key, code, fields))


def label(person: PersonState) -> str:
    """A person as a line names them."""
    return f"{person.name} ({person.code})" if person.code else person.name
