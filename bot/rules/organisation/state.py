"""How an organisation stands: the same whether read from the database or planned from a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.rules.person import Role


@dataclass(frozen=True, slots=True)
class DeskState:
    """A desk; `id` None: not stored yet."""

    id: int | None
    code: str
    name: str
    phone: str = ""
    fax: str = ""
    email: str = ""
    chat_id: int | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit and the code of its desk."""

    id: int | None
    code: str
    desk: str
    name: str
    phone: str = ""
    chat_id: int | None = None
    is_outside: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """One role at one desk or in one unit, by their codes; neither: over the whole system."""

    role: Role
    desk: str | None = None
    unit: str | None = None
    is_contact: bool = False


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person; `ref` is the id, or below 0 for somebody not stored yet."""

    ref: int
    code: str | None
    name: str
    title: str = ""
    phone: str = ""
    telegram_id: int | None = None
    is_active: bool = True
    is_frozen: bool = False
    places: frozenset[Place] = frozenset()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles, in the order in which they are always named."""
        held = {place.role for place in self.places}
        return tuple(role for role in Role if role in held)

    def has(self, role: Role, desk: str) -> bool:
        """Whether the role was given at that desk."""
        return any(place.role is role and place.desk == desk for place in self.places)


@dataclass(frozen=True, slots=True)
class ShiftState:
    """A shift with the people who serve in it, by `ref`: now when it has begun, else at its start.

    `responsible_from` None: it never answered for the desk.
    """

    id: int | None
    desk: str
    starts_at: datetime
    ends_at: datetime
    leader: int | None
    deputy: int | None = None
    officers: frozenset[int] = frozenset()
    responsible_from: datetime | None = None
    responsible_until: datetime | None = None
    changed_in_chat: bool = False

    @property
    def members(self) -> frozenset[tuple[Role, int]]:
        """Who serves as what."""
        leader = {(Role.LEADER, self.leader)} if self.leader is not None else set()
        deputy = {(Role.DEPUTY, self.deputy)} if self.deputy is not None else set()
        return frozenset(leader | deputy | {(Role.OFFICER, ref) for ref in self.officers})

    def is_responsible(self, at: datetime) -> bool:
        """Whether it answers for the desk at that moment."""
        return (
            self.responsible_from is not None
            and self.responsible_from <= at
            and (self.responsible_until is None or at < self.responsible_until)
        )


ShiftKey = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class OrganisationState:
    """Desks and units by code (a unit's in capitals), people by `ref`, shifts by desk and start."""

    desks: Mapping[str, DeskState] = field(default_factory=dict)
    units: Mapping[str, UnitState] = field(default_factory=dict)
    people: Mapping[int, PersonState] = field(default_factory=dict)
    shifts: Mapping[ShiftKey, ShiftState] = field(default_factory=dict)

    def desks_of(self, person: PersonState) -> frozenset[str]:
        """The desks a person has to do with; empty for a role over the whole system alone."""
        desks = {place.desk for place in person.places if place.desk is not None}
        units = {place.unit for place in person.places if place.unit is not None}
        return frozenset(desks | {self.units[unit.upper()].desk for unit in units})
