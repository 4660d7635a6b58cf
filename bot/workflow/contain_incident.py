"""Stopping a suspected violation at once, and the leader's answer to it (Art. 8.1): nobody waits for anybody."""

from collections.abc import Sequence

from bot.errors import DutyError
from bot.rules.containment import Containment, ContainmentKind, ContainmentState
from bot.rules.decision import Decision, DecisionKind
from bot.rules.incident import Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.permission import Capacity
from bot.rules.person import Unit
from bot.rules.received import ReceivedFile
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import opinion, recipients
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.confirm_result import close_when_done
from bot.workflow.keep_files import keep
from bot.workflow.opinion import Given
from bot.workflow.taking import Taking
from storage import containments, people

CARD = "containment-card"


async def contain(
    step: Taking,
    incident_id: int,
    content: str,
    unit_id: int | None = None,
    files: Sequence[ReceivedFile] = (),
) -> None:
    """Ngăn chặn ngay: done by a unit itself, or ordered to a unit by a duty officer.

    Raises:
        DutyError: `containment-empty`, `incident-closed`, `no-addressee`; and what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, Step.CONTAIN)
    if not content:
        raise DutyError("containment-empty", number=hand.incident.number)
    if hand.incident.state is IncidentState.CLOSED:
        raise DutyError("incident-closed", number=hand.incident.number, at=hand.incident.closed_at)
    is_order = Capacity.OFFICER in hand.held
    unit = await _unit(step, hand, unit_id, is_order=is_order)
    measure = await make(step, hand.incident, unit, content, ordered=is_order)
    await keep(step, files, "containment", measure.id, hand.incident.id)


async def make(step: Taking, incident: Incident, unit: Unit, content: str, *, ordered: bool) -> Containment:
    """Store and log the measure, tell unit, head, leader and desk, all in this transaction."""
    kind = ContainmentKind.ORDERED if ordered else ContainmentKind.DONE
    measure = await containments.add(
        step.tx,
        desk_id=incident.desk_id,
        incident_id=incident.id,
        unit_id=unit.id,
        kind=kind,
        content=content,
        made_by=step.actor.person.id,
        made_at=step.now,
    )
    await step.log(
        LogKind.CONTAINMENT_MADE,
        incident,
        role="officer" if ordered else "unit",
        unit=unit.code,
        payload={"containment": measure.id, "n": measure.n, "kind": kind, "state": measure.state},
        text={"content": content},
    )
    await step.link(incident, f"{CARD}:{measure.id}")
    to = [
        *await recipients.addressee(step, unit),
        *await recipients.everyone_deciding(step, incident.desk_id),
    ]
    await step.show(recipients.once(to), CARD, measure.id, incident, priority=0)
    await step.refresh("decision-card", incident.id)
    step.answers("contained", number=incident.number, gist=await gist(step.tx, incident), unit=unit.code)
    return measure


async def answer(
    step: Taking,
    containment_id: int,
    state: ContainmentState,
    reason: str = "",
    given: Given | None = None,
) -> None:
    """Tiếp tục ngăn chặn, or Chấm dứt ngăn chặn with a reason; reaches the same people, acknowledged anew.

    `given`: the leader's opinion that somebody at the desk records.

    Raises:
        DutyError: `reason-missing`, `containment-ended`; and what `open_incident` raises.
    """
    measure = await containments.get(step.tx, containment_id)
    ends = state is ContainmentState.ENDED
    wanted = Step.END_CONTAINMENT if ends else Step.CONTINUE_CONTAINMENT
    hand = await open_incident(step, measure.incident_id, Step.RECORD if given else wanted)
    number = hand.incident.number
    if ends and not reason:
        raise DutyError("reason-missing", number=number)
    if measure.state is ContainmentState.ENDED or measure.state is state:
        raise DutyError("containment-answered", number=number, state=measure.state)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.END_CONTAINMENT if ends else DecisionKind.CONTINUE_CONTAINMENT,
        reason,
        state=hand.incident.state,
        shown_version=None,
        given=given,
        payload={"containment": measure.id, "n": measure.n, "containment_state": state},
    )
    unit = await _answered(step, incident, measure, state, decision.id)
    step.answers("containment-ended" if ends else "containment-continued", number=number, unit=unit.code)
    if incident.state is IncidentState.IN_PROGRESS:
        await close_when_done(step, incident, hand.acting_as)


async def take_back_answer(
    step: Taking, incident: Incident, measure: Containment, before: Decision | None
) -> ContainmentState:
    """An answer was not the leader's opinion: what was true `before` it is true again, and is told like any answer."""
    is_continued = before is not None and before.kind is DecisionKind.CONTINUE_CONTAINMENT
    state = ContainmentState.CONTINUED if is_continued else ContainmentState.OPEN
    await _answered(step, incident, measure, state, before.id if before is not None else None)
    return state


async def _answered(
    step: Taking, incident: Incident, measure: Containment, state: ContainmentState, decision_id: int | None
) -> Unit:
    await containments.answer(step.tx, measure, state, decision_id)
    unit = await people.get_unit(step.tx, measure.unit_id)
    # The unit must hear it, so its copies come as fresh messages; the desk's are edited.
    await step.show(
        await recipients.addressee(step, unit), CARD, measure.id, incident, priority=0, again=True
    )
    await step.refresh(CARD, measure.id, priority=0)
    await step.refresh("decision-card", incident.id)
    return unit


async def acknowledge(step: Taking, containment_id: int) -> None:
    """Đã nhận, by somebody of the unit.

    Raises:
        DutyError: `not-your-unit`, `already-acknowledged`; and what `open_incident` raises.
    """
    measure = await containments.get(step.tx, containment_id)
    hand = await open_incident(step, measure.incident_id, Step.ACKNOWLEDGE_CONTAINMENT)
    number = hand.incident.number
    if measure.unit_id not in step.actor.unit_ids:
        raise DutyError("not-your-unit", number=number)
    if await containments.acknowledge(step.tx, measure.id, step.actor.person.id, step.now) is None:
        by = await people.get_person(step.tx, measure.acknowledged_by or 0)
        raise DutyError("already-acknowledged", number=number, name=by.name, at=measure.acknowledged_at)
    unit = await people.get_unit(step.tx, measure.unit_id)
    await step.log(
        LogKind.CONTAINMENT_ACKNOWLEDGED,
        hand.incident,
        role=hand.acting_as,
        unit=unit.code,
        payload={"containment": measure.id, "n": measure.n, "state": measure.state},
    )
    await step.refresh(CARD, measure.id, priority=0)
    step.answers("containment-acknowledged", number=number, gist=await gist(step.tx, hand.incident))


async def _unit(step: Taking, hand: AtHand, unit_id: int | None, *, is_order: bool) -> Unit:
    """The unit that stops it: an officer names one (else the reporting unit), a member means their own."""
    if is_order:
        chosen = unit_id or hand.incident.unit_id
        if chosen is None:
            raise DutyError("no-addressee", number=hand.incident.number)
        return await people.get_unit(step.tx, chosen)
    involved = hand.concern.addressee_unit_ids | {hand.concern.reporter_unit_id}
    own = next((u for u in step.actor.unit_ids if u in involved), None)
    if own is None:
        raise DutyError("not-your-unit", number=hand.incident.number)
    return await people.get_unit(step.tx, own)
