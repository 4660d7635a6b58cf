"""What something recorded by the desk can be about: open incidents, and addressees that still owe something."""

from dataclasses import dataclass

from bot.rules.containment import Containment, ContainmentState
from bot.rules.decision import DecisionKind
from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT, DONE_WITH, Directive
from bot.rules.incident import UNDECIDED, Incident, IncidentState
from bot.rules.person import Unit
from bot.rules.record import RecordKind
from bot.views.gist import known
from storage import containments, directives, incidents, people
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


async def opinions_on(tx: Transaction, incident: Incident) -> list[DecisionKind]:
    """What the leader can have said of an incident as it stands now."""
    if incident.state in UNDECIDED:
        can_approve = incident.unit_id is not None and bool((await known(tx, incident)).proposal)
        said = [kind for kind in FIRST if can_approve or kind is not DecisionKind.APPROVE]
    else:
        is_standing = bool(await list_standing(tx, incident.id))
        said = [DecisionKind.ADD, *((DecisionKind.REPLACE, DecisionKind.RECALL) if is_standing else ())]
    return said + [kind for kind in ANSWERS if await list_answerable(tx, incident.id, kind)]


async def list_standing(tx: Transaction, incident_id: int) -> list[Directive]:
    """The directives that can be recalled or replaced: those somebody still works on."""
    standing = []
    for directive in await directives.list_of_incident(tx, incident_id):
        addressees = await directives.list_addressees(tx, directive.id)
        if directive.recalled_at is None and any(a.state not in DONE_WITH for a in addressees):
            standing.append(directive)
    return standing


async def list_answerable(tx: Transaction, incident_id: int, kind: DecisionKind) -> list[Containment]:
    """The containments that can be continued (those unanswered), or ended (those not ended yet)."""
    states = {ContainmentState.OPEN}
    if kind is DecisionKind.END_CONTAINMENT:
        states.add(ContainmentState.CONTINUED)
    return [c for c in await containments.list_of_incident(tx, incident_id) if c.state in states]


FIRST = (
    DecisionKind.APPROVE,
    DecisionKind.DIRECT,
    DecisionKind.ASK,
    DecisionKind.WATCH,
    DecisionKind.CLOSE,
)
ANSWERS = (DecisionKind.CONTINUE_CONTAINMENT, DecisionKind.END_CONTAINMENT)
