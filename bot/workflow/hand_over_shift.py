"""Bàn giao ca: somebody of the outgoing shift signs. Asked for, and its absence told upward; never a lock."""

from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.workflow.changeover import facts, hold, own_role, settle
from bot.workflow.taking import Taking
from storage import handovers


async def hand_over(step: Taking, handover_id: int) -> None:
    """Sign for the outgoing shift, as its leader or one of its officers.

    Raises:
        DutyError: `not-your-handover`, `already-signed`, `handover-over`.
    """
    change = await hold(step, handover_id)
    me = step.actor.person.id
    role = own_role(change, change.outgoing, me)
    if not await handovers.sign(step.tx, change.handover.id, change.outgoing.id, me, role, step.now):
        raise DutyError("already-signed", side="outgoing", starts_at=change.outgoing.starts_at)
    await step.log(
        LogKind.SHIFT_HANDED_OVER, desk_id=change.handover.desk_id, role=role, payload=facts(change), text={}
    )
    change = await settle(step, change)
    step.answers(
        "handed-over",
        starts_at=change.outgoing.starts_at,
        is_complete=change.is_complete,
        name=step.actor.person.name,
    )
