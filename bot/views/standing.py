"""In which relation somebody stands to an incident at this moment: what buttons and rights go by."""

from datetime import datetime

from bot.desk import DeskRules
from bot.rules.deadline import asked_since
from bot.rules.decision import DecisionKind
from bot.rules.incident import Incident, IncidentState
from bot.rules.permission import Concern
from bot.rules.urgency_times import deputy_may_decide_at, frozen
from storage import containments, decisions, directives
from storage.transaction import Transaction


async def concern_of(tx: Transaction, rules: DeskRules, incident: Incident) -> Concern:
    """What the table of rights needs to know of an incident."""
    addressees = await directives.list_addressees_of_incident(tx, incident.id)
    contained = await containments.list_of_incident(tx, incident.id)
    times = frozen(incident.times, rules.deadlines[incident.urgency])
    since = asked_since(incident, times, await _asked_at(tx, incident)) or incident.waits_since
    may_decide_at = deputy_may_decide_at(times, since, rules.deputy_basis)
    return Concern(
        desk_id=incident.desk_id,
        author_id=incident.reporter_id,
        reporter_unit_id=incident.unit_id,
        addressee_unit_ids=frozenset({a.unit_id for a in addressees} | {c.unit_id for c in contained}),
        is_private=incident.is_private,
        deputy_may_decide_at=may_decide_at,
    )


async def _asked_at(tx: Transaction, incident: Incident) -> datetime | None:
    """When the leader's open question was asked."""
    if incident.state is not IncidentState.AWAITING_ANSWER:
        return None
    taken = await decisions.list_of_incident(tx, incident.id)
    return next(
        (d.decided_at for d in reversed(taken) if d.kind is DecisionKind.ASK and d.disowned_at is None), None
    )
