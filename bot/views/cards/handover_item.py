"""A grave open item at a change of shifts, taken over by itself: Nhận việc này, or Hỏi lại and its answer."""

from bot.buttons import button
from bot.rules.handover import HandoverState, ItemState, signing_role
from bot.rules.incident import IncidentState
from bot.rules.message import Button, Screen
from bot.rules.step import Step
from bot.views.changeover import Changeover, load_changeover
from bot.views.drawing import Drawing, Drawn
from bot.views.open_work import item_values, open_item
from storage import handovers, incidents, people
from storage.handovers import HandoverItem


async def draw(drawing: Drawing, item_id: int) -> Drawn | None:
    """For leaders and officers of both shifts; nothing for anybody else."""
    item = await handovers.get_item(drawing.tx, item_id)
    handover = await handovers.find(drawing.tx, item.handover_id)
    if handover is None or drawing.actor is None:
        return None
    change = await load_changeover(drawing.tx, handover, drawing.now)
    me = drawing.actor.person.id
    if me not in change.member_ids:
        return None
    incident = await incidents.get(drawing.tx, item.incident_id)
    found = await open_item(drawing.tx, drawing.desk.rules, incident)
    by = await people.get_person(drawing.tx, item.changed_by) if item.changed_by is not None else None
    values = {
        **item_values(found, drawing.now),
        "item_state": item.state,
        "question": item.question,
        "answer": item.answer,
        "by": by.name if by is not None else "",
        "at": item.changed_at,
        "is_over": handover.state is not HandoverState.OPEN or incident.state is IncidentState.CLOSED,
        "now": drawing.now,
    }
    is_open = handover.state is HandoverState.OPEN and incident.state is not IncidentState.CLOSED
    keyboard = _keyboard(change, item, me) if is_open else ()
    keyboard += ((button(Step.STORY, incident.id, incident.report_version, number=incident.number),),)
    version = tuple(ItemState).index(item.state) + bool(item.answer)
    return Drawn(Screen("handover-item", values, keyboard=keyboard), version)


def _keyboard(change: Changeover, item: HandoverItem, me: int) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if item.state is not ItemState.TAKEN and change.incoming and signing_role(change.incoming, me):
        rows.append((button(Step.TAKE_ITEM, item.id, style="success"),))
        rows.append((button(Step.ASK_ITEM, item.id),))
    if item.state is ItemState.ASKED and signing_role(change.outgoing, me):
        rows.append((button(Step.ANSWER_ITEM, item.id, style="primary"),))
    return tuple(rows)
