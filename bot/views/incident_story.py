"""One incident, whole, in the order it was recorded."""

from bot.rules.incident import Incident
from bot.rules.message import Screen
from bot.rules.permission import Capacity
from bot.views.entries import is_for_unit, told
from bot.views.gist import gist
from bot.views.incident_values import incident_values
from bot.views.looking import Looking
from storage import attachments, duty_log, people


async def incident_story(looking: Looking, incident: Incident) -> Screen | None:
    """Reports with their versions, opinions, directives, receipts, results, containments; None for who may not read."""
    held = await looking.held(incident)
    if not await looking.may_read(incident):
        return None
    tx = looking.own.tx
    entries = await duty_log.read_incident(tx, incident.number)
    if Capacity.READER not in held:
        codes = [(await people.get_unit(tx, unit_id)).code for unit_id in looking.actor.unit_ids]
        is_reporter = Capacity.REPORTER_UNIT in held
        entries = [e for e in entries if is_for_unit(e, codes, is_reporter=is_reporter)]
    files = await attachments.list_of_incident(tx, incident.id)
    values = {
        **await incident_values(tx, incident),
        "gist": await gist(tx, incident),
        "entries": told(entries),
        "attachments": [{"kind": f.kind, "name": f.name, "state": f.state} for f in files],
        "now": looking.own.now,
    }
    return Screen("incident-story", values)
