"""What figures are made of: everything a desk received and directed in a period, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.rules.channel import Channel
from bot.rules.directive import AddresseeState
from bot.rules.incident import IncidentState
from bot.rules.urgency import Urgency
from storage.rows import make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """An incident and its first opinion, if there is one; `unit` is a code, empty for what the desk found.

    `times`: the deadlines frozen for it.
    """

    number: str
    kind: str
    state: IncidentState
    urgency: Urgency
    received_at: datetime
    is_private: bool
    unit: str
    times: Mapping[str, int]
    decided_at: datetime | None
    channel: Channel | None


@dataclass(frozen=True, slots=True)
class AddressedRow:
    """An addressee of a directive, with its receipt and its result, as far as they came."""

    number: str
    n: int
    unit: str
    state: AddresseeState
    issued_at: datetime
    acknowledge_due_at: datetime
    acknowledged_at: datetime | None
    receipt_channel: Channel
    result_due_at: datetime | None
    stands_until: datetime | None
    reported_at: datetime | None
    channel: Channel | None


async def list_received(
    tx: Transaction, desk_id: int, starts_at: datetime, ends_at: datetime
) -> list[ReceivedRow]:
    """What was received from `starts_at` up to, not including, `ends_at`, the oldest first."""
    rows = await tx.all("list_received_for_figures", desk_id=desk_id, starts_at=starts_at, ends_at=ends_at)
    return [make(ReceivedRow, row) for row in rows]


async def list_addressed(
    tx: Transaction, desk_id: int, starts_at: datetime, ends_at: datetime
) -> list[AddressedRow]:
    """Whom directives of that period were for, the oldest first; none of a private report."""
    rows = await tx.all("list_addressed_for_figures", desk_id=desk_id, starts_at=starts_at, ends_at=ends_at)
    return [make(AddressedRow, row) for row in rows]
