"""What is going on: the open incidents this person may read, the oldest first."""

from bot.buttons import button
from bot.rules.incident import Incident
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.gist import gist
from bot.views.looking import Looking
from storage import incidents

MOST_ROWS = 20
IN_A_ROW = 2


async def open_items(looking: Looking) -> Screen:
    """Short rows with state and age, and a button each."""
    found = await _readable(looking)
    shown = found[:MOST_ROWS]
    rows = [
        {
            "number": incident.number,
            "urgency": incident.urgency,
            "state": incident.state,
            "received_at": incident.received_at,
            "watch_until": incident.watch_until,
            "gist": await gist(looking.own.tx, incident),
        }
        for incident in shown
    ]
    buttons = [button(Step.STORY, i.id, i.report_version, label=i.number) for i in shown]
    keyboard = tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))
    values = {"rows": rows, "count": len(found), "now": looking.own.now}
    return Screen("open-items", values, keyboard=keyboard)


async def _readable(looking: Looking) -> list[Incident]:
    tx = looking.own.tx
    found: dict[int, Incident] = {}
    for desk_id in await looking.desk_ids():
        found |= {i.id: i for i in await incidents.list_of_desk(tx, desk_id)}
    for unit_id in looking.actor.unit_ids:
        found |= {i.id: i for i in await incidents.list_of_unit(tx, unit_id)}
    readable = [i for i in found.values() if await looking.may_read(i)]
    return sorted(readable, key=lambda i: (i.received_at, i.id))
