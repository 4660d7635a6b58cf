"""What something recorded by the desk can be about: open incidents, and addressees that still owe something."""

from dataclasses import dataclass

from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT
from bot.rules.incident import Incident, IncidentState
from bot.rules.person import Unit
from bot.rules.record import RecordKind
from storage import directives, incidents, people
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Owing:
    """An addressee of a standing directive; `number` reads HP-2026-0123/1."""

    addressee_id: int
    incident_id: int
    number: str
    unit: Unit


async def list_open(tx: Transaction, desk_id: int) -> list[Incident]:
    """Open incidents of a desk, the newest first; what goes to the superior only is not among them."""
    return [i for i in reversed(await incidents.list_of_desk(tx, desk_id)) if not i.is_private]


async def list_owing(
    tx: Transaction, desk_id: int, kind: RecordKind, incident_id: int | None = None
) -> list[Owing]:
    """Who still owes a receipt (a directive passed on) or a result; units outside the system first."""
    states = AWAITS_RECEIPT if kind is RecordKind.DIRECTIVE else AWAITS_RESULT
    found = []
    for incident in await list_open(tx, desk_id):
        if incident.state is IncidentState.CLOSED or incident_id not in {None, incident.id}:
            continue
        for directive in await directives.list_of_incident(tx, incident.id):
            for addressee in await directives.list_addressees(tx, directive.id):
                if addressee.state in states:
                    unit = await people.get_unit(tx, addressee.unit_id)
                    number = f"{incident.number}/{directive.n}"
                    found.append(Owing(addressee.id, incident.id, number, unit))
    return sorted(found, key=lambda owing: not owing.unit.is_outside)
