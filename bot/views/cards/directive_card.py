"""A directive as its addressee gets it: what is ordered, by whom, by when, and how far it is."""

from bot.buttons import button
from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT, Addressee, AddresseeState
from bot.rules.message import Button, Screen
from bot.rules.permission import Capacity
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.incident_values import files_of_report, incident_values
from bot.views.opinions import told
from storage import attachments, decisions, directives, incidents, people


async def draw(drawing: Drawing, addressee_id: int) -> Drawn | None:
    """The directive for one unit; nothing for somebody outside it."""
    addressee = await directives.get_addressee(drawing.tx, addressee_id)
    directive = await directives.get(drawing.tx, addressee.directive_id)
    incident = await incidents.get(drawing.tx, directive.incident_id)
    held = await drawing.held(incident)
    if Capacity.ADDRESSEE_UNIT not in held:
        return None
    decision = await decisions.get(drawing.tx, directive.decision_id)
    unit = await people.get_unit(drawing.tx, addressee.unit_id)
    taken_by = (
        await people.get_person(drawing.tx, addressee.acknowledged_by) if addressee.acknowledged_by else None
    )
    performer = (
        await people.get_person(drawing.tx, addressee.performer_id) if addressee.performer_id else None
    )
    results = await directives.list_results(drawing.tx, addressee.id)
    replaced = await directives.get(drawing.tx, directive.replaces_id) if directive.replaces_id else None
    issued = await directives.list_of_incident(drawing.tx, incident.id)
    recalled = directive.recall_decision_id
    instead = next((d for d in issued if d.replaces_id == directive.id and d.decision_id == recalled), None)
    recall = await decisions.get(drawing.tx, recalled) if recalled is not None else None
    values = {
        "incident": await incident_values(drawing.tx, incident),
        "number": f"{incident.number}/{directive.n}",
        "urgency": incident.urgency,
        "state": addressee.state,
        "is_sent": addressee.sent_at is not None,
        "content": directive.content,
        "awaits_text": directive.awaits_text,
        "opinion": await told(drawing.tx, incident, decision),
        "unit": unit.name,
        "acknowledge_due_at": directive.acknowledge_due_at,
        "result_due_at": addressee.result_due_at,
        "stands_until": directive.stands_until,
        "replaced_by": f"{incident.number}/{instead.n}" if instead and directive.recalled_at else "",
        "replaces": f"{incident.number}/{replaced.n}" if replaced else "",
        "acknowledged_by": taken_by.name if taken_by else "",
        "receiver": addressee.receiver,
        "receipt_channel": addressee.receipt_channel,
        "acknowledged_at": addressee.acknowledged_at,
        "performer": performer.name if performer else "",
        "result": results[-1].text if results else "",
        "return_reason": results[-1].reason if results and addressee.state is AddresseeState.RETURNED else "",
        "recalled_at": directive.recalled_at,
        "recall": await told(drawing.tx, incident, recall) if recall is not None else None,
        "now": drawing.now,
    }
    own = await attachments.list_of(drawing.tx, "directive", directive.id)
    of_incident = await files_of_report(drawing.tx, incident)
    files = tuple(attachments.as_file(a) for a in (*own, *of_incident))
    screen = Screen("directive-card", values, keyboard=_keyboard(addressee), files=files)
    return Drawn(screen, addressee.version)


def _keyboard(addressee: Addressee) -> tuple[tuple[Button, ...], ...]:
    of = (addressee.id, addressee.version)
    rows: list[tuple[Button, ...]] = []
    if addressee.state in AWAITS_RECEIPT:
        rows.append((button(Step.ACKNOWLEDGE, *of, style="success"),))
    if addressee.state in AWAITS_RESULT:
        in_hand = [] if addressee.state is AddresseeState.IN_HAND else [button(Step.IN_HAND, *of)]
        rows.append((*in_hand, button(Step.REPORT_RESULT, *of, style="primary")))
        rows.append((button(Step.ASK_EXTENSION, *of), button(Step.HAND_ON, *of)))
    return tuple(rows)
