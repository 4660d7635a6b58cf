"""What is checked before a shift: is there one, can its people be reached, is anybody in two places at once.

Figures and who approves are settings (`[roster]`): the regulation that was seen names none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.due import Due
from bot.rules.person import Person, Role
from bot.rules.shift import Shift

CHECK, CHECK_GAP, CALL, NAME_MISSING = "check-shift", "check-gap", "call-the-roll", "name-the-missing"
SHIFTS_AHEAD = 12
"""So many shifts have their times set; each one that fires sets the next."""


@dataclass(frozen=True, slots=True)
class RosterRules:
    """`[roster]`. `leaders_agree_alone`: leaders stand in for each other by consent, superiors are told."""

    check_before: timedelta = timedelta(hours=24)
    call_before: timedelta = timedelta(minutes=30)
    missing_named_before: timedelta = timedelta(minutes=10)
    leaders_agree_alone: bool = False


class Problem(StrEnum):
    """What may be wrong with a shift to come."""

    GAP = "gap"
    """nobody is planned from this shift's end on"""
    NO_LEADER = "no-leader"
    NO_OFFICER = "no-officer"
    NO_ACCOUNT = "no-account"
    """the person has no linked chat"""
    FROZEN = "frozen"
    UNREACHABLE = "unreachable"
    """the person blocked the bot, or it cannot reach them"""
    TWICE = "twice"
    """the person serves in another shift at the same time"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `person_id` None: of the shift itself. `other`: the shift somebody serves in as well."""

    problem: Problem
    person_id: int | None = None
    role: Role | None = None
    other: Shift | None = None


def dues(shifts: Sequence[Shift], now: datetime, rules: RosterRules) -> list[Due]:
    """When each coming shift is checked, called together, and missed; when a gap is told of.

    Nothing of it is due once the shift has begun: from then on the change of shifts is what is looked after.
    """
    found = []
    for shift in [shift for shift in shifts if shift.starts_at > now][:SHIFTS_AHEAD]:
        starts_at = shift.starts_at
        found += [
            Due(CHECK, shift.id, starts_at - rules.check_before),
            Due(CALL, shift.id, starts_at - rules.call_before),
            Due(NAME_MISSING, shift.id, starts_at - rules.missing_named_before, rank=1),
        ]
    gaps = [shift for shift in shifts if shift.ends_at > now and gap_after(shift, shifts) is not None]
    return found + [
        Due(CHECK_GAP, shift.id, shift.ends_at - rules.check_before) for shift in gaps[:SHIFTS_AHEAD]
    ]


def gap_after(shift: Shift, shifts: Iterable[Shift]) -> datetime | None:
    """The end of a shift, where no other goes on from it; None where one does."""
    goes_on = any(
        other.id != shift.id and other.starts_at <= shift.ends_at < other.ends_at for other in shifts
    )
    return None if goes_on else shift.ends_at


def problems(shift: Shift, people: Mapping[int, Person], elsewhere: Iterable[Shift]) -> Iterator[Finding]:
    """Everything wrong with a shift to come. `elsewhere`: shifts of any desk that may touch it."""
    if shift.leader_id is None:
        yield Finding(Problem.NO_LEADER)
    if not shift.of(Role.OFFICER):
        yield Finding(Problem.NO_OFFICER)
    for member in shift.members:
        problem = _out_of_reach(people[member.person_id])
        if problem is not None:
            yield Finding(problem, member.person_id, member.role)
    for other in elsewhere:
        if other.id != shift.id and overlap(shift, other):
            theirs = {member.person_id for member in other.members}
            for member in shift.members:
                if member.person_id in theirs:
                    yield Finding(Problem.TWICE, member.person_id, member.role, other)


def _out_of_reach(person: Person) -> Problem | None:
    if person.telegram_id is None:
        return Problem.NO_ACCOUNT
    if person.frozen_at is not None:
        return Problem.FROZEN
    return Problem.UNREACHABLE if person.unreachable_at is not None else None


def overlap(one: Shift, other: Shift) -> bool:
    """Whether two shifts are planned for the same hour."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
