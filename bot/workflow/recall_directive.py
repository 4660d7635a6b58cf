"""Taking a directive back, or replacing it: an opinion of its own, told to every addressee, nothing erased."""

from bot.errors import DutyError
from bot.rules.decision import Decision, DecisionKind
from bot.rules.directive import DONE_WITH, AddresseeState, Directive
from bot.rules.incident import Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import decide_report, issue_directive, opinion, recipients
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.opinion import Given
from bot.workflow.taking import Taking
from storage import directives, people

CARD = "directive-recalled"


async def recall(step: Taking, directive_id: int, reason: str, given: Given | None = None) -> None:
    """Thu hồi chỉ đạo; `given`: the leader's opinion that somebody at the desk records.

    Raises:
        DutyError: `reason-missing`, `directive-recalled`, `incident-state`; and what `open_incident` raises.
    """
    directive = await directives.get(step.tx, directive_id)
    hand = await open_incident(step, directive.incident_id, Step.RECORD if given else Step.RECALL_DIRECTIVE)
    number = f"{hand.incident.number}/{directive.n}"
    if not reason:
        raise DutyError("reason-missing", number=number)
    if directive.recalled_at is not None:
        raise DutyError("directive-recalled", number=number, at=directive.recalled_at)
    if hand.incident.state is not IncidentState.IN_PROGRESS:
        raise DutyError("incident-state", number=hand.incident.number, state=hand.incident.state)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.RECALL,
        reason,
        state=IncidentState.IN_PROGRESS,
        shown_version=None,
        given=given,
        directive=directive.n,
    )
    await take_back(step, incident, decision, directive)
    await decide_report.tell_decided(step, incident, decision)
    step.answers("recalled", number=number, gist=await gist(step.tx, incident))


async def replace_old(step: Taking, hand: AtHand, decision: Decision, old_id: int, new: Directive) -> None:
    """The directive a new one replaces no longer holds; both stay on record."""
    old = await directives.get(step.tx, old_id)
    number = f"{hand.incident.number}/{old.n}"
    if old.incident_id != hand.incident.id:
        raise DutyError("incident-not-found")
    if old.recalled_at is not None:
        raise DutyError("directive-recalled", number=number, at=old.recalled_at)
    await step.log(
        LogKind.DIRECTIVE_REPLACED,
        hand.incident,
        role=decision.decided_as,
        directive=old.n,
        payload={"directive": old.id, "replaced_by": new.n, "decision": decision.id},
    )
    await take_back(step, hand.incident, decision, old)


async def take_back(step: Taking, incident: Incident, decision: Decision, directive: Directive) -> None:
    """Mark a directive and whoever still works on it; tell each of them, to be acknowledged anew.

    The desk is told in place of a unit outside the system, to pass it on.
    """
    if await directives.recall(step.tx, directive.id, decision.id, step.now) is None:
        number = f"{incident.number}/{directive.n}"
        raise DutyError("directive-recalled", number=number, at=directive.recalled_at)
    for addressee in await directives.list_addressees(step.tx, directive.id):
        if addressee.state in DONE_WITH:
            continue
        await directives.change_addressee(
            step.tx,
            addressee,
            state=AddresseeState.RECALLED,
            acknowledged_at=None,
            acknowledged_by=None,
            receiver="",
        )
        unit = await people.get_unit(step.tx, addressee.unit_id)
        of_unit = [] if unit.is_outside else await recipients.addressee(step, unit)
        to = of_unit or await recipients.desk_for(step, incident)
        await step.show(to, CARD, addressee.id, incident, priority=0)
        await step.refresh("directive-card", addressee.id, priority=0)
    await step.refresh("roll-call", incident.id)


async def reinstate(step: Taking, incident: Incident, decision: Decision, directive: Directive) -> None:
    """The recall was not the leader's opinion: the directive stands again, for whoever had not finished by then."""
    standing = await directives.reinstate(step.tx, directive.id, decision.id)
    if standing is None:
        return
    told = []
    for recalled in await directives.list_addressees(step.tx, directive.id):
        addressee = await directives.reinstate_addressee(step.tx, recalled.id)
        if addressee is not None:
            told.append(addressee)
    await step.log(
        LogKind.DIRECTIVE_REINSTATED,
        incident,
        role=decision.decided_as,
        directive=directive.n,
        payload={"directive": directive.id, "decision": decision.id, "addressees": [a.id for a in told]},
    )
    for addressee in told:
        unit = await people.get_unit(step.tx, addressee.unit_id)
        await issue_directive.send_to_addressee(step, incident, unit, addressee, again=True)
        await step.refresh(CARD, addressee.id, priority=0)
    await issue_directive.show_roll_call(step, incident)
