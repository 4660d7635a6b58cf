"""In which relation somebody stands to an incident at this moment: what buttons and rights go by."""

from bot.desk import DeskRules
from bot.rules.incident import Incident
from bot.rules.permission import Concern
from bot.rules.urgency_times import deputy_may_decide_at, frozen
from storage import containments, directives
from storage.transaction import Transaction


async def concern_of(tx: Transaction, rules: DeskRules, incident: Incident) -> Concern:
    """What the table of rights needs to know of an incident."""
    addressees = await directives.list_addressees_of_incident(tx, incident.id)
    contained = await containments.list_of_incident(tx, incident.id)
    times = frozen(incident.times, rules.deadlines[incident.urgency])
    may_decide_at = deputy_may_decide_at(times, incident.waits_since, rules.deputy_basis)
    return Concern(
        desk_id=incident.desk_id,
        author_id=incident.reporter_id,
        reporter_unit_id=incident.unit_id,
        addressee_unit_ids=frozenset({a.unit_id for a in addressees} | {c.unit_id for c in contained}),
        is_private=incident.is_private,
        deputy_may_decide_at=may_decide_at,
    )
