"""What the clock does at a shift's start, and half an hour before its planned end."""

from bot.rules.handover import becomes_responsible
from bot.workflow.carry_over import list_grave_items
from bot.workflow.changeover import open_for, show_card
from bot.workflow.pass_responsibility import begin_duty, pass_over
from bot.workflow.present_waiting import present_to_coming_leader
from bot.workflow.telling import Logging
from bot.workflow.wind_shift import wind_shift
from storage import shifts


async def open_shift(step: Logging, shift_id: int) -> None:
    """Its start has come: it answers at once where nobody does, or where its leader has pressed Nhận ca.

    Else the outgoing shift answers on, past its planned end, and both are asked to change over.
    """
    coming = await shifts.hold(step.tx, shift_id, step.now)
    running = await shifts.find_responsible(step.tx, coming.desk_id, step.now)
    if coming.ends_at <= step.now:
        return  # found only after its end: nobody could serve in it any more
    if running is None:
        from_at = becomes_responsible(coming, None, step.now, leader_signed=False)
        if from_at is not None:
            await begin_duty(step, coming, from_at)
        return
    change = await open_for(step, running)
    if change.incoming is None or change.incoming.id != coming.id:
        return
    if becomes_responsible(coming, running, step.now, leader_signed=change.leader_signed) is not None:
        change = await pass_over(step, change)
    await show_card(step, change)
    await wind_shift(step, running.id)


async def open_handover(step: Logging, shift_id: int) -> None:
    """The planned end of the shift that answers is near: cards go to both leaders from now on."""
    running = await shifts.find_responsible(
        step.tx, (await shifts.get(step.tx, shift_id, step.now)).desk_id, step.now
    )
    if running is None or running.id != shift_id:
        return
    change = await open_for(step, running)
    await list_grave_items(step, change)
    await show_card(step, change)
    if change.incoming is not None and change.incoming.leader_id is not None:
        await present_to_coming_leader(step, running.desk_id, change.incoming.leader_id)
    await wind_shift(step, running.id)
