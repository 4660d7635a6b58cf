"""One entry of the duty log in a step's own transaction, whoever acts – or nobody, where the clock does (Art. 4.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.rules.channel import Channel
from bot.rules.incident import Incident
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from storage import duty_log, shifts
from storage.transaction import Transaction


async def log_step(
    tx: Transaction,
    kind: LogKind,
    incident: Incident | None,
    *,
    now: datetime,
    occurred_at: datetime | None,
    desk_id: int | None = None,
    actor_id: int | None = None,
    role: str = "",
    directive: int | None = None,
    unit: str | None = None,
    channel: Channel = Channel.MESSAGE,
    payload: Mapping[str, Any] | None = None,
    text: Mapping[str, Any] | None = None,
    source_hash: str = "",
) -> int:
    """Append it to the log of the incident's desk, under the shift that answers for it now; its number."""
    of_desk = incident.desk_id if incident else desk_id or SYSTEM
    shift = await shifts.find_responsible(tx, of_desk, now) if of_desk != SYSTEM else None
    entry = await duty_log.append(
        tx,
        NewLogEntry(
            kind=kind,
            desk_id=of_desk,
            shift_id=shift.id if shift else None,
            incident=incident.number if incident else None,
            directive=directive,
            unit=unit,
            actor_id=actor_id,
            actor_role=role,
            channel=channel,
            occurred_at=occurred_at,
            recorded_at=now,
            payload=dict(payload or {}),
            text=_told_in_log(incident, dict(text or {})),
            source_hash=source_hash,
        ),
    )
    return entry.seq


def _told_in_log(incident: Incident | None, text: dict[str, Any]) -> dict[str, Any]:
    """What goes to the superior only (Phản ánh riêng) is not told to everyone who reads the desk's log."""
    return {"is_private": True} if incident and incident.is_private else text
