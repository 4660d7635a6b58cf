"""Nhắc lại sau: the leader asks not to be reminded of an incident for a while; so many times at most, and logged.

Only the reminders to the leader wait. The deputy (T2) and the superior (T3) are told when they always are.
"""

from bot.errors import DutyError
from bot.rules.incident import IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow.at_hand import open_incident
from bot.workflow.taking import Taking
from storage import incidents
from storage.times import microseconds


async def snooze(step: Taking, incident_id: int) -> None:
    """Not before `[reminders] snooze_for` from now.

    Raises:
        DutyError: `snoozed-enough`, `incident-state`; and what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, Step.SNOOZE)
    incident, rules = hand.incident, step.desk.rules.reminders
    if incident.state is not IncidentState.AWAITING_DECISION:
        raise DutyError("incident-state", number=incident.number, state=incident.state)
    if incident.snoozes >= rules.most_snoozes:
        raise DutyError("snoozed-enough", number=incident.number, times=incident.snoozes)
    until_at = step.now + rules.snooze_for
    incident = await incidents.change(step.tx, incident, snoozed_until=until_at, snoozes=incident.snoozes + 1)
    await step.log(
        LogKind.REMINDER_SNOOZED,
        incident,
        role=hand.acting_as,
        payload={"until_at": microseconds(until_at), "times": incident.snoozes},
    )
    step.answers("snoozed", number=incident.number, gist=await gist(step.tx, incident), until_at=until_at)
