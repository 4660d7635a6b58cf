"""The desk confirms or returns a result; when all is confirmed, the incident closes and everyone concerned is told."""

from bot.errors import DutyError
from bot.rules.directive import (
    Addressee,
    AddresseeState,
    Directive,
    Result,
    ResultState,
    all_done,
)
from bot.rules.incident import Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import recipients
from bot.workflow.acknowledge_directive import refresh_addressee
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.taking import Taking
from storage import containments, directives, incidents, people


async def confirm(step: Taking, result_id: int) -> None:
    """Xác nhận kết quả. The last one closes the incident, unless a containment waits for the leader.

    Raises:
        DutyError: `already-judged` (who, when), `directive-recalled`; and what `open_incident` raises.
    """
    hand, directive, addressee, result = await _result(step, result_id, Step.CONFIRM_RESULT)
    await _judge(step, hand, directive, addressee, result, ResultState.CONFIRMED, "")
    number = f"{hand.incident.number}/{directive.n}"
    step.answers("result-confirmed", number=number, gist=await gist(step.tx, hand.incident))
    await close_when_done(step, hand.incident, hand.acting_as)


async def give_back(step: Taking, result_id: int, reason: str) -> None:
    """Trả lại báo cáo, with a reason; the unit reports again.

    Raises:
        DutyError: `reason-missing`; and what `confirm` raises.
    """
    hand, directive, addressee, result = await _result(step, result_id, Step.RETURN_RESULT)
    if not reason:
        raise DutyError("reason-missing", number=hand.incident.number)
    await _judge(step, hand, directive, addressee, result, ResultState.RETURNED, reason)
    unit = await people.get_unit(step.tx, addressee.unit_id)
    number = f"{hand.incident.number}/{directive.n}"
    values = {
        "number": number,
        "urgency": hand.incident.urgency,
        "reason": reason,
        "name": step.actor.person.name,
        "at": step.now,
    }
    notice = Screen("result-returned", values)
    await step.say(
        await recipients.unit(step, unit),
        notice,
        hand.incident,
        priority=0,
        subject=f"directive-card:{addressee.id}",
    )
    step.answers("result-returned", number=number, gist=await gist(step.tx, hand.incident))


async def close_when_done(step: Taking, incident: Incident, role: str) -> None:
    """Close when every addressee is done with; tell leader, reporter and addressees in one line."""
    addressees = await directives.list_addressees_of_incident(step.tx, incident.id)
    waiting = [c for c in await containments.list_of_incident(step.tx, incident.id) if c.state == "open"]
    if incident.state is not IncidentState.IN_PROGRESS or waiting or not all_done(addressees):
        return
    closed = await incidents.change(step.tx, incident, state=IncidentState.CLOSED, closed_at=step.now)
    await step.log(
        LogKind.INCIDENT_CLOSED, closed, role=role, payload={"state": closed.state, "all_confirmed": True}
    )
    await tell_closed(step, closed)


async def tell_closed(step: Taking, incident: Incident) -> None:
    """One line to leader, reporter and addressees; every card shows it."""
    to = [
        *await recipients.leaders(step, incident.desk_id),
        await recipients.person(step, incident.reporter_id),
    ]
    for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
        to += await recipients.unit(step, await people.get_unit(step.tx, addressee.unit_id))
    values = {"number": incident.number, "at": incident.closed_at, "gist": await gist(step.tx, incident)}
    await step.say(recipients.once(to), Screen("incident-closed", values), incident)
    await step.refresh("decision-card", incident.id)
    await step.refresh("report-receipt", incident.id)
    await step.refresh("roll-call", incident.id)


async def _result(step: Taking, result_id: int, wanted: Step) -> tuple[AtHand, Directive, Addressee, Result]:
    result = await directives.get_result(step.tx, result_id)
    addressee = await directives.get_addressee(step.tx, result.addressee_id)
    directive = await directives.get(step.tx, addressee.directive_id)
    hand = await open_incident(step, directive.incident_id, wanted)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state is AddresseeState.RECALLED:
        raise DutyError("directive-recalled", number=number, at=directive.recalled_at)
    if result.state is not ResultState.REPORTED:
        judge = await people.get_person(step.tx, result.judged_by) if result.judged_by else None
        raise DutyError(
            "already-judged",
            number=number,
            name=judge.name if judge else "",
            at=result.judged_at,
            state=result.state,
        )
    return hand, directive, addressee, result


async def _judge(
    step: Taking,
    hand: AtHand,
    directive: Directive,
    addressee: Addressee,
    result: Result,
    state: ResultState,
    reason: str,
) -> None:
    await directives.judge_result(
        step.tx, result.id, state, judged_by=step.actor.person.id, now=step.now, reason=reason
    )
    is_confirmed = state is ResultState.CONFIRMED
    new_state = AddresseeState.CONFIRMED if is_confirmed else AddresseeState.RETURNED
    await directives.change_addressee(step.tx, addressee, state=new_state)
    unit = await people.get_unit(step.tx, addressee.unit_id)
    await step.log(
        LogKind.RESULT_CONFIRMED if is_confirmed else LogKind.RESULT_RETURNED,
        hand.incident,
        role=hand.acting_as,
        directive=directive.n,
        unit=unit.code,
        payload={"addressee": addressee.id, "result": result.id, "n": result.n, "state": new_state},
        text={"reason": reason} if reason else {},
    )
    await step.refresh("result-card", result.id, priority=0)
    await refresh_addressee(step, hand, addressee)
