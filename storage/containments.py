"""Containment measures."""

from datetime import datetime
from typing import Any

from bot.rules.containment import Containment, ContainmentState
from storage.errors import ConflictError
from storage.rows import make
from storage.transaction import Transaction


async def add(tx: Transaction, **fields: Any) -> Containment:
    """A measure; `fields` are the columns of `add_containment`."""
    return make(Containment, await tx.get("add_containment", **fields))


async def get(tx: Transaction, containment_id: int) -> Containment:
    """One measure."""
    return make(Containment, await tx.get("find_containment", id=containment_id))


async def list_of_incident(tx: Transaction, incident_id: int) -> list[Containment]:
    """The measures of an incident, in order."""
    rows = await tx.all("list_containments", incident_id=incident_id)
    return [make(Containment, row) for row in rows]


async def answer(
    tx: Transaction, containment: Containment, state: ContainmentState, decision_id: int | None
) -> Containment:
    """The leader continues or ends it; None: no answer of the leader's counts any more.

    Raises:
        ConflictError: it was answered or acknowledged since it was read.
    """
    row = await tx.find(
        "answer_containment",
        id=containment.id,
        version=containment.version,
        state=state,
        decision_id=decision_id,
    )
    if row is None:
        raise ConflictError
    return make(Containment, row)


async def acknowledge(
    tx: Transaction, containment_id: int, person_id: int, now: datetime
) -> Containment | None:
    """Đã nhận; None when it was acknowledged before."""
    row = await tx.find("acknowledge_containment", id=containment_id, person_id=person_id, now=now)
    return make(Containment, row) if row else None
