"""The shifts of a file, laid over those that stand. What has begun or was changed in chat is not touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from bot.rules.fold import fold
from bot.rules.organisation.entries import Fault, ShiftEntry
from bot.rules.organisation.responsibility import with_responsibility
from bot.rules.organisation.staff import label
from bot.rules.organisation.state import DeskState, PersonState, ShiftKey, ShiftState
from bot.rules.person import Role

GRANTED_FOR = {Role.LEADER: Role.LEADER, Role.DEPUTY: Role.LEADER, Role.OFFICER: Role.OFFICER}
WHOLE_UNIT = "@"  # before a unit's code: everybody of that unit who is an officer of the desk


@dataclass(frozen=True, slots=True)
class Conflict:
    """A shift the file says something else about, left as it is. `code`: begun, changed-in-chat or over."""

    code: str
    stands: ShiftState
    wanted: ShiftState


@dataclass(frozen=True, slots=True)
class Unfit:
    """Somebody who serves in a shift that goes on or is to come, and may not any more."""

    shift: ShiftState
    role: Role
    ref: int


@dataclass(slots=True)
class Duties:
    """The shifts while a file is laid over them."""

    desks: Mapping[str, DeskState]
    people: Mapping[int, PersonState]
    shifts: dict[ShiftKey, ShiftState]
    now: datetime
    replaces_shifts: bool
    faults: list[Fault]
    conflicts: list[Conflict] = field(default_factory=list)
    named: dict[ShiftKey, ShiftEntry] = field(default_factory=dict)
    _written: dict[str, list[PersonState]] = field(default_factory=dict, init=False)

    def lay(self, entries: Iterable[ShiftEntry]) -> None:
        """Lay every entry, then give each desk's shifts the time they answer for it."""
        self._written = _by_what_is_written(self.people.values())
        for entry in entries:
            key = (entry.desk, entry.starts_at)
            if entry.desk not in self.desks:
                self._refuse(entry, "desk", "unknown-desk", code=entry.desk)
            elif key in self.named:
                self._refuse(entry, "starts_at", "twice", other=self.named[key].n)
            else:
                self.named[key] = entry
                self._lay_one(key, entry)
        self._refuse_overlaps()
        self._refuse_two_desks()
        for desk in self.desks:
            own = [shift for shift in self.shifts.values() if shift.desk == desk]
            self.shifts.update({(desk, s.starts_at): s for s in with_responsibility(own, self.now)})

    def unfit(self) -> list[Unfit]:
        """Who serves in a shift that is not over without the role for it."""
        return [
            Unfit(shift, role, ref)
            for shift in self.shifts.values()
            if shift.ends_at > self.now or shift.is_responsible(self.now)
            for role, ref in sorted(shift.members)
            if not self._may_serve(self.people[ref], role, shift.desk)
        ]

    def _lay_one(self, key: ShiftKey, entry: ShiftEntry) -> None:
        stands = self.shifts.get(key)
        if entry.active is False:
            self._end(key, entry, stands)
            return
        faults = len(self.faults)
        wanted = self._wanted(entry, stands)
        if wanted is None or len(self.faults) > faults or (stands is not None and _same(wanted, stands)):
            return
        if wanted.ends_at <= wanted.starts_at:
            self._refuse(entry, "ends_at", "backwards")
            return
        self._refuse_unfit(entry, wanted)
        if stands is None:
            self.shifts[key] = wanted
        elif kept := self._kept(stands):
            self.conflicts.append(Conflict(kept, stands, wanted))
        else:
            self.shifts[key] = replace(wanted, changed_in_chat=False)

    def _kept(self, stands: ShiftState) -> str:
        """Why a stored shift is left as it is; empty when it may be changed."""
        has_begun = stands.starts_at <= self.now
        is_over = stands.responsible_until is not None or stands.ends_at <= self.now
        if has_begun and is_over and not stands.is_responsible(self.now):
            return "over"
        if self.replaces_shifts:
            return ""
        return "begun" if has_begun else "changed-in-chat" if stands.changed_in_chat else ""

    def _end(self, key: ShiftKey, entry: ShiftEntry, stands: ShiftState | None) -> None:
        if stands is None:
            return
        if stands.starts_at <= self.now:
            self._refuse(entry, "active", "begun")
        elif stands.changed_in_chat and not self.replaces_shifts:
            self.conflicts.append(Conflict("changed-in-chat", stands, stands))
        else:
            del self.shifts[key]

    def _wanted(self, entry: ShiftEntry, stands: ShiftState | None) -> ShiftState | None:
        """The shift as the entry has it; None after a fault."""
        if stands is None:
            missing = [name for name in ("ends_at", "leader") if not getattr(entry, name)]
            for name in missing:
                self._refuse(entry, name, "missing")
            if missing:
                return None
        wanted = stands or ShiftState(None, entry.desk, entry.starts_at, entry.starts_at, None)
        if entry.ends_at is not None:
            wanted = replace(wanted, ends_at=entry.ends_at)
        if entry.leader:
            wanted = replace(wanted, leader=self._meant(entry, "leader", entry.leader))
        if entry.deputy is not None:
            deputy = self._meant(entry, "deputy", entry.deputy) if entry.deputy else None
            wanted = replace(wanted, deputy=deputy)
        if entry.officers is not None:
            found = [ref for one in entry.officers for ref in self._meant_officers(entry, one)]
            wanted = replace(wanted, officers=frozenset(found))
        return wanted

    def _meant_officers(self, entry: ShiftEntry, written: str) -> list[int]:
        """One officer, or all of a unit; empty after a fault."""
        if not written.startswith(WHOLE_UNIT):
            ref = self._meant(entry, "officers", written)
            return [] if ref is None else [ref]
        code = written.removeprefix(WHOLE_UNIT)
        team = [
            person.ref
            for person in self.people.values()
            if self._may_serve(person, Role.OFFICER, entry.desk)
            and any(place.unit is not None and place.unit.upper() == code.upper() for place in person.places)
        ]
        if not team:
            self._refuse(entry, "officers", "unit-without-officers", unit=code, desk=entry.desk)
        return team

    def _meant(self, entry: ShiftEntry, key: str, written: str) -> int | None:
        """Whom a code, a unique name or both together mean; None after a fault that lists them."""
        alike = self._written.get(written, [])
        coded = [person for person in alike if person.code == written]
        found = coded or [person for person in alike if person.is_active] or alike
        if not found:
            self._refuse(entry, key, "unknown-person", written=written, nearest=self._nearest(written))
        elif len(found) > 1:
            people = [_described(person) for person in found]
            self._refuse(entry, key, "ambiguous-name", written=written, people=people)
        else:
            return found[0].ref
        return None

    def _nearest(self, written: str) -> str:
        """Who was perhaps meant; empty where nobody's name or code comes near."""
        folded = {fold(alike): people[0] for alike, people in self._written.items() if people[0].is_active}
        match = get_close_matches(fold(written), folded, 1, 0.75)
        return label(folded[match[0]]) if match else ""

    def _refuse_unfit(self, entry: ShiftEntry, wanted: ShiftState) -> None:
        refs = [ref for _, ref in wanted.members]
        for role, ref in sorted(wanted.members):
            key = "officers" if role is Role.OFFICER else role.value
            person = self.people[ref]
            if not self._may_serve(person, role, wanted.desk):
                needed = GRANTED_FOR[role]
                self._refuse(entry, key, "not-granted", name=label(person), role=needed, desk=wanted.desk)
            if refs.count(ref) > 1 and role is not Role.LEADER:
                self._refuse(entry, key, "serves-twice", name=label(person))

    @staticmethod
    def _may_serve(person: PersonState, role: Role, desk: str) -> bool:
        return person.is_active and person.has(GRANTED_FOR[role], desk)

    def _refuse_overlaps(self) -> None:
        ordered = sorted(self.shifts.values(), key=lambda shift: (shift.desk, shift.starts_at))
        for first, second in pairwise(ordered):
            if first.desk != second.desk or first.ends_at <= second.starts_at:
                continue
            keys = [(shift.desk, shift.starts_at) for shift in (second, first)]
            at = next((key for key in keys if key in self.named), None)
            if at is not None:
                other = first if at == keys[0] else second
                fields = {"starts_at": other.starts_at, "ends_at": other.ends_at}
                self._refuse(self.named[at], "starts_at", "overlaps", **fields)

    def _refuse_two_desks(self) -> None:
        """Nobody serves at two desks at the same hour."""
        served: dict[int, list[tuple[datetime, datetime, ShiftKey, Role]]] = {}
        for key, shift in self.shifts.items():
            if shift.ends_at > self.now:
                for role, ref in shift.members:
                    served.setdefault(ref, []).append((shift.starts_at, shift.ends_at, key, role))
        for ref, own in served.items():
            own.sort()
            for first, second in pairwise(own):  # shifts of one desk never overlap: neighbours are enough
                if first[2][0] == second[2][0] or first[1] <= second[0]:
                    continue
                at, other = (second, first) if second[2] in self.named else (first, second)
                if at[2] in self.named:
                    cell = "officers" if at[3] is Role.OFFICER else at[3].value
                    fields = {"desk": other[2][0], "starts_at": other[0], "ends_at": other[1]}
                    name = label(self.people[ref])
                    self._refuse(self.named[at[2]], cell, "serves-elsewhere", name=name, **fields)

    def _refuse(self, entry: ShiftEntry, key: str, code: str, /, **fields: Any) -> None:
        self.faults.append(Fault("shifts", entry.n, entry.desk, key, code, fields))


def _same(one: ShiftState, other: ShiftState) -> bool:
    return (one.ends_at, one.members) == (other.ends_at, other.members)


def _described(person: PersonState) -> str:
    where = sorted({place.desk or place.unit or "" for place in person.places} - {""})
    return " · ".join((label(person), *where))


def _by_what_is_written(people: Iterable[PersonState]) -> dict[str, list[PersonState]]:
    """Everybody by their code, by their name, and by both as they are shown and exported."""
    written: dict[str, list[PersonState]] = {}
    for person in people:
        for way in dict.fromkeys((person.code, person.name, label(person))):
            if way:
                written.setdefault(way, []).append(person)
    return written
