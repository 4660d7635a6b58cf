"""People, their units and desks, and the roles they hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """A role as the organisation gives it; acting as leader, deputy or officer needs the shift as well."""

    LEADER = "leader"
    """lãnh đạo trực ban"""
    DEPUTY = "deputy"
    """lãnh đạo trực thay: held in a shift only"""
    OFFICER = "officer"
    """công chức trực ban"""
    UNIT = "unit"
    """công chức đơn vị"""
    HEAD = "head"
    """lãnh đạo đơn vị"""
    SUPERIOR = "superior"
    """lãnh đạo cấp trên"""
    ADMIN = "admin"
    """quản trị hệ thống: sees no incident content"""


@dataclass(frozen=True, slots=True)
class DutyDesk:
    """A duty desk and its own means of being reached (Art. 4.4)."""

    id: int
    code: str
    name: str
    phone: str
    fax: str
    email: str
    chat_id: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """An office or team that reports to a desk; outside: police, border guard, port – no account here."""

    id: int
    code: str
    desk_id: int
    name: str
    phone: str
    chat_id: int | None
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """One role at one desk or in one unit; neither: over the whole system."""

    role: Role
    desk_id: int | None
    unit_id: int | None
    is_contact: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the organisation file names."""

    id: int
    code: str | None
    name: str
    title: str
    phone: str
    telegram_id: int | None
    language: str | None
    frozen_at: datetime | None
    unreachable_at: datetime | None

    @property
    def is_reachable(self) -> bool:
        """Whether messages can come to this person, as far as is known: an account, not closed, not refusing."""
        return self.telegram_id is not None and self.frozen_at is None and self.unreachable_at is None


@dataclass(frozen=True, slots=True)
class Duty:
    """A role held in the shift that answers for a desk, at this moment."""

    desk_id: int
    shift_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the roles granted and the duties held at the moment of acting."""

    person: Person
    grants: tuple[Grant, ...]
    duties: tuple[Duty, ...]

    def holds(self, role: Role, desk_id: int) -> bool:
        """Whether the person holds that role in the responsible shift of that desk, now."""
        return any(d.role is role and d.desk_id == desk_id for d in self.duties)

    def serves(self, desk_id: int) -> bool:
        """Whether the person is in the responsible shift of that desk now, in whatever role."""
        return any(d.desk_id == desk_id for d in self.duties)

    def has(self, role: Role, *, desk_id: int | None = None, unit_id: int | None = None) -> bool:
        """Whether the role was granted there (a grant over the whole system counts everywhere)."""
        return any(
            g.role is role
            and (
                (g.desk_id is None and g.unit_id is None)
                or (desk_id is not None and g.desk_id == desk_id)
                or (unit_id is not None and g.unit_id == unit_id)
            )
            for g in self.grants
        )

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units this person belongs to."""
        return tuple(dict.fromkeys(g.unit_id for g in self.grants if g.unit_id is not None))

    @property
    def desk_ids(self) -> tuple[int, ...]:
        """The desks whose incidents this person may read, on duty or not."""
        reading = (Role.LEADER, Role.OFFICER, Role.SUPERIOR)
        return tuple(
            dict.fromkeys(g.desk_id for g in self.grants if g.desk_id is not None and g.role in reading)
        )
