"""The clock of a desk's roster: wound by whatever changes its shifts."""

from collections.abc import Sequence
from datetime import timedelta

from bot.rules.due import Due, Owner
from bot.rules.roster import checks
from bot.workflow.telling import Telling
from bot.workflow.wind import wind
from storage import people, roster, timers

OWNER = "roster"
AHEAD = timedelta(days=62)


async def roster_dues(step: Telling, desk_id: int) -> Sequence[Due]:
    """Everything due on the coming shifts of a desk, as they stand."""
    shifts = await roster.list_shifts(step.tx, desk_id, step.now, step.now + AHEAD, step.now)
    return checks.dues(shifts, step.now, step.desk.rules.roster)


async def wind_roster(step: Telling, desk_id: int) -> None:
    """Exactly that waits from now on."""
    await wind(step, Owner(OWNER, desk_id, desk_id), await roster_dues(step, desk_id))


async def wind_all_rosters(step: Telling) -> None:
    """The clocks of every desk."""
    for desk in await people.list_desks(step.tx):
        await wind_roster(step, desk.id)


async def wind_at_start(step: Telling) -> None:
    """What came into the database otherwise than by a step is due all the same, from now on.

    What should have been told before this program knew of it is not told because it starts; what was wound and
    missed is.
    """
    for desk in await people.list_desks(step.tx):
        owner = Owner(OWNER, desk.id, desk.id)
        known = await timers.list_known(step.tx, owner)
        dues = await roster_dues(step, desk.id)
        still = [
            due
            for due in dues
            if due.first_at > step.now or (due.duty, due.subject_id, due.first_at) in known
        ]
        await wind(step, owner, still)
