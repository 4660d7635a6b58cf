"""Winding the clock: in the step's own transaction, what is due from now on and what is due no longer."""

from collections.abc import Iterable

from bot.rules import deadline
from bot.rules.decision import DecisionKind
from bot.rules.due import Due, Owner
from bot.rules.incident import Incident, IncidentState
from bot.rules.notice import stands_as
from bot.rules.urgency import Urgency
from bot.rules.urgency_times import frozen
from bot.workflow.telling import Telling
from storage import containments, decisions, directives, incidents, reminders, timers


async def wind(step: Telling, owner: Owner, dues: Iterable[Due]) -> None:
    """Exactly `dues` wait for this owner; a reminder of what waits no longer is taken back from the chats."""
    ended = await timers.wind(step.tx, owner, dues, step.now, step.desk.rules.hold)
    for duty, subject_id in ended:
        for reminder in await reminders.list_standing_of(step.tx, stands_as(duty), subject_id):
            await reminders.take_back(step.tx, reminder, step.now)


async def wind_incident(step: Telling, incident_id: int) -> None:
    """What the incident waits for, as it stands now."""
    incident = await incidents.get(step.tx, incident_id)
    await wind(step, Owner("incident", incident.id, incident.desk_id), await dues_of_incident(step, incident))


async def dues_of_incident(step: Telling, incident: Incident) -> list[Due]:
    """Everything due on an incident as it stands; nothing once it is closed."""
    if incident.state is IncidentState.CLOSED:
        return []
    return deadline.duties(await facts_of(step, incident))


async def facts_of(step: Telling, incident: Incident) -> deadline.IncidentFacts:
    """All that the clock needs to know of an incident."""
    tx, rules = step.tx, step.desk.rules
    opinions = await decisions.list_of_incident(tx, incident.id)
    asked = [d for d in opinions if d.kind is DecisionKind.ASK and d.disowned_at is None]
    by_id = {d.id: d for d in opinions}
    measures = [
        deadline.Measure(one, by_id[one.decision_id].decided_at if one.decision_id is not None else None)
        for one in await containments.list_of_incident(tx, incident.id)
    ]
    return deadline.IncidentFacts(
        incident=incident,
        times=frozen(incident.times, rules.deadlines[incident.urgency]),
        gravest=rules.deadlines[Urgency.HOATOC],
        asked_at=asked[-1].decided_at if asked else None,
        last_at=max([incident.received_at, *(d.recorded_at for d in opinions)]),
        ordered=await _ordered(step, incident),
        measures=tuple(measures),
        unconfirmed=tuple(d for d in opinions if d.awaits_confirmation),
    )


async def _ordered(step: Telling, incident: Incident) -> tuple[deadline.Ordered, ...]:
    issued = {d.id: d for d in await directives.list_of_incident(step.tx, incident.id)}
    if not issued:
        return ()
    latest = {r.addressee_id: r for r in await directives.list_results_of_incident(step.tx, incident.id)}
    asking = {e.addressee_id: e for e in await directives.list_open_extensions(step.tx, incident.id)}
    found = []
    for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
        extension = asking.get(addressee.id)
        found.append(
            deadline.Ordered(
                directive=issued[addressee.directive_id],
                addressee=addressee,
                result=latest.get(addressee.id),
                extension_id=extension.id if extension else None,
                extension_asked_at=extension.asked_at if extension else None,
            )
        )
    return tuple(found)
