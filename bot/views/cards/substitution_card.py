"""A request to stand in: for the one who is asked, the one who asks, and whoever has to approve."""

from bot.buttons import button
from bot.rules.message import Button, Screen
from bot.rules.roster.standing_in import may_approve, still_stands
from bot.rules.roster.substitution import OPEN, Substitution, SubstitutionState
from bot.rules.shift import Shift
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from storage import people, roster

Keys = tuple[tuple[Button, ...], ...]


async def draw(drawing: Drawing, substitution_id: int) -> Drawn | None:
    """Who asks whom, for which shift, and how far it is. Nothing for a group."""
    if drawing.actor is None:
        return None
    of = await roster.get_substitution(drawing.tx, substitution_id)
    shift = await roster.find_shift(drawing.tx, of.shift_id, drawing.now)
    is_gone = of.state in OPEN and not still_stands(of, shift, drawing.now)
    judge = await people.get_person(drawing.tx, of.judged_by) if of.judged_by is not None else None
    leaves, comes = [await people.get_person(drawing.tx, one) for one in (of.leaves_id, of.comes_id)]
    me = drawing.actor.person.id
    values = {
        "desk": (await people.get_desk(drawing.tx, of.desk_id)).name,
        "role": of.role.value,
        "leaves": leaves.name,
        "leaves_phone": leaves.phone,
        "comes": comes.name,
        "starts_at": shift.starts_at if shift else None,
        "ends_at": shift.ends_at if shift else None,
        "state": (SubstitutionState.LAPSED if is_gone else of.state).value,
        "is_asked": me == comes.id,
        "is_asking": me == leaves.id,
        "judge": judge.name if judge and judge.id not in {leaves.id, comes.id} else "",
        "judged_at": of.judged_at,
        "now": drawing.now,
    }
    keyboard = () if is_gone or shift is None else _keys(drawing, of, shift)
    return Drawn(Screen("substitution-card", values, keyboard=keyboard), of.version)


def _keys(drawing: Drawing, of: Substitution, shift: Shift) -> Keys:
    """What this reader may press now; agreeing and refusing never share a row."""
    if drawing.actor is None or of.state not in OPEN:
        return ()
    me = drawing.actor.person.id
    if me == of.leaves_id:
        return ((button(Step.WITHDRAW_STAND_IN, of.id, of.version),),)
    if of.state is SubstitutionState.ASKED and me == of.comes_id:
        return (
            (button(Step.TAKE_STAND_IN, of.id, of.version, style="success"),),
            (button(Step.DECLINE_STAND_IN, of.id, of.version, style="danger"),),
        )
    if of.state is SubstitutionState.ACCEPTED and may_approve(drawing.actor, of, shift):
        return (
            (button(Step.APPROVE_STAND_IN, of.id, of.version, style="success"),),
            (button(Step.REFUSE_STAND_IN, of.id, of.version, style="danger"),),
        )
    return ()
