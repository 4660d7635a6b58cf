"""A shift (ca trực): a period in which named people answer for a desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.person import Role


class NoteKind(StrEnum):
    """What a shift says of itself, for its digest and its log."""

    FOCUS = "focus"
    """Trọng điểm ca trực, set by its leader"""
    EQUIPMENT = "equipment"
    """Tình trạng trang thiết bị, stated by an officer at its end"""
    WORK = "work"
    """the work done of a quiet shift, confirmed by an officer"""


@dataclass(frozen=True, slots=True)
class ShiftNote:
    """One of them; the newest of a kind counts."""

    shift_id: int
    kind: NoteKind
    text: str
    person_id: int
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class ShiftMember:
    """Who serves as what."""

    person_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class Shift:
    """Labelled by its start date: 07:30 belongs to yesterday's 08:00 shift."""

    id: int
    desk_id: int
    starts_at: datetime
    ends_at: datetime
    responsible_from: datetime | None
    responsible_until: datetime | None
    members: tuple[ShiftMember, ...] = ()

    def of(self, role: Role) -> tuple[int, ...]:
        """The people who serve in that role."""
        return tuple(m.person_id for m in self.members if m.role is role)

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Everybody who serves, once, the leader first."""
        ordered = (Role.LEADER, Role.DEPUTY, Role.OFFICER)
        return tuple(dict.fromkeys(person_id for role in ordered for person_id in self.of(role)))

    @property
    def leader_id(self) -> int | None:
        """The duty leader, if the shift has one."""
        return next(iter(self.of(Role.LEADER)), None)
