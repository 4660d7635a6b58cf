"""Which change of shifts a typed word means, and what /bangiao shows."""

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.handover import signing_role
from bot.rules.message import Button, Screen
from bot.rules.person import Role
from bot.rules.shift import Shift
from bot.rules.step import Step
from bot.views.changeover import Changeover, load_changeover, owes, shift_values
from bot.workflow import choices
from bot.workflow.change_leader import may_take_now
from bot.workflow.changeover import CARD
from bot.workflow.taking import Taking
from storage import handovers, people, shifts


async def resolve(step: Taking, wanted: Step) -> int | None:
    """The handover on which this person can take this step now; several: a button each, and None.

    Raises:
        DutyError: `handover-not-yet` before one is opened; `not-your-handover`.
    """
    mine = [one for one in await list_own(step) if _is_of(one, wanted, step.actor.person.id)]
    owing = [one for one in mine if _side(one, wanted) and _owes(one, wanted, step.actor.person.id)]
    found = owing or mine
    if len({one.handover.desk_id for one in found}) > 1:
        keyboard = tuple([(await _named(step, one, wanted),) for one in found])
        await choices.offer(step, Screen("choose", {"step": wanted}, keyboard=keyboard))
        return None
    if found:
        return found[0].handover.id
    await _refuse(step)
    return None


async def show_changeover(step: Taking) -> None:
    """/bangiao: the card of the change of shifts under way; else the shift that answers now, and when it ends.

    Raises:
        DutyError: `not-your-handover` for who serves in no shift that goes or comes.
    """
    own = await list_own(step)
    for change in own:
        await step.show(step.here, CARD, change.handover.id, priority=0, again=True)
    if own:
        return
    for desk_id in dict.fromkeys((*step.actor.desk_ids, *(duty.desk_id for duty in step.actor.duties))):
        await _show_shift(step, desk_id)
        return
    raise DutyError("not-your-handover", starts_at=None)


async def list_own(step: Taking) -> list[Changeover]:
    """The changes of shifts under way in which this person signs, the newest first."""
    me = step.actor.person.id
    found = []
    for desk in await people.list_desks(step.tx):
        for handover in await handovers.list_open(step.tx, desk.id):
            change = await load_changeover(step.tx, handover, step.now)
            sides = [change.outgoing, *([change.incoming] if change.incoming is not None else [])]
            if any(signing_role(side, me) for side in sides):
                found.append(change)
    return found


def _side(change: Changeover, wanted: Step) -> Shift | None:
    return change.outgoing if wanted is Step.HAND_OVER else change.incoming


def _is_of(change: Changeover, wanted: Step, person_id: int) -> bool:
    side = _side(change, wanted)
    return side is not None and signing_role(side, person_id) is not None


def _owes(change: Changeover, wanted: Step, person_id: int) -> bool:
    side = _side(change, wanted)
    return side is not None and owes(change, side, person_id)


async def _named(step: Taking, change: Changeover, wanted: Step) -> Button:
    desk = await people.get_desk(step.tx, change.handover.desk_id)
    return button(wanted, change.handover.id, number=desk.code)


async def _refuse(step: Taking) -> None:
    """Say when it will be time, to somebody who serves in the shift that answers now; else that it is not theirs."""
    for duty in step.actor.duties:
        running = await shifts.find_responsible(step.tx, duty.desk_id, step.now)
        if running is not None and duty.role is not Role.DEPUTY:
            opens_at = running.ends_at - step.desk.rules.handover.opens_before
            if step.now < opens_at:
                raise DutyError("handover-not-yet", opens_at=opens_at, ends_at=running.ends_at)
    raise DutyError("not-your-handover", starts_at=None)


async def _show_shift(step: Taking, desk_id: int) -> None:
    running = await shifts.find_responsible(step.tx, desk_id, step.now)
    me = step.actor.person.id
    rows: list[tuple[Button, ...]] = []
    if running is not None:
        if me == running.leader_id:
            rows.append((button(Step.SET_FOCUS, running.id, style="primary"),))
        if me in running.of(Role.OFFICER):
            rows.append((button(Step.STATE_EQUIPMENT, running.id),))
        if step.actor.has(Role.SUPERIOR, desk_id=desk_id) and me != running.leader_id:
            rows.append((button(Step.LEAD_MYSELF, desk_id, running.id, style="danger"),))
        elif me != running.leader_id and await may_take_now(step, desk_id):
            rows.append((button(Step.TAKE_SHIFT_NOW, desk_id, style="danger"),))
    values = {
        "desk": (await people.get_desk(step.tx, desk_id)).name,
        "shift": await shift_values(step.tx, running),
        "opens_at": running.ends_at - step.desk.rules.handover.opens_before if running is not None else None,
        "now": step.now,
    }
    await step.say(step.here, Screen("shift-now", values, keyboard=tuple(rows)))
