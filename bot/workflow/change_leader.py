"""Who leads a shift, or is its deputy, changes in chat: recorded, and shown to both, the desk and a superior."""

from datetime import timedelta

from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import Person, Role
from bot.rules.shift import Shift
from bot.workflow import recipients
from bot.workflow.present_waiting import present_waiting
from bot.workflow.taking import Taking
from bot.workflow.telling import Telling
from storage import people, shifts

NAMED_WITHIN = timedelta(days=45)
"""Whoever a shift of this or the last month names as leader or deputy counts as named by the roster."""
AT_ONCE = "roster"
"""How: Tôi nhận ca ngay. A substitution by consent names itself."""


async def take_shift_now(step: Taking, desk_id: int) -> None:
    """Tôi nhận ca ngay: somebody the roster names as leader or deputy of the desk leads the running shift.

    Raises:
        DutyError: `not-named`, `no-running-shift`, `already-leading`.
    """
    me = step.actor.person
    if not await shifts.is_named(step.tx, desk_id, me.id, step.now - NAMED_WITHIN):
        raise DutyError("not-named")
    shift = await shifts.find_responsible(step.tx, desk_id, step.now)
    if shift is None:
        raise DutyError("no-running-shift")
    await change_leader(step, shift, me, how=AT_ONCE)
    step.answers("leading", starts_at=shift.starts_at, ends_at=shift.ends_at)


async def change_leader(
    step: Taking, shift: Shift, person: Person, *, how: str, role: Role = Role.LEADER
) -> None:
    """Somebody else leads a shift from now on, or is its deputy; from its start, where it is still to come.

    Who led keeps what they did, and serves no longer in that role; a deputy who becomes leader is deputy no more.

    Raises:
        DutyError: `already-leading`.
    """
    before = next(iter(shift.of(role)), None)
    if before == person.id:
        raise DutyError("already-leading", starts_at=shift.starts_at)
    if role is Role.LEADER and person.id in shift.of(Role.DEPUTY):
        await shifts.change_member(step.tx, shift, Role.DEPUTY, person.id, None, step.now)
    await shifts.change_member(step.tx, shift, role, before, person.id, step.now)
    before_name = (await people.get_person(step.tx, before)).name if before is not None else ""
    await step.log(
        LogKind.SHIFT_CHANGED,
        desk_id=shift.desk_id,
        payload={"shift": shift.id, "role": role, "before": before, "after": person.id, "how": how},
        text={"before": before_name, "after": person.name},
    )
    await tell_changed(step, shift, role, before, person.id)
    running = await shifts.find_responsible(step.tx, shift.desk_id, step.now)
    if running is not None and running.id == shift.id:
        await present_waiting(step, shift.desk_id)


async def tell_changed(
    step: Telling, shift: Shift, role: Role, before: int | None, after: int | None
) -> None:
    """To both, the desk and the superiors."""
    both = [one for one in (before, after) if one is not None]
    to = [
        *[await recipients.person(step, one) for one in both],
        *await recipients.desk(step, shift.desk_id),
        *await recipients.superiors(step, shift.desk_id),
    ]
    values = {
        "role": role,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "before": (await people.get_person(step.tx, before)).name if before is not None else "",
        "after": (await people.get_person(step.tx, after)).name if after is not None else "",
    }
    await step.say(recipients.once(to), Screen("duty-changed", values), priority=0)
