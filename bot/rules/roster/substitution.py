"""Việc trực thay: one person serves in another's place, with their consent and the leader's approval."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.person import Role


class SubstitutionState(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    """waits for the one who was asked"""
    ACCEPTED = "accepted"
    """Nhận trực thay: waits for the approval"""
    DECLINED = "declined"
    """Không nhận được"""
    APPROVED = "approved"
    """the roster was changed"""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """by who asked"""
    LAPSED = "lapsed"
    """the shift is over, gone, or has other people by now"""


OPEN = frozenset({SubstitutionState.ASKED, SubstitutionState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Substitution:
    """`leaves_id` asks `comes_id` to serve in their place, as `role`, in one shift."""

    id: int
    desk_id: int
    shift_id: int
    role: Role
    leaves_id: int
    comes_id: int
    state: SubstitutionState
    version: int
    asked_at: datetime
    answered_at: datetime | None
    judged_by: int | None
    judged_at: datetime | None
