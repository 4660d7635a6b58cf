"""A shift begins to answer for its desk (Art. 4.1): from its start, or from the Nhận ca of its leader; logged how."""

from datetime import datetime

from bot.buttons import button
from bot.rules.incident import IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.shift import Shift
from bot.rules.step import Step
from bot.views.changeover import Changeover, changeover_values, load_changeover, shift_values
from bot.views.open_work import open_work
from bot.workflow import recipients
from bot.workflow.carry_over import carry_over, list_grave_items
from bot.workflow.changeover import facts, lapse, leaders_and_superiors, privately, reload
from bot.workflow.present_waiting import present_to_shift
from bot.workflow.telling import Logging, Telling
from bot.workflow.waiting_list import refresh_waiting
from bot.workflow.wind_shift import wind_shift
from storage import containments, duty_log, handovers, incidents, people, shifts


async def begin_duty(step: Logging, shift: Shift, from_at: datetime) -> None:
    """Nobody answers for the desk: this shift does, from then on. Who serves in it sees what waits."""
    await shifts.begin_responsibility(step.tx, shift.id, from_at)
    await log_opened(step, shift, from_at)
    await _say_begun(step, shift)
    await present_to_shift(step, shift.desk_id)
    await wind_shift(step, shift.id)


async def log_opened(
    step: Logging, shift: Shift, from_at: datetime, *, outgoing: Shift | None = None
) -> None:
    """A shift answers for its desk, and since when."""
    await step.log(
        LogKind.SHIFT_OPENED,
        desk_id=shift.desk_id,
        payload={
            "shift": shift.id,
            "from_at": from_at,
            "outgoing": outgoing.id if outgoing is not None else None,
            "leader": shift.leader_id,
        },
        text={},
    )


async def pass_over(step: Logging, change: Changeover) -> Changeover:
    """From the outgoing shift to the incoming one, now. What is open goes with it.

    Raises:
        ConflictError: when it passed at this very moment by another hand.
        ValueError: when nobody is to take over.
    """
    outgoing, incoming = change.outgoing, change.incoming
    if incoming is None:
        raise ValueError(change.handover.id)
    before = await duty_log.find_head(step.tx, outgoing.desk_id)
    await shifts.end_responsibility(step.tx, outgoing.id, step.now)
    await shifts.begin_responsibility(step.tx, incoming.id, step.now)
    await handovers.mark_taken_over(step.tx, change.handover.id, incoming.id, step.now)
    for other in await handovers.list_open(step.tx, outgoing.desk_id):
        if other.id != change.handover.id:  # nobody completed it before the next one
            await lapse(step, await load_changeover(step.tx, other, step.now))
    await log_opened(step, incoming, step.now, outgoing=outgoing)
    if not change.is_handed_over:
        payload = {**facts(change), "log": before.seq, "hash": before.hash}
        await step.log(LogKind.SHIFT_NOT_HANDED_OVER, desk_id=outgoing.desk_id, payload=payload, text={})
        told = await changeover_values(step.tx, await reload(step, change), step.now)
        to = await leaders_and_superiors(step, change)
        await step.say(to, Screen("not-handed-over", told), priority=0)
    await carry_over(step, outgoing, incoming)
    change = await reload(step, change)
    await list_grave_items(step, change)
    change = await reload(step, change)
    values = await changeover_values(step.tx, change, step.now)
    await step.say(await privately(step, outgoing.member_ids), Screen("duty-passed", values))
    await _say_begun(step, change.incoming or incoming)
    await present_to_shift(step, incoming.desk_id)
    await refresh_desk(step, outgoing.desk_id)
    await wind_shift(step, incoming.id)
    await wind_shift(step, outgoing.id)
    return change


async def refresh_desk(step: Telling, desk_id: int) -> None:
    """Who may press what has changed: every card of what is open shows it."""
    for incident in await incidents.list_of_desk(step.tx, desk_id):
        await step.refresh("decision-card", incident.id, priority=0)
        await step.refresh("roll-call", incident.id)
        for measure in await containments.list_of_incident(step.tx, incident.id):
            await step.refresh("containment-card", measure.id)
    await refresh_waiting(step, desk_id)


async def _say_begun(step: Telling, shift: Shift) -> None:
    """To everybody who serves: the shift answers from now on, and how much is open."""
    items = await open_work(step.tx, step.desk.rules, shift.desk_id, step.now)
    values = {
        "desk": (await people.get_desk(step.tx, shift.desk_id)).name,
        "shift": await shift_values(step.tx, shift),
        "open": len(items),
        "overdue": sum(item.is_overdue(step.now) for item in items),
        "undecided": sum(item.incident.state is IncidentState.AWAITING_DECISION for item in items),
        "now": step.now,
    }
    for person_id in shift.member_ids:
        is_leader = person_id == shift.leader_id
        keyboard = ((button(Step.SET_FOCUS, shift.id, style="primary"),),) if is_leader else ()
        screen = Screen("shift-began", {**values, "is_leader": is_leader}, keyboard=keyboard)
        await step.say(await recipients.person(step, person_id), screen, priority=0)
