"""Who leads a shift, or is its deputy, changes in chat: recorded, and shown to both, the desk and a superior."""

from datetime import timedelta

from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import Person, Role
from bot.rules.shift import Shift
from bot.views.changeover import find_running
from bot.workflow import recipients
from bot.workflow.changeover import CARD
from bot.workflow.pass_responsibility import refresh_desk
from bot.workflow.present_waiting import present_to_shift
from bot.workflow.taking import Taking
from bot.workflow.telling import Logging, Telling
from bot.workflow.wind_shift import wind_shift
from storage import handovers, people, shifts

NAMED_WITHIN = timedelta(days=45)
"""Whoever a shift of this or the last month names as leader or deputy counts as named by the roster."""
DIRECTLY, AT_ONCE = "superior", "roster"
"""How: Tôi trực tiếp chỉ đạo; Tôi nhận ca ngay. A substitution by consent names itself."""


async def lead_myself(step: Taking, desk_id: int, shift_id: int) -> None:
    """Tôi trực tiếp chỉ đạo: a superior of the desk, nobody else, leads the shift the button was drawn for.

    Raises:
        DutyError: `not-superior`, `no-running-shift`, `already-leading`; `stale-button` once another shift answers.
    """
    if not step.actor.has(Role.SUPERIOR, desk_id=desk_id):
        raise DutyError("not-superior")
    shift = await _running(step, desk_id)
    if shift.id != shift_id:
        raise DutyError("stale-button")
    await change_leader(step, shift, step.actor.person, how=DIRECTLY)
    step.answers("leading", starts_at=shift.starts_at, ends_at=shift.ends_at)


async def take_shift_now(step: Taking, desk_id: int) -> None:
    """Tôi nhận ca ngay: somebody the roster names as leader or deputy of the desk.

    They lead the shift whose start has come and which nobody has taken over, else the one that answers now.

    Raises:
        DutyError: `not-named`, `no-running-shift`, `already-leading`.
    """
    me = step.actor.person
    if not await may_take_now(step, desk_id):
        raise DutyError("not-named")
    change = await find_running(step.tx, desk_id, step.now)
    if change is not None and change.incoming is not None and change.incoming.starts_at <= step.now:
        shift = change.incoming
    else:
        shift = await _running(step, desk_id)
    await change_leader(step, shift, me, how=AT_ONCE)
    step.answers("leading", starts_at=shift.starts_at, ends_at=shift.ends_at)


async def may_take_now(step: Taking, desk_id: int) -> bool:
    """Whether the roster names this person as leader or deputy of the desk, and they still may lead there."""
    if not step.actor.has(Role.LEADER, desk_id=desk_id):
        return False  # named once, and no longer of this desk
    return await shifts.is_named(step.tx, desk_id, step.actor.person.id, step.now - NAMED_WITHIN)


async def change_leader(
    step: Logging, shift: Shift, person: Person, *, how: str, role: Role = Role.LEADER
) -> None:
    """Somebody else leads a shift from now on, or is its deputy; from its start, where it is still to come.

    Who led keeps what they did, and serves no longer in that role; a deputy who becomes leader is deputy no more.

    Raises:
        DutyError: `already-leading`.
    """
    shift = await shifts.hold(step.tx, shift.id, step.now)
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
        await present_to_shift(step, shift.desk_id)
        await refresh_desk(step, shift.desk_id)
    for handover in await handovers.list_open(step.tx, shift.desk_id):
        if shift.id in {handover.outgoing_id, handover.incoming_id}:
            to = await recipients.person(step, person.id)
            await step.show(to, CARD, handover.id, priority=0)
            await step.refresh(CARD, handover.id, priority=0)
    await wind_shift(step, shift.id)


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


async def _running(step: Taking, desk_id: int) -> Shift:
    running = await shifts.find_responsible(step.tx, desk_id, step.now)
    if running is None:
        raise DutyError("no-running-shift")
    return running
