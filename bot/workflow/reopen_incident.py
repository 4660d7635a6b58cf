"""Mở lại: a closed incident goes on, with the leader's reason."""

from bot.errors import DutyError
from bot.rules.decision import DecisionKind
from bot.rules.incident import IncidentState
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.gist import gist
from bot.views.opinions import told
from bot.workflow import opinion, recipients
from bot.workflow.at_hand import open_incident
from bot.workflow.issue_directive import show_roll_call
from bot.workflow.taking import Taking
from storage import directives, people


async def reopen(step: Taking, incident_id: int, reason: str) -> None:
    """Open it again; leader, reporter and addressees are told.

    Raises:
        DutyError: `reason-missing`, `incident-state`; and what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, Step.REOPEN)
    if not reason:
        raise DutyError("reason-missing", number=hand.incident.number)
    if hand.incident.state is not IncidentState.CLOSED:
        raise DutyError("incident-state", number=hand.incident.number, state=hand.incident.state)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.REOPEN,
        reason,
        state=IncidentState.IN_PROGRESS,
        shown_version=None,
        closed_at=None,
        close_reason="",
    )
    to = [await recipients.person(step, incident.reporter_id)]
    for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
        to += await recipients.unit(step, await people.get_unit(step.tx, addressee.unit_id))
    notice = Screen("opinion-given", await told(step.tx, incident, decision))
    await step.say(recipients.once(to), notice, incident)
    await step.refresh("decision-card", incident.id)
    await step.refresh("report-receipt", incident.id)
    await show_roll_call(step, incident)
    step.answers("reopened", number=incident.number, gist=await gist(step.tx, incident))
