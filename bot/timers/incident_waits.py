"""What an incident waits for, by the rule of `bot/rules/deadline.py`."""

from collections.abc import Sequence

from bot.rules.due import Due, Owner
from bot.workflow.telling import Telling
from bot.workflow.wind import dues_of_incident
from storage import incidents, people


async def dues_of(step: Telling, incident_id: int) -> Sequence[Due]:
    """Everything due on the incident as it stands."""
    return await dues_of_incident(step, await incidents.get(step.tx, incident_id))


async def owners(step: Telling) -> Sequence[Owner]:
    """Every open incident."""
    found = []
    for desk in await people.list_desks(step.tx):
        found += [Owner("incident", i.id, desk.id) for i in await incidents.list_of_desk(step.tx, desk.id)]
    return found
