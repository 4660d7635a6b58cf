"""Whom something is said to: the desk, its leaders, a unit. Where nobody is linked, the fact is kept."""

from bot.rules.incident import Incident
from bot.rules.message import Recipient
from bot.rules.person import Person, Role, Unit
from bot.views.changeover import coming_leader
from bot.workflow.telling import Telling
from storage import people


def privately(person: Person) -> Recipient:
    """A person's own chat; none where no account is linked, or where it is frozen: others may be reading it."""
    return Recipient(person.telegram_id if person.frozen_at is None else None, person.id)


async def desk(step: Telling, desk_id: int) -> list[Recipient]:
    """The officers of the responsible shift, privately, and the desk's own chat if it has one."""
    officers = await people.list_on_duty(step.tx, desk_id, Role.OFFICER, step.now)
    chat_id = (await people.get_desk(step.tx, desk_id)).chat_id
    own = [Recipient(chat_id)] if chat_id is not None else []
    return [*(privately(officer) for officer in officers), *own]


async def leaders(step: Telling, desk_id: int) -> list[Recipient]:
    """The leader of the responsible shift; none where no shift is responsible."""
    return [privately(p) for p in await people.list_on_duty(step.tx, desk_id, Role.LEADER, step.now)]


async def deputies(step: Telling, desk_id: int) -> list[Recipient]:
    """The deputy of the responsible shift."""
    return [privately(p) for p in await people.list_on_duty(step.tx, desk_id, Role.DEPUTY, step.now)]


async def everyone_deciding(step: Telling, desk_id: int) -> list[Recipient]:
    """Leader, deputy and desk: who sees every report at the same moment; while shifts change, both leaders."""
    return once(
        [
            *await leaders(step, desk_id),
            *await coming_leaders(step, desk_id),
            *await deputies(step, desk_id),
            *await desk(step, desk_id),
        ]
    )


async def coming_leaders(step: Telling, desk_id: int) -> list[Recipient]:
    """Who leads the shift that is about to take over; none outside a change of shifts."""
    leader_id = await coming_leader(step.tx, desk_id, step.now)
    return [] if leader_id is None else [await person(step, leader_id)]


async def readers(step: Telling, incident: Incident) -> list[Recipient]:
    """Who sees a report: leader, deputy and desk; of a private one the superiors alone."""
    if incident.is_private:
        return await superiors(step, incident.desk_id)
    return await everyone_deciding(step, incident.desk_id)


async def desk_for(step: Telling, incident: Incident) -> list[Recipient]:
    """Whom the desk's work on an incident is told to; of a private one the superiors alone."""
    if incident.is_private:
        return await superiors(step, incident.desk_id)
    return await desk(step, incident.desk_id)


async def superiors(step: Telling, desk_id: int) -> list[Recipient]:
    """The superiors of a desk."""
    return [privately(p) for p in await people.list_granted(step.tx, desk_id, Role.SUPERIOR)]


async def administrators(step: Telling, desk_id: int) -> list[Recipient]:
    """The administrators of a desk, who see no incident content."""
    return [privately(p) for p in await people.list_granted(step.tx, desk_id, Role.ADMIN)]


async def unit(step: Telling, of: Unit) -> list[Recipient]:
    """Whom a unit's news go to, once: its group if it has one; else its contacts and head; else every member."""
    if of.chat_id is not None:
        return [Recipient(of.chat_id)]
    return await addressee(step, of)


async def addressee(step: Telling, of: Unit) -> list[Recipient]:
    """Whom a unit's directives, recalls and containments go to: its group, and privately its contacts and head.

    Where it has neither group nor contact, every member.
    """
    group = [] if of.chat_id is None else [Recipient(of.chat_id)]
    return [*group, *map(privately, await people.list_private_addressees(step.tx, of))]


async def person(step: Telling, person_id: int) -> Recipient:
    """One person, privately."""
    return privately(await people.get_person(step.tx, person_id))


def once(recipients: list[Recipient]) -> list[Recipient]:
    """Each chat, and each person without one, a single time."""
    return list({(r.chat_id, None if r.chat_id is not None else r.person_id): r for r in recipients}.values())
