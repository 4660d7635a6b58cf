"""The roster as rows: what an export writes, and what a person's own calendar shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.rules.person import DutyDesk, Person, Role
from bot.rules.shift import Shift
from storage import people, roster
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One shift with the people who serve in it."""

    desk: DutyDesk
    shift: Shift
    leader: Person | None
    deputy: Person | None
    officers: tuple[Person, ...]

    @property
    def members(self) -> tuple[tuple[Role, Person], ...]:
        """Everybody, the leader first."""
        one = ((Role.LEADER, self.leader), (Role.DEPUTY, self.deputy))
        return (
            *((role, person) for role, person in one if person is not None),
            *((Role.OFFICER, person) for person in self.officers),
        )

    def role_of(self, person_id: int) -> Role | None:
        """As what somebody serves in it."""
        return next((role for role, person in self.members if person.id == person_id), None)


async def duty_table(
    tx: Transaction, desks: Iterable[DutyDesk], since: datetime, until: datetime, now: datetime
) -> list[DutyRow]:
    """The shifts of these desks that touch the period, desk by desk, in order."""
    known: dict[int, Person] = {}
    rows = []
    for desk in desks:
        for shift in await roster.list_shifts(tx, desk.id, since, until, now):
            for member in shift.members:
                if member.person_id not in known:
                    known[member.person_id] = await people.get_person(tx, member.person_id)
            one = {role: [known[i] for i in shift.of(role)] for role in Role}
            leader, deputy = (next(iter(one[role]), None) for role in (Role.LEADER, Role.DEPUTY))
            rows.append(DutyRow(desk, shift, leader, deputy, tuple(one[Role.OFFICER])))
    return rows


def named(person: Person) -> str:
    """A person as a table names them, so that reading it again means the same one."""
    return f"{person.name} ({person.code})" if person.code else person.name
