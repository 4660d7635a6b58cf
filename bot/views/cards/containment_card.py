"""A containment measure (Art. 8.1): what was stopped, by whom, what the leader made of it, whether the unit has it."""

from bot.buttons import button
from bot.rules.containment import Containment, ContainmentState, awaits_receipt
from bot.rules.message import Button, Screen
from bot.rules.permission import DECIDES, Capacity
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from bot.views.opinions import told
from storage import attachments, containments, decisions, incidents, people


async def draw(drawing: Drawing, containment_id: int) -> Drawn | None:
    """The measure for desk and leader, and for the unit it is at; nothing for anybody else."""
    measure = await containments.get(drawing.tx, containment_id)
    incident = await incidents.get(drawing.tx, measure.incident_id)
    held = await drawing.held(incident)
    is_of_unit = await _is_of_unit(drawing, measure)
    if Capacity.READER not in held and not (is_of_unit and Capacity.ADDRESSEE_UNIT in held):
        return None
    unit = await people.get_unit(drawing.tx, measure.unit_id)
    by = measure.acknowledged_by
    answer = await decisions.get(drawing.tx, measure.decision_id) if measure.decision_id is not None else None
    values = {
        "number": incident.number,
        "urgency": incident.urgency,
        "gist": await gist(drawing.tx, incident),
        "kind": measure.kind,
        "state": measure.state,
        "content": measure.content,
        "unit": unit.name,
        "unit_code": unit.code,
        "unit_phone": unit.phone,
        "is_outside": unit.is_outside,
        "made_by": (await people.get_person(drawing.tx, measure.made_by)).name,
        "made_at": measure.made_at,
        "opinion": await told(drawing.tx, incident, answer) if answer else None,
        "awaits_receipt": awaits_receipt(measure),
        "acknowledged_by": (await people.get_person(drawing.tx, by)).name if by is not None else "",
        "acknowledged_at": measure.acknowledged_at,
        "is_of_unit": is_of_unit,
        "now": drawing.now,
    }
    files = await attachments.list_of(drawing.tx, "containment", measure.id)
    keyboard = _keyboard(measure, held, is_of_unit=is_of_unit)
    screen = Screen(
        "containment-card", values, keyboard=keyboard, files=tuple(attachments.as_file(f) for f in files)
    )
    return Drawn(screen, measure.version)


async def _is_of_unit(drawing: Drawing, measure: Containment) -> bool:
    if drawing.actor is not None:
        return measure.unit_id in drawing.actor.unit_ids
    unit = await people.find_unit_by_chat(drawing.tx, drawing.reader.chat_id)
    return unit is not None and unit.id == measure.unit_id


def _keyboard(
    measure: Containment, held: frozenset[Capacity], *, is_of_unit: bool
) -> tuple[tuple[Button, ...], ...]:
    of = (measure.id, measure.version)
    rows: list[tuple[Button, ...]] = []
    if is_of_unit and awaits_receipt(measure):
        rows.append((button(Step.ACKNOWLEDGE_CONTAINMENT, *of, style="success"),))
    if held & DECIDES:
        if measure.state is ContainmentState.OPEN:
            rows.append((button(Step.CONTINUE_CONTAINMENT, *of, style="primary"),))
        if measure.state is not ContainmentState.ENDED:
            rows.append((button(Step.END_CONTAINMENT, *of, style="danger"),))
    return tuple(rows)
