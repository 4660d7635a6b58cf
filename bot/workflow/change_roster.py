"""One person serves in another's place, by a change in the chat: stored, logged, and shown to whom it concerns."""

from bot.rules.log_entry import LogKind
from bot.rules.person import Person, Role
from bot.rules.shift import Shift
from bot.workflow.change_leader import change_leader, tell_changed
from bot.workflow.taking import Taking
from bot.workflow.wind_roster import wind_roster
from storage import people, shifts


async def serve_instead(
    step: Taking, shift: Shift, role: Role, leaves_id: int, comes: Person, *, how: str
) -> None:
    """`comes` serves as `role` in the place of `leaves_id`, from now on or from the start of a shift to come.

    `how`: what the log names as the reason, for example `substitution:12`.
    """
    if role is Role.OFFICER:
        leaves = await people.get_person(step.tx, leaves_id)
        await shifts.change_member(step.tx, shift, role, leaves_id, comes.id, step.now)
        await step.log(
            LogKind.SHIFT_CHANGED,
            desk_id=shift.desk_id,
            payload={"shift": shift.id, "role": role, "before": leaves_id, "after": comes.id, "how": how},
            text={"before": leaves.name, "after": comes.name},
        )
        await tell_changed(step, shift, role, leaves_id, comes.id)
    else:
        await change_leader(step, shift, comes, how=how, role=role)
    await wind_roster(step, shift.desk_id)
