"""Where a person belongs: the desks they have to do with, and what they are there."""

from typing import Any

from bot.rules.person import Actor, DutyDesk
from storage import people
from storage.transaction import Transaction


async def desks_of(tx: Transaction, actor: Actor) -> list[DutyDesk]:
    """The desks a person serves at or reports to; every desk for a role over the whole system alone."""
    ids: dict[int, None] = {}
    for grant in actor.grants:
        if grant.desk_id is not None:
            ids[grant.desk_id] = None
        elif grant.unit_id is not None:
            ids[(await people.get_unit(tx, grant.unit_id)).desk_id] = None
    return [await people.get_desk(tx, desk_id) for desk_id in ids] or await people.list_desks(tx)


async def standing_of(tx: Transaction, actor: Actor) -> list[dict[str, Any]]:
    """Each role and the name of the place it is held at; empty for the whole system."""
    rows = []
    for grant in actor.grants:
        place = ""
        if grant.unit_id is not None:
            place = (await people.get_unit(tx, grant.unit_id)).name
        elif grant.desk_id is not None:
            place = (await people.get_desk(tx, grant.desk_id)).name
        rows.append({"role": grant.role.value, "place": place, "is_contact": grant.is_contact})
    return rows
