"""The leader's opinion on a report: approve, direct, ask, watch, close (Art. 4.3: nothing is carried out before it)."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import DutyError
from bot.rules.decision import Decision, DecisionKind
from bot.rules.directive import DONE_WITH
from bot.rules.incident import SEEN_RUNNING, UNDECIDED, Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.rules.step import Step
from bot.views.gist import gist, known
from bot.views.opinions import told
from bot.workflow import opinion, recipients
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.issue_directive import Wanted, issue, show_roll_call
from bot.workflow.opinion import Given
from bot.workflow.taking import Taking
from bot.workflow.waiting_list import refresh_waiting
from storage import containments, directives, people


async def approve(step: Taking, incident_id: int, shown_version: int, given: Given | None = None) -> None:
    """Duyệt đề xuất: the unit's proposal becomes the directive to it.

    Raises:
        DutyError: `no-proposal`; and what `opinion.record` raises.
    """
    hand = await open_incident(step, incident_id, Step.RECORD if given else Step.APPROVE)
    proposal = (await known(step.tx, hand.incident)).proposal
    if hand.incident.state in UNDECIDED and (not proposal or hand.incident.unit_id is None):
        raise DutyError("no-proposal", number=hand.incident.number)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.APPROVE,
        proposal or "",
        state=IncidentState.IN_PROGRESS,
        shown_version=shown_version,
        given=given,
    )
    unit_ids = [incident.unit_id] if incident.unit_id is not None else []
    await issue(step, incident, decision, Wanted(proposal or "", unit_ids))
    await tell_decided(step, incident, decision)
    step.answers("approved", number=incident.number, gist=await gist(step.tx, incident))


async def direct(
    step: Taking,
    incident_id: int,
    shown_version: int,
    wanted: Wanted,
    *,
    disagrees: bool = False,
    given: Given | None = None,
) -> int:
    """Chỉ đạo: what the leader orders instead of, or without, a proposal. Returns the directive's id."""
    hand = await open_incident(step, incident_id, Step.RECORD if given else Step.DIRECT)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.DIRECT,
        wanted.content,
        state=IncidentState.IN_PROGRESS,
        shown_version=shown_version,
        disagrees=disagrees,
        given=given,
    )
    directive = await issue(step, incident, decision, wanted)
    await tell_decided(step, incident, decision)
    step.answers(
        "directed",
        number=f"{incident.number}/{directive.n}",
        gist=await gist(step.tx, incident),
        units=await unit_codes(step, wanted.unit_ids),
    )
    return directive.id


async def ask(
    step: Taking, incident_id: int, shown_version: int, question: str, given: Given | None = None
) -> None:
    """Yêu cầu bổ sung: back to the reporter and the unit, with the question."""
    hand = await open_incident(step, incident_id, Step.RECORD if given else Step.ASK)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.ASK,
        question,
        state=IncidentState.AWAITING_ANSWER,
        shown_version=shown_version,
        given=given,
    )
    to = [await recipients.person(step, incident.reporter_id)]
    if incident.unit_id is not None:
        to += await recipients.unit(step, await people.get_unit(step.tx, incident.unit_id))
    await step.show(recipients.once(to), "question-card", decision.id, incident, priority=0)
    await tell_decided(step, incident, decision)
    step.answers("asked", number=incident.number, gist=await gist(step.tx, incident))


async def watch(
    step: Taking,
    incident_id: int,
    shown_version: int,
    until_at: datetime | None,
    reason: str,
    given: Given | None = None,
) -> None:
    """Không đồng ý, tiếp tục theo dõi: nothing is carried out, the unit keeps an eye on it."""
    hand = await open_incident(step, incident_id, Step.RECORD if given else Step.WATCH)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.WATCH,
        reason,
        state=IncidentState.IN_PROGRESS,
        shown_version=shown_version,
        disagrees=True,
        given=given,
        watch_until=until_at,
    )
    await tell_decided(step, incident, decision)
    await show_roll_call(step, incident)  # where the leader's further buttons stand
    step.answers("watched", number=incident.number, gist=await gist(step.tx, incident), until_at=until_at)


async def close(
    step: Taking,
    incident_id: int,
    shown_version: int,
    reason: str,
    *,
    disagrees: bool = True,
    given: Given | None = None,
) -> None:
    """Kết thúc vụ việc, with the leader's reason. Not over a containment that waits for an answer.

    `shown_version` SEEN_RUNNING: the decider saw a running incident. Else the closing is a first opinion like any
    other, and comes second to one given meanwhile.

    Raises:
        DutyError: `containment-open`, `directives-open`; and what `opinion.record` raises.
    """
    hand = await open_incident(step, incident_id, Step.RECORD if given else Step.CLOSE)
    if not reason:
        raise DutyError("reason-missing", number=hand.incident.number)
    is_running = hand.incident.state is IncidentState.IN_PROGRESS and shown_version == SEEN_RUNNING
    if is_running:
        await refuse_unfinished(step, hand.incident)
    elif hand.incident.state not in UNDECIDED:
        await opinion.refuse_decided(step, hand.incident)
    await refuse_over_containment(step, hand)
    incident, decision = await opinion.record(
        step,
        hand,
        DecisionKind.CLOSE,
        reason,
        state=IncidentState.CLOSED,
        shown_version=None if is_running else shown_version,
        disagrees=disagrees and not is_running,
        given=given,
        closed_at=step.now,
        close_reason=reason,
    )
    await step.log(
        LogKind.INCIDENT_CLOSED,
        incident,
        role=decision.decided_as,
        channel=decision.channel,
        occurred_at=decision.decided_at,
        payload={"decision": decision.id, "state": incident.state},
        text={"reason": reason},
    )
    await tell_decided(step, incident, decision)
    await show_roll_call(step, incident)  # where Mở lại stands
    step.answers("closed", number=incident.number, gist=await gist(step.tx, incident))


async def refuse_unfinished(step: Taking, incident: Incident) -> None:
    """A running incident is closed by hand only when no unit still works on a directive of it.

    Raises:
        DutyError: `directives-open`.
    """
    for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
        if addressee.state not in DONE_WITH:
            raise DutyError("directives-open", number=incident.number)


async def refuse_over_containment(step: Taking, hand: AtHand) -> None:
    """No incident closes while a containment is unanswered.

    Raises:
        DutyError: `containment-open`.
    """
    for containment in await containments.list_of_incident(step.tx, hand.incident.id):
        if containment.state == "open":
            raise DutyError("containment-open", number=hand.incident.number)


async def tell_decided(step: Taking, incident: Incident, decision: Decision) -> None:
    """Every card shows who decided what and when; the reporter is told."""
    await step.refresh("decision-card", incident.id, priority=0)
    await step.refresh("report-receipt", incident.id)
    to = await recipients.person(step, incident.reporter_id)
    if decision.kind is not DecisionKind.ASK and to not in await _get_the_directive(step, decision):
        await step.say(to, Screen("opinion-given", await told(step.tx, incident, decision)), incident)
    await refresh_waiting(step, incident.desk_id)


async def _get_the_directive(step: Taking, decision: Decision) -> list[Recipient]:
    """Who reads the opinion on the directive's own card or recall, and needs no second message."""
    to: list[Recipient] = []
    for directive in await directives.list_of_incident(step.tx, decision.incident_id):
        if directive.decision_id == decision.id or decision.kind is DecisionKind.RECALL:
            for addressee in await directives.list_addressees(step.tx, directive.id):
                to += await recipients.addressee(step, await people.get_unit(step.tx, addressee.unit_id))
    return to


async def unit_codes(step: Taking, unit_ids: Sequence[int]) -> str:
    """The codes of some units, for an answer."""
    return ", ".join([(await people.get_unit(step.tx, unit_id)).code for unit_id in unit_ids])
