"""What is due for a shift, wound in the step that changed it."""

from collections.abc import Sequence

from bot.rules.due import Due, Owner
from bot.rules.shift_times import shift_dues
from bot.workflow.telling import Telling
from bot.workflow.wind import wind
from storage import handovers, shifts

OWNER = "shift"


async def dues_of(step: Telling, shift_id: int) -> Sequence[Due]:
    """Everything due for a shift as it stands."""
    shift = await shifts.find(step.tx, shift_id, step.now)
    if shift is None:
        return []  # taken out of the roster before it began
    handover = await handovers.find_of_shift(step.tx, shift_id)
    digest = await handovers.find_digest_of(step.tx, shift_id)
    return shift_dues(shift, handover, has_digest=digest is not None, rules=step.desk.rules.handover)


async def wind_shift(step: Telling, shift_id: int) -> None:
    """Exactly what is due for it waits."""
    shift = await shifts.get(step.tx, shift_id, step.now)
    await wind(step, Owner(OWNER, shift.id, shift.desk_id), await dues_of(step, shift_id))


async def owners(step: Telling) -> Sequence[Owner]:
    """Every shift that is not over: what came into the database otherwise than by a step is due all the same."""
    return [
        Owner(OWNER, shift.id, shift.desk_id)
        for shift_id in await shifts.list_not_over(step.tx, step.now)
        if (shift := await shifts.find(step.tx, shift_id, step.now)) is not None
    ]
