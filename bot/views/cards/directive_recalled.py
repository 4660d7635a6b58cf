"""A directive taken back, as its addressee reads it: why, what holds instead, and that the unit has it."""

from bot.buttons import button
from bot.rules.directive import awaits_recall_receipt
from bot.rules.message import Screen
from bot.rules.permission import Capacity
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.opinions import told
from storage import decisions, directives, incidents, people


async def draw(drawing: Drawing, addressee_id: int) -> Drawn | None:
    """For the unit; for the desk, where the unit is outside the system and must be told another way."""
    addressee = await directives.get_addressee(drawing.tx, addressee_id)
    directive = await directives.get(drawing.tx, addressee.directive_id)
    incident = await incidents.get(drawing.tx, directive.incident_id)
    held = await drawing.held(incident)
    if not held & {Capacity.ADDRESSEE_UNIT, Capacity.READER} or directive.recall_decision_id is None:
        return None
    decision = await decisions.get(drawing.tx, directive.recall_decision_id)
    issued = await directives.list_of_incident(drawing.tx, incident.id)
    instead = next((d for d in issued if d.decision_id == decision.id and d.id != directive.id), None)
    unit = await people.get_unit(drawing.tx, addressee.unit_id)
    by = addressee.acknowledged_by
    values = {
        "number": f"{incident.number}/{directive.n}",
        "urgency": incident.urgency,
        "content": directive.content,
        "reason": decision.content,
        "replaced_by": f"{incident.number}/{instead.n}" if instead else "",
        "is_disowned": decision.disowned_at is not None,
        "is_reinstated": directive.recalled_at is None,
        "opinion": await told(drawing.tx, incident, decision),
        "name": (await people.get_person(drawing.tx, decision.decided_by)).name,
        "at": directive.recalled_at or decision.disowned_at,
        "unit": unit.name,
        "unit_phone": unit.phone,
        "is_for_desk": Capacity.ADDRESSEE_UNIT not in held,
        "acknowledged_by": (await people.get_person(drawing.tx, by)).name if by else "",
        "acknowledged_at": addressee.acknowledged_at,
        "now": drawing.now,
    }
    awaits = instead is None and awaits_recall_receipt(addressee) and Capacity.ADDRESSEE_UNIT in held
    receipt = button(Step.ACKNOWLEDGE, addressee.id, addressee.version, word="stopped", style="success")
    screen = Screen("directive-recalled", values, keyboard=((receipt,),) if awaits else ())
    return Drawn(screen, addressee.version)
