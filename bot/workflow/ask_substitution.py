"""`Nhờ trực thay`: for which of one's shifts, and whom; then that person is asked."""

from datetime import timedelta

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import Person, Role
from bot.rules.roster.standing_in import GRANTED_FOR, is_free, needs_approval, role_in
from bot.rules.roster.substitution import SubstitutionState
from bot.rules.shift import Shift
from bot.rules.step import Step
from bot.workflow import choices, recipients
from bot.workflow.approvers import approvers_of
from bot.workflow.change_leader import may_take_now
from bot.workflow.taking import Taking
from storage import people, roster, shifts

CARD = "substitution-card"
BETWEEN = "="  # role and person in a press
AHEAD = timedelta(days=45)
MOST_SHIFTS = 8
MOST_PEOPLE = 20


async def offer(step: Taking) -> None:
    """/tructhay: a button for each of one's shifts; what waits for this person; and the running shift to be taken.

    Raises:
        DutyError: `no-shift-of-yours`.
    """
    me = step.actor.person.id
    own = await own_shifts(step)
    takes = await desks_to_take(step)
    waiting = 0
    for desk in await people.list_desks(step.tx):
        for one in await roster.list_open_substitutions(step.tx, desk.id):
            shift = await roster.find_shift(step.tx, one.shift_id, step.now)
            approves = shift is not None and me in {p.id for p in await approvers_of(step, one, shift)}
            if me in {one.leaves_id, one.comes_id} or (approves and one.state is SubstitutionState.ACCEPTED):
                await step.show(step.here, CARD, one.id, again=True)
                waiting += 1
    if not own and not takes:
        if waiting:
            return
        raise DutyError("no-shift-of-yours")
    rows = [
        (button(Step.STAND_IN, shift.id, 0, role.value, when=_figures(step, shift)),) for shift, role in own
    ]
    keyboard = (*rows, *((button(Step.TAKE_SHIFT_NOW, desk_id, style="danger"),) for desk_id in takes))
    values = {
        "shifts": [
            {"starts_at": shift.starts_at, "ends_at": shift.ends_at, "role": role.value}
            for shift, role in own
        ],
        "takes": bool(takes),
        "now": step.now,
    }
    await choices.offer(step, Screen("stand-in-when", values, keyboard=keyboard))


async def pick(step: Taking, shift_id: int, role: Role) -> None:
    """Whom to ask: everybody who may serve as that, can be reached, and is free at that time.

    Raises:
        DutyError: `shift-not-yours`, `already-asked`, `nobody-to-ask`.
    """
    shift = await _own(step, shift_id, role)
    candidates = await _candidates(step, shift, role)
    if not candidates:
        raise DutyError("nobody-to-ask", starts_at=shift.starts_at)
    keyboard = tuple(
        (button(Step.STAND_IN_BY, shift.id, 0, f"{role.value}{BETWEEN}{person.id}", label=person.name),)
        for person in candidates[:MOST_PEOPLE]
    )
    values = {"role": role.value, "starts_at": shift.starts_at, "ends_at": shift.ends_at, "now": step.now}
    await choices.offer(step, Screen("stand-in-whom", values, keyboard=keyboard))


async def ask(step: Taking, shift_id: int, role: Role, person_id: int) -> None:
    """Ask this person; nothing changes before they agree and the leader approves.

    Raises:
        DutyError: `shift-not-yours`, `already-asked`, `busy-then`, `nobody-to-approve`.
    """
    shift = await _own(step, shift_id, role)
    person = next((p for p in await _candidates(step, shift, role) if p.id == person_id), None)
    if person is None:
        name = (await people.get_person(step.tx, person_id)).name
        raise DutyError("busy-then", name=name, starts_at=shift.starts_at)
    asked = await roster.add_substitution(step.tx, shift, role, step.actor.person.id, person.id, step.now)
    if needs_approval(role, step.desk.rules.roster) and not await approvers_of(step, asked, shift):
        raise DutyError("nobody-to-approve")
    await step.log(
        LogKind.SUBSTITUTION_ASKED,
        desk_id=shift.desk_id,
        role=role.value,
        payload={"substitution": asked.id, "shift": shift.id, "role": role, "comes": person.id},
        text={"name": person.name},
    )
    await step.show(recipients.privately(person), CARD, asked.id, priority=0)
    await step.show(step.here, CARD, asked.id)
    step.answers("stand-in-asked", name=person.name, starts_at=shift.starts_at)


async def own_shifts(step: Taking) -> list[tuple[Shift, Role]]:
    """The shifts this person serves in that are not over, the next first."""
    found = []
    for desk in await people.list_desks(step.tx):
        for shift in await roster.list_shifts(step.tx, desk.id, step.now, step.now + AHEAD, step.now):
            role = role_in(shift, step.actor.person.id)
            if role is not None:
                found.append((shift, role))
    return sorted(found, key=lambda one: one[0].starts_at)[:MOST_SHIFTS]


async def desks_to_take(step: Taking) -> list[int]:
    """The desks whose running shift this person may take over at once: named by the roster, not leading already."""
    return [
        desk.id
        for desk in await people.list_desks(step.tx)
        if not step.actor.holds(Role.LEADER, desk.id)
        and await may_take_now(step, desk.id)
        and await shifts.find_responsible(step.tx, desk.id, step.now) is not None
    ]


async def _own(step: Taking, shift_id: int, role: Role) -> Shift:
    shift = await roster.find_shift(step.tx, shift_id, step.now)
    me = step.actor.person.id
    if shift is None or shift.ends_at <= step.now or role_in(shift, me) is not role:
        raise DutyError("shift-not-yours")
    waiting = await roster.find_open_substitution(step.tx, shift.id, me)
    if waiting is not None:
        name = (await people.get_person(step.tx, waiting.comes_id)).name
        raise DutyError("already-asked", name=name, starts_at=shift.starts_at)
    return shift


async def _candidates(step: Taking, shift: Shift, role: Role) -> list[Person]:
    others = await shifts_at_that_time(step, shift)
    return [
        person
        for person in await people.list_granted(step.tx, shift.desk_id, GRANTED_FOR[role])
        if person.telegram_id is not None
        and person.frozen_at is None
        and (is_free(person.id, shift, others) or _is_deputy_for_leader(shift, role, person.id))
    ]


async def shifts_at_that_time(step: Taking, shift: Shift) -> list[Shift]:
    """The shifts of every desk that touch this one's hours."""
    return [
        other
        for desk in await people.list_desks(step.tx)
        for other in await roster.list_shifts(step.tx, desk.id, shift.starts_at, shift.ends_at, step.now)
    ]


def _is_deputy_for_leader(shift: Shift, role: Role, person_id: int) -> bool:
    """The deputy of a shift may become its leader: they are deputy no more then."""
    return role is Role.LEADER and role_in(shift, person_id) is Role.DEPUTY


def _figures(step: Taking, shift: Shift) -> str:
    """A shift on a button: its start, in figures that need no words."""
    return f"{shift.starts_at.astimezone(step.desk.rules.time_zone):%H:%M %d/%m}"
