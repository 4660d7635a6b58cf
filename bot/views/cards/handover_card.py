"""The card on which a change of shifts is signed: who has, who has not; each reader with their own buttons."""

from typing import Any

from bot.buttons import button
from bot.rules.handover import HandoverState, Signature
from bot.rules.message import Button, Screen
from bot.rules.person import Role
from bot.rules.shift import NoteKind, Shift
from bot.rules.step import Step
from bot.views.changeover import Changeover, changeover_values, load_changeover, sides_keys
from bot.views.drawing import Drawing, Drawn
from storage import handovers, incidents, people, shifts


async def draw(drawing: Drawing, handover_id: int) -> Drawn | None:
    """For the members of both shifts, superiors, and the desk's own chat; nothing for anybody else."""
    handover = await handovers.find(drawing.tx, handover_id)
    if handover is None:
        return None
    change = await load_changeover(drawing.tx, handover, drawing.now)
    me = drawing.actor.person.id if drawing.actor is not None else None
    if not await _may_read(drawing, change, me):
        return None
    equipment = await shifts.find_note(drawing.tx, change.outgoing.id, NoteKind.EQUIPMENT)
    work = await shifts.find_note(drawing.tx, change.outgoing.id, NoteKind.WORK)
    received = await incidents.list_of_period(
        drawing.tx,
        handover.desk_id,
        change.outgoing.responsible_from or change.outgoing.starts_at,
        drawing.now,
    )
    is_quiet = not received
    refusals = await handovers.list_refusals(drawing.tx, handover.id)
    open_items = [
        one for one in await incidents.list_of_desk(drawing.tx, handover.desk_id) if not one.is_private
    ]
    values = {
        **await changeover_values(drawing.tx, change, drawing.now),
        "signed": [await _signed(drawing, change, one) for one in change.signatures],
        "equipment": equipment.text if equipment is not None else "",
        "is_quiet": is_quiet,
        "is_work_confirmed": work is not None,
        "open": len(open_items),
        "refusals": len(refusals),
        "last_refusal": refusals[-1].reason if refusals else "",
        "is_member": me is not None and me in change.member_ids,
    }
    keyboard = _keyboard(change, me, needs_equipment=equipment is None, needs_work=is_quiet and work is None)
    version = len(change.signatures) + (handover.state is not HandoverState.OPEN)
    return Drawn(Screen("handover-card", values, keyboard=keyboard), version)


def _keyboard(
    change: Changeover, me: int | None, *, needs_equipment: bool, needs_work: bool
) -> tuple[tuple[Button, ...], ...]:
    """Signing stands alone in its row; then what an officer of the outgoing shift still states."""
    rows = list(sides_keys(change, me))
    is_officer = me in change.outgoing.of(Role.OFFICER)
    if is_officer and change.handover.state is HandoverState.OPEN:
        if needs_work:
            rows.append((button(Step.CONFIRM_WORK, change.outgoing.id, style="primary"),))
        if needs_equipment:
            rows.append((button(Step.STATE_EQUIPMENT, change.outgoing.id),))
    return tuple(rows)


async def _may_read(drawing: Drawing, change: Changeover, me: int | None) -> bool:
    if drawing.actor is None:
        desk = await people.find_desk_by_chat(drawing.tx, drawing.reader.chat_id)
        return desk is not None and desk.id == change.handover.desk_id
    return me in change.member_ids or any(
        drawing.actor.has(role, desk_id=change.handover.desk_id)
        for role in (Role.LEADER, Role.OFFICER, Role.SUPERIOR)
    )


async def _signed(drawing: Drawing, change: Changeover, signature: Signature) -> dict[str, Any]:
    side: Shift | None = change.outgoing if signature.shift_id == change.outgoing.id else change.incoming
    return {
        "side": "outgoing" if side is change.outgoing else "incoming",
        "role": signature.role,
        "name": (await people.get_person(drawing.tx, signature.person_id)).name,
        "at": signature.signed_at,
    }
