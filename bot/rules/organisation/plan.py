"""What a file makes of the organisation as it stands: everything at once, or every fault."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.organisation.duties import Conflict, Duties, Unfit
from bot.rules.organisation.entries import Fault, Organisation, OrganisationError
from bot.rules.organisation.places import lay_desks, lay_units, refuse_shared_chats
from bot.rules.organisation.staff import Staff
from bot.rules.organisation.state import OrganisationState

ORDER = ("desks", "units", "people", "shifts")


@dataclass(frozen=True, slots=True)
class Plan:
    """The organisation after the file. `named`: the people the file names, by `ref`."""

    before: OrganisationState
    after: OrganisationState
    named: frozenset[int]
    conflicts: tuple[Conflict, ...] = ()
    unfit: tuple[Unfit, ...] = ()


def plan(
    said: Organisation, before: OrganisationState, now: datetime, *, replaces_shifts: bool = False
) -> Plan:
    """Lay what the file says over what stands.

    Raises:
        OrganisationError: with every fault of the file.
    """
    faults: list[Fault] = []
    desks = lay_desks(said.desks, before.desks, faults)
    units = lay_units(said.units, before.units, desks, faults)
    named = {
        **{("desks", entry.code): entry.n for entry in said.desks},
        **{("units", entry.code.upper()): entry.n for entry in said.units},
    }
    refuse_shared_chats(desks, units, named, faults)
    staff = Staff(desks, units, dict(before.people), faults)
    staff.lay(said.people)
    duties = Duties(desks, staff.people, dict(before.shifts), now, replaces_shifts, faults)
    duties.lay(said.shifts)
    if faults:
        raise OrganisationError(tuple(sorted(faults, key=lambda one: (ORDER.index(one.table), one.n))))
    return Plan(
        before,
        OrganisationState(desks, units, staff.people, duties.shifts),
        frozenset(staff.named),
        tuple(duties.conflicts),
        tuple(duties.unfit()),
    )
