"""Who is on duty, with telephone numbers, and who comes next."""

from typing import Any

from bot.rules.message import Screen
from bot.rules.person import Actor, DutyDesk, Role
from bot.rules.shift import Shift
from bot.views.looking import Looking
from storage import people, shifts
from storage.transaction import Transaction

IN_ORDER = (Role.LEADER, Role.DEPUTY, Role.OFFICER)


async def who_is_on_duty(looking: Looking) -> Screen:
    """The desks this person has to do with, each with its responsible shift and the next one."""
    tx, now = looking.own.tx, looking.own.now
    rows = []
    for desk in await desks_of(tx, looking.actor):
        running = await shifts.find_responsible(tx, desk.id, now)
        coming = await shifts.find_next(tx, desk.id, now)
        rows.append(
            {
                "name": desk.name,
                "phone": desk.phone,
                "fax": desk.fax,
                "email": desk.email,
                "running": await _shift(tx, running),
                "coming": await _shift(tx, coming),
            }
        )
    return Screen("who-is-on-duty", {"desks": rows, "now": now})


async def desk_phones(looking: Looking) -> Screen:
    """Gọi trực ban: how to reach the desk, and who answers for it."""
    screen = await who_is_on_duty(looking)
    return Screen("call-desk", screen.values)


async def desks_of(tx: Transaction, actor: Actor) -> list[DutyDesk]:
    """The desks of a person: their units', and those they were given a role at; all for a role over everything."""
    ids = [(await people.get_unit(tx, unit_id)).desk_id for unit_id in actor.unit_ids]
    ids += [grant.desk_id for grant in actor.grants if grant.desk_id is not None]
    ids += [duty.desk_id for duty in actor.duties]
    if any(grant.desk_id is None and grant.unit_id is None for grant in actor.grants):
        return await people.list_desks(tx)
    return [await people.get_desk(tx, desk_id) for desk_id in dict.fromkeys(ids)]


async def _shift(tx: Transaction, shift: Shift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    members = []
    for member in sorted(shift.members, key=lambda one: IN_ORDER.index(one.role)):
        person = await people.get_person(tx, member.person_id)
        members.append(
            {
                "role": member.role,
                "name": person.name,
                "title": person.title,
                "phone": person.phone,
                "is_reachable": person.is_reachable,
                "unreachable_at": person.unreachable_at,
            }
        )
    return {"starts_at": shift.starts_at, "ends_at": shift.ends_at, "members": members}
