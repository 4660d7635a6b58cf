"""The desk raises or lowers the urgency of an incident: logged, and shown on every card."""

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.incident import Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views.gist import gist
from bot.workflow import choices, recipients
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.taking import Taking
from bot.workflow.waiting_list import refresh_waiting
from storage import containments, directives, incidents


async def offer(step: Taking, incident_id: int) -> None:
    """Mức độ khẩn: which of the four?"""
    hand = await _open(step, incident_id)
    incident = hand.incident
    buttons = [
        button(Step.CHANGE_URGENCY, incident.id, incident.version, u.value, word=f"urgency_{u.value}")
        for u in Urgency
        if u is not incident.urgency
    ]
    values = {
        "number": incident.number,
        "urgency": incident.urgency,
        "gist": await gist(step.tx, incident),
    }
    keyboard = tuple((choice,) for choice in buttons)
    await choices.offer(step, Screen("urgency-choice", values, keyboard=keyboard), incident)


async def change(step: Taking, incident_id: int, urgency: Urgency) -> None:
    """Deadlines already given stay as they were frozen; what comes later goes by the new urgency.

    Raises:
        DutyError: `urgency-same`, `incident-closed`; and what `open_incident` raises.
    """
    hand = await _open(step, incident_id)
    before = hand.incident.urgency
    if urgency is before:
        raise DutyError("urgency-same", number=hand.incident.number, urgency=urgency)
    times = step.desk.rules.deadlines[urgency].to_json()
    incident = await incidents.change(step.tx, hand.incident, urgency=urgency, times=times)
    await step.log(
        LogKind.URGENCY_CHANGED,
        incident,
        role=hand.acting_as,
        payload={"from": before, "to": urgency, "state": incident.state, "times": times},
    )
    is_raised = urgency.is_at_least(before)
    if is_raised and incident.state is IncidentState.AWAITING_DECISION:
        # An edit makes no sound: whoever decides gets a raised one anew.
        to = await recipients.everyone_deciding(step, incident.desk_id)
        await step.show(
            [r for r in to if r != step.here], "decision-card", incident.id, incident, priority=0, again=True
        )
    await _refresh(step, incident)
    step.answers(
        "urgency-changed",
        number=incident.number,
        gist=await gist(step.tx, incident),
        before=before,
        urgency=urgency,
    )


async def _open(step: Taking, incident_id: int) -> AtHand:
    hand = await open_incident(step, incident_id, Step.CHANGE_URGENCY)
    if hand.incident.state is IncidentState.CLOSED:
        raise DutyError("incident-closed", number=hand.incident.number, at=hand.incident.closed_at)
    return hand


async def _refresh(step: Taking, incident: Incident) -> None:
    for card in ("decision-card", "roll-call", "report-receipt"):
        await step.refresh(card, incident.id)
    for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
        await step.refresh("directive-card", addressee.id)
    for measure in await containments.list_of_incident(step.tx, incident.id):
        await step.refresh("containment-card", measure.id)
    await refresh_waiting(step, incident.desk_id)
