"""Recorded opinions. The database refuses one from somebody who did not hold the role at that moment."""

from datetime import datetime
from typing import Any

from bot.rules.decision import Decision
from storage.rows import make
from storage.transaction import Transaction


async def add(tx: Transaction, **fields: Any) -> Decision:
    """A recorded opinion; `fields` are the columns of `add_decision`."""
    return make(Decision, await tx.get("add_decision", **fields))


async def get(tx: Transaction, decision_id: int) -> Decision:
    """One opinion."""
    return make(Decision, await tx.get("find_decision", id=decision_id))


async def list_of_incident(tx: Transaction, incident_id: int) -> list[Decision]:
    """The opinions on an incident, in order."""
    return [make(Decision, row) for row in await tx.all("list_decisions", incident_id=incident_id)]


async def confirm(tx: Transaction, decision_id: int, now: datetime) -> Decision | None:
    """Đúng ý kiến tôi; None when it was answered before."""
    row = await tx.find("confirm_decision", id=decision_id, now=now)
    return make(Decision, row) if row else None


async def disown(tx: Transaction, decision_id: int, now: datetime) -> Decision | None:
    """Không phải ý kiến tôi; None when it was answered before."""
    row = await tx.find("disown_decision", id=decision_id, now=now)
    return make(Decision, row) if row else None


async def list_unconfirmed(tx: Transaction, desk_id: int) -> list[Decision]:
    """Opinions somebody else recorded, which wait for their giver; nothing private."""
    return [make(Decision, row) for row in await tx.all("list_unconfirmed_decisions", desk_id=desk_id)]
