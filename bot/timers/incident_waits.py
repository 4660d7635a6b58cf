"""What an incident waits for, by the rule of `bot/rules/deadline.py`."""

from collections.abc import Sequence

from bot.rules import deadline
from bot.rules.due import Due, Owner
from bot.rules.incident import IncidentState
from bot.workflow.telling import Telling
from bot.workflow.wind import facts_of
from storage import incidents, people


async def dues_of(step: Telling, incident_id: int) -> Sequence[Due]:
    """Everything due on the incident as it stands."""
    incident = await incidents.get(step.tx, incident_id)
    if incident.state is IncidentState.CLOSED:
        return []
    return deadline.duties(await facts_of(step, incident))


async def owners(step: Telling) -> Sequence[Owner]:
    """Every open incident."""
    found = []
    for desk in await people.list_desks(step.tx):
        found += [Owner("incident", i.id, desk.id) for i in await incidents.list_of_desk(step.tx, desk.id)]
    return found
