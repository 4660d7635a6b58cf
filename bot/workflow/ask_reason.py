"""Buttons that want a text first: the question is asked only when the step could be taken now."""

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.containment import ContainmentState
from bot.rules.directive import AWAITS_RESULT, ResultState
from bot.rules.incident import SEEN_RUNNING, UNDECIDED, Incident, IncidentState
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import choices, opinion
from bot.workflow.acknowledge_directive import of_addressee
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.decide_report import refuse_unfinished
from bot.workflow.forms import ask_for, open_form, put_aside
from bot.workflow.taking import Taking
from storage import containments, directives

FIRST = {Step.ASK: "ask", Step.WATCH: "watch", Step.CLOSE: "close"}


async def for_opinion(step: Taking, incident_id: int, wanted: Step, shown_version: int) -> None:
    """Yêu cầu bổ sung, Tiếp tục theo dõi, Kết thúc vụ việc: the question or the reason is asked for.

    Raises:
        DutyError: `already-decided`, `stale-report`; and what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, wanted)
    is_running = hand.incident.state is IncidentState.IN_PROGRESS and shown_version == SEEN_RUNNING
    if wanted is Step.CLOSE and is_running:
        await refuse_unfinished(step, hand.incident)
    else:
        await _refuse_late(step, hand, shown_version)
    payload = {
        "incident": hand.incident.id,
        "number": hand.incident.number,
        "version": shown_version,
    }
    await _ask(step, FIRST[wanted], payload, hand.incident)


async def disagree(step: Taking, incident_id: int, shown_version: int, reason: str = "") -> None:
    """Không đồng ý: how to go on is a button; nothing is decided before it is pressed."""
    hand = await open_incident(step, incident_id, Step.DISAGREE)
    await _refuse_late(step, hand, shown_version)
    number = hand.incident.number
    extra = ""
    if reason:
        await put_aside(step)
        payload = {"incident": incident_id, "number": number, "version": shown_version, "reason": reason}
        extra = str((await open_form(step, "disagree", payload)).id)
    of = (incident_id, shown_version, extra)
    keyboard = (
        (button(Step.DIRECT_OTHERWISE, *of, style="primary"),),
        (button(Step.WATCH, *of),),
        (button(Step.CLOSE, *of, style="danger"),),
    )
    values = {
        "number": number,
        "urgency": hand.incident.urgency,
        "gist": await gist(step.tx, hand.incident),
        "reason": reason,
    }
    await choices.offer(step, Screen("disagree", values, keyboard=keyboard), hand.incident)


async def for_result(step: Taking, addressee_id: int) -> None:
    """Báo kết quả: text and photos are asked for."""
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.REPORT_RESULT)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state not in AWAITS_RESULT:
        raise DutyError("already-reported", number=number, state=addressee.state)
    await _ask(step, "result", {"addressee": addressee.id, "number": number}, hand.incident, number)


async def for_extension(step: Taking, addressee_id: int) -> None:
    """Xin gia hạn: until when, and why."""
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.ASK_EXTENSION)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state not in AWAITS_RESULT:
        raise DutyError("already-reported", number=number, state=addressee.state)
    await _ask(step, "extend", {"addressee": addressee.id, "number": number}, hand.incident, number)


async def for_return(step: Taking, result_id: int) -> None:
    """Trả lại báo cáo: why."""
    result = await directives.get_result(step.tx, result_id)
    addressee = await directives.get_addressee(step.tx, result.addressee_id)
    directive = await directives.get(step.tx, addressee.directive_id)
    hand = await open_incident(step, directive.incident_id, Step.RETURN_RESULT)
    number = f"{hand.incident.number}/{directive.n}"
    if result.state is not ResultState.REPORTED:
        raise DutyError("already-judged", number=number, name="", at=result.judged_at, state=result.state)
    await _ask(step, "return", {"result": result.id, "number": number}, hand.incident, number)


async def for_recall(step: Taking, directive_id: int) -> None:
    """Thu hồi chỉ đạo: why."""
    directive = await directives.get(step.tx, directive_id)
    hand = await open_incident(step, directive.incident_id, Step.RECALL_DIRECTIVE)
    number = f"{hand.incident.number}/{directive.n}"
    if directive.recalled_at is not None:
        raise DutyError("directive-recalled", number=number, at=directive.recalled_at)
    await _ask(step, "recall", {"directive": directive.id, "number": number}, hand.incident, number)


async def which_directive(step: Taking, incident_id: int, wanted: Step) -> int | None:
    """Thay thế, Thu hồi on an incident: its one standing directive, else one button each.

    Raises:
        DutyError: `nothing-there`; and what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, wanted)
    standing = [d for d in await directives.list_of_incident(step.tx, incident_id) if d.recalled_at is None]
    if not standing:
        raise DutyError("nothing-there", number=hand.incident.number, step=wanted)
    if len(standing) == 1:
        return standing[0].id
    keyboard = tuple(
        (button(wanted, d.id, 0, extra="d", number=f"{hand.incident.number}/{d.n}"),) for d in standing
    )
    await choices.offer(step, Screen("choose", {"step": wanted}, keyboard=keyboard))
    return None


async def for_reopening(step: Taking, incident_id: int) -> None:
    """Mở lại: why."""
    hand = await open_incident(step, incident_id, Step.REOPEN)
    if hand.incident.state is not IncidentState.CLOSED:
        raise DutyError("incident-state", number=hand.incident.number, state=hand.incident.state)
    payload = {"incident": hand.incident.id, "number": hand.incident.number}
    await _ask(step, "reopen", payload, hand.incident)


async def for_ending(step: Taking, containment_id: int) -> None:
    """Chấm dứt ngăn chặn: why."""
    measure = await containments.get(step.tx, containment_id)
    hand = await open_incident(step, measure.incident_id, Step.END_CONTAINMENT)
    if measure.state is ContainmentState.ENDED:
        raise DutyError("containment-answered", number=hand.incident.number, state=measure.state)
    payload = {"containment": measure.id, "number": hand.incident.number}
    await _ask(step, "end", payload, hand.incident)


async def for_containment(step: Taking, incident_id: int) -> None:
    """Ngăn chặn ngay on an incident: what is to be stopped, or was."""
    hand = await open_incident(step, incident_id, Step.CONTAIN)
    if hand.incident.state is IncidentState.CLOSED:
        raise DutyError("incident-closed", number=hand.incident.number, at=hand.incident.closed_at)
    payload = {"incident": hand.incident.id, "number": hand.incident.number}
    await _ask(step, "contain", payload, hand.incident)


async def _refuse_late(step: Taking, hand: AtHand, shown_version: int) -> None:
    if hand.incident.state not in UNDECIDED:
        await opinion.refuse_decided(step, hand.incident)
    if shown_version != hand.incident.report_version:
        raise opinion.stale(hand.incident)


async def _ask(
    step: Taking, form: str, payload: dict[str, object], incident: Incident, number: str = ""
) -> None:
    await ask_for(step, form, payload, number=number or incident.number, gist=await gist(step.tx, incident))
