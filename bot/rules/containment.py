"""Stopping a suspected violation at once (Art. 8.1, known second-hand): told to unit and leader, nobody waits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ContainmentKind(StrEnum):
    """Who stopped it."""

    DONE = "done"
    """by the unit itself, and reported"""
    ORDERED = "ordered"
    """by a duty officer, to a unit: DỪNG NGAY"""


class ContainmentState(StrEnum):
    """What the leader made of it."""

    OPEN = "open"
    """waits for the leader's answer; the incident cannot close"""
    CONTINUED = "continued"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Containment:
    """One measure at one unit. The acknowledgement is of the order, then anew of the leader's answer."""

    id: int
    desk_id: int
    incident_id: int
    n: int
    unit_id: int
    kind: ContainmentKind
    content: str
    made_by: int
    made_at: datetime
    state: ContainmentState
    version: int
    decision_id: int | None
    acknowledged_at: datetime | None
    acknowledged_by: int | None


def awaits_receipt(measure: Containment) -> bool:
    """Whether the unit still has to say `Đã nhận`: of an order, and of every answer of the leader."""
    is_told = measure.kind is ContainmentKind.ORDERED or measure.state is not ContainmentState.OPEN
    return is_told and measure.acknowledged_at is None
