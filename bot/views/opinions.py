"""Opinions as people read them: who, in which role, what, when, by which means."""

from typing import Any

from bot.rules.decision import Decision
from bot.rules.incident import Incident
from storage import decisions, people
from storage.transaction import Transaction


async def told(tx: Transaction, incident: Incident, decision: Decision) -> dict[str, Any]:
    """One opinion as values for a template."""
    return {
        "number": incident.number,
        "urgency": incident.urgency,
        "state": incident.state,
        "kind": decision.kind,
        "content": decision.content,
        "disagrees": decision.disagrees,
        "name": (await people.get_person(tx, decision.decided_by)).name,
        "role": decision.decided_as,
        "at": decision.decided_at,
        "recorded_at": decision.recorded_at,
        "channel": decision.channel,
        "recorded_by": (await people.get_person(tx, decision.recorded_by)).name,
        "awaits_confirmation": decision.awaits_confirmation,
        "is_disowned": decision.disowned_at is not None,
        "until_at": incident.watch_until,
    }


async def list_told(tx: Transaction, incident: Incident) -> list[dict[str, Any]]:
    """Every opinion on an incident, in order."""
    return [await told(tx, incident, d) for d in await decisions.list_of_incident(tx, incident.id)]
