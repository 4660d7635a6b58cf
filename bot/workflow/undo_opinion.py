"""What an opinion did, undone when it was not the leader's: released is recalled, recalled stands, answered is open."""

from dataclasses import dataclass, field

from bot.rules.containment import Containment, ContainmentState
from bot.rules.decision import FIRST_OPINIONS, RELEASING, Decision, DecisionKind
from bot.rules.incident import Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.workflow import contain_incident
from bot.workflow.recall_directive import reinstate, take_back
from bot.workflow.taking import Taking
from storage import containments, decisions, directives, duty_log, incidents

MOVES_ON = RELEASING | {DecisionKind.REOPEN, DecisionKind.CLOSE, DecisionKind.WATCH, DecisionKind.ASK}
ANSWERS = frozenset({DecisionKind.CONTINUE_CONTAINMENT, DecisionKind.END_CONTAINMENT})
ON_WHAT_STANDS = ANSWERS | {DecisionKind.RECALL, DecisionKind.REPLACE}


@dataclass(slots=True)
class Undone:
    """What became of it: numbers of directives, and the containment's state where one was answered."""

    is_awaited: bool = False
    """the report waits for the leader's opinion again"""
    taken_back: list[str] = field(default_factory=list)
    reinstated: list[str] = field(default_factory=list)
    containment: ContainmentState | None = None
    is_too_late: bool = False
    """the incident was closed by the leader meanwhile: nothing is opened again"""


async def restore_state(step: Taking, incident: Incident, decision: Decision) -> tuple[Incident, Undone]:
    """Where the incident stands without this opinion, stored."""
    others = await decisions.list_of_incident(step.tx, incident.id)
    later = [d for d in others if d.id > decision.id and d.disowned_at is None]
    undone = Undone(is_awaited=decision.kind in FIRST_OPINIONS and not any(d.kind in MOVES_ON for d in later))
    state = IncidentState.AWAITING_DECISION if undone.is_awaited else None
    if decision.kind in ON_WHAT_STANDS and incident.state is IncidentState.CLOSED:
        # It closed by itself when nothing seemed to be left; what the leader closed stays closed.
        undone.is_too_late = any(d.kind is DecisionKind.CLOSE for d in later)
        state = None if undone.is_too_late else IncidentState.IN_PROGRESS
    if state is None:
        return incident, undone
    reset = {"watch_until": None, "waits_since": step.now} if undone.is_awaited else {}
    moved = await incidents.change(step.tx, incident, state=state, closed_at=None, close_reason="", **reset)
    return moved, undone


async def undo(step: Taking, incident: Incident, disowned: Decision, undone: Undone) -> None:
    """Take back what it released, let stand what it recalled, open what it answered; everybody concerned is told."""
    issued = await directives.list_of_incident(step.tx, incident.id)
    released = [d for d in issued if d.decision_id == disowned.id and d.recalled_at is None]
    recalled = [
        d
        for d in issued
        if d.recall_decision_id == disowned.id and d.decision_id != disowned.id and d.recalled_at is not None
    ]
    for directive in released:
        await take_back(step, incident, disowned, directive)
        undone.taken_back.append(f"{incident.number}/{directive.n}")
    if undone.is_too_late:
        return
    for directive in recalled:
        await reinstate(step, incident, disowned, directive)
        undone.reinstated.append(f"{incident.number}/{directive.n}")
    for measure in await containments.list_of_incident(step.tx, incident.id):
        if measure.decision_id == disowned.id:
            before = await _answer_before(step, incident, disowned, measure)
            undone.containment = await contain_incident.take_back_answer(step, incident, measure, before)


async def _answer_before(
    step: Taking, incident: Incident, disowned: Decision, measure: Containment
) -> Decision | None:
    """The answer to the same containment that counted before this one: the log names both."""
    for entry in reversed(await duty_log.read_incident(step.tx, incident.number)):
        if entry.kind != LogKind.CONTAINMENT_CONTINUED or entry.facts["containment"] != measure.id:
            continue
        decision = await decisions.get(step.tx, entry.facts["decision"])
        if decision.id < disowned.id and decision.disowned_at is None:
            return decision
    return None
