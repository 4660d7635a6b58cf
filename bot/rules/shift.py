"""A shift (ca trực): a period in which named people answer for a desk."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.person import Role


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
    def leader_id(self) -> int | None:
        """The duty leader, if the shift has one."""
        return next(iter(self.of(Role.LEADER)), None)
