"""What is open moves to the shift that answers from now on: its log names each item, nobody types it again."""

from bot.rules.handover import is_grave
from bot.rules.log_entry import LogKind
from bot.rules.shift import Shift
from bot.views.changeover import Changeover
from bot.views.open_work import open_work
from bot.workflow.telling import Logging
from storage import handovers, incidents

ITEM_CARD = "handover-item"


async def carry_over(step: Logging, outgoing: Shift, incoming: Shift) -> int:
    """One entry for each open incident in the new shift's log; how many. Responsibility must have passed already."""
    items = {
        item.incident.id: item
        for item in await open_work(step.tx, step.desk.rules, outgoing.desk_id, step.now)
    }
    found = await incidents.list_of_desk(step.tx, outgoing.desk_id)
    for incident in found:
        item = items.get(incident.id)  # None: for the superior only, carried over without a word of it
        await step.log(
            LogKind.INCIDENT_CARRIED_OVER,
            incident,
            payload={
                "from": outgoing.id,
                "to": incoming.id,
                "incident_state": incident.state,
                "urgency": incident.urgency,
                "received_at": incident.received_at,
                "due_at": item.due_at if item is not None else None,
                "is_overdue": item is not None and item.is_overdue(step.now),
                "directives": [
                    {
                        "n": int(directive.number.rpartition("/")[2]),
                        "units": {a.unit_code: a.state for a in directive.addressees},
                    }
                    for directive in (item.directives if item is not None else ())
                ],
            },
            text={"gist": item.gist if item is not None else ""},
        )
    return len(found)


async def list_grave_items(step: Logging, change: Changeover) -> None:
    """Every open item that weighs enough is listed, to be taken by itself, and shown to the incoming shift."""
    handover = change.handover
    for item in await open_work(step.tx, step.desk.rules, handover.desk_id, step.now):
        if is_grave(item.weight(step.now)):
            await handovers.add_item(step.tx, handover.id, item.incident.id)
