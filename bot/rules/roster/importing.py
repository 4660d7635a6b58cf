"""What a roster file asks for, made ready to be laid: each shift at its desk, nothing into the past."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rules.organisation.entries import Fault, ShiftEntry
from bot.rules.organisation.state import OrganisationState
from bot.rules.roster.days import SpecialDay, duty_calendar
from bot.rules.roster.rotation import RosterEntry, lay_out


@dataclass(frozen=True, slots=True)
class AskedRoster:
    """The shifts of a table, or rotations with the office's days. `desk`: for entries that name none."""

    shifts: tuple[ShiftEntry, ...] = ()
    rosters: tuple[RosterEntry, ...] = ()
    days: tuple[SpecialDay, ...] = ()
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be laid. `passed`: how many shifts are over and stand in no roster; they are left out."""

    shifts: tuple[ShiftEntry, ...]
    passed: int = 0
    faults: tuple[Fault, ...] = field(default=())


def ready(
    asked: AskedRoster,
    before: OrganisationState,
    stored_days: Sequence[SpecialDay],
    now: datetime,
    zone: ZoneInfo,
) -> Ready:
    """Every shift the file gives, each with its desk's code.

    A shift that is over is not made up afterwards: nobody answered for the desk by a file that came later.
    """
    faults: list[Fault] = []
    own = _OwnDesk(asked.desk, before)
    rosters = []
    for entry in asked.rosters:
        desk = own.code(entry.desk)
        if desk is None:
            faults.append(Fault("rosters", entry.n, "", "desk", "desk-missing", own.choices()))
        else:
            rosters.append(replace(entry, desk=desk))
    shifts: list[ShiftEntry] = []
    for shift in (*asked.shifts, *_laid(rosters, stored_days, asked.days, zone)):
        desk = own.code(shift.desk)
        if desk is None:
            faults.append(Fault("shifts", shift.n, "", "desk", "desk-missing", own.choices()))
        else:
            shifts.append(replace(shift, desk=desk))
    to_come = [
        s for s in shifts if s.ends_at is None or s.ends_at > now or (s.desk, s.starts_at) in before.shifts
    ]
    return Ready(tuple(to_come), len(shifts) - len(to_come), tuple(faults))


def _laid(
    rosters: Sequence[RosterEntry], stored: Sequence[SpecialDay], said: Sequence[SpecialDay], zone: ZoneInfo
) -> tuple[ShiftEntry, ...]:
    if not rosters:
        return ()
    first = min(min(entry.from_on, entry.since) for entry in rosters)
    last = max(entry.until_on for entry in rosters)
    calendar = duty_calendar(range(first.year, last.year + 1), (*stored, *said))
    return lay_out(rosters, calendar, zone)


@dataclass(frozen=True, slots=True)
class _OwnDesk:
    """Which desk is meant: by its code or name, by the command line, or because there is only one."""

    named: str
    before: OrganisationState

    def code(self, written: str) -> str | None:
        """The code; None where nobody says which of several. What nobody knows stays, to be refused by name."""
        desks = [desk for desk in self.before.desks.values() if desk.is_active]
        meant = written or self.named
        if meant:
            return next((desk.code for desk in desks if meant in {desk.code, desk.name}), meant)
        return desks[0].code if len(desks) == 1 else None

    def choices(self) -> dict[str, str]:
        """The desks there are."""
        return {"choices": " · ".join(desk.code for desk in self.before.desks.values() if desk.is_active)}
