"""The roll call before a shift: everybody is asked, and who has not answered is named in time."""

from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.rules.person import Role
from bot.rules.shift import Shift
from bot.workflow import recipients
from bot.workflow.firing import Firing
from bot.workflow.lateness import lateness
from bot.workflow.say_ready import CARD
from storage import people, roster, shifts

MISSING = "roll-missing"


async def call(step: Firing) -> None:
    """A card for each of the shift's people, with `Sẵn sàng nhận ca`."""
    shift = await roster.find_shift(step.tx, step.timer.subject_id, step.now)
    if shift is None or not shift.members:
        return
    for person_id in _everybody(shift):
        await roster.call_to_be_ready(step.tx, shift.id, person_id, step.now)
        await step.show(await recipients.person(step, person_id), CARD, shift.id, priority=0)
    await step.log(
        LogKind.ROLL_CALLED,
        desk_id=shift.desk_id,
        payload={"shift": shift.id, "asked": list(_everybody(shift))},
    )


async def name_missing(step: Firing) -> None:
    """Who has not answered is named to leader and deputy of the coming and the running shift, and to the desk."""
    shift = await roster.find_shift(step.tx, step.timer.subject_id, step.now)
    if shift is None:
        return
    ready = {one.person_id for one in await roster.list_readiness(step.tx, shift.id) if one.ready_at}
    missing = [one for one in _everybody(shift) if one not in ready]
    if not missing:
        return
    lines = []
    for person_id in missing:
        person = await people.get_person(step.tx, person_id)
        role = next(member.role for member in shift.members if member.person_id == person_id)
        lines.append({"name": person.name, "role": role.value, "phone": person.phone})
    desk = await people.get_desk(step.tx, shift.desk_id)
    values = {
        "desk": desk.name,
        "starts_at": shift.starts_at,
        "missing": lines,
        "late": await lateness(step),
        "now": step.now,
    }
    await step.say(await _leading(step, shift), Screen(MISSING, values), priority=0)
    await step.log(
        LogKind.ROLL_CALLED,
        desk_id=desk.id,
        payload={"shift": shift.id, "missing": missing},
        text={"name": ", ".join(line["name"] for line in lines)},
    )


def _everybody(shift: Shift) -> tuple[int, ...]:
    return tuple(dict.fromkeys(member.person_id for member in shift.members))


async def _leading(step: Firing, shift: Shift) -> list[Recipient]:
    running = await shifts.find_responsible(step.tx, shift.desk_id, step.now)
    both = [one for one in (running, shift) if one is not None]
    leading = [i for one in both for role in (Role.LEADER, Role.DEPUTY) for i in one.of(role)]
    to = [await recipients.person(step, person_id) for person_id in leading]
    return recipients.once([*to, *await recipients.desk(step, shift.desk_id)])
