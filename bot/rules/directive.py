"""A directive (nội dung chỉ đạo), its addressees and their results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.channel import Channel


class AddresseeState(StrEnum):
    """How far one addressee is with one directive."""

    SENT = "sent"
    """Đã gửi (once the messenger accepted it; before that: đang gửi)"""
    ACKNOWLEDGED = "acknowledged"
    """Đã nhận chỉ đạo"""
    IN_HAND = "in_hand"
    """Đang thực hiện"""
    REPORTED = "reported"
    """Đã báo kết quả"""
    CONFIRMED = "confirmed"
    """Kết quả đã xác nhận"""
    RETURNED = "returned"
    """Cần báo cáo lại"""
    RECALLED = "recalled"
    """Đã thu hồi"""
    UNDELIVERABLE = "undeliverable"
    """Chưa gửi được"""


S = AddresseeState
MAY_BECOME: Mapping[AddresseeState, frozenset[AddresseeState]] = {
    S.SENT: frozenset({S.ACKNOWLEDGED, S.IN_HAND, S.REPORTED, S.RECALLED, S.UNDELIVERABLE}),
    S.UNDELIVERABLE: frozenset({S.SENT, S.ACKNOWLEDGED, S.IN_HAND, S.REPORTED, S.RECALLED}),
    S.ACKNOWLEDGED: frozenset({S.IN_HAND, S.REPORTED, S.RECALLED}),
    S.IN_HAND: frozenset({S.REPORTED, S.RECALLED}),
    S.REPORTED: frozenset({S.CONFIRMED, S.RETURNED, S.RECALLED}),
    S.RETURNED: frozenset({S.IN_HAND, S.REPORTED, S.RECALLED}),
    S.CONFIRMED: frozenset(),
    S.RECALLED: frozenset({S.SENT}),
}
"""Which state may follow which; `docs/states.md` draws it. Recalled is taken back where the recall was disowned."""

AWAITS_RECEIPT = frozenset({S.SENT, S.UNDELIVERABLE})
AWAITS_RESULT = frozenset({S.SENT, S.UNDELIVERABLE, S.ACKNOWLEDGED, S.IN_HAND, S.RETURNED})
DONE_WITH = frozenset({S.CONFIRMED, S.RECALLED})


class ResultState(StrEnum):
    """What the desk made of a result."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Directive:
    """`n` counts under its incident: HP-2026-0123/1. Due times are frozen when it is issued."""

    id: int
    desk_id: int
    incident_id: int
    n: int
    decision_id: int
    replaces_id: int | None
    content: str
    awaits_text: bool
    issued_at: datetime
    acknowledge_due_at: datetime
    result_due_at: datetime | None
    stands_until: datetime | None
    recalled_at: datetime | None
    recall_decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """One unit a directive is for.

    `receiver`: who took it, where that is nobody of this system; `receipt_channel`: how the receipt came.
    """

    id: int
    directive_id: int
    unit_id: int
    state: AddresseeState
    version: int
    sent_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: int | None
    performer_id: int | None
    result_due_at: datetime | None
    receiver: str
    receipt_channel: Channel


@dataclass(frozen=True, slots=True)
class Result:
    """One report of a result; the n-th of its addressee."""

    id: int
    addressee_id: int
    n: int
    text: str
    reported_by: int | None
    reporter: str
    reported_at: datetime
    recorded_by: int
    recorded_at: datetime
    channel: Channel
    state: ResultState
    judged_by: int | None
    judged_at: datetime | None
    reason: str


def awaits_recall_receipt(addressee: Addressee) -> bool:
    """Whether the unit still has to say that it knows the directive was taken back."""
    return addressee.state is S.RECALLED and addressee.acknowledged_at is None


def all_done(addressees: Iterable[Addressee]) -> bool:
    """Whether nothing is left to wait for, and something was really done (all recalled is not done)."""
    states = [a.state for a in addressees]
    return S.CONFIRMED in states and all(s in DONE_WITH for s in states)
