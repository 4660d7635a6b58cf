"""`Sẵn sàng nhận ca`: somebody answers the roll call before a shift."""

from datetime import timedelta

from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.roster.standing_in import role_in
from bot.rules.shift import Shift
from bot.workflow.taking import Taking
from storage import people, roster
from storage.times import microseconds

CARD = "ready-card"
EARLIEST = timedelta(hours=24)
"""SANSANG without a button is understood of a shift that begins within this."""


async def say_ready(step: Taking, shift_id: int) -> None:
    """The button. The first answer stands.

    Raises:
        DutyError: `not-in-shift`, `shift-over`.
    """
    shift = await roster.find_shift(step.tx, shift_id, step.now)
    role = role_in(shift, step.actor.person.id) if shift else None
    if shift is None or role is None:
        raise DutyError("not-in-shift")
    if shift.ends_at <= step.now:
        raise DutyError("shift-over", ends_at=shift.ends_at)
    said = await roster.say_ready(step.tx, shift.id, step.actor.person.id, step.now)
    if said.ready_at == step.now:
        await step.log(
            LogKind.ROLL_ANSWERED,
            desk_id=shift.desk_id,
            role=role.value,
            payload={"shift": shift.id, "starts_at": microseconds(shift.starts_at)},
        )
    await step.refresh(CARD, shift.id)
    step.answers("ready", starts_at=shift.starts_at)


async def say_ready_typed(step: Taking) -> None:
    """SANSANG: for the shift that begins next, or has just begun without an answer.

    Raises:
        DutyError: `no-shift-coming`.
    """
    shift = await _coming(step)
    if shift is None:
        raise DutyError("no-shift-coming")
    await say_ready(step, shift.id)


async def _coming(step: Taking) -> Shift | None:
    """The shift this person was asked for and has not answered; else the next one that is to begin."""
    me = step.actor.person.id
    found = [
        shift
        for desk in await people.list_desks(step.tx)
        for shift in await roster.list_shifts(step.tx, desk.id, step.now, step.now + EARLIEST, step.now)
        if role_in(shift, me) is not None
    ]
    coming = None
    for shift in sorted(found, key=lambda one: one.starts_at):
        answers = {one.person_id: one.ready_at for one in await roster.list_readiness(step.tx, shift.id)}
        if me in answers and answers[me] is None:
            return shift
        if coming is None and me not in answers and shift.starts_at > step.now:
            coming = shift
    return coming
