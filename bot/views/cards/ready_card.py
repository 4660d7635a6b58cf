"""The roll call before a shift, for each of its people: `Sẵn sàng nhận ca`, or when they said so."""

from bot.buttons import button
from bot.rules.message import Screen
from bot.rules.roster.standing_in import role_in
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from storage import people, roster


async def draw(drawing: Drawing, shift_id: int) -> Drawn | None:
    """The shift that is coming, and with whom. Nothing for somebody who does not serve in it."""
    shift = await roster.find_shift(drawing.tx, shift_id, drawing.now)
    me = drawing.actor.person.id if drawing.actor else None
    role = role_in(shift, me) if shift and me is not None else None
    if shift is None or me is None or role is None:
        return None
    answers = {one.person_id: one.ready_at for one in await roster.list_readiness(drawing.tx, shift.id)}
    leader = await people.get_person(drawing.tx, shift.leader_id) if shift.leader_id is not None else None
    values = {
        "desk": (await people.get_desk(drawing.tx, shift.desk_id)).name,
        "role": role.value,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "leader": leader.name if leader and leader.id != me else "",
        "leader_phone": leader.phone if leader and leader.id != me else "",
        "ready_at": answers.get(me),
        "now": drawing.now,
    }
    asks = answers.get(me) is None and shift.ends_at > drawing.now
    keyboard = ((button(Step.READY, shift.id, style="success"),),) if asks else ()
    return Drawn(Screen("ready-card", values, keyboard=keyboard), 1)
