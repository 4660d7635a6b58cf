"""Who may stand in for whom, and whose approval it takes (an assumption: see docs/operations.md)."""

from collections.abc import Iterable
from datetime import datetime

from bot.rules.person import Actor, Role
from bot.rules.roster.checks import RosterRules, overlap
from bot.rules.roster.substitution import Substitution
from bot.rules.shift import Shift

GRANTED_FOR = {Role.LEADER: Role.LEADER, Role.DEPUTY: Role.LEADER, Role.OFFICER: Role.OFFICER}
"""The role somebody must have been given to serve as what."""


def role_in(shift: Shift, person_id: int) -> Role | None:
    """As what somebody serves in a shift."""
    return next((member.role for member in shift.members if member.person_id == person_id), None)


def is_free(person_id: int, shift: Shift, others: Iterable[Shift]) -> bool:
    """Whether somebody serves neither in this shift nor in another one at that time."""
    return role_in(shift, person_id) is None and not any(
        overlap(shift, other) and role_in(other, person_id) is not None for other in others
    )


def needs_approval(role: Role, rules: RosterRules) -> bool:
    """Officers need the leader of the shift; leaders and deputies a superior, unless the office lets consent do."""
    return role is Role.OFFICER or not rules.leaders_agree_alone


def may_approve(actor: Actor, substitution: Substitution, shift: Shift) -> bool:
    """A superior always; for an officer's place also the leader of that shift. Nobody their own request."""
    own = actor.person.id in {substitution.leaves_id, substitution.comes_id}
    if own or actor.person.frozen_at is not None:
        return False
    leads = substitution.role is Role.OFFICER and shift.leader_id == actor.person.id
    return leads or actor.has(Role.SUPERIOR, desk_id=substitution.desk_id)


def still_stands(substitution: Substitution, shift: Shift | None, now: datetime) -> bool:
    """Whether the place that was asked for is still that person's, in a shift that is not over."""
    return (
        shift is not None
        and shift.ends_at > now
        and role_in(shift, substitution.leaves_id) is substitution.role
    )
