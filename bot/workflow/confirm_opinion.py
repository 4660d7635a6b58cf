"""The leader owns or disowns an opinion that an officer recorded for them (Art. 4.3)."""

from dataclasses import asdict

from bot.errors import DutyError
from bot.rules.decision import Decision
from bot.rules.incident import Incident
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.views.gist import gist
from bot.views.opinions import told
from bot.workflow import recipients
from bot.workflow.taking import Taking
from bot.workflow.undo_opinion import restore_state, undo
from bot.workflow.waiting_list import refresh_waiting
from storage import containments, decisions, directives, incidents, people

CARD = "opinion-by-phone"


async def confirm(step: Taking, decision_id: int) -> None:
    """Đúng ý kiến tôi: the mark goes everywhere.

    Raises:
        DutyError: `not-your-opinion`, `opinion-answered`.
    """
    decision, incident = await _own(step, decision_id)
    if await decisions.confirm(step.tx, decision.id, step.now) is None:
        raise DutyError("opinion-answered", number=incident.number, at=decision.confirmed_at or step.now)
    await _log(step, LogKind.OPINION_CONFIRMED, incident, decision)
    await _refresh(step, incident, decision)
    step.answers("opinion-confirmed", number=incident.number, gist=await gist(step.tx, incident))


async def disown(step: Taking, decision_id: int) -> None:
    """Không phải ý kiến tôi: what it did is undone, a first opinion is awaited anew, the superior told.

    Raises:
        DutyError: `not-your-opinion`, `opinion-answered`.
    """
    decision, incident = await _own(step, decision_id)
    disowned = await decisions.disown(step.tx, decision.id, step.now)
    if disowned is None:
        raise DutyError("opinion-answered", number=incident.number, at=decision.confirmed_at or step.now)
    incident, undone = await restore_state(step, incident, decision)
    await _log(step, LogKind.OPINION_DISOWNED, incident, decision)
    await undo(step, incident, disowned, undone)
    values = {**await told(step.tx, incident, disowned), **asdict(undone)}
    notice = Screen("opinion-disowned", values)
    await step.say(await _concerned(step, incident, decision), notice, incident, priority=0)
    if undone.is_awaited:
        to = await recipients.everyone_deciding(step, incident.desk_id)
        await step.show(to, "decision-card", incident.id, incident, priority=0, again=True)
    await _refresh(step, incident, decision)
    await refresh_waiting(step, incident.desk_id)
    step.answers("opinion-disowned", number=incident.number, gist=await gist(step.tx, incident))


async def _own(step: Taking, decision_id: int) -> tuple[Decision, Incident]:
    """The opinion, if it was recorded in this person's name; on duty still or not."""
    decision = await decisions.get(step.tx, decision_id)
    if decision.decided_by != step.actor.person.id or decision.recorded_by == decision.decided_by:
        raise DutyError("not-your-opinion")
    return decision, await incidents.get(step.tx, decision.incident_id)


async def _concerned(step: Taking, incident: Incident, decision: Decision) -> list[Recipient]:
    """Superior, desk, whoever wrote it down, and the reporter; not the leader, who just pressed."""
    to = [
        *await recipients.superiors(step, incident.desk_id),
        *await recipients.desk(step, incident.desk_id),
        await recipients.person(step, decision.recorded_by),
        await recipients.person(step, incident.reporter_id),
    ]
    return [r for r in recipients.once(to) if r != step.here]


async def _log(step: Taking, kind: LogKind, incident: Incident, decision: Decision) -> None:
    await step.log(
        kind,
        incident,
        role=decision.decided_as,
        payload={"decision": decision.id, "state": incident.state},
        text={"recorded_by": (await people.get_person(step.tx, decision.recorded_by)).name},
    )


async def _refresh(step: Taking, incident: Incident, decision: Decision) -> None:
    """Everywhere the mark stood."""
    await step.refresh(CARD, decision.id, priority=0)
    for card in ("decision-card", "roll-call", "report-receipt"):
        await step.refresh(card, incident.id)
    await step.refresh("question-card", decision.id)
    for directive in await directives.list_of_incident(step.tx, incident.id):
        if decision.id in {directive.decision_id, directive.recall_decision_id}:
            for addressee in await directives.list_addressees(step.tx, directive.id):
                await step.refresh("directive-card", addressee.id)
                await step.refresh("directive-recalled", addressee.id)
    for measure in await containments.list_of_incident(step.tx, incident.id):
        if measure.decision_id == decision.id:
            await step.refresh("containment-card", measure.id)
