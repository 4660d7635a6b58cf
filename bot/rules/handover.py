"""Handing over (bàn giao ca): who signs, what is taken over one by one, and when a handover is complete.

Sources: QĐ 888/QĐ-TCHQ 2017, Art. 4.1 (duty without interruption) and 4.2 (handed over and followed between shifts);
the rest are the product's own rules, and the lengths of time are assumptions (`[handover]` of the configuration).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.person import Role
from bot.rules.shift import Shift
from bot.rules.urgency import Urgency

GRAVE = frozenset({Urgency.THUONGKHAN, Urgency.HOATOC})
SIGNING = (Role.LEADER, Role.OFFICER)
"""Whose signatures make a handover complete, on either side."""


@dataclass(frozen=True, slots=True)
class HandoverRules:
    """`[handover]`. `opens_before`: from when before the planned end cards go to both leaders.

    `remind_after`: the first reminder to those who have not signed, counted from the planned end; then every
    `remind_every`. `leaders_told_after`, `superior_told_after`: after how many reminders both leaders, and the
    superior, are told. `refusals_told_loudly`: how often `Chưa nhận ca` is said before it is called out.
    """

    opens_before: timedelta = timedelta(minutes=30)
    remind_after: timedelta = timedelta(minutes=15)
    remind_every: timedelta = timedelta(minutes=15)
    leaders_told_after: int = 2
    superior_told_after: int = 3
    refusals_told_loudly: int = 3


class HandoverState(StrEnum):
    """Where a handover stands."""

    OPEN = "open"
    COMPLETE = "complete"
    """both sides have signed, and every grave item was taken"""
    LAPSED = "lapsed"
    """the incoming shift came to its own end first"""


class ItemState(StrEnum):
    """One grave item."""

    WAITING = "waiting"
    ASKED = "asked"
    """Hỏi lại: the outgoing shift owes an answer"""
    TAKEN = "taken"
    """Nhận việc này"""


@dataclass(frozen=True, slots=True)
class Handover:
    """From one shift to the next. `incoming_id` None: nobody is planned to take over.

    `taken_over_at`: when responsibility passed.
    """

    id: int
    desk_id: int
    outgoing_id: int
    incoming_id: int | None
    state: HandoverState
    opened_at: datetime
    taken_over_at: datetime | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for which shift, in which role."""

    shift_id: int
    person_id: int
    role: Role
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Lacking:
    """A signature that is still owed: of the leader, or of one of the officers."""

    shift_id: int
    role: Role
    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """Why an open item is taken over by itself: any of these."""

    urgency: Urgency
    is_overdue: bool
    is_contained: bool
    is_phone_decided: bool


def is_grave(weight: Weight) -> bool:
    """Overdue, thượng khẩn or above, contained, or decided by a phone opinion nobody has confirmed."""
    return weight.urgency in GRAVE or weight.is_overdue or weight.is_contained or weight.is_phone_decided


def signing_role(shift: Shift, person_id: int) -> Role | None:
    """In which role somebody signs for a shift; None for everybody else."""
    return next((role for role in SIGNING if person_id in shift.of(role)), None)


def lacking(shift: Shift, signatures: Iterable[Signature]) -> list[Lacking]:
    """What a side still owes: its leader's signature, and one of its officers' where it has any."""
    signed = {(s.shift_id, s.person_id) for s in signatures}
    owed = []
    for role in SIGNING:
        members = shift.of(role)
        if members and not any((shift.id, person_id) in signed for person_id in members):
            owed.append(Lacking(shift.id, role, members))
    return owed


def has_leaders_signature(shift: Shift, signatures: Iterable[Signature]) -> bool:
    """Whether its leader, whoever that is now, has signed."""
    return any(s.shift_id == shift.id and s.person_id == shift.leader_id for s in signatures)


def is_complete(
    handover: Handover,
    outgoing: Shift,
    incoming: Shift | None,
    signatures: Sequence[Signature],
    *,
    items_owed: int,
) -> bool:
    """Responsibility has passed, officers and leaders of both sides have signed, every grave item was taken."""
    return (
        handover.taken_over_at is not None
        and incoming is not None
        and not items_owed
        and not lacking(outgoing, signatures)
        and not lacking(incoming, signatures)
    )


def becomes_responsible(
    coming: Shift, running: Shift | None, now: datetime, *, leader_signed: bool
) -> datetime | None:
    """From when a shift whose start has come answers for the desk; None while another one still does.

    With nobody responsible it is so at once at its start, however late the clock finds it; else from the moment its
    leader's `Nhận ca` counts, which is never before the start and never in the past.
    """
    if now < coming.starts_at or coming.responsible_from is not None:
        return None
    if running is None:
        return coming.starts_at
    return now if leader_signed else None
